//! Reports over HTTP to the built binary, durable before each is answered, from one connection, a few and many at once. Who
//! reports and the room share the machine's cores.

use std::{
    net::SocketAddr,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use anyhow::ensure;
use model::Place;

use crate::{
    Row, Size, Table,
    line::{Enrolled, Line, enrolled},
    served::Served,
    table::{bytes, duration},
    timing::{Samples, per_second, timed},
};

/// Adds the rows.
///
/// # Errors
/// When a report is refused.
pub fn measure(table: &mut Table, dir: &Path, size: Size) -> anyhow::Result<()> {
    let dir = tempfile::tempdir_in(dir)?;
    let served = Served::demonstration(dir.path())?;
    let (lasts, connections) = size.reporting;
    let most = connections.iter().copied().max().unwrap_or_default();
    let devices = enrolled(&served.the("Demo Duty Officer")?, most)?;
    table.heading("a report over HTTP, durable before it is answered");
    for &many in connections {
        let until = |began: Instant| began.elapsed() < lasts;
        let (all, took) = timed(|| at_once(served.at, &devices[..many], |_, nth| place(nth), until));
        let all = all?;
        let rate = per_second(all.len() as u64, took);
        let all: Samples = all.into_iter().collect();
        let slowest = all.slowest_of_a_thousand().map(duration).unwrap_or_default();
        let what = if many == 1 { "one connection".to_owned() } else { format!("{many} connections") };
        table.add(Row::new(what, all).rate(rate, "reports").note(format!("p99.9 {slowest}")));
    }
    if let Some(memory) = served.memory() {
        table.add(Row::fact("memory of the server afterwards", bytes(memory)));
    }
    served.close()
}

/// How many reports a second it takes from so many devices at once, each where it is by its number and that of its report.
///
/// # Errors
/// When one is refused.
pub fn capacity(
    at: SocketAddr,
    devices: &[Enrolled],
    place: impl Fn(usize, usize) -> Place + Sync,
    lasts: Duration,
) -> anyhow::Result<f64> {
    let (all, took) = timed(|| at_once(at, devices, place, |began| began.elapsed() < lasts));
    Ok(per_second(all?.len() as u64, took))
}

/// The nth place of a way to the north.
#[must_use]
pub fn place(nth: usize) -> Place {
    let north = i64::try_from(nth % 100_000_000).unwrap_or_default();
    Place::from_e7(300_000_000 + north, 720_000_000).unwrap_or(Place::ORIGIN)
}

/// How long each report took, of those who report as long as they should.
pub(super) fn at_once(
    at: SocketAddr,
    devices: &[Enrolled],
    place: impl Fn(usize, usize) -> Place + Sync,
    lasts: impl Fn(Instant) -> bool + Sync,
) -> anyhow::Result<Vec<Duration>> {
    let (began, lasts, place) = (Instant::now(), &lasts, &place);
    let one = |device: usize| -> anyhow::Result<Vec<_>> {
        let (mut line, mut all) = (Line::of(at, &devices[device].token)?, Vec::new());
        while all.is_empty() || lasts(began) {
            let (status, took) = timed(|| line.report(place(device, all.len())));
            let status = status?;
            ensure!(status == 200, "a report was answered {status}");
            all.push(took);
        }
        Ok(all)
    };
    thread::scope(|scope| {
        let lines = (0..devices.len()).map(|device| {
            thread::Builder::new().stack_size(1 << 18).spawn_scoped(scope, move || one(device))
        });
        let lines = lines.collect::<std::io::Result<Vec<_>>>()?;
        let mut all = Vec::new();
        for line in lines {
            all.extend(line.join().map_err(|_| anyhow::anyhow!("a device failed"))??);
        }
        Ok(all)
    })
}
