//! The peers from crates.io: RoutingKit's C++ (`routingkit-cch`), `cch`, and plain contraction hierarchies
//! (`fast_paths`), which cannot follow a change and are measured on one copy only.

use std::collections::BTreeMap;

use cch::{Cch, graph::Graph, path::PathQuery};
use routingkit_cch::{CCH, CCHMetric, CCHMetricPartialUpdater, CCHQuery, compute_order_inertial};

use super::{
    All,
    contest::Contender,
    questions::{Change, Questions},
};
use crate::{
    Row, Size, Table,
    maps::Map,
    timing::{Samples, timed},
};

/// What they make of the graph and the order.
pub(super) struct Peers {
    routingkit: CCH,
    cch: Cch,
}

/// What they make of the weights.
pub(super) struct Rivals<'p> {
    peers: &'p Peers,
    times: Vec<u32>,
    routingkit: CCHMetric<'p>,
    cch: cch::Metric,
}

fn graph(map: &Map) -> Graph {
    Graph { first_out: map.first_out.clone(), head: map.head.clone(), weight: map.times.clone() }
}

impl Peers {
    pub(super) fn of(all: &All<'_>) -> Self {
        let (map, order) = (all.map, all.order.nodes());
        Peers {
            routingkit: CCH::new(order, &map.tails(), &map.head, |_| {}, false),
            cch: Cch::build(&graph(map), order),
        }
    }

    pub(super) fn rivals(&self, all: &All<'_>) -> Rivals<'_> {
        Rivals {
            peers: self,
            times: all.map.times.clone(),
            routingkit: CCHMetric::new(&self.routingkit, all.map.times.clone()),
            cch: self.cch.customize(&all.map.times),
        }
    }
}

impl Rivals<'_> {
    /// They write into the metric they have; ours makes another.
    pub(super) fn customizing(&mut self, threads: usize) -> Vec<Contender<'_>> {
        let Rivals { peers, times, routingkit, cch } = self;
        let times = &*times;
        let routingkit = Contender::once("RoutingKit", move || {
            let weights = times.clone();
            let customize = || match threads {
                1 => routingkit.reset(weights),
                _ => routingkit.parallel_reset(weights, u32::try_from(threads).unwrap_or_default()),
            };
            Ok(timed(customize).1)
        });
        let customizer = peers.cch.customizer();
        let cch = Contender::once("cch", move || Ok(timed(|| customizer.customize_into(times, cch)).1));
        // It takes as many threads as there are processors.
        if threads == 1 { vec![routingkit] } else { vec![routingkit, cch] }
    }

    pub(super) fn asking<'s>(&'s self, questions: &'s Questions, ways: bool) -> Vec<Contender<'s>> {
        let routingkit = Contender::in_turn("RoutingKit", move || {
            let mut query = CCHQuery::new(&self.routingkit);
            let ask = |(from, to)| {
                let answer = || {
                    query.add_source(from, 0);
                    query.add_target(to, 0);
                    let found = query.run();
                    (found.distance(), if ways { found.arc_path() } else { Vec::new() })
                };
                timed(answer).1
            };
            Ok(questions.pairs().map(ask).collect())
        });
        let cch = Contender::in_turn("cch", move || {
            let (view, metric) = (self.peers.cch.view(), self.cch.view());
            let mut query = PathQuery::new(&view);
            Ok(questions.pairs().map(|(from, to)| timed(|| query.path(&metric, from, to)).1).collect())
        });
        // It has a query of its own for lengths, which allocates for the whole map each time.
        if ways { vec![routingkit, cch] } else { vec![routingkit] }
    }

    pub(super) fn changing<'s>(&'s mut self, changes: &'s [Change]) -> Vec<Contender<'s>> {
        let mut updater = CCHMetricPartialUpdater::new(&self.peers.routingkit);
        let mut changes = changes.iter();
        vec![Contender::once("RoutingKit", move || {
            let change: BTreeMap<u32, u32> =
                changes.next().into_iter().flatten().map(|&(arc, [weight])| (arc, weight)).collect();
            Ok(timed(|| updater.apply(&mut self.routingkit, &change)).1)
        })]
    }

    pub(super) fn lengths(&self, questions: &Questions) -> Option<Vec<Option<u32>>> {
        let mut query = CCHQuery::new(&self.routingkit);
        let ask = |(from, to)| {
            query.add_source(from, 0);
            query.add_target(to, 0);
            query.run().distance()
        };
        Some(questions.pairs().map(ask).collect())
    }
}

/// What would take minutes on the large graph.
pub(super) fn on_one_copy(table: &mut Table, map: &Map, size: Size) -> anyhow::Result<()> {
    let tails = map.tails();
    table.heading(format!("one copy of it, {} nodes", map.places.len()));
    let (_, took) =
        timed(|| roads::Order::dissecting(map.graph()?, &map.places, 2).map_err(anyhow::Error::from));
    table.add(Row::new("order, 2 threads: ours", Samples::once(took)));
    let [lat, lon]: [Vec<f32>; 2] = [0, 1]
        .map(|axis| map.places.iter().map(|at| [at.lat_e7(), at.lon_e7()][axis] as f32 / 1e7).collect());
    let nodes = u32::try_from(map.places.len())?;
    let (_, took) = timed(|| compute_order_inertial(nodes, &tails, &map.head, &lat, &lon));
    table.add(Row::new("order, 1 thread: RoutingKit", Samples::once(took)));
    let mut input = fast_paths::InputGraph::new();
    for ((&tail, &head), &time) in tails.iter().zip(&map.head).zip(&map.times).filter(|((a, b), _)| a != b) {
        input.add_edge(tail as usize, head as usize, time as usize);
    }
    input.freeze();
    let (prepared, took) = timed(|| fast_paths::prepare(&input));
    let note = "again for every change";
    table.add(Row::new("prepared for one weighting: fast_paths", Samples::once(took)).note(note));
    let mut calculator = fast_paths::create_calculator(&prepared);
    let ask =
        |(from, to): (u32, u32)| timed(|| calculator.calc_path(&prepared, from as usize, to as usize)).1;
    let took: Samples = Questions::of(map, size.often).pairs().map(ask).collect();
    table.add(Row::new("a question, its length and way: fast_paths", took));
    Ok(())
}
