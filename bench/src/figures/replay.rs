//! From the log to the state: every entry, and from a snapshot; and what the state takes in memory.

use std::{path::Path, time::Duration};

use anyhow::Context as _;
use ops::recovery::{self, Recovered};
use serde::{Deserialize, Serialize};
use store::{DataDir, Store as _};

use crate::{
    Row, Table,
    machine::resident,
    room::BUILD,
    table::bytes,
    timing::{Samples, on_cpu, per_second, since, timed},
};

/// What replaying a log took. Serialised because it is best measured in a process of its own.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Replayed {
    /// How many entries it has.
    pub entries: u64,
    /// Reading, hashing and applying all of them.
    pub whole: Duration,
    /// The processor's part of that.
    pub worked: Option<Duration>,
    /// What the process holds more in memory with the state than before, in bytes; and at most so far.
    pub memory: Option<(u64, u64)>,
    /// Reading the rulebooks kept with the log.
    pub shelf: Duration,
    /// Writing the state as a snapshot, and how large that is; or why there is none.
    pub snapshot: Result<(Duration, u64), String>,
    /// Starting from the snapshot.
    pub from_snapshot: Duration,
}

/// Replays the log in `dir`, keeps a snapshot there, and starts from it.
///
/// # Errors
/// When the log cannot be read, or starting from the snapshot leads to another state.
pub fn replay(dir: &Path) -> anyhow::Result<Replayed> {
    let mut store = DataDir::open(dir)?.into_store()?;
    let (before, begun) = (resident(), on_cpu());
    let (recovered, whole) = timed(|| recovery::recover(&store, BUILD));
    let (recovered, worked) = (recovered?, since(begun));
    let memory = before.zip(resident()).map(|((before, _), (now, most))| (now.saturating_sub(before), most));
    let (shelf, shelf_took) = timed(|| recovery::shelf(&store));
    shelf?;
    let entries = recovered.frontier.size();
    let (snapshot, took) = timed(|| snapshot(&recovered));
    let snapshot = snapshot?;
    let length = snapshot.bytes.len() as u64;
    let (kept, written) = timed(|| store.put_snapshot(&snapshot));
    drop(snapshot);
    let kept = kept.map(|()| (took + written, length)).map_err(|error| error.to_string());
    let (again, from_snapshot) = timed(|| recovery::recover(&store, BUILD));
    anyhow::ensure!(again?.worlds == recovered.worlds, "the snapshot leads to another state");
    Ok(Replayed { entries, whole, worked, memory, shelf: shelf_took, snapshot: kept, from_snapshot })
}

fn snapshot(recovered: &Recovered) -> anyhow::Result<store::Snapshot> {
    let writing = recovered.writing.as_ref().context("the log is empty")?;
    let at = (recovered.frontier.size(), recovered.frontier.root());
    Ok(recovery::Sketch::of(&recovered.worlds, writing.clone(), recovered.last_recorded, at, BUILD).made()?)
}

impl Replayed {
    /// As rows.
    pub fn add_rows(&self, table: &mut Table) {
        let rate = per_second(self.entries, self.whole);
        let row = Row::new(
            "replaying it: every entry hashed, read, applied",
            Samples::once(self.whole).worked(self.worked),
        );
        table.add(row.rate(rate, "entries"));
        if let Some((state, most)) = self.memory {
            let note = format!("{}; the process held {} at most", bytes(state), bytes(most));
            table.add(Row::fact("memory of the state afterwards", note));
        }
        table.add(Row::new("reading the rulebooks kept with it", Samples::once(self.shelf)));
        match &self.snapshot {
            Ok((took, length)) => {
                let row = Row::new("keeping a snapshot", Samples::once(*took));
                table.add(row.note(bytes(*length)));
                table.add(Row::new("starting from the snapshot", Samples::once(self.from_snapshot)));
            }
            Err(why) => table.add(Row::fact("keeping a snapshot FAILED", why.clone())),
        }
    }
}
