//! A planned way as it is drawn on a client's map: its line, thinned, and what lies along it.

use std::{cmp::Ordering, collections::BinaryHeap};

use conduct::movement::Planned;
use model::{Dossier, Fact, Instant, Path, Place, Span, Value, Word, claim::resolve};
use roads::{
    Area,
    chart::{Chart, Vehicle},
    distance_mm,
};

/// The most points of a way that is sent. Ours: an event of 64 KiB has room for some 400, and a client draws them all.
const MOST_POINTS: usize = 300;
/// The most safe havens and halts that are sent. Ours.
const MOST_HAVENS: usize = 32;
const MOST_HALTS: usize = 16;
/// The most points of the order that are sent. Ours.
const MOST_NAMED: usize = 64;

/// A way, drawn.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Drawn {
    /// Its line, thinned to the points that matter most.
    pub line: Vec<Place>,
    /// The points that the order names on it: under which label, of which sort, and where.
    pub points: Vec<(Word, Word, Place)>,
    /// Safe havens that are reached from it: the middle of each.
    pub havens: Vec<Place>,
    /// Planned halts: under which label, where the convoy is after driving as long as planned, and how long that is.
    pub halts: Vec<(Word, Place, Span)>,
}

/// Draws a way on its network. Where the network is not at hand it is a line from its beginning to its end.
pub(super) fn drawn(atlas: &atlas::Atlas, planned: &Planned, facts: &Dossier, now: Instant) -> Drawn {
    let ends = || Drawn { line: vec![planned.from, planned.to], ..Drawn::default() };
    let Ok(sheet) = atlas.sheet(&planned.network) else { return ends() };
    let chart = sheet.ground().chart();
    let Ok(arcs) = chart.follow(&planned.drives) else { return ends() };
    let line = chart.places_along(&arcs);
    let reached = |area: &&Area| line.iter().any(|at| area.contains(*at));
    let havens = chart.support().havens.iter().flatten().filter(reached);
    let havens = havens.filter_map(middle).take(MOST_HAVENS).collect();
    let vehicle = conduct::convoy::convoy(facts, now);
    let mut points = ops::watching::points_on(facts, now, &line);
    points.truncate(MOST_NAMED);
    Drawn { points, havens, halts: halts(chart, &arcs, &vehicle, facts, now), line: thinned(&line) }
}

/// What an order says of its points and halts: while that stays the same, and the way, what is drawn does as well.
pub(super) fn said(facts: &Dossier, now: Instant) -> Vec<(Path, Value)> {
    let mut all = Vec::new();
    for (list, attributes) in [("points", &["at", "sort"][..]), ("halts", &["after"])] {
        let Ok(list) = list.parse::<Path>() else { continue };
        for (label, _) in facts.items(&list.to_string()) {
            let paths = attributes.iter().filter_map(|name| name.parse::<Path>().ok());
            for at in paths.map(|name| list.clone().item(label).join(&name)) {
                if let Fact::Known(claim) = resolve(facts.claims(&at), now).fact {
                    all.push((at, claim.value.clone()));
                }
            }
        }
    }
    all
}

/// Each halt is so long a drive after the start or the halt before.
fn halts(
    chart: &Chart,
    arcs: &[u32],
    vehicle: &Vehicle,
    facts: &Dossier,
    now: Instant,
) -> Vec<(Word, Place, Span)> {
    let (Ok(list), Ok(after)) = ("halts".parse::<Path>(), "after".parse::<Path>()) else { return Vec::new() };
    let (mut driven, mut all) = (Span(0), Vec::new());
    for (label, _) in facts.items("halts").iter().take(MOST_HALTS) {
        let at = list.clone().item(label).join(&after);
        // Where one of them is not known, those behind it are not either.
        let Fact::Known(claim) = resolve(facts.claims(&at), now).fact else { break };
        let Value::Quantity(quantity) = &claim.value else { break };
        driven = Span(driven.0.saturating_add(quantity.n));
        let Some(there) = after_driving(chart, arcs, vehicle, driven) else { break };
        all.push((label.clone(), there, driven));
    }
    all
}

/// Where the convoy is after driving so long; `None` if it has arrived by then.
fn after_driving(chart: &Chart, arcs: &[u32], vehicle: &Vehicle, driven: Span) -> Option<Place> {
    let mut left = u64::try_from(driven.0).ok()?;
    for &arc in arcs {
        let takes = chart.driving_time(arc, vehicle);
        if left < takes {
            let line = chart.places_along(&[arc]);
            let length = u128::from(chart.drive(&[arc], vehicle).length_mm);
            return along(&line, u64::try_from(length * u128::from(left) / u128::from(takes)).ok()?);
        }
        left -= takes;
    }
    None
}

