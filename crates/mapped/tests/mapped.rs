//! A file that is mapped reads as it is, and keeps reading so when it is replaced.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;

use mapped::Mapped;

#[test]
fn a_file_reads_as_it_is_and_an_empty_one_as_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (full, empty) = (dir.path().join("full"), dir.path().join("empty"));
    fs::write(&full, b"roads").unwrap();
    fs::write(&empty, b"").unwrap();
    assert_eq!(Mapped::open(&full).unwrap().as_ref(), b"roads");
    assert_eq!(Mapped::open(&empty).unwrap().as_ref(), b"");
}

#[test]
fn a_file_that_is_replaced_goes_on_reading_as_it_was() {
    let dir = tempfile::tempdir().unwrap();
    let (file, next) = (dir.path().join("file"), dir.path().join("next"));
    fs::write(&file, b"before").unwrap();
    let before = Mapped::open(&file).unwrap();
    fs::write(&next, b"after, and longer").unwrap();
    fs::rename(&next, &file).unwrap();
    assert_eq!(before.as_ref(), b"before");
    assert_eq!(Mapped::open(&file).unwrap().as_ref(), b"after, and longer");
}

#[test]
fn what_is_no_file_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    assert!(Mapped::open(dir.path()).is_err());
    assert!(Mapped::open(&dir.path().join("missing")).is_err());
}
