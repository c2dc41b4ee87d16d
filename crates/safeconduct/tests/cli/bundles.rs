//! What is handed to a partner proves what it says on another machine, and nothing that was changed on the way.

use std::fs;

use proptest::{
    strategy::{Strategy as _, ValueTree as _},
    test_runner::TestRunner,
};
use serde_json::Value;

use crate::{
    binary::{FALSE, MISUSE, TRUE, safeconduct, text},
    files::{Desk, recorded},
};

/// A bundle about one movement of a record with others, and the key that proves it.
fn exported(desk: &Desk) -> (Vec<u8>, String) {
    let data = desk.data();
    recorded(&data, &["besham-2024-03-26", "demo-short-notice", "demo-airport-run"]).ended(FALSE);
    let bundle = desk.path().join("bundle.json");
    let number = "demo-short-notice-2026-11-24";
    let export = ["record", "export", text(&data), "--movement", number, "-o", text(&bundle)];
    safeconduct(export).ended(TRUE);
    let printed = safeconduct(["record", "export", text(&data), "--movement", number]).ended(TRUE).out;
    assert_eq!(fs::read_to_string(&bundle).unwrap(), printed);
    (fs::read(bundle).unwrap(), fs::read_to_string(data.join("record.pub")).unwrap().trim().to_owned())
}

#[test]
fn a_bundle_is_proved_by_the_key_alone() {
    let desk = Desk::new();
    let (bundle, key) = exported(&desk);
    let elsewhere = Desk::new();
    let file = elsewhere.file("bundle.json", bundle);
    let run = safeconduct(["record", "verify", text(&file), "--key", &key]).ended(TRUE);
    run.said(&[
        "waiver-granted",
        "clearance-evaluated",
        "demo-short-notice",
        "does not prove that none was left out",
    ]);
    let report = safeconduct(["record", "verify", text(&file), "--key", &key, "--json"]).ended(TRUE).json();
    let kinds: Vec<_> = report["entries"].as_array().unwrap().iter().map(|entry| &entry["type"]).collect();
    for kind in ["epoch-opened", "rulebooks-adopted", "movement-requested", "clearance-evaluated"] {
        assert!(kinds.contains(&&Value::from(kind)), "{kinds:?}");
    }
    safeconduct(["record", "verify", text(&file)]).ended(MISUSE).complained(&["bundle.json", "--key"]);
}

#[test]
fn a_bundle_of_another_log_is_not_proved() {
    let [desk, other] = [Desk::new(), Desk::new()];
    let (bundle, _) = exported(&desk);
    let (_, theirs) = exported(&other);
    let file = desk.file("bundle.json", bundle);
    safeconduct(["record", "verify", text(&file), "--key", &theirs]).ended(FALSE).said(&["NOT PROVED"]);
}

#[test]
fn a_changed_entry_is_named() {
    let desk = Desk::new();
    let (bundle, key) = exported(&desk);
    let text_of = String::from_utf8(bundle).unwrap();
    let mut bundle: Value = serde_json::from_str(&text_of).unwrap();
    let entries = bundle["entries"].as_array_mut().unwrap();
    let last = entries.last_mut().unwrap();
    let n = last["n"].as_u64().unwrap();
    let forged = last["entry"].as_str().unwrap().replace("\"clears\":true", "\"clears\":false");
    assert_ne!(forged, last["entry"].as_str().unwrap());
    last["entry"] = forged.into();
    let file = desk.file("forged.json", bundle.to_string());
    let run = safeconduct(["record", "verify", text(&file), "--key", &key, "--json"]).ended(FALSE).json();
    assert_eq!(run["problem"]["entry"], n);
    assert!(run["entries"].as_array().unwrap().is_empty(), "nothing of it is believed");
}

#[test]
fn no_changed_byte_of_a_bundle_passes_unless_nothing_it_proves_is_changed() {
    const TRIALS: u32 = 120;
    let desk = Desk::new();
    let (bundle, key) = exported(&desk);
    let proved = |bytes: &[u8]| {
        let mut bundle: Value = serde_json::from_slice(bytes).unwrap();
        // What the exporter says it is about is proved by nothing, and the answer says so.
        bundle["subject"] = Value::Null;
        bundle
    };
    let mut runner = TestRunner::deterministic();
    let flips = (0..bundle.len(), 1..=255_u8);
    let mut found = 0;
    for _ in 0..TRIALS {
        let (at, flip) = flips.new_tree(&mut runner).unwrap().current();
        let mut changed = bundle.clone();
        changed[at] ^= flip;
        let file = desk.file("changed.json", &changed);
        let run = safeconduct(["record", "verify", text(&file), "--key", &key]);
        match run.code {
            Some(FALSE | MISUSE) => found += 1,
            Some(TRUE) => assert_eq!(proved(&changed), proved(&bundle), "byte {at} changed and passed"),
            _ => panic!("{run:?}"),
        }
    }
    assert!(found > TRIALS * 9 / 10, "{found} of {TRIALS} found");
}
