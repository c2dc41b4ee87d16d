//! Entries about the log itself, and entries that cannot be read.

use conduct::event::Unreadable;
use model::Span;
use ops::{journal::JournalError, jump::ClockJumped};
use record::{EpochOpened, KeyRotated};
use words::Catalogue;

use super::yes;

pub fn epoch_opened(opened: &EpochOpened, words: &Catalogue) -> String {
    let origin = harmless(&opened.origin).into();
    let key = opened.key.to_string().into();
    match &opened.previous {
        None => words.say_with("entry-log-begun", [("origin", origin), ("key", key)]),
        Some(previous) => {
            let (size, previous) = (previous.size.into(), harmless(&previous.origin).into());
            let about = [("origin", origin), ("key", key), ("size", size), ("previous", previous)];
            words.say_with("entry-epoch-opened", about)
        }
    }
}

pub fn key_rotated(rotated: &KeyRotated, words: &Catalogue) -> String {
    words.say_with("entry-key-rotated", [("key", rotated.new_key.to_string().into())])
}

pub fn clock_jumped(jumped: &ClockJumped, words: &Catalogue) -> String {
    let about = [
        ("way", if jumped.by_us < 0 { "back" } else { "forward" }.into()),
        ("span", words.span(Span(jumped.by_us.saturating_abs())).into()),
        ("wall", jumped.wall.to_string().into()),
        ("synchronised", yes(jumped.synchronised)),
    ];
    words.say_with("entry-clock-jumped", about)
}

pub fn no_entry(problem: &str, words: &Catalogue) -> String {
    words.say_with("entry-not-one", [("problem", harmless(problem).into())])
}

/// Read by its envelope only: the proof is the same.
pub fn not_readable(kind: &str, version: u32, error: &JournalError, words: &Catalogue) -> String {
    let (kind, version) = (harmless(kind).into(), version.to_string().into());
    match error {
        JournalError::Event { source: Unreadable::UnknownType { .. }, .. } => {
            words.say_with("entry-unknown", [("type", kind), ("version", version)])
        }
        _ => {
            let problem = harmless(&error.to_string()).into();
            let about = [("type", kind), ("version", version), ("problem", problem)];
            words.say_with("entry-unreadable", about)
        }
    }
}

/// The beginning of a text that came from outside, on one line: it may be meant for a terminal.
pub(super) fn harmless(text: &str) -> String {
    text.chars().take(200).flat_map(char::escape_debug).collect()
}
