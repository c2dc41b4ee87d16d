//! Vehicles among each other: intervals and stragglers.
//!
//! Two vehicles are compared when one of them is seen, with the other anywhere between where it was seen and where it would be by
//! now at the velocity it had, if it was seen within two minutes (`spread`); otherwise nothing is known and nothing changes. A
//! distance is wrong if it is so wherever the other is. Intervals are watched while both move: a convoy that halts closes up. A
//! finding ends when the distance is better by a tenth, so that it does not flutter.
//!
//! So nothing is known of a few metres between vehicles that report seconds apart from each other. But of two that report in turns it
//! is known how far they were from each other a moment ago: where one was seen, with the other between its own sightings before and
//! after. That is what intervals are measured by wherever there are such.

use roads::matching::Plane;

use super::{
    Step,
    spread::{Between, Stretch},
    state::{Slot, Vehicle, is_about},
    watched::{Bad, Watched},
};
use crate::{Rule, latch::Part};

/// Who is slower stands, in mm/s. Ours: 5 km/h.
const MOVES: i64 = 1_400;

impl Step<'_> {
    pub(super) fn spacing(&mut self, number: u16, stretch: Option<Stretch>, plane: &Plane) {
        if self.state.vehicles.len() < 2 || self.at < self.plan.order.departure.micros() {
            return;
        }
        self.escorts(number, plane);
        let vehicle = &self.state.vehicles[usize::from(number)];
        if vehicle.arrived {
            return;
        }
        if !vehicle.on_way {
            // Along the way nothing can be said of it.
            return self.end_intervals(number);
        }
        let under_way = |number: &u16| {
            let vehicle = &self.state.vehicles[usize::from(*number)];
            vehicle.watched && !vehicle.arrived
        };
        let count = u16::try_from(self.state.vehicles.len()).unwrap_or(u16::MAX);
        let ahead = (0..number).rev().find(under_way);
        let behind = (number + 1..count).find(under_way);
        if let Some(ahead) = ahead {
            let apart = self.were_apart(stretch, ahead);
            self.interval(ahead, number, apart);
        }
        if let Some(behind) = behind {
            let apart = self.were_apart(stretch, behind);
            self.interval(number, behind, apart);
        }
        self.straggler(number);
    }

    fn end_intervals(&mut self, number: u16) {
        for other in 0..self.state.vehicles.len() {
            let of = |held: &Slot| is_about(held.as_deref(), number);
            if of(&self.state.vehicles[other].close) {
                self.end_of(other, Rule::IntervalSmall, |vehicle| &mut vehicle.close);
            }
            if of(&self.state.vehicles[other].wide) {
                self.end_of(other, Rule::IntervalLarge, |vehicle| &mut vehicle.wide);
            }
        }
    }

    /// How far who drove a stretch was from another when that was seen on it, at least and at most.
    fn were_apart(&self, stretch: Option<Stretch>, other: u16) -> Option<(u64, u64)> {
        let other = &self.state.vehicles[usize::from(other)];
        let seen = other.spotted.filter(|_| other.on_way)?;
        Some(stretch?.at(seen.at)?.apart(Between::exactly(seen.along)))
    }

    fn interval(&mut self, ahead: u16, behind: u16, were_apart: Option<(u64, u64)>) {
        let (front, rear) =
            (&self.state.vehicles[usize::from(ahead)], &self.state.vehicles[usize::from(behind)]);
        let (Some(first), Some(second)) = (self.along(front), self.along(rear)) else { return };
        let apart = first.apart(second);
        let (closest, farthest) = were_apart.unwrap_or(apart);
        let moving = front.velocity.abs() >= MOVES && rear.velocity.abs() >= MOVES;
        let thresholds = &self.plan.order.thresholds;
        let (part, hold) = (Part::Gap(ahead, behind), thresholds.spacing_for);
        let rear = &mut self.state.vehicles[usize::from(behind)];
        let mut watched =
            Watched { at: self.at, reference: self.reference, part, history: &mut *self.history };
        if let (Some(least), Some(hold)) = (thresholds.interval_least_mm.map(u64::from), hold) {
            let bad = Bad { now: moving && farthest < least, still: moving && closest < least + least / 10 };
            watched.hold(&mut rear.close, Rule::IntervalSmall, Some(behind), bad, hold.0, farthest);
        }
        if let (Some(most), Some(hold)) = (thresholds.interval_most_mm.map(u64::from), hold) {
            let bad = Bad { now: moving && closest > most, still: moving && farthest > most - most / 10 };
            watched.hold(&mut rear.wide, Rule::IntervalLarge, Some(behind), bad, hold.0, closest);
        }
        if let Some(most) = thresholds.broken_mm.map(u64::from) {
            let (closest, farthest) = apart;
            let bad = Bad { now: closest > most, still: farthest > most - most / 10 };
            watched.hold(&mut rear.broken, Rule::ConvoyBroken, None, bad, 0, closest);
        }
    }

    /// Alone behind all others of which anything is known.
    fn straggler(&mut self, number: u16) {
        let Some(most) = self.plan.order.thresholds.straggler_mm.map(u64::from) else { return };
        let Some(here) = self.along(&self.state.vehicles[usize::from(number)]) else { return };
        let slot = &self.state.vehicles[usize::from(number)].behind;
        if slot.is_none() && self.anybody_near(number, here, most) {
            return;
        }
        let (mut ahead, mut is_near, mut may_be_near) = (None::<u64>, false, false);
        let mut is_known = false;
        for (other, vehicle) in self.state.vehicles.iter().enumerate() {
            if other == usize::from(number) || !vehicle.watched || vehicle.arrived {
                continue;
            }
            let Some(there) = self.along(vehicle) else { continue };
            let (closest, farthest) = here.apart(there);
            is_known = true;
            let is_behind = there.most < here.least;
            if !is_behind {
                ahead = Some(ahead.map_or(closest, |least| least.min(closest)));
            }
            may_be_near |= closest <= most;
            is_near |= farthest <= if is_behind { most } else { most - most / 10 };
        }
        // Whoever all others are behind has overtaken them.
        let is_better = is_near || (is_known && ahead.is_none());
        let bad = Bad { now: ahead.is_some() && !may_be_near, still: !is_better };
        let leg = self.plan.leg(here.most);
        let slot = &mut self.state.vehicles[usize::from(number)].behind;
        // Where it fell behind is where it is missed.
        let part = slot.as_ref().map_or(leg, |held| held.part);
        let mut watched = Watched { at: self.at, reference: self.reference, part, history: self.history };
        watched.hold(slot, Rule::Straggler, Some(number), bad, 0, ahead.unwrap_or(0));
    }

    /// Whether another vehicle may be within a distance along the way. Those next to it are asked first: it is almost always one
    /// of them, and then no other has to be looked at.
    fn anybody_near(&self, number: u16, here: Between, most: u64) -> bool {
        let near = |vehicle: &Vehicle| {
            vehicle.watched
                && !vehicle.arrived
                && self.along(vehicle).is_some_and(|there| there.apart(here).0 <= most)
        };
        let (before, after) = self.state.vehicles.split_at(usize::from(number));
        before.iter().rev().any(near) || after.iter().skip(1).any(near)
    }
}
