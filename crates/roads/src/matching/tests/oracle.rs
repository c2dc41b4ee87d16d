//! A plain Viterbi beside ours: every road for every report, every pair of places, the whole way by Dijkstra's algorithm,
//! nothing left out and nothing settled early.

use model::Place;

use super::made::{Random, drive, town};
use crate::matching::{
    Ground, Report, Search,
    layer::Layer,
    plane::Plane,
    scale::{self, BREAK, OFF_ROAD, SWITCH, Step, U_TURN},
};
use crate::{Graph, import::between_mm, shortest::dijkstra};

type Spot = Option<(u32, u32)>;

/// By node and node: how far, over all arcs that may be driven.
fn lengths(ground: &Ground) -> Vec<Vec<u32>> {
    let chart = ground.chart();
    let graph = Graph::new(chart.first_out(), chart.heads()).unwrap();
    let weight = |arc: usize| ground.arc(u32::try_from(arc).unwrap()).length.min(crate::INFINITY);
    let nodes = u32::try_from(graph.node_count()).unwrap();
    (0..nodes).map(|node| dijkstra::lengths_from(graph, weight, node)).collect()
}

/// Every way to take a report: each arc's nearest point within reach. No road of a made town comes back to within reach.
fn places(ground: &Ground, place: Place, scatter: u32) -> Vec<(Spot, u32)> {
    let (chart, plane, mut found) = (ground.chart(), Plane::at(place), vec![(None, OFF_ROAD)]);
    for arc in 0..u32::try_from(chart.heads().len()).unwrap() {
        let length = ground.arc(arc).length;
        let line: Vec<_> = chart.line(chart.driven(arc as usize).unwrap().0).collect();
        let mut begins = 0;
        let pieces = line.windows(2).map(|ends| {
            let (length, foot) = (between_mm(ends[0], ends[1]), plane.foot(ends[0], ends[1]));
            begins += length;
            (foot.apart, begins - length + ((length * foot.along) >> 20))
        });
        let (apart, offset) = pieces.min().unwrap();
        let reach = u64::from(scale::reach(scatter));
        if ground.arc(arc).is_open() && apart <= reach * reach {
            let offset = u32::try_from(offset).unwrap();
            let offset = if chart.drives()[arc as usize] & 1 == 0 { offset } else { length - offset };
            found.push((Some((arc, offset)), scale::apart(apart, scatter)));
        }
    }
    found
}

/// What it costs to get from one place to another; `None` if only a break does it.
fn passage(ground: &Ground, lengths: &[Vec<u32>], step: &Step, from: Spot, to: Spot) -> Option<u32> {
    if step.is_a_jump() || step.is_silence() {
        return None;
    }
    let (Some(from), Some(to)) = (from, to) else {
        return Some(if from.is_some() || to.is_some() { SWITCH } else { 0 });
    };
    let (leaves, arrives) = (ground.arc(from.0), ground.arc(to.0));
    let mut costs = Vec::new();
    if from.0 == to.0 && to.1 >= from.1 {
        return Some(step.driven((to.1 - from.1).into()));
    }
    if from.0 == to.0 && u64::from(from.1 - to.1) <= step.noise {
        let behind = u64::from(from.1 - to.1);
        costs.push(step.driven(behind) + step.millimetres(behind));
    }
    let is_back = leaves.drives ^ arrives.drives == 1;
    if is_back && arrives.is_plain {
        costs.push(step.driven((arrives.length - to.1).abs_diff(from.1).into()) + U_TURN);
    }
    let between = lengths[leaves.head as usize][arrives.tail as usize];
    let whole = u64::from(leaves.length - from.1) + u64::from(to.1) + u64::from(between);
    if between < crate::INFINITY && whole <= step.longest(BREAK) {
        costs.push(step.driven(whole) + if is_back && between == 0 { U_TURN } else { 0 });
    }
    costs.into_iter().min()
}

