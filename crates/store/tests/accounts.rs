//! The accounts in SQLite obey the laws, and their file is what it should be.

#![allow(clippy::unwrap_used, reason = "a test says what it expects; there a panic is the report")]

use std::cell::Cell;
use std::fs;
use std::path::Path;

use record::Hash;
use store::accounts::conformance::Fresh;
use store::accounts::{
    ACCOUNTS, Accounts as _, Codes, Enrolled, Factor, Invitation, NewAccount, SqliteAccounts,
};
use store::{DataDir, StoreError};

struct Sqlite {
    root: tempfile::TempDir,
    made: Cell<u32>,
}

/// The directory stays held as long as the accounts are open.
struct Held {
    accounts: SqliteAccounts,
    dir: DataDir,
}

impl Sqlite {
    fn new() -> Sqlite {
        Sqlite { root: tempfile::tempdir().unwrap(), made: Cell::new(0) }
    }
}

fn open(path: &Path) -> Held {
    let dir = DataDir::open(path).unwrap();
    Held { accounts: SqliteAccounts::open(&dir).unwrap(), dir }
}

impl Fresh for Sqlite {
    type Accounts = SqliteAccounts;

    fn fresh(&self) -> SqliteAccounts {
        self.made.set(self.made.get() + 1);
        open(&self.root.path().join(self.made.get().to_string())).accounts
    }

    /// Each test opens one place.
    fn reopen(&self, accounts: SqliteAccounts) -> SqliteAccounts {
        drop(accounts);
        open(&self.root.path().join(self.made.get().to_string())).accounts
    }
}

store::accounts_conformance!(Sqlite::new());

#[cfg(unix)]
#[test]
fn nobody_but_their_owner_may_read_the_files() {
    use std::os::unix::fs::PermissionsExt as _;
    let root = tempfile::tempdir().unwrap();
    let held = open(root.path());
    held.accounts.forget(&[1; 16]).unwrap();
    held.accounts.invite(&Invitation { token: Hash([1; 32]), person: [1; 16], until: 1 }).unwrap();
    for name in [ACCOUNTS, "accounts.db-wal"] {
        let mode = fs::metadata(root.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn the_record_and_the_accounts_are_not_taken_for_each_other() {
    let root = tempfile::tempdir().unwrap();
    drop(open(root.path()));
    drop(DataDir::open(root.path()).unwrap().into_store().unwrap());
    fs::copy(root.path().join("safeconduct.db"), root.path().join(ACCOUNTS)).unwrap();
    let dir = DataDir::open(root.path()).unwrap();
    assert!(matches!(SqliteAccounts::open(&dir), Err(StoreError::Foreign { .. })));
}

#[test]
fn a_file_of_a_later_release_is_refused() {
    let root = tempfile::tempdir().unwrap();
    drop(open(root.path()));
    let conn = rusqlite::Connection::open(root.path().join(ACCOUNTS)).unwrap();
    conn.pragma_update(None, "user_version", 2).unwrap();
    conn.close().unwrap();
    let dir = DataDir::open(root.path()).unwrap();
    assert!(matches!(SqliteAccounts::open(&dir), Err(StoreError::Newer { found: 2, known: 1, .. })));
}

#[test]
fn who_is_forgotten_leaves_no_byte_in_any_file() {
    let root = tempfile::tempdir().unwrap();
    let held = open(root.path());
    let account = NewAccount {
        person: [1; 16],
        name: "kim-of-the-unit".to_owned(),
        password: "a-hash-not-to-be-found".to_owned(),
        factor: Some(Factor::Codes(Codes { seed: b"seed-not-to-be-found".to_vec(), step: 0 })),
    };
    held.accounts.invite(&Invitation { token: Hash([1; 32]), person: [1; 16], until: 1 }).unwrap();
    assert!(matches!(held.accounts.enrol(&Hash([1; 32]), &account), Ok(Enrolled::As(_))));
    let found = |what: &str| {
        let files = fs::read_dir(held.dir.path()).unwrap();
        let mut bytes = files.map(|file| fs::read(file.unwrap().path()).unwrap());
        bytes.any(|bytes| bytes.windows(what.len()).any(|window| window == what.as_bytes()))
    };
    for what in ["kim-of-the-unit", "a-hash-not-to-be-found", "seed-not-to-be-found"] {
        assert!(found(what), "{what} was there before");
    }
    held.accounts.forget(&[1; 16]).unwrap();
    for what in ["kim-of-the-unit", "a-hash-not-to-be-found", "seed-not-to-be-found"] {
        assert!(!found(what), "{what}");
    }
}
