//! The tables of the keys.

use crate::sqlite::schema::Schema;

/// Marks the file as ours in SQLite's header: "SafK".
pub const KEYS_APPLICATION_ID: i64 = 0x5361_664b;

/// The format of the tables below, kept as `user_version`. A later release raises it and converts.
pub const KEYS_FORMAT: i64 = 1;

pub(super) const SCHEMA: Schema =
    Schema { application_id: KEYS_APPLICATION_ID, format: KEYS_FORMAT, tables: TABLES };

/// `kept` says which key of a subject came last.
const TABLES: &str = "
    CREATE TABLE key (
        kept INTEGER PRIMARY KEY AUTOINCREMENT,
        subject TEXT NOT NULL,
        name BLOB NOT NULL CHECK (length(name) = 8),
        bytes BLOB NOT NULL CHECK (length(bytes) = 32),
        UNIQUE (subject, name)
    ) STRICT;

    CREATE TABLE destroyed (
        subject TEXT NOT NULL PRIMARY KEY
    ) STRICT, WITHOUT ROWID;
";
