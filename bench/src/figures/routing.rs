//! The fast engine of `roads` beside its peers, on a large graph tiled from a real one: ordering, customizing, a
//! change, a question, a whole curve between time and danger.
//!
//! Everybody gets the same graph, the same order and the same questions, in turns, so that whatever else the
//! machine does falls on all alike; and whoever gives another length than ours fails the run. The peers are
//! compiled in by `--features peers`, which `make bench` asks for.

mod contest;
#[cfg(feature = "peers")]
mod peers;
#[cfg(not(feature = "peers"))]
#[path = "routing/alone.rs"]
mod peers;
pub(super) mod questions;

use std::{sync::Arc, time::Duration};

use anyhow::ensure;
use roads::{Hierarchy, Metric, Order, shortest::Search};

use crate::{
    Row, Size, Table,
    machine::resident,
    maps::{self, Map},
    table::{bytes, duration, grouped},
    timing::{Samples, timed},
};
use contest::{Contender, contest};
use peers::{Peers, Rivals};
use questions::Questions;

/// A question and its way.
const WAY: Duration = Duration::from_micros(200);
/// Sixteen weightings of time and danger, customized before.
const CURVE: Duration = Duration::from_millis(5);
/// How many weightings lie side by side.
const LANES: usize = 16;

/// Adds the rows.
///
/// # Errors
/// When an extract cannot be read, or somebody gives another length.
pub fn measure(table: &mut Table, size: Size, progress: &mut impl FnMut(&str)) -> anyhow::Result<()> {
    let Some((name, small)) = maps::small(size)? else {
        table.heading("roads");
        table.add(Row::fact("nothing measured", "no porto_portugal.osm.pbf in BENCH_EXTRACTS"));
        return Ok(());
    };
    let map = maps::tiled::tiled(&small, size.copies)?;
    let (nodes, arcs) = (grouped(map.places.len() as f64), grouped(map.head.len() as f64));
    table.heading(format!(
        "roads: {name}, {0} x {0} mirrored copies, {nodes} nodes, {arcs} arcs",
        size.copies
    ));
    progress("roads: ordering and contracting");
    let (order, took) =
        timed(|| Order::dissecting(map.graph()?, &map.places, 2).map_err(anyhow::Error::from));
    let order = order?;
    table.add(Row::new("order, 2 threads", Samples::once(took)));
    let (hierarchy, took) = timed(|| Hierarchy::new(map.graph()?, &order).map_err(anyhow::Error::from));
    let hierarchy = hierarchy?;
    let said = format!(
        "{} arcs, {} ways around, at most {} nodes above each other",
        grouped(hierarchy.joined_count() as f64),
        grouped(hierarchy.triangle_count() as f64),
        hierarchy.height()
    );
    table.add(Row::new("hierarchy, 1 thread", Samples::once(took)).note(said));
    let all = All { map: &map, order: &order, hierarchy: &hierarchy };
    let peers = Peers::of(&all);
    let questions = Questions::of(&map, size.often);
    {
        // What they hold is given back before the weightings need it.
        let mut rivals = peers.rivals(&all);
        progress("roads: customizing");
        customizing(table, &all, &mut rivals, size)?;
        progress("roads: questions");
        asking(table, &all, &mut rivals, &questions, size)?;
        progress("roads: changes");
        changing(table, &all, &mut rivals, &questions, size)?;
    }
    progress("roads: sixteen weightings");
    curve(table, &all, &questions, size)?;
    if let Some((_, most)) = resident() {
        table.add(Row::fact("at most in memory, peers and all", bytes(most)));
    }
    progress("roads: one copy");
    peers::on_one_copy(table, &small, size)
}

/// What is measured on: the graph, everybody's order, our hierarchy.
struct All<'m> {
    map: &'m Map,
    #[cfg_attr(not(feature = "peers"), expect(dead_code, reason = "peers are built with it"))]
    order: &'m Order,
    hierarchy: &'m Arc<Hierarchy>,
}

fn on(threads: usize) -> &'static str {
    if threads == 1 { "1 thread" } else { "2 threads" }
}

fn one_lane(map: &Map) -> Vec<[u32; 1]> {
    map.times.iter().map(|&time| [time]).collect()
}

fn customizing(table: &mut Table, all: &All<'_>, rivals: &mut Rivals, size: Size) -> anyhow::Result<()> {
    let weights = one_lane(all.map);
    for threads in [1, 2] {
        let ours = Contender::once("ours", || {
            let (metric, took) = timed(|| Metric::new(all.hierarchy, &weights, threads));
            metric?;
            Ok(took)
        });
        let what = format!("customizing everything, {}", on(threads));
        let contenders = std::iter::once(ours).chain(rivals.customizing(threads)).collect();
        contest(table, &what, size.seldom, contenders, |rival| Some(rival * 4 / 5))?;
    }
    Ok(())
}

