//! What a convoy has to hold on to along its way: where it can call, and where it can turn to.
//!
//! Both are said by whoever knows, with the network, and neither follows from the roads. Where nobody said anything
//! the longest stretch without is unknown, which is not none.

use model::Place;
use serde::{Deserialize, Serialize};

use crate::{Area, distance_mm};

/// How closely a way is looked at, in millimetres: 25 m, a coach and its distance to the next.
const STEP_MM: u64 = 25_000;
/// The most areas of a sort.
pub const MOST_AREAS: usize = 20_000;
/// The most corners of all areas of a sort.
pub const MOST_CORNERS: usize = 2_000_000;

/// Where the primary means of communication reaches, and where a convoy is taken in.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Support {
    /// Where there is coverage; nothing if nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coverage: Option<Vec<Area>>,
    /// From where a safe haven is reached; nothing if nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub havens: Option<Vec<Area>>,
}

/// The longest parts of a way on which there is none, in millimetres; nothing where it is not known.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Without {
    /// Without coverage.
    pub coverage_mm: Option<u64>,
    /// Without a safe haven.
    pub haven_mm: Option<u64>,
}

impl Support {
    /// Whether nobody said anything.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.coverage.is_none() && self.havens.is_none()
    }

    /// What is too much in it, if anything is.
    #[must_use]
    pub fn fault(&self) -> Option<&'static str> {
        let corners = |area: &Area| match area {
            Area::Around { .. } => 1,
            Area::Within(corners) => corners.len(),
        };
        let of_a_sort = [&self.coverage, &self.havens];
        let too_much = of_a_sort
            .into_iter()
            .flatten()
            .any(|areas| areas.len() > MOST_AREAS || areas.iter().map(corners).sum::<usize>() > MOST_CORNERS);
        too_much.then_some("more areas or corners than are read")
    }

    /// Every part of a line without coverage, from where along it to where, and how long it is, in millimetres; nothing where nobody said
    /// anything. To a step of 25 m; the line as latitude and longitude in 1e-7 degree.
    #[must_use]
    pub fn without_coverage(&self, line: &[[i32; 2]]) -> Option<(Vec<[u64; 2]>, u64)> {
        let (mut parts, last) = without(line, self.coverage.as_ref()?);
        // Between two steps that are both covered nothing is known to be without.
        parts.retain(|[from, to]| to - from > STEP_MM);
        parts.extend(Some(last).filter(|[from, to]| to > from));
        Some((parts, last[1]))
    }

    /// The longest parts of a line without, the line as latitude and longitude in 1e-7 degree.
    #[must_use]
    pub fn along(&self, line: &[[i32; 2]]) -> Without {
        let longest = |areas: &Option<Vec<Area>>| areas.as_ref().map(|areas| longest_without(line, areas));
        Without { coverage_mm: longest(&self.coverage), haven_mm: longest(&self.havens) }
    }
}

/// The longest part of a line that lies in none of the areas, never told shorter than it is but for what is shorter than a step and
/// for the 11 mm to which a place is told.
fn longest_without(line: &[[i32; 2]], areas: &[Area]) -> u64 {
    let (parts, [from, to]) = without(line, areas);
    let longest = parts.iter().map(|[from, to]| to - from).max().unwrap_or(0);
    let covered_throughout = longest <= STEP_MM && from == to;
    if covered_throughout { 0 } else { longest.max(to - from) }
}

/// The parts of a line up to each point of it that lies in one of the areas, and the part after the last. Looked at every 25 m; between a
/// point inside and one outside all of it counts as outside.
fn without(line: &[[i32; 2]], areas: &[Area]) -> (Vec<[u64; 2]>, [u64; 2]) {
    let bounds = Bounds::of(line.iter().copied());
    let near: Vec<(&Area, Bounds)> = areas
        .iter()
        .map(|area| (area, Bounds::around(area)))
        .filter(|(_, around)| around.meet(&bounds))
        .collect();
    let (mut parts, mut since_mm, mut along_mm, mut last) = (Vec::new(), 0, 0, 0);
    let mut is_in = |point: [i32; 2]| {
        let Ok(place) = Place::from_e7(point[0].into(), point[1].into()) else { return false };
        let contains =
            |n: usize| near.get(n).is_some_and(|(area, around)| around.has(point) && area.contains(place));
        // Where it was a step ago it mostly is still.
        let found = if contains(last) { Some(last) } else { (0..near.len()).find(|&n| contains(n)) };
        last = found.unwrap_or(last);
        found.is_some()
    };
    let mut look = |point: [i32; 2], at_mm: u64| {
        if is_in(point) {
            if at_mm > since_mm {
                parts.push([since_mm, at_mm]);
            }
            since_mm = at_mm;
        }
    };
    if let Some(&first) = line.first() {
        look(first, 0);
    }
    for two in line.windows(2) {
        let length = length_mm(two[0], two[1]);
        let steps = length.div_ceil(STEP_MM).max(1);
        for step in 1..=steps {
            look(between(two[0], two[1], step, steps), along_mm + length * step / steps);
        }
        along_mm += length;
    }
    (parts, [since_mm, along_mm])
}

