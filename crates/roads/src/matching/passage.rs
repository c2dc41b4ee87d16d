//! From a place on the roads to another: how a vehicle may have got there, and what that costs.

use super::{
    ground::Ground,
    reach::Reach,
    scale::{Step, U_TURN},
};

/// A place on an arc: the arc, and how far along it in millimetres.
pub(super) type Spot = (u32, u32);

/// How a vehicle got from one place to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum How {
    /// Along the arc.
    Along,
    /// Not at all: it seems to be a little behind where it was, as reports scatter.
    Stood,
    /// It turned back on the road.
    Turned,
    /// It left the arc at its end, and drove a shortest way to where the other begins.
    Over,
}

/// The cheapest way to get there, if one costs no more than that.
pub(super) fn passage(
    ground: &Ground,
    reach: &mut Reach,
    step: &Step,
    from: Spot,
    to: Spot,
    most: u32,
) -> Option<(u32, How)> {
    let (leaves, arrives) = (ground.arc(from.0), ground.arc(to.0));
    let mut best = Best { most, found: None };
    if from.0 == to.0 {
        if let Some(ahead) = to.1.checked_sub(from.1) {
            best.offer(step.driven(ahead.into()), How::Along);
            return best.found;
        }
        let behind = u64::from(from.1 - to.1);
        if behind <= step.noise {
            best.offer(step.driven(behind).saturating_add(step.millimetres(behind)), How::Stood);
        }
    }
    let is_back = leaves.drives == arrives.drives ^ 1;
    if is_back && arrives.is_plain {
        let across = u64::from(turned(arrives.length, to.1).abs_diff(from.1));
        best.offer(step.driven(across).saturating_add(U_TURN), How::Turned);
    }
    let ends = u64::from(leaves.length.saturating_sub(from.1)) + u64::from(to.1);
    if let Some(left) = step.longest(best.most).checked_sub(ends)
        && let Some(between) = reach.distance(ground, leaves.head, arrives.tail, left)
    {
        // Turning at the end of the road is turning.
        let turns = if is_back && between == 0 { U_TURN } else { 0 };
        best.offer(step.driven(ends + u64::from(between)).saturating_add(turns), How::Over);
    }
    best.found
}

/// The cheapest so far.
struct Best {
    most: u32,
    found: Option<(u32, How)>,
}

impl Best {
    fn offer(&mut self, cost: u32, how: How) {
        if cost <= self.most && self.found.is_none_or(|(least, _)| cost < least) {
            *self = Best { most: cost, found: Some((cost, how)) };
        }
    }
}

/// The same place, as offset from the other end.
pub(super) fn turned(length: u32, offset: u32) -> u32 {
    length - offset.min(length)
}
