//! Places and water.

use roads::import::scenery::{Names, Scenery, Spot, SpotKind, Water, WaterShape};

use crate::{
    globe::point,
    shapes::{Form, Layer, Shapes, Tags, Value},
    zooms::{HIGHEST, LOWEST, of_spot, of_water},
};

/// Adds them; places in the order in which people look for them, so that the first of a tile are the ones to keep.
pub(crate) fn add(scenery: &Scenery, shapes: &mut Shapes) {
    for Water { kind, names, shape } in &scenery.waters {
        let number = shapes.number(said(kind.word(), names));
        let outlined = |line: &Vec<[i32; 2]>| line.iter().copied().map(point).collect::<Vec<_>>();
        match shape {
            WaterShape::Lines(lines) => {
                let zooms = [of_water(*kind), HIGHEST];
                shapes.add((Layer::Water, Form::Line), zooms, number, lines.iter().map(outlined));
            }
            WaterShape::Polygons(polygons) => {
                for rings in polygons {
                    let zooms = [LOWEST, HIGHEST];
                    shapes.add((Layer::Water, Form::Area), zooms, number, rings.iter().map(outlined));
                }
            }
        }
    }
    let mut spots: Vec<&Spot> = scenery.spots.iter().collect();
    spots.sort_by_key(|spot| rank(spot));
    for spot in spots {
        let mut tags = said(spot.kind.word(), &spot.names);
        tags.extend(spot.population.map(|people| ("population", Value::Number(people.into()))));
        tags.push(("rank", Value::Number(rank(spot))));
        let number = shapes.number(tags);
        shapes.add((Layer::Places, Form::Point), [of_spot(spot.kind), HIGHEST], number, [[point(spot.at)]]);
    }
}

fn said(kind: &str, names: &Names) -> Tags {
    let kind = ("kind", Value::Text(kind.to_owned()));
    let names = names.iter().map(|(key, name)| (*key, Value::Text(name.clone())));
    std::iter::once(kind).chain(names).collect()
}

/// By kind, and of one kind by the number of digits of its population.
fn rank(spot: &Spot) -> i64 {
    const DIGITS: u32 = 9;
    let kind = SpotKind::ALL.iter().position(|kind| *kind == spot.kind).unwrap_or(SpotKind::ALL.len());
    let digits = spot.population.and_then(u32::checked_ilog10).map_or(0, |tens| tens + 1);
    let kind = i64::try_from(kind).unwrap_or(i64::MAX / 100);
    kind * i64::from(DIGITS + 1) + i64::from(DIGITS.saturating_sub(digits))
}
