//! What decisions were made with, carried in a bundle under the names that its entries give.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test: there a panic is the report")]

mod logbook;

use logbook::{Writer, altered, bundle_of, key, log_of};
use record::{Bundle, BundleError, Hash, bundle::MAX_BUNDLE_BYTES};
use serde_json::{Value, json};

/// A log with an entry that names these texts.
fn naming(texts: &[&str]) -> Writer {
    let mut log = log_of(6, 8);
    let names: Vec<String> =
        texts.iter().map(|text| format!("sha256:{}", Hash::of(text.as_bytes()))).collect();
    log.write("decided", json!({ "with": names }));
    log.checkpoint();
    log
}

fn carrying(log: &Writer, texts: &[&str]) -> Bundle {
    bundle_of(log, &[5, 6]).carrying(texts.iter().map(|text| text.as_bytes().to_vec())).unwrap()
}

#[test]
fn what_decisions_were_made_with_is_proved_by_its_name_alone() {
    let log = naming(&["rules", "facts"]);
    let sent = carrying(&log, &["rules", "facts", "rules"]);
    let received = Bundle::parse(&sent.to_json().unwrap()).unwrap();
    let report = received.verify(&key(1));
    assert!(report.holds, "{report}");
    assert_eq!((report.artefacts, received.artefacts()), (2, 2), "each once");
    assert_eq!(received.artefact(&Hash::of(b"facts")), Some(b"facts".as_slice()));
    assert_eq!(received.artefact(&Hash::of(b"other")), None);
}

#[test]
fn an_artefact_that_was_altered_or_that_nobody_decided_with_is_named() {
    let log = naming(&["rules", "facts"]);
    let bundle = carrying(&log, &["rules", "facts"]);
    let altered = altered(&bundle, |json| json["artefacts"][0]["text"] = json!("other facts")).unwrap();
    let problem = altered.problem.unwrap();
    assert!(problem.artefact.is_some() && problem.reason.contains("it was altered"), "{problem}");
    let stray = carrying(&log, &["stray"]).verify(&key(1));
    assert!(stray.to_string().contains("no entry of the bundle names it"), "{stray}");
    assert!(stray.entries.is_empty());
}

#[test]
fn artefacts_stand_in_order_each_once_and_are_text() {
    let log = naming(&["rules", "facts"]);
    let bundle = carrying(&log, &["rules", "facts"]);
    let refused = |change: &dyn Fn(&mut Value)| altered(&bundle, change).unwrap_err();
    let swapped = refused(&|json| json["artefacts"].as_array_mut().unwrap().reverse());
    assert!(matches!(swapped, BundleError::ArtefactOrder { .. }));
    let twice = refused(&|json| json["artefacts"][1] = json["artefacts"][0].clone());
    assert!(matches!(twice, BundleError::ArtefactOrder { .. }));
    assert!(matches!(refused(&|json| json["artefacts"][0]["x"] = json!(1)), BundleError::Shape(_)));
    let bytes = bundle_of(&log, &[5]).carrying([vec![0xFF]]).unwrap_err();
    assert!(matches!(bytes, BundleError::ArtefactNotText(_)));
}

#[test]
fn a_bundle_too_long_to_be_read_is_not_written() {
    let half = "x".repeat(MAX_BUNDLE_BYTES / 2);
    let [one, other] = [format!("1{half}"), format!("2{half}")];
    let log = naming(&[&one, &other]);
    let refused = carrying(&log, &[&one, &other]).to_json().unwrap_err();
    assert!(matches!(refused, BundleError::TooMuch(_)), "{refused}");
    assert!(carrying(&log, &[&one]).to_json().is_ok());
}
