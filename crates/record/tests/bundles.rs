//! Bundles: proved on another machine with the public key alone.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::cast_possible_truncation,
    reason = "a test: there a panic is the report"
)]

mod logbook;

use logbook::{UNIT, altered, bundle_of, key, log_of, signer};
use proptest::prelude::*;
use record::bundle::{MAX_BUNDLE_BYTES, MAX_ENTRIES};
use record::{Bundle, BundleError, BundleReport, Checkpoint, Envelope, Prover};
use serde_json::{Value, json};

#[test]
fn a_bundle_is_proved_with_the_key_alone() {
    let log = log_of(600, 50);
    let sent = bundle_of(&log, &[3, 4, 255, 256, 599]);
    let received = Bundle::parse(&sent.to_json().unwrap()).unwrap();
    assert_eq!(received, sent);
    let report = received.verify(&key(1));
    assert!(report.holds, "{report}");
    assert_eq!(report.entries.iter().map(|entry| entry.n).collect::<Vec<_>>(), [3, 4, 255, 256, 599]);
    assert_eq!((report.size, report.root), (Some(600), Some(log.frontier.root())));
    assert_eq!(report.signed_by, Some(key(1)));
    assert!(received.entries().eq([3, 4, 255, 256, 599].map(|n| log.book.entries[n].bytes.as_slice())));
}

#[test]
fn the_report_says_that_nothing_proves_completeness() {
    let report = bundle_of(&log_of(20, 8), &[5]).verify(&key(1)).to_string();
    assert!(report.starts_with("1 entries are in the log unit.example/log of 20 entries"), "{report}");
    assert!(report.ends_with("It does not prove that none was left out.\n"), "{report}");
    assert!(report.contains("said to be about: movement 7"), "{report}");
}

#[test]
fn the_document_has_this_shape() {
    let json: Value = serde_json::from_slice(&bundle_of(&log_of(3, 2), &[1]).to_json().unwrap()).unwrap();
    let fields: Vec<_> = json.as_object().unwrap().keys().cloned().collect();
    assert_eq!(fields, ["checkpoint", "entries", "format", "subject", "v"]);
    assert_eq!((&json["format"], &json["v"]), (&json!("safeconduct-bundle"), &json!(1)));
    assert!(json["entries"][0]["entry"].as_str().unwrap().starts_with("{\"actor\":\"desk\""));
    assert_eq!(json["entries"][0]["n"], 1);
    assert_eq!(json["entries"][0]["proof"].as_array().unwrap().len(), 2);
}

#[test]
fn an_altered_bundle_is_not_proved_and_names_the_entry() {
    let log = log_of(40, 8);
    let bundle = bundle_of(&log, &[5, 6, 30]);
    let problem = |change: &dyn Fn(&mut Value)| {
        let report = altered(&bundle, change).unwrap();
        assert!(!report.holds && report.entries.is_empty() && report.root.is_none());
        report.problem.unwrap().entry
    };
    let other = String::from_utf8(log.book.entries[7].bytes.clone()).unwrap();
    assert_eq!(problem(&|json| json["entries"][1]["entry"] = json!(other)), Some(6));
    assert_eq!(problem(&|json| json["entries"][1]["n"] = json!(7)), Some(7));
    assert_eq!(problem(&|json| json["entries"][2]["proof"].as_array_mut().unwrap().swap(0, 1)), Some(30));
    assert_eq!(problem(&|json| drop(json["entries"][2]["proof"].as_array_mut().unwrap().pop())), Some(30));
    let swap = |from: &'static str, to: &'static str| {
        move |json: &mut Value| {
            json["checkpoint"] = json!(json["checkpoint"].as_str().unwrap().replacen(from, to, 1));
        }
    };
    assert_eq!(problem(&swap("\n40\n", "\n41\n")), None);
    assert_eq!(problem(&swap("unit.", "Unit.")), None);
    assert_eq!(problem(&swap("— unit.", "— Unit.")), None);
    assert_eq!(problem(&|json| json["checkpoint"] = json!("")), None);
}

#[test]
fn a_bundle_of_another_log_is_not_proved() {
    let bundle = bundle_of(&log_of(20, 8), &[5]);
    for stranger in [key(2), signer("other.example", 1).verifier().clone()] {
        let report = bundle.verify(&stranger);
        assert!(!report.holds && report.to_string().starts_with("NOT PROVED: its checkpoint: "), "{report}");
    }
}

#[test]
fn a_checkpoint_of_another_log_does_not_count_though_the_key_signed_it() {
    let log = log_of(20, 8);
    let root = log.frontier.root();
    let head = Checkpoint::new("other.example", 20, root).sign(&[&signer(UNIT, 1)]).unwrap();
    let entries = [log.book.entries[5].bytes.clone()];
    let report = Bundle::build("movement 7", &head, entries, &log.book).unwrap().verify(&key(1));
    assert!(report.to_string().contains("it is of the log other.example"), "{report}");
}

#[test]
fn an_entry_that_states_another_place_than_it_has_is_not_proved() {
    // A log that signs such a thing is broken; its bundle must not pass for good.
    let mut log = log_of(4, 8);
    let stray = Envelope { n: 9, ..log.envelope("report-received", json!(null)) }.encode().unwrap();
    log.append(stray.clone());
    let head = log.checkpoint();
    let proof = Prover::new(&log.book, 5).inclusion(4).unwrap();
    let document = json!({
        "format": "safeconduct-bundle", "v": 1, "subject": "", "checkpoint": head.note().to_string(),
        "entries": [{"n": 4, "entry": String::from_utf8(stray).unwrap(),
            "proof": proof.hashes.iter().map(record::Hash::to_base64).collect::<Vec<_>>()}],
    });
    let report = Bundle::parse(document.to_string().as_bytes()).unwrap().verify(&key(1));
    assert_eq!(report.problem.unwrap().to_string(), "entry 4: it states that it is entry 9");
}

