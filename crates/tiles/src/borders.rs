//! Districts: the lines between them, each drawn once, and a point in each for its name.

use std::collections::HashSet;

use roads::districts::Districts;

use crate::{
    globe::point,
    shapes::{Form, Layer, Shapes, Value},
    zooms::{BORDERS, DISTRICTS, HIGHEST},
};

type Place = [i32; 2];
type Ring = Vec<Place>;

/// Adds them.
pub(crate) fn add(districts: &Districts, shapes: &mut Shapes) {
    let untold = shapes.number(Vec::new());
    let mut drawn = HashSet::new();
    for (_, ring) in districts.outlines() {
        for line in undrawn(ring, &mut drawn) {
            let line = line.into_iter().map(point);
            shapes.add((Layer::Districts, Form::Line), [BORDERS, HIGHEST], untold, [line]);
        }
    }
    for (district, name) in districts.names().iter().enumerate() {
        let rings: Vec<&Ring> =
            districts.outlines().iter().filter(|(of, _)| *of == district).map(|(_, ring)| ring).collect();
        let Some(place) = within(&rings) else { continue };
        let number = shapes.number(vec![("name", Value::Text(name.clone()))]);
        shapes.add((Layer::Districts, Form::Point), [DISTRICTS, HIGHEST], number, [[point(place)]]);
    }
}

/// The parts of a ring that no ring before it has, end to end.
fn undrawn(ring: &[Place], drawn: &mut HashSet<[Place; 2]>) -> Vec<Vec<Place>> {
    let (mut lines, mut line): (Vec<Ring>, Ring) = (Vec::new(), Vec::new());
    for (&a, &b) in ring.iter().zip(ring.iter().cycle().skip(1)).filter(|(a, b)| a != b) {
        if !drawn.insert([a.min(b), a.max(b)]) {
            continue;
        }
        if line.last() != Some(&a) {
            lines.push(std::mem::replace(&mut line, vec![a]));
        }
        line.push(b);
    }
    lines.push(line);
    lines.retain(|line| line.len() > 1);
    lines
}

/// A place within rings: in the middle of the widest stretch along one of some parallels. Where nothing is wide, none.
fn within(rings: &[&Ring]) -> Option<Place> {
    const PARALLELS: i64 = 16;
    let lats = || rings.iter().flat_map(|ring| ring.iter()).map(|place| i64::from(place[0]));
    let (south, north) = (lats().min()?, lats().max()?);
    let spans = (1..PARALLELS).flat_map(|i| {
        let lat = south + (north - south) * i / PARALLELS;
        let mut crossed: Vec<i64> = rings.iter().flat_map(|ring| crossings(ring, lat)).collect();
        crossed.sort_unstable();
        crossed.chunks_exact(2).map(|two| (two[1] - two[0], lat, two[0])).collect::<Vec<_>>()
    });
    let (width, lat, west) = spans.filter(|(width, ..)| *width > 0).max_by_key(|&(width, ..)| width)?;
    Some([i32::try_from(lat).ok()?, i32::try_from(west + width / 2).ok()?])
}

/// Where a ring crosses a parallel.
fn crossings(ring: &[Place], lat: i64) -> Vec<i64> {
    let ends = ring.iter().zip(ring.iter().cycle().skip(1));
    let crossing = |(a, b): (&Place, &Place)| {
        let ([lat_a, lon_a], [lat_b, lon_b]) = (a.map(i64::from), b.map(i64::from));
        let is_crossed = (lat_a <= lat) != (lat_b <= lat);
        is_crossed.then(|| lon_a + (lon_b - lon_a) * (lat - lat_a) / (lat_b - lat_a))
    };
    ends.filter_map(crossing).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_border_that_two_share_is_drawn_once() {
        let mut drawn = HashSet::new();
        let west = undrawn(&[[0, 0], [0, 10], [10, 10], [10, 0]], &mut drawn);
        let east = undrawn(&[[0, 10], [0, 20], [10, 20], [10, 10]], &mut drawn);
        assert_eq!(west, [vec![[0, 0], [0, 10], [10, 10], [10, 0], [0, 0]]]);
        assert_eq!(east, [vec![[0, 10], [0, 20], [10, 20], [10, 10]]]);
    }

    #[test]
    fn a_name_stands_within_its_district_and_not_in_its_hole() {
        // A crescent open to the east.
        let crescent =
            vec![[0, 0], [0, 160], [40, 160], [40, 40], [120, 40], [120, 160], [160, 160], [160, 0]];
        let place = within(&[&crescent]).unwrap();
        assert!(place[0] <= 40 || place[0] >= 120 || place[1] <= 40, "{place:?}");
        let (around, hole) =
            (vec![[0, 0], [0, 160], [160, 160], [160, 0]], vec![[1, 1], [1, 159], [159, 159], [159, 1]]);
        let place = within(&[&around, &hole]).unwrap();
        assert!(place[1] <= 1 || place[1] >= 159, "{place:?}: the strip along the hole");
        assert_eq!(within(&[]), None);
        assert_eq!(within(&[&vec![[5, 5], [5, 9], [5, 7]]]), None, "no area");
    }
}
