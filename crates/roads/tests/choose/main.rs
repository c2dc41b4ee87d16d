//! Trade-offs and ways apart, held against trying every way on small networks.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "in a test a panic is the report, also outside its test functions"
)]

mod extracts;

use std::sync::Arc;

use model::{Place, Span, Word};
use proptest::prelude::*;
use roads::{
    Draft, Junction, Season, Stretch,
    chart::{Chart, NoWay, Vehicle},
    choose::{Choice, Chooser, Danger, MOST_SHARED_PERCENT, SLOWEST_PERCENT, hierarchy},
    import::drawn,
    shortest::Search,
};

const MOST: usize = 7;

fn label(node: usize) -> Word {
    format!("n{node}").parse().unwrap()
}

fn place(node: usize) -> Place {
    Place::from_e7(0, i64::try_from(node).unwrap() * 1_000_000).unwrap()
}

/// From, to, seconds, exposure, both ways.
type Row = (usize, usize, u16, u16, bool);

/// A network of rows, each a road of its own and a kilometre long.
fn chart(nodes: usize, rows: &[Row]) -> Chart {
    let junctions = (0..nodes).map(|node| Junction {
        label: label(node),
        name: format!("Node {node}"),
        place: place(node),
        district: "pk".parse().unwrap(),
    });
    let stretches = rows.iter().enumerate().map(|(i, &(from, to, seconds, _, both_ways))| Stretch {
        road: format!("r{i}").parse().unwrap(),
        from: label(from),
        to: label(to),
        length_mm: 1_000_000,
        duration: Span::seconds(seconds.into()),
        both_ways,
        season: Season::ALL_YEAR,
        boundaries: Vec::new(),
    });
    let draft = Draft {
        name: "random".to_owned(),
        utc_offset: Span::ZERO,
        reach_mm: 1_000,
        junctions: junctions.collect(),
        stretches: stretches.collect(),
    };
    Chart::open(Arc::new(drawn(&draft.assemble().unwrap()).unwrap().file)).unwrap()
}

/// The exposures of a chart's arcs, by the rows they were drawn from.
fn exposures(chart: &Chart, rows: &[Row]) -> Vec<u64> {
    let row = |arc: usize| {
        let (stretch, _) = chart.driven(arc).unwrap();
        let name: usize = chart.text(chart.references()[stretch]).trim_start_matches('r').parse().unwrap();
        u64::from(rows[name].3)
    };
    (0..chart.heads().len()).map(row).collect()
}

fn chooser(chart: &Chart, danger: Danger) -> Chooser {
    Chooser::new(chart.clone(), &hierarchy(chart, 1).unwrap(), Vehicle::car(), 6, danger, 1).unwrap()
}

/// Time and exposure of every way that visits no node twice.
fn every_way(
    chart: &Chart,
    exposures: &[u64],
    to: u32,
    way: &mut Vec<u32>,
    at: (u64, u64),
    all: &mut Vec<(u64, u64)>,
) {
    let node = *way.last().unwrap();
    if node == to {
        all.push(at);
        return;
    }
    for arc in chart.first_out()[node as usize]..chart.first_out()[node as usize + 1] {
        let next = chart.heads()[arc as usize];
        if !way.contains(&next) {
            way.push(next);
            let time = chart.driving_time(arc, &Vehicle::car());
            every_way(chart, exposures, to, way, (at.0 + time, at.1 + exposures[arc as usize]), all);
            way.pop();
        }
    }
}

fn networks() -> impl Strategy<Value = (usize, Vec<Row>)> {
    let row = (0..MOST, 0..MOST, 1..200_u16, 0..200_u16, any::<bool>());
    (2..=MOST, prop::collection::vec(row, 1..16)).prop_map(|(nodes, rows)| {
        let fits = |&(from, to, ..): &Row| from != to && from < nodes && to < nodes;
        (nodes, rows.into_iter().filter(fits).collect())
    })
}

/// Every two different nodes.
fn pairs(nodes: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..nodes).flat_map(move |from| (0..nodes).map(move |to| (from, to))).filter(|(from, to)| from != to)
}

