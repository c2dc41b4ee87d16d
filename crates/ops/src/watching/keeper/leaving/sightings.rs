//! Where the cars of a movement that waits were seen, and what is found by it.
//!
//! What is found is worked out of all that is kept, in the order in which it was seen. What is kept follows from which sightings there
//! are, in whatever order they came and however often: of each car the first in each ten seconds, on either side of the start point; and of
//! too many those that were seen first. So the same is found in the end, also by whoever begins to watch later.

use std::collections::BTreeMap;

use conduct::alert::{Found, Key, MOST_EVIDENCE};
use model::{Instant, Place, Span, Word};
use watch::Shape;

/// How long somebody drives on that has left. Ours: two minutes, in which whoever lets them go has written it down.
const SURELY: Span = Span::minutes(2);
/// How far in that time at least, in mm. Ours: a car that stands has not left.
const ONWARD: u32 = 200_000;
/// How finely it is looked where a car was. Ours, ten seconds: nothing beside two minutes.
const SLOT: i64 = 10_000_000;
/// The most sightings of one movement. Ours: five cars for nine hours, and a megabyte.
const MOST: usize = 16_384;

/// The sightings of one movement, by when, of which car, and whether beyond the start point.
#[derive(Debug, Default)]
pub(super) struct Sightings(BTreeMap<(i64, Word, bool), Sighting>);

/// A car on the way, or at its beginning.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sighting {
    pub at: Instant,
    pub place: Place,
    pub along_mm: u64,
    /// Whether the start point lies behind it.
    pub is_beyond: bool,
    /// The number of the report.
    pub report: u64,
}

impl Sightings {
    /// Whether anything else is kept than before.
    pub fn keep(&mut self, car: &Word, one: Sighting) -> bool {
        let key = (slot(one.at), car.clone(), one.is_beyond);
        if self.0.get(&key).is_some_and(|known| known.order() <= one.order()) {
            return false;
        }
        self.0.insert(key.clone(), one);
        if self.0.len() > MOST {
            self.0.pop_last();
        }
        self.0.contains_key(&key)
    }

    /// What is found by all of it: who left last, and is gone or was.
    pub fn found(&self) -> Option<Found> {
        let mut course = Course::default();
        for ((_, car, _), one) in &self.0 {
            match one.is_beyond {
                true => course.drives(car, one),
                false => course.is_back(car, one.at),
            }
        }
        course.found
    }

    /// Whether what was found before was not so, where nothing is found now: a car was seen as it said, and what came later lies in
    /// between. Where it was not seen so by the way as it is planned now, that says nothing.
    pub fn disprove(&self, found: &Found) -> bool {
        let seen = |at| found.vehicles.iter().any(|car| self.0.contains_key(&(slot(at), car.clone(), true)));
        self.found().is_none() && seen(found.since) && seen(found.known_from())
    }
}

impl Sighting {
    /// What was reported twice is the same, whichever came first.
    fn order(&self) -> (Instant, i32, i32) {
        (self.at, self.place.lat_e7(), self.place.lon_e7())
    }
}

fn slot(at: Instant) -> i64 {
    at.micros().div_euclid(SLOT)
}

/// What the cars did up to a moment.
#[derive(Default)]
struct Course {
    /// Where each was first seen beyond the start point, since it was back last.
    beyond: BTreeMap<Word, Sighting>,
    found: Option<Found>,
}

impl Course {
    fn drives(&mut self, car: &Word, one: &Sighting) {
        let first = *self.beyond.entry(car.clone()).or_insert(*one);
        let has_driven = !Shape::Circle { middle: first.place, radius_mm: ONWARD }.contains(one.place);
        let is_onward = one.along_mm > first.along_mm && has_driven;
        if is_onward && one.at >= first.at.saturating_add(SURELY) {
            self.leaves(car, &first, one);
        }
    }

    fn leaves(&mut self, car: &Word, first: &Sighting, one: &Sighting) {
        let goes_on = self.found.take().filter(|found| found.until.is_none());
        let mut found = goes_on.unwrap_or_else(|| Found::of(Key::departed_without_authority(), first.at));
        if !found.vehicles.contains(car) {
            found.established = Some(one.at);
            found.vehicles.push(car.clone());
            found.vehicles.sort_unstable();
            found.evidence.extend([first.report, one.report]);
            found.evidence.truncate(MOST_EVIDENCE);
        }
        self.found = Some(found);
    }

    /// It is back at the start point: what it did before is over, once all are.
    fn is_back(&mut self, car: &Word, at: Instant) {
        let was_beyond = self.beyond.remove(car).is_some();
        let Some(found) = self.found.as_mut().filter(|found| was_beyond && found.until.is_none()) else {
            return;
        };
        let is_over = found.vehicles.iter().all(|car| !self.beyond.contains_key(car));
        found.until = is_over.then(|| at.max(found.known_from()));
    }
}
