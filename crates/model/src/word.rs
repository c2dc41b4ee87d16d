//! Short identifiers that people choose: a call sign, a plate, a citation key, an area, a word of a list.
//!
//! A word is deliberately too poor to hold a sentence or a person's name with its address: entries of the
//! record are for ever, so free text belongs in the vault and is referred to by its identifier.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// The longest word, in bytes.
pub const LONGEST: usize = 64;

/// 1 to 64 ASCII letters, digits and `- . _ / + :`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Word(std::sync::Arc<str>);

/// Why a text is not a word.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{}` is not a word: use 1 to 64 letters (A-Z, a-z), digits and - . _ / + : without spaces",
    .text.chars().take(80).collect::<String>().escape_debug()
)]
pub struct NotAWord {
    text: String,
}

impl Word {
    /// The word as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this area (`pk/kp/shangla`) is `area` or lies within it (`pk/kp`).
    #[must_use]
    pub fn is_within(&self, area: &Word) -> bool {
        self.0.strip_prefix(area.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

impl FromStr for Word {
    type Err = NotAWord;

    fn from_str(text: &str) -> Result<Self, NotAWord> {
        let fits = (1..=LONGEST).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._/+:".contains(&b));
        if fits { Ok(Word(text.into())) } else { Err(NotAWord { text: text.to_owned() }) }
    }
}

impl std::borrow::Borrow<str> for Word {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Word {
    fn eq(&self, other: &str) -> bool {
        &*self.0 == other
    }
}

impl TryFrom<String> for Word {
    type Error = NotAWord;

    fn try_from(text: String) -> Result<Self, NotAWord> {
        text.parse()
    }
}

impl From<Word> for String {
    fn from(word: Word) -> String {
        word.0.as_ref().to_owned()
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_not_a_word() {
        assert!("the driver of the second bus".parse::<Word>().is_err());
        assert!("".parse::<Word>().is_err());
        assert!("LES-1234".parse::<Word>().is_ok());
    }

    #[test]
    fn an_area_lies_within_its_whole_segments_only() {
        let area = |text: &str| text.parse::<Word>().unwrap();
        assert!(area("pk/kp/shangla").is_within(&area("pk/kp")));
        assert!(area("pk").is_within(&area("pk")));
        assert!(!area("pk/kpx").is_within(&area("pk/kp")));
        assert!(!area("pk").is_within(&area("pk/kp")));
    }
}
