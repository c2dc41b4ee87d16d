//! A file that is not what was written: found, named, never a panic and never taken for a new record.

#![allow(clippy::unwrap_used, reason = "a test says what it expects; there a panic is the report")]

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use store::conformance::Growth;
use store::{Artefact, Batch, DataDir, Hash, ReadStore, Snapshot, SqliteStore, Store as _, StoreError};

fn open(path: &Path) -> Result<SqliteStore, StoreError> {
    DataDir::open(path).unwrap().into_store()
}

/// A closed store with something in every table, and the path of its file.
fn filled(root: &Path) -> PathBuf {
    let mut store = open(root).unwrap();
    let mut growth = Growth::new();
    store.append(0, 1, &growth.small(300)).unwrap();
    let artefacts = vec![Artefact::new("rulebook", vec![b'r'; 9000])];
    store.append(300, 1, &Batch { artefacts, ..growth.small(1) }).unwrap();
    let snapshot =
        Snapshot { size: 301, root: growth.root(), build: "1".to_owned(), bytes: vec![b's'; 9000] };
    store.put_snapshot(&snapshot).unwrap();
    root.join("safeconduct.db")
}

/// Edits a closed store as somebody with a database shell would.
fn tampered(sql: &str) -> (tempfile::TempDir, PathBuf) {
    let root = tempfile::tempdir().unwrap();
    let path = filled(root.path());
    Connection::open(&path).unwrap().execute_batch(sql).unwrap();
    (root, path)
}

/// Reads everything there is. Whatever the bytes are, this ends in an answer.
fn read_all(store: &impl ReadStore) -> Result<(), StoreError> {
    let mut from = 0;
    loop {
        let page = store.entries(from, 100)?;
        if page.is_empty() {
            break;
        }
        from += page.len() as u64;
    }
    store.hashes(0, 0, 256)?;
    store.hashes(1, 0, 1)?;
    store.checkpoints(0, 100)?;
    for label in store.artefacts()? {
        store.artefact(&label.hash)?;
    }
    store.snapshot()?;
    store.remembered("a", "k")?;
    store.vault("v")?;
    Ok(())
}

#[test]
fn what_is_no_database_is_refused_by_writer_and_reader() {
    let garbage: Vec<u8> = (0..100_000_u32).map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()[3]).collect();
    for (what, bytes) in
        [("nothing", vec![]), ("garbage", garbage), ("text", b"hello".to_vec()), ("zeros", vec![0; 8192])]
    {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("safeconduct.db");
        fs::write(&path, &bytes).unwrap();
        let written = open(root.path()).unwrap_err();
        let read = DataDir::open_read_only(root.path()).unwrap_err();
        for refused in [written, read] {
            assert!(
                matches!(refused, StoreError::Damaged { .. } | StoreError::Foreign { .. }),
                "{what}: {refused:?}"
            );
            assert!(refused.to_string().contains("safeconduct.db"), "{what}: {refused}");
        }
        assert_eq!(fs::read(&path).unwrap(), bytes, "{what} must be left as it was");
    }
}

#[test]
fn a_directory_in_place_of_the_file_is_named() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("safeconduct.db")).unwrap();
    for refused in [open(root.path()).unwrap_err(), DataDir::open_read_only(root.path()).unwrap_err()] {
        assert!(
            matches!(&refused, StoreError::Damaged { what, .. } if what.contains("directory")),
            "{refused:?}"
        );
    }
}

#[test]
fn a_lost_database_whose_write_ahead_file_remains_is_not_begun_anew() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("safeconduct.db-wal"), "entries").unwrap();
    assert!(matches!(open(root.path()), Err(StoreError::Damaged { .. })));
    assert!(!root.path().join("safeconduct.db").exists());
}

#[test]
fn a_write_ahead_file_that_cannot_be_opened_is_refused() {
    let root = tempfile::tempdir().unwrap();
    filled(root.path());
    fs::create_dir(root.path().join("safeconduct.db-wal")).unwrap();
    assert!(open(root.path()).is_err());
}

#[test]
fn a_strangers_database_and_a_newer_format_are_told_apart() {
    let (root, _) = tampered("PRAGMA application_id = 0");
    assert!(matches!(open(root.path()), Err(StoreError::Foreign { .. })));
    let (root, path) = tampered("PRAGMA user_version = 2");
    for refused in [open(root.path()).unwrap_err(), DataDir::open_read_only(root.path()).unwrap_err()] {
        assert_eq!(refused, StoreError::Newer { place: path.display().to_string(), found: 2, known: 1 });
    }
    let (root, _) = tampered("PRAGMA user_version = 0");
    assert!(matches!(open(root.path()), Err(StoreError::Damaged { .. })));
}

