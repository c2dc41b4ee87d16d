//! Whether a position can be believed, and where on the way it is.

use model::Place;
use roads::matching::Plane;

use super::{
    Fixed, Step,
    spread::{FASTEST, Stretch},
    state::{Seen, Spotted, Vehicle},
};
use crate::{
    Rule,
    latch::{Held, Part, end},
    way::MEASURED,
};

/// How exact a position is taken to be that does not say, in millimetres. Ours: what a telephone in a vehicle reaches
/// almost always.
pub(super) const UNSAID: u64 = 20_000;
/// So near is the same place, beside what both positions may be wrong by, in millimetres. Ours.
const SAME_PLACE: u64 = 100_000;
/// A device is in two places until it was in one for so long, in microseconds. Ours: five minutes.
const CALM: i64 = 300_000_000;
/// How far off the way still counts as on it if the order says no corridor, in millimetres. Ours.
const ON_WAY: u64 = 500_000;
/// Velocity is measured from the first position within each such part of the clock to the first within the next, in
/// microseconds. Ours. By the clock, so that a report that comes late changes what was measured beside it and not what was
/// measured ever after.
const MEASURED_OVER: i64 = 5_000_000;
/// But over no less. Ours: over less, two receivers in one vehicle are most of it.
const MEASURED_OVER_LEAST: i64 = 4_000_000;
/// Nothing is expected to go on as it did for longer, in microseconds. Ours: half an hour, a long dead ground.
const GOES_ON: i64 = 1_800_000_000;

/// How far two places are from each other, the second of them in the middle of the plane, which is no measure of what is too far.
fn apart(plane: &Plane, from: Place, middle: Place) -> u64 {
    match plane.distance(from) {
        far if far >= MEASURED => roads::distance_mm(from, middle),
        near => near,
    }
}

impl Step<'_> {
    /// A position. One that is too vague or not believed shows only that the device is heard.
    pub(super) fn fix(&mut self, device: u16, vehicle: u16, fix: Fixed) {
        let accuracy = fix.accuracy_mm.map_or(UNSAID, u64::from);
        if self.plan.order.thresholds.vague_mm.is_some_and(|vague| accuracy > u64::from(vague)) {
            return;
        }
        let seen = Seen { place: fix.place, accuracy, at: self.at, reference: self.reference };
        let plane = Plane::at(fix.place);
        if !self.believed(device, vehicle, seen, &plane) {
            return;
        }
        self.seen(vehicle, seen, &plane);
        self.areas(vehicle, seen);
        let Vehicle { spotted: before, velocity, on_way, .. } = self.state.vehicles[usize::from(vehicle)];
        self.spotted(vehicle, seen, &plane);
        self.standing(vehicle, seen, &plane);
        self.advance(vehicle, before);
        self.arrival(vehicle);
        let now = self.state.vehicles[usize::from(vehicle)].spotted;
        let stretch = before.filter(|_| on_way).zip(now).map(|(from, to)| Stretch { from, to, velocity });
        self.spacing(vehicle, stretch, &plane);
    }

    /// It is there, and was as fast lately as the line from where it was seen before says.
    fn seen(&mut self, number: u16, seen: Seen, plane: &Plane) {
        let fastest = self.fastest();
        let vehicle = &mut self.state.vehicles[usize::from(number)];
        if let Some(from) = vehicle.seen.filter(|from| seen.at - from.at >= MEASURED_OVER_LEAST) {
            let apart = u128::from(plane.distance(from.place)) * 1_000_000;
            let speed = apart / u128::from((seen.at - from.at).unsigned_abs());
            vehicle.speed = u32::try_from(speed.min(fastest.into())).ok();
        }
        vehicle.seen = Some(seen);
    }

    /// A device that says it is where it cannot have got to is not followed, until it says so twice with nothing else in
    /// between: then it was moved.
    fn believed(&mut self, number: u16, vehicle: u16, seen: Seen, plane: &Plane) -> bool {
        let Some(fastest) = self.plan.order.thresholds.two_places_mm_s else { return true };
        let device = &mut self.state.devices[usize::from(number)];
        let jump = |from: Seen| {
            let apart = apart(plane, from.place, seen.place);
            let took = u128::from(seen.at.saturating_sub(from.at).max(0).unsigned_abs());
            let driven = took * u128::from(fastest) / 1_000_000;
            let wrong = from.accuracy + seen.accuracy + SAME_PLACE;
            (u128::from(apart.saturating_sub(wrong)) > driven).then_some(apart)
        };
        let Some(apart) = device.seen.and_then(jump) else {
            (device.seen, device.doubted) = (Some(seen), None);
            if seen.at - device.jumped >= CALM {
                end(&mut device.elsewhere, Rule::TwoPlaces, Some(device.vehicle), seen.at, self.history);
            }
            return true;
        };
        let moved = device.doubted.is_some_and(|doubted| jump(doubted).is_none());
        if !moved {
            device.jumped = seen.at;
            match &mut device.elsewhere {
                Some(held) => held.again(seen.at, seen.reference),
                None => {
                    device.vehicle = vehicle;
                    let proof = device.seen.map_or(seen.reference, |seen| seen.reference);
                    let mut held = Held::new(seen.at, seen.at, Part::Device(number), proof);
                    held.again(seen.at, seen.reference);
                    device.elsewhere = Some(held);
                }
            }
            if let Some(held) = &mut device.elsewhere {
                held.at_least(apart);
            }
            device.doubted = Some(seen);
            return false;
        }
        (device.seen, device.doubted) = (Some(seen), None);
        true
    }

    fn spotted(&mut self, number: u16, seen: Seen, plane: &Plane) {
        let front = self.state.front.along;
        let vehicle = &mut self.state.vehicles[usize::from(number)];
        let expected = vehicle.spotted.map_or(front, |last| {
            let took = (seen.at - last.at).clamp(0, GOES_ON);
            let driven = took.saturating_mul(vehicle.velocity) / 1_000_000;
            last.along.saturating_add_signed(driven).min(self.plan.way.length())
        });
        let spot = self.plan.way.spot(plane, seen.place, expected);
        let corridor = self.plan.order.thresholds.corridor_mm;
        let outside = spot.off > corridor.map_or(ON_WAY, u64::from).saturating_add(seen.accuracy);
        vehicle.on_way = !outside;
        if !outside {
            let now = Spotted { along: spot.along, at: seen.at };
            vehicle.spotted = Some(now);
            match vehicle.measured_from {
                Some(from) if seen.at.div_euclid(MEASURED_OVER) == from.at.div_euclid(MEASURED_OVER) => {}
                Some(from) if seen.at - from.at < MEASURED_OVER_LEAST => vehicle.measured_from = Some(now),
                Some(from) => {
                    // The way is shorter than 2^38 mm.
                    let driven = now.along.cast_signed() - from.along.cast_signed();
                    let velocity = driven.saturating_mul(1_000_000) / (now.at - from.at);
                    vehicle.velocity = velocity.clamp(-FASTEST, FASTEST);
                    vehicle.measured_from = Some(now);
                }
                None => vehicle.measured_from = Some(now),
            }
        } else {
            (vehicle.velocity, vehicle.measured_from) = (0, None);
        }
        self.corridor(number, seen, spot, plane);
    }
}
