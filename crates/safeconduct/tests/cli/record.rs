//! `record verify|export|checkpoint|key`: what is on the record can be proved, here and elsewhere.

use std::fs;

use crate::{
    binary::{FAILURE, FALSE, MISUSE, TRUE, safeconduct, text},
    files::{Desk, recorded},
};

const CASES: [&str; 3] = ["demo-short-notice", "besham-2024-03-26", "demo-airport-run"];

#[test]
fn a_record_that_was_kept_verifies_and_says_that_nobody_witnessed_it() {
    let desk = Desk::new();
    recorded(&desk.data(), &CASES).ended(FALSE);
    let report = safeconduct(["record", "verify", text(&desk.data()), "--json"]).ended(TRUE).json();
    assert_eq!(report["verdict"], "self-consistent");
    assert!(report["finding"].is_null() && report["kept"]["finding"].is_null());
    // Two rulebooks and the facts of three movements.
    assert_eq!(report["kept"]["whole"], 5);
    safeconduct(["record", "verify", text(&desk.data())]).ended(TRUE).said(&["unwitnessed"]);
}

#[test]
fn a_record_goes_on_where_it_stopped() {
    let desk = Desk::new();
    recorded(&desk.data(), &CASES).ended(FALSE);
    let before = safeconduct(["record", "verify", text(&desk.data()), "--json"]).json();
    let again = recorded(&desk.data(), &["demo-airport-run"]).ended(TRUE).json();
    assert_eq!(again["entries"]["first"], before["proved"]);
    safeconduct(["record", "verify", text(&desk.data())]).ended(TRUE);
}

#[test]
fn a_checkpoint_kept_outside_witnesses_the_record_and_its_growth() {
    let desk = Desk::new();
    let data = desk.data();
    recorded(&data, &CASES).ended(FALSE);
    let checkpoint = safeconduct(["record", "checkpoint", text(&data)]).ended(TRUE).out;
    let kept = desk.file("partner.checkpoint", checkpoint);
    let verify = ["record", "verify", text(&data), "--checkpoint", text(&kept)];
    safeconduct(verify).ended(TRUE).said(&["consistent with the outside checkpoint"]);
    recorded(&data, &["demo-airport-run"]).ended(TRUE);
    safeconduct(verify).ended(TRUE).said(&["consistent with the outside checkpoint"]);
}

#[test]
fn the_key_is_the_one_beside_the_log_and_another_is_refused() {
    let desk = Desk::new();
    recorded(&desk.data(), &CASES).ended(FALSE);
    let key = safeconduct(["record", "key", text(&desk.data())]).ended(TRUE).out;
    assert_eq!(key, fs::read_to_string(desk.data().join("record.pub")).unwrap());
    for given in [key.trim(), text(&desk.data().join("record.pub"))] {
        let run = safeconduct(["record", "verify", text(&desk.data()), "--key", given]).ended(TRUE);
        run.said(&["come from the key that was given"]);
    }
    let other = Desk::new();
    recorded(&other.data(), &["demo-airport-run"]).ended(TRUE);
    let theirs = other.data().join("record.pub");
    let run = safeconduct(["record", "verify", text(&desk.data()), "--key", text(&theirs)]).ended(FALSE);
    run.said(&["NOT PROVED", "does not come from the key that was given"]);
    let run = safeconduct(["record", "verify", text(&desk.data()), "--key", "no-such-key"]).ended(MISUSE);
    run.complained(&["no-such-key", "neither a public key nor a file with one"]);
}

#[test]
fn the_secret_given_in_place_of_the_public_key_is_not_repeated() {
    let desk = Desk::new();
    recorded(&desk.data(), &["demo-airport-run"]).ended(TRUE);
    let secret_file = desk.data().join("record.key");
    let secret = fs::read_to_string(&secret_file).unwrap();
    let seed = secret.lines().nth(1).unwrap();
    let run =
        safeconduct(["record", "verify", text(&desk.data()), "--key", text(&secret_file)]).ended(MISUSE);
    assert!(run.err.contains("SECRET") && run.err.contains("record.pub"), "{}", run.err);
    for part in seed.as_bytes().windows(8).map(|part| std::str::from_utf8(part).unwrap()) {
        assert!(!run.err.contains(part) && !run.out.contains(part), "{part} of the seed was printed");
    }
}

