//! Tracks in a SQLite file beside the record.

use std::path::Path;

use rusqlite::Error::FromSqlConversionFailure;
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction};

use crate::dir::DataDir;
use crate::error::StoreError;
use crate::sqlite::beside::Beside;

use super::schema::SCHEMA;
use super::sheaf::{self, REACH, Sheaf, opened};
use super::{Armful, DeviceName, Span, Stretch, Tracks};

/// The database of the tracks inside a data directory.
pub const TRACKS: &str = "tracks.db";
/// How many armfuls are dropped before whoever keeps reports is let in, and how many bytes; and how many sheaves. Ours: less than a
/// millisecond's work.
const ARMFULS: usize = 100;
const BYTES: usize = 64 << 10;
const SHEAVES: usize = 2;

/// The sheaves that may hold a device's tracks of a time: those that end within it or soon after; and those that reach so far that
/// they may end at any time after it.
const NEAR: &str = "SELECT bounds, body FROM sheaf
    WHERE latest BETWEEN ?2 AND ?4 AND latest - earliest <= 600000000
      AND earliest <= ?3 AND lowest <= ?1 AND highest >= ?1";
const AFAR: &str = "SELECT bounds, body FROM sheaf INDEXED BY sheaf_afar
    WHERE latest BETWEEN ?2 AND ?4 AND latest - earliest > 600000000
      AND earliest <= ?3 AND lowest <= ?1 AND highest >= ?1";
