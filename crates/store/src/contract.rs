//! What every store answers.
//!
//! Reading and writing are two traits, so that a command that only verifies holds something that cannot
//! write. Paged answers may be shorter than the limit, because a page is also bounded in bytes; only an
//! empty page is the end.

use std::collections::BTreeSet;

use record::{Hash, StoredCheckpoint, StoredEntry};

use crate::batch::{Artefact, ArtefactLabel, Batch, Remembered, Snapshot, VaultRow};
use crate::error::{AppendError, StoreError};

/// A page holds at most this many bytes of entries or checkpoints, or one item if that is larger.
pub const PAGE_BYTES: usize = 8 << 20;

/// A store to read from.
pub trait ReadStore: Send {
    /// How many entries there are.
    fn size(&self) -> Result<u64, StoreError>;

    /// The epoch of the last writer; 0 before the first.
    fn epoch(&self) -> Result<u64, StoreError>;

    /// Entries from number `from` on, without a gap, at most `limit`. A gap ends the page before it; a
    /// page that would begin in one is [`StoreError::Missing`].
    fn entries(&self, from: u64, limit: u64) -> Result<Vec<StoredEntry>, StoreError>;

    /// Exactly `count` hashes from number `from` on: at level 0 the leaf hashes, at level k >= 1 the
    /// roots of the full subtrees of 256^k leaves.
    fn hashes(&self, level: u8, from: u64, count: u64) -> Result<Vec<Hash>, StoreError>;

    /// The checkpoint over all entries.
    fn latest_checkpoint(&self) -> Result<Option<StoredCheckpoint>, StoreError>;

    /// Checkpoints over more than `after` entries, the smallest first, at most `limit`.
    fn checkpoints(&self, after: u64, limit: u64) -> Result<Vec<StoredCheckpoint>, StoreError>;

    /// What was answered to this actor's command with this key. Whatever is found counts, however old:
    /// only [`Store::forget_remembered_before`] frees a key.
    fn remembered(&self, actor: &str, key: &str) -> Result<Option<Remembered>, StoreError>;

    /// The artefact with this name; its bytes are checked against it.
    fn artefact(&self, hash: &Hash) -> Result<Option<Artefact>, StoreError>;

    /// All artefacts without their bytes, by hash.
    fn artefacts(&self) -> Result<Vec<ArtefactLabel>, StoreError>;

    /// Those of one kind, in the same way: without looking at the others, which may be a million.
    fn artefacts_of(&self, kind: &str) -> Result<Vec<ArtefactLabel>, StoreError>;

    /// The numbers of the entries about this subject from `from` on, in order, at most `limit`. An index of what
    /// the entries say: it proves nothing by itself.
    fn about(&self, subject: &str, from: u64, limit: u64) -> Result<Vec<u64>, StoreError>;

    /// One row of the vault.
    fn vault(&self, id: &str) -> Result<Option<VaultRow>, StoreError>;

    /// Rows of the vault with identifiers after `after`, in order, at most `limit`.
    fn vault_rows(&self, after: &str, limit: u64) -> Result<Vec<VaultRow>, StoreError>;

    /// The snapshot, if there is one. It is a cache: if it is damaged, start from the first entry.
    fn snapshot(&self) -> Result<Option<Snapshot>, StoreError>;
}

/// A store to write to. Whoever holds it is the only writer.
pub trait Store: ReadStore {
    /// Appends the batch to a log of `expected_size` entries: when this answers `Ok`, all of it survives a
    /// loss of power. `epoch` is the fencing token of the writer: a lower one than the log has seen is
    /// refused, a higher one takes the log over.
    fn append(&mut self, expected_size: u64, epoch: u64, batch: &Batch) -> Result<(), AppendError>;

    /// Frees the keys of outcomes recorded before this moment (microseconds since the Unix epoch).
    /// Answers how many.
    fn forget_remembered_before(&mut self, moment: i64) -> Result<u64, StoreError>;

    /// Drops every artefact that is not `referenced`. Answers how many.
    fn drop_artefacts_except(&mut self, referenced: &BTreeSet<Hash>) -> Result<u64, StoreError>;

    /// Destroys all vault rows of this subject and overwrites the bytes as far as the store can reach.
    /// Answers how many rows there were. May be repeated: after a restore it must be.
    fn destroy(&mut self, subject: &str) -> Result<u64, StoreError>;

    /// Replaces the snapshot.
    fn put_snapshot(&mut self, snapshot: &Snapshot) -> Result<(), StoreError>;
}
