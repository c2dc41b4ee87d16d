//! What is said to whoever takes a step, besides what the step is.

use std::collections::BTreeMap;

use words::{Catalogue, Language};

/// A note.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Note {
    /// The words of the rule's author.
    Authors {
        /// As the rule has them.
        text: String,
        /// In other languages.
        text_in: BTreeMap<Language, String>,
    },
    /// Nobody said when it departs: the day is the first on which it may.
    FirstPossible,
    /// Nobody said where it lies: it is taken to be there.
    TakenToBe,
    /// Nobody said that there is nothing else: it is taken to be so.
    NoOther,
}

impl Note {
    /// The note; the author's words as they stand where nobody put them into the language.
    #[must_use]
    pub fn in_words(&self, words: &Catalogue) -> String {
        match self {
            Note::Authors { text, text_in } => text_in.get(&words.language()).unwrap_or(text).clone(),
            Note::FirstPossible => words.say("note-first-possible"),
            Note::TakenToBe => words.say("note-taken-to-be"),
            Note::NoOther => words.say("note-no-other"),
        }
    }
}
