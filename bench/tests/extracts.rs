//! Real road graphs: after whole and partial customization, in every lane, what Dijkstra's algorithm finds.
#![allow(clippy::unwrap_used, reason = "a test says what it expects; there a panic is the report")]

use std::io::Write as _;

use bench::maps::{self, Map, extract};
use roads::{
    Hierarchy, INFINITY, Metric, Order,
    shortest::{Search, dijkstra},
};

/// Numbers that look random, the same each time.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % (limit as u64)).unwrap()
    }
}

/// Time alone, time and a danger that differs from arc to arc, and with some roads closed.
fn weights(map: &Map, random: &mut Random) -> Vec<[u32; 3]> {
    let weigh = |&time: &u32| {
        let danger = u32::try_from(random.below(5)).unwrap();
        [time, time * (1 + danger), if random.below(50) == 0 { INFINITY } else { time }]
    };
    map.times.iter().map(weigh).collect()
}

fn node(map: &Map, random: &mut Random) -> u32 {
    u32::try_from(random.below(map.places.len())).unwrap()
}

fn agree(map: &Map, metric: &Metric<3>, weights: &[[u32; 3]], random: &mut Random) {
    let (graph, mut search, mut arcs) = (map.graph().unwrap(), Search::default(), Vec::new());
    for _ in 0..2 {
        let from = node(map, random);
        for lane in [0, 1, 2] {
            let weight = |arc: usize| weights[arc][lane];
            let expected = dijkstra::lengths_from(graph, weight, from);
            for _ in 0..50 {
                let to = node(map, random);
                let length = Some(expected[to as usize]).filter(|&length| length < INFINITY);
                let mut found = search.run(metric, from, to);
                assert_eq!(found.length(lane), length, "{from} to {to} in lane {lane}");
                if found.path(lane, &mut arcs).is_some() {
                    assert_eq!(dijkstra::length_of(graph, weight, from, to, &arcs), length);
                }
            }
        }
    }
}

fn holds(name: &str) {
    let path = maps::extracts().join(name);
    if !path.exists() {
        // Straight to the handle: the test harness would swallow what is printed in a passing test.
        let _ = writeln!(std::io::stderr(), "SKIPPED: no {}", path.display());
        return;
    }
    let map = extract::read(&path).unwrap();
    let order = Order::dissecting(map.graph().unwrap(), &map.places, 2).unwrap();
    let hierarchy = Hierarchy::new(map.graph().unwrap(), &order).unwrap();
    let mut random = Random(1);
    let mut weights = weights(&map, &mut random);
    let mut metric = Metric::new(&hierarchy, &weights, 2).unwrap();
    agree(&map, &metric, &weights, &mut random);
    for count in [1, 100, 1000] {
        let change = |_| {
            let arc = random.below(map.head.len());
            let weight = [1, 2, 3].map(|_| u32::try_from(random.below(100_000)).unwrap());
            (u32::try_from(arc).unwrap(), weight)
        };
        let changes: Vec<_> = (0..count).map(change).collect();
        changes.iter().for_each(|&(arc, weight)| weights[arc as usize] = weight);
        metric = metric.changed(&changes).unwrap();
        assert_eq!(metric, Metric::new(&hierarchy, &weights, 2).unwrap());
        agree(&map, &metric, &weights, &mut random);
    }
}

#[test]
fn in_andorra_lengths_and_ways_are_dijkstras() {
    holds("andorra.osm.pbf");
}

#[test]
fn in_monaco_lengths_and_ways_are_dijkstras() {
    holds("monaco-latest.osm.pbf");
}

#[test]
fn in_liechtenstein_lengths_and_ways_are_dijkstras() {
    holds("liechtenstein-latest.osm.pbf");
}

#[test]
fn in_porto_lengths_and_ways_are_dijkstras() {
    holds("porto_portugal.osm.pbf");
}
