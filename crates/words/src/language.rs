//! The languages of the catalogue.

use std::{fmt, str::FromStr};

/// A language everything is said in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Language {
    /// English, the language of the rule files.
    #[default]
    English,
    /// Urdu, written from right to left.
    Urdu,
    /// Chinese, in simplified characters.
    Chinese,
}

/// Not a language of the catalogue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnknownLanguage(String);

impl Language {
    /// Every language.
    pub const ALL: [Language; 3] = [Language::English, Language::Urdu, Language::Chinese];

    /// The tag people and files write: `en`, `ur`, `zh`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Urdu => "ur",
            Language::Chinese => "zh",
        }
    }

    /// Whether its lines run from right to left.
    #[must_use]
    pub const fn is_right_to_left(self) -> bool {
        matches!(self, Language::Urdu)
    }

    /// The language of a locale as POSIX names it (`ur_PK.UTF-8`, `zh_CN`), if it is one of these.
    #[must_use]
    pub fn of_locale(locale: &str) -> Option<Language> {
        locale.split(['_', '.', '-', '@']).next()?.parse().ok()
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(tag: &str) -> Result<Self, UnknownLanguage> {
        let known = Language::ALL.into_iter().find(|language| language.tag() == tag);
        known.ok_or_else(|| UnknownLanguage(tag.chars().take(40).collect()))
    }
}

impl fmt::Display for UnknownLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "nothing is written in `{}`: take en, ur or zh", self.0)
    }
}

impl std::error::Error for UnknownLanguage {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_names_its_language_and_no_other() {
        assert_eq!(Language::of_locale("ur_PK.UTF-8"), Some(Language::Urdu));
        assert_eq!(Language::of_locale("zh_CN"), Some(Language::Chinese));
        assert_eq!(Language::of_locale("en"), Some(Language::English));
        for other in ["C", "POSIX", "", "de_DE.UTF-8", "zha_CN", "C.UTF-8"] {
            assert_eq!(Language::of_locale(other), None, "{other}");
        }
    }
}