fn is_a_way(chart: &Chart, choice: &Choice, from: u32, to: u32) {
    let mut at = from;
    for &arc in &choice.arcs {
        assert_eq!(chart.tails()[arc as usize], at, "{choice:?}");
        at = chart.heads()[arc as usize];
    }
    assert_eq!(chart.junction(at), to, "{choice:?}");
}

/// A curve holds what it promises: valid ways, none beaten by any way there is (but the first by one equally fast), the
/// fastest first, the least exposed last.
fn holds(chart: &Chart, exposures: &[u64], curve: &[Choice], (from, to): (u32, u32)) {
    let mut all = Vec::new();
    every_way(chart, exposures, to, &mut vec![from], (0, 0), &mut all);
    for (n, choice) in curve.iter().enumerate() {
        is_a_way(chart, choice, from, to);
        let own = (choice.duration_us, choice.exposure);
        let sum: u64 = choice.arcs.iter().map(|&arc| exposures[arc as usize]).sum();
        assert_eq!(sum, choice.exposure);
        let beats = |other: &&(u64, u64)| {
            let (faster, as_fast) = (other.0 < own.0, other.0 == own.0);
            (faster && other.1 <= own.1) || (as_fast && other.1 < own.1 && n > 0)
        };
        let beaten = all.iter().find(beats);
        assert_eq!(beaten, None, "{own:?} of {all:?}");
    }
    let (first, last) = (curve.first().unwrap(), curve.last().unwrap());
    assert_eq!(Some(first.duration_us), all.iter().map(|way| way.0).min());
    assert_eq!(Some(last.exposure), all.iter().map(|way| way.1).min());
    assert!(curve.windows(2).all(|w| w[0].duration_us < w[1].duration_us && w[0].exposure > w[1].exposure));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_trade_off_is_one_that_no_way_beats_also_after_the_picture_changed(
        (nodes, rows) in networks(),
        changes in prop::collection::vec((0..40_u32, 0..200_u64), 0..6),
    ) {
        prop_assume!(!rows.is_empty());
        let chart = chart(nodes, &rows);
        let mut exposures = exposures(&chart, &rows);
        let first = chooser(&chart, Danger::known(exposures.clone()));
        let mut search = Search::default();
        let changes: Vec<_> =
            changes.into_iter().map(|(arc, to)| (arc % u32::try_from(chart.heads().len()).unwrap(), to)).collect();
        let next = first.with_exposure(&changes).unwrap();
        for (from, to) in pairs(nodes) {
            let ends = (u32::try_from(from).unwrap(), u32::try_from(to).unwrap());
            if let Ok(curve) = first.curve(&mut search, place(from), place(to)) {
                holds(&chart, &exposures, &curve, ends);
            }
        }
        changes.iter().for_each(|&(arc, to)| exposures[arc as usize] = to);
        for (from, to) in pairs(nodes) {
            let ends = (u32::try_from(from).unwrap(), u32::try_from(to).unwrap());
            let mut all = Vec::new();
            every_way(&chart, &exposures, ends.1, &mut vec![ends.0], (0, 0), &mut all);
            match next.curve(&mut search, place(from), place(to)) {
                Ok(curve) => holds(&chart, &exposures, &curve, ends),
                // A point from which nothing leads is taken for the nearest from which something does.
                Err(NoWay::Closed { .. } | NoWay::Islands { .. } | NoWay::TooFar { .. }) => prop_assert!(all.is_empty()),
            }
        }
    }
}

/// What a chooser answers between any two places, as text where it has no answer.
fn answers(chooser: &Chooser, nodes: usize) -> Vec<[Result<Vec<Choice>, String>; 2]> {
    let mut search = Search::default();
    let ask = |(from, to)| {
        let (from, to) = (place(from), place(to));
        [chooser.curve(&mut search, from, to), chooser.apart(&mut search, from, to, 3)]
            .map(|found| found.map_err(|none| none.to_string()))
    };
    pairs(nodes).map(ask).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Exposures small and large, so that at times the scale is another; closures come and go.
    #[test]
    fn after_any_pictures_one_after_the_other_the_answers_are_those_of_a_chooser_made_for_the_last(
        (nodes, rows) in networks(),
        pictures in prop::collection::vec(
            prop::collection::vec((0..40_u32, prop_oneof![0..200_u64, 0..20_000_u64], any::<bool>()), 0..3),
            1..6,
        ),
    ) {
        prop_assume!(!rows.is_empty());
        let chart = chart(nodes, &rows);
        let arcs = u32::try_from(chart.heads().len()).unwrap();
        let mut exposures = exposures(&chart, &rows);
        let mut closed = std::collections::BTreeSet::new();
        let mut next = chooser(&chart, Danger::known(exposures.clone()));
        for picture in pictures {
            for (arc, exposure, toggles) in picture {
                let arc = arc % arcs;
                exposures[arc as usize] = exposure;
                if toggles && !closed.remove(&arc) {
                    closed.insert(arc);
                }
            }
            let danger = Danger::known(exposures.clone()).closing(closed.iter().copied().collect());
            next = next.with_danger(danger.clone()).unwrap();
            prop_assert_eq!(answers(&next, nodes), answers(&chooser(&chart, danger), nodes));
        }
    }
}

