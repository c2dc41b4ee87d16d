//! A planned way as it is drawn on a map, whoever's that is: its line, thinned, and what lies along it.

use conduct::movement::Planned;
use model::{Dossier, Fact, Instant, Path, Place, Span, Value, Word, claim::resolve};
use roads::{
    Area,
    chart::{Chart, Vehicle},
    distance_mm,
};

use crate::{Atlas, thin::thinned};

/// The most safe havens and halts that are drawn. Ours: a map with more of them shows none.
const MOST_HAVENS: usize = 32;
const MOST_HALTS: usize = 16;
/// The most points of the order that are drawn. Ours.
const MOST_NAMED: usize = 64;

/// A way, drawn.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Drawn {
    /// Its line, thinned to the points that matter most.
    pub line: Vec<Place>,
    /// Whether that is how it runs. If not, its network is not at hand, and the line only joins its ends.
    pub is_as_it_runs: bool,
    /// The points that the order names on it: under which label, of which sort, and where.
    pub points: Vec<(Word, Word, Place)>,
    /// Safe havens that are reached from it: the middle of each.
    pub havens: Vec<Place>,
    /// Planned halts: under which label, where the convoy is after driving as long as planned, and how long that is.
    pub halts: Vec<(Word, Place, Span)>,
}

/// Draws a way on its network. Where points lie on a line is asked of `named`: it is what the watch holds a movement to.
pub fn drawn(
    atlas: &Atlas,
    planned: &Planned,
    facts: &Dossier,
    now: Instant,
    named: impl FnOnce(&[Place]) -> Vec<(Word, Word, Place)>,
) -> Drawn {
    let ends = || Drawn { line: vec![planned.from, planned.to], ..Drawn::default() };
    let Ok(sheet) = atlas.sheet(&planned.network) else { return ends() };
    let chart = sheet.ground().chart();
    let Ok(arcs) = chart.follow(&planned.drives) else { return ends() };
    let line = chart.places_along(&arcs);
    let reached = |area: &&Area| line.iter().any(|at| area.contains(*at));
    let havens = chart.support().havens.iter().flatten().filter(reached);
    let havens = havens.filter_map(middle).take(MOST_HAVENS).collect();
    let vehicle = conduct::convoy::convoy(facts, now);
    let mut points = named(&line);
    points.truncate(MOST_NAMED);
    let halts = halts(chart, &arcs, &vehicle, facts, now);
    Drawn { points, havens, halts, line: thinned(&line), is_as_it_runs: true }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lat: i64, lon: i64) -> Place {
        Place::from_e7(lat, lon).unwrap()
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