fn length_mm(a: [i32; 2], b: [i32; 2]) -> u64 {
    let place = |[lat, lon]: [i32; 2]| Place::from_e7(lat.into(), lon.into()).ok();
    place(a).zip(place(b)).map_or(0, |(a, b)| distance_mm(a, b))
}

/// A point so many of so many steps from one to another, the short way round the globe.
fn between(a: [i32; 2], b: [i32; 2], step: u64, steps: u64) -> [i32; 2] {
    const ROUND: i64 = 3_600_000_000;
    let (step, steps) = (i64::try_from(step).unwrap_or(1), i64::try_from(steps).unwrap_or(1));
    let [lat, lon] = [0, 1].map(|of| {
        let (from, by) = (i64::from(a[of]), i64::from(b[of]) - i64::from(a[of]));
        let by = if by.abs() > ROUND / 2 { by - by.signum() * ROUND } else { by };
        from + by * step / steps
    });
    let lon = if lon.abs() > ROUND / 2 { lon - lon.signum() * ROUND } else { lon };
    [lat, lon].map(|e7| i32::try_from(e7).unwrap_or_default())
}

/// A first look, which leaves out what is far away.
#[derive(Clone, Copy)]
struct Bounds {
    lat: [i64; 2],
    lon: [i64; 2],
}

impl Bounds {
    fn of(points: impl Iterator<Item = [i32; 2]>) -> Self {
        let nothing = Bounds { lat: [i64::MAX, i64::MIN], lon: [i64::MAX, i64::MIN] };
        let wider = |[low, high]: [i64; 2], by: i32| [low.min(by.into()), high.max(by.into())];
        points.fold(nothing, |all, [lat, lon]| Bounds { lat: wider(all.lat, lat), lon: wider(all.lon, lon) })
    }

    fn around(area: &Area) -> Self {
        match area {
            Area::Within(corners) => Bounds::of(corners.iter().map(|at| [at.lat_e7(), at.lon_e7()])),
            Area::Around { place, radius_mm } => {
                // 11 mm is less than 1e-7 degree of a meridian; of a parallel it may be anything near a pole.
                let by = i64::try_from(radius_mm / 11 + 1).unwrap_or(i64::MAX / 4).min(1 << 40);
                let [lat, lon] = [place.lat_e7(), place.lon_e7()].map(i64::from);
                let is_plain = lat.abs() + by < 800_000_000 && lon.abs() + 6 * by < 1_800_000_000;
                let wide = if is_plain { 6 * by } else { 1 << 40 };
                Bounds { lat: [lat - by, lat + by], lon: [lon - wide, lon + wide] }
            }
        }
    }

    fn meet(&self, other: &Bounds) -> bool {
        let overlap = |a: [i64; 2], b: [i64; 2]| a[0] <= b[1] && b[0] <= a[1];
        overlap(self.lat, other.lat) && overlap(self.lon, other.lon)
    }

