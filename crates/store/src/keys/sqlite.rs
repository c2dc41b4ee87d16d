//! The keys in a SQLite file beside the record.

use std::collections::BTreeSet;
use std::path::Path;

use rusqlite::{Connection, OptionalExtension as _, Row};
use zeroize::Zeroizing;

use crate::dir::DataDir;
use crate::error::StoreError;
use crate::sqlite::beside::Beside;

use super::schema::SCHEMA;
use super::{KeyName, KeyRow, Keys, was_destroyed};

/// The database of the keys inside a data directory.
pub const KEYS: &str = "keys.db";

/// Keys in a SQLite file, readable by this user only. A commit that was answered has been synced.
#[derive(Debug)]
pub struct SqliteKeys(Beside);

impl SqliteKeys {
    /// The keys in a directory that this process holds; none yet if there was no file.
    pub fn open(dir: &DataDir) -> Result<SqliteKeys, StoreError> {
        Beside::open(&dir.path().join(KEYS), &SCHEMA).map(SqliteKeys)
    }

    /// Opens the keys in `dir`, or in a file of exported keys, to read only.
    pub fn open_read_only(path: &Path) -> Result<SqliteKeys, StoreError> {
        let path = if path.is_dir() { path.join(KEYS) } else { path.to_owned() };
        Beside::open_read_only(&path, &SCHEMA).map(SqliteKeys)
    }

    /// Writes all of it into a new file, as it is at this moment.
    pub fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        self.0.copy_to(path)
    }
}

impl Keys for SqliteKeys {
    fn current(&self, subject: &str) -> Result<Option<KeyRow>, StoreError> {
        self.0.read("reading a key", |conn| {
            conn.prepare_cached(
                "SELECT subject, name, bytes FROM key WHERE subject = ? ORDER BY kept DESC LIMIT 1",
            )?
            .query_row([subject], row)
            .optional()
        })
    }

    fn key(&self, subject: &str, name: &KeyName) -> Result<Option<KeyRow>, StoreError> {
        self.0.read("reading a key", |conn| {
            conn.prepare_cached("SELECT subject, name, bytes FROM key WHERE subject = ? AND name = ?")?
                .query_row((subject, name), row)
                .optional()
        })
    }

    fn keep(&self, keys: &[KeyRow]) -> Result<(), StoreError> {
        self.0.write("keeping keys", |tx| {
            for key in keys {
                let gone =
                    tx.prepare_cached("SELECT 1 FROM destroyed WHERE subject = ?")?.exists([&key.subject])?;
                if gone {
                    return Ok(Err(was_destroyed(&key.subject)));
                }
            }
            for key in keys {
                tx.prepare_cached(
                    "INSERT INTO key (subject, name, bytes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                )?
                .execute((&key.subject, &key.name, key.bytes.as_slice()))?;
            }
            Ok(Ok(()))
        })?
    }

    fn subjects(&self) -> Result<BTreeSet<String>, StoreError> {
        self.0.read("listing keys", |conn| names(conn, "SELECT DISTINCT subject FROM key"))
    }

    fn destroy(&self, subjects: &[String]) -> Result<(), StoreError> {
        self.0.write("destroying keys", |tx| {
            for subject in subjects {
                tx.execute("DELETE FROM key WHERE subject = ?", [subject])?;
                tx.execute("INSERT INTO destroyed (subject) VALUES (?) ON CONFLICT DO NOTHING", [subject])?;
            }
            Ok(())
        })?;
        self.0.scrub()
    }

    fn destroyed(&self) -> Result<BTreeSet<String>, StoreError> {
        self.0.read("listing who was destroyed", |conn| names(conn, "SELECT subject FROM destroyed"))
    }
}

fn names(conn: &Connection, query: &str) -> rusqlite::Result<BTreeSet<String>> {
    conn.prepare_cached(query)?.query_map([], |row| row.get(0))?.collect()
}

fn row(row: &Row<'_>) -> rusqlite::Result<KeyRow> {
    Ok(KeyRow { subject: row.get(0)?, name: row.get(1)?, bytes: Zeroizing::new(row.get(2)?) })
}
