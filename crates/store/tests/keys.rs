//! The keys in SQLite and in memory obey the laws, and of what was destroyed no byte is left.

#![allow(clippy::unwrap_used, reason = "a test says what it expects; there a panic is the report")]

use std::cell::Cell;
use std::fs;
use std::path::Path;

use store::keys::memory::MemoryKeys;
use store::keys::{KEYS, KeyRow, Keys as _, SqliteKeys, conformance::Fresh};
use store::{DataDir, StoreError};
use zeroize::Zeroizing;

struct Sqlite {
    root: tempfile::TempDir,
    made: Cell<u32>,
}

impl Sqlite {
    fn new() -> Sqlite {
        Sqlite { root: tempfile::tempdir().unwrap(), made: Cell::new(0) }
    }

    fn open(&self) -> SqliteKeys {
        open(&self.root.path().join(self.made.get().to_string()))
    }
}

fn open(path: &Path) -> SqliteKeys {
    SqliteKeys::open(&DataDir::open(path).unwrap()).unwrap()
}

impl Fresh for Sqlite {
    type Keys = SqliteKeys;

    fn fresh(&self) -> SqliteKeys {
        self.made.set(self.made.get() + 1);
        self.open()
    }

    fn reopen(&self, keys: SqliteKeys) -> SqliteKeys {
        drop(keys);
        self.open()
    }
}

struct Memory;

impl Fresh for Memory {
    type Keys = MemoryKeys;

    fn fresh(&self) -> MemoryKeys {
        MemoryKeys::default()
    }

    fn reopen(&self, keys: MemoryKeys) -> MemoryKeys {
        keys
    }
}

mod in_sqlite {
    use super::Sqlite;
    store::keys_conformance!(Sqlite::new());
}

mod in_memory {
    use super::Memory;
    store::keys_conformance!(Memory);
}

/// A key whose bytes are found if they are anywhere.
fn key(n: u32) -> KeyRow {
    let mut bytes = Zeroizing::new(*b"no trace of this key 00000000000");
    bytes[21..].copy_from_slice(format!("{n:011}").as_bytes());
    KeyRow { subject: format!("person {n}"), name: u64::from(n).to_be_bytes(), bytes }
}

/// Which of the keys have bytes in any file of the directory.
fn traces(dir: &Path, of: impl Iterator<Item = u32>) -> Vec<u32> {
    let files: Vec<Vec<u8>> =
        fs::read_dir(dir).unwrap().map(|file| fs::read(file.unwrap().path()).unwrap()).collect();
    of.filter(|n| {
        let bytes = key(*n).bytes;
        files.iter().any(|file| file.windows(32).any(|window| window == *bytes))
    })
    .collect()
}

#[test]
fn of_a_destroyed_key_no_byte_is_left_in_any_file() {
    let root = tempfile::tempdir().unwrap();
    let keys = open(root.path());
    // Enough for pages to split and join, some in batches, some alone.
    for n in 0..300 {
        keys.keep(&[key(n)]).unwrap();
    }
    keys.keep(&(300..600).map(key).collect::<Vec<_>>()).unwrap();
    let destroyed = |n: &u32| n.is_multiple_of(3);
    assert_eq!(traces(root.path(), [0, 1, 2, 300].into_iter()), [0, 1, 2, 300], "they were there before");
    keys.destroy(&[key(0).subject]).unwrap();
    assert_eq!(traces(root.path(), 0..1), Vec::<u32>::new());
    let subjects: Vec<String> = (0..600).filter(destroyed).map(|n| key(n).subject).collect();
    keys.destroy(&subjects).unwrap();
    assert_eq!(traces(root.path(), (0..600).filter(destroyed)), Vec::<u32>::new());
    assert_eq!(traces(root.path(), (0..600).filter(|n| !destroyed(n))).len(), 400);
}

#[test]
fn whoever_reads_the_file_delays_the_scrubbing_and_not_the_destruction() {
    let root = tempfile::tempdir().unwrap();
    let keys = open(root.path());
    keys.keep(&[key(1)]).unwrap();
    let reader = rusqlite::Connection::open(root.path().join(KEYS)).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM key").unwrap();
    let subject = [key(1).subject];
    assert!(matches!(keys.destroy(&subject), Err(StoreError::NotScrubbed { .. })));
    assert_eq!(keys.current(&subject[0]), Ok(None));
    drop(reader);
    keys.destroy(&subject).unwrap();
    assert_eq!(traces(root.path(), 1..2), Vec::<u32>::new());
}

#[test]
fn what_a_crash_left_unscrubbed_is_scrubbed_at_the_next_start() {
    let root = tempfile::tempdir().unwrap();
    let after = tempfile::tempdir().unwrap();
    let keys = open(root.path());
    keys.keep(&[key(1), key(2)]).unwrap();
    let reader = rusqlite::Connection::open(root.path().join(KEYS)).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM key").unwrap();
    assert!(keys.destroy(&[key(1).subject]).is_err());
    // The files as a crash would leave them.
    for name in [KEYS, "keys.db-wal"] {
        fs::copy(root.path().join(name), after.path().join(name)).unwrap();
    }
    assert_eq!(traces(after.path(), 1..3), [1, 2]);
    let keys = open(after.path());
    assert_eq!(traces(after.path(), 1..3), [2]);
    assert_eq!(keys.current(&key(2).subject), Ok(Some(key(2))));
}

#[cfg(unix)]
#[test]
fn nobody_but_their_owner_may_read_the_files() {
    use std::os::unix::fs::PermissionsExt as _;
    let root = tempfile::tempdir().unwrap();
    let keys = open(root.path());
    keys.keep(&[key(1)]).unwrap();
    keys.copy_to(&root.path().join("copy")).unwrap();
    for name in [KEYS, "keys.db-wal", "copy"] {
        let mode = fs::metadata(root.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn a_copy_is_one_file_with_all_that_was_there_and_replaces_none() {
    let root = tempfile::tempdir().unwrap();
    let keys = open(&root.path().join("data"));
    keys.keep(&[key(1), key(2)]).unwrap();
    keys.destroy(&[key(2).subject]).unwrap();
    let to = root.path().join("copy");
    keys.copy_to(&to).unwrap();
    assert!(matches!(keys.copy_to(&to), Err(StoreError::NotWritable { .. })));
    let copy = SqliteKeys::open_read_only(&to).unwrap();
    assert_eq!((copy.current("person 1"), copy.subjects()), (Ok(Some(key(1))), keys.subjects()));
    assert_eq!(copy.destroyed(), keys.destroyed());
    assert!(copy.keep(&[key(3)]).is_err(), "it was opened to read");
    let beside = fs::read_dir(root.path()).unwrap().count();
    assert_eq!(beside, 2, "a copy needs no side files");
}

#[test]
fn other_databases_are_not_taken_for_keys() {
    let root = tempfile::tempdir().unwrap();
    drop(DataDir::open(root.path()).unwrap().into_store().unwrap());
    fs::copy(root.path().join("safeconduct.db"), root.path().join(KEYS)).unwrap();
    let dir = DataDir::open(root.path()).unwrap();
    assert!(matches!(SqliteKeys::open(&dir), Err(StoreError::Foreign { .. })));
}
