//! Peers that are no crates: OSRM and Valhalla from their wheels, pgRouting inside a PostgreSQL of its own. `bench/peers/`
//! asks them, in one process of Python that is started here; `make peers` installs them.
//!
//! What they do is not quite the same. OSRM and Valhalla find the roads nearest to two points and write an answer with its
//! line; pgRouting reads all arcs for each question; ours goes from junction to junction and gives the arcs. A row says so.

use std::{fs, path::Path, process::Command, time::Duration};

use anyhow::Context as _;
use roads::{Metric, chart::Chart, choose::hierarchy, shortest::Search};
use serde::{Deserialize, Serialize};

use super::{matching::Track, routing::questions::Random};
use crate::{
    Row, Size, Table,
    table::bytes,
    timing::{Samples, timed},
};

/// How far each report of a track is off, as a radius that Meili is told, in metres.
const ACCURACY: u32 = 5;

/// What they are asked.
#[derive(Serialize)]
struct Asked<'a> {
    extract: &'a Path,
    dir: &'a Path,
    /// Our own import, less where it writes to.
    ours: Vec<String>,
    /// Latitude and longitude of both ends, in degrees.
    pairs: Vec<[f64; 4]>,
    /// The same as junctions.
    nodes: Vec<[u32; 2]>,
    /// Tail, head, seconds.
    arcs: Vec<(u32, u32, f64)>,
    tracks: Vec<Tracks>,
    rounds: usize,
}

#[derive(Serialize)]
struct Tracks {
    accuracy: u32,
    /// Latitude and longitude in degrees, and seconds.
    tracks: Vec<Vec<(f64, f64, i64)>>,
}

/// What they answer.
#[derive(Debug, Default, Deserialize)]
pub struct Answer {
    imports: Vec<Import>,
    routes: Vec<Routes>,
    /// By sort of tracks, Meili.
    pub(super) matching: Vec<Meili>,
    missing: Vec<Missing>,
}

#[derive(Debug, Deserialize)]
struct Import {
    who: String,
    seconds: f64,
    peak: u64,
}

#[derive(Debug, Deserialize)]
struct Routes {
    who: String,
    seconds: Vec<f64>,
}

/// What Meili makes of tracks.
#[derive(Debug, Deserialize)]
pub(super) struct Meili {
    seconds: Vec<f64>,
    /// By track.
    pub(super) lines: Vec<Vec<Vec<[i32; 2]>>>,
}

#[derive(Debug, Deserialize)]
struct Missing {
    who: String,
    why: String,
}

impl Answer {
    /// Nobody answers.
    pub(super) fn missing(who: &str, why: &str) -> Self {
        let missing = vec![Missing { who: who.to_owned(), why: why.to_owned() }];
        Answer { missing, ..Answer::default() }
    }
}

impl Meili {
    pub(super) fn took(&self) -> Samples {
        samples(&self.seconds)
    }
}

fn samples(seconds: &[f64]) -> Samples {
    seconds.iter().map(|&seconds| Duration::from_secs_f64(seconds)).collect()
}

/// Asks everybody who is there.
pub(super) fn ask(
    chart: &Chart,
    weights: &[u64],
    extract: &Path,
    sorts: &[Vec<Track>],
    rounds: usize,
    size: Size,
    dir: &Path,
) -> Answer {
    let house = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let python = house.join("target/peers/bin/python");
    if !python.exists() {
        return Answer::missing("OSRM, Valhalla, pgRouting", "not installed: make peers says why");
    }
    let pairs = ends(chart, size.often);
    let degrees = |e7: i32| f64::from(e7) / 1e7;
    let place = |node: u32| chart.places()[chart.junction(node) as usize].map(degrees);
    let report = |report: &roads::matching::Report| {
        let at = report.at.micros() / 1_000_000;
        (degrees(report.place.lat_e7()), degrees(report.place.lon_e7()), at)
    };
    let of_sort = |tracks: &Vec<Track>| Tracks {
        accuracy: ACCURACY,
        tracks: tracks.iter().map(|track| track.reports.iter().map(report).collect()).collect(),
    };
    let binary = house.join("target/release/safeconduct");
    let import = ["roads", "import", &extract.display().to_string(), "--output"].map(str::to_owned);
    let open = |&(arc, weight): &(usize, &u64)| *weight < u64::MAX && arc < chart.heads().len();
    let asked = Asked {
        extract,
        dir,
        ours: std::iter::once(binary.display().to_string()).chain(import).collect(),
        pairs: pairs.iter().map(|&[a, b]| [place(a)[0], place(a)[1], place(b)[0], place(b)[1]]).collect(),
        nodes: pairs,
        arcs: weights
            .iter()
            .enumerate()
            .filter(open)
            .map(|(arc, &weight)| (chart.tails()[arc], chart.heads()[arc], weight as f64 / 1e6))
            .collect(),
        tracks: sorts.iter().map(of_sort).collect(),
        rounds,
    };
    run(&python, &house, &asked)
        .unwrap_or_else(|error| Answer::missing("OSRM, Valhalla, pgRouting", &format!("{error:#}")))
}