#[test]
fn a_lost_entry_is_named() {
    let (root, _) = tampered("DELETE FROM entry WHERE n IN (57, 58)");
    let reader = DataDir::open_read_only(root.path()).unwrap();
    assert_eq!(reader.entries(50, 100).unwrap().len(), 7, "up to the gap");
    let lost = |from| reader.entries(from, 100).unwrap_err();
    assert!(matches!(lost(57), StoreError::Missing { what: "entry", index: 57, next: 59, .. }));
    assert!(matches!(lost(58), StoreError::Missing { what: "entry", index: 58, next: 59, .. }));
    assert_eq!(reader.entries(59, 10).unwrap().len(), 10);
    let hash = reader.hashes(0, 50, 20).unwrap_err();
    assert!(matches!(hash, StoreError::Missing { what: "hash", index: 57, next: 59, .. }), "{hash:?}");
}

#[test]
fn a_writer_does_not_bury_a_lost_tail_under_new_entries() {
    for sql in
        ["DELETE FROM entry WHERE n = 300", "DELETE FROM checkpoint WHERE size = 301", "DELETE FROM entry"]
    {
        let (root, _) = tampered(sql);
        let refused = open(root.path()).unwrap_err();
        assert!(matches!(refused, StoreError::Damaged { .. }), "{sql}: {refused:?}");
        // Whoever wants to know what is wrong can still look.
        assert!(DataDir::open_read_only(root.path()).unwrap().entries(0, 10).is_ok());
    }
}

#[test]
fn an_altered_artefact_or_snapshot_is_not_handed_out() {
    let (root, _) = tampered("UPDATE artefact SET bytes = x'00'; UPDATE snapshot SET bytes = x'00'");
    let store = open(root.path()).unwrap();
    let hash = Hash::of(&[b'r'; 9000]);
    assert!(matches!(store.artefact(&hash), Err(StoreError::Damaged { .. })));
    assert!(matches!(store.snapshot(), Err(StoreError::Damaged { .. })));
}

#[test]
fn a_missing_table_or_a_value_out_of_shape_is_damage() {
    for sql in [
        "DROP TABLE vault",
        "ALTER TABLE vault RENAME COLUMN bytes TO words",
        "PRAGMA ignore_check_constraints = 1; UPDATE entry SET leaf = x'00' WHERE n = 5",
        "UPDATE entry SET n = -7 WHERE n = 5",
    ] {
        let (root, _) = tampered(sql);
        let reader = DataDir::open_read_only(root.path()).unwrap();
        let refused = read_all(&reader).unwrap_err();
        let named = matches!(refused, StoreError::Damaged { .. } | StoreError::Missing { .. });
        assert!(named, "{sql}: {refused:?}");
    }
}

#[test]
fn a_truncated_file_ends_in_an_answer() {
    let root = tempfile::tempdir().unwrap();
    let path = filled(root.path());
    let whole = fs::read(&path).unwrap();
    let mut refused = 0;
    for length in (0..whole.len()).step_by(1777).chain([1, 99, 100, 511, 512, 4095, 4096, 4097]) {
        fs::write(&path, &whole[..length]).unwrap();
        let read = DataDir::open_read_only(root.path()).and_then(|reader| read_all(&reader));
        refused += u32::from(read.is_err());
        let written = open(root.path()).and_then(|mut store| {
            read_all(&store)?;
            let _ = store.append(301, 1, &Batch::default());
            Ok(())
        });
        assert_eq!(read.is_err(), written.is_err(), "at {length} of {}", whole.len());
        clean(root.path());
    }
    assert!(refused > 20, "only {refused} truncations were noticed");
}

#[test]
fn a_flipped_byte_ends_in_an_answer() {
    let root = tempfile::tempdir().unwrap();
    let path = filled(root.path());
    let whole = fs::read(&path).unwrap();
    let mut refused = 0;
    // All of the header and of the schema's beginning, then samples: one in a prime number.
    for position in (0..128).chain((128..whole.len()).step_by(211)) {
        let mut bytes = whole.clone();
        bytes[position] ^= 0xff;
        fs::write(&path, &bytes).unwrap();
        let read = DataDir::open_read_only(root.path()).and_then(|reader| read_all(&reader));
        let _ = open(root.path()).and_then(|store| read_all(&store));
        refused += u32::from(read.is_err());
        clean(root.path());
    }
    assert!(refused > 20, "only {refused} flips were noticed");
}

/// Removes what opening left beside the file.
fn clean(dir: &Path) {
    for suffix in ["-wal", "-shm"] {
        let _ = fs::remove_file(dir.join(format!("safeconduct.db{suffix}")));
    }
}
