//! The data directory: made private, held by one writer, read by anybody.

#![allow(clippy::unwrap_used, reason = "a test says what it expects; there a panic is the report")]

use std::fs;
use std::path::Path;

use store::conformance::Growth;
use store::dir::DATABASE;
use store::{Batch, DataDir, ReadStore as _, SqliteStore, Store as _, StoreError, VaultRow};

fn open(path: &Path) -> SqliteStore {
    DataDir::open(path).unwrap().into_store().unwrap()
}

#[test]
#[cfg(unix)]
fn a_held_record_is_not_read_as_if_nobody_wrote() {
    let root = tempfile::tempdir().unwrap();
    drop(open(root.path()));
    let held = DataDir::open(root.path()).unwrap();
    forbid_side_files(root.path());
    assert!(matches!(DataDir::open_read_only(root.path()), Err(StoreError::NotReadable { .. })));
    drop(held);
    assert_eq!(DataDir::open_read_only(root.path()).unwrap().size(), Ok(0));
}

/// Copies every file, as `cp -r` does.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

#[test]
#[cfg(unix)]
fn what_is_made_is_readable_by_this_user_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("deep/down/data");
    let mut store = open(&path);
    store.append(0, 1, &Growth::new().small(1)).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o700);
    let mut files = 0;
    for file in fs::read_dir(&path).unwrap() {
        let file = file.unwrap();
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{:?}", file.file_name());
        files += 1;
    }
    assert_eq!(files, 4, "the database, its two side files and the lock");
}

#[test]
fn a_second_writer_is_told_who_holds_the_directory() {
    let root = tempfile::tempdir().unwrap();
    let first = open(root.path());
    let refused = DataDir::open(root.path()).unwrap_err();
    assert!(matches!(refused, StoreError::Locked { .. }), "{refused:?}");
    let told = refused.to_string();
    assert!(told.contains(&format!("process {}", std::process::id())), "{told}");
    drop(first);
    open(root.path());
}

#[test]
fn a_file_in_place_of_the_directory_is_refused() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("data");
    fs::write(&path, "").unwrap();
    assert!(matches!(DataDir::open(&path), Err(StoreError::NotWritable { .. })));
    assert!(matches!(DataDir::open(path.join("below")), Err(StoreError::NotWritable { .. })));
}

#[test]
#[cfg(target_os = "linux")]
fn a_directory_where_nothing_can_be_written_is_refused_with_the_reason() {
    // The kernel's own file system refuses everybody, root too.
    let refused = DataDir::open("/proc/safeconduct").unwrap_err();
    assert!(matches!(refused, StoreError::NotWritable { .. }), "{refused:?}");
    assert!(refused.to_string().contains("/proc/safeconduct"));
}

#[test]
fn an_interrupted_creation_is_begun_anew() {
    let root = tempfile::tempdir().unwrap();
    for leftover in ["safeconduct.db.new", "safeconduct.db.new-wal", "safeconduct.db.new-journal"] {
        fs::write(root.path().join(leftover), "half a data").unwrap();
    }
    let store = open(root.path());
    assert_eq!(store.size(), Ok(0));
    assert!(!root.path().join("safeconduct.db.new").exists());
}

#[test]
fn a_reader_needs_a_record_to_read() {
    let root = tempfile::tempdir().unwrap();
    for path in [root.path().to_owned(), root.path().join("nowhere")] {
        let refused = DataDir::open_read_only(&path).unwrap_err();
        assert!(matches!(refused, StoreError::NoRecord { .. }), "{refused:?}");
    }
    assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0, "reading makes nothing");
}

#[test]
fn a_reader_sees_one_moment_while_the_writer_goes_on() {
    let root = tempfile::tempdir().unwrap();
    let mut store = open(root.path());
    let mut growth = Growth::new();
    store.append(0, 1, &growth.small(5)).unwrap();
    let mut reader = DataDir::open_read_only(root.path()).unwrap();
    store.append(5, 2, &growth.small(2000)).unwrap();
    assert_eq!((reader.size(), reader.epoch()), (Ok(5), Ok(1)));
    assert_eq!(reader.entries(0, 100).unwrap().len(), 5);
    assert_eq!(reader.checkpoints(0, 100).unwrap().len(), 1);
    reader.refresh().unwrap();
    assert_eq!((reader.size(), reader.epoch()), (Ok(2005), Ok(2)));
}

