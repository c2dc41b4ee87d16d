//! Tracks in a SQLite file beside the record.

use std::path::Path;

use rusqlite::{Connection, Row, Transaction};

use crate::dir::DataDir;
use crate::error::StoreError;
use crate::sqlite::beside::Beside;

use super::schema::SCHEMA;
use super::{Armful, DeviceName, Span, Stretch, Tracks};

/// The database of the tracks inside a data directory.
pub const TRACKS: &str = "tracks.db";
/// How many stretches are packed or let go of before whoever keeps reports is let in: each is somewhere else in the file. Ours: less
/// than a millisecond's work, as those below.
const STRETCHES: usize = 8;
/// And how many armfuls are dropped, which are side by side.
const ARMFULS: usize = 100;
/// And how many bytes of either.
const BYTES: usize = 64 << 10;

/// Tracks in a SQLite file, readable by this user only.
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

    fn pack(&self, stretches: &[Stretch]) -> Result<usize, StoreError> {
        let mut bytes = 0;
        let fits = |one: &&Stretch| {
            bytes += one.body.len();
            bytes <= BYTES
        };
        let some = stretches.iter().take(STRETCHES).take_while(fits).count().max(1).min(stretches.len());
        let some = &stretches[..some];
        self.0.write_behind("packing tracks", |tx| some.iter().try_for_each(|one| keep(tx, one)))?;
        Ok(some.len())
    }

    fn drop_packed(&self, through: u64) -> Result<usize, StoreError> {
        self.0.write_behind("dropping what is packed", |tx| drop_some(tx, through))
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

    fn device_after(&self, device: Option<&DeviceName>) -> Result<Option<DeviceName>, StoreError> {
        self.0.read("looking whose tracks there are", |conn| {
            let after = device.map_or(&[][..], |device| &device[..]);
            conn.prepare_cached("SELECT min(device) FROM stretch WHERE device > ?")?
                .query_row([after], |row| row.get(0))
        })
    }

    fn over(&self, device: &DeviceName, before: i64) -> Result<Vec<Span>, StoreError> {
        self.0.read("looking for tracks whose time is over", |conn| {
            let over =
                "SELECT earliest, latest, first FROM stretch WHERE device = ? AND latest < ? ORDER BY first";
            conn.prepare_cached(over)?
                .query_map((device, before), |row| {
                    Ok(Span { from: row.get(0)?, until: row.get(1)?, first: row.get(2)? })
                })?
                .collect()
        })
    }

    fn let_go(&self, device: &DeviceName, firsts: &[u64]) -> Result<usize, StoreError> {
        let some = &firsts[..firsts.len().min(STRETCHES)];
        // What is deleted is overwritten where it lay (`secure_delete`). The file is not rewritten: it is too large for that.
        self.0.write_behind("letting go of tracks", |tx| {
            let mut gone = tx.prepare_cached("DELETE FROM stretch WHERE device = ? AND first = ?")?;
            some.iter().try_for_each(|first| gone.execute((device, first)).map(drop))
        })?;
        Ok(some.len())
    }

    fn overwrite(&self) {
        self.0.hurry();
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
    // None is looked at that begins beyond it.
    let mut packed = tx.prepare_cached(
        "SELECT first, length(body) FROM armful WHERE first <= ?1 AND first + count - 1 <= ?1 ORDER BY first",
    )?;
    let packed = packed.query_map([through], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let (mut last, mut bytes, mut dropped) = (0_u64, 0, 0);
    for one in packed.take(ARMFULS) {
        let (first, size): (u64, usize) = one?;
        bytes += size;
        if dropped > 0 && bytes > BYTES {
            break;
        }
        (last, dropped) = (first, dropped + 1);
    }
    if dropped > 0 {
        tx.prepare_cached("UPDATE numbered SET next = ?")?.execute([next(tx)?])?;
        tx.prepare_cached("DELETE FROM armful WHERE first <= ?")?.execute([last])?;
    }
    Ok(dropped)
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
