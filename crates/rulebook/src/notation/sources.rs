//! The sources a file declares. A fact or rule that cites another is at fault: nothing is known from nowhere.

use std::collections::BTreeMap;

use model::Word;

use super::{Entry, Table, hint};

/// The sources a file declares: what a fact may cite.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources(BTreeMap<Word, String>);

impl Sources {
    /// Reads `[sources]`: key = where it can be read.
    #[must_use]
    pub fn read(table: &Table<'_>) -> Self {
        let mut declared = BTreeMap::new();
        for entry in table.entries() {
            match (entry.key().parse::<Word>(), entry.text()) {
                (Ok(key), Some(text)) => drop(declared.insert(key, text.to_owned())),
                (Err(error), _) => entry.note_key(error.to_string()),
                (Ok(_), None) => {}
            }
        }
        Sources(declared)
    }

    /// Where `key` can be read, if it is declared.
    #[must_use]
    pub fn get(&self, key: &Word) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// All of them, in order of their keys.
    pub fn iter(&self) -> impl Iterator<Item = (&Word, &str)> {
        self.0.iter().map(|(key, text)| (key, text.as_str()))
    }

    /// Reads a citation; notes one that is not declared.
    #[must_use]
    pub fn cited(&self, entry: &Entry<'_>) -> Option<Word> {
        let key: Word = entry.parse()?;
        if self.0.contains_key(&key) {
            return Some(key);
        }
        let known: Vec<&str> = self.0.keys().map(Word::as_str).collect();
        entry.note(format!("the source `{key}` is not declared in [sources]{}", hint(key.as_str(), &known)));
        None
    }
}
