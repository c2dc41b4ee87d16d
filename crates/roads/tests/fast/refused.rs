//! Arrays that are no graph, lists that are no order, weights that are too few: said, and nothing half-made.

use roads::{Graph, Hierarchy, INFINITY, Metric, NotAGraph, Order, shortest::Search};

use crate::{
    grids::{Grid, Random},
    id,
};

#[test]
fn arrays_that_contradict_each_other_are_no_graph() {
    let refused = |first_out: &[u32], head: &[u32]| Graph::new(first_out, head).unwrap_err();
    assert_eq!(refused(&[], &[]), NotAGraph::Empty);
    assert_eq!(refused(&[1, 1], &[0]), NotAGraph::OutOfStep { node: 0, first: 1, arcs: 1 });
    assert_eq!(refused(&[0, 2, 1], &[0]), NotAGraph::OutOfStep { node: 2, first: 1, arcs: 1 });
    assert_eq!(refused(&[0, 1, 1], &[0, 1]), NotAGraph::OutOfStep { node: 2, first: 1, arcs: 2 });
    assert_eq!(refused(&[0, 1], &[1]), NotAGraph::NoSuchNode { arc: 0, head: 1, nodes: 1 });
    assert_eq!(refused(&[3], &[]), NotAGraph::OutOfStep { node: 0, first: 3, arcs: 0 });
    assert_eq!(refused(&[0, 1], &[7]).to_string(), "arc 0 leads to node 7, and there are 1 nodes",);
}

#[test]
fn an_order_names_every_node_once() {
    let grid = Grid::of(2);
    let refused = |nodes: &[u32]| Order::new(nodes.to_vec(), grid.map.graph()).unwrap_err().to_string();
    assert_eq!(refused(&[0, 1, 2]), "the order names 3 nodes, and the graph has 4");
    assert_eq!(refused(&[0, 1, 2, 2]), "place 3 of the order names node 2, which was named before");
    assert_eq!(refused(&[0, 9, 2, 1]), "place 1 of the order names node 9, which the graph has not");
    let places = &grid.map.places[..3];
    let refused = Order::dissecting(grid.map.graph(), places, 1).unwrap_err().to_string();
    assert_eq!(refused, "3 places for 4 nodes: each node needs one");
}

#[test]
fn an_order_of_another_graph_makes_no_hierarchy() {
    let (small, large) = (Grid::of(2), Grid::of(3));
    let order = Order::dissecting(small.map.graph(), &small.map.places, 1).unwrap();
    let refused = Hierarchy::new(large.map.graph(), &order).unwrap_err().to_string();
    assert_eq!(refused, "the order is of 4 nodes, and the graph has 9");
}

#[test]
fn every_arc_needs_a_weight_and_only_arcs_that_are_there_can_change() {
    let grid = Grid::of(3);
    let mut weights = grid.weights::<1>(&mut Random(1));
    let arcs = weights.len();
    let metric = Metric::new(&grid.map.hierarchy(), &weights, 1).unwrap();
    let refused = metric.changed(&[(0, [1]), (id(arcs), [1])]).unwrap_err().to_string();
    assert_eq!(refused, format!("no arc {arcs} to change: the graph has {arcs}"));
    weights.pop();
    let refused = Metric::new(&grid.map.hierarchy(), &weights, 1).unwrap_err().to_string();
    assert!(refused.starts_with(&format!("{} weights for {arcs} arcs", arcs - 1)), "{refused}");
}

#[test]
fn nothing_leads_to_or_from_a_node_that_is_not_there() {
    let grid = Grid::of(3);
    let metric = Metric::new(&grid.map.hierarchy(), &grid.weights::<1>(&mut Random(1)), 1).unwrap();
    let mut search = Search::default();
    for (from, to) in [(0, 9), (9, 0), (u32::MAX, u32::MAX)] {
        let mut found = search.run(&metric, from, to);
        assert_eq!(found.length(0), None);
        assert_eq!(found.path(0, &mut Vec::new()), None);
    }
}

#[test]
fn a_graph_of_nothing_has_a_hierarchy_of_nothing() {
    let graph = Graph::new(&[0], &[]).unwrap();
    let order = Order::dissecting(graph, &[], 2).unwrap();
    let metric = Metric::<1>::new(&Hierarchy::new(graph, &order).unwrap(), &[], 2).unwrap();
    assert_eq!(Search::default().run(&metric, 0, 0).length(0), None);
    assert!(metric.changed(&[]).is_ok());
}

#[test]
fn a_way_as_long_as_infinity_is_none() {
    let map = crate::Map::of(Grid::of(2).map.places, &[(0, 1), (1, 2), (2, 3)]);
    let half = INFINITY / 2;
    let metric = Metric::new(&map.hierarchy(), &[[half], [half], [1]], 1).unwrap();
    let mut search = Search::default();
    assert_eq!(search.run(&metric, 0, 2).length(0), Some(INFINITY - 1));
    assert_eq!(search.run(&metric, 0, 3).length(0), None);
}
