//! From a stored log to the state it means: the last snapshot if it fits, and every entry after it.

mod kept;

use std::collections::BTreeMap;

use conduct::State;
use model::{Instant, Word};
use record::{Frontier, SignedCheckpoint, VerifierKey, leaf_hash};
use serde::{Deserialize, Serialize};
use store::{ReadStore, StoreError};

pub(crate) use self::kept::Kept;
pub use self::kept::Sketch;
use crate::{
    journal::{self, JournalError},
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
    /// Its parts do not agree.
    #[error("the record does not agree with its last checkpoint: run `record verify` on it")]
    Inconsistent,
    /// An entry is not the one that was hashed.
    #[error(
        "entry {n} of the record is not what was written: run `record verify` on it, then restore a backup"
    )]
    Altered {
        /// Which entry.
        n: u64,
    },
    /// The last checkpoint is not signed by the log's key.
    #[error("the last checkpoint of the record is not signed by its key {key}: run `record verify` on it")]
    Unsigned {
        /// The key that should have signed.
        key: VerifierKey,
    },
    /// Another writer went on with the log.
    #[error(
        "the record is in epoch {theirs} and this writer in epoch {ours}: another has taken over. Stop this one"
    )]
    TakenOver {
        /// The log's epoch.
        theirs: u64,
        /// The writer's.
        ours: u64,
    },
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

/// How many entries are read at a time.
const PAGE: u64 = 4096;

/// Reads a log. `build` names the code that made a snapshot: a snapshot of other code is not believed.
///
/// Every entry that is read is hashed, and the tree over all of them must be the one that the log's key signed:
/// a writer that went on from an altered record would sign the alteration.
///
/// # Errors
/// When it cannot be read, or does not agree with its last checkpoint.
pub fn recover(store: &impl ReadStore, build: &str) -> Result<Recovered, RecoveryError> {
    let size = store.size()?;
    let Start { mut kept, mut frontier } = believable(store, build, size)?;
    let from = frontier.size();
    while frontier.size() < size {
        let page = store.entries(frontier.size(), PAGE.min(size - frontier.size()))?;
        if page.is_empty() {
            return Err(RecoveryError::Inconsistent);
        }
        for entry in page {
            if leaf_hash(&entry.bytes) != entry.leaf {
                return Err(RecoveryError::Altered { n: frontier.size() });
            }
            frontier.append(entry.leaf);
            let (entry, recorded_at) = journal::read(&entry.bytes)?;
            kept.take(&entry, recorded_at);
        }
    }
    if Frontier::read(&store::Log(store), size)? != frontier {
        return Err(RecoveryError::Inconsistent);
    }
    agrees_with_checkpoint(store, &frontier, kept.writing.as_ref())?;
    let Kept { worlds, writing, last_recorded } = kept;
    Ok(Recovered { worlds, frontier, writing, last_recorded, replayed: size - from })
}

/// Every kept rulebook, on a shelf. One that this version of the rules no longer understands is set aside: a
/// world that adopted it has no rules and clears nothing until it adopts others, but the room opens.
///
/// # Errors
/// When the store cannot be read.
pub fn shelf(store: &impl ReadStore) -> Result<Shelf, RecoveryError> {
    let mut shelf = Shelf::default();
    for label in store.artefacts_of(RULEBOOK)? {
        let Some(artefact) = store.artefact(&label.hash)? else { continue };
        shelf.put_back(&artefact);
    }
    Ok(shelf)
}

/// Where reading begins.
struct Start {
    kept: Kept,
    frontier: Frontier,
}

/// The snapshot, or the beginning. A snapshot is a cache: anything odd about it and it does not exist.
fn believable(store: &impl ReadStore, build: &str, size: u64) -> Result<Start, RecoveryError> {
    let beginning = || Start { kept: Kept::nothing(), frontier: Frontier::new() };
    let Ok(Some(snapshot)) = store.snapshot() else { return Ok(beginning()) };
    if snapshot.build != build || snapshot.size > size {
        return Ok(beginning());
    }
    let frontier = Frontier::read(&store::Log(store), snapshot.size)?;
    if frontier.root() != snapshot.root {
        return Ok(beginning());
    }
    let kept = Kept::read(&snapshot.bytes);
    Ok(kept.map_or_else(|_| beginning(), |kept| Start { kept, frontier }))
}

fn agrees_with_checkpoint(
    store: &impl ReadStore,
    frontier: &Frontier,
    writing: Option<&Writing>,
) -> Result<(), RecoveryError> {
    let (stored, key) = match (store.latest_checkpoint()?, writing) {
        (Some(stored), Some(writing)) => (stored, &writing.key),
        (None, None) if frontier.size() == 0 => return Ok(()),
        _ => return Err(RecoveryError::Inconsistent),
    };
    let signed = SignedCheckpoint::parse(&stored.note).map_err(|_| RecoveryError::Inconsistent)?;
    let head = signed.checkpoint();
    if head.size != frontier.size() || head.root != frontier.root() {
        return Err(RecoveryError::Inconsistent);
    }
    match signed.note().signed_by(key) {
        Ok(true) => Ok(()),
        _ => Err(RecoveryError::Unsigned { key: key.clone() }),
    }
}
