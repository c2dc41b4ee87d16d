//! Whether the catalogue has everything, in every language, and nothing else.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod messages;
mod named;

use std::collections::BTreeSet;

use messages::{cases, ids, messages};
use model::{Path, Span, Value};
use words::{Catalogue, Language};

#[test]
fn every_file_is_read_without_a_fault() {
    for language in Language::ALL {
        for (subject, text) in words::files(language) {
            if let Err((_, faults)) = fluent_syntax::parser::parse(*text) {
                panic!("{}/{subject}.ftl: {faults:?}", language.tag());
            }
        }
    }
}

#[test]
fn no_message_is_there_twice() {
    for language in Language::ALL {
        let ids = ids(language);
        let once: BTreeSet<&String> = ids.iter().collect();
        let twice: Vec<_> =
            once.iter().filter(|id| ids.iter().filter(|other| *other == **id).count() > 1).collect();
        assert!(twice.is_empty(), "{}: {twice:?}", language.tag());
    }
}

#[test]
fn every_language_has_the_same_messages_about_the_same_variables() {
    let english = messages(Language::English);
    for language in [Language::Urdu, Language::Chinese] {
        let other = messages(language);
        for (id, variables) in &english {
            assert_eq!(other.get(id), Some(variables), "{id} in {}", language.tag());
        }
        let surplus: Vec<_> = other.keys().filter(|id| !english.contains_key(*id)).collect();
        assert!(surplus.is_empty(), "only in {}: {surplus:?}", language.tag());
    }
}

#[test]
fn every_language_tells_the_same_cases_apart_and_they_are_those_the_code_names() {
    let english = cases(Language::English);
    for language in [Language::Urdu, Language::Chinese] {
        let other = cases(language);
        for (id, cases) in &english {
            assert_eq!(other.get(id), Some(cases), "{id} in {}", language.tag());
        }
    }
    let code = named::code();
    let unnamed = |case: &&String| !code.contains(&format!("\"{case}\""));
    let unnamed: Vec<_> = english.values().flatten().filter(unnamed).collect();
    assert!(unnamed.is_empty(), "{unnamed:?}");
}

#[test]
fn everything_the_schema_and_the_enumerations_name_has_a_message() {
    let there = messages(Language::English);
    let missing: Vec<_> = named::everything().into_iter().filter(|id| !there.contains_key(id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_message_the_code_names_is_there() {
    let there = messages(Language::English);
    let missing: Vec<_> = named::said_by_code().into_iter().filter(|id| !there.contains_key(id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn no_message_is_unused() {
    let named = named::everything();
    let code = named::code();
    let used = |id: &String| named.contains(id) || code.contains(&format!("\"{id}\""));
    let unused: Vec<_> = messages(Language::English).into_keys().filter(|id| !used(id)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn a_message_that_is_not_there_is_named_and_nothing_fails() {
    assert_eq!(Catalogue::english().say("nothing-like-this"), "nothing-like-this");
}

#[test]
fn a_fact_is_named_by_what_it_is_about_and_not_by_its_path() {
    let fact = |path: &str| Catalogue::english().fact(&path.parse().unwrap());
    assert_eq!(fact("districts[shangla].notice.given"), "district shangla: early notice given");
    assert_eq!(fact("highway_police.notice.given"), "highway police: early notice given");
    assert_eq!(fact("movement.departs_on"), "day of departure");
    assert_eq!(fact("vehicles[bus].ballistic[a].protects"), "vehicle bus, bullet examination a: passed");
    assert_eq!(fact("vehicles[bus]"), "vehicle bus");
    assert_eq!(fact("districts.complete"), "list of districts complete");
    let within = |path: &str| Catalogue::english().fact_within(&path.parse().unwrap());
    assert_eq!(within("vehicles[bus].bullet_proof"), "withstands bullets (vehicle bus)");
}

#[test]
fn listed_words_are_said_and_labels_stay_as_they_are() {
    let value = |path: &str, word: &str| {
        let path: Path = path.parse().unwrap();
        Catalogue::of(Language::Chinese).value_of(&path, &Value::Word(word.parse().unwrap()), Span::ZERO)
    };
    assert_eq!(value("movement.kind", "single"), "单次");
    assert_eq!(value("vehicles[bus].plate", "single"), "single", "a plate may read like a word");
}

#[test]
fn identifiers_are_set_apart_only_where_lines_run_from_right_to_left() {
    let path: Path = "vehicles[LES-1234].seats".parse().unwrap();
    let marks = ['\u{2068}', '\u{2069}'];
    for language in [Language::English, Language::Chinese] {
        assert!(!Catalogue::of(language).fact(&path).contains(marks), "{}", language.tag());
    }
    assert!(Catalogue::of(Language::Urdu).fact(&path).contains("\u{2068}LES-1234\u{2069}"));
}

#[test]
fn a_span_is_told_by_its_two_largest_parts() {
    let span = |text: &str| {
        let Ok(model::Quantity { n, .. }) = model::Unit::Microsecond.parse(text) else { panic!("{text}") };
        Catalogue::english().span(Span(n))
    };
    assert_eq!(span("1 d"), "1 day");
    assert_eq!(span("50 h"), "2 days 2 hours");
    assert_eq!(span("0 s"), "0 s");
    assert_eq!(Catalogue::english().span(Span(-3_600_000_000)), "minus 1 hour");
}
