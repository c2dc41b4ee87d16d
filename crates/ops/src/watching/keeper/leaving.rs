//! Movements that wait, whose cars drive off all the same: nobody has to say so for it to be an alert.
//!
//! A car listed in an order drives elsewhere too. What counts is that one that is to carry the protected people (any, if the order
//! says of none that it does) leaves the start point behind along the planned way, around the planned hour, while no movement that it
//! belongs to is on the road. Two reports show it, some time apart: whoever lets a convoy go writes it down meanwhile.

use std::collections::{BTreeMap, BTreeSet};

use conduct::{
    Movement,
    alert::{Found, Key},
    announced::Leaves,
    device::served,
};
use model::{
    Digest, Fix, Instant, Place, Span, Word,
    id::{DeviceId, MovementId},
};
use watch::{
    Line, Shape,
    order::{Sort, Vehicle},
};

use super::{
    super::{paper::Paper, sources::Sources},
    Keeper, hearing,
};
use crate::track::Kept;

/// How long before its hour a movement may leave, that leaves. Ours: an hour; before, a car fetches petrol.
const BEFORE: Span = Span::hours(1);
/// How long after it. Ours: six hours, the longest delay after which an order would be written anew.
const AFTER: Span = Span::hours(6);
/// How long somebody drives on that has left. Ours: two minutes, in which whoever lets them go has written it down.
const SURELY: Span = Span::minutes(2);
/// How far in that time at least, in mm. Ours: a car that stands has not left.
const ONWARD: u32 = 200_000;
/// So far beside the way it is not on it, in mm, where nobody says how far. Ours: the road and its shoulders, drawn coarsely.
const BESIDE: u64 = 100_000;
/// A position as vague as this shows nothing, in mm. Ours.
const VAGUE: u64 = 500_000;

/// Where a movement waits.
#[derive(Debug, Default)]
pub(super) struct Yard {
    /// What its cars are held against; worked out when the first of them reports.
    road: Option<Option<Road>>,
    /// Where each car was first seen beyond the start point.
    beyond: BTreeMap<Word, Beyond>,
    /// When each was heard of last: what comes later than what was made after it says nothing of where it is.
    heard: BTreeMap<Word, Instant>,
    found: Option<Found>,
}

#[derive(Debug)]
struct Road {
    line: Line,
    /// From how far along the start point is left behind.
    begins_mm: u64,
    beside_mm: u64,
    from: Instant,
    until: Instant,
    cars: Vec<Vehicle>,
}

#[derive(Clone, Copy, Debug)]
struct Beyond {
    at: Instant,
    place: Place,
    report: u64,
}

impl<S: Sources> Keeper<S> {
    /// Movements stand otherwise than before: which of them wait, and whose reports tell that they left.
    pub(super) fn see_waiting(&mut self, concerned: &BTreeSet<MovementId>) {
        self.waiting.retain(|_, movements| {
            movements.retain(|id| !concerned.contains(id));
            !movements.is_empty()
        });
        for id in concerned {
            let waits = |movement: &&Movement| movement.stage.is_waiting() && movement.kind.is_journey();
            let Some(movement) = self.state.movement(*id).map(|movement| &**movement).filter(waits) else {
                self.yards.remove(id);
                continue;
            };
            // Who was seen stays seen; what they are held against may be another.
            self.yards.entry(*id).or_default().road = None;
            for path in served(&self.state, movement) {
                self.waiting.entry(path).or_default().insert(*id);
            }
        }
    }

    /// What the cars of those that wait reported before this began to watch: so that what was told is known, and not told again.
    pub(super) fn recall_waiting(&mut self) {
        for id in self.yards.keys().copied().collect::<Vec<_>>() {
            // Drawing the way of one that leaves in days is no work for whoever opens.
            let is_now = self.window(id).is_some_and(|(from, until)| (from..until).contains(&self.now));
            let Some(road) = is_now.then(|| self.road(id)).flatten() else { continue };
            let bindings = road.cars.iter().flat_map(|car| &car.bindings).map(|binding| binding.device);
            let (devices, since): (Vec<DeviceId>, _) = (bindings.collect(), road.from);
            // What cannot be read is said where whole movements cannot be.
            let mut kept = self.sources.reports(&devices, since).unwrap_or_default();
            kept.retain(|kept| !self.is_heard_on_the_road(kept));
            kept.sort_by_key(|kept| (hearing::reported_at(kept), kept.number));
            let Some(yard) = self.yards.get_mut(&id) else { continue };
            yard.road = Some(Some(road));
            for kept in &kept {
                if let Some(fix) = kept.fresh.report.fix {
                    yard.hears(kept.fresh.device, hearing::reported_at(kept), fix, kept.number);
                }
            }
            self.changed.insert(id);
        }
    }

    /// A device reports that belongs to no movement on the road.
    pub(super) fn hear_waiting(&mut self, kept: &Kept) {
        let (Some(fix), device) = (kept.fresh.report.fix, kept.fresh.device) else { return };
        let Some(serves) = self.state.devices.get(&device).map(|device| &device.serves) else { return };
        let Some(movements) = self.waiting.get(serves) else { return };
        for id in movements.clone() {
            let is_unknown = self.yards.get(&id).is_some_and(|yard| yard.road.is_none());
            let road = is_unknown.then(|| self.road(id));
            let Some(yard) = self.yards.get_mut(&id) else { continue };
            if let Some(road) = road {
                yard.road = Some(road);
            }
            if yard.hears(device, hearing::reported_at(kept), fix, kept.number) {
                self.changed.insert(id);
            }
        }
    }

