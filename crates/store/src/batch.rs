//! What is written together, and when it is refused unread.
//!
//! A batch is one transaction. The entries of some commands, the checkpoint that signs them and the
//! outcomes that were promised for a repetition belong to each other: half of them would be a lie.

use std::collections::BTreeSet;

use record::{Hash, StoredEntry, Subtree};

use crate::error::{AppendError, StoreError};

/// Numbers stay below 2^53: JSON readers everywhere must agree on them.
pub const LARGEST: u64 = (1 << 53) - 1;

/// One transaction: all of it, or nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Batch {
    /// The new entries in order, each with its leaf hash. The store does not compute the hash again.
    pub entries: Vec<StoredEntry>,
    /// The roots of exactly those full subtrees that the entries complete, as
    /// [`record::Frontier::append`] answers them.
    pub subtrees: Vec<Subtree>,
    /// The signed note over the size after this batch; empty exactly if there are no entries.
    pub checkpoint: Vec<u8>,
    /// Outcomes to answer when a command is repeated.
    pub remembered: Vec<Remembered>,
    /// Artefacts; one that is kept already is left alone.
    pub artefacts: Vec<Artefact>,
    /// Names and free text, never in entries. A row replaces the one with the same id.
    pub vault: Vec<VaultRow>,
    /// Which of the new entries are about what: an index, so that one thing's history is read without the rest.
    pub about: Vec<About>,
}

/// One entry is about one thing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct About {
    /// The thing, in the caller's words.
    pub subject: String,
    /// The entry's number.
    pub n: u64,
}

/// What was answered to a command, so that its repetition is answered alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// Who sent the command.
    pub actor: String,
    /// The idempotency key, unique for the actor as long as it is remembered.
    pub key: String,
    /// Hash of the command's body: the same key with another body is a conflict.
    pub fingerprint: Hash,
    /// What was answered.
    pub outcome: Vec<u8>,
    /// When, in microseconds since the Unix epoch.
    pub recorded_at: i64,
}

/// Bytes named by their hash: a rulebook, a network, a set of facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artefact {
    /// SHA-256 of the bytes.
    pub hash: Hash,
    /// What kind of thing it is, in the caller's words.
    pub kind: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Artefact {
    /// An artefact, named by its bytes.
    pub fn new(kind: impl Into<String>, bytes: Vec<u8>) -> Artefact {
        Artefact { hash: Hash::of(&bytes), kind: kind.into(), bytes }
    }

    /// The label without the bytes.
    pub fn label(&self) -> ArtefactLabel {
        ArtefactLabel { hash: self.hash, kind: self.kind.clone(), length: self.bytes.len() as u64 }
    }
}

/// An artefact without its bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ArtefactLabel {
    /// SHA-256 of the bytes.
    pub hash: Hash,
    /// What kind of thing it is.
    pub kind: String,
    /// How many bytes.
    pub length: u64,
}

/// One piece of personal data. The store does not look into the bytes; they come encrypted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VaultRow {
    /// The opaque identifier that entries may carry.
    pub id: String,
    /// Whose data it is: destroying the subject destroys the row. It never changes.
    pub subject: String,
    /// The data.
    pub bytes: Vec<u8>,
}

impl VaultRow {
    /// Refusal of a row whose id is kept under another subject: it would outlive that one's destruction.
    pub fn belongs_to_another(&self) -> AppendError {
        let what = format!("the vault row {} belongs to another subject than {}", self.id, self.subject);
        AppendError::Malformed { what }
    }
}

/// A State to start from instead of from the first entry. Only a cache: whoever reads it compares size,
/// root and build, and starts from the first entry if one differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// How many entries it contains.
    pub size: u64,
    /// The root of the tree at that size.
    pub root: Hash,
    /// Which build of the program wrote it.
    pub build: String,
    /// The State.
    pub bytes: Vec<u8>,
}

impl Snapshot {
    /// Refuses a snapshot of entries that do not exist (yet).
    pub fn admit(&self, size: u64) -> Result<(), StoreError> {
        if self.size <= size {
            return Ok(());
        }
        let what = format!("a snapshot of {} entries of a log that has {size}", self.size);
        Err(StoreError::Malformed { what })
    }
}

impl Batch {
    /// Whether a log of `size` entries in epoch `current` takes this batch from a writer that expects
    /// `expected` entries and writes in epoch `given`. Every store asks this first, inside its
    /// transaction. Answers the size afterwards.
    pub fn admit(&self, expected: u64, given: u64, size: u64, current: u64) -> Result<u64, AppendError> {
        if given < current {
            return Err(AppendError::Fenced { given, current });
        }
        if expected != size {
            return Err(AppendError::Conflict { expected, actual: size });
        }
        let after = size.saturating_add(self.entries.len() as u64);
        if after > LARGEST || given > LARGEST {
            return malformed(format!("size {after} or epoch {given} is beyond 2^53 - 1"));
        }
        if self.entries.is_empty() != self.checkpoint.is_empty() {
            return malformed("new entries and the checkpoint that signs them come together".to_owned());
        }
        self.admit_subtrees(size, after)?;
        self.admit_artefacts()?;
        if let Some(wrong) = self.about.iter().find(|about| !(size..after).contains(&about.n)) {
            return malformed(format!("entry {} is none of this batch's, {size} to {after}", wrong.n));
        }
        Ok(after)
    }

    /// A missing subtree hash would be noticed only when the first proof fails, long after.
    fn admit_subtrees(&self, before: u64, after: u64) -> Result<(), AppendError> {
        let mut named = BTreeSet::new();
        for subtree in &self.subtrees {
            let end = full_subtrees(after, subtree.level);
            let begin = full_subtrees(before, subtree.level);
            let completed = subtree.level >= 1 && (begin..end).contains(&subtree.index);
            if !completed || !named.insert((subtree.level, subtree.index)) {
                return malformed(format!(
                    "subtree {} of level {} is not completed once by entries {before} to {after}",
                    subtree.index, subtree.level
                ));
            }
        }
        let due: u64 = (1..=6).map(|level| full_subtrees(after, level) - full_subtrees(before, level)).sum();
        if named.len() as u64 != due {
            return malformed(format!("{due} subtrees are completed, {} are given", named.len()));
        }
        Ok(())
    }

    fn admit_artefacts(&self) -> Result<(), AppendError> {
        match self.artefacts.iter().find(|artefact| Hash::of(&artefact.bytes) != artefact.hash) {
            None => Ok(()),
            Some(wrong) => malformed(format!("the {} named {} has another hash", wrong.kind, wrong.hash)),
        }
    }
}

/// How many full subtrees of 256^`level` leaves a tree of `size` leaves has.
pub fn full_subtrees(size: u64, level: u8) -> u64 {
    size.checked_shr(8 * u32::from(level)).unwrap_or(0)
}

fn malformed<T>(what: String) -> Result<T, AppendError> {
    Err(AppendError::Malformed { what })
}
