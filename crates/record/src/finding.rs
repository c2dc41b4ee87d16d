//! What can be wrong with a log, which entries it concerns, and how a person is told.

use std::fmt;

use serde::Serialize;
use serde::ser::SerializeStruct as _;

use crate::hash::Hash;
use crate::key::VerifierKey;

/// The first thing that is wrong, and which entries it concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The first entry that is bad, or that may be.
    pub first: Option<u64>,
    /// The last entry that may be; the same as `first` if exactly one is bad.
    pub last: Option<u64>,
    /// What is wrong.
    pub problem: Problem,
}

impl Finding {
    pub(crate) fn at(entry: u64, problem: Problem) -> Finding {
        Finding { first: Some(entry), last: Some(entry), problem }
    }

    /// About the entries `from..until`; about none of them if the range is empty.
    pub(crate) fn within(from: u64, until: u64, problem: Problem) -> Finding {
        let last = until.checked_sub(1).filter(|last| *last >= from);
        Finding { first: last.map(|_| from), last, problem }
    }
}

/// What can be wrong with a log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Problem {
    /// There is no entry at all.
    #[error("the log is empty")]
    Empty,
    /// Entry and leaf hash do not belong together.
    #[error("its bytes hash to {computed}, but {stored} is stored: the entry or its stored hash was altered")]
    LeafHash {
        /// What is stored.
        stored: Hash,
        /// What the bytes hash to.
        computed: Hash,
    },
    /// Not an entry.
    #[error("{reason}")]
    Malformed {
        /// What is wrong with it.
        reason: String,
    },
    /// Another entry stands in this place.
    #[error("entry {found} stands in its place: entries were dropped, swapped or repeated")]
    Place {
        /// The number that the entry in this place states.
        found: u64,
    },
    /// Recorded before its predecessor.
    #[error("recorded at {recorded_at}, before its predecessor at {before} (microseconds since 1970)")]
    TimeDecreased {
        /// Its own time.
        recorded_at: i64,
        /// The time of the entry before.
        before: i64,
    },
    /// It breaks the succession of epochs and keys.
    #[error("{reason}")]
    Keys {
        /// How.
        reason: String,
    },
    /// A stored subtree hash is not what its entries give.
    #[error(
        "the stored hash {stored} (level {level}, number {index}) over them is not {computed}: it was altered"
    )]
    SubtreeHash {
        /// The tile level.
        level: u8,
        /// Its number in the level.
        index: u64,
        /// What is stored.
        stored: Hash,
        /// What the entries give.
        computed: Hash,
    },
    /// A stored subtree hash cannot be read.
    #[error("the stored hash (level {level}, number {index}) over them is missing: {reason}")]
    SubtreeMissing {
        /// The tile level.
        level: u8,
        /// Its number in the level.
        index: u64,
        /// What the store says.
        reason: String,
    },
    /// A stored checkpoint is not one, or not this log's.
    #[error("the checkpoint over them is damaged: {reason}")]
    CheckpointDamaged {
        /// How.
        reason: String,
    },
    /// A stored checkpoint is not signed by the log's key.
    #[error("the checkpoint over them is not signed as it must be: {reason}")]
    CheckpointSignature {
        /// By whom not.
        reason: String,
    },
    /// The entries are not those that were signed.
    #[error(
        "the signed root over {size} entries is {signed}, but they give {computed}: one of these was altered"
    )]
    Root {
        /// The checkpoint's size.
        size: u64,
        /// The root that was signed.
        signed: Hash,
        /// The root that the entries give.
        computed: Hash,
    },
    /// A stored checkpoint covers more entries than there are.
    #[error("they are missing: a stored checkpoint covers {size} entries")]
    Missing {
        /// The checkpoint's size.
        size: u64,
    },
    /// No stored checkpoint covers the last entries.
    #[error("no checkpoint covers them: they were never acknowledged, or their checkpoint was removed")]
    Unacknowledged,
    /// The log speaks with another key than the one given.
    #[error("the key in force ({in_force}) does not come from the key that was given ({given})")]
    ForeignKey {
        /// The key that was given.
        given: VerifierKey,
        /// The key that signs the last entries.
        in_force: VerifierKey,
    },
    /// The outside checkpoint cannot be believed.
    #[error("the outside checkpoint is of no use: {reason}")]
    OutsideCheckpoint {
        /// Why.
        reason: String,
    },
    /// The log is shorter than an outside checkpoint.
    #[error(
        "they are missing: the outside checkpoint covers {size} entries; this is an old copy or a cut one{caveat}"
    )]
    Truncated {
        /// The outside checkpoint's size.
        size: u64,
        /// What could not be checked about it; empty if it was signed by a key of the log.
        caveat: String,
    },
    /// The log left the history that the outside checkpoint covers.
    #[error(
        "the outside checkpoint covers {size} entries of {origin}, but that epoch ended at entry {ended_at} here: the {} that came after were lost or withheld{caveat}", size.saturating_sub(*ended_at)
    )]
    LeftBehind {
        /// The outside checkpoint's origin.
        origin: String,
        /// Its size.
        size: u64,
        /// The entry that opened the next epoch.
        ended_at: u64,
        /// When the last entry that is left of that epoch was recorded: what is lost came after it.
        left_at: Option<i64>,
        /// What could not be checked about the checkpoint; empty if it was signed by a key of the log.
        caveat: String,
    },
    /// Two histories under one name.
    #[error(
        "the outside checkpoint has the root {signed} over {size} entries, but this log has {computed}: there are two histories"
    )]
    Fork {
        /// The outside checkpoint's size.
        size: u64,
        /// Its root.
        signed: Hash,
        /// The root of this log at that size.
        computed: Hash,
    },
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.first, self.last) {
            (Some(first), Some(last)) if first == last => write!(f, "entry {first}: {}", self.problem),
            (Some(first), Some(last)) => write!(f, "entries {first} to {last}: {}", self.problem),
            _ => write!(f, "{}", self.problem),
        }
    }
}

impl Serialize for Finding {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut finding = serializer.serialize_struct("Finding", 4)?;
        finding.serialize_field("first", &self.first)?;
        finding.serialize_field("last", &self.last)?;
        finding.serialize_field("message", &self.to_string())?;
        finding.serialize_field("problem", &self.problem)?;
        finding.end()
    }
}
