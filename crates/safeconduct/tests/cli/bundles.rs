//! What is handed to a partner proves what it says on another machine, and nothing that was changed on the way.

use std::fs;

use proptest::{
    strategy::{Strategy as _, ValueTree as _},
    test_runner::TestRunner,
};
use serde_json::Value;

use crate::{
    binary::{FAILURE, FALSE, MISUSE, TRUE, safeconduct, text},
    files::{Desk, recorded},
};

/// A bundle about one movement of a record with others, and the key that proves it.
pub fn exported(desk: &Desk) -> (Vec<u8>, String) {
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
        "authority, desk: waived notice-seven-days for demo-short-notice-2026-11-24",
        "demo-short-notice-2026-11-24 CLEARED: notice-seven-days waived",
        "1 decision, made again, comes out with the recorded verdicts",
        "not held against a checkpoint",
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

/// The bundle as a document, changed by somebody on the way.
pub fn changed(bundle: &[u8], change: impl Fn(&mut Value)) -> String {
    let mut document: Value = serde_json::from_slice(bundle).unwrap();
    change(&mut document);
    document.to_string()
}

#[test]
fn a_bundle_is_held_against_the_checkpoint_that_the_partner_kept() {
    let desk = Desk::new();
    let data = desk.data();
    recorded(&data, &["besham-2024-03-26"]).ended(FALSE);
    let early = desk.file("early", safeconduct(["record", "checkpoint", text(&data)]).ended(TRUE).out);
    let (plain, key) = exported(&desk);
    let now = desk.file("now", safeconduct(["record", "checkpoint", text(&data)]).ended(TRUE).out);
    let number = "demo-short-notice-2026-11-24";
    let since = ["record", "export", text(&data), "--movement", number, "--since", text(&early)];
    let since = desk.file("since.json", safeconduct(since).ended(TRUE).out);
    let plain = desk.file("plain.json", plain);
    recorded(&data, &["demo-airport-run"]).ended(TRUE);
    let late = desk.file("late", safeconduct(["record", "checkpoint", text(&data)]).ended(TRUE).out);

    let held = |bundle: &std::path::Path, kept: &std::path::Path| {
        let verify = ["record", "verify", text(bundle), "--key", &key, "--checkpoint", text(kept)];
        let report = safeconduct(verify.iter().copied().chain(["--json"]));
        assert_eq!(report.json()["holds"], true, "{report:?}");
        assert_eq!(report.json()["proved"], report.code == Some(TRUE));
        (safeconduct(verify), report.json()["against"]["outcome"].as_str().unwrap().to_owned())
    };
    let (run, outcome) = held(&since, &early);
    run.ended(TRUE).said(&["goes on from the checkpoint that was kept"]);
    assert_eq!(outcome, "continues");
    let (run, outcome) = held(&plain, &now);
    run.ended(TRUE).said(&["the log is the one of the checkpoint that was kept"]);
    assert_eq!(outcome, "same");
    for (bundle, kept, why) in [
        (&plain, &early, "no proof inside"),
        (&since, &late, "the bundle is older"),
        (&plain, &late, "the bundle is older"),
    ] {
        let (run, outcome) = held(bundle, kept);
        run.ended(FALSE).said(&["entries are in the log", "NOT PROVED against the checkpoint", why]);
        assert_eq!(outcome, "not-proved");
    }
}

#[test]
fn another_history_is_found_at_export_and_at_the_partners() {
    let desk = Desk::new();
    let data = desk.data();
    recorded(&data, &["demo-airport-run"]).ended(TRUE);
    let [here, there] = ["here", "there"].map(|copy| desk.path().join(copy));
    crate::files::copy(&data, &here);
    crate::files::copy(&data, &there);
    recorded(&here, &["demo-short-notice"]).ended(TRUE);
    recorded(&there, &["demo-short-notice"]).ended(TRUE);
    let kept = desk.file("kept", safeconduct(["record", "checkpoint", text(&there)]).ended(TRUE).out);
    let number = "demo-short-notice-2026-11-24";
    let since = ["record", "export", text(&here), "--movement", number, "--since", text(&kept)];
    safeconduct(since).ended(FAILURE).complained(&["cannot be proved to go on from the checkpoint"]);
    let bundle = safeconduct(["record", "export", text(&here), "--movement", number]).ended(TRUE).out;
    let bundle = desk.file("bundle.json", bundle);
    let key = here.join("record.pub");
    let verify = ["record", "verify", text(&bundle), "--key", text(&key), "--checkpoint", text(&kept)];
    safeconduct(verify).ended(FALSE).said(&["NOT THE SAME LOG", "two different logs"]);
    let strange = Desk::new();
    recorded(&strange.data(), &["demo-airport-run"]).ended(TRUE);
    let theirs = safeconduct(["record", "checkpoint", text(&strange.data())]).ended(TRUE).out;
    let theirs = desk.file("theirs", theirs);
    let since = ["record", "export", text(&here), "--movement", number, "--since", text(&theirs)];
    safeconduct(since).ended(FAILURE).complained(&["not of this record"]);
    let garbage = desk.file("garbage", "no checkpoint");
    let since = ["record", "export", text(&here), "--movement", number, "--since", text(&garbage)];
    safeconduct(since).ended(MISUSE).complained(&["garbage", "is not a checkpoint"]);
}

#[test]
fn decisions_are_made_again_from_the_bundle_alone_or_it_is_said_that_they_cannot_be() {
    let desk = Desk::new();
    let (bundle, key) = exported(&desk);
    let verify = |document: &str, more: &[&str]| {
        let file = desk.file("again.json", document);
        safeconduct(["record", "verify", text(&file), "--key", &key].iter().chain(more))
    };
    let report = verify(&changed(&bundle, |_| {}), &["--json"]).ended(TRUE).json();
    assert_eq!((&report["again"]["same"], &report["artefacts"]), (&1.into(), &2.into()));

    let other_facts = |document: &mut Value| {
        for artefact in document["artefacts"].as_array_mut().unwrap() {
            let text = artefact["text"].as_str().unwrap().replace("true", "false");
            artefact["text"] = text.into();
        }
    };
    verify(&changed(&bundle, other_facts), &[])
        .ended(FALSE)
        .said(&["NOT PROVED: the artefact sha256:", "altered"]);

    let number = "demo-short-notice-2026-11-24";
    let data = desk.data();
    let export = ["record", "export", text(&data), "--movement", number, "--entries-only"];
    let bare = safeconduct(export).ended(TRUE).out;
    assert!(!bare.contains("artefacts") && bare.len() < bundle.len() / 2);
    verify(&bare, &[]).ended(TRUE).said(&["carries no rulebooks and facts"]);
    verify(&bare, &["--again"]).ended(FALSE).said(&["1 decision could not be made again", "is not here"]);
}