#[test]
fn a_copy_taken_while_the_writer_lives_is_read_with_its_newest_entries() {
    let root = tempfile::tempdir().unwrap();
    let (live, copied) = (root.path().join("live"), root.path().join("copied"));
    let mut store = open(&live);
    let batch = Growth::new().small(300);
    store.append(0, 1, &batch).unwrap();
    copy(&live, &copied);
    fs::remove_file(copied.join("safeconduct.db-shm")).unwrap();
    let reader = DataDir::open_read_only(&copied).unwrap();
    assert_eq!(reader.entries(0, 1000).unwrap(), batch.entries);
}

/// A link in place of the shared-memory file, which SQLite will not follow, stands for a medium on which it
/// cannot make one. Unlike a permission it binds root too.
#[cfg(unix)]
fn forbid_side_files(path: &Path) {
    let shm = path.join("safeconduct.db-shm");
    if shm.is_file() {
        fs::remove_file(&shm).unwrap();
    }
    std::os::unix::fs::symlink("nowhere", shm).unwrap();
}

#[test]
#[cfg(unix)]
fn a_closed_record_is_read_where_nothing_can_be_written() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("odd name?#%41 ÿ");
    let mut store = open(&path);
    let batch = Growth::new().small(300);
    store.append(0, 1, &batch).unwrap();
    drop(store);
    forbid_side_files(&path);
    let reader = DataDir::open_read_only(&path).unwrap();
    assert_eq!(reader.entries(0, 1000).unwrap(), batch.entries);
}

#[test]
#[cfg(unix)]
fn newest_entries_that_cannot_be_read_are_not_left_out_in_silence() {
    let root = tempfile::tempdir().unwrap();
    let (live, copied) = (root.path().join("live"), root.path().join("copied"));
    let mut store = open(&live);
    store.append(0, 1, &Growth::new().small(3)).unwrap();
    copy(&live, &copied);
    forbid_side_files(&copied);
    let refused = DataDir::open_read_only(&copied).unwrap_err();
    assert!(matches!(refused, StoreError::NotReadable { .. }), "{refused:?}");
    assert!(refused.to_string().contains("Copy the whole directory"), "{refused}");
}

#[test]
fn destroyed_data_is_in_no_file_afterwards() {
    const SECRET: &[u8] = b"the home address of Kim Jae-ho";
    let root = tempfile::tempdir().unwrap();
    let mut store = open(root.path());
    let vault = vec![VaultRow { id: "v".to_owned(), subject: "kim".to_owned(), bytes: SECRET.to_vec() }];
    store.append(0, 1, &Batch { vault, ..Batch::default() }).unwrap();
    assert!(found(root.path(), SECRET), "or this test would prove nothing");

    let reader = DataDir::open_read_only(root.path()).unwrap();
    assert!(
        matches!(store.destroy("kim"), Err(StoreError::NotScrubbed { .. })),
        "a reader holds the old bytes"
    );
    drop(reader);
    assert_eq!(store.destroy("kim"), Ok(0));
    assert!(!found(root.path(), SECRET));
}

fn found(dir: &Path, bytes: &[u8]) -> bool {
    let holds = |path: &Path| fs::read(path).unwrap().windows(bytes.len()).any(|window| window == bytes);
    fs::read_dir(dir).unwrap().any(|file| holds(&file.unwrap().path()))
}

#[test]
fn the_database_is_where_the_directory_says() {
    let root = tempfile::tempdir().unwrap();
    let store = open(root.path());
    assert_eq!(store.path(), root.path());
    assert!(root.path().join(DATABASE).is_file());
}
