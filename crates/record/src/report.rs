//! What a verification says: for a person, and as JSON for a machine.
//!
//! It never says more than was proved. Without an outside checkpoint a log can only be consistent with
//! itself, and whoever holds its key could have written another one.

use std::fmt;

use serde::Serialize;

use crate::epoch::Epoch;
use crate::finding::Finding;
use crate::hash::Hash;
use crate::key::VerifierKey;

/// How far the proof goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Every entry is covered by a signed checkpoint, and the outside checkpoint agrees.
    Witnessed,
    /// Every entry is covered by a signed checkpoint; nobody outside was asked.
    SelfConsistent,
    /// Something is wrong: see the finding.
    Failed,
}

/// The result of verifying a log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// How far the proof goes.
    pub verdict: Verdict,
    /// Entries read until the end or the finding.
    pub read: u64,
    /// Entries covered by the last good checkpoint: 0 to `proved - 1` are as they were signed.
    pub proved: u64,
    /// The root over them.
    pub root: Hash,
    /// The epochs met, with their keys.
    pub epochs: Vec<Epoch>,
    /// The key that was given from outside, if any.
    pub trusted_key: Option<VerifierKey>,
    /// The size of the outside checkpoint, if one was given.
    pub witnessed: Option<u64>,
    /// What is wrong, if something is.
    pub finding: Option<Finding>,
}

impl Report {
    /// Was nothing found wrong? It may still be unwitnessed.
    pub fn holds(&self) -> bool {
        self.verdict != Verdict::Failed
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.finding, self.witnessed) {
            (Some(finding), _) => {
                writeln!(f, "NOT PROVED: {finding}")?;
                writeln!(f, "covered by good checkpoints before that: {} entries", self.proved)?;
            }
            (None, Some(size)) => {
                writeln!(
                    f,
                    "consistent with the outside checkpoint of {size} entries, self-consistent to {}",
                    self.proved
                )?;
            }
            (None, None) => writeln!(f, "self-consistent to {}, unwitnessed", self.proved)?,
        }
        writeln!(f, "root {}", self.root)?;
        for epoch in &self.epochs {
            for since in &epoch.keys {
                writeln!(f, "epoch {} from entry {}: key {}", epoch.epoch, since.entry, since.key)?;
            }
        }
        match &self.trusted_key {
            _ if !self.holds() => Ok(()),
            Some(key) => writeln!(f, "the keys above come from the key that was given: {key}"),
            None => writeln!(
                f,
                "the keys above are what the log says of itself: compare them with what its owner gave you"
            ),
        }
    }
}
