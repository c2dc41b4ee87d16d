//! Entries: one spelling, nine fields, nothing else.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::cast_possible_truncation,
    reason = "a test: there a panic is the report"
)]

mod logbook;

use logbook::{START, Writer};
use proptest::prelude::*;
use record::canonical::{MAX_BYTES, MAX_DEPTH, MAX_INTEGER};
use record::{CanonicalError, EntryError, EntryView, Envelope, Nonce, check_canonical};
use serde_json::{Value, json};

fn envelope(body: Value) -> Envelope {
    Writer::open("log", 1).envelope("report-received", body)
}

fn encoded(body: Value) -> Vec<u8> {
    envelope(body).encode().unwrap()
}

#[test]
fn an_entry_has_this_form() {
    // The form is a format: stored logs depend on every byte of it.
    let entry = String::from_utf8(encoded(json!({"text": "Besham passed"}))).unwrap();
    assert_eq!(
        entry,
        r#"{"actor":"desk","body":{"text":"Besham passed"},"epoch":1,"n":1,"nonce":"00000000000000009e3779b97f4a7c15","recorded_at":1711440000001000,"type":"report-received","v":1,"world":"actual"}"#
    );
}

#[test]
fn an_entry_reads_back_as_it_was_written() {
    let body = json!({"text": "Bešam گزر گیا 😀\n\u{1}", "list": [1, -2, null, true, {"": []}], "\u{fb33}": 1, "😀": 2});
    let written = envelope(body);
    let bytes = written.encode().unwrap();
    assert_eq!(check_canonical(&bytes), Ok(()));
    let read = Envelope::decode(&bytes).unwrap();
    assert_eq!(read, written);
    assert_eq!(read.encode().unwrap(), bytes);
    let view = EntryView::parse(&bytes).unwrap();
    assert_eq!((view.n, view.epoch, view.v, view.recorded_at), (1, 1, 1, START + 1_000));
    assert_eq!(serde_json::from_str::<Value>(view.body).unwrap(), written.body);
}

#[test]
fn names_with_escapes_are_read_for_what_they_say() {
    let mut written = envelope(json!(null));
    written.actor = "duty \"officer\" \\ Üçler".to_owned();
    assert_eq!(Envelope::decode(&written.encode().unwrap()).unwrap().actor, written.actor);
}

/// The entry with a text in it replaced.
fn altered(from: &str, to: &str) -> EntryError {
    let good = String::from_utf8(encoded(json!({"a": 1}))).unwrap();
    assert!(good.contains(from), "{from} is not in {good}");
    Envelope::decode(good.replace(from, to).as_bytes()).unwrap_err()
}

