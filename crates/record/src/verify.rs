//! A stored log, from its first entry to its last.
//!
//! The judgement is [`crate::audit`]'s; here is only the order in which a store is read, so that each
//! stored hash and checkpoint is met right behind the entry that completes it and nothing is kept.

use crate::audit::{Audit, Trust};
use crate::finding::Finding;
use crate::hash::Hash;
use crate::report::Report;
use crate::tree::{HashReader, ReadError, fold, read};

/// An entry as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEntry {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The leaf hash stored with it.
    pub leaf: Hash,
}

/// A checkpoint as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCheckpoint {
    /// The size it is stored under.
    pub size: u64,
    /// The bytes of the signed note.
    pub note: Vec<u8>,
}

/// A stored log, read from the front. All answers come from one snapshot: a log that grows meanwhile
/// would look damaged.
pub trait StoredLog: HashReader {
    /// Up to `limit` entries from place `from` on, in stored order; none only at the end of the log.
    fn entries(&self, from: u64, limit: u64) -> Result<Vec<StoredEntry>, ReadError>;

    /// Up to `limit` checkpoints stored for more than `after` entries, the smallest first; none only
    /// at the end.
    fn checkpoints(&self, after: u64, limit: u64) -> Result<Vec<StoredCheckpoint>, ReadError>;
}

/// Entries, or checkpoints, that are read at once.
const PAGE: u64 = 256;

/// Verifies a stored log. An error means that it could not be read, not that it is wrong.
pub fn verify_log(log: &(impl StoredLog + ?Sized), trust: Trust) -> Result<Report, ReadError> {
    let mut audit = Audit::new(trust);
    match feed(log, &mut audit) {
        Ok(()) => Ok(audit.finish()),
        Err(Stop::Found(finding)) => Ok(audit.stop(*finding)),
        Err(Stop::Unreadable(error)) => Err(error),
    }
}

fn feed(log: &(impl StoredLog + ?Sized), audit: &mut Audit) -> Result<(), Stop> {
    let mut checkpoints = Checkpoints { log, after: 0, page: Vec::new().into_iter() };
    let mut next = checkpoints.next()?;
    loop {
        let entries = log.entries(audit.size(), PAGE)?;
        if entries.is_empty() {
            break;
        }
        for entry in entries {
            for subtree in audit.entry(&entry.bytes, &entry.leaf)? {
                let stored = read(log, subtree.level, subtree.index, 1);
                audit.subtree(&subtree, stored.map(|one| fold(&one)))?;
            }
            while let Some(due) = next.take_if(|checkpoint| checkpoint.size <= audit.size()) {
                audit.checkpoint(&due)?;
                next = checkpoints.next()?;
            }
        }
    }
    match next {
        Some(beyond) => Ok(audit.checkpoint(&beyond)?),
        None => Ok(()),
    }
}

/// The stored checkpoints one after the other, read by the page.
struct Checkpoints<'a, L: ?Sized> {
    log: &'a L,
    after: u64,
    page: std::vec::IntoIter<StoredCheckpoint>,
}

impl<L: StoredLog + ?Sized> Checkpoints<'_, L> {
    fn next(&mut self) -> Result<Option<StoredCheckpoint>, ReadError> {
        if self.page.len() == 0 {
            self.page = self.log.checkpoints(self.after, PAGE)?.into_iter();
        }
        let next = self.page.next();
        self.after = next.as_ref().map_or(self.after, |checkpoint| checkpoint.size);
        Ok(next)
    }
}

/// Why the reading ended before the log did.
enum Stop {
    Found(Box<Finding>),
    Unreadable(ReadError),
}

impl From<Box<Finding>> for Stop {
    fn from(finding: Box<Finding>) -> Stop {
        Stop::Found(finding)
    }
}

impl From<ReadError> for Stop {
    fn from(error: ReadError) -> Stop {
        Stop::Unreadable(error)
    }
}
