//! Positions to roads on Porto, and the peers from outside beside us: OSRM, Valhalla with Meili, pgRouting
//! ([`outside`](super::outside)). Everybody gets the same tracks and the same ends of ways.
//!
//! A track is the fastest way between two junctions, driven at the speeds of the network, with a report a second or every
//! ten. Each report is off by a Gaussian error of 5 m along each axis, independent of the one before: kinder than a real
//! receiver in a street of high houses, and the same for all.

mod accuracy;
mod tracks;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use roads::{
    chart::{Chart, Mode, Vehicle},
    import::{Options, drawn, extract},
    matching::{Ground, Matcher, Piece, Search},
    schematic::karakoram_corridor,
};

use super::outside::{self, Answer};
use crate::{
    Row, Size, Table, maps,
    table::grouped,
    timing::{Samples, on_cpu, per_second, since, timed},
};
use accuracy::Accuracy;
pub(super) use tracks::Track;
use tracks::tracks;

/// How many positions a second one core is to match.
const AIM: f64 = 100_000.0;
/// Seconds between two reports.
const EVERY: [u32; 2] = [1, 10];
/// How often all tracks are matched, by everybody.
const ROUNDS: usize = 3;

/// Lines on the map, as latitude and longitude in 1e-7 degree.
type Lines = Vec<Vec<[i32; 2]>>;

/// Adds the rows.
///
/// # Errors
/// When the extract cannot be read.
pub fn measure(
    table: &mut Table,
    size: Size,
    dir: &Path,
    progress: &mut impl FnMut(&str),
) -> anyhow::Result<()> {
    let (chart, file) = network(size)?;
    let where_ = if file.is_some() { "Porto" } else { "the drawn corridor, for want of an extract" };
    table.heading(format!("positions to roads: {where_}, made-up drives, reports 5 m off along each axis"));
    progress("positions to roads");
    let (ground, took) = timed(|| Ground::new(chart.clone(), Mode::Car));
    table.add(Row::new("laying the roads out for matching", Samples::once(took)));
    let weights = chart.weights(&Vehicle::car(), 7);
    let count = if size == Size::SHORT { 2 } else { 150 };
    let sorts = EVERY.map(|every| tracks(&ground, &weights, count, every));
    let outside = match &file {
        Some(file) => {
            progress("OSRM, Valhalla and pgRouting");
            outside::ask(&chart, &weights, file, &sorts, ROUNDS, size, dir)
        }
        None => Answer::missing("everybody outside", "there is no extract to give them"),
    };
    for (number, (every, tracks)) in EVERY.into_iter().zip(&sorts).enumerate() {
        let reports: usize = tracks.iter().map(|track| track.reports.len()).sum();
        let what = format!("{} reports, one each {every} s", grouped(reports as f64));
        let (took, found) = ours(&ground, tracks);
        let rate = per_second(reports as u64, took.median());
        let meili = outside.matching.get(number);
        let mut said = Accuracy::of(tracks, &found).to_string();
        said += if rate > AIM { "; over 100,000/s, as aimed" } else { "; MISSES its aim of 100,000/s" };
        if let Some(meili) = meili {
            let ratio = meili.took().median().as_secs_f64() / took.median().as_secs_f64();
            said += &format!("; {ratio:.1} x as fast as Meili");
        }
        table.add(Row::new(format!("{what}: ours"), took).rate(rate, "reports").note(said));
        if let Some(meili) = meili {
            let rate = per_second(reports as u64, meili.took().median());
            let said = Accuracy::of(tracks, &meili.lines).to_string();
            table.add(Row::new(format!("{what}: Meili"), meili.took()).rate(rate, "reports").note(said));
        }
    }
    outside::rows(table, &outside, &chart, &weights, size)
}

/// Porto, if its extract is there and there is time for it.
fn network(size: Size) -> anyhow::Result<(Chart, Option<PathBuf>)> {
    let file = maps::extracts().join("porto_portugal.osm.pbf");
    if size == Size::SHORT || !file.exists() {
        let made = drawn(&karakoram_corridor()?)?;
        return Ok((Chart::open(Arc::new(made.file))?, None));
    }
    let options = Options { threads: 2, ..Options::default() };
    let made = extract(&std::fs::read(&file)?, &options, &())?;
    Ok((Chart::open(Arc::new(made.file))?, Some(file)))
}

/// How long all tracks take on one thread, and what is found.
fn ours(ground: &Ground, tracks: &[Track]) -> (Samples, Vec<Lines>) {
    let (mut took, mut found) = (Vec::new(), Vec::new());
    let mut worked = None;
    for round in 0..=ROUNDS {
        if round == 1 {
            worked = on_cpu();
        }
        // Nothing is known from the round before.
        let mut search = Search::default();
        let (pieces, round_took) =
            timed(|| tracks.iter().map(|track| matched(ground, &mut search, track)).collect::<Vec<_>>());
        if round > 0 {
            took.push(round_took);
        }
        found = pieces;
    }
    let lines = |pieces: &Vec<Piece>| pieces.iter().filter_map(|piece| line(ground, piece)).collect();
    (took.into_iter().collect::<Samples>().worked(since(worked)), found.iter().map(lines).collect())
}

fn matched(ground: &Ground, search: &mut Search, track: &Track) -> Vec<Piece> {
    let (mut matcher, mut pieces) = (Matcher::default(), Vec::new());
    for report in &track.reports {
        pieces.extend(matcher.hear(ground, search, report).settled);
    }
    pieces.extend(matcher.finish(ground, search));
    pieces
}

fn line(ground: &Ground, piece: &Piece) -> Option<Vec<[i32; 2]>> {
    match *piece {
        Piece::Road { arc, from_mm, to_mm, .. } => Some(ground.line(arc, from_mm, to_mm)),
        _ => None,
    }
}