fn asking(
    table: &mut Table,
    all: &All<'_>,
    rivals: &mut Rivals,
    questions: &Questions,
    size: Size,
) -> anyhow::Result<()> {
    let metric = Metric::new(all.hierarchy, &one_lane(all.map), 2)?;
    agree(&metric, rivals, questions)?;
    for ways in [false, true] {
        let (mut search, mut arcs) = (Search::default(), Vec::new());
        let ours = Contender::each("ours", questions, |from, to| {
            let mut found = search.run(&metric, from, to);
            if ways {
                found.path(0, &mut arcs)
            } else {
                found.length(0)
            };
            Ok(())
        });
        let what = if ways { "a question, its length and way" } else { "a question, its length" };
        let contenders = std::iter::once(ours).chain(rivals.asking(questions, ways)).collect();
        contest(table, what, size.seldom.min(5), contenders, |_| ways.then_some(WAY))?;
    }
    Ok(())
}

fn changing(
    table: &mut Table,
    all: &All<'_>,
    rivals: &mut Rivals,
    questions: &Questions,
    size: Size,
) -> anyhow::Result<()> {
    let mut metric = Metric::new(all.hierarchy, &one_lane(all.map), 2)?;
    let mut random = questions::Random(1);
    for together in [false, true] {
        for count in size.changes {
            let changes: Vec<_> = (0..=size.seldom)
                .map(|_| questions::change(all.map, *count, together, &mut random))
                .collect();
            let mut at = changes.iter();
            let ours = Contender::once("ours", || {
                let change = at.next().map(questions::Change::as_slice).unwrap_or_default();
                let (next, took) = timed(|| metric.changed(change));
                metric = next?;
                Ok(took)
            });
            let place = if together { "around one place" } else { "anywhere" };
            let contenders = std::iter::once(ours).chain(rivals.changing(&changes)).collect();
            let what = format!("{} arcs change {place}", grouped(*count as f64));
            contest(table, &what, size.seldom, contenders, |rival| (*count == 1000).then_some(rival))?;
            agree(&metric, rivals, questions)?;
        }
    }
    Ok(())
}

/// Whether everybody finds the same lengths.
fn agree(metric: &Metric<1>, rivals: &Rivals, questions: &Questions) -> anyhow::Result<()> {
    let mut search = Search::default();
    if let Some(theirs) = rivals.lengths(questions) {
        for ((from, to), theirs) in questions.pairs().zip(theirs) {
            let ours = search.run(metric, from, to).length(0);
            ensure!(ours == theirs, "from {from} to {to} it is {ours:?}, and a peer says {theirs:?}");
        }
    }
    Ok(())
}

/// Between the fastest and the least exposed: time, and more and more of a danger that differs from block to block.
fn curve(table: &mut Table, all: &All<'_>, questions: &Questions, size: Size) -> anyhow::Result<()> {
    let danger = |arc: usize| u32::try_from(arc / 64 % 7).unwrap_or_default();
    let lane = |arc: usize, time: u32, lane: usize| {
        time + time / 16 * u32::try_from(lane).unwrap_or_default() * danger(arc) / 3
    };
    let weigh = |(arc, &time): (usize, &u32)| std::array::from_fn(|at| lane(arc, time, at));
    let weights: Vec<[u32; LANES]> = all.map.times.iter().enumerate().map(weigh).collect();
    for threads in [1, 2] {
        let took: Vec<_> = (0..size.seldom.min(5))
            .map(|_| {
                let (metric, took) = timed(|| Metric::new(all.hierarchy, &weights, threads));
                metric.map(|_| took)
            })
            .collect::<Result<_, _>>()?;
        let took: Samples = took.into_iter().collect();
        let each = Row::new(format!("{LANES} weightings in one pass, {}", on(threads)), took.clone());
        let one = duration(took.median().div_f64(LANES as f64));
        table.add(each.note(format!("{one} for each")));
    }
    let metric = Metric::new(all.hierarchy, &weights, 2)?;
    for ways in [false, true] {
        let (mut search, mut arcs) = (Search::default(), Vec::new());
        let ours = Contender::each("ours", questions, |from, to| {
            let mut found = search.run(&metric, from, to);
            for lane in (0..LANES).filter(|_| ways) {
                found.path(lane, &mut arcs);
            }
            Ok(())
        });
        let what = if ways {
            "a curve of 16 questions, lengths and ways"
        } else {
            "a curve of 16 questions, lengths"
        };
        contest(table, what, 1, vec![ours], |_| ways.then_some(CURVE))?;
    }
    Ok(())
}
