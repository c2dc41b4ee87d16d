//! `make bench`: everything measured, in one table.

use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Context as _;
use bench::{
    Size, Table,
    figures::{self, Part, replay::Replayed},
};
use clap::Parser;

/// How fast the house is.
#[derive(Parser, Debug)]
struct Arguments {
    /// Measure only this; may be repeated.
    #[arg(long, value_enum)]
    only: Vec<Part>,
    /// Everything once at a tiny size, to see that it works.
    #[arg(long, env = "BENCH_SHORT")]
    short: bool,
    /// Entries of the long log.
    #[arg(long, env = "BENCH_ENTRIES")]
    entries: Option<u64>,
    /// Where the logs are written: the disk that is measured.
    #[arg(long, env = "BENCH_DIR")]
    dir: Option<PathBuf>,
    /// Replay the log here and say how long it took: what this program asks of itself.
    #[arg(long, hide = true)]
    replay: Option<PathBuf>,
    /// What cargo adds.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    if let Some(dir) = &arguments.replay {
        let replayed = serde_json::to_string(&figures::replay::replay(dir)?)?;
        return Ok(writeln!(io::stdout(), "{replayed}")?);
    }
    let size = if arguments.short { Size::SHORT } else { Size::FULL };
    let size = Size { entries: arguments.entries.unwrap_or(size.entries), ..size };
    let dir = arguments.dir.unwrap_or_else(std::env::temp_dir);
    let progress = |what: &str| {
        // Whoever has closed the error stream does not want to know.
        let _ = writeln!(io::stderr(), "measuring {what} ...");
    };
    let mut table = Table::default();
    let measured = figures::measure(&mut table, &arguments.only, size, &dir, &in_a_fresh_process, progress);
    // What was measured before something failed was hard to come by.
    writeln!(io::stdout(), "{table}")?;
    measured
}

/// This process has written the log and holds who knows what; a fresh one holds the state alone.
fn in_a_fresh_process(dir: &Path) -> anyhow::Result<Replayed> {
    let this = std::env::current_exe().context("this program does not know its own file")?;
    let answered = Command::new(this).arg("--replay").arg(dir).output()?;
    let said = String::from_utf8_lossy(&answered.stderr);
    anyhow::ensure!(answered.status.success(), "the replaying process failed: {said}");
    Ok(serde_json::from_slice(&answered.stdout)?)
}
