//! When the disk is full, who is on duty stays on duty.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what it expects; there a panic is the report"
)]

mod scene;

use login::{IDLE, SESSION};
use model::Span;
use scene::{PASSWORD, PRINCIPAL, Scene};
use store::DataDir;
use store::accounts::{ACCOUNTS, SqliteAccounts};

#[test]
fn a_session_that_cannot_be_written_down_goes_on_as_long_as_it_is_used_and_no_new_one_begins() {
    let root = tempfile::tempdir().unwrap();
    let dir = DataDir::open(root.path()).unwrap();
    let mut scene = Scene::with(SqliteAccounts::open(&dir).unwrap());
    let session = scene.enrol_plain(PRINCIPAL, "lee");
    let began = scene.now;
    full(root.path());
    assert!(scene.sign_in("lee", PASSWORD).is_err());
    while scene.now.saturating_add(Span::minutes(20)).since(began) < SESSION {
        scene.wait(Span::minutes(20));
        assert_eq!(scene.who(&session), Some(PRINCIPAL));
    }
    scene.wait(IDLE);
    assert_eq!(scene.who(&session), None);
}

/// From now on no session is written.
fn full(dir: &std::path::Path) {
    let refuse = "SELECT RAISE(FAIL, 'the disk is full'); END;";
    let conn = rusqlite::Connection::open(dir.join(ACCOUNTS)).unwrap();
    conn.execute_batch(&format!(
        "CREATE TRIGGER no_update BEFORE UPDATE ON session BEGIN {refuse}
         CREATE TRIGGER no_insert BEFORE INSERT ON session BEGIN {refuse}"
    ))
    .unwrap();
}
