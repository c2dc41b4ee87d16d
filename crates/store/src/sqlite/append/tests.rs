//! What a failing commit means: the failures that cannot be had from outside.

use rusqlite::ffi;

use crate::batch::{Batch, VaultRow};
use crate::conformance::Growth;
use crate::contract::{ReadStore as _, Store as _};
use crate::dir::DataDir;
use crate::error::{AppendError, StoreError};
use crate::sqlite::SqliteStore;

fn store() -> (tempfile::TempDir, SqliteStore) {
    let root = tempfile::tempdir().unwrap();
    let store = DataDir::open(root.path()).unwrap().into_store().unwrap();
    (root, store)
}

fn failure(extended_code: i32) -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(ffi::Error::new(extended_code), None)
}

fn commits(store: &SqliteStore) -> i64 {
    store.conn.query_row("SELECT commits FROM log", [], |row| row.get(0)).unwrap()
}

fn vault_only() -> Batch {
    let row = VaultRow { id: "v".to_owned(), subject: "kim".to_owned(), bytes: b"Kim".to_vec() };
    Batch { vault: vec![row], ..Batch::default() }
}

#[test]
fn a_failed_sync_whose_transaction_was_kept_is_an_ok() {
    let (_root, mut store) = store();
    let kept = commits(&store) + 1;
    store.append(0, 1, &vault_only()).unwrap();
    assert_eq!(store.judge_failed_commit(&failure(ffi::SQLITE_IOERR_FSYNC), kept), Ok(()));
    assert_eq!(commits(&store), kept + 1, "settling is itself a commit");
}

#[test]
fn a_failed_sync_whose_transaction_is_gone_is_refused_once_that_is_durable() {
    let (_root, mut store) = store();
    store.append(0, 1, &vault_only()).unwrap();
    let never_kept = commits(&store) + 1;
    let judged = store.judge_failed_commit(&failure(ffi::SQLITE_IOERR_FSYNC), never_kept);
    assert!(matches!(judged, Err(AppendError::Refused(StoreError::NotWritable { .. }))), "{judged:?}");
    assert_eq!(store.size(), Ok(0));
}

#[test]
fn nothing_is_read_or_written_until_an_unknown_outcome_is_settled() {
    let (_root, mut store) = store();
    let mut growth = Growth::new();
    store.append(0, 1, &growth.small(1)).unwrap();
    store.conn.pragma_update(None, "query_only", true).unwrap();

    let judged = store.judge_failed_commit(&failure(ffi::SQLITE_IOERR_FSYNC), commits(&store) + 1);
    assert!(matches!(judged, Err(AppendError::Unknown(_))), "{judged:?}");
    assert!(matches!(store.size(), Err(StoreError::Unsettled { .. })));
    assert!(matches!(store.destroy("kim"), Err(StoreError::Unsettled { .. })));
    let next = growth.small(1);
    let refused = store.append(1, 1, &next);
    assert!(matches!(refused, Err(AppendError::Refused(StoreError::Unsettled { .. }))), "{refused:?}");

    store.conn.pragma_update(None, "query_only", false).unwrap();
    assert_eq!(store.size(), Ok(1));
    assert_eq!(store.append(1, 1, &next), Ok(()));
}

#[test]
fn a_transaction_that_was_left_open_is_rolled_back_before_anything_is_read() {
    let (_root, store) = store();
    store.conn.execute_batch("BEGIN; INSERT INTO vault VALUES ('v', 'kim', x'00')").unwrap();
    let judged = store.judge_failed_commit(&failure(ffi::SQLITE_IOERR_FSYNC), commits(&store) + 1);
    assert!(matches!(judged, Err(AppendError::Refused(_))), "{judged:?}");
    assert_eq!(store.vault("v"), Ok(None));
}

#[test]
fn only_a_failure_before_the_mark_is_certainly_rolled_back() {
    let (_root, store) = store();
    // So that settling cannot help: an outcome that is not certain must come out as unknown.
    store.conn.pragma_update(None, "query_only", true).unwrap();
    let certain = [ffi::SQLITE_FULL, ffi::SQLITE_IOERR_WRITE, ffi::SQLITE_BUSY, ffi::SQLITE_READONLY];
    for code in certain {
        assert!(
            matches!(store.judge_failed_commit(&failure(code), 1), Err(AppendError::Refused(_))),
            "{code}"
        );
    }
    let open = [ffi::SQLITE_IOERR, ffi::SQLITE_IOERR_FSYNC, ffi::SQLITE_IOERR_DIR_FSYNC, ffi::SQLITE_NOMEM];
    for code in open {
        assert!(
            matches!(store.judge_failed_commit(&failure(code), 1), Err(AppendError::Unknown(_))),
            "{code}"
        );
    }
}

#[test]
fn a_full_disk_refuses_with_the_reason_and_goes_on_when_there_is_space() {
    let (_root, mut store) = store();
    let mut growth = Growth::new();
    store.append(0, 1, &growth.small(3)).unwrap();
    let pages: i64 = store.conn.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    limit_pages(&store, pages + 2);

    let large = growth.batch([vec![b'x'; 100_000]]);
    let refused = store.append(3, 2, &large).unwrap_err();
    assert!(matches!(refused, AppendError::Refused(StoreError::Full { .. })), "{refused:?}");
    let told = refused.to_string();
    assert!(told.contains("safeconduct.db") && told.contains("Free space"), "{told}");
    assert_eq!((store.size(), store.epoch()), (Ok(3), Ok(1)));

    limit_pages(&store, 1_000_000);
    assert_eq!(store.append(3, 2, &large), Ok(()));
}

fn limit_pages(store: &SqliteStore, pages: i64) {
    store.conn.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(())).unwrap();
}

#[test]
fn an_unwritable_file_refuses_with_the_reason() {
    let (_root, mut store) = store();
    store.conn.pragma_update(None, "query_only", true).unwrap();
    let refused = store.append(0, 1, &Growth::new().small(1)).unwrap_err();
    assert!(matches!(refused, AppendError::Refused(StoreError::NotWritable { .. })), "{refused:?}");
    assert_eq!(store.size(), Ok(0));
}

#[test]
fn a_strangers_lock_is_named() {
    let (root, mut store) = store();
    store.conn.busy_timeout(std::time::Duration::ZERO).unwrap();
    let stranger = rusqlite::Connection::open(root.path().join(crate::dir::DATABASE)).unwrap();
    stranger.execute_batch("BEGIN IMMEDIATE").unwrap();
    let batch = Growth::new().small(1);
    let refused = store.append(0, 1, &batch).unwrap_err();
    assert!(matches!(refused, AppendError::Refused(StoreError::Busy { .. })), "{refused:?}");
    stranger.execute_batch("ROLLBACK").unwrap();
    assert_eq!(store.append(0, 1, &batch), Ok(()));
}

#[test]
fn every_commit_is_synced() {
    let (_root, store) = store();
    let pragma = |name| store.conn.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(pragma("synchronous"), 2, "FULL");
    assert_eq!(pragma("foreign_keys"), 1);
    assert_eq!(pragma("secure_delete"), 1);
}
