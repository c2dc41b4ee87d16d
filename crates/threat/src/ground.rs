//! A network, what hazard lies on, and how incidents fade: made once for a network file, and asked which of its
//! stretches a danger touches.

use std::collections::BTreeSet;

use model::{Instant, Place, Word};
use roads::{
    chart::{Chart, Vehicle},
    choose::Danger,
    encloses,
};

use crate::{
    BadDecayFile, Decay, Feed, Incident, NotRoads, Picture, Segments,
    roads::{Flat, SEARCHED_MM},
};

/// How vulnerable, in thousandths: every event counts.
const EVERY_EVENT: u16 = 1000;

/// A road network on which dangers are found.
#[derive(Clone, Debug)]
pub struct Ground {
    chart: Chart,
    segments: Segments,
    decay: Decay,
}

/// Why a network is no ground.
#[derive(Debug, thiserror::Error)]
pub enum NoGround {
    /// Its stretches are no roads.
    #[error(transparent)]
    Roads(#[from] NotRoads),
    /// The shipped tables have faults.
    #[error(transparent)]
    Tables(#[from] BadDecayFile),
}

impl Ground {
    /// The ground of a network, with the shipped tables.
    ///
    /// # Errors
    /// When a stretch is too long for a road.
    pub fn of(chart: Chart) -> Result<Self, NoGround> {
        Ok(Ground { segments: Segments::of(&chart)?, chart, decay: Decay::shipped()? })
    }

    /// The network.
    #[must_use]
    pub fn chart(&self) -> &Chart {
        &self.chart
    }

    /// What hazard lies on.
    #[must_use]
    pub fn segments(&self) -> &Segments {
        &self.segments
    }

    /// How incidents fade.
    #[must_use]
    pub fn decay(&self) -> &Decay {
        &self.decay
    }

    /// What every arc of the network is exposed to at a moment, by these incidents and what these feeds cover. Every event
    /// counts in full: how vulnerable a convoy is nobody states yet.
    #[must_use]
    pub fn danger(&self, vehicle: &Vehicle, incidents: &[Incident], feeds: &[Feed], at: Instant) -> Danger {
        let picture = Picture::of(&self.decay, self.segments.roads(), incidents, feeds, at);
        self.segments.danger(&self.chart, &picture, vehicle, EVERY_EVENT)
    }

    /// The stretches that an incident of a kind adds to: those within its reach of where it may have happened.
    #[must_use]
    pub fn reached(&self, kind: &Word, place: Place, within_mm: u64) -> BTreeSet<u32> {
        match self.decay.reach_mm(kind) {
            0 => BTreeSet::new(),
            reach => self.around(place, reach.saturating_add(within_mm)),
        }
    }

    /// The stretches of which any point lies within a distance of a place.
    #[must_use]
    pub fn around(&self, place: Place, radius_mm: u64) -> BTreeSet<u32> {
        let flat = Flat::around(place);
        let near = |stretch: &u32| self.edges(*stretch).any(|(a, b)| flat.reaches(a, b, radius_mm));
        self.candidates(place, radius_mm).into_iter().filter(near).collect()
    }

    /// The stretches of which any point lies in an area, given by its corners.
    #[must_use]
    pub fn within(&self, corners: &[Place]) -> BTreeSet<u32> {
        let Some(&first) = corners.first() else { return BTreeSet::new() };
        let flat = Flat::around(first);
        let widest = corners.iter().map(|corner| flat.distance_mm(*corner)).max().unwrap_or(0);
        let sides = || corners.iter().zip(corners.iter().cycle().skip(1));
        let touches = |stretch: &u32| {
            self.edges(*stretch).any(|(a, b)| {
                encloses(corners, a) || encloses(corners, b) || sides().any(|(c, d)| cross(a, b, *c, *d))
            })
        };
        self.candidates(first, widest).into_iter().filter(touches).collect()
    }

    /// Stretches of which some segment may lie that near: some more, and none less.
    fn candidates(&self, place: Place, radius_mm: u64) -> BTreeSet<u32> {
        // What is flat around the place is not so a hundred kilometres on: a fiftieth more.
        let radius_mm = radius_mm.saturating_add(radius_mm / 50).saturating_add(SEARCHED_MM);
        let found = self.segments.roads().near(place, radius_mm);
        let stretches = found.map(|(piece, _)| self.segments.stretch_of(piece.segment));
        stretches.filter_map(|stretch| u32::try_from(stretch).ok()).collect()
    }

    /// The straight pieces of a stretch's line.
    fn edges(&self, stretch: u32) -> impl Iterator<Item = (Place, Place)> {
        let line = self.chart.line(stretch as usize);
        let mut places = line.filter_map(|[lat, lon]| Place::from_e7(lat.into(), lon.into()).ok());
        let first = places.next();
        places.scan(first, |before, next| before.replace(next).map(|before| (before, next)))
    }
}

/// Whether two straight pieces cross.
fn cross(a: Place, b: Place, c: Place, d: Place) -> bool {
    (side(a, b, c) > 0) != (side(a, b, d) > 0) && (side(c, d, a) > 0) != (side(c, d, b) > 0)
}

/// Twice the area of a triangle; its sign says on which side of `a`, `b` the third lies.
fn side(a: Place, b: Place, c: Place) -> i128 {
    let from_a = |to: Place| {
        let lat = i128::from(to.lat_e7()) - i128::from(a.lat_e7());
        (lat, i128::from(to.lon_e7()) - i128::from(a.lon_e7()))
    };
    let ((by, bx), (cy, cx)) = (from_a(b), from_a(c));
    bx * cy - by * cx
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use roads::{import, schematic};

    use super::*;

    fn place(text: &str) -> Place {
        text.parse().unwrap()
    }

    /// The corridor of the demonstration, whose stretches are straight between its places.
    fn corridor() -> Ground {
        let network = schematic::karakoram_corridor().unwrap();
        let file = import::drawn(&network).unwrap().file;
        Ground::of(Chart::open(Arc::new(file)).unwrap()).unwrap()
    }

    fn labels(ground: &Ground, stretches: &BTreeSet<u32>) -> Vec<(String, String)> {
        let chart = ground.chart();
        let ends = |&stretch: &u32| {
            let ends =
                [chart.from()[stretch as usize], chart.to()[stretch as usize]].map(|end| chart.label(end));
            let [a, b] = ends;
            if a < b { (a, b) } else { (b, a) }
        };
        let mut all: Vec<_> = stretches.iter().map(ends).collect();
        all.sort();
        all.dedup();
        all
    }

    #[test]
    fn what_is_near_a_long_straight_stretch_is_found_far_from_its_ends_and_middle() {
        let ground = corridor();
        // Between Besham (34.93,72.88) and Dubair (35.04,72.93), a quarter of the way.
        let on_it = place("34.9575,72.8925");
        let found = labels(&ground, &ground.around(on_it, 200_000));
        assert_eq!(found, [("besham".to_owned(), "dubair".to_owned())]);
        assert!(ground.around(place("34.9575,72.98"), 200_000).is_empty(), "8 km to the east");
    }

    #[test]
    fn an_area_touches_what_lies_in_it_and_what_passes_through() {
        let ground = corridor();
        // A narrow strip across the road that no place lies in.
        let strip = ["34.99,72.85", "34.99,72.97", "34.991,72.97", "34.991,72.85"].map(place);
        let found = labels(&ground, &ground.within(&strip));
        assert_eq!(found, [("besham".to_owned(), "dubair".to_owned())]);
        let nowhere = ["34.99,73.5", "34.99,73.6", "35,73.6"].map(place);
        assert!(ground.within(&nowhere).is_empty());
    }

    #[test]
    fn an_incident_reaches_as_far_as_its_kind_does_and_a_closure_adds_to_no_road() {
        let ground = corridor();
        let beside = place("34.9575,72.91");
        let kind = |text: &str| text.parse::<Word>().unwrap();
        assert_eq!(ground.reached(&kind("attack"), beside, 0), ground.around(beside, 5_000_000));
        assert_eq!(ground.reached(&kind("accident"), beside, 500_000), ground.around(beside, 1_500_000));
        assert!(ground.reached(&kind("closure"), beside, 0).is_empty());
    }

    /// Every stretch, one by one, for what the index finds.
    #[test]
    fn the_index_finds_what_looking_at_every_stretch_finds() {
        let ground = corridor();
        let count = u32::try_from(ground.chart().from().len()).unwrap();
        for (at, km) in [("34.2,73.2", 7), ("35.3,73.1", 30), ("34.8,72.5", 60), ("33.7,73.05", 1)] {
            let (at, radius) = (place(at), km * 1_000_000);
            let flat = Flat::around(at);
            let plainly = (0..count).filter(|n| ground.edges(*n).any(|(a, b)| flat.reaches(a, b, radius)));
            assert_eq!(ground.around(at, radius), plainly.collect(), "{km} km");
        }
    }
}
