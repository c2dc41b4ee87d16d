//! Texts on their way to the vault and back: sealed under a key of whoever they are about, opened as long as there is
//! that key.
//!
//! A key is durable before any text sealed with it is: a crash in between leaves a key that opens nothing, never a
//! text that nobody can open. A text without its key is a destroyed one, and that is no error.

use std::collections::BTreeMap;

use model::{
    Word,
    id::{PersonId, TextId},
};
use store::{
    AppendError, ReadStore, Store, StoreError, VaultRow,
    keys::{KeyRow, Keys},
};
use vault::{Key, KeyId, Label, VaultError};

use crate::{
    Room,
    recovery::Worlds,
    submission::{Refusal, Text},
};

/// Why a text could not be read.
#[derive(Debug, thiserror::Error)]
pub enum TextError {
    /// It, or its key, could not be fetched.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It is not what was written.
    #[error("the text {id}: {source}")]
    Vault {
        /// Which.
        id: String,
        /// Why.
        source: VaultError,
    },
}

/// What became of a text.
#[derive(Debug, PartialEq, Eq)]
pub enum Opened {
    /// It says this.
    Words(String),
    /// Its key is not here: it was destroyed, or did not come along when the record was restored.
    NoKey,
    /// There is no such text: it was destroyed.
    Gone,
}

/// The subject of the texts that are a person's: their name, and what they wrote.
#[must_use]
pub fn of_person(person: PersonId) -> String {
    format!("person {person}")
}

/// The subject of texts about somebody who may not be enrolled, such as an officer who answered by telephone: their first
/// text names it, and nobody else's erasure reaches it.
#[must_use]
pub fn of_somebody(first: TextId) -> String {
    format!("officer {first}")
}

/// The subject of the texts that are an agency's.
#[must_use]
pub fn of_agency(agency: &Word) -> String {
    format!("agency {agency}")
}

/// Whom a subject is, if it is one of the people enrolled.
#[must_use]
pub fn person_of(subject: &str) -> Option<PersonId> {
    subject.strip_prefix("person ")?.parse().ok()
}

/// Opens a text.
///
/// # Errors
/// When it cannot be read, or was altered.
pub fn open(store: &impl ReadStore, keys: &dyn Keys, id: &str) -> Result<Opened, TextError> {
    let Some(row) = store.vault(id)? else { return Ok(Opened::Gone) };
    open_row(&row, keys)
}

/// Opens a text that was fetched.
///
/// # Errors
/// When its key cannot be read, or it was altered.
pub fn open_row(row: &VaultRow, keys: &dyn Keys) -> Result<Opened, TextError> {
    let altered = |source| TextError::Vault { id: row.id.clone(), source };
    let name = vault::asks_for(&row.bytes).map_err(altered)?;
    let Some(kept) = keys.key(&row.subject, &name.0)? else { return Ok(Opened::NoKey) };
    let label = Label { id: &row.id, subject: &row.subject };
    let words = key_of(&kept).open(label, &row.bytes).map_err(altered)?;
    let words = String::from_utf8(words.to_vec()).map_err(|_| altered(VaultError::Form))?;
    Ok(Opened::Words(words))
}

/// The words of a text, for whoever is to see them: nothing if it was destroyed. What cannot be read at the moment is
/// not shown either; a verification says why.
#[must_use]
pub fn words(store: &impl ReadStore, keys: &dyn Keys, id: TextId) -> Option<String> {
    match open(store, keys, &id.to_string()) {
        Ok(Opened::Words(words)) => Some(words),
        _ => None,
    }
}

fn key_of(kept: &KeyRow) -> Key {
    Key::new(KeyId(kept.name), *kept.bytes)
}

impl<S: Store> Room<S> {
    /// The texts of a batch as rows: what keys they still need are drawn and kept first, all at once.
    pub(crate) fn seal_texts(&mut self, texts: Vec<Text>) -> Result<Vec<VaultRow>, Refusal> {
        let refused = |error: StoreError| Refusal::NotRecorded(AppendError::Refused(error));
        let mut keys: BTreeMap<String, Key> = BTreeMap::new();
        let mut fresh = Vec::new();
        for text in &texts {
            if keys.contains_key(&text.subject) {
                continue;
            }
            let kept = match self.keys.current(&text.subject).map_err(refused)? {
                Some(kept) => kept,
                None => {
                    let drawn = self.draw_key(&text.subject);
                    fresh.push(drawn.clone());
                    drawn
                }
            };
            keys.insert(text.subject.clone(), key_of(&kept));
        }
        if !fresh.is_empty() {
            self.keys.keep(&fresh).map_err(refused)?;
        }
        let seal = |Text { id, subject, text }: Text| {
            let (id, nonce) = (id.to_string(), self.surroundings.borrow_mut().bytes());
            let key = keys.get(&subject).ok_or(VaultError::Altered);
            let sealed =
                key.and_then(|key| key.seal(Label { id: &id, subject: &subject }, text.as_bytes(), nonce));
            let bytes = sealed.map_err(|error| Refusal::Malformed(format!("the text {id}: {error}")))?;
            Ok(VaultRow { id, subject, bytes })
        };
        texts.into_iter().map(seal).collect()
    }

    fn draw_key(&self, subject: &str) -> KeyRow {
        let mut surroundings = self.surroundings.borrow_mut();
        KeyRow { subject: subject.to_owned(), name: surroundings.bytes(), bytes: surroundings.bytes().into() }
    }

    /// Takes note of whose data is erased according to the worlds, so that it is destroyed.
    pub(crate) fn heed_erasures(&mut self) {
        for subject in erased(&self.worlds) {
            if self.erased.insert(subject.clone()) {
                self.to_destroy.push(subject);
            }
        }
    }

    /// Destroys the data of those whose erasure is on the record: their texts, and the keys that open any copy of
    /// them. What fails is left to the next try; the next start tries, too, because the worlds say who was erased and
    /// the keys say who was destroyed.
    pub(crate) fn destroy_erased(&mut self) {
        if self.to_destroy.is_empty() || self.unsettled {
            return;
        }
        let rows: Vec<_> = self.to_destroy.iter().map(|subject| self.store.destroy(subject)).collect();
        // Not before the rows: once a subject is among the destroyed, nothing is left to do for it.
        let keys = self.keys.destroy(&self.to_destroy);
        if keys.is_ok() && rows.iter().all(Result::is_ok) {
            self.to_destroy.clear();
        }
    }
}

/// The subjects whose data is erased in some world.
#[must_use]
pub fn erased(worlds: &Worlds) -> Vec<String> {
    worlds.values().flat_map(conduct::State::erased).map(of_person).collect()
}
