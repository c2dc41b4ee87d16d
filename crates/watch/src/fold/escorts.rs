//! Principals and the escort nearest to them, by straight lines: with a way or without one.
//!
//! Principals are separated if no escort can be near them, wherever it is by now. An escort that is silent may be anywhere: then
//! nothing is known, and nothing begins or ends. That it is silent is found for itself.

use roads::matching::Plane;

use super::{
    Step,
    spread::Known,
    watched::{Bad, Watched},
};
use crate::{Rule, latch::Part};

impl Step<'_> {
    pub(super) fn escorts(&mut self, number: u16, plane: &Plane) {
        let thresholds = &self.plan.order.thresholds;
        let (Some(most), Some(hold)) = (thresholds.separation_mm.map(u64::from), thresholds.spacing_for)
        else {
            return;
        };
        let is_escort = self.plan.escorts >> number & 1 == 1;
        let concerned = if is_escort { u64::MAX } else { 1 << number };
        for principals in bits(self.plan.principals & concerned) {
            let Some((nearest, bad)) = self.alone(principals, is_escort.then_some(number), most, plane)
            else {
                continue;
            };
            let (at, reference) = (self.at, self.reference);
            let history = &mut *self.history;
            let mut watched = Watched { at, reference, part: Part::Whole, history };
            let slot = &mut self.state.vehicles[usize::from(principals)].alone;
            watched.hold(slot, Rule::Separated, Some(principals), bad, hold.0, nearest);
        }
    }

    /// How far the nearest escort is at least, and what that comes to; `None` if there is nothing to say.
    fn alone(&self, principals: u16, seen: Option<u16>, most: u64, plane: &Plane) -> Option<(u64, Bad)> {
        let Known::Within(here) = self.reach(usize::from(principals)) else { return None };
        let is_alone = self.state.vehicles[usize::from(principals)].alone.is_some();
        let (mut nearest, mut is_near, mut is_known) = (None::<u64>, false, true);
        // One that is near is enough, and the one that was just seen usually is.
        for escort in seen.into_iter().chain(bits(self.plan.escorts)) {
            match self.reach(usize::from(escort)) {
                Known::Apart => {}
                Known::Nothing => is_known = false,
                Known::Within(there) => {
                    if !is_alone && here.may_be_within(most, there, plane) {
                        return None;
                    }
                    let (least, at_most) = here.apart(there, plane);
                    nearest = Some(nearest.map_or(least, |nearest| nearest.min(least)));
                    is_near |= at_most <= most;
                }
            }
        }
        let nearest = nearest?;
        Some((nearest, Bad { now: is_known && nearest > most, still: !is_near }))
    }
}

/// The numbers of the bits that are set, ascending.
fn bits(mut all: u64) -> impl Iterator<Item = u16> + Clone {
    std::iter::from_fn(move || {
        let first = u16::try_from(all.trailing_zeros()).ok().filter(|_| all != 0)?;
        all &= all - 1;
        Some(first)
    })
}
