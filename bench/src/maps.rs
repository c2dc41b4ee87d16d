//! Real road graphs to measure on: an extract read in the plainest way, and a large one tiled from it.

pub mod extract;
pub mod tiled;

use std::path::PathBuf;

use model::Place;
use roads::Graph;

use crate::Size;

/// The graph that is tiled: Porto's, if its extract is there; in the short form a made-up one. `None` without extract.
///
/// # Errors
/// When the extract cannot be read.
pub fn small(size: Size) -> anyhow::Result<Option<(String, Map)>> {
    if size == Size::SHORT {
        return Ok(Some(("streets that were made up".to_owned(), made_up(24)?)));
    }
    let path = extracts().join("porto_portugal.osm.pbf");
    let read = path.exists().then(|| extract::read(&path)).transpose()?;
    Ok(read.map(|map| ("Porto".to_owned(), map)))
}

/// Where extracts are looked for: `BENCH_EXTRACTS`, or what lies beside the repository.
#[must_use]
pub fn extracts() -> PathBuf {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/roads");
    std::env::var_os("BENCH_EXTRACTS").map_or_else(beside, PathBuf::from)
}

/// As many streets each way, every fifth faster.
fn made_up(side: u32) -> anyhow::Result<Map> {
    let place = |at: u32| Place::from_e7(i64::from(at / side) * 10_000, i64::from(at % side) * 10_000);
    let places = (0..side * side).map(place).collect::<Result<Vec<_>, _>>()?;
    let mut arcs = Vec::new();
    for at in 0..side * side {
        let (row, column) = (at / side, at % side);
        let right = (column + 1 < side).then_some((at + 1, if row % 5 == 0 { 3000 } else { 8000 }));
        let down = (row + 1 < side).then_some((at + side, if column % 5 == 0 { 3000 } else { 8000 }));
        for (next, time) in [right, down].into_iter().flatten() {
            arcs.extend([(at, next, time), (next, at, time)]);
        }
    }
    Map::of(places, arcs)
}

/// A graph that owns its arrays, with a place and weights for what it has.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Map {
    /// Where the nodes lie.
    pub places: Vec<Place>,
    /// As in [`Graph`].
    pub first_out: Vec<u32>,
    /// As in [`Graph`].
    pub head: Vec<u32>,
    /// How long each arc takes, in milliseconds.
    pub times: Vec<u32>,
}

impl Map {
    /// The map of these arcs: tail, head, milliseconds.
    ///
    /// # Errors
    /// When an arc leads to a node without a place.
    pub fn of(places: Vec<Place>, mut arcs: Vec<(u32, u32, u32)>) -> anyhow::Result<Map> {
        arcs.sort_unstable();
        let mut map = Map { first_out: vec![0; places.len() + 1], places, ..Map::default() };
        for (tail, head, time) in arcs {
            map.first_out[tail as usize + 1] += 1;
            map.head.push(head);
            map.times.push(time);
        }
        let mut sum = 0;
        for first in &mut map.first_out {
            sum += *first;
            *first = sum;
        }
        map.graph()?;
        Ok(map)
    }

    /// The graph.
    ///
    /// # Errors
    /// When the arrays are none.
    pub fn graph(&self) -> anyhow::Result<Graph<'_>> {
        Ok(Graph::new(&self.first_out, &self.head)?)
    }

    /// The tail of every arc.
    #[must_use]
    pub fn tails(&self) -> Vec<u32> {
        let range = |tail: usize| self.first_out[tail]..self.first_out[tail + 1];
        (0..).zip(0..self.places.len()).flat_map(|(tail, node)| range(node).map(move |_| tail)).collect()
    }
}
