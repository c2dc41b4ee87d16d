//! Batches as a real writer makes them.

use record::{Frontier, Hash, StoredEntry, leaf_hash};

use crate::batch::{Batch, Remembered, VaultRow};

/// A log as it grows: makes batches with true leaf hashes, subtrees and a checkpoint (unsigned: the store
/// does not read it).
#[derive(Debug, Clone, Default)]
pub struct Growth {
    frontier: Frontier,
}

impl Growth {
    /// An empty log.
    pub fn new() -> Growth {
        Growth::default()
    }

    /// How many entries have been handed out.
    pub fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// The root over them.
    pub fn root(&self) -> Hash {
        self.frontier.root()
    }

    /// The next batch, with these entries.
    pub fn batch(&mut self, entries: impl IntoIterator<Item = Vec<u8>>) -> Batch {
        let mut batch = Batch::default();
        for bytes in entries {
            let leaf = leaf_hash(&bytes);
            batch.subtrees.extend(self.frontier.append(leaf));
            batch.entries.push(StoredEntry { bytes, leaf });
        }
        if !batch.entries.is_empty() {
            batch.checkpoint = format!("{} {}", self.size(), self.root()).into_bytes();
        }
        batch
    }

    /// The next batch, with `count` small entries, no two alike.
    pub fn small(&mut self, count: u64) -> Batch {
        let first = self.size();
        self.batch((first..first + count).map(|n| format!("entry {n}").into_bytes()))
    }
}

/// An outcome to remember.
pub fn outcome(actor: &str, key: &str, recorded_at: i64) -> Remembered {
    Remembered {
        actor: actor.to_owned(),
        key: key.to_owned(),
        fingerprint: Hash::of(key.as_bytes()),
        outcome: format!("the outcome of {key}").into_bytes(),
        recorded_at,
    }
}

/// A vault row.
pub fn row(id: &str, subject: &str, bytes: &[u8]) -> VaultRow {
    VaultRow { id: id.to_owned(), subject: subject.to_owned(), bytes: bytes.to_owned() }
}
