//! The fast engine (order, customize, shortest) against Dijkstra's algorithm on the same graphs.
#![allow(clippy::unwrap_used, reason = "a test says what it expects; there a panic is the report")]

mod changed;
mod drawn;
mod grids;
mod refused;

use std::sync::Arc;

use model::Place;
use roads::{
    Graph, Hierarchy, INFINITY, Metric, Order,
    shortest::{Search, dijkstra},
};

/// A graph that owns its arrays, with a place for each node.
#[derive(Clone, Debug)]
struct Map {
    first_out: Vec<u32>,
    head: Vec<u32>,
    places: Vec<Place>,
}

impl Map {
    /// The map of these arcs (tail, head), and where each of them went.
    fn of(places: Vec<Place>, arcs: &[(u32, u32)]) -> Map {
        let mut sorted = arcs.to_vec();
        sorted.sort_by_key(|arc| arc.0);
        let nodes = u32::try_from(places.len()).unwrap();
        let first = |node| u32::try_from(sorted.partition_point(|arc| arc.0 < node)).unwrap();
        Map {
            first_out: (0..=nodes).map(first).collect(),
            head: sorted.iter().map(|arc| arc.1).collect(),
            places,
        }
    }

    fn graph(&self) -> Graph<'_> {
        Graph::new(&self.first_out, &self.head).unwrap()
    }

    fn nodes(&self) -> Vec<u32> {
        (0..id(self.places.len())).collect()
    }

    fn hierarchy(&self) -> Arc<Hierarchy> {
        Hierarchy::new(self.graph(), &Order::dissecting(self.graph(), &self.places, 2).unwrap()).unwrap()
    }
}

/// The number of a node or arc.
fn id(index: usize) -> u32 {
    u32::try_from(index).unwrap()
}

/// From `from`, lengths and ways of all lanes to every node of `to` are Dijkstra's.
fn agrees<const L: usize>(
    map: &Map,
    metric: &Metric<L>,
    weights: &[[u32; L]],
    search: &mut Search<L>,
    from: u32,
    to: &[u32],
) {
    let (graph, mut arcs) = (map.graph(), Vec::new());
    let expected: [_; L] =
        std::array::from_fn(|lane| dijkstra::lengths_from(graph, |arc| weights[arc][lane], from));
    for &to in to {
        for (lane, expected) in expected.iter().enumerate() {
            let length = Some(expected[to as usize]).filter(|&length| length < INFINITY);
            let mut found = search.run(metric, from, to);
            assert_eq!(found.length(lane), length, "{from} to {to}, lane {lane}");
            assert_eq!(found.path(lane, &mut arcs), length);
            let driven = dijkstra::length_of(graph, |arc| weights[arc][lane], from, to, &arcs);
            match length {
                Some(_) => assert_eq!(driven, length, "{arcs:?}"),
                None => assert!(arcs.is_empty()),
            }
        }
    }
}
