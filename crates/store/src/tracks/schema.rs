//! The tables of the tracks.

use crate::sqlite::schema::Schema;

/// Marks the file as ours in SQLite's header: "SafT".
pub const TRACKS_APPLICATION_ID: i64 = 0x5361_6654;

/// The format of the tables below, kept as `user_version`. A later release raises it and converts.
pub const TRACKS_FORMAT: i64 = 1;

pub(super) const SCHEMA: Schema =
    Schema { application_id: TRACKS_APPLICATION_ID, format: TRACKS_FORMAT, tables: TABLES };

/// `numbered` outlives the armfuls: no number is given twice.
const TABLES: &str = "
    CREATE TABLE armful (
        first INTEGER PRIMARY KEY,
        count INTEGER NOT NULL CHECK (count > 0),
        body BLOB NOT NULL
    ) STRICT;

    CREATE TABLE numbered (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        next INTEGER NOT NULL
    ) STRICT;
    INSERT INTO numbered (only, next) VALUES (1, 1);

    CREATE TABLE stretch (
        device BLOB NOT NULL CHECK (length(device) = 16),
        first INTEGER NOT NULL,
        earliest INTEGER NOT NULL,
        latest INTEGER NOT NULL CHECK (latest >= earliest),
        count INTEGER NOT NULL CHECK (count > 0),
        body BLOB NOT NULL,
        PRIMARY KEY (device, first)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX stretch_by_time ON stretch (device, latest);
";
