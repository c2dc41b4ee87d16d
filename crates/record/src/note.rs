//! Signed notes (C2SP `signed-note`): a text that a person can read, and the signatures under it.
//!
//! ```text
//! <text, ending in a newline>
//!
//! — <key name> <base64(key id || signature)>
//! ```
//!
//! Signatures of unknown keys are kept and ignored; that is how a key rotates and how a witness signs
//! beside the log. A known key whose signature is wrong spoils the whole note.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::hash::shortened;
use crate::key::{Signer, VerifierKey, is_name};

/// A note is at most 128 KiB: room for 16 signatures of the largest assigned kind.
pub const MAX_NOTE_BYTES: usize = 128 << 10;
/// A note has at most 64 signatures; the specification asks for at least 16.
pub const MAX_SIGNATURES: usize = 64;
const DASH: &str = "— ";

/// Why bytes are not a signed note, or why a note is not to be believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Longer than [`MAX_NOTE_BYTES`].
    #[error("the note has {0} bytes; at most {MAX_NOTE_BYTES} are read")]
    TooLong(usize),
    /// Not UTF-8.
    #[error("the note is not UTF-8 at byte {0}")]
    Utf8(usize),
    /// A control character other than newline.
    #[error("the note holds the control character {0:?}")]
    Control(char),
    /// No blank line, or no newline at the end.
    #[error(
        "the note has no signatures: it must end in a blank line and signature lines, each with its newline"
    )]
    Unsigned,
    /// The text of a new note does not end in a newline.
    #[error("the text of a note ends in a newline")]
    Text,
    /// A line under the blank line is no signature.
    #[error("signature line {line} is not \"— name base64\": {text:?}")]
    Line {
        /// Which line, from 1.
        line: usize,
        /// What stands there.
        text: String,
    },
    /// Too many signatures.
    #[error("the note has {0} signatures; at most {MAX_SIGNATURES} are read")]
    TooMany(usize),
    /// A known key's signature is wrong: the text was altered.
    #[error("the signature of {0} does not fit the text: the note was altered")]
    Bad(VerifierKey),
    /// Nobody known signed it.
    #[error("none of the expected keys ({expected}) signed the note; it names {found}")]
    Unknown {
        /// The keys that would have been believed.
        expected: String,
        /// The names in the note.
        found: String,
    },
}

/// One signature under a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteSignature {
    /// The name of the key.
    pub name: String,
    /// The id of the key.
    pub id: [u8; 4],
    /// The signature itself; 64 bytes if the key is an Ed25519 key.
    pub bytes: Vec<u8>,
}

impl NoteSignature {
    fn of(&self, key: &VerifierKey) -> bool {
        self.name == key.name() && self.id == key.id()
    }
}

/// A text and its signatures. To parse a note is not to believe it: see [`Note::verify`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<NoteSignature>,
}

impl Note {
    /// Signs `text`, which ends in a newline, with each of the keys in turn.
    pub fn sign(text: &str, signers: &[&Signer]) -> Result<Note, NoteError> {
        if !text.ends_with('\n') {
            return Err(NoteError::Text);
        }
        refuse_control(text)?;
        if signers.is_empty() {
            return Err(NoteError::Unsigned);
        }
        let mut note = Note { text: text.to_owned(), signatures: Vec::new() };
        signers.iter().for_each(|signer| note.add(signer));
        Ok(note)
    }

    /// Adds a signature under those that are there.
    pub fn add(&mut self, signer: &Signer) {
        let key = signer.verifier();
        let bytes = signer.sign(self.text.as_bytes()).0.to_vec();
        self.signatures.push(NoteSignature { name: key.name().to_owned(), id: key.id(), bytes });
    }

    /// Reads a note; strict, and bounded before anything is looked at.
    pub fn parse(bytes: &[u8]) -> Result<Note, NoteError> {
        if bytes.len() > MAX_NOTE_BYTES {
            return Err(NoteError::TooLong(bytes.len()));
        }
        let note = std::str::from_utf8(bytes).map_err(|error| NoteError::Utf8(error.valid_up_to()))?;
        refuse_control(note)?;
        let (text, lines) = note.rsplit_once("\n\n").ok_or(NoteError::Unsigned)?;
        let lines: Vec<&str> = lines.strip_suffix('\n').ok_or(NoteError::Unsigned)?.split('\n').collect();
        if lines.len() > MAX_SIGNATURES {
            return Err(NoteError::TooMany(lines.len()));
        }
        let signatures = lines.iter().enumerate().map(|(index, line)| {
            signature(line).ok_or_else(|| NoteError::Line { line: index + 1, text: shortened(line) })
        });
        Ok(Note { text: format!("{text}\n"), signatures: signatures.collect::<Result<_, _>>()? })
    }

    /// The signed text, its last newline included.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signatures, of known and unknown keys alike.
    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }

    /// Did `key` sign? `Ok(false)` if it did not, an error if a signature under its name is wrong.
    pub fn signed_by(&self, key: &VerifierKey) -> Result<bool, NoteError> {
        let mut signed = false;
        for signature in self.signatures.iter().filter(|signature| signature.of(key)) {
            if !key.verifies(self.text.as_bytes(), &signature.bytes) {
                return Err(NoteError::Bad(key.clone()));
            }
            signed = true;
        }
        Ok(signed)
    }

    /// The keys among `known` that signed: at least one of them, and none wrongly.
    pub fn verify<'k>(
        &self,
        known: impl IntoIterator<Item = &'k VerifierKey>,
    ) -> Result<Vec<&'k VerifierKey>, NoteError> {
        let known: Vec<_> = known.into_iter().collect();
        let mut signed = Vec::new();
        for key in &known {
            if self.signed_by(key)? {
                signed.push(*key);
            }
        }
        if signed.is_empty() {
            let expected = known.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            let found = self.signatures.iter().map(|s| s.name.as_str()).collect::<Vec<_>>().join(", ");
            return Err(NoteError::Unknown { expected, found: shortened(&found) });
        }
        Ok(signed)
    }
}

/// The note as bytes are stored and sent.
impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| {
            let bytes = STANDARD.encode([&signature.id, signature.bytes.as_slice()].concat());
            writeln!(f, "{DASH}{} {bytes}", signature.name)
        })
    }
}

fn refuse_control(text: &str) -> Result<(), NoteError> {
    // The specification forbids the characters below U+0020, not U+007F and its like.
    match text.chars().find(|c| *c < ' ' && *c != '\n') {
        Some(control) => Err(NoteError::Control(control)),
        None => Ok(()),
    }
}

fn signature(line: &str) -> Option<NoteSignature> {
    let (name, encoded) = line.strip_prefix(DASH)?.split_once(' ')?;
    let bytes = STANDARD.decode(encoded).ok()?;
    let (id, bytes) = bytes.split_first_chunk::<4>()?;
    if !is_name(name) || bytes.is_empty() {
        return None;
    }
    Some(NoteSignature { name: name.to_owned(), id: *id, bytes: bytes.to_vec() })
}
