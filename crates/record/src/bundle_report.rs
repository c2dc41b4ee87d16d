//! What a bundle proves, for a person and for a machine.

use std::fmt;

use serde::Serialize;

use crate::entry::EntryView;
use crate::hash::{Hash, shortened};
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
    /// How many rulebooks and fact sets it carries, each as an entry names it.
    pub artefacts: usize,
    /// How its log stands to the checkpoint that was kept, if one was given and the entries are proved.
    pub against: Option<Against>,
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

/// How the log of a bundle stands to a checkpoint that somebody kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum Against {
    /// It is the same log at the same size.
    Same {
        /// The number of entries the kept checkpoint covers.
        size: u64,
    },
    /// The log as it is signed in the bundle goes on from the kept checkpoint: nothing before was changed.
    Continues {
        /// The number of entries the kept checkpoint covers.
        size: u64,
    },
    /// The same key signed two different logs of the same size. Both notes together prove it.
    Fork {
        /// The number of entries both cover.
        size: u64,
        /// The root that was kept.
        kept: Hash,
        /// The root in the bundle.
        here: Hash,
    },
    /// Neither is proved.
    NotProved {
        /// The number of entries the kept checkpoint covers.
        size: u64,
        /// Why, and what to ask for.
        reason: String,
    },
}

impl Against {
    /// Is it proved that nothing up to the kept checkpoint was changed?
    pub fn agrees(&self) -> bool {
        matches!(self, Against::Same { .. } | Against::Continues { .. })
    }
}

/// Why a bundle proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BundleProblem {
    /// The first bad entry, if it is an entry.
    pub entry: Option<u64>,
    /// The first bad artefact, if it is an artefact. If it is neither, it is the checkpoint.
    pub artefact: Option<String>,
    /// What is wrong.
    pub reason: String,
}

impl BundleProblem {
    pub(crate) fn checkpoint(reason: String) -> BundleProblem {
        BundleProblem { entry: None, artefact: None, reason }
    }

    pub(crate) fn entry(n: u64, reason: String) -> BundleProblem {
        BundleProblem { entry: Some(n), artefact: None, reason }
    }

    pub(crate) fn artefact(name: String, reason: String) -> BundleProblem {
        BundleProblem { entry: None, artefact: Some(name), reason }
    }
}

impl BundleReport {
    /// Is everything proved that was asked: every entry, and how it stands to the kept checkpoint?
    pub fn proves_all(&self) -> bool {
        self.holds && self.against.as_ref().is_none_or(Against::agrees)
    }
}

impl fmt::Display for BundleProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = &self.reason;
        match (self.entry, &self.artefact) {
            (Some(entry), _) => write!(f, "entry {entry}: {reason}"),
            (None, Some(name)) => write!(f, "the artefact {}: {reason}", name.escape_debug()),
            (None, None) => write!(f, "its checkpoint: {reason}"),
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
        match &self.against {
            Some(against) => writeln!(f, "{against}")?,
            None => writeln!(
                f,
                "not held against a checkpoint that somebody kept: its key could have signed another log"
            )?,
        }
        // Nothing proves the subject, and whoever wrote it may have meant a terminal.
        writeln!(f, "said to be about: {}", shortened(&self.subject).escape_debug())?;
        writeln!(
            f,
            "This proves that these entries are in the log. It does not prove that none was left out."
        )
    }
}

impl fmt::Display for Against {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Against::Same { size } => {
                write!(f, "the log is the one of the checkpoint that was kept, {size} entries")
            }
            Against::Continues { size } => {
                write!(
                    f,
                    "the log goes on from the checkpoint that was kept: its first {size} entries are unchanged"
                )
            }
            Against::Fork { size, kept, here } => write!(
                f,
                "NOT THE SAME LOG: its key signed two different logs of {size} entries, with the root {kept} in the checkpoint that was kept and {here} in the bundle. Keep both: together they prove it"
            ),
            Against::NotProved { size, reason } => {
                write!(f, "NOT PROVED against the checkpoint of {size} entries that was kept: {reason}")
            }
        }
    }
}
