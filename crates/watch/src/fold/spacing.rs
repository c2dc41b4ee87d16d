//! Vehicles among each other: intervals, stragglers, escorts.
//!
//! Two vehicles are compared when one of them is seen, with the other where it would be by now at the velocity it had, if
//! it was seen within two minutes; otherwise nothing is known and nothing changes. Intervals are watched while both move:
//! a convoy that halts closes up. A finding ends when the distance is better by a tenth, so that it does not flutter.

use model::Place;
use roads::matching::Plane;

use super::{
    Step,
    state::{FRESH, Slot, Vehicle, is_about},
};
use crate::{
    Rule,
    latch::{Held, Over, Part, end},
};

/// Who is slower stands, in mm/s. Ours: 5 km/h.
const MOVES: i64 = 1_400;

impl Step<'_> {
    pub(super) fn spacing(&mut self, number: u16, plane: &Plane) {
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
            self.interval(ahead, number);
        }
        if let Some(behind) = behind {
            self.interval(number, behind);
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

    /// Where a vehicle is now along the way, if that is known.
    fn along(&self, vehicle: &Vehicle) -> Option<u64> {
        let last = vehicle.spotted.filter(|_| vehicle.on_way)?;
        let since = self.at - last.at;
        if since > FRESH {
            return None;
        }
        let driven = since * vehicle.velocity / 1_000_000;
        Some(last.along.saturating_add_signed(driven).min(self.plan.way.length()))
    }

    fn interval(&mut self, ahead: u16, behind: u16) {
        let (front, rear) =
            (&self.state.vehicles[usize::from(ahead)], &self.state.vehicles[usize::from(behind)]);
        let (Some(first), Some(second)) = (self.along(front), self.along(rear)) else { return };
        let gap = first.abs_diff(second);
        let moving = front.velocity.abs() >= MOVES && rear.velocity.abs() >= MOVES;
        let thresholds = &self.plan.order.thresholds;
        let (part, hold) = (Part::Gap(ahead, behind), thresholds.spacing_for);
        let rear = &mut self.state.vehicles[usize::from(behind)];
        let mut watched =
            Watched { at: self.at, reference: self.reference, part, history: &mut *self.history };
        if let (Some(least), Some(hold)) = (thresholds.interval_least_mm.map(u64::from), hold) {
            let bad = Bad { now: moving && gap < least, still: moving && gap < least + least / 10 };
            watched.hold(&mut rear.close, Rule::IntervalSmall, Some(behind), bad, hold.0, gap);
        }
        if let (Some(most), Some(hold)) = (thresholds.interval_most_mm.map(u64::from), hold) {
            let bad = Bad { now: moving && gap > most, still: moving && gap > most - most / 10 };
            watched.hold(&mut rear.wide, Rule::IntervalLarge, Some(behind), bad, hold.0, gap);
        }
        if let Some(most) = thresholds.broken_mm.map(u64::from) {
            let bad = Bad { now: gap > most, still: gap > most - most / 10 };
            watched.hold(&mut rear.broken, Rule::ConvoyBroken, None, bad, 0, gap);
        }
    }

    /// Alone behind all others.
    fn straggler(&mut self, number: u16) {
        let Some(most) = self.plan.order.thresholds.straggler_mm.map(u64::from) else { return };
        let Some(here) = self.along(&self.state.vehicles[usize::from(number)]) else { return };
        let slot = &self.state.vehicles[usize::from(number)].behind;
        if slot.is_none() && self.anybody_near(number, here, most) {
            return;
        }
        let (mut ahead, mut near_behind) = (None::<u64>, false);
        for (other, vehicle) in self.state.vehicles.iter().enumerate() {
            if other == usize::from(number) || !vehicle.watched || vehicle.arrived {
                continue;
            }
            match self.along(vehicle) {
                Some(there) if there >= here => {
                    ahead = Some(ahead.map_or(there - here, |least| least.min(there - here)));
                }
                Some(there) => near_behind |= here - there <= most,
                None => {}
            }
        }
        let apart = ahead.unwrap_or(0);
        let bad = Bad { now: apart > most && !near_behind, still: apart > most - most / 10 && !near_behind };
        let leg = self.plan.leg(here);
        let slot = &mut self.state.vehicles[usize::from(number)].behind;
        // Where it fell behind is where it is missed.
        let part = slot.as_ref().map_or(leg, |held| held.part);
        let mut watched = Watched { at: self.at, reference: self.reference, part, history: self.history };
        watched.hold(slot, Rule::Straggler, Some(number), bad, 0, apart);
    }

    /// Whether another vehicle is within a distance along the way. Those next to it are asked first: it is almost always one
    /// of them, and then no other has to be looked at.
    fn anybody_near(&self, number: u16, here: u64, most: u64) -> bool {
        let near = |vehicle: &Vehicle| {
            vehicle.watched
                && !vehicle.arrived
                && self.along(vehicle).is_some_and(|there| there.abs_diff(here) <= most)
        };
        let (before, after) = self.state.vehicles.split_at(usize::from(number));
        before.iter().rev().any(near) || after.iter().skip(1).any(near)
    }

    /// Principals and the escort nearest to them. What either may have driven since it was seen counts for them.
    fn escorts(&mut self, number: u16, plane: &Plane) {
        let thresholds = &self.plan.order.thresholds;
        let (Some(most), Some(hold)) = (thresholds.separation_mm.map(u64::from), thresholds.spacing_for)
        else {
            return;
        };
        let is_escort = self.plan.escorts >> number & 1 == 1;
        let concerned = if is_escort { u64::MAX } else { 1 << number };
        for principals in bits(self.plan.principals & concerned) {
            let Some(here) = self.reach(usize::from(principals)) else { continue };
            let alone = self.state.vehicles[usize::from(principals)].alone.is_some();
            let mut escorts = bits(self.plan.escorts).filter_map(|escort| self.reach(usize::from(escort)));
            // One that is near is enough, and the one that was just seen usually is.
            let first = is_escort.then(|| self.reach(usize::from(number))).flatten();
            if !alone
                && first.into_iter().chain(escorts.clone()).any(|there| here.is_within(most, there, plane))
            {
                continue;
            }
            let Some(apart) = escorts.by_ref().map(|there| here.apart(there, plane)).min() else { continue };
            let bad = Bad { now: apart > most, still: apart > most };
            let (at, reference) = (self.at, self.reference);
            let history = &mut *self.history;
            let mut watched = Watched { at, reference, part: Part::Whole, history };
            let slot = &mut self.state.vehicles[usize::from(principals)].alone;
            watched.hold(slot, Rule::Separated, Some(principals), bad, hold.0, apart);
        }
    }

    fn reach(&self, number: usize) -> Option<Reach> {
        let vehicle = &self.state.vehicles[number];
        let seen = vehicle.seen.filter(|_| vehicle.watched && !vehicle.arrived)?;
        let since = self.at - seen.at;
        let driven = since.max(0).unsigned_abs() * vehicle.velocity.unsigned_abs() / 1_000_000;
        (since <= FRESH).then_some(Reach { place: seen.place, driven })
    }
}

