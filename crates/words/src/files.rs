//! The files of the catalogue, built in.

use crate::Language;

/// One language's files: what each is about, and its text.
macro_rules! of {
    ($tag:literal: $($subject:literal),+) => {
        &[$(($subject, include_str!(concat!("../catalogue/", $tag, "/", $subject, ".ftl")))),+]
    };
}

/// The same subjects in each language.
macro_rules! catalogue {
    ($subjects:tt) => { catalogue!(@ "en" $subjects, "ur" $subjects, "zh" $subjects) };
    (@ $($tag:literal [$($subject:literal),+]),+) => { [$(of!($tag: $($subject),+)),+] };
}

static FILES: [&[(&str, &str)]; 3] = catalogue!([
    "facts",
    "values",
    "verdicts",
    "reasons",
    "actions",
    "clear",
    "past",
    "replay",
    "rules",
    "record",
    "entries",
    "room",
    "pages",
    "map",
    "messages",
    "tak",
    "backup",
    "roads",
    "route",
    "match",
    "problems",
    "rejections",
    "unfit"
]);

/// The files of a language: what each is about, and its text in Fluent's syntax.
#[must_use]
pub fn files(language: Language) -> &'static [(&'static str, &'static str)] {
    match language {
        Language::English => FILES[0],
        Language::Urdu => FILES[1],
        Language::Chinese => FILES[2],
    }
}
