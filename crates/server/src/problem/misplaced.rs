//! Texts and values that are not what they should be.

use model::{
    dossier::Unplaceable,
    path::NotAPath,
    schema::{Attribute, Misplaced},
    time::NotATime,
};

use super::Problem;

impl From<NotAPath> for Problem {
    fn from(error: NotAPath) -> Self {
        Problem::malformed(move |words| words.not_a_path(&error))
    }
}

impl From<NotATime> for Problem {
    fn from(error: NotATime) -> Self {
        Problem::malformed(move |words| words.not_a_time(&error))
    }
}

impl From<Misplaced> for Problem {
    fn from(error: Misplaced) -> Self {
        Problem::malformed(move |words| words.misplaced(&error))
    }
}

impl From<Unplaceable> for Problem {
    fn from(error: Unplaceable) -> Self {
        Problem::malformed(move |words| words.unplaceable(&error))
    }
}

impl Problem {
    /// That a text is no word.
    pub(crate) fn not_a_word(text: &str) -> Self {
        let text: String = text.chars().take(100).collect();
        Problem::malformed(move |words| words.not_a_word(&text))
    }

    /// That a fact takes something else.
    pub(crate) fn mistyped(path: String, attribute: &'static Attribute, given: &serde_json::Value) -> Self {
        let given = given.to_string();
        Problem::malformed(move |words| words.mistyped(&path, words.takes(attribute), &given))
    }
}
