//! Tracks in a SQLite file beside the record.

use std::path::Path;

use rusqlite::Error::FromSqlConversionFailure;
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction};

use crate::dir::DataDir;
use crate::error::StoreError;
use crate::sqlite::beside::Beside;

use super::schema::SCHEMA;
use super::sheaf::{Sheaf, opened};
use super::{Armful, DeviceName, Stretch, Tracks};

/// The database of the tracks inside a data directory.
pub const TRACKS: &str = "tracks.db";
/// The most stretches of a sheaf, and their bytes but for the last's. Ours: less than a millisecond's work, and few enough that one of
/// them is found in it fast.
const STRETCHES: usize = 64;
const SHEAF: usize = 32 << 10;
/// How many armfuls, which are side by side, are dropped before whoever keeps reports is let in, and how many bytes. Ours: as above.
const ARMFULS: usize = 100;
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

impl SqliteTracks {
    fn ids(&self, sheaves: &'static str, moment: i64) -> Result<Vec<u64>, StoreError> {
        self.0.read("looking for tracks of a time", |conn| {
            conn.prepare_cached(sheaves)?.query_map([moment], |row| row.get(0))?.collect()
        })
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
            let is_open = bytes < SHEAF;
            bytes += one.body.len();
            is_open
        };
        let some: Vec<&Stretch> = stretches.iter().take(STRETCHES).take_while(fits).collect();
        let many = some.len();
        let Some(sheaf) = Sheaf::of(some) else { return Ok(0) };
        self.0.write_behind("packing tracks", |tx| keep(tx, None, &sheaf))?;
        Ok(many)
    }

    fn drop_packed(&self, through: u64) -> Result<usize, StoreError> {
        self.0.write_behind("dropping what is packed", |tx| drop_some(tx, through))
    }

    fn stretches(&self, device: &DeviceName, from: i64, until: i64) -> Result<Vec<Stretch>, StoreError> {
        let is_asked = |one: &Stretch| one.device == *device && one.until >= from && one.from <= until;
        self.0.read("reading a track", |conn| {
            let mut rows = conn.prepare_cached(
                "SELECT bounds, body FROM sheaf
                 WHERE latest >= ?2 AND earliest <= ?3 AND lowest <= ?1 AND highest >= ?1",
            )?;
            let mut rows = rows.query((device, from, until))?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                found.extend(stretches(row)?.into_iter().filter(is_asked));
            }
            found.sort_by_key(|one| (one.from, one.first));
            Ok(found)
        })
    }

    fn since(&self, from: i64) -> Result<Vec<u64>, StoreError> {
        self.ids("SELECT id FROM sheaf WHERE latest >= ? ORDER BY id", from)
    }

    fn over(&self, before: i64) -> Result<Vec<u64>, StoreError> {
        self.ids("SELECT id FROM sheaf WHERE ends < ? ORDER BY id", before)
    }

    fn sheaf(&self, id: u64) -> Result<Vec<Stretch>, StoreError> {
        self.0.read("reading tracks", |conn| in_sheaf(conn, id))
    }

    fn let_go(&self, id: u64, gone: &[usize]) -> Result<(), StoreError> {
        // What is deleted is overwritten where it lay (`secure_delete`). The file is not rewritten: it is too large for that.
        self.0.write_behind("letting go of tracks", |tx| {
            let all = in_sheaf(tx, id)?;
            tx.prepare_cached("DELETE FROM sheaf WHERE id = ?")?.execute([id])?;
            let left = all.iter().enumerate().filter(|(place, _)| !gone.contains(place));
            Sheaf::of(left.map(|(_, one)| one)).map_or(Ok(()), |left| keep(tx, Some(id), &left))
        })
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

/// At the end, or under the number that it had.
fn keep(tx: &Transaction<'_>, id: Option<u64>, sheaf: &Sheaf) -> rusqlite::Result<()> {
    let Sheaf { ends, earliest, latest, lowest, highest, bounds, body } = sheaf;
    let mut insert = tx.prepare_cached(
        "INSERT INTO sheaf (id, ends, earliest, latest, lowest, highest, bounds, body)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    insert.execute((id, ends, earliest, latest, lowest, highest, bounds, body)).map(drop)
}

/// What is in a sheaf; nothing in one that is not there.
fn in_sheaf(conn: &Connection, id: u64) -> rusqlite::Result<Vec<Stretch>> {
    let mut row = conn.prepare_cached("SELECT bounds, body FROM sheaf WHERE id = ?")?;
    Ok(row.query_row([id], stretches).optional()?.unwrap_or_default())
}

fn stretches(row: &Row<'_>) -> rusqlite::Result<Vec<Stretch>> {
    let (bounds, body) = (row.get_ref(0)?.as_blob()?, row.get_ref(1)?.as_blob()?);
    let damaged = || FromSqlConversionFailure(0, Type::Blob, "they do not say where the tracks lie".into());
    opened(bounds, body).ok_or_else(damaged)
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