#[test]
fn the_secret_is_readable_by_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::new();
    recorded(&desk.data(), &["demo-airport-run"]).ended(TRUE);
    let mode = |name: &str| fs::metadata(desk.data().join(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode("record.key"), 0o600);
    assert_eq!(mode("safeconduct.db"), 0o600);
}

#[test]
fn a_movement_that_is_on_the_record_twice_is_exported_by_its_identifier() {
    let desk = Desk::new();
    let data = desk.data();
    let first = recorded(&data, &["demo-airport-run"]).ended(TRUE).json();
    recorded(&data, &["demo-airport-run"]).ended(TRUE);
    let number = first["movement"].as_str().unwrap();
    let id = first["movement_id"].as_str().unwrap();
    let run = safeconduct(["record", "export", text(&data), "--movement", number]).ended(FAILURE);
    run.complained(&["2 movements", number, id]);
    safeconduct(["record", "export", text(&data), "--movement", id]).ended(TRUE);
    let run = safeconduct(["record", "export", text(&data), "--movement", "nobody"]).ended(FAILURE);
    run.complained(&["no movement nobody"]);
}

#[test]
fn a_record_that_is_not_there_is_not_made_by_asking_for_it() {
    let desk = Desk::new();
    let nowhere = desk.path().join("nowhere");
    for what in ["verify", "checkpoint", "key"] {
        let run = safeconduct(["record", what, text(&nowhere)]);
        assert!(matches!(run.code, Some(FAILURE | MISUSE)), "{run:?}");
        run.complained(&[text(&nowhere)]);
        safeconduct(["record", what, text(desk.path())]).ended(FAILURE).complained(&["holds no record"]);
    }
    assert!(!nowhere.exists());
}

#[test]
fn every_decision_of_a_record_can_be_made_again() {
    let desk = Desk::new();
    let data = desk.data();
    recorded(&data, &CASES).ended(FALSE);
    let verify = ["record", "verify", text(&data), "--again"];
    safeconduct(verify).ended(TRUE).said(&["3 decisions, made again, come out with the recorded verdicts"]);
    let report = safeconduct(verify.iter().copied().chain(["--json"])).ended(TRUE).json();
    assert_eq!(
        (&report["kept"]["again"]["same"], &report["kept"]["again"]["other_engine"]),
        (&3.into(), &0.into())
    );
    let unasked = safeconduct(["record", "verify", text(&desk.data()), "--json"]).ended(TRUE).json();
    assert!(unasked["kept"]["again"].is_null());
}

#[test]
fn a_snapshot_that_the_log_does_not_lead_to_is_found() {
    use store::{DataDir, Log, ReadStore as _, Snapshot, Store as _};
    let desk = Desk::new();
    recorded(&desk.data(), &["demo-airport-run"]).ended(TRUE);
    let verify = |code| safeconduct(["record", "verify", text(&desk.data())]).ended(code);
    assert!(!verify(TRUE).out.contains("snapshot"), "there is none");
    let forge = |build: &str| {
        let mut store = DataDir::open(desk.data()).unwrap().into_store().unwrap();
        let size = store.size().unwrap();
        let root = record::Frontier::read(&Log(&store), size).unwrap().root();
        let plain = &br#"{"worlds":{},"writing":null,"last_recorded":0}"#[..];
        let mut bytes = Vec::new();
        let mut packing = flate2::read::ZlibEncoder::new(plain, flate2::Compression::fast());
        std::io::Read::read_to_end(&mut packing, &mut bytes).unwrap();
        store.put_snapshot(&Snapshot { size, root, build: build.to_owned(), bytes }).unwrap();
    };
    forge(ops::BUILD);
    verify(FALSE).said(&["self-consistent", "NOT PROVED: the stored snapshot is not what"]);
    let report = safeconduct(["record", "verify", text(&desk.data()), "--json"]).ended(FALSE).json();
    assert_eq!(report["kept"]["snapshot"]["is"], "differs");
    forge("another build");
    verify(TRUE).said(&["the stored snapshot was not compared", "another build"]);
    forge(ops::BUILD);
    let database = rusqlite::Connection::open(desk.data().join("safeconduct.db")).unwrap();
    // As docs/record.md says.
    database.execute("DELETE FROM snapshot", []).unwrap();
    database.close().unwrap();
    verify(TRUE);
}
