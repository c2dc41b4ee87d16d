//! Driving a stated way: whether it hangs together, and what it comes to on the road.

use model::Place;

use super::{Chart, Direction, Features, Limits, NO_DISTRICT, Vehicle, entered::Entered};
use crate::Season;

/// What a way comes to for whoever drives it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Drive {
    /// How far, in millimetres.
    pub length_mm: u64,
    /// How long the vehicle drives, in microseconds.
    pub takes_us: u64,
    /// The largest vehicle that passes everywhere.
    pub limits: Limits,
    /// Whether a limit on the way could not be read: nobody knows then which vehicle passes.
    pub unread_limit: bool,
    /// The months in which all of it is open.
    pub open: Season,
    /// The districts in the order in which they are entered, each with after how many microseconds; the first is where it begins. One that
    /// the way comes back to is entered again, unless it had left it for less than a kilometre of a district it was in before.
    pub districts: Vec<(String, u64)>,
    /// Whether part of the way lies in no district of the network: then nobody knows all that are crossed.
    pub has_gap: bool,
}

/// A part of a way that lies in one district.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct InDistrict<'a> {
    /// Where it begins, in millimetres driven.
    pub from_mm: u64,
    /// Where it ends.
    pub to_mm: u64,
    /// Which; `None` if the network has none there.
    pub district: Option<&'a str>,
}

/// Why a way cannot be driven as stated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAWay {
    /// It names nothing.
    #[error("a way drives at least one stretch")]
    Empty,
    /// Two stretches in turn that do not meet, or a turn that is forbidden.
    #[error(
        "no road of the network leads on to the {0}th stretch of the way: it does not begin where the one before ends, or nobody may turn there"
    )]
    Broken(usize),
}

impl Chart {
    /// The arcs that drive these stretches in turn, each as twice its number, and 1 more if backward ([`Chart::drives`]).
    ///
    /// # Errors
    /// When they do not lead one on to the next.
    pub fn follow(&self, drives: &[u32]) -> Result<Vec<u32>, NotAWay> {
        let first = *drives.first().ok_or(NotAWay::Empty)?;
        let (stretch, is_backward) = ((first >> 1) as usize, first & 1 == 1);
        let ends = if is_backward { self.to() } else { self.from() };
        let mut node = *ends.get(stretch).ok_or(NotAWay::Broken(1))?;
        let mut arcs = Vec::with_capacity(drives.len());
        for (n, drive) in (1..).zip(drives) {
            let (from, until) = (self.first_out()[node as usize], self.first_out()[node as usize + 1]);
            let arc = (from..until).find(|&arc| self.drives()[arc as usize] == *drive);
            let arc = arc.ok_or(NotAWay::Broken(n))?;
            node = self.heads()[arc as usize];
            arcs.push(arc);
        }
        Ok(arcs)
    }

    /// What driving these arcs in turn comes to.
    #[must_use]
    pub fn drive(&self, arcs: &[u32], vehicle: &Vehicle) -> Drive {
        let (mut entered, mut has_gap) = (Entered::default(), false);
        let mut enter = |district: Option<u32>, from_mm: u64, after_us: u64| match self.named(district) {
            Some(name) => entered.enter(name, from_mm, after_us),
            None => has_gap = true,
        };
        let mut drive = Drive {
            length_mm: 0,
            takes_us: 0,
            limits: Limits::default(),
            unread_limit: false,
            open: Season::ALL_YEAR,
            districts: Vec::new(),
            has_gap: false,
        };
        let begins = arcs.first().and_then(|&arc| self.tails().get(arc as usize));
        let first = begins.and_then(|&node| self.district_of().get(self.junction(node) as usize));
        enter(first.copied(), 0, 0);
        for &arc in arcs {
            let (length, takes) = (u64::from(self.arc_length(arc)), self.driving_time(arc, vehicle));
            for (at_mm, into) in self.crossings(arc as usize) {
                let part = u128::from(takes) * u128::from(at_mm) / u128::from(length.max(1));
                let after_us = drive.takes_us + u64::try_from(part).unwrap_or(takes);
                enter(Some(into), drive.length_mm + u64::from(at_mm), after_us);
            }
            if let Some(kind) = self.driven(arc as usize).and_then(|(stretch, _)| self.kind(stretch)) {
                drive.limits = drive.limits.and(kind.limits);
                drive.unread_limit |= kind.features.has(Features::UNREAD_LIMIT);
                drive.open = drive.open.and(kind.open);
            }
            drive.length_mm += length;
            drive.takes_us += takes;
        }
        Drive { districts: entered.in_order(), has_gap, ..drive }
    }

