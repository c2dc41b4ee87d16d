//! Movements that wait, whose cars drive off all the same: nobody has to say so for it to be an alert.
//!
//! A car listed in an order drives elsewhere too. What counts is that one that is to carry the protected people (any, if the order
//! says of none that it does) leaves the start point behind along the planned way, around the planned hour, while no movement that it
//! belongs to is on the road. Two reports show it, some time apart: whoever lets a convoy go writes it down meanwhile.

mod sightings;

use std::collections::{BTreeMap, BTreeSet};

use conduct::{
    Movement,
    alert::{Found, Key},
    announced::Leaves,
    device::served,
};
use model::{
    Digest, Instant, Span, Word,
    id::{DeviceId, MovementId},
};
use watch::{
    Line,
    order::{Binding, Sort, Vehicle},
};

use super::{
    super::{paper::Paper, sources::Sources},
    Keeper, hearing,
};
use crate::track::Kept;
use sightings::{Sighting, Sightings};

/// How long before its hour a movement may leave, that leaves. Ours: an hour; before, a car fetches petrol.
const BEFORE: Span = Span::hours(1);
/// How long after it. Ours: six hours, the longest delay after which an order would be written anew.
const AFTER: Span = Span::hours(6);
/// So far beside the way it is not on it, in mm, where nobody says how far. Ours: the road and its shoulders, drawn coarsely.
const BESIDE: u64 = 100_000;
/// A position as vague as this shows nothing, in mm. Ours.
const VAGUE: u64 = 500_000;

/// Where a movement waits.
#[derive(Debug, Default)]
pub(super) struct Yard {
    /// What its cars are held against; worked out when the first of them reports.
    road: Option<Option<Road>>,
    /// Where they were seen along that.
    seen: Sightings,
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
            // What its cars are held against may be another, and so may be which they are.
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
            if self.window(id).is_some_and(|(from, until)| (from..until).contains(&self.now)) {
                self.look_out_on(id);
            }
        }
    }

    /// A device reports that belongs to no movement on the road.
    pub(super) fn hear_waiting(&mut self, kept: &Kept) {
        let Some(serves) = self.state.devices.get(&kept.fresh.device).map(|device| &device.serves) else {
            return;
        };
        let Some(movements) = self.waiting.get(serves) else { return };
        for id in movements.clone() {
            if self.yards.get(&id).is_some_and(|yard| yard.road.is_none()) {
                self.look_out_on(id);
            }
            if self.yards.get_mut(&id).is_some_and(|yard| yard.hears(kept)) {
                self.changed.insert(id);
            }
        }
    }

    /// Works out what the cars of one that waits are held against, and where they were seen so far: by what is kept, whoever heard it.
    fn look_out_on(&mut self, id: MovementId) {
        let road = self.road(id);
        let known = road.as_ref().map(|road| self.reported_on(road)).unwrap_or_default();
        let mut yard = Yard { road: Some(road), seen: Sightings::default() };
        for kept in &known {
            yard.hears(kept);
        }
        self.yards.insert(id, yard);
        self.changed.insert(id);
    }

    /// What was reported of the time in which it may leave, if it is that time.
    fn reported_on(&self, road: &Road) -> Vec<Kept> {
        if !(road.from..road.until).contains(&self.now) {
            return Vec::new();
        }
        let bindings = road.cars.iter().flat_map(|car| &car.bindings);
        let devices: Vec<DeviceId> = bindings.map(|binding| binding.device).collect();
        // What cannot be read is said where whole movements cannot be.
        let mut kept = self.sources.reports(&devices, road.from).unwrap_or_default();
        kept.retain(|kept| !self.is_heard_on_the_road(kept));
        kept
    }

    /// What is found of one that waits, and what was found of it before and is not so; `None` of any other.
    pub(super) fn found_leaving(
        &self,
        id: MovementId,
        open: &BTreeMap<&Key, &Found>,
    ) -> Option<(BTreeMap<Key, Found>, Vec<Key>)> {
        let seen = &self.yards.get(&id)?.seen;
        let key = Key::departed_without_authority();
        let gone = open.get(&key).filter(|known| seen.disprove(known)).map(|_| key);
        let found = seen.found().map(|found| (found.key.clone(), found));
        Some((found.into_iter().collect(), gone.into_iter().collect()))
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
    /// Whether anything may be found otherwise by this.
    fn hears(&mut self, kept: &Kept) -> bool {
        let Some(road) = self.road.as_ref().and_then(Option::as_ref) else { return false };
        let sighting = road.sights(kept);
        sighting.is_some_and(|(car, one)| self.seen.keep(car, one))
    }
}

impl Road {
    /// Which car a report shows, and where: on the way, or at its beginning. Nothing if it does not say on which side of the start point.
    fn sights(&self, kept: &Kept) -> Option<(&Word, Sighting)> {
        let (fix, at) = (kept.fresh.report.fix?, hearing::reported_at(kept));
        let accuracy = fix.accuracy_mm.map_or(0, u64::from);
        if !(self.from..self.until).contains(&at) || accuracy > VAGUE {
            return None;
        }
        let is_of = |car: &&Vehicle| {
            let device = |one: &&Binding| one.device == kept.fresh.device;
            let mut bound = car.bindings.iter().filter(device);
            bound.any(|one| one.from <= at && one.until.is_none_or(|until| at < until))
        };
        let car = &self.cars.iter().find(is_of)?.label;
        let near = self.line.nearest(fix.place, 0).filter(|(_, off)| *off <= self.beside_mm + accuracy);
        let (along_mm, _) = near?;
        let is_beyond = along_mm > self.begins_mm + accuracy;
        let is_back = along_mm + accuracy <= self.begins_mm;
        let one = Sighting { at, place: fix.place, along_mm, is_beyond, report: kept.number };
        (is_beyond || is_back).then_some((car, one))
    }
}
