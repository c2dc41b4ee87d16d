//! The keys in a SQLite file beside the record.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension as _, Row, TransactionBehavior};
use zeroize::Zeroizing;

use crate::dir::{DataDir, shown};
use crate::error::StoreError;
use crate::sqlite::failure::Doing as _;
use crate::sqlite::{copy, file};

use super::schema::SCHEMA;
use super::{KeyName, KeyRow, Keys, was_destroyed};

/// The database of the keys inside a data directory.
pub const KEYS: &str = "keys.db";

/// Keys in a SQLite file, readable by this user only. A commit that was answered has been synced.
#[derive(Debug)]
pub struct SqliteKeys {
    conn: Mutex<Connection>,
    place: String,
}

impl SqliteKeys {
    /// The keys in a directory that this process holds; none yet if there was no file.
    pub fn open(dir: &DataDir) -> Result<SqliteKeys, StoreError> {
        let path = dir.path().join(KEYS);
        file::create_if_absent(&path, &SCHEMA)?;
        let place = shown(&path);
        let crashed = file::beside(&path, "-wal").metadata().is_ok_and(|wal| wal.len() > 0);
        let conn = file::open_to_write(&path, &place, &SCHEMA)?;
        // Temporary tables hold what the file holds: they are not to reach a disk by themselves.
        conn.pragma_update(None, "temp_store", "MEMORY").doing("setting up", &place)?;
        let keys = SqliteKeys { conn: Mutex::new(conn), place };
        if crashed {
            // A crash between a deletion and its scrubbing leaves images of what was deleted. Whoever reads the file
            // meanwhile is not waited for: what is destroyed next scrubs again.
            let _ = keys.scrub(&keys.conn());
        }
        Ok(keys)
    }

    /// Opens the keys in `dir`, or in a file of exported keys, to read only.
    pub fn open_read_only(path: &Path) -> Result<SqliteKeys, StoreError> {
        let path = if path.is_dir() { path.join(KEYS) } else { path.to_owned() };
        let place = shown(&path);
        let conn = file::open_to_read(&path, &place, &SCHEMA, false)?;
        Ok(SqliteKeys { conn: Mutex::new(conn), place })
    }

    /// Writes all of it into a new file, as it is at this moment.
    pub fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        copy::to_new_file(&self.conn(), &self.place, path)
    }

    /// A panic in another thread left no half transaction: it was rolled back on the way out.
    fn conn(&self) -> MutexGuard<'_, Connection> {
        self.conn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read<T>(
        &self,
        doing: &'static str,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        read(&self.conn()).doing(doing, &self.place)
    }

    /// Rewrites the file without what was deleted from it. Deleted rows are overwritten where they lay, but pages
    /// that were joined or split before may still hold an image; and the write-ahead file holds their earlier
    /// images until it is carried over and cut to nothing.
    fn scrub(&self, conn: &Connection) -> Result<(), StoreError> {
        let cut = || {
            conn.busy_timeout(Duration::ZERO)?;
            let cut = conn.execute_batch("VACUUM").and_then(|()| {
                conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0))
            });
            conn.busy_timeout(file::PATIENCE)?;
            cut
        };
        match cut().doing("overwriting destroyed keys", &self.place) {
            Ok(0) => Ok(()),
            Ok(_) | Err(StoreError::Busy { .. }) => {
                Err(StoreError::NotScrubbed { place: self.place.clone() })
            }
            Err(error) => Err(error),
        }
    }
}

impl Keys for SqliteKeys {
    fn current(&self, subject: &str) -> Result<Option<KeyRow>, StoreError> {
        self.read("reading a key", |conn| {
            conn.prepare_cached(
                "SELECT subject, name, bytes FROM key WHERE subject = ? ORDER BY kept DESC LIMIT 1",
            )?
            .query_row([subject], row)
            .optional()
        })
    }

    fn key(&self, subject: &str, name: &KeyName) -> Result<Option<KeyRow>, StoreError> {
        self.read("reading a key", |conn| {
            conn.prepare_cached("SELECT subject, name, bytes FROM key WHERE subject = ? AND name = ?")?
                .query_row((subject, name), row)
                .optional()
        })
    }

    fn keep(&self, keys: &[KeyRow]) -> Result<(), StoreError> {
        let mut conn = self.conn();
        let mut kept = || {
            let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
            for key in keys {
                let gone =
                    tx.prepare_cached("SELECT 1 FROM destroyed WHERE subject = ?")?.exists([&key.subject])?;
                if gone {
                    return Ok(Err(was_destroyed(&key.subject)));
                }
                tx.prepare_cached(
                    "INSERT INTO key (subject, name, bytes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                )?
                .execute((&key.subject, &key.name, key.bytes.as_slice()))?;
            }
            tx.commit().map(Ok)
        };
        kept().doing("keeping keys", &self.place)?
    }

    fn subjects(&self) -> Result<BTreeSet<String>, StoreError> {
        self.read("listing keys", |conn| names(conn, "SELECT DISTINCT subject FROM key"))
    }

    fn destroy(&self, subjects: &[String]) -> Result<(), StoreError> {
        let mut conn = self.conn();
        let mut destroyed = || {
            let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
            for subject in subjects {
                tx.execute("DELETE FROM key WHERE subject = ?", [subject])?;
                tx.execute("INSERT INTO destroyed (subject) VALUES (?) ON CONFLICT DO NOTHING", [subject])?;
            }
            tx.commit()
        };
        destroyed().doing("destroying keys", &self.place)?;
        self.scrub(&conn)
    }

    fn destroyed(&self) -> Result<BTreeSet<String>, StoreError> {
        self.read("listing who was destroyed", |conn| names(conn, "SELECT subject FROM destroyed"))
    }
}

fn names(conn: &Connection, query: &str) -> rusqlite::Result<BTreeSet<String>> {
    conn.prepare_cached(query)?.query_map([], |row| row.get(0))?.collect()
}

fn row(row: &Row<'_>) -> rusqlite::Result<KeyRow> {
    Ok(KeyRow { subject: row.get(0)?, name: row.get(1)?, bytes: Zeroizing::new(row.get(2)?) })
}