    /// Which part of driving these arcs in turn lies in which district: all of it, in order.
    #[must_use]
    pub fn districts_along(&self, arcs: &[u32]) -> Vec<InDistrict<'_>> {
        let begins = arcs.first().and_then(|&arc| self.tails().get(arc as usize));
        let first = begins.and_then(|&node| self.district_of().get(self.junction(node) as usize));
        let mut parts = vec![InDistrict { from_mm: 0, to_mm: 0, district: self.named(first.copied()) }];
        let mut driven = 0;
        for &arc in arcs {
            for (at_mm, into) in self.crossings(arc as usize) {
                let at = driven + u64::from(at_mm);
                if let Some(last) = parts.last_mut() {
                    last.to_mm = at;
                }
                parts.push(InDistrict { from_mm: at, to_mm: at, district: self.named(Some(into)) });
            }
            driven += u64::from(self.arc_length(arc));
            if let Some(last) = parts.last_mut() {
                last.to_mm = driven;
            }
        }
        parts
    }

    fn named(&self, district: Option<u32>) -> Option<&str> {
        let district = district.filter(|&district| district != NO_DISTRICT)?;
        self.districts().get(district as usize).map(|name| self.text(*name))
    }

    /// The first of these arcs that a vehicle may not or cannot drive in a month (1 to 12), by its place among them.
    #[must_use]
    pub fn refuses(&self, arcs: &[u32], vehicle: &Vehicle, month: u8) -> Option<usize> {
        arcs.iter().position(|&arc| {
            let driven =
                self.driven(arc as usize).and_then(|(stretch, way)| Some((self.kind(stretch)?, way)));
            let banned =
                self.banned().get(arc as usize).is_none_or(|banned| banned & vehicle.mode.bit() != 0);
            banned || driven.is_none_or(|(kind, way)| vehicle.weighs(&kind, way, month).is_none())
        })
    }

    /// The line that these arcs draw on the map, as latitude and longitude in 1e-7 degree.
    #[must_use]
    pub fn drawn(&self, arcs: &[u32]) -> Vec<[i32; 2]> {
        let mut line: Vec<[i32; 2]> = Vec::new();
        for &arc in arcs {
            let Some((stretch, direction)) = self.driven(arc as usize) else { continue };
            let mut points: Vec<_> = self.line(stretch).collect();
            if direction == Direction::Backward {
                points.reverse();
            }
            let joined = usize::from(line.last() == points.first() && !line.is_empty());
            line.extend(points.into_iter().skip(joined));
        }
        line
    }
}

impl Chart {
    /// The same as places.
    #[must_use]
    pub fn places_along(&self, arcs: &[u32]) -> Vec<Place> {
        let place = |[lat, lon]: [i32; 2]| Place::from_e7(lat.into(), lon.into()).ok();
        self.drawn(arcs).into_iter().filter_map(place).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        districts::Districts,
        import::{Options, extract, sketch::Sketch},
    };

    /// From longitude 0 to 0.015 and from 0.025 on; between them there is none.
    const TWO: &str = r#"{"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"name": "pk/a"}, "geometry": {"type": "Polygon",
            "coordinates": [[[-1, -1], [0.015, -1], [0.015, 1], [-1, 1], [-1, -1]]]}},
        {"type": "Feature", "properties": {"name": "pk/b"}, "geometry": {"type": "Polygon",
            "coordinates": [[[0.025, -1], [1, -1], [1, 1], [0.025, 1], [0.025, -1]]]}}]}"#;

    fn driven(nodes: &[i64], districts: Option<&str>) -> Drive {
        let (chart, arcs) = way(nodes, districts);
        chart.drive(&arcs, &Vehicle::car())
    }

    fn way(nodes: &[i64], districts: Option<&str>) -> (Chart, Vec<u32>) {
        let districts = districts.map(|text| Districts::read(text.as_bytes(), "name").unwrap());
        let options = Options { districts: districts.as_ref(), ..Options::default() };
        let made = extract(&Sketch::default().way(1, nodes, &[]).bytes(), &options, &()).unwrap();
        let chart = Chart::open(Arc::new(made.file)).unwrap();
        let place = |node: i64| chart.ids().iter().position(|id| *id == node).unwrap();
        let [from, to] = [nodes[0], nodes[nodes.len() - 1]].map(|node| u32::try_from(place(node)).unwrap());
        let car = Vehicle::car();
        let way = chart.between(from, to, &chart.weights(&car, 6)).unwrap();
        (chart, way.arcs)
    }

    #[test]
    fn each_part_of_a_way_lies_in_a_district_or_in_none() {
        let (chart, arcs) = way(&[0, 3], Some(TWO));
        let parts = chart.districts_along(&arcs);
        let length = chart.drive(&arcs, &Vehicle::car()).length_mm;
        let names: Vec<Option<&str>> = parts.iter().map(|part| part.district).collect();
        assert_eq!(names, [Some("pk/a"), None, Some("pk/b")]);
        let ends: Vec<u64> = parts.iter().map(|part| (part.to_mm * 30 + length / 2) / length).collect();
        assert_eq!((ends, parts[2].to_mm), (vec![15, 25, 30], length));
        assert!(parts.windows(2).all(|two| two[0].to_mm == two[1].from_mm), "{parts:?}");
        let back: Vec<u32> = way(&[3, 0], Some(TWO)).1;
        let names: Vec<Option<&str>> =
            chart.districts_along(&back).iter().map(|part| part.district).collect();
        assert_eq!(names.first(), names.last().map(|_| &Some("pk/b")));
    }

    #[test]
    fn a_way_through_ground_of_no_district_says_so_and_one_within_a_district_does_not() {
        // Node 3 lies at longitude 0.03.
        let across = driven(&[0, 3], Some(TWO));
        let names: Vec<&str> = across.districts.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!((names, across.has_gap), (vec!["pk/a", "pk/b"], true));
        assert!(!driven(&[0, 1], Some(TWO)).has_gap);
        assert!(driven(&[2, 3], Some(TWO)).has_gap, "it begins in none");
        assert!(driven(&[0, 3], None).has_gap, "without districts nothing is known");
    }
}
