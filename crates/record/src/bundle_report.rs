//! What a bundle proves, for a person and for a machine.

use std::fmt;

use serde::Serialize;

use crate::entry::EntryView;
use crate::hash::Hash;
use crate::key::VerifierKey;

/// What a bundle proves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BundleReport {
    /// Is every entry proved to be in the log?
    pub holds: bool,
    /// What the exporter says the bundle is about; nothing proves it.
    pub subject: String,
    /// The log, if its checkpoint is signed.
    pub origin: Option<String>,
    /// The number of entries the checkpoint covers.
    pub size: Option<u64>,
    /// The root over them.
    pub root: Option<Hash>,
    /// The key that signed the checkpoint: the one that was given, or one it rotated to.
    pub signed_by: Option<VerifierKey>,
    /// The entries that are proved, in the order of the log; none if the bundle does not hold.
    pub entries: Vec<ProvedEntry>,
    /// What is wrong, if something is.
    pub problem: Option<BundleProblem>,
}

/// The envelope of a proved entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProvedEntry {
    /// Its place in the log.
    pub n: u64,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// The version of its body.
    pub v: u32,
    /// When it was recorded, in microseconds since 1970-01-01T00:00:00Z.
    pub recorded_at: i64,
    /// The world it belongs to.
    pub world: String,
    /// Who caused it.
    pub actor: String,
}

impl From<EntryView<'_>> for ProvedEntry {
    fn from(entry: EntryView<'_>) -> ProvedEntry {
        ProvedEntry {
            n: entry.n,
            kind: entry.kind.into_owned(),
            v: entry.v,
            recorded_at: entry.recorded_at,
            world: entry.world.into_owned(),
            actor: entry.actor.into_owned(),
        }
    }
}

/// Why a bundle proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BundleProblem {
    /// The first bad entry; none if it is the checkpoint.
    pub entry: Option<u64>,
    /// What is wrong.
    pub reason: String,
}

impl fmt::Display for BundleProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.entry {
            Some(entry) => write!(f, "entry {entry}: {}", self.reason),
            None => write!(f, "its checkpoint: {}", self.reason),
        }
    }
}

impl fmt::Display for BundleReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(problem) = &self.problem {
            return writeln!(f, "NOT PROVED: {problem}");
        }
        if let (Some(origin), Some(size), Some(key)) = (&self.origin, &self.size, &self.signed_by) {
            let count = self.entries.len();
            writeln!(f, "{count} entries are in the log {origin} of {size} entries, as its key signed them")?;
            writeln!(f, "signed by {key}")?;
        }
        for entry in &self.entries {
            writeln!(
                f,
                "entry {}: {} v{} by {} in {}",
                entry.n, entry.kind, entry.v, entry.actor, entry.world
            )?;
        }
        writeln!(f, "said to be about: {}", self.subject)?;
        writeln!(
            f,
            "This proves that these entries are in the log. It does not prove that none was left out."
        )
    }
}
