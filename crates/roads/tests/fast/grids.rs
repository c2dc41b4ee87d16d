//! Grids: large enough to be cut many times, with no natural order to help.

use model::Place;
use roads::{Metric, Order, shortest::Search};

use crate::{Map, agrees, id};

/// Numbers that look random and are the same each time (Steele, Lea and Flood's SplitMix64).
pub(crate) struct Random(pub u64);

impl Random {
    pub(crate) fn below(&mut self, limit: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        u32::try_from((mixed ^ (mixed >> 31)) % u64::from(limit)).unwrap()
    }
}

pub(crate) struct Grid {
    pub map: Map,
}

impl Grid {
    /// As many streets each way, a tenth of their stretches one-way.
    pub(crate) fn of(side: u32) -> Grid {
        let mut random = Random(u64::from(side));
        let mut arcs = Vec::new();
        for at in 0..side * side {
            let right = (at % side + 1 < side).then_some(at + 1);
            let down = (at / side + 1 < side).then_some(at + side);
            for next in [right, down].into_iter().flatten() {
                match random.below(20) {
                    0 => arcs.push((at, next)),
                    1 => arcs.push((next, at)),
                    _ => arcs.extend([(at, next), (next, at)]),
                }
            }
        }
        let place =
            |at: u32| Place::from_e7(i64::from(at / side) * 1000, i64::from(at % side) * 1000).unwrap();
        Grid { map: Map::of((0..side * side).map(place).collect(), &arcs) }
    }

    pub(crate) fn weights<const L: usize>(&self, random: &mut Random) -> Vec<[u32; L]> {
        (0..self.map.head.len()).map(|_| std::array::from_fn(|_| 1 + random.below(1000))).collect()
    }
}

#[test]
fn over_a_grid_lengths_and_ways_are_dijkstras_with_one_lane_and_with_sixteen() {
    let grid = Grid::of(60);
    let mut random = Random(1);
    let (one, many) = (grid.weights::<1>(&mut random), grid.weights::<16>(&mut random));
    let hierarchy = grid.map.hierarchy();
    let metrics = (Metric::new(&hierarchy, &one, 1).unwrap(), Metric::new(&hierarchy, &many, 2).unwrap());
    let mut searches = (Search::default(), Search::default());
    for _ in 0..5 {
        let from = random.below(3600);
        let to: Vec<u32> = (0..20).map(|_| random.below(3600)).collect();
        agrees(&grid.map, &metrics.0, &one, &mut searches.0, from, &to);
        agrees(&grid.map, &metrics.1, &many, &mut searches.1, from, &to);
    }
}

#[test]
fn a_metric_is_the_same_on_one_thread_and_on_two() {
    let grid = Grid::of(80);
    let weights = grid.weights::<1>(&mut Random(5));
    let hierarchy = grid.map.hierarchy();
    let [one, two] = [1, 2].map(|threads| Metric::new(&hierarchy, &weights, threads).unwrap());
    assert_eq!(one, two);
}

#[test]
fn the_same_graph_gives_the_same_order_on_one_thread_and_on_three() {
    let grid = Grid::of(180);
    let [one, three] =
        [1, 3].map(|threads| Order::dissecting(grid.map.graph(), &grid.map.places, threads).unwrap());
    assert_eq!(one, three);
}

#[test]
fn a_grid_is_cut_along_its_streets_so_that_few_nodes_stand_above_each_other() {
    let side = 60;
    let hierarchy = Grid::of(side).map.hierarchy();
    // A perfect dissection has a street at the top, half ones below it, and so on: about three streets.
    assert!(hierarchy.height() < 4 * side as usize, "{}", hierarchy.height());
}

#[test]
fn a_long_road_stands_as_a_low_tree() {
    let nodes = 1000;
    let places = (0..nodes).map(|x| Place::from_e7(0, i64::from(x)).unwrap()).collect();
    let map = Map::of(places, &(1..nodes).map(|node| (node - 1, node)).collect::<Vec<_>>());
    // Every round takes at least every third node.
    assert!(map.hierarchy().height() < 20, "{}", map.hierarchy().height());
}

#[test]
fn where_nearly_everybody_is_joined_to_everybody_ways_and_changes_are_right_too() {
    // No road network is like that: there are more ways around than the hierarchy lists.
    let (nodes, mut random) = (60, Random(5));
    let pairs = (0..nodes).flat_map(|tail| (0..nodes).map(move |head| (tail, head)));
    let arcs: Vec<_> = pairs.filter(|(tail, head)| tail != head && random.below(5) == 0).collect();
    let place =
        |node: u32| Place::from_e7(i64::from(node % 8) * 10_000, i64::from(node / 8) * 10_000).unwrap();
    let map = Map::of((0..nodes).map(place).collect(), &arcs);
    let hierarchy = map.hierarchy();
    assert!(hierarchy.triangle_count() > 10 * hierarchy.joined_count() as u64);
    let mut weights: Vec<[u32; 2]> = arcs.iter().map(|_| [random.below(1000), random.below(1000)]).collect();
    let mut metric = Metric::new(&hierarchy, &weights, 1).unwrap();
    let mut search = Search::default();
    for _ in 0..20 {
        for from in map.nodes() {
            agrees(&map, &metric, &weights, &mut search, from, &map.nodes());
        }
        let changes: Vec<_> = (0..10)
            .map(|_| (random.below(id(weights.len())), [random.below(1000), random.below(1000)]))
            .collect();
        changes.iter().for_each(|&(arc, weight)| weights[arc as usize] = weight);
        metric = metric.changed(&changes).unwrap();
        assert_eq!(metric, Metric::new(&hierarchy, &weights, 1).unwrap());
    }
}
