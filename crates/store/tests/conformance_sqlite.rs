//! The SQLite store obeys the laws.

#![allow(clippy::unwrap_used, reason = "a test says what it expects; there a panic is the report")]

use std::cell::Cell;

use store::conformance::Fresh;
use store::{DataDir, SqliteStore};

struct Sqlite {
    root: tempfile::TempDir,
    made: Cell<u32>,
}

impl Sqlite {
    fn new() -> Sqlite {
        Sqlite { root: tempfile::tempdir().unwrap(), made: Cell::new(0) }
    }
}

impl Fresh for Sqlite {
    type Store = SqliteStore;

    fn fresh(&self) -> SqliteStore {
        self.made.set(self.made.get() + 1);
        DataDir::open(self.root.path().join(self.made.get().to_string())).unwrap().into_store().unwrap()
    }

    fn reopen(&self, store: SqliteStore) -> SqliteStore {
        let path = store.path().to_owned();
        drop(store);
        DataDir::open(path).unwrap().into_store().unwrap()
    }
}

store::conformance!(Sqlite::new());
