//! A directory that is made by several steps is whole, or says that it is not.

#![allow(clippy::unwrap_used, reason = "a test says what it expects; there a panic is the report")]

use std::fs;
use std::path::Path;

use store::conformance::Growth;
use store::dir::{BACKUP, DATABASE};
use store::{DataDir, Making, ReadStore as _, Store as _, StoreError};

fn refused<T: std::fmt::Debug>(opened: Result<T, StoreError>, because: &str) {
    match opened {
        Err(StoreError::SetAside { why, .. }) => assert!(why.contains(because), "{why}"),
        other => assert!(matches!(other, Err(StoreError::SetAside { .. })), "{other:?}"),
    }
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(dir)
        .unwrap()
        .map(|file| file.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn an_unfinished_directory_is_opened_by_nobody_and_made_again() {
    let root = tempfile::tempdir().unwrap();
    for (making, word) in [(Making::Backup, "backup"), (Making::Restored, "restore")] {
        let path = root.path().join(word);
        let dir = DataDir::begin(&path, making).unwrap();
        fs::write(path.join(DATABASE), "half").unwrap();
        drop(dir);
        refused(DataDir::open(&path), &format!("Repeat the {word}"));
        refused(DataDir::open_read_only(&path).map(drop), &format!("Repeat the {word}"));
        let dir = DataDir::begin(&path, making).unwrap();
        assert!(!path.join(DATABASE).exists(), "what the first try wrote is gone");
        dir.finish(making).unwrap();
        DataDir::open(&path).unwrap();
    }
}

#[test]
fn nothing_is_overwritten() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("a letter"), "dear").unwrap();
    refused(DataDir::begin(root.path(), Making::Restored), "nothing is overwritten");
    assert_eq!(names(root.path()), ["a letter"], "and nothing is left beside it");
    let data = root.path().join("data");
    drop(DataDir::open(&data).unwrap().into_store().unwrap());
    refused(DataDir::begin(&data, Making::Restored), "nothing is overwritten");
    let backup = root.path().join("backup");
    drop(DataDir::begin(&backup, Making::Backup).unwrap());
    refused(DataDir::begin(&backup, Making::Restored), "a backup was begun");
}

#[test]
fn only_one_makes_a_directory() {
    let root = tempfile::tempdir().unwrap();
    let _making = DataDir::begin(root.path(), Making::Backup).unwrap();
    assert!(matches!(DataDir::begin(root.path(), Making::Backup), Err(StoreError::Locked { .. })));
}

#[test]
fn nobody_writes_in_a_backup() {
    let root = tempfile::tempdir().unwrap();
    let dir = DataDir::begin(root.path(), Making::Backup).unwrap();
    fs::write(root.path().join(BACKUP), "{}").unwrap();
    dir.finish(Making::Backup).unwrap();
    assert_eq!(names(root.path()), [BACKUP]);
    refused(DataDir::open(root.path()), "Restore it");
}

#[test]
fn a_copy_shows_one_moment_while_the_writer_goes_on() {
    let root = tempfile::tempdir().unwrap();
    let (data, to) = (root.path().join("data"), root.path().join("copy"));
    fs::create_dir(&to).unwrap();
    let mut store = DataDir::open(&data).unwrap().into_store().unwrap();
    let mut growth = Growth::new();
    store.append(0, 1, &growth.small(3)).unwrap();
    let reader = DataDir::open_read_only(&data).unwrap();
    store.append(3, 1, &growth.small(2)).unwrap();
    reader.copy_to(&to.join(DATABASE)).unwrap();
    assert_eq!(names(&to), [DATABASE], "it needs no side files");
    let copy = DataDir::open_read_only(&to).unwrap();
    assert_eq!((copy.size(), store.size()), (Ok(3), Ok(5)));
    assert_eq!(copy.entries(0, 3), store.entries(0, 3));
}