/// What the cheapest sequence of places costs.
fn cheapest(ground: &Ground, lengths: &[Vec<u32>], reports: &[Report], scatter: u32) -> u64 {
    let is_plain = |spot: &Spot| spot.is_none_or(|(arc, _)| ground.arc(arc).is_plain);
    let first = places(ground, reports[0].place, scatter);
    let mut now: Vec<(Spot, u64)> =
        first.into_iter().filter(|(spot, _)| is_plain(spot)).map(|(s, c)| (s, c.into())).collect();
    for two in reports.windows(2) {
        let took = two[1].at.since(two[0].at).0;
        let step = Step::new(Plane::at(two[0].place).distance(two[1].place), took, [scatter; 2]);
        let next = places(ground, two[1].place, scatter).into_iter().filter_map(|(to, here)| {
            let came = now.iter().filter_map(|&(from, cost)| {
                let passed = passage(ground, lengths, &step, from, to).map(u64::from);
                let may_break = is_plain(&to) && (to.is_some() || passed.is_none());
                let broke = may_break.then_some(u64::from(BREAK));
                passed.into_iter().chain(broke).min().map(|passed| cost + passed)
            });
            came.min().map(|cost| (to, cost + u64::from(here)))
        });
        now = next.collect();
    }
    now.iter().map(|&(_, cost)| cost).min().unwrap()
}

/// What the sequence costs that ours finds, counted again from its places by the oracle's rules.
fn ours(ground: &Ground, lengths: &[Vec<u32>], reports: &[Report], scatter: u32) -> u64 {
    let mut search = Search::default();
    let mut layers: Vec<Layer> = Vec::new();
    for report in reports {
        layers.push(Layer::after(layers.last(), ground, &mut search, report, scatter));
    }
    let mut number = 0;
    let mut spots: Vec<(Spot, bool)> = Vec::new();
    for layer in layers.iter().rev() {
        let state = layer.states[number];
        spots.push((state.spot, matches!(state.before, crate::matching::layer::Before::Broke(_))));
        number = state.before.number().unwrap_or_default();
    }
    spots.reverse();
    let mut cost = 0;
    for (position, &(spot, is_broken)) in spots.iter().enumerate() {
        let here = places(ground, reports[position].place, scatter);
        let here = here.iter().find(|(other, _)| {
            // To the millimetre: their offsets are rounded apart.
            other.unzip().0 == spot.unzip().0
                && other.unzip().1.unwrap_or(0).abs_diff(spot.unzip().1.unwrap_or(0)) <= 1
        });
        cost += u64::from(here.unwrap().1);
        if let Some(before) = position.checked_sub(1) {
            let took = reports[position].at.since(reports[before].at).0;
            let straight = Plane::at(reports[before].place).distance(reports[position].place);
            let step = Step::new(straight, took, [scatter; 2]);
            cost += match is_broken {
                true => u64::from(BREAK),
                false => passage(ground, lengths, &step, spots[before].0, spot).unwrap().into(),
            };
        }
    }
    cost
}

#[test]
fn the_cheapest_sequence_is_the_one_that_a_plain_viterbi_finds() {
    let mut compared = 0;
    for seed in 0..10 {
        let (ground, mut random) = (town(seed), Random(seed + 7));
        let lengths = lengths(&ground);
        for (every, scatter) in [(3, 5_000), (20, 15_000), (60, 40_000)] {
            for _ in 0..6 {
                let Some(drive) = drive(&ground, &mut random, 6, every, scatter) else { continue };
                let mut reports = drive.reports;
                reports.truncate(60);
                // Some that no road explains.
                for report in reports.iter_mut().skip(5).step_by(11) {
                    report.place = super::made::moved(report.place, 300_000, random.scatter() * 60);
                }
                let plain = cheapest(&ground, &lengths, &reports, 20_000);
                let found = ours(&ground, &lengths, &reports, 20_000);
                // A millimetre here and there: offsets are rounded at the other end.
                let slack = reports.len() as u64;
                assert!(
                    found.abs_diff(plain) <= slack,
                    "{found} and not {plain}, seed {seed}, every {every}"
                );
                compared += 1;
            }
        }
    }
    assert!(compared > 50, "only {compared}");
}
