//! A store as the log that `record` verifies and proves from.

use record::verify::StoredLog;
use record::{Hash, HashReader, ReadError, StoredCheckpoint, StoredEntry};

use crate::contract::ReadStore;
use crate::error::StoreError;

/// A store, seen as its log. For verification use one that does not grow meanwhile.
#[derive(Debug)]
pub struct Log<'a, S: ?Sized>(pub &'a S);

impl<S: ReadStore + ?Sized> HashReader for Log<'_, S> {
    fn hashes(&self, level: u8, from: u64, count: u64) -> Result<Vec<Hash>, ReadError> {
        let unreadable = |error: StoreError| ReadError::hashes(level, from, count, error.to_string());
        self.0.hashes(level, from, count).map_err(unreadable)
    }
}

impl<S: ReadStore + ?Sized> StoredLog for Log<'_, S> {
    /// In place of a lost entry stands the next that is there: to name what is wrong is the auditor's
    /// task, and it sees the number inside the entry.
    fn entries(&self, from: u64, limit: u64) -> Result<Vec<StoredEntry>, ReadError> {
        let found = match self.0.entries(from, limit) {
            Err(StoreError::Missing { next, .. }) => self.0.entries(next, limit),
            found => found,
        };
        found.map_err(|error| ReadError::new(format!("entries from number {from}"), error.to_string()))
    }

    fn checkpoints(&self, after: u64, limit: u64) -> Result<Vec<StoredCheckpoint>, ReadError> {
        let unreadable =
            |error: StoreError| ReadError::new(format!("checkpoints after size {after}"), error.to_string());
        self.0.checkpoints(after, limit).map_err(unreadable)
    }
}
