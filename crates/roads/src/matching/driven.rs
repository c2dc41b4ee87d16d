//! From settled places to what was driven: arcs with the times they were entered and left. An arc is told when it has
//! been left, so the last one stays open until then.

use model::{Instant, Span};

use super::{
    Search,
    ground::Ground,
    layer::{Before, Layer, State},
    passage::{How, Spot, passage, turned},
    scale::{BREAK, Step},
    told::{Piece, Why},
};

/// Goes from a settled state to the next: what is closed by that goes to `told`, what stays open is `open`.
pub(super) fn advance(
    ground: &Ground,
    search: &mut Search,
    [before, after]: [&Layer; 2],
    [from, to]: [State; 2],
    open: &mut Option<Piece>,
    told: &mut Vec<Piece>,
) {
    let step = before.step_to(after.at, after.place, after.scatter);
    if let Before::Broke(_) = to.before {
        told.extend(open.take());
        told.push(Piece::Break { why: why(&step), since: before.until, until: after.at });
        *open = Some(begun(after, to));
        return;
    }
    match (from.spot, to.spot) {
        (Some(from), Some(to)) => {
            let mut drive = Drive { told, open, began: before.until, ended: after.at, done: 0, whole: 0 };
            drive.along(ground, search, &step, from, to);
        }
        (None, None) => {
            if let Some(Piece::OffRoad { to, ended, .. }) = open {
                (*to, *ended) = (after.place, after.until);
            }
        }
        (Some(_), None) | (None, Some(_)) => {
            told.extend(open.take());
            *open = Some(begun(after, to));
        }
    }
    stay(open, after.until);
}

/// A piece that begins at a report.
pub(super) fn begun(layer: &Layer, state: State) -> Piece {
    match state.spot {
        Some((arc, at)) => Piece::Road { arc, from_mm: at, to_mm: at, entered: layer.at, left: layer.until },
        None => Piece::OffRoad { from: layer.place, to: layer.place, began: layer.at, ended: layer.until },
    }
}

/// The vehicle is still there.
pub(super) fn stay(open: &mut Option<Piece>, until: Instant) {
    if let Some(Piece::Road { left: last, .. } | Piece::OffRoad { ended: last, .. }) = open {
        *last = until.max(*last);
    }
}

fn why(step: &Step) -> Why {
    match step {
        step if step.is_silence() => Why::Silence,
        step if step.is_a_jump() => Why::Jump,
        _ => Why::NoWay,
    }
}

/// A way from one report to the next.
struct Drive<'d> {
    told: &'d mut Vec<Piece>,
    open: &'d mut Option<Piece>,
    began: Instant,
    ended: Instant,
    /// How much of its length is driven, in millimetres, and how much there is.
    done: u64,
    whole: u64,
}

impl Drive<'_> {
    fn along(&mut self, ground: &Ground, search: &mut Search, step: &Step, from: Spot, to: Spot) {
        let how = passage(ground, &mut search.reach, step, from, to, BREAK).map(|(_, how)| how);
        match how {
            // As reports scatter, it may be said to be behind where it was: the arc is driven as far as it was.
            Some(How::Along) => self.whole = u64::from(to.1.saturating_sub(from.1)),
            Some(How::Turned) => {
                let length = ground.arc(to.0).length;
                let turning = from.1.max(turned(length, to.1));
                self.whole = u64::from(turning - from.1) + u64::from(to.1 - turned(length, turning));
                self.leave(turning);
                self.enter(to.0, turned(length, turning));
            }
            Some(How::Over) => {
                let [leaves, arrives] = [from, to].map(|(arc, _)| ground.arc(arc));
                let between = search.reach.way(ground, leaves.head, arrives.tail, step.longest(BREAK));
                let length = |&arc: &u32| u64::from(ground.arc(arc).length);
                let ends = u64::from(leaves.length - from.1.min(leaves.length)) + u64::from(to.1);
                self.whole = ends + between.iter().map(length).sum::<u64>();
                self.leave(leaves.length);
                for arc in between {
                    self.enter(arc, 0);
                    self.leave(ground.arc(arc).length);
                }
                self.enter(to.0, 0);
            }
            Some(How::Stood) | None => {}
        }
        self.drive_to(to.1);
    }

    /// Drives the open arc so far; it has been there already if reports scatter.
    fn drive_to(&mut self, offset: u32) {
        if let Some(Piece::Road { from_mm, to_mm, .. }) = self.open {
            self.done += u64::from(offset.saturating_sub((*to_mm).max(*from_mm)));
            *to_mm = offset.max(*to_mm);
        }
    }

    /// Drives the open arc so far, and leaves it.
    fn leave(&mut self, offset: u32) {
        self.drive_to(offset);
        let now = self.now();
        if let Some(Piece::Road { left, .. }) = self.open {
            *left = now.max(*left);
        }
        self.told.extend(self.open.take());
    }

    fn enter(&mut self, arc: u32, offset: u32) {
        let now = self.now();
        *self.open = Some(Piece::Road { arc, from_mm: offset, to_mm: offset, entered: now, left: now });
    }

    /// When so much of the way was driven.
    fn now(&self) -> Instant {
        let took = i128::from(self.ended.since(self.began).0);
        let part = took * i128::from(self.done.min(self.whole)) / i128::from(self.whole.max(1));
        self.began.saturating_add(Span(i64::try_from(part).unwrap_or_default()))
    }
}