/// Where a vehicle was, and how far it may have driven since.
#[derive(Clone, Copy)]
struct Reach {
    place: Place,
    driven: u64,
}

/// The numbers of the bits that are set, ascending.
fn bits(mut all: u64) -> impl Iterator<Item = u16> + Clone {
    std::iter::from_fn(move || {
        let first = u16::try_from(all.trailing_zeros()).ok().filter(|_| all != 0)?;
        all &= all - 1;
        Some(first)
    })
}

impl Reach {
    /// Whether [`Reach::apart`] is no more than this, without a root.
    fn is_within(self, most: u64, other: Reach, plane: &Plane) -> bool {
        let most = u128::from(most) + u128::from(self.driven) + u128::from(other.driven) + 1;
        u128::from(self.squared(other, plane)) < most * most
    }

    fn squared(self, other: Reach, plane: &Plane) -> u64 {
        let of = |place: Place| plane.of([place.lat_e7(), place.lon_e7()]);
        let (a, b) = (of(self.place), of(other.place));
        let [x, y] = [(a[0] - b[0]).unsigned_abs(), (a[1] - b[1]).unsigned_abs()];
        x.saturating_mul(x).saturating_add(y.saturating_mul(y))
    }

    fn apart(self, other: Reach, plane: &Plane) -> u64 {
        let apart = self.squared(other, plane).isqrt();
        apart.saturating_sub(self.driven).saturating_sub(other.driven)
    }
}

/// Whether a distance is bad, and whether it is still if it was.
#[derive(Clone, Copy)]
struct Bad {
    now: bool,
    still: bool,
}

struct Watched<'a> {
    at: i64,
    reference: u64,
    part: Part,
    history: &'a mut Vec<Over>,
}

impl Watched<'_> {
    fn hold(&mut self, slot: &mut Slot, rule: Rule, subject: Option<u16>, bad: Bad, hold: i64, amount: u64) {
        if slot.as_ref().is_some_and(|held| held.part != self.part || !bad.still) {
            end(slot, rule, subject, self.at, self.history);
        }
        match slot {
            Some(held) => {
                held.again(self.at, self.reference);
                // The worst of an interval that is too small is the smallest.
                if rule == Rule::IntervalSmall {
                    held.at_most(amount);
                } else {
                    held.at_least(amount);
                }
            }
            None if bad.now => {
                let due = self.at.saturating_add(hold);
                *slot = Some(Box::new(Held::new(self.at, due, self.part, self.reference).of(amount)));
            }
            None => {}
        }
    }
}
