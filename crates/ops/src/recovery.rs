//! From a stored log to the state it means: the last snapshot if it fits, and every entry after it.

use std::collections::BTreeMap;

use conduct::State;
use model::{Instant, Word};
use record::{Frontier, Hash, VerifierKey, proof::Prover};
use serde::{Deserialize, Serialize};
use store::{ReadStore, Snapshot, StoreError};

use crate::{
    journal::{self, Entry, JournalError},
    shelf::{RULEBOOK, Shelf},
};

/// Every world by its name.
pub type Worlds = BTreeMap<Word, State>;

/// What a log means.
#[derive(Debug)]
pub struct Recovered {
    /// The worlds.
    pub worlds: Worlds,
    /// The end of the tree.
    pub frontier: Frontier,
    /// The epoch and the key it is written with now; `None` for an empty log.
    pub writing: Option<Writing>,
    /// When the last entry was recorded.
    pub last_recorded: Instant,
    /// How many entries were read after the snapshot.
    pub replayed: u64,
}

/// Who may continue a log.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Writing {
    /// The epoch.
    pub epoch: u64,
    /// The key that signs it.
    pub key: VerifierKey,
}

/// Why a log cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum RecoveryError {
    /// It cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An entry cannot be read.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// Hashes cannot be read.
    #[error(transparent)]
    Hashes(#[from] record::ReadError),
    /// A kept rulebook is faulty.
    #[error("a rulebook kept with the record cannot be read: {0}")]
    Rulebook(String),
    /// Its parts do not agree.
    #[error("the record does not agree with its last checkpoint: run `record verify` on it")]
    Inconsistent,
    /// The first entry could not be written.
    #[error("the record could not be begun: {0}")]
    NotBegun(store::AppendError),
    /// The log was begun with another key.
    #[error("this record is signed with the key {theirs}, not with {ours}: put the right key beside it")]
    OtherKey {
        /// The log's.
        theirs: VerifierKey,
        /// The one at hand.
        ours: VerifierKey,
    },
}

/// What a snapshot holds.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    worlds: Worlds,
    writing: Option<Writing>,
    last_recorded: Instant,
}

/// How many entries are read at a time.
const PAGE: u64 = 4096;

/// Reads a log. `build` names the code that made a snapshot: a snapshot of other code is not believed.
///
/// # Errors
/// When it cannot be read, or does not agree with its last checkpoint.
pub fn recover(store: &impl ReadStore, build: &str) -> Result<Recovered, RecoveryError> {
    let size = store.size()?;
    let log = store::Log(store);
    let frontier = Frontier::read(&log, size)?;
    agrees_with_checkpoint(store, &frontier)?;
    let (mut kept, from) = match believable(store, build, size)? {
        Some(found) => found,
        None => (Kept { worlds: Worlds::new(), writing: None, last_recorded: Instant::MIN }, 0),
    };
    let mut next = from;
    while next < size {
        let page = store.entries(next, PAGE)?;
        if page.is_empty() {
            return Err(RecoveryError::Inconsistent);
        }
        next += page.len() as u64;
        for entry in page {
            kept.take(&entry.bytes)?;
        }
    }
    let Kept { worlds, writing, last_recorded } = kept;
    Ok(Recovered { worlds, frontier, writing, last_recorded, replayed: size - from })
}

/// Every kept rulebook, on a shelf.
///
/// # Errors
/// When one cannot be read.
pub fn shelf(store: &impl ReadStore) -> Result<Shelf, RecoveryError> {
    let mut shelf = Shelf::default();
    for label in store.artefacts()?.into_iter().filter(|label| label.kind == RULEBOOK) {
        let Some(artefact) = store.artefact(&label.hash)? else { continue };
        let text = String::from_utf8(artefact.bytes).map_err(|e| RecoveryError::Rulebook(e.to_string()))?;
        shelf.put(&label.hash.to_string(), &text).map_err(RecoveryError::Rulebook)?;
    }
    Ok(shelf)
}

/// The state as a snapshot of the log at this size and root.
///
/// # Errors
/// When it cannot be written as JSON, which no state can fail to be.
pub fn snapshot(
    worlds: &Worlds,
    writing: &Writing,
    last_recorded: Instant,
    (size, root): (u64, Hash),
    build: &str,
) -> Result<Snapshot, serde_json::Error> {
    let kept = Kept { worlds: worlds.clone(), writing: Some(writing.clone()), last_recorded };
    Ok(Snapshot { size, root, build: build.to_owned(), bytes: serde_json::to_vec(&kept)? })
}

impl Kept {
    fn take(&mut self, bytes: &[u8]) -> Result<(), JournalError> {
        let (entry, recorded_at) = journal::read(bytes)?;
        self.last_recorded = recorded_at;
        match entry {
            Entry::OfTheLog(opened) => {
                let epoch = self.writing.as_ref().map_or(1, |writing| writing.epoch + 1);
                self.writing = Some(Writing { epoch, key: opened.key });
            }
            Entry::KeyRotated(rotated) => {
                if let Some(writing) = &mut self.writing {
                    writing.key = rotated.new_key;
                }
            }
            Entry::InWorld(world, event) => self.worlds.entry(world).or_default().apply(&event),
        }
        Ok(())
    }
}

/// A snapshot is a cache: anything odd about it and it does not exist.
fn believable(store: &impl ReadStore, build: &str, size: u64) -> Result<Option<(Kept, u64)>, RecoveryError> {
    let Ok(Some(snapshot)) = store.snapshot() else { return Ok(None) };
    if snapshot.build != build || snapshot.size > size || snapshot.size == 0 {
        return Ok(None);
    }
    if Prover::new(&store::Log(store), snapshot.size).root()? != snapshot.root {
        return Ok(None);
    }
    Ok(serde_json::from_slice(&snapshot.bytes).ok().map(|kept| (kept, snapshot.size)))
}

fn agrees_with_checkpoint(store: &impl ReadStore, frontier: &Frontier) -> Result<(), RecoveryError> {
    let Some(stored) = store.latest_checkpoint()? else {
        return if frontier.size() == 0 { Ok(()) } else { Err(RecoveryError::Inconsistent) };
    };
    let signed = record::SignedCheckpoint::parse(&stored.note).map_err(|_| RecoveryError::Inconsistent)?;
    let head = signed.checkpoint();
    if head.size == frontier.size() && head.root == frontier.root() {
        Ok(())
    } else {
        Err(RecoveryError::Inconsistent)
    }
}
