//! The search against methods too simple to be wrong, on random small networks with one-ways, parallel
//! roads, closures and seasons.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "in a test a panic is the report, also outside its test functions"
)]

use std::collections::BTreeSet;

use model::{Instant, Place, Span, Word};
use proptest::prelude::*;
use roads::{Avoid, Draft, End, Junction, Network, NoRoute, Query, Season, Stretch};

const MOST: usize = 7;

fn label(node: usize) -> Word {
    format!("n{node}").parse().unwrap()
}

/// From, to, duration, both ways, season.
type Row = (usize, usize, i64, bool, Season);

fn network(nodes: usize, rows: &[Row]) -> Network {
    let junctions = (0..nodes).map(|node| Junction {
        label: label(node),
        name: format!("Node {node}"),
        place: Place::from_e7(0, i64::try_from(node).unwrap() * 1_000_000).unwrap(),
        district: "pk".parse().unwrap(),
    });
    let stretches = rows.iter().enumerate().map(|(i, &(from, to, duration, both_ways, season))| Stretch {
        // A road of its own each, so that parallel stretches are allowed.
        road: format!("r{i}").parse().unwrap(),
        from: label(from),
        to: label(to),
        length_mm: 1,
        duration: Span(duration),
        both_ways,
        season,
        boundaries: Vec::new(),
    });
    let draft = Draft {
        name: "random".to_owned(),
        utc_offset: Span::ZERO,
        reach_mm: 0,
        junctions: junctions.collect(),
        stretches: stretches.collect(),
    };
    draft.assemble().unwrap()
}

fn drawn(longest: i64, seasons: impl Strategy<Value = Season>) -> impl Strategy<Value = (usize, Vec<Row>)> {
    let row = (0..MOST, 0..MOST, 1..=longest, any::<bool>(), seasons);
    (1..=MOST, prop::collection::vec(row, 0..16)).prop_map(|(nodes, rows)| {
        let fits = |&(from, to, ..): &Row| from != to && from < nodes && to < nodes;
        (nodes, rows.into_iter().filter(fits).collect())
    })
}

fn arcs(rows: &[Row]) -> Vec<Row> {
    let back = rows.iter().filter(|row| row.3).map(|&(from, to, d, both, s)| (to, from, d, both, s));
    rows.iter().copied().chain(back).collect()
}

fn floyd_warshall(nodes: usize, rows: &[Row]) -> Vec<Vec<Option<i64>>> {
    let mut best = vec![vec![None; nodes]; nodes];
    for (node, row) in best.iter_mut().enumerate() {
        row[node] = Some(0);
    }
    let shorter = |old: Option<i64>, new: i64| Some(old.map_or(new, |old| old.min(new)));
    for (from, to, duration, ..) in arcs(rows) {
        best[from][to] = shorter(best[from][to], duration);
    }
    for middle in 0..nodes {
        for from in 0..nodes {
            for to in 0..nodes {
                if let (Some(a), Some(b)) = (best[from][middle], best[middle][to]) {
                    best[from][to] = shorter(best[from][to], a + b);
                }
            }
        }
    }
    best
}

/// The fastest of all ways that visit no node twice, each tried.
fn every_way(rows: &[Row], departs: Instant, to: usize, way: &mut Vec<usize>, elapsed: i64) -> Option<i64> {
    let at = *way.last().unwrap();
    if at == to {
        return Some(elapsed);
    }
    let mut best = None;
    for &(from, next, duration, _, season) in rows {
        let left = departs.saturating_add(Span(elapsed + duration));
        if from == at && !way.contains(&next) && season.is_open_throughout(departs, left, Span::ZERO) {
            way.push(next);
            best = best.into_iter().chain(every_way(rows, departs, to, way, elapsed + duration)).min();
            way.pop();
        }
    }
    best
}

