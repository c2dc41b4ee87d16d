//! Signed tree heads (C2SP `tlog-checkpoint`): which log, how many entries, which root.
//!
//! ```text
//! <origin>
//! <number of leaves>
//! <base64 of the root>
//! [<extension line>]...
//! ```
//!
//! as the text of a signed note. A checkpoint is what a partner keeps: with it, everything before it
//! can no longer be changed unseen.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::hash::{Hash, shortened};
use crate::key::{Signer, VerifierKey};
use crate::note::{Note, NoteError};

/// Why a text is not a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// Fewer than three lines, an empty line, or no newline at the end.
    #[error(
        "a checkpoint is at least three lines (origin, size, root), none of them empty, each with its newline"
    )]
    Lines,
    /// Not a decimal number without leading zeros.
    #[error("the size of a checkpoint is a plain decimal number, not {0:?}")]
    Size(String),
    /// Not the base64 of a hash.
    #[error("the root of a checkpoint is the base64 of 32 bytes, not {0:?}")]
    Root(String),
    /// The note around it.
    #[error(transparent)]
    Note(#[from] NoteError),
}

/// A tree head, signed or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Checkpoint {
    /// The log's identity; it is also the name of the keys that sign it.
    pub origin: String,
    /// The number of leaves.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
    /// Extension lines, opaque; we write none (the specification advises against them).
    pub extensions: Vec<String>,
}

impl Checkpoint {
    /// A tree head without extension lines.
    pub fn new(origin: &str, size: u64, root: Hash) -> Checkpoint {
        Checkpoint { origin: origin.to_owned(), size, root, extensions: Vec::new() }
    }

    /// Signs it. The caller names the key or keys that speak for the log at this size.
    pub fn sign(self, signers: &[&Signer]) -> Result<SignedCheckpoint, CheckpointError> {
        let text = self.to_string();
        if text.parse::<Checkpoint>()? != self {
            return Err(CheckpointError::Lines);
        }
        Ok(SignedCheckpoint { note: Note::sign(&text, signers)?, checkpoint: self })
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, self.root.to_base64())?;
        self.extensions.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

impl FromStr for Checkpoint {
    type Err = CheckpointError;

    fn from_str(text: &str) -> Result<Checkpoint, CheckpointError> {
        let lines: Vec<&str> = text.strip_suffix('\n').ok_or(CheckpointError::Lines)?.split('\n').collect();
        let [origin, size, root, extensions @ ..] = lines.as_slice() else {
            return Err(CheckpointError::Lines);
        };
        if lines.iter().any(|line| line.is_empty()) {
            return Err(CheckpointError::Lines);
        }
        Ok(Checkpoint {
            origin: (*origin).to_owned(),
            size: decimal(size).ok_or_else(|| CheckpointError::Size(shortened(size)))?,
            root: Hash::from_base64(root).map_err(|_| CheckpointError::Root(shortened(root)))?,
            extensions: extensions.iter().map(|line| (*line).to_owned()).collect(),
        })
    }
}

/// A decimal number in its one spelling: digits only, no leading zero.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

/// A checkpoint and the note that carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCheckpoint {
    checkpoint: Checkpoint,
    note: Note,
}

impl SignedCheckpoint {
    /// Reads the bytes of a signed note whose text is a checkpoint; nothing is believed yet.
    pub fn parse(bytes: &[u8]) -> Result<SignedCheckpoint, CheckpointError> {
        let note = Note::parse(bytes)?;
        Ok(SignedCheckpoint { checkpoint: note.text().parse()?, note })
    }

    /// What it says.
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The note around it.
    pub fn note(&self) -> &Note {
        &self.note
    }

    /// The keys among `known` that signed it: at least one, and none wrongly.
    pub fn verify<'k>(
        &self,
        known: impl IntoIterator<Item = &'k VerifierKey>,
    ) -> Result<Vec<&'k VerifierKey>, CheckpointError> {
        Ok(self.note.verify(known)?)
    }

    /// The bytes to store and to send.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.note.to_string().into_bytes()
    }
}
