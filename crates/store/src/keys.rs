//! Where the keys of people's texts are kept: apart from the texts, so that whoever has the one has not the other.
//!
//! A text is sealed with a key of its subject (the person it is about). Destroying a subject's keys destroys what
//! its texts said, in this directory and in every backup of it. That a subject was destroyed is kept for good: no
//! later key takes its place, and an older copy of the keys, brought back, does not bring the person back.
//!
//! This module does not know what a key opens. Keys never stand in an error or a log.

#[cfg(feature = "testing")]
pub mod conformance;
#[cfg(feature = "testing")]
pub mod memory;
mod schema;
mod sqlite;

use std::{collections::BTreeSet, fmt};

use zeroize::Zeroizing;

use crate::error::StoreError;

pub use schema::{KEYS_APPLICATION_ID, KEYS_FORMAT};
pub use sqlite::{KEYS, SqliteKeys};

/// What tells the keys of a subject apart.
pub type KeyName = [u8; 8];

/// A key as it is kept. Its bytes are overwritten when it is let go of.
#[derive(Clone, PartialEq, Eq)]
pub struct KeyRow {
    /// Whose texts it is for.
    pub subject: String,
    /// Its name: no two keys of a subject have the same.
    pub name: KeyName,
    /// The key.
    pub bytes: Zeroizing<[u8; 32]>,
}

impl fmt::Debug for KeyRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyRow")
            .field("subject", &self.subject)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// What keeps keys.
///
/// Each method is one transaction, durable before it answers. Repeating one is harmless.
pub trait Keys: Send + Sync {
    /// The key that a subject's next text is sealed with: the one kept last.
    fn current(&self, subject: &str) -> Result<Option<KeyRow>, StoreError>;

    /// The key of this name.
    fn key(&self, subject: &str, name: &KeyName) -> Result<Option<KeyRow>, StoreError>;

    /// Keeps keys, all or none. One that is kept already stays as it is.
    ///
    /// # Errors
    /// [`StoreError::Malformed`] if one of the subjects was destroyed.
    fn keep(&self, keys: &[KeyRow]) -> Result<(), StoreError>;

    /// Every subject that has a key.
    fn subjects(&self) -> Result<BTreeSet<String>, StoreError>;

    /// Destroys every key of these subjects for good, whether or not they had any, and overwrites their bytes.
    ///
    /// # Errors
    /// [`StoreError::NotScrubbed`] if the keys are gone but somebody still reads the file: repeat it.
    fn destroy(&self, subjects: &[String]) -> Result<(), StoreError>;

    /// Every subject that was destroyed.
    fn destroyed(&self) -> Result<BTreeSet<String>, StoreError>;
}

/// The refusal of a key for somebody who was destroyed.
fn was_destroyed(subject: &str) -> StoreError {
    StoreError::Malformed { what: format!("the keys of {subject} were destroyed for good; it gets no other") }
}