fn ask(network: &Network, from: usize, to: usize, departs: Instant, avoid: Avoid) -> Option<i64> {
    let end = |node| End::At(label(node));
    match network.route(&Query { from: end(from), to: end(to), via: Vec::new(), departs, avoid }) {
        Ok(route) => {
            assert_eq!(route.check(network), Ok(()));
            assert_eq!((&route.from, &route.to), (&label(from), &label(to)));
            assert_eq!(route.duration.0, route.legs.iter().map(|leg| leg.duration.0).sum::<i64>());
            Some(route.duration.0)
        }
        Err(NoRoute::Unconnected { .. }) => None,
        Err(other) => panic!("{other}"),
    }
}

fn departure() -> Instant {
    "2024-05-20T00:00:00Z".parse().unwrap()
}

const DAY: i64 = 86_400_000_000;

proptest! {
    #[test]
    fn every_fastest_way_is_as_fast_as_floyd_and_warshall_say(
        (nodes, rows) in drawn(20, Just(Season::ALL_YEAR)),
        closed in prop::collection::btree_set(0..16_usize, 0..4),
    ) {
        let network = network(nodes, &rows);
        let open: Vec<Row> =
            rows.iter().enumerate().filter(|(i, _)| !closed.contains(i)).map(|(_, row)| *row).collect();
        let known = closed.iter().filter(|&&i| i < rows.len());
        let roads: BTreeSet<Word> = known.map(|i| format!("r{i}").parse().unwrap()).collect();
        let expected = floyd_warshall(nodes, &open);
        for (from, row) in expected.iter().enumerate() {
            for (to, &expected) in row.iter().enumerate() {
                let avoid = Avoid { roads: roads.clone(), ..Avoid::default() };
                prop_assert_eq!(ask(&network, from, to, departure(), avoid), expected);
            }
        }
    }

    #[test]
    fn with_seasons_every_fastest_way_is_the_best_of_all_ways(
        (nodes, rows) in drawn(9 * DAY, prop::sample::select(vec![
            Season::ALL_YEAR,
            Season::of_months(&[5]).unwrap(),
            Season::of_months(&[5, 6]).unwrap(),
            Season::of_months(&[6]).unwrap(),
        ])),
    ) {
        let network = network(nodes, &rows);
        let arcs = arcs(&rows);
        for from in 0..nodes {
            for to in 0..nodes {
                let expected = every_way(&arcs, departure(), to, &mut vec![from], 0);
                prop_assert_eq!(ask(&network, from, to, departure(), Avoid::default()), expected);
            }
        }
    }
}

#[test]
fn of_two_equally_fast_ways_always_the_same_is_taken() {
    let diamond = [(0, 2, 5, true, Season::ALL_YEAR), (0, 1, 5, true, Season::ALL_YEAR)];
    let ends = [(2, 3, 5, true, Season::ALL_YEAR), (1, 3, 5, true, Season::ALL_YEAR)];
    let mut rows = [diamond, ends].concat();
    let mut ways = BTreeSet::new();
    for _ in 0..rows.len() {
        rows.rotate_left(1);
        let network = network(4, &rows);
        let end = |node| End::At(label(node));
        let query = Query {
            from: end(0),
            to: end(3),
            via: Vec::new(),
            departs: departure(),
            avoid: Avoid::default(),
        };
        ways.insert(network.route(&query).unwrap().places().map(ToString::to_string).collect::<Vec<_>>());
    }
    assert_eq!(ways, BTreeSet::from([vec!["n0".to_owned(), "n1".to_owned(), "n3".to_owned()]]));
}

#[test]
fn two_islands_are_named_by_their_ends() {
    let network = network(4, &[(0, 1, 5, true, Season::ALL_YEAR), (2, 3, 5, true, Season::ALL_YEAR)]);
    let query = Query {
        from: End::At(label(0)),
        to: End::At(label(3)),
        via: Vec::new(),
        departs: departure(),
        avoid: Avoid::default(),
    };
    assert_eq!(network.route(&query).unwrap_err().to_string(), "no road leads from n0 to n3");
}
