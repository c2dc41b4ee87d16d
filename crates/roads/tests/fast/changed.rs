//! After a change everything is as if it had been customized anew, and whoever holds the metric before sees no change.

use std::sync::Arc;

use proptest::{collection::vec, prelude::*, sample::Index};
use roads::{Metric, shortest::Search};

use crate::{
    agrees,
    drawn::{map, weight},
    grids::{Grid, Random},
    id,
};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn changes_one_after_another_lead_where_dijkstra_does(
        (map, before) in map(),
        rounds in vec(vec((any::<Index>(), [weight(), weight(), weight()]), 0..6), 1..4),
    ) {
        let nodes = map.nodes();
        let mut weights = before.clone();
        let first = Metric::new(&map.hierarchy(), &weights, 1).unwrap();
        let (mut metric, mut search) = (first.clone(), Search::default());
        for round in rounds.iter().filter(|_| !before.is_empty()) {
            let changes: Vec<_> = round.iter().map(|(arc, weight)| (id(arc.index(before.len())), *weight)).collect();
            changes.iter().for_each(|&(arc, weight)| weights[arc as usize] = weight);
            metric = metric.changed(&changes).unwrap();
            for &from in &nodes {
                agrees(&map, &metric, &weights, &mut search, from, &nodes);
            }
        }
        for &from in &nodes {
            agrees(&map, &first, &before, &mut search, from, &nodes);
        }
    }
}

#[test]
fn a_hundred_changes_of_a_grid_are_what_a_whole_customization_makes_of_them() {
    let grid = Grid::of(40);
    let hierarchy = grid.map.hierarchy();
    let mut random = Random(7);
    let mut weights = grid.weights::<2>(&mut random);
    let mut metric = Metric::new(&hierarchy, &weights, 2).unwrap();
    let mut search = Search::default();
    for _ in 0..100 {
        let changes: Vec<_> = (0..1 + random.below(30))
            .map(|_| (random.below(id(weights.len())), [random.below(1000), random.below(1000)]))
            .collect();
        changes.iter().for_each(|&(arc, weight)| weights[arc as usize] = weight);
        metric = metric.changed(&changes).unwrap();
        assert_eq!(metric, Metric::new(&hierarchy, &weights, 2).unwrap());
    }
    agrees(&grid.map, &metric, &weights, &mut search, 0, &grid.map.nodes());
}

#[test]
fn a_query_sees_one_metric_whole_while_the_next_are_put_in_its_place() {
    let grid = Grid::of(20);
    let mut random = Random(3);
    let weights = grid.weights::<1>(&mut random);
    let metric = Metric::new(&grid.map.hierarchy(), &weights, 1).unwrap();
    // Every weight ten times itself, arc by arc in pieces: any mixture has a length that is neither.
    let all: Vec<_> = (0..).zip(weights.iter().map(|&[weight]| [10 * weight])).collect();
    let tenfold = metric.changed(&all).unwrap();
    let (low, high) = (length(&metric), length(&tenfold));
    assert_eq!(high, 10 * low);
    let shown = std::sync::RwLock::new(Arc::new(metric.clone()));
    std::thread::scope(|scope| {
        let asking = scope.spawn(|| {
            for _ in 0..2000 {
                let metric = Arc::clone(&shown.read().unwrap());
                let found = length(&metric);
                assert!(found == low || found == high, "{found} is neither {low} nor {high}");
            }
        });
        let back: Vec<_> = (0..).zip(weights).collect();
        let mut next = metric.clone();
        while !asking.is_finished() {
            next = next.changed(&all).unwrap();
            *shown.write().unwrap() = Arc::new(next.clone());
            next = next.changed(&back).unwrap();
            *shown.write().unwrap() = Arc::new(next.clone());
        }
    });
}

fn length(metric: &Metric<1>) -> u32 {
    Search::default().run(metric, 0, 399).length(0).unwrap()
}
