//! The tables of the tracks.

use crate::sqlite::schema::Schema;

/// Marks the file as ours in SQLite's header: "SafT".
pub const TRACKS_APPLICATION_ID: i64 = 0x5361_6654;

/// The format of the tables below, kept as `user_version`. A later release raises it and converts.
pub const TRACKS_FORMAT: i64 = 2;

pub(super) const SCHEMA: Schema =
    Schema { application_id: TRACKS_APPLICATION_ID, format: TRACKS_FORMAT, tables: TABLES };

/// `numbered` outlives the armfuls: no number is given twice.
/// A sheaf lies at the end of its table, whosever tracks it holds: where each device's lay by themselves, a minute of 5,000 devices was
/// written all over the file. Of a sheaf it is kept which is the lowest number of its reports (`least`), when the first of its
/// stretches ended (`ends`), from when until when they reach, and of which devices they are, first to last; `bounds` says where in `body`
/// each lies (`sheaf.rs`). Those that reach farther than ten minutes (600000000, `sheaf::REACH`) are looked for apart.
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

    CREATE TABLE sheaf (
        id INTEGER PRIMARY KEY,
        least INTEGER NOT NULL,
        ends INTEGER NOT NULL,
        earliest INTEGER NOT NULL,
        latest INTEGER NOT NULL CHECK (latest >= earliest),
        lowest BLOB NOT NULL CHECK (length(lowest) = 16),
        highest BLOB NOT NULL CHECK (length(highest) = 16),
        bounds BLOB NOT NULL,
        body BLOB NOT NULL
    ) STRICT;

    CREATE INDEX sheaf_by_number ON sheaf (least);
    CREATE INDEX sheaf_by_end ON sheaf (ends);
    CREATE INDEX sheaf_by_time ON sheaf (latest, earliest, lowest, highest);
    CREATE INDEX sheaf_afar ON sheaf (latest, earliest, lowest, highest)
        WHERE latest - earliest > 600000000;
";
