//! Tracks in a SQLite file beside the record.

use std::path::Path;

use rusqlite::{Connection, Row, Transaction};

use crate::dir::DataDir;
use crate::error::StoreError;
use crate::sqlite::beside::Beside;

use super::schema::SCHEMA;
use super::{Armful, DeviceName, Held, Stretch, Tracks, is_held};

/// The database of the tracks inside a data directory.
pub const TRACKS: &str = "tracks.db";
/// How many rows are packed or dropped before whoever keeps reports is let in. Ours.
const AT_ONCE: usize = 500;

/// Tracks in a SQLite file, readable by this user only. A commit that was answered has been synced.
#[derive(Debug)]
pub struct SqliteTracks(Beside);

impl SqliteTracks {
    /// The tracks in a directory that this process holds; none yet if there was no file.
    pub fn open(dir: &DataDir) -> Result<SqliteTracks, StoreError> {
        Beside::open_busy(&dir.path().join(TRACKS), &SCHEMA).map(SqliteTracks)
    }

    /// Opens the tracks in `dir` to read only.
    pub fn open_read_only(dir: &Path) -> Result<SqliteTracks, StoreError> {
        Beside::open_read_only(&dir.join(TRACKS), &SCHEMA).map(SqliteTracks)
    }

    /// Writes all of it into a new file, as it is at this moment.
    pub fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        self.0.copy_to(path)
    }
}

impl Tracks for SqliteTracks {
    fn append(&self, count: u32, body: &[u8]) -> Result<u64, StoreError> {
        self.0.write("keeping reports", |tx| {
            let first = next(tx)?;
            tx.prepare_cached("INSERT INTO armful (first, count, body) VALUES (?, ?, ?)")?
                .execute((first, count, body))?;
            Ok(first)
        })
    }

    fn next(&self) -> Result<u64, StoreError> {
        self.0.read("counting reports", next)
    }

    fn armfuls(&self, from: u64, most_bytes: usize) -> Result<Vec<Armful>, StoreError> {
        self.0.read("reading reports", |conn| {
            // The last that begins at or before `from` may reach beyond it.
            let mut rows = conn.prepare_cached(
                "SELECT first, count, body FROM armful
                 WHERE first >= coalesce((SELECT max(first) FROM armful WHERE first <= ?1), 0)
                   AND first + count > ?1 ORDER BY first",
            )?;
            let mut rows = rows.query([from])?;
            let (mut found, mut bytes) = (Vec::new(), 0);
            while let Some(row) = rows.next()? {
                let armful = Armful { first: row.get(0)?, count: row.get(1)?, body: row.get(2)? };
                bytes += armful.body.len();
                if bytes > most_bytes && !found.is_empty() {
                    break;
                }
                found.push(armful);
            }
            Ok(found)
        })
    }

    fn pack(&self, stretches: &[Stretch], through: u64) -> Result<(), StoreError> {
        for some in stretches.chunks(AT_ONCE) {
            self.0.write("packing tracks", |tx| some.iter().try_for_each(|one| keep(tx, one)))?;
        }
        while self.0.write("dropping what is packed", |tx| drop_some(tx, through))? == AT_ONCE {}
        Ok(())
    }

    fn stretches(&self, device: &DeviceName, from: i64, until: i64) -> Result<Vec<Stretch>, StoreError> {
        self.0.read("reading a track", |conn| {
            conn.prepare_cached(
                "SELECT device, earliest, latest, first, count, body FROM stretch
                 WHERE device = ? AND latest >= ? AND earliest <= ? ORDER BY earliest, first",
            )?
            .query_map((device, from, until), stretch)?
            .collect()
        })
    }

    fn expire(&self, before: i64, held: &[Held]) -> Result<u64, StoreError> {
        // What is deleted is overwritten where it lay (`secure_delete`). The file is not rewritten: it is too large for that.
        let gone = self.0.write("letting go of tracks", |tx| let_go(tx, before, held))?;
        if gone > 0 {
            // Not only once many others have reported.
            self.0.hurry();
        }
        Ok(gone)
    }
}

/// The number that the next report gets. It follows from the last armful; from what is noted, if those after it were dropped.
fn next(conn: &Connection) -> rusqlite::Result<u64> {
    let next = "SELECT max(next, coalesce((SELECT first + count FROM armful ORDER BY first DESC LIMIT 1), 1))
                FROM numbered";
    conn.prepare_cached(next)?.query_row([], |row| row.get(0))
}

/// In the place of what a crash left of the same: that was packed of less than waits now.
fn keep(tx: &Transaction<'_>, one: &Stretch) -> rusqlite::Result<()> {
    let mut insert = tx.prepare_cached(
        "INSERT OR REPLACE INTO stretch (device, first, earliest, latest, count, body) VALUES (?, ?, ?, ?, ?, ?)",
    )?;
    insert.execute((&one.device, one.first, one.from, one.until, one.count, &one.body)).map(drop)
}

/// The first of those that are packed; how many it were.
fn drop_some(tx: &Transaction<'_>, through: u64) -> rusqlite::Result<usize> {
    tx.prepare_cached("UPDATE numbered SET next = ?")?.execute([next(tx)?])?;
    let mut dropped = tx.prepare_cached(
        "DELETE FROM armful WHERE first IN
             (SELECT first FROM armful WHERE first + count - 1 <= ? ORDER BY first LIMIT ?)",
    )?;
    dropped.execute((through, AT_ONCE))
}

fn let_go(tx: &Transaction<'_>, before: i64, held: &[Held]) -> rusqlite::Result<u64> {
    let mut over =
        tx.prepare_cached("SELECT device, first, earliest, latest FROM stretch WHERE latest < ?")?;
    let over: Vec<(DeviceName, u64, i64, i64)> = over
        .query_map([before], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut gone = 0;
    for (device, first, from, until) in over {
        if !is_held((&device, from, until), held) {
            tx.prepare_cached("DELETE FROM stretch WHERE device = ? AND first = ?")?
                .execute((&device, first))?;
            gone += 1;
        }
    }
    Ok(gone)
}

fn stretch(row: &Row<'_>) -> rusqlite::Result<Stretch> {
    Ok(Stretch {
        device: row.get(0)?,
        from: row.get(1)?,
        until: row.get(2)?,
        first: row.get(3)?,
        count: row.get(4)?,
        body: row.get(5)?,
    })
}
