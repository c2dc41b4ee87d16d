//! The tables of the accounts.

use crate::sqlite::schema::Schema;

/// Marks the file as ours in SQLite's header: "SafA".
pub const ACCOUNTS_APPLICATION_ID: i64 = 0x5361_6641;

/// The format of the tables below, kept as `user_version`. A later release raises it and converts.
pub const ACCOUNTS_FORMAT: i64 = 1;

pub(super) const SCHEMA: Schema =
    Schema { application_id: ACCOUNTS_APPLICATION_ID, format: ACCOUNTS_FORMAT, tables: TABLES };

/// An account's number is never given again (`AUTOINCREMENT`): what was begun for an account that is gone
/// finds none, even if its person has a new one. What belongs to an account goes with it.
const TABLES: &str = "
    CREATE TABLE account (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        person BLOB NOT NULL UNIQUE CHECK (length(person) = 16),
        name TEXT NOT NULL UNIQUE,
        password TEXT NOT NULL,
        seed BLOB,
        step INTEGER,
        CHECK ((seed IS NULL) = (step IS NULL))
    ) STRICT;

    CREATE TABLE passkey (
        id BLOB NOT NULL PRIMARY KEY,
        account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
        bytes BLOB NOT NULL
    ) STRICT;
    CREATE INDEX passkey_by_account ON passkey (account);

    CREATE TABLE session (
        token BLOB NOT NULL PRIMARY KEY CHECK (length(token) = 32),
        account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
        since INTEGER NOT NULL,
        seen INTEGER NOT NULL,
        second_factor INTEGER NOT NULL CHECK (second_factor IN (0, 1))
    ) STRICT;
    CREATE INDEX session_by_account ON session (account);

    CREATE TABLE invitation (
        person BLOB NOT NULL PRIMARY KEY CHECK (length(person) = 16),
        token BLOB NOT NULL UNIQUE CHECK (length(token) = 32),
        until INTEGER NOT NULL
    ) STRICT;
";
