//! Whether the stored snapshot is what the log says.
//!
//! A room that opens believes a snapshot of its own build that names the right size and root, because reading
//! every entry at every start would take too long. Nothing signs the snapshot: whoever can write the database
//! could put a State there that no entry led to, and the room would go on from it. Verification reads every
//! entry anyway, so it makes the State again and compares.

use model::Instant;
use record::Frontier;
use serde::Serialize;
use store::{Log, ReadStore, Snapshot};

use crate::{journal::Entry, recovery::Kept};

/// What was found of the snapshot.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Snapshotted {
    /// There is none.
    Absent,
    /// It is the State that the entries lead to.
    AsReplayed {
        /// How many entries it contains.
        size: u64,
    },
    /// No room of this build would start from it: it is damaged, or of another build or another log.
    NotBelieved {
        /// Why.
        reason: String,
    },
    /// A room would start from it, and the entries lead to another State.
    Differs {
        /// How many entries it says it contains.
        size: u64,
    },
}

impl Snapshotted {
    /// Whether a room that opens now decides on what the log says.
    #[must_use]
    pub fn is_harmless(&self) -> bool {
        !matches!(self, Snapshotted::Differs { .. })
    }
}

/// The fold: feed it every entry, from the first.
pub struct Replay {
    snapshot: Option<(u64, Kept)>,
    kept: Kept,
    read: u64,
    found: Snapshotted,
}

impl Replay {
    /// Looks at the snapshot as a room of `build` would.
    #[must_use]
    pub fn against_snapshot(store: &impl ReadStore, build: &str) -> Self {
        let (snapshot, found) = match believed(store, build) {
            Ok(None) => (None, Snapshotted::Absent),
            // Until the entries have led to it.
            Ok(Some((size, kept))) => (Some((size, kept)), Snapshotted::Differs { size }),
            Err(reason) => (None, Snapshotted::NotBelieved { reason }),
        };
        let mut replay = Replay { snapshot, kept: Kept::nothing(), read: 0, found };
        replay.compare();
        replay
    }

    /// The next entry and when it was recorded.
    pub fn take(&mut self, entry: &Entry, recorded_at: Instant) {
        self.read += 1;
        // Behind the snapshot there is nothing to compare any more.
        if self.snapshot.is_some() {
            self.kept.take(entry, recorded_at);
            self.compare();
        }
    }

    /// What was found.
    #[must_use]
    pub fn finish(self) -> Snapshotted {
        self.found
    }

    fn compare(&mut self) {
        if let Some((size, said)) = self.snapshot.take_if(|(size, _)| *size == self.read)
            && said == self.kept
        {
            self.found = Snapshotted::AsReplayed { size };
        }
    }
}

fn believed(store: &impl ReadStore, build: &str) -> Result<Option<(u64, Kept)>, String> {
    let Some(snapshot) = store.snapshot().map_err(|error| error.to_string())? else { return Ok(None) };
    let Snapshot { size, root, build: made_by, bytes } = snapshot;
    if made_by != build {
        return Err(format!("another build of the program made it, {made_by}"));
    }
    let frontier = Frontier::read(&Log(store), size).map_err(|error| error.to_string())?;
    if frontier.root() != root {
        return Err(format!("it is of another log: the root over {size} entries is {}", frontier.root()));
    }
    let kept = Kept::read(&bytes).map_err(|error| error.to_string())?;
    Ok(Some((size, kept)))
}