#[test]
fn other_fields_are_refused() {
    assert!(matches!(altered(r#","v":1"#, r#","user":"x","v":1"#), EntryError::Fields(_)));
    assert!(matches!(altered(r#","v":1"#, ""), EntryError::Fields(_)));
    assert!(matches!(altered(r#","world":"actual""#, ""), EntryError::Fields(_)));
    assert!(matches!(altered(r#""n":1"#, r#""n":"1""#), EntryError::Fields(_)));
    assert!(matches!(Envelope::decode(b"{}"), Err(EntryError::Fields(_))));
    assert!(matches!(Envelope::decode(b"[]"), Err(EntryError::Fields(_))));
}

#[test]
fn other_spellings_are_refused_and_say_so() {
    use CanonicalError::{DuplicateKey, Float, Unexpected};
    assert!(matches!(altered(r#","v":1"#, r#", "v":1"#), EntryError::Canonical(Unexpected { .. })));
    assert!(matches!(altered(r#"{"a":1}"#, r#"{"a":1,"a":1}"#), EntryError::Canonical(DuplicateKey { .. })));
    assert!(matches!(altered(r#""n":1"#, r#""n":1,"n":1"#), EntryError::Canonical(DuplicateKey { .. })));
    assert!(matches!(altered(r#"{"a":1}"#, "1.5"), EntryError::Canonical(Float { .. })));
    assert!(matches!(altered(r#""epoch":1"#, r#""epoch":1e0"#), EntryError::Canonical(Float { .. })));
    assert!(matches!(altered("}", "}\n"), EntryError::Canonical(Unexpected { .. })));
}

#[test]
fn values_outside_their_range_are_refused() {
    assert!(matches!(altered(r#""n":1"#, r#""n":-1"#), EntryError::Number { field: "n", found: -1 }));
    assert!(matches!(altered(r#""v":1"#, r#""v":0"#), EntryError::Number { field: "v", found: 0 }));
    assert!(matches!(altered(r#""v":1"#, r#""v":4294967296"#), EntryError::Number { field: "v", .. }));
    assert!(matches!(altered("9e3779b97f4a7c15", "9E3779B97F4A7C15"), EntryError::Nonce(_)));
    assert!(matches!(altered("9e3779b97f4a7c15", ""), EntryError::Nonce(_)));
    assert!(matches!(altered("9e3779b97f4a7c15", "9e3779b97f4a7c1\\b"), EntryError::Nonce(_)));
    assert!(matches!(altered(r#""desk""#, r#""""#), EntryError::Name { field: "actor", .. }));
    assert!(matches!(altered(r#""actual""#, r#""a\nb""#), EntryError::Name { field: "world", .. }));
    let long = format!("\"{}\"", "x".repeat(129));
    assert!(matches!(altered(r#""report-received""#, &long), EntryError::Name { field: "type", .. }));
}

#[test]
fn an_envelope_that_would_not_read_back_is_not_written() {
    let refused = |change: fn(&mut Envelope)| {
        let mut envelope = envelope(json!(null));
        change(&mut envelope);
        envelope.encode().unwrap_err()
    };
    assert!(matches!(refused(|e| e.actor.clear()), EntryError::Name { field: "actor", .. }));
    assert!(matches!(refused(|e| e.world = "x".repeat(129)), EntryError::Name { field: "world", .. }));
    assert!(matches!(refused(|e| e.kind = "a\u{7f}".to_owned()), EntryError::Name { field: "type", .. }));
    assert!(matches!(refused(|e| e.n = 1 << 53), EntryError::Number { field: "n", .. }));
    assert!(matches!(refused(|e| e.recorded_at = i64::MAX), EntryError::Number { field: "recorded_at", .. }));
    assert!(matches!(refused(|e| e.v = 0), EntryError::Number { field: "v", found: 0 }));
    let float = refused(|e| e.body = json!({"speed": [60.0]}));
    assert_eq!(
        float.to_string(),
        "not canonical JSON: /body/speed/0: 60.0 is not an integer of at most 2^53-1; use a smaller unit or a string"
    );
    assert!(matches!(refused(|e| e.body = json!(MAX_INTEGER + 1)), EntryError::Canonical(_)));
    let nested = |depth| (0..depth).fold(json!(0), |inner, _| json!([inner]));
    let deepest = Envelope { body: nested(MAX_DEPTH - 1), ..envelope(json!(null)) };
    assert_eq!(Envelope::decode(&deepest.encode().unwrap()).unwrap(), deepest);
    assert!(Envelope { body: nested(MAX_DEPTH), ..deepest }.encode().is_err());
    let long = Envelope { body: json!("x".repeat(MAX_BYTES)), ..envelope(json!(null)) };
    assert!(matches!(long.encode(), Err(EntryError::Canonical(CanonicalError::TooLong { .. }))));
}

#[test]
fn a_body_of_another_shape_names_its_entry() {
    let bytes = encoded(json!({"a": 1}));
    let error = EntryView::parse(&bytes).unwrap().body_as::<Vec<u8>>().unwrap_err();
    assert!(error.to_string().starts_with("the body of entry 1 is not a report-received: "), "{error}");
}

proptest! {
    #[test]
    fn every_envelope_that_is_written_reads_back(
        n in 0..=MAX_INTEGER as u64, epoch in 0..1000_u64, nonce in any::<[u8; 16]>(),
        recorded_at in -MAX_INTEGER..=MAX_INTEGER, v in 1..=u32::MAX,
        kind in "[^\u{0}-\u{1f}\u{7f}-\u{9f}]{1,20}", actor in "[^\u{0}-\u{1f}\u{7f}-\u{9f}]{1,20}", text in ".*",
    ) {
        let written = Envelope {
            n, epoch, nonce: Nonce(nonce), recorded_at, kind, v, world: "actual".to_owned(), actor, body: json!({ "": text }),
        };
        prop_assert_eq!(Envelope::decode(&written.encode().unwrap()).unwrap(), written);
    }

    #[test]
    fn a_changed_byte_is_refused_or_says_something_else(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let good = encoded(json!({"text": "é", "list": [1, {"b": null}]}));
        let mut bad = good.clone();
        let at = at.index(bad.len());
        bad[at] = byte;
        if let Ok(read) = Envelope::decode(&bad) {
            prop_assert_eq!(read.encode().unwrap(), bad);
        }
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), text in ".*") {
        let _ = Envelope::decode(&bytes);
        let _ = Envelope::decode(text.as_bytes());
        let _ = text.parse::<Nonce>();
    }
}
