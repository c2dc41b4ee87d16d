//! A log that was cut off, or taken back to an old copy, is consistent with itself: only a checkpoint kept
//! outside can tell.

use std::fs;

use rusqlite::Connection;

use crate::{
    binary::{FALSE, TRUE, safeconduct, text},
    files::{Desk, copy, lies_in, recorded},
};

#[test]
fn a_cut_off_log_says_it_is_unwitnessed_and_the_partners_checkpoint_finds_it() {
    let desk = Desk::new();
    let data = desk.data();
    let first = recorded(&data, &["demo-airport-run"]).ended(TRUE).json();
    let end = first["entries"]["first"].as_u64().unwrap() + first["entries"]["count"].as_u64().unwrap();
    recorded(&data, &["besham-2024-03-26", "demo-airport-run"]).ended(FALSE);
    let partner =
        desk.file("partner.checkpoint", safeconduct(["record", "checkpoint", text(&data)]).ended(TRUE).out);

    let conn = Connection::open(data.join("safeconduct.db")).unwrap();
    let cut = format!(
        "DELETE FROM entry WHERE n >= {end}; DELETE FROM checkpoint WHERE size > {end};
         DELETE FROM subtree WHERE level > 0 AND (n + 1) * 256 > {end}"
    );
    conn.execute_batch(&cut).unwrap();
    conn.close().unwrap();

    let run = safeconduct(["record", "verify", text(&data)]).ended(TRUE);
    run.said(&["unwitnessed", &format!("self-consistent to {end},")]);
    let verify = ["record", "verify", text(&data), "--checkpoint", text(&partner)];
    safeconduct(verify).ended(FALSE).said(&["NOT PROVED", "missing", "old copy or a cut one"]);
    let found = safeconduct([&verify[..], &["--json"]].concat()).ended(FALSE).json();
    assert_eq!(found["finding"]["first"], end, "the first missing entry is named");
}

#[test]
fn an_old_copy_is_found_with_the_partners_checkpoint() {
    let desk = Desk::new();
    let [data, old] = [desk.data(), desk.path().join("old")];
    recorded(&data, &["demo-airport-run"]).ended(TRUE);
    copy(&data, &old);
    recorded(&data, &["besham-2024-03-26"]).ended(FALSE);
    let partner =
        desk.file("partner.checkpoint", safeconduct(["record", "checkpoint", text(&data)]).ended(TRUE).out);
    safeconduct(["record", "verify", text(&old)]).ended(TRUE).said(&["unwitnessed"]);
    let verify = ["record", "verify", text(&old), "--checkpoint", text(&partner)];
    safeconduct(verify).ended(FALSE).said(&["NOT PROVED", "old copy"]);

    // Written on, the old copy is another history under the same name.
    recorded(&old, &["demo-short-notice", "demo-airport-run"]).ended(TRUE);
    safeconduct(verify).ended(FALSE).said(&["NOT PROVED", "two histories"]);
}

#[test]
fn a_log_without_its_last_checkpoint_is_not_believed_and_not_continued() {
    let desk = Desk::new();
    let data = desk.data();
    recorded(&data, &["demo-airport-run"]).ended(TRUE);
    let conn = Connection::open(data.join("safeconduct.db")).unwrap();
    conn.execute_batch("DELETE FROM checkpoint WHERE size = (SELECT max(size) FROM checkpoint)").unwrap();
    conn.close().unwrap();
    safeconduct(["record", "verify", text(&data)]).ended(FALSE).said(&["NOT PROVED", "no checkpoint covers"]);
    let before = fs::read(data.join("safeconduct.db")).unwrap();
    let run = recorded(&data, &["demo-airport-run"]).ended(crate::binary::FAILURE);
    run.complained(&["damaged", "last checkpoint"]);
    assert_eq!(fs::read(data.join("safeconduct.db")).unwrap(), before, "{:?}", lies_in(&data));
}
