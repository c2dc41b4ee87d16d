//! What the figures were measured on: without it they say nothing.

use std::{
    fs,
    io::{self, Write as _},
    path::Path,
    process::Command,
    time::Duration,
};

use crate::{
    table::{Row, bytes},
    timing::{Samples, timed},
};

/// The machine, the compiler and the disk under `dir`, on which the logs are written.
///
/// # Errors
/// When a file in `dir` cannot be written.
pub fn facts(dir: &Path, syncs: usize) -> io::Result<Vec<Row>> {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let profile =
        if cfg!(debug_assertions) { "a debug build: these figures mean nothing" } else { "release" };
    Ok(vec![
        Row::fact("processor", format!("{} ({cores} cores)", processor())),
        Row::fact("memory", memory()),
        Row::fact("compiler", compiler()),
        Row::fact("build profile", profile),
        Row::fact("busy with other things", load()),
        Row::new("sync of 4 kB appended to a file", sync(dir, syncs)?),
    ])
}

/// What this process holds in memory now, and at most so far, in bytes; `None` where nobody says.
#[must_use]
pub fn resident() -> Option<(u64, u64)> {
    resident_of("self")
}

/// The same of another process.
#[must_use]
pub fn resident_of(process: &str) -> Option<(u64, u64)> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    Some((kilobytes(&status, "VmRSS:")? << 10, kilobytes(&status, "VmHWM:")? << 10))
}

/// How long the threads that a process has now have had a processor so far; nothing where the system does not say. `process` is its
/// directory in `/proc`.
#[must_use]
pub fn worked_by(process: &Path) -> Duration {
    let threads = fs::read_dir(process.join("task")).into_iter().flatten().filter_map(Result::ok);
    let worked = threads.filter_map(|thread| {
        let text = fs::read_to_string(thread.path().join("schedstat")).ok()?;
        text.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
    });
    worked.sum()
}

fn processor() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let field = |name: &str| {
        let line = info.lines().find(|line| line.starts_with(name))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    };
    let model = field("model name").unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    match field("cpu MHz") {
        Some(megahertz) => format!("{model}, {megahertz} MHz"),
        None => model,
    }
}

fn memory() -> String {
    let info = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    kilobytes(&info, "MemTotal:").map_or_else(|| "unknown".to_owned(), |total| bytes(total << 10))
}

fn kilobytes(text: &str, field: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(field))?;
    line.split_whitespace().next()?.parse().ok()
}

fn compiler() -> String {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let version = Command::new(rustc).arg("--version").output().ok();
    version.map_or_else(|| "unknown".to_owned(), |out| String::from_utf8_lossy(&out.stdout).trim().to_owned())
}

/// Other work on the machine makes every figure larger.
fn load() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let minute = load.split_whitespace().next().unwrap_or("unknown");
    format!("load of the last minute: {minute}")
}

/// What every durable commit costs at least.
fn sync(dir: &Path, times: usize) -> io::Result<Samples> {
    let mut file = tempfile::tempfile_in(dir)?;
    let mut once = || -> io::Result<_> {
        file.write_all(&[0; 4096])?;
        let (synced, took) = timed(|| file.sync_data());
        synced.map(|()| took)
    };
    (0..times).map(|_| once()).collect()
}