/// The point of a line so far from its beginning, or the corner before it.
fn along(line: &[Place], mut left_mm: u64) -> Option<Place> {
    for pair in line.windows(2) {
        let [from, to] = pair else { continue };
        let length = distance_mm(*from, *to);
        if left_mm < length {
            let part = |a: i32, b: i32| {
                let (a, b) = (i128::from(a), i128::from(b));
                i64::try_from(a + (b - a) * i128::from(left_mm) / i128::from(length)).ok()
            };
            let lat = part(from.lat_e7(), to.lat_e7())?;
            return Place::from_e7(lat, part(from.lon_e7(), to.lon_e7())?).ok();
        }
        left_mm -= length;
    }
    line.last().copied()
}

fn middle(area: &Area) -> Option<Place> {
    let corners = match area {
        Area::Around { place, .. } => return Some(*place),
        Area::Within(corners) => corners,
    };
    let count = i64::try_from(corners.len()).ok().filter(|count| *count > 0)?;
    let mean =
        |of: fn(&Place) -> i32| corners.iter().map(|corner| i64::from(of(corner))).sum::<i64>() / count;
    Place::from_e7(mean(|corner| corner.lat_e7()), mean(|corner| corner.lon_e7())).ok()
}

/// The points of a line that matter most, in order: as Douglas and Peucker choose them, the one farthest from the line without it
/// first, until there are enough.
fn thinned(line: &[Place]) -> Vec<Place> {
    if line.len() <= MOST_POINTS {
        return line.to_vec();
    }
    let last = line.len() - 1;
    let mut kept = vec![0, last];
    let mut parts = BinaryHeap::from([Part::of(line, 0, last)]);
    while kept.len() < MOST_POINTS
        && let Some(Part { from, at, to, .. }) = parts.pop()
    {
        // Between neighbours there is nothing to keep.
        if at > from {
            kept.push(at);
            parts.extend([Part::of(line, from, at), Part::of(line, at, to)]);
        }
    }
    kept.sort_unstable();
    kept.iter().filter_map(|&at| line.get(at)).copied().collect()
}

/// A part of a line between two points that are kept, with the one between that is farthest off.
#[derive(PartialEq, Eq)]
struct Part {
    /// The square of how far, in units that serve for comparing only.
    off: i128,
    from: usize,
    at: usize,
    to: usize,
}

impl Part {
    fn of(line: &[Place], from: usize, to: usize) -> Part {
        let off = |at: &usize| match (line.get(from), line.get(*at), line.get(to)) {
            (Some(a), Some(p), Some(b)) => off(*a, *p, *b),
            _ => 0,
        };
        let farthest =
            (from + 1..to).map(|at| (off(&at), at)).max_by_key(|(off, at)| (*off, usize::MAX - at));
        let (off, at) = farthest.unwrap_or((-1, from));
        Part { off, from, at, to }
    }
}

impl Ord for Part {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.off, other.from).cmp(&(other.off, self.from))
    }
}

impl PartialOrd for Part {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The square of the distance from a point to the segment between two others. Degrees of longitude count as those of
/// latitude: what is chosen is only drawn.
fn off(a: Place, p: Place, b: Place) -> i128 {
    let minus = |to: Place, from: Place| {
        let lat = i128::from(to.lat_e7()) - i128::from(from.lat_e7());
        [lat, i128::from(to.lon_e7()) - i128::from(from.lon_e7())]
    };
    let ([u, v], [x, y]) = (minus(b, a), minus(p, a));
    let (length, dot) = (u * u + v * v, u * x + v * y);
    if length == 0 || dot <= 0 {
        return x * x + y * y;
    }
    if dot >= length {
        let [x, y] = minus(p, b);
        return x * x + y * y;
    }
    // A cross product of two ways around the globe has 64 bits, and so its square the 128 there are.
    let square = (u * y - v * x).unsigned_abs().pow(2) / length.unsigned_abs();
    i128::try_from(square).unwrap_or(i128::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lat: i64, lon: i64) -> Place {
        Place::from_e7(lat, lon).unwrap()
    }

    #[test]
    fn a_long_line_keeps_its_ends_and_the_corners_that_matter() {
        // Straight but for one sharp corner and a little trembling.
        let line: Vec<Place> = (0..5000_i64)
            .map(|n| at(if n <= 2500 { n * 1000 } else { (5000 - n) * 1000 } + n % 2, n * 1000))
            .collect();
        let thin = thinned(&line);
        assert_eq!(thin.len(), MOST_POINTS);
        assert_eq!((thin.first(), thin.last()), (line.first(), line.last()));
        assert!(thin.contains(&line[2500]), "the corner");
        assert!(thin.is_sorted_by_key(|place| place.lon_e7()));
        assert_eq!(thinned(&line[..200]), &line[..200]);
    }

    #[test]
    fn a_point_along_a_line_is_as_far_from_its_beginning_as_asked() {
        let line = [at(0, 0), at(0, 10_000_000), at(10_000_000, 10_000_000)];
        let whole = distance_mm(line[0], line[1]);
        assert_eq!(along(&line, 0), Some(line[0]));
        let half = along(&line, whole / 2).unwrap();
        assert!(half.lat_e7() == 0 && half.lon_e7().abs_diff(5_000_000) <= 1, "{half:?}");
        assert_eq!(along(&line, whole * 9), Some(line[2]), "it has arrived");
    }
}
