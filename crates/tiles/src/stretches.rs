//! The roads of a network.

use std::collections::HashMap;

use roads::chart::{Access, Chart, Class, Direction, Features, Kind, Mode};

use crate::{
    chains::{Bead, chains},
    globe::{Point, point},
    shapes::{Form, Layer, Shapes, Tags, Value},
    zooms::{HIGHEST, NEAR, of_road},
};

const ROAD: (Layer, Form) = (Layer::Roads, Form::Line);

/// Adds them, twice: as they are seen from afar, and near by.
pub(crate) fn add(chart: &Chart, shapes: &mut Shapes) {
    let kinds = chart.kinds();
    let kind_of = |stretch: usize| kinds.get(*chart.kind_of().get(stretch)? as usize);
    from_afar(chart, &kind_of, shapes);
    near_by(chart, &kind_of, shapes);
}

/// Roads of one class and number, strung together.
fn from_afar<'k>(chart: &Chart, kind_of: &dyn Fn(usize) -> Option<&'k Kind>, shapes: &mut Shapes) {
    let mut sorts: HashMap<(Class, u32), u32> = HashMap::new();
    let mut known: Vec<(Class, u32)> = Vec::new();
    let mut beads = Vec::new();
    for (stretch, (&from, &to)) in chart.from().iter().zip(chart.to()).enumerate() {
        let Some(kind) = kind_of(stretch).filter(|kind| of_road(kind.class) < NEAR) else { continue };
        let reference = chart.references().get(stretch).copied().unwrap_or_default();
        let sort = *sorts.entry((kind.class, reference)).or_insert_with(|| {
            known.push((kind.class, reference));
            u32::try_from(known.len() - 1).unwrap_or(u32::MAX)
        });
        beads.push(Bead { stretch, sort, ends: [from, to] });
    }
    for (sort, links) in chains(&beads) {
        let (class, reference) = known[sort as usize];
        let tags = tags(class, chart.text(reference));
        let number = shapes.number(tags);
        let mut line: Vec<Point> = Vec::new();
        for (stretch, is_turned) in links {
            let mut places: Vec<Point> = chart.line(stretch).map(point).collect();
            if is_turned {
                places.reverse();
            }
            line.extend(places);
            line.dedup();
        }
        shapes.add(ROAD, [of_road(class), NEAR - 1], number, [line]);
    }
}

/// Each stretch by itself.
fn near_by<'k>(chart: &Chart, kind_of: &dyn Fn(usize) -> Option<&'k Kind>, shapes: &mut Shapes) {
    let mut numbers: HashMap<(Class, Features, i64, u32, u32), u32> = HashMap::new();
    for stretch in 0..chart.from().len() {
        let Some(kind) = kind_of(stretch) else { continue };
        let text = |column: &[u32]| column.get(stretch).copied().unwrap_or_default();
        let (name, reference) = (text(chart.names()), text(chart.references()));
        let ways = one_way(kind);
        let sort = (kind.class, kind.features, ways, name, reference);
        let number = *numbers.entry(sort).or_insert_with(|| {
            let mut tags = tags(kind.class, chart.text(reference));
            if name != 0 {
                tags.push(("name", Value::Text(chart.text(name).to_owned())));
            }
            if ways != 0 {
                tags.push(("oneway", Value::Number(ways)));
            }
            tags.extend(kind.features.has(Features::BRIDGE).then_some(("bridge", Value::Yes)));
            tags.extend(kind.features.has(Features::TUNNEL).then_some(("tunnel", Value::Yes)));
            shapes.number(tags)
        });
        let line = chart.line(stretch).map(point);
        shapes.add(ROAD, [of_road(kind.class).max(NEAR), HIGHEST], number, [line]);
    }
}

fn tags(class: Class, reference: &str) -> Tags {
    let mut tags = vec![("class", Value::Text(class.word().to_owned()))];
    if !reference.is_empty() {
        tags.push(("ref", Value::Text(reference.to_owned())));
    }
    tags
}

/// 1 if cars drive it as it was drawn and no other way, -1 if only against that, else 0.
fn one_way(kind: &Kind) -> i64 {
    let is_closed = |direction| kind.permits.get(Mode::Car, direction) == Access::Closed;
    match (is_closed(Direction::Forward), is_closed(Direction::Backward)) {
        (false, true) => 1,
        (true, false) => -1,
        _ => 0,
    }
}