fn run(python: &Path, house: &Path, asked: &Asked<'_>) -> anyhow::Result<Answer> {
    let file = asked.dir.join("asked.json");
    fs::write(&file, serde_json::to_vec(asked)?)?;
    let done = Command::new(python).arg(house.join("bench/peers/peers.py")).arg(&file).output();
    fs::remove_file(&file)?;
    let done = done?;
    let said = String::from_utf8_lossy(&done.stderr);
    anyhow::ensure!(done.status.success(), "bench/peers/peers.py: {}", said.trim());
    serde_json::from_slice(&done.stdout).context("what bench/peers/peers.py answers")
}

/// From where to where, the same for all.
fn ends(chart: &Chart, count: usize) -> Vec<[u32; 2]> {
    let mut random = Random(4);
    let mut junction = || u32::try_from(random.below(chart.places().len())).unwrap_or_default();
    (0..count).map(|_| [junction(), junction()]).collect()
}

/// Adds a row for each import and each engine, and one for each that is missing.
pub(super) fn rows(
    table: &mut Table,
    answer: &Answer,
    chart: &Chart,
    weights: &[u64],
    size: Size,
) -> anyhow::Result<()> {
    table.heading("imports and ways on one small extract, beside who is not compiled in");
    let osrm = answer.imports.iter().filter(|import| import.who.starts_with("osrm-"));
    let (seconds, peak) = osrm.fold((0.0, 0), |(s, p), import| (s + import.seconds, p.max(import.peak)));
    for import in &answer.imports {
        let took = Samples::once(Duration::from_secs_f64(import.seconds));
        let mut said =
            if import.peak > 0 { format!("at most {}", bytes(import.peak)) } else { String::new() };
        if import.who == "ours" && seconds > 0.0 {
            said += &format!(
                "; {:.2} x the time of OSRM's three steps ({seconds:.2} s), {:.2} x their memory ({})",
                import.seconds / seconds,
                import.peak as f64 / peak.max(1) as f64,
                bytes(peak)
            );
        }
        table.add(Row::new(format!("import: {}", import.who), took).note(said));
    }
    let ours = ways(chart, weights, size)?;
    let median = ours.median();
    table.add(Row::new("a way: ours", ours).note("from junction to junction, its arcs"));
    for routes in answer.routes.iter().filter(|routes| !routes.seconds.is_empty()) {
        let took = samples(&routes.seconds);
        let ratio = took.median().as_secs_f64() / median.as_secs_f64();
        let does = match routes.who.as_str() {
            "pgRouting" => "reads all arcs, from junction to junction",
            _ => "finds the nearest roads, writes an answer with its line",
        };
        table
            .add(Row::new(format!("a way: {}", routes.who), took).note(format!("{ratio:.0} x ours; {does}")));
    }
    for missing in &answer.missing {
        table.add(Row::fact(format!("NOT MEASURED: {}", missing.who), missing.why.clone()));
    }
    Ok(())
}

fn ways(chart: &Chart, weights: &[u64], size: Size) -> anyhow::Result<Samples> {
    let hierarchy = hierarchy(chart, 2)?;
    // In milliseconds, as the fast engine counts.
    let weigh =
        |&weight: &u64| [u32::try_from(weight / 1000).unwrap_or(roads::INFINITY).min(roads::INFINITY)];
    let metric = Metric::new(&hierarchy, &weights.iter().map(weigh).collect::<Vec<_>>(), 2)?;
    let (mut search, mut arcs) = (Search::default(), Vec::new());
    let mut ask = |&[from, to]: &[u32; 2]| {
        timed(|| {
            search.run(&metric, from, to).path(0, &mut arcs);
        })
        .1
    };
    let pairs = ends(chart, size.often);
    // Once to warm up.
    pairs.iter().take(100).for_each(|pair| {
        ask(pair);
    });
    Ok(pairs.iter().map(ask).collect())
}
