//! The measurements, in the order of the table.

pub mod chance;
pub mod commits;
pub mod dangers;
pub mod decisions;
pub mod log;
pub mod matching;
pub mod outside;
pub mod pages;
pub mod peer;
pub mod replay;
pub mod reporting;
pub mod routing;
pub mod rules;
pub mod service;
pub mod starting;
pub mod threat;
pub mod watching;

use std::path::Path;

use clap::ValueEnum;

use crate::{Size, Table, machine, shipped};
use replay::Replayed;

/// A part of the table.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Part {
    /// Judging movements by the rules.
    Rules,
    /// Decisions through the writer.
    Decisions,
    /// Group commit, beside bare SQLite.
    Commits,
    /// A log of a million entries: written, replayed, verified, exported.
    Log,
    /// Commands over HTTP to the built binary, and what open pages hear of them.
    Service,
    /// Routes over a large road graph, beside the peers.
    Routing,
    /// Positions to roads, imports and ways on Porto, beside OSRM, Valhalla with Meili, and pgRouting.
    Matching,
    /// The ambush game, beside Clarabel.
    Chance,
    /// Hazard on the roads.
    Threat,
    /// A danger reported, and every open movement it touches.
    Dangers,
    /// What convoys report, watched, beside Redis and PostGIS; then reports over HTTP to the built binary.
    Watch,
}

/// Replays the log in a directory, where possible in a process of its own: only there is it known what the
/// state takes in memory.
pub type Replay<'a> = dyn Fn(&Path) -> anyhow::Result<Replayed> + 'a;

/// Measures the parts wanted, all if none is named, with their logs under `dir`. `progress` hears what is
/// being measured.
///
/// # Errors
/// When something that is measured does not do what it is for; what was measured before stands in the table.
pub fn measure(
    table: &mut Table,
    parts: &[Part],
    size: Size,
    dir: &Path,
    replay: &Replay<'_>,
    mut progress: impl FnMut(&str),
) -> anyhow::Result<()> {
    let wanted = |part| parts.is_empty() || parts.contains(&part);
    table.heading("this machine");
    machine::facts(dir, size.commits)?.into_iter().for_each(|row| table.add(row));
    if wanted(Part::Rules) {
        progress("the rules");
        let files = shipped::rulebook_files()?;
        rules::measure(table, &files, size)?;
    }
    if wanted(Part::Decisions) {
        progress("decisions through the writer");
        decisions::measure(table, dir, size)?;
    }
    if wanted(Part::Commits) {
        progress("group commit");
        commits::measure(table, dir, size)?;
    }
    if wanted(Part::Log) {
        progress("a long log");
        log::measure(table, dir, size, replay, &mut progress)?;
    }
    if wanted(Part::Service) {
        progress("commands over HTTP");
        service::measure(table, dir, size)?;
        progress("what open pages hear");
        pages::measure(table, dir, size)?;
    }
    if wanted(Part::Routing) {
        routing::measure(table, size, &mut progress)?;
    }
    if wanted(Part::Matching) {
        matching::measure(table, size, dir, &mut progress)?;
    }
    if wanted(Part::Chance) {
        progress("the ambush game");
        chance::measure(table, size, &mut progress)?;
    }
    if wanted(Part::Threat) {
        progress("hazard on the roads");
        threat::measure(table, size)?;
    }
    if wanted(Part::Dangers) {
        progress("a danger and every open movement");
        dangers::measure(table, dir, size)?;
    }
    if wanted(Part::Watch) {
        watching::measure(table, size, dir, &mut progress)?;
        progress("reports over HTTP");
        reporting::measure(table, dir, size)?;
    }
    Ok(())
}
