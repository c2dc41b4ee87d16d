//! Group commit: how many decisions a second when 1, 8 or 64 share a sync; and beside it bare SQLite, which
//! makes rows of the same bytes equally durable and decides, signs and hashes nothing.

use std::{collections::BTreeSet, path::Path, time::Duration};

use conduct::What;
use model::Digest;
use ops::Recorded;
use record::Hash;
use rusqlite::{Connection, TransactionBehavior};
use store::{ReadStore as _, SqliteStore};

use super::decisions::{Decision, Waiting, waiting};
use crate::{
    Row, Size, Table,
    life::Life,
    timing::{Samples, on_cpu, per_second, since, timed},
};

/// Decisions of one commit.
const AT_ONCE: [usize; 3] = [1, 8, 64];

/// Adds the rows.
///
/// # Errors
/// When a command is refused or SQLite fails.
pub fn measure(table: &mut Table, dir: &Path, size: Size) -> anyhow::Result<()> {
    let life = Life::of_the_airport_run()?;
    table.heading("group commit, beside bare SQLite writing the same bytes");
    for what in [Decision::Small, Decision::Clearance] {
        for at_once in AT_ONCE {
            let ours = tempfile::tempdir_in(dir)?;
            let measured = ours_of(ours.path(), &life, what, at_once, size)?;
            let theirs = tempfile::tempdir_in(dir)?;
            let bare = bare_sqlite(&theirs.path().join("bare.db"), &measured.commits)?;
            let name = format!("{} × {at_once} a commit", what.words());
            add_rows(table, &name, at_once, &measured, bare);
        }
    }
    Ok(())
}

/// What was committed, and how long each commit took.
struct Measured {
    took: Vec<Duration>,
    worked: Option<Duration>,
    /// The bytes each commit made durable, one row each.
    commits: Vec<Vec<Vec<u8>>>,
    entries: u64,
}

fn add_rows(table: &mut Table, name: &str, at_once: usize, measured: &Measured, bare: Samples) {
    let decisions = (at_once * measured.took.len()) as u64;
    let took: Duration = measured.took.iter().sum();
    let bytes: usize = measured.commits.iter().flatten().map(Vec::len).sum();
    let entries = crate::table::grouped(per_second(measured.entries, took));
    let note =
        format!("{entries} entries a second, {} bytes a decision", bytes / (at_once * measured.took.len()));
    let samples: Samples = measured.took.iter().copied().collect();
    let row = Row::new(name, samples.worked(measured.worked));
    table.add(row.rate(per_second(decisions, took), "decisions").note(note));
    let rate = per_second(at_once as u64, bare.median());
    table.add(Row::new("    bare SQLite", bare).rate(rate, "decisions"));
}

fn ours_of(dir: &Path, life: &Life, what: Decision, at_once: usize, size: Size) -> anyhow::Result<Measured> {
    let Waiting { mut room, world, movements } = waiting(dir, life, at_once, what.until())?;
    let batch = || movements.iter().map(|movement| what.submission(&world, *movement)).collect();
    let batches = (0..size.commits).map(|_| batch()).collect::<anyhow::Result<Vec<Vec<_>>>>()?;
    let mut took = Vec::with_capacity(batches.len());
    let mut answers = Vec::with_capacity(batches.len());
    let before = on_cpu();
    for batch in batches {
        let (answered, this) = timed(|| room.take(batch));
        took.push(this);
        answers.push(answered.into_iter().collect::<Result<Vec<_>, _>>()?);
    }
    let worked = since(before);
    let mut known = BTreeSet::new();
    let commits = answers.iter().map(|commit| written(room.store(), commit, &mut known));
    let commits = commits.collect::<anyhow::Result<Vec<_>>>()?;
    let entries = answers.iter().flatten().map(|answer| answer.entries.end - answer.entries.start).sum();
    Ok(Measured { took, worked, commits, entries })
}

/// What a commit wrote: its entries with their hashes, the checkpoint, and facts not pinned before.
fn written(
    store: &SqliteStore,
    commit: &[Recorded],
    known: &mut BTreeSet<Digest>,
) -> anyhow::Result<Vec<Vec<u8>>> {
    let mut rows = Vec::new();
    let first = commit.first().map_or(0, |answer| answer.entries.start);
    let end = commit.last().map_or(0, |answer| answer.entries.end);
    for entry in store.entries(first, end - first)? {
        rows.push([entry.leaf.0.as_slice(), &entry.bytes].concat());
    }
    rows.extend(store.checkpoints(end - 1, 1)?.into_iter().map(|checkpoint| checkpoint.note));
    for event in commit.iter().flat_map(|answer| &answer.events) {
        if let What::ClearanceEvaluated(evaluated) = &event.what
            && known.insert(evaluated.facts)
        {
            rows.extend(store.artefact(&Hash(evaluated.facts.0))?.map(|facts| facts.bytes));
        }
    }
    Ok(rows)
}

/// A database of rows of bytes, as durable as ours.
///
/// # Errors
/// When SQLite fails.
pub fn bare(file: &Path) -> anyhow::Result<Connection> {
    let conn = Connection::open(file)?;
    conn.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.execute_batch("CREATE TABLE written (n INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT")?;
    Ok(conn)
}

fn bare_sqlite(file: &Path, commits: &[Vec<Vec<u8>>]) -> anyhow::Result<Samples> {
    let mut conn = bare(file)?;
    let mut commit = |rows: &[Vec<u8>]| -> rusqlite::Result<()> {
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        {
            let mut insert = tx.prepare_cached("INSERT INTO written (bytes) VALUES (?)")?;
            for row in rows {
                insert.execute([row])?;
            }
        }
        tx.commit()
    };
    let before = on_cpu();
    let timed = commits.iter().map(|rows| {
        let (done, took) = timed(|| commit(rows));
        done.map(|()| took)
    });
    let samples = timed.collect::<Result<Samples, _>>()?;
    Ok(samples.worked(since(before)))
}
