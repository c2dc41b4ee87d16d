//! Who stands, where they may, and how fast they are while they drive.

use roads::matching::Plane;

use super::{
    Step,
    state::{Seen, Spotted},
};
use crate::{
    Rule,
    latch::{Held, Part, end},
    order::Sort,
};

/// Within how far a vehicle stands if the order does not say, in millimetres. Ours; only for the pace.
const STANDS_WITHIN: u64 = 50_000;
/// Who stands longer does not drive slowly but stands, in microseconds. Ours: two minutes.
const NOT_DRIVING: i64 = 120_000_000;
/// Over how far a pace is measured, in millimetres. Ours: a kilometre, some hairpins and some straight.
const PACE_OVER: u64 = 1_000_000;
/// The least and the most pace, in thousandths of the plan's time. Ours.
const PACES: (i64, i64) = (250, 4000);

impl Step<'_> {
    pub(super) fn standing(&mut self, number: u16, seen: Seen, plane: &Plane) {
        self.halting(number);
        let thresholds = &self.plan.order.thresholds;
        let radius = thresholds.stop_radius_mm.map_or(STANDS_WITHIN, u64::from);
        let vehicle = &mut self.state.vehicles[usize::from(number)];
        let apart = |stood: Seen| plane.distance(stood.place).saturating_sub(seen.accuracy);
        match vehicle.stands {
            Some(stood) if apart(stood) <= radius => self.stood(number, stood, seen),
            _ => {
                vehicle.stands = Some(seen);
                end(&mut vehicle.stopped, Rule::Stopped, Some(number), self.at, self.history);
            }
        }
        self.pace(number);
    }

    /// Near which point it may stand, and since when. On the way only: the same place may be passed twice.
    fn halting(&mut self, number: u16) {
        let vehicle = &mut self.state.vehicles[usize::from(number)];
        let Some(Spotted { along, .. }) = vehicle.spotted.filter(|_| vehicle.on_way) else { return };
        let near = |(_, at, radius): &&(u16, u64, u64)| at.abs_diff(along) <= *radius;
        let now = self.plan.standing.iter().find(near).map(|(point, ..)| *point);
        vehicle.halts = match (vehicle.halts, now) {
            (Some((point, since)), Some(now)) if point == now => Some((point, since)),
            (_, now) => now.map(|point| (point, self.at)),
        };
    }

    /// Who has reached the release point has arrived: nothing more is expected of it.
    pub(super) fn arrival(&mut self, number: u16) {
        let Some(release) = self.plan.release else { return };
        let vehicle = &mut self.state.vehicles[usize::from(number)];
        if !vehicle.arrived
            && vehicle.on_way
            && vehicle.spotted.is_some_and(|spotted| spotted.along >= release)
        {
            vehicle.arrived = true;
            self.end_expectations(number);
        }
    }

    /// It stands where it stood. Standing needs a report that says so: who is silent may be driving.
    fn stood(&mut self, number: u16, stood: Seen, seen: Seen) {
        let Some(stop) =
            self.plan.order.thresholds.stop.filter(|_| self.plan.order.thresholds.stop_radius_mm.is_some())
        else {
            return;
        };
        let vehicle = &mut self.state.vehicles[usize::from(number)];
        if vehicle.arrived {
            return;
        }
        let lasted = self.at.saturating_sub(stood.at).unsigned_abs();
        if let Some(held) = &mut vehicle.stopped {
            held.again(self.at, seen.reference);
            held.at_least(lasted);
            return;
        }
        let departure = self.plan.order.departure.micros();
        let until = |since: i64| since.max(departure).saturating_add(stop.0);
        let at_point = vehicle.halts.and_then(|(number, since)| {
            Some((number, since, self.plan.order.points.get(usize::from(number))?.sort))
        });
        let (until, part) = match at_point {
            Some((_, _, Sort::SafeHaven { .. } | Sort::Release { .. })) => return,
            Some((point, since, Sort::Halt { longest, .. })) => {
                (since.saturating_add(longest.0), Part::Point(point))
            }
            Some((point, ..)) => (until(stood.at), Part::Point(point)),
            None => (until(stood.at), self.plan.leg(vehicle.spotted.map_or(0, |spotted| spotted.along))),
        };
        if self.at >= until {
            let mut held = Held::new(stood.at, self.at, part, stood.reference).of(lasted);
            held.again(self.at, seen.reference);
            vehicle.stopped = Some(Box::new(held));
        }
    }

    /// How long driving takes compared with the plan: a quarter of what was measured last, three of what was before.
    fn pace(&mut self, number: u16) {
        let departure = self.plan.order.departure.micros();
        let vehicle = &mut self.state.vehicles[usize::from(number)];
        let Some(now) = vehicle.spotted.filter(|now| vehicle.on_way && now.at == self.at) else { return };
        let stands = vehicle.stands.is_some_and(|stood| self.at - stood.at >= NOT_DRIVING);
        let from = match vehicle.pace_from {
            Some(from)
                if from.along <= now.along && !stands && vehicle.halts.is_none() && now.at >= departure =>
            {
                from
            }
            _ => {
                vehicle.pace_from = Some(now);
                return;
            }
        };
        if now.along - from.along >= PACE_OVER {
            let planned = self.plan.profile.driving(from.along, now.along).max(1);
            let measured = ((now.at - from.at).saturating_mul(1000) / planned).clamp(PACES.0, PACES.1);
            vehicle.pace = (vehicle.pace * 3 + measured) / 4;
            vehicle.pace_from = Some(now);
        }
    }
}