    /// What is found of one that waits.
    pub(super) fn found_leaving(&self, id: MovementId) -> Option<BTreeMap<Key, Found>> {
        let found = self.yards.get(&id)?.found.clone()?;
        Some(BTreeMap::from([(found.key.clone(), found)]))
    }

    /// From when until when it may leave, that leaves.
    fn window(&self, id: MovementId) -> Option<(Instant, Instant)> {
        let movement = self.state.movement(id)?;
        let facts = conduct::dossier(&self.state, movement).ok()?;
        match conduct::leaves(movement, &facts, self.state.offset.0) {
            Leaves::Between(earliest, latest) => {
                Some((earliest.saturating_add(Span(-BEFORE.0)), latest.saturating_add(AFTER)))
            }
            Leaves::Unknown | Leaves::Left(_) => None,
        }
    }

    fn road(&mut self, id: MovementId) -> Option<Road> {
        let (from, until) = self.window(id)?;
        let movement = self.state.movement(id)?;
        let rules = self.sources.rules(&self.state.pinned);
        let grounds = |network: &Digest| self.sources.ground(network);
        let paper = Paper::of(&self.state, movement, rules.as_deref(), &grounds, &mut self.dark, self.now);
        let order = paper.order(&grounds)?;
        let line = Line::new(&order.line)?;
        let begins_mm = order.points.iter().find_map(|point| match point.sort {
            Sort::Start { radius_mm } => Some(point.along_mm.saturating_add(radius_mm.into())),
            _ => None,
        })?;
        let carries = order.vehicles.iter().any(|car| car.principals);
        let cars = order.vehicles.into_iter().filter(|car| car.principals || !carries).collect();
        let beside_mm = order.thresholds.corridor_mm.map_or(BESIDE, u64::from);
        Some(Road { line, begins_mm, beside_mm, from, until, cars })
    }
}

impl Yard {
    /// Whether anything is found otherwise by this.
    fn hears(&mut self, device: DeviceId, at: Instant, fix: Fix, report: u64) -> bool {
        let Some(road) = self.road.as_ref().and_then(Option::as_ref) else { return false };
        let accuracy = fix.accuracy_mm.map_or(0, u64::from);
        let is_of = |car: &&Vehicle| {
            car.bindings
                .iter()
                .any(|one| one.device == device && one.from <= at && one.until.is_none_or(|until| at < until))
        };
        let Some(car) = road.cars.iter().find(is_of).map(|car| &car.label) else { return false };
        if !(road.from..road.until).contains(&at) || accuracy > VAGUE {
            return false;
        }
        let near = road.line.nearest(fix.place, 0).filter(|(_, off)| *off <= road.beside_mm + accuracy);
        let Some((along_mm, _)) = near else { return false };
        let latest = self.heard.entry(car.clone()).or_insert(Instant::MIN);
        if at <= std::mem::replace(latest, at.max(*latest)) {
            return false;
        }
        if along_mm <= road.begins_mm + accuracy {
            return along_mm + accuracy <= road.begins_mm && self.is_back(&car.clone(), at);
        }
        let place = fix.place;
        let first = *self.beyond.entry(car.clone()).or_insert(Beyond { at, place, report });
        // Along the way as it is now: it may have been planned anew meanwhile.
        let is_onward = road.line.nearest(first.place, 0).is_some_and(|(before, _)| along_mm > before);
        let has_driven = !Shape::Circle { middle: first.place, radius_mm: ONWARD }.contains(place);
        let is_sure = at >= first.at.saturating_add(SURELY) && is_onward && has_driven;
        is_sure && self.leaves(car.clone(), first, at, report)
    }

    fn leaves(&mut self, car: Word, first: Beyond, at: Instant, report: u64) -> bool {
        let goes_on = self.found.take().filter(|found| found.until.is_none());
        let is_known = goes_on.as_ref().is_some_and(|found| found.vehicles.contains(&car));
        let mut found = goes_on.unwrap_or_else(|| Found::of(Key::departed_without_authority(), first.at));
        if !is_known {
            found.established = Some(at);
            found.vehicles.push(car);
            found.vehicles.sort_unstable();
            found.evidence.extend([first.report, report]);
            found.evidence.truncate(conduct::alert::MOST_EVIDENCE);
        }
        self.found = Some(found);
        !is_known
    }

    /// It is back at the start point: what it did before is over, once all are.
    fn is_back(&mut self, car: &Word, at: Instant) -> bool {
        let was_beyond = self.beyond.remove(car).is_some();
        let Some(found) = self.found.as_mut().filter(|found| was_beyond && found.until.is_none()) else {
            return false;
        };
        let is_over = found.vehicles.iter().all(|car| !self.beyond.contains_key(car));
        found.until = is_over.then(|| at.max(found.known_from()));
        is_over
    }
}