    fn has(&self, [lat, lon]: [i32; 2]) -> bool {
        let within = |n: i32, [low, high]: [i64; 2]| (low..=high).contains(&i64::from(n));
        within(lat, self.lat) && within(lon, self.lon)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// 10,000e-7 degree of the equator are 111.195 m.
    fn line(points: &[i32]) -> Vec<[i32; 2]> {
        points.iter().map(|&lon| [0, lon * 10_000]).collect()
    }

    fn around(lon: i64, radius_m: u64) -> Area {
        Area::Around { place: Place::from_e7(0, lon * 10_000).unwrap(), radius_mm: radius_m * 1000 }
    }

    #[test]
    fn what_nobody_said_is_unknown_and_where_there_is_none_the_whole_way_is_without() {
        let way = line(&[0, 100]);
        assert_eq!(Support::default().along(&way), Without::default());
        let none = Support { coverage: Some(Vec::new()), havens: None };
        let length = length_mm(way[0], way[1]);
        assert_eq!(none.along(&way), Without { coverage_mm: Some(length), haven_mm: None });
    }

    #[test]
    fn the_longest_of_the_parts_before_between_and_after_is_told_to_a_step() {
        let way = line(&[0, 40, 100]);
        // 11,119.5 m; havens at 2,224 m and at 8,896 m, each reached from 500 m on either side.
        let havens = Some(vec![around(80, 500), around(20, 500)]);
        let told = Support { coverage: None, havens }.along(&way).haven_mm.unwrap();
        let between = 8_895_600 - 2_223_900 - 1_000_000;
        assert!((between..between + 2 * STEP_MM).contains(&told), "{told}");
    }

    #[test]
    fn a_way_covered_throughout_is_nowhere_without() {
        let corners = [[-1, -1], [-1, 101], [1, 101], [1, -1]];
        let corner = |[lat, lon]: [i64; 2]| Place::from_e7(lat * 10_000, lon * 10_000).unwrap();
        let coverage = Some(vec![Area::Within(corners.map(corner).to_vec())]);
        assert_eq!(Support { coverage, havens: None }.along(&line(&[0, 7, 100])).coverage_mm, Some(0));
    }

    #[test]
    fn across_the_date_line_a_way_is_as_long_as_it_is() {
        let way = [[0, 1_799_900_000], [0, -1_799_900_000]];
        let support = Support { coverage: Some(Vec::new()), havens: None };
        let told = support.along(&way).coverage_mm.unwrap();
        assert!((2_223_800..2_224_000).contains(&told), "{told}");
        let there = Area::Around { place: Place::from_e7(0, 1_800_000_000).unwrap(), radius_mm: 300_000 };
        let told = Support { coverage: Some(vec![there]), havens: None }.along(&way).coverage_mm.unwrap();
        assert!((811_900..862_000).contains(&told), "{told}");
    }

    proptest! {
        /// Circles on a straight line are intervals, of which everybody can tell the gaps.
        #[test]
        fn circles_on_a_line_leave_the_gaps_that_intervals_leave(
            havens in prop::collection::vec((0..100_i64, 30..900_u64), 0..12),
        ) {
            let (way, e) = (line(&[0, 33, 100]), 11_119_508_u64);
            let mut ends: Vec<[i64; 2]> = havens
                .iter()
                .map(|&(lon, radius)| {
                    let (at, by) = (lon * 111_195, i64::try_from(radius * 1000).unwrap());
                    [at - by, at + by]
                })
                .collect();
            ends.sort_unstable();
            let (mut reached, mut longest) = (0, 0);
            for [from, until] in ends {
                longest = longest.max(from - reached);
                reached = reached.max(until);
            }
            longest = longest.max(i64::try_from(e).unwrap() - reached);
            let areas = havens.iter().map(|&(lon, radius)| around(lon, radius)).collect();
            let told = Support { coverage: None, havens: Some(areas) }.along(&way).haven_mm.unwrap();
            let (told, two_steps) = (i64::try_from(told).unwrap(), 2 * i64::try_from(STEP_MM).unwrap());
            prop_assert!(told <= longest.max(0) + two_steps + 200, "{} {}", told, longest);
            // A place is told to 1e-7 degree, 11 mm of the equator, and so many of them above to less than 9 mm.
            prop_assert!(told + 20 >= longest || longest < two_steps / 2, "{} {}", told, longest);
            let areas = havens.iter().map(|&(lon, radius)| around(lon, radius)).collect();
            let (parts, length) = Support { coverage: Some(areas), havens: None }.without_coverage(&way).unwrap();
            prop_assert!(parts.last().is_none_or(|[_, to]| *to <= length), "{:?} of {}", parts, length);
            prop_assert!(parts.is_sorted_by(|[_, to], [from, _]| to <= from), "{:?}", parts);
            // No circle reaches into one of them farther than a step.
            let (step, slack) = (i64::try_from(STEP_MM).unwrap(), 200);
            for [from, to] in parts.iter().map(|part| part.map(|mm| i64::try_from(mm).unwrap())) {
                let is_left = |[begins, ends]: [i64; 2]| ends <= from + step + slack || begins >= to - step - slack;
                prop_assert!(havens.iter().all(|&(lon, radius)| {
                    let (at, by) = (lon * 111_195, i64::try_from(radius * 1000).unwrap());
                    is_left([at - by, at + by])
                }), "{} to {}: {:?}", from, to, havens);
            }
        }
    }
}
