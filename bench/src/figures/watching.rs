//! The watch: what convoys report, gone through by the engine alone, on one core; then the same reports and the same areas
//! by Redis and PostGIS; then as Cursor on Target to the built binary, and to taky.
//!
//! The load is the one by which the engine is measured beside its own tests.

mod called;
mod disk;
mod durable;
pub mod filling;
pub mod fleet;
mod gateway;
#[allow(
    dead_code,
    clippy::expect_used,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "metres of a country that is made up"
)]
#[path = "../../../crates/watch/tests/throughput/load.rs"]
mod load;
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "degrees and metres of a way through one country"
)]
pub mod march;
mod postgis;
mod redis;
mod taky;

use std::{path::Path, sync::Arc, time::Duration};

use model::Place;
use watch::{Heard, Watch, What};

use self::load::{IN_ORDER, Load, Manner, OVER_A_NETWORK, SOME_LATE, VEHICLES, at};
use crate::{
    Row, Size, Table,
    table::{bytes, duration, grouped},
    timing::{Samples, on_cpu, since, timed},
};

/// As many reports as the intake makes durable with one commit when more come in than it can take one by one.
const ARMFUL: usize = ops::track::LARGEST_ARMFUL;
/// What one core is to get through.
const AIM: f64 = 500_000.0;
/// Within what time what a report shows is to be found.
const FOUND_WITHIN: Duration = Duration::from_millis(1);
/// How many reports a peer is asked about: it takes a hundred times as long.
const OF_A_PEER: usize = 50_000;

/// A report as a peer hears it: of which vehicle, and where.
type Seen = (usize, Place);

/// Adds the rows.
///
/// # Errors
/// When a peer that is there cannot be asked.
pub fn measure(
    table: &mut Table,
    size: Size,
    dir: &Path,
    progress: &mut impl FnMut(&str),
) -> anyhow::Result<()> {
    progress("the watch engine");
    let mut load =
        Load::new(load::Size { movements: size.convoys, fences: size.fences, rounds: size.rounds });
    let vehicles = size.convoys * VEHICLES;
    table.heading(format!(
        "the watch alone: {} vehicles in {} convoys, {} areas, a report a second each",
        grouped(vehicles as f64),
        grouped(size.convoys as f64),
        grouped(size.fences as f64)
    ));
    let manners = [
        ("in order", IN_ORDER),
        ("1% late, 1% twice", SOME_LATE),
        ("the same, each up to 0.8 s on its way", OVER_A_NETWORK),
    ];
    for (how, manner) in manners {
        ours(table, &mut load, how, manner);
    }
    let heard = load.heard(IN_ORDER);
    let seen: Vec<Seen> = heard.iter().filter_map(|(movement, heard)| seen(*movement, heard)).collect();
    let asked = &seen[..seen.len().min(OF_A_PEER)];
    progress("the same for Redis");
    redis::measure(table, &load.areas, asked, dir)?;
    progress("the same for PostGIS");
    postgis::measure(table, &load.areas, asked, dir)?;
    durable::measure(table, size, progress)?;
    progress("the same for taky");
    taky::measure(table, asked.len(), dir)
}

/// One after the other as they come, and by armfuls; and how much memory it takes.
fn ours(table: &mut Table, load: &mut Load, how: &str, manner: Manner) {
    let heard = load.heard(manner);
    let mut watching = watches(load);
    let before = on_cpu();
    // What is found, and when next something is due, after every report: nobody has to wait for a rhythm.
    let found: Vec<Duration> = heard
        .iter()
        .map(|(movement, one)| {
            timed(|| {
                watching[*movement].hear(one);
                let watch = &mut watching[*movement];
                (watch.stirred(), watch.current(), watch.next_due())
            })
            .1
        })
        .collect();
    let took: Samples = found.into_iter().collect();
    let took = took.worked(since(before));
    let slowest = took.slowest_of_a_thousand().map(duration).unwrap_or_default();
    let memory: usize = watching.iter().map(Watch::bytes).sum();
    let mut row = Row::new(format!("ours, {how}: from a report to what is found"), took);
    row.aim = Some(FOUND_WITHIN);
    table.add(row.note(format!(
        "p99.9 {slowest}; {} a vehicle after {} reports",
        bytes((memory / load.plans.len() / VEHICLES) as u64),
        heard.len() / load.plans.len() / VEHICLES
    )));
    drop(watching);
    let mut watching = watches(load);
    let one_by_one = worked(&heard, |part| {
        for (movement, one) in part {
            watching[*movement].hear(one);
        }
    });
    table.add(rate(format!("ours, {how}: one after the other"), one_by_one, &heard, None));
    let mut watching = watches(load);
    let together = worked(&heard, |part| by_convoy(part, &mut watching));
    table.add(rate(format!("ours, {how}: by {ARMFUL}, each convoy's together"), together, &heard, Some(AIM)));
}

fn watches(load: &Load) -> Vec<Watch> {
    let watch = |plan| Watch::new(Arc::clone(plan), Arc::clone(&load.fences), at(-3600));
    load.plans.iter().map(watch).collect()
}

/// The processor's time for each armful.
fn worked(heard: &[(usize, Heard)], mut hear: impl FnMut(&[(usize, Heard)])) -> Samples {
    let one = |part: &[(usize, Heard)]| {
        let before = on_cpu();
        let ((), took) = timed(|| hear(part));
        since(before).unwrap_or(took)
    };
    heard.chunks(ARMFUL).map(one).collect()
}

/// What is of one convoy is heard together: what it takes is fetched once.
fn by_convoy(part: &[(usize, Heard)], watching: &mut [Watch]) {
    let mut order: Vec<usize> = (0..part.len()).collect();
    order.sort_by_key(|number| part[*number].0);
    let mut of_one: Vec<Heard> = Vec::new();
    for numbers in order.chunk_by(|a, b| part[*a].0 == part[*b].0) {
        of_one.clear();
        of_one.extend(numbers.iter().map(|number| part[*number].1.clone()));
        watching[part[numbers[0]].0].hear_all(&of_one);
    }
}

fn rate(what: String, took: Samples, heard: &[(usize, Heard)], aim: Option<f64>) -> Row {
    let many = heard.len().min(ARMFUL) as f64 / took.median().as_secs_f64();
    let best = heard.len().min(ARMFUL) as f64 / took.least().as_secs_f64();
    let said = match aim {
        Some(aim) if many >= aim => format!("aim {}: as aimed; ", grouped(aim)),
        Some(aim) => format!("aim {}: MISSED; ", grouped(aim)),
        None => String::new(),
    };
    Row::new(what, took)
        .rate(many, "a core")
        .note(format!("{said}{} undisturbed; processor's time of an armful", grouped(best)))
}

fn seen(movement: usize, heard: &Heard) -> Option<Seen> {
    let What::Device { device, report } = &heard.what else { return None };
    let number = usize::try_from(device.0.as_u128()).ok()?;
    debug_assert_eq!(number / VEHICLES, movement, "devices are numbered by convoy");
    Some((number, report.fix?.place))
}

/// Latitude and longitude in degrees, as others write them.
fn degrees(place: Place) -> [f64; 2] {
    [place.lat_e7(), place.lon_e7()].map(|axis| f64::from(axis) / 1e7)
}
