//! An OpenStreetMap extract as a graph, read in the plainest way: every node of a road that cars may use is a
//! node, every piece between two an arc, one-ways are. To measure on, not to drive by: no turn restrictions, no
//! access by vehicle, a speed for each class. The import that people use is in `roads`.

use std::{collections::BTreeMap, path::Path};

use anyhow::Context as _;
use model::Place;
use osmpbf::{Element, ElementReader};

use super::Map;

/// Roads that cars use, and at what speed in km/h: plausible, and the same for everybody who is measured.
const SPEEDS: [(&str, u64); 16] = [
    ("motorway", 110),
    ("motorway_link", 60),
    ("trunk", 90),
    ("trunk_link", 50),
    ("primary", 70),
    ("primary_link", 50),
    ("secondary", 60),
    ("secondary_link", 50),
    ("tertiary", 50),
    ("tertiary_link", 40),
    ("unclassified", 40),
    ("residential", 30),
    ("living_street", 10),
    ("service", 20),
    ("track", 15),
    ("road", 30),
];

struct Road {
    nodes: Vec<i64>,
    kmh: u64,
    forward: bool,
    backward: bool,
}

/// The road graph of an extract.
///
/// # Errors
/// When the file cannot be read, or isn't an extract.
pub fn read(path: &Path) -> anyhow::Result<Map> {
    let (mut places, mut roads) = (BTreeMap::new(), Vec::new());
    let reader = ElementReader::from_path(path).with_context(|| path.display().to_string())?;
    reader
        .for_each(|element| match element {
            Element::Node(node) => {
                places.insert(node.id(), (node.decimicro_lat(), node.decimicro_lon()));
            }
            Element::DenseNode(node) => {
                places.insert(node.id(), (node.decimicro_lat(), node.decimicro_lon()));
            }
            Element::Way(way) => roads.extend(road(way.tags(), || way.refs().collect())),
            Element::Relation(_) => {}
        })
        .with_context(|| path.display().to_string())?;
    graph(&places, &roads)
}

fn road<'t>(
    tags: impl Iterator<Item = (&'t str, &'t str)>,
    nodes: impl FnOnce() -> Vec<i64>,
) -> Option<Road> {
    let tags: BTreeMap<_, _> = tags.collect();
    let class = *tags.get("highway")?;
    let (_, kmh) = SPEEDS.into_iter().find(|(known, _)| *known == class)?;
    let oneway = tags.get("oneway").copied().unwrap_or_default();
    let implied = class == "motorway" || tags.get("junction") == Some(&"roundabout");
    let only_forward = matches!(oneway, "yes" | "1" | "true") || (implied && oneway != "no");
    let only_backward = matches!(oneway, "-1" | "reverse");
    Some(Road { nodes: nodes(), kmh, forward: !only_backward, backward: !only_forward })
}

fn graph(places: &BTreeMap<i64, (i32, i32)>, roads: &[Road]) -> anyhow::Result<Map> {
    let mut numbers = BTreeMap::new();
    let mut used = Vec::new();
    let mut arcs = Vec::new();
    let mut number = |id: i64| -> anyhow::Result<Option<u32>> {
        // An extract may leave out what lies outside.
        let Some(&(lat, lon)) = places.get(&id) else { return Ok(None) };
        let next = u32::try_from(used.len())?;
        let number = *numbers.entry(id).or_insert(next);
        if number == next {
            used.push(Place::from_e7(i64::from(lat), i64::from(lon))?);
        }
        Ok(Some(number))
    };
    let mut ends = Vec::new();
    for road in roads {
        for pair in road.nodes.windows(2) {
            if let (Some(from), Some(to)) = (number(pair[0])?, number(pair[1])?) {
                ends.push((from, to, road));
            }
        }
    }
    for (from, to, road) in ends {
        let length = roads::distance_mm(used[from as usize], used[to as usize]);
        // A millimetre at one km/h takes 3.6 ms.
        let time = u32::try_from((length * 36).div_ceil(road.kmh * 10))?.max(1);
        arcs.extend(road.forward.then_some((from, to, time)));
        arcs.extend(road.backward.then_some((to, from, time)));
    }
    Map::of(used, arcs)
}