/// Two ways around a block, and a third that is much longer.
const BLOCK: &[Row] = &[
    (0, 1, 60, 9, true),
    (1, 5, 60, 9, true),
    (0, 2, 70, 5, true),
    (2, 5, 70, 5, true),
    (0, 3, 100, 1, true),
    (3, 5, 100, 1, true),
    (0, 4, 900, 0, true),
    (4, 5, 900, 0, true),
];

#[test]
fn ways_apart_share_little_and_none_is_much_slower_than_the_fastest() {
    let chart = chart(6, BLOCK);
    let chooser = chooser(&chart, Danger::unknown(chart.heads().len()));
    let mut search = Search::default();
    let ways = chooser.apart(&mut search, place(0), place(5), 4).unwrap();
    let minutes: Vec<u64> = ways.iter().map(|way| way.duration_us / 1_000_000).collect();
    assert_eq!(minutes, [120, 140, 200], "the fourth takes more than twice as long as the first");
    for (i, way) in ways.iter().enumerate() {
        is_a_way(&chart, way, 0, 5);
        assert!(ways[..i].iter().all(|other| chooser.shared_percent(way, other) <= MOST_SHARED_PERCENT));
        assert!(way.duration_us * 100 <= ways[0].duration_us * SLOWEST_PERCENT);
    }
    assert_eq!(chooser.apart(&mut search, place(0), place(5), 1).unwrap(), ways[..1]);
    assert_eq!(chooser.apart(&mut search, place(0), place(5), 2).unwrap(), ways[..2]);
}

#[test]
fn what_is_not_known_is_told_apart_from_what_is_not_exposed() {
    let chart = chart(6, BLOCK);
    let arcs = chart.heads().len();
    let unknown = chooser(&chart, Danger::unknown(arcs));
    let safe = chooser(&chart, Danger::known(vec![0; arcs]));
    let mut search = Search::default();
    let [one] = &unknown.curve(&mut search, place(0), place(5)).unwrap()[..] else { panic!("one way") };
    assert_eq!((one.exposure, one.unknown_mm, one.length_mm), (0, 2_000_000, 2_000_000));
    let [one] = &safe.curve(&mut search, place(0), place(5)).unwrap()[..] else { panic!("one way") };
    assert_eq!((one.exposure, one.unknown_mm), (0, 0));
    let told = unknown.with_exposure(&[(one.arcs[0], 7)]).unwrap();
    let known = told.curve(&mut search, place(0), place(5)).unwrap();
    assert!(known.iter().any(|choice| choice.exposure == 7 && choice.unknown_mm == 1_000_000), "{known:?}");
    assert_eq!(
        unknown.curve(&mut search, place(0), place(5)).unwrap()[0].unknown_mm,
        2_000_000,
        "the old one stays"
    );
}

#[test]
fn a_point_far_from_every_road_and_two_islands_are_told() {
    let chart = chart(4, &[(0, 1, 1, 1, true), (2, 3, 1, 1, true)]);
    let chooser = chooser(&chart, Danger::unknown(4));
    let mut search = Search::default();
    let far = Place::from_e7(10_000_000, 0).unwrap();
    assert!(matches!(chooser.curve(&mut search, far, place(1)), Err(NoWay::TooFar { .. })));
    assert!(matches!(chooser.apart(&mut search, place(0), place(3), 2), Err(NoWay::Islands { .. })));
}