/// In any order: to sort them SQLite would rather go through all there are.
const SINCE: &str = "SELECT id FROM sheaf WHERE latest >= ?";
const BEGUN: &str = "DELETE FROM sheaf WHERE id IN (SELECT id FROM sheaf WHERE least >= ? LIMIT ?)";
const OVER: &str = "SELECT id FROM sheaf WHERE ends < ?";

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

    fn sheaves(&self, sheaves: &str, moment: i64) -> Result<Vec<u64>, StoreError> {
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
        let Some((sheaf, many)) = Sheaf::of_first(stretches) else { return Ok(0) };
        self.0.write_behind("packing tracks", |tx| keep(tx, &sheaf))?;
        Ok(many)
    }

    fn drop_begun(&self, first: u64) -> Result<usize, StoreError> {
        self.0.write_behind("packing tracks again", |tx| tx.prepare_cached(BEGUN)?.execute((first, SHEAVES)))
    }

    fn drop_packed(&self, through: u64) -> Result<usize, StoreError> {
        self.0.write_behind("dropping what is packed", |tx| drop_some(tx, through))
    }

    fn stretches(&self, device: &DeviceName, from: i64, until: i64) -> Result<Vec<Stretch>, StoreError> {
        let is_asked = |one: &Span| one.device == *device && one.until >= from && one.from <= until;
        self.0.read("reading a track", |conn| {
            let mut found = Vec::new();
            for (sheaves, end) in [(NEAR, until.saturating_add(REACH)), (AFAR, i64::MAX)] {
                let mut rows = conn.prepare_cached(sheaves)?;
                let mut rows = rows.query((device, from, until, end))?;
                while let Some(row) = rows.next()? {
                    found.extend(in_sheaf(row, is_asked)?);
                }
            }
            found.sort_by_key(|one: &Stretch| (one.from, one.first));
            Ok(found)
        })
    }

    fn since(&self, from: i64) -> Result<Vec<u64>, StoreError> {
        self.sheaves(SINCE, from)
    }

    fn over(&self, before: i64) -> Result<Vec<u64>, StoreError> {
        self.sheaves(OVER, before)
    }

    fn spans(&self, sheaf: u64) -> Result<Vec<Span>, StoreError> {
        self.0.read("reading whose tracks there are", |conn| {
            let mut row = conn.prepare_cached("SELECT bounds FROM sheaf WHERE id = ?")?;
            let spans = |row: &Row<'_>| sheaf::spans(row.get_ref(0)?.as_blob()?).ok_or_else(damaged);
            Ok(row.query_row([sheaf], spans).optional()?.unwrap_or_default())
        })
    }

    fn let_go(&self, sheaf: u64, is_over: &dyn Fn(&Span) -> bool) -> Result<usize, StoreError> {
        // What is deleted is overwritten where it lay (`secure_delete`). The file is not rewritten: it is too large for that.
        self.0.write_behind("letting go of tracks", |tx| {
            let mut row = tx.prepare_cached("SELECT bounds, body FROM sheaf WHERE id = ?")?;
            let all = row.query_row([sheaf], |row| in_sheaf(row, |_| true)).optional()?.unwrap_or_default();
            let left: Vec<&Stretch> = all.iter().filter(|one| !is_over(&one.span())).collect();
            let gone = all.len() - left.len();
            if gone > 0 {
                tx.prepare_cached("DELETE FROM sheaf WHERE id = ?")?.execute([sheaf])?;
                Sheaf::of(left).map_or(Ok(()), |left| keep(tx, &left))?;
            }
            Ok(gone)
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

fn keep(tx: &Transaction<'_>, sheaf: &Sheaf) -> rusqlite::Result<()> {
    let Sheaf { least, ends, earliest, latest, lowest, highest, bounds, body } = sheaf;
    let mut insert = tx.prepare_cached(
        "INSERT INTO sheaf (least, ends, earliest, latest, lowest, highest, bounds, body)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    insert.execute((least, ends, earliest, latest, lowest, highest, bounds, body)).map(drop)
}

/// Those stretches of a row that are asked for. A row of which none is is not looked at further: whatever it is, it is not missed.
fn in_sheaf(row: &Row<'_>, is_asked: impl Fn(&Span) -> bool) -> rusqlite::Result<Vec<Stretch>> {
    let (bounds, body) = (row.get_ref(0)?.as_blob()?, row.get_ref(1)?.as_blob()?);
    let spans = sheaf::spans(bounds).ok_or_else(damaged)?;
    if !spans.iter().any(&is_asked) {
        return Ok(Vec::new());
    }
    opened(bounds, body, is_asked).ok_or_else(damaged)
}

fn damaged() -> rusqlite::Error {
    FromSqlConversionFailure(0, Type::Blob, "a sheaf does not say where its tracks lie".into())
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What SQLite goes through for a statement.
    fn plan(conn: &Connection, statement: &str, parameters: impl rusqlite::Params) -> Vec<String> {
        let mut plan = conn.prepare(&format!("EXPLAIN QUERY PLAN {statement}")).unwrap();
        plan.query_map(parameters, |row| row.get(3)).unwrap().collect::<Result<_, _>>().unwrap()
    }

    #[test]
    fn tracks_of_a_time_are_found_without_going_through_all_there_are() {
        let conn = Connection::open_in_memory().unwrap();
        SCHEMA.write(&conn).unwrap();
        let search = |index: &str, on: &str| vec![format!("SEARCH sheaf USING {index} ({on})")];
        assert_eq!(plan(&conn, SINCE, [0]), search("COVERING INDEX sheaf_by_time", "latest>?"));
        assert_eq!(plan(&conn, OVER, [0]), search("COVERING INDEX sheaf_by_end", "ends<?"));
        let asked = ([0; 16], 0, 0, 0);
        assert_eq!(plan(&conn, NEAR, asked), search("INDEX sheaf_by_time", "latest>? AND latest<?"));
        assert_eq!(plan(&conn, AFAR, asked), search("INDEX sheaf_afar", "latest>? AND latest<?"));
        let begun = plan(&conn, BEGUN, [0, 0]);
        assert!(begun.iter().any(|step| step.contains("sheaf_by_number (least>?)")), "{begun:?}");
        assert!(begun.iter().all(|step| !step.starts_with("SCAN")), "{begun:?}");
        assert!(NEAR.contains(&REACH.to_string()) && AFAR.contains(&REACH.to_string()));
    }
}