#[test]
fn an_older_key_proves_a_bundle_that_carries_the_rotations() {
    let mut log = log_of(10, 4);
    log.rotate(2);
    log.events(3);
    log.checkpoint();
    log.rotate(3);
    log.events(3);
    log.checkpoint();
    log.events(1);
    log.checkpoint();
    let with = bundle_of(&log, &[5, 10, 14]);
    for seed in 1..=3 {
        let report = with.verify(&key(seed));
        assert!(report.holds, "key {seed}: {report}");
        assert_eq!(report.signed_by, Some(key(3)));
    }
    let without = bundle_of(&log, &[5, 14]);
    assert!(!without.verify(&key(1)).holds);
    assert!(without.verify(&key(2)).holds && without.verify(&key(3)).holds);
}

#[test]
fn what_the_exporter_says_cannot_steer_a_terminal() {
    let bundle = bundle_of(&log_of(20, 8), &[5]);
    let report = altered(&bundle, |json| json["subject"] = json!("\u{1b}[2Jcleared\nall is well")).unwrap();
    let said = report.to_string();
    assert!(said.contains("\\u{1b}[2Jcleared\\nall is well") && !said.contains('\u{1b}'), "{said}");
}

#[test]
fn what_would_not_verify_is_not_exported() {
    let log = log_of(20, 8);
    let head = log.book.latest();
    let entry = |n: usize| log.book.entries[n].bytes.clone();
    let build = |entries: Vec<Vec<u8>>| Bundle::build("movement 7", &head, entries, &log.book);
    assert_eq!(build(vec![]), Err(BundleError::Count(0)));
    assert_eq!(build(vec![entry(5), entry(4)]), Err(BundleError::Order { n: 4, before: 5 }));
    assert_eq!(build(vec![entry(5), entry(5)]), Err(BundleError::Order { n: 5, before: 5 }));
    assert!(matches!(build(vec![b"{}".to_vec()]), Err(BundleError::Entry(_))));
    let foreign = log.envelope("report-received", json!(null));
    assert!(matches!(build(vec![foreign.encode().unwrap()]), Err(BundleError::Proof { n: 20, .. })));
    let mut rewritten = record::Envelope::decode(&entry(5)).unwrap();
    rewritten.actor = "somebody else".to_owned();
    assert!(matches!(build(vec![rewritten.encode().unwrap()]), Err(BundleError::Proof { n: 5, .. })));
}

#[test]
fn other_documents_are_refused_before_anything_is_believed() {
    let bundle = bundle_of(&log_of(20, 8), &[5, 6]);
    let refused = |change: &dyn Fn(&mut Value)| altered(&bundle, change).unwrap_err();
    assert!(matches!(refused(&|json| json["v"] = json!(2)), BundleError::Version { v: 2, .. }));
    assert!(matches!(refused(&|json| json["format"] = json!("x")), BundleError::Version { .. }));
    assert!(matches!(refused(&|json| json["extra"] = json!(1)), BundleError::Shape(_)));
    assert!(matches!(refused(&|json| json["entries"][0]["extra"] = json!(1)), BundleError::Shape(_)));
    assert!(matches!(refused(&|json| json["entries"][0]["proof"][0] = json!("AA==")), BundleError::Shape(_)));
    assert!(matches!(refused(&|json| json["entries"] = json!([])), BundleError::Count(0)));
    assert!(matches!(refused(&|json| json["entries"][0]["n"] = json!(6)), BundleError::Order { .. }));
    assert!(matches!(Bundle::parse(&vec![b' '; MAX_BUNDLE_BYTES + 1]), Err(BundleError::TooLong(_))));
    let many: Vec<_> = (0..=MAX_ENTRIES).map(|n| json!({"n": n, "entry": "", "proof": []})).collect();
    let many = refused(&|json| json["entries"] = json!(many));
    assert_eq!(many, BundleError::Count(MAX_ENTRIES + 1));
    let twice =
        String::from_utf8(bundle.to_json().unwrap()).unwrap().replacen("\"v\": 1", "\"v\": 1, \"v\": 1", 1);
    assert!(matches!(Bundle::parse(twice.as_bytes()), Err(BundleError::Shape(_))));
}

proptest! {
    #[test]
    fn a_flipped_bit_in_a_bundle_never_changes_what_is_proved(at in any::<prop::sample::Index>(), bit in 0..8_u8) {
        let bundle = bundle_of(&log_of(20, 8), &[5, 6]);
        let before = bundle.verify(&key(1));
        let mut bytes = bundle.to_json().unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        if let Ok(received) = Bundle::parse(&bytes) {
            let after = received.verify(&key(1));
            // The subject is a label that nothing proves; everything else is as it was, or not proved.
            let same = BundleReport { subject: before.subject.clone(), ..after.clone() } == before;
            prop_assert!(!after.holds || same, "{}", after);
        }
    }

    #[test]
    fn arbitrary_documents_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "[{}\\[\\]\":,a-z0-9]*") {
        let _ = Bundle::parse(&bytes);
        let _ = Bundle::parse(text.as_bytes());
    }
}
