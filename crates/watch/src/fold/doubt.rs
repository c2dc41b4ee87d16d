//! Which road a vehicle drives, where the corridor leaves a doubt.
//!
//! Within the corridor a vehicle is on its way by distance, and another road may lie there as well. So where a position does not fit
//! the way as well as it can, it is held against the roads beside it. One says little: it may be wrong by more than its device thinks.
//! Several in a row, made while driving, that each fit a road beside the way better and together clearly so, say that the vehicle drives
//! it, since the first of them. As many that fit the way say that it is back.
//!
//! Where a vehicle may stand (a start point, a halt, a haven) there are yards and lanes: there distance alone decides.

use roads::matching::Plane;

use super::{
    Step,
    state::{Doubt, Seen},
};
use crate::way::Spot;

/// No position and no map is taken to be more exact, in millimetres. Ours: carriageways are drawn by a middle line, from pictures that
/// are off by some metres.
const EXACT: u64 = 15_000;
/// A road so many times as far off as a position is exact does not fit at all, and one still farther off no worse. Ours: of errors that
/// are what devices say, none is as large.
const NOT_AT_ALL: u64 = 6;
/// The most that one position says, and what several in a row have to say together, in 1/256 of the square of what they are exact to.
/// Ours: so it takes four at least, each nearer to the other road by about two and a half times what it is exact to, or more of them
/// that say less.
const MOST_OF_ONE: i64 = 6 << 8;
const ENOUGH: u32 = 24 << 8;
/// And how far the last of them has to be from the first, in millimetres. Ours: where a vehicle stands, what is wrong with one position is
/// wrong with the next, and in a street of a town for some hundred metres.
const DRIVEN: u64 = 400_000;
/// Farther from the way no road beside it is looked at, in millimetres. Ours: some times the widest corridor.
const FAR_OFF: u64 = 20_000_000;

/// What a vehicle drives, as far as a position shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Drives {
    /// The way, or nothing says otherwise.
    Way,
    /// Another road, maybe.
    Perhaps,
    /// A road beside the way: when the first position was that said so, and by which report.
    Beside((i64, u64)),
}

impl Step<'_> {
    pub(super) fn drives(&mut self, number: u16, seen: Seen, spot: Spot, plane: &Plane) -> Drives {
        let exact = seen.accuracy.max(EXACT);
        let before = self.state.vehicles[usize::from(number)].doubt.as_deref().copied();
        if self.plan.roadside.is_empty() || (before.is_none() && spot.off <= exact) {
            return Drives::Way;
        }
        let now =
            if self.may_stand(spot.along) { None } else { self.doubted(before, seen, spot, plane, exact) };
        if now != before {
            self.state.vehicles[usize::from(number)].doubt = now.map(Box::new);
        }
        match now {
            None => Drives::Way,
            Some(doubt) if doubt.is_beside => Drives::Beside((doubt.since, doubt.reference)),
            Some(_) => Drives::Perhaps,
        }
    }

    fn may_stand(&self, along: u64) -> bool {
        self.plan.standing.iter().any(|(_, at, radius)| at.abs_diff(along) <= *radius)
    }

    /// The doubt after another position.
    fn doubted(
        &self,
        before: Option<Doubt>,
        seen: Seen,
        spot: Spot,
        plane: &Plane,
        exact: u64,
    ) -> Option<Doubt> {
        let is_beside = before.is_some_and(|doubt| doubt.is_beside);
        let better = self.other_fits_better(before.is_some(), spot, plane, exact);
        // By how much it speaks for another road than the one the vehicle is on.
        let by = if is_beside { -better } else { better };
        match before {
            // One that speaks for the way, and what others said does not count any more.
            _ if by <= 0 && !is_beside => None,
            // Neither fits at all: nothing is known.
            _ if by == 0 => before,
            Some(doubt) if by < 0 => Some(Doubt { better: 0, ..doubt }),
            before => {
                let run = before.filter(|doubt| doubt.better > 0);
                let run = run.unwrap_or(Doubt {
                    is_beside,
                    better: 0,
                    since: seen.at,
                    place: seen.place,
                    reference: seen.reference,
                });
                let by = u32::try_from(by).unwrap_or_default();
                settled(Doubt { better: run.better.saturating_add(by), ..run }, plane)
            }
        }
    }

    /// By how much a position fits a road beside the way better than the way; less than nothing if it fits the way better.
    fn other_fits_better(&self, is_in_doubt: bool, spot: Spot, plane: &Plane, exact: u64) -> i64 {
        // Only what is nearer than the way begins a doubt.
        let within = if is_in_doubt { exact.saturating_mul(NOT_AT_ALL) } else { spot.off };
        let road =
            if spot.off > FAR_OFF { None } else { self.plan.roadside.nearest(plane, spot.along, within) };
        let better = misfit(spot.off, exact) - misfit(road.unwrap_or(u64::MAX), exact);
        better.clamp(-MOST_OF_ONE, MOST_OF_ONE)
    }
}

/// How badly a position fits a road that is so far off: the square of how many times it is exact to that is, in 1/256.
fn misfit(off: u64, exact: u64) -> i64 {
    let times = (off.min(exact.saturating_mul(NOT_AT_ALL)) << 8) / exact;
    // At most six times.
    ((times * times) >> 8).cast_signed()
}

/// Whether positions in a row say enough: then it drives the road beside, or the way again.
fn settled(run: Doubt, plane: &Plane) -> Option<Doubt> {
    if run.better < ENOUGH || plane.distance(run.place) < DRIVEN {
        return Some(run);
    }
    (!run.is_beside).then_some(Doubt { is_beside: true, better: 0, ..run })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_fits_by_the_square_of_how_far_off_it_is_up_to_not_at_all() {
        assert_eq!(misfit(0, 15_000), 0);
        assert_eq!(misfit(15_000, 15_000), 256);
        assert_eq!(misfit(45_000, 15_000), 9 * 256);
        assert_eq!(misfit(90_000, 15_000), 36 * 256);
        assert_eq!(misfit(u64::MAX, u32::MAX.into()), 36 * 256);
    }
}
