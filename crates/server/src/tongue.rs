//! The language that somebody is told in, where a request says which.

use model::Word;
use serde::Deserialize;
use utoipa::ToSchema;
use words::Language;

use crate::{problem::Problem, stated::word};

/// A language people are told in.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
pub(crate) enum Tongue {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Urdu.
    #[serde(rename = "ur")]
    Urdu,
    /// Chinese.
    #[serde(rename = "zh")]
    Chinese,
}

impl Tongue {
    /// As the record has it.
    pub fn word(self) -> Result<Word, Problem> {
        let language = match self {
            Tongue::English => Language::English,
            Tongue::Urdu => Language::Urdu,
            Tongue::Chinese => Language::Chinese,
        };
        word(language.tag(), "language")
    }
}
