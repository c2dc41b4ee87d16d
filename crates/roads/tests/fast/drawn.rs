//! Small graphs drawn at random: one-ways, parallel arcs, arcs back to their own node, islands, closures.

use model::Place;
use proptest::{collection::vec, prelude::*};
use roads::{Hierarchy, INFINITY, Metric, Order, shortest::Search};

use crate::{Map, agrees};

/// Weights of which some are none, some close an arc and some are so large that two are no way.
pub(crate) fn weight() -> impl Strategy<Value = u32> {
    prop_oneof![
        8 => 0..20_u32,
        2 => 0..100_000_u32,
        1 => Just(0),
        2 => Just(INFINITY),
        1 => INFINITY - 20..=INFINITY,
        1 => INFINITY..=u32::MAX,
    ]
}

/// A map of up to 14 nodes, and weights in three lanes.
pub(crate) fn map() -> impl Strategy<Value = (Map, Vec<[u32; 3]>)> {
    (1..14_u32).prop_flat_map(|nodes| {
        let place =
            (0..40_i64, 0..40_i64).prop_map(|(x, y)| Place::from_e7(x * 100_000, y * 100_000).unwrap());
        let arcs = vec((0..nodes, 0..nodes), 0..3 * nodes as usize);
        let both = prop::bool::weighted(0.5);
        (vec(place, nodes as usize), arcs, both).prop_flat_map(|(places, mut arcs, both)| {
            if both {
                arcs.extend(arcs.clone().iter().map(|&(tail, head)| (head, tail)));
            }
            let map = Map::of(places, &arcs);
            (Just(map), vec([weight(), weight(), weight()], arcs.len()))
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn lengths_and_ways_are_dijkstras_in_every_lane((map, weights) in map(), threads in 1..3_usize) {
        let metric = Metric::new(&map.hierarchy(), &weights, threads).unwrap();
        let nodes = map.nodes();
        let mut search = Search::default();
        for &from in &nodes {
            agrees(&map, &metric, &weights, &mut search, from, &nodes);
        }
    }

    #[test]
    fn any_order_will_do((map, weights) in map(), keys in vec(any::<u32>(), 14)) {
        let nodes = map.nodes();
        let mut order = nodes.clone();
        order.sort_by_key(|&node| keys[node as usize]);
        let order = Order::new(order, map.graph()).unwrap();
        let metric = Metric::new(&Hierarchy::new(map.graph(), &order).unwrap(), &weights, 1).unwrap();
        let mut search = Search::default();
        for &from in &nodes {
            agrees(&map, &metric, &weights, &mut search, from, &nodes);
        }
    }
}
