//! The tables, and how a file says that it has them.

use rusqlite::Connection;

use crate::error::StoreError;

use super::failure::Doing;

/// Marks the file as ours in SQLite's header: "SafC".
pub const APPLICATION_ID: i64 = 0x5361_6643;

/// The format of the tables below, kept as `user_version`. A later release raises it and converts.
pub const FORMAT: i64 = 1;

/// What makes a database one of ours, and which.
pub(crate) struct Schema {
    /// Marks the file in SQLite's header.
    pub(crate) application_id: i64,
    /// The format of the tables, kept as `user_version`.
    pub(crate) format: i64,
    /// What makes them.
    pub(crate) tables: &'static str,
}

/// The record and what lies beside it.
pub(super) const RECORD: Schema = Schema { application_id: APPLICATION_ID, format: FORMAT, tables: TABLES };

/// The size of the log is not kept a second time: it is the number after the last entry's.
/// Keys of remembered outcomes come in no order: the outcomes lie apart from the tree of keys, so that a
/// batch touches fewer of its pages.
/// `commits` counts transactions, so that one with an unknown outcome can be recognised later.
const TABLES: &str = "
    CREATE TABLE log (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        epoch INTEGER NOT NULL,
        commits INTEGER NOT NULL
    ) STRICT;
    INSERT INTO log VALUES (1, 0, 0);

    CREATE TABLE entry (
        n INTEGER PRIMARY KEY,
        leaf BLOB NOT NULL CHECK (length(leaf) = 32),
        bytes BLOB NOT NULL
    ) STRICT;

    CREATE TABLE subtree (
        level INTEGER NOT NULL,
        n INTEGER NOT NULL,
        hash BLOB NOT NULL CHECK (length(hash) = 32),
        PRIMARY KEY (level, n)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE checkpoint (
        size INTEGER PRIMARY KEY,
        note BLOB NOT NULL
    ) STRICT;

    CREATE TABLE remembered (
        actor TEXT NOT NULL,
        key TEXT NOT NULL,
        fingerprint BLOB NOT NULL CHECK (length(fingerprint) = 32),
        outcome BLOB NOT NULL,
        recorded_at INTEGER NOT NULL,
        PRIMARY KEY (actor, key)
    ) STRICT;
    CREATE INDEX remembered_by_age ON remembered (recorded_at);

    CREATE TABLE artefact (
        hash BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
        kind TEXT NOT NULL,
        length INTEGER NOT NULL,
        bytes BLOB NOT NULL
    ) STRICT;
    CREATE INDEX artefact_by_kind ON artefact (kind, hash, length);

    CREATE TABLE about (
        subject TEXT NOT NULL,
        n INTEGER NOT NULL,
        PRIMARY KEY (subject, n)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE vault (
        id TEXT NOT NULL PRIMARY KEY,
        subject TEXT NOT NULL,
        bytes BLOB NOT NULL
    ) STRICT;
    CREATE INDEX vault_by_subject ON vault (subject);

    CREATE TABLE snapshot (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        size INTEGER NOT NULL,
        root BLOB NOT NULL CHECK (length(root) = 32),
        build TEXT NOT NULL,
        digest BLOB NOT NULL CHECK (length(digest) = 32),
        bytes BLOB NOT NULL
    ) STRICT;
";

impl Schema {
    /// Writes the tables and the marks into an empty database.
    pub(crate) fn write(&self, conn: &Connection) -> rusqlite::Result<()> {
        let Schema { application_id, format, tables } = self;
        conn.execute_batch(&format!(
            "BEGIN IMMEDIATE; {tables} PRAGMA application_id = {application_id}; PRAGMA user_version = {format}; COMMIT;"
        ))
    }

    /// Refuses a file that is not ours, or not yet known.
    pub(super) fn check(&self, conn: &Connection, place: &str) -> Result<(), StoreError> {
        let pragma = |name: &str| conn.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
        let application = pragma("application_id").doing("reading the header", place)?;
        let format = pragma("user_version").doing("reading the header", place)?;
        if application != self.application_id {
            let why =
                format!("it is a SQLite database marked {application:#x}, not {:#x}", self.application_id);
            return Err(StoreError::Foreign { place: place.to_owned(), why });
        }
        if format > self.format {
            return Err(StoreError::Newer { place: place.to_owned(), found: format, known: self.format });
        }
        if format < self.format {
            let what = format!("it says format {format}, which was never released");
            return Err(StoreError::Damaged { place: place.to_owned(), what });
        }
        Ok(())
    }
}
