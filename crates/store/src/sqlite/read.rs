//! Reading the tables, the same for the writer and for readers.

use record::{Hash, StoredCheckpoint, StoredEntry};
use rusqlite::{Connection, OptionalExtension as _, Params, Row, named_params};

use crate::batch::{Artefact, ArtefactLabel, Remembered, Snapshot, VaultRow};
use crate::contract::{PAGE_BYTES, ReadStore};
use crate::error::StoreError;

use super::SqliteStore;
use super::failure::Doing;
use super::reader::SqliteReader;

/// The most rows of the vault in a page: a text is small.
const VAULT_PAGE: u64 = 256;

/// Something through which the tables can be read.
pub(super) trait Tables: Send {
    /// The connection and the name of the file; an error if what they would show is not certain.
    fn tables(&self) -> Result<(&Connection, &str), StoreError>;
}

impl Tables for SqliteStore {
    fn tables(&self) -> Result<(&Connection, &str), StoreError> {
        self.settle()?;
        Ok((&self.conn, &self.place))
    }
}

impl Tables for SqliteReader {
    fn tables(&self) -> Result<(&Connection, &str), StoreError> {
        Ok((&self.conn, &self.place))
    }
}

impl<T: Tables> ReadStore for T {
    fn size(&self) -> Result<u64, StoreError> {
        let (conn, place) = self.tables()?;
        size(conn).doing("reading the size", place)
    }

    fn epoch(&self) -> Result<u64, StoreError> {
        let (conn, place) = self.tables()?;
        epoch(conn).doing("reading the epoch", place)
    }

    fn entries(&self, from: u64, limit: u64) -> Result<Vec<StoredEntry>, StoreError> {
        let (conn, place) = self.tables()?;
        let (page, gap) = entries(conn, from, limit).doing("reading entries", place)?;
        match gap {
            Some(next) if page.is_empty() => {
                Err(StoreError::Missing { place: place.to_owned(), what: "entry", index: from, next })
            }
            _ => Ok(page),
        }
    }

    fn hashes(&self, level: u8, from: u64, count: u64) -> Result<Vec<Hash>, StoreError> {
        let (conn, place) = self.tables()?;
        let found = numbered_hashes(conn, level, from, count).doing("reading hashes", place)?;
        for (&(n, _), index) in found.iter().zip(from..) {
            if n != index {
                return Err(StoreError::Missing { place: place.to_owned(), what: "hash", index, next: n });
            }
        }
        let held = found.len() as u64;
        if held < count {
            let what = format!("{count} hashes at level {level} from number {from}");
            return Err(StoreError::BeyondTheEnd {
                place: place.to_owned(),
                what,
                held: from.saturating_add(held),
            });
        }
        Ok(found.into_iter().map(|(_, hash)| hash).collect())
    }

    fn latest_checkpoint(&self) -> Result<Option<StoredCheckpoint>, StoreError> {
        let (conn, place) = self.tables()?;
        let query = "SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1";
        one(conn, query, [], stored_checkpoint).doing("reading the last checkpoint", place)
    }

    fn checkpoints(&self, after: u64, limit: u64) -> Result<Vec<StoredCheckpoint>, StoreError> {
        let (conn, place) = self.tables()?;
        checkpoints(conn, after, limit).doing("reading checkpoints", place)
    }

    fn remembered(&self, actor: &str, key: &str) -> Result<Option<Remembered>, StoreError> {
        let (conn, place) = self.tables()?;
        let query = "SELECT actor, key, fingerprint, outcome, recorded_at FROM remembered WHERE actor = ? AND key = ?";
        one(conn, query, [actor, key], remembered).doing("reading a remembered outcome", place)
    }

    fn artefact(&self, hash: &Hash) -> Result<Option<Artefact>, StoreError> {
        let (conn, place) = self.tables()?;
        let query = "SELECT hash, kind, bytes FROM artefact WHERE hash = ?";
        let found = one(conn, query, [hash.0], artefact).doing("reading an artefact", place)?;
        match found {
            Some(artefact) if Hash::of(&artefact.bytes) != *hash => {
                let what = format!("the {} named {hash} has other bytes than it had", artefact.kind);
                Err(StoreError::Damaged { place: place.to_owned(), what })
            }
            found => Ok(found),
        }
    }

    fn artefacts(&self) -> Result<Vec<ArtefactLabel>, StoreError> {
        let (conn, place) = self.tables()?;
        let query = "SELECT hash, kind, length FROM artefact ORDER BY hash";
        labels(conn, query, []).doing("listing artefacts", place)
    }

    fn artefacts_of(&self, kind: &str) -> Result<Vec<ArtefactLabel>, StoreError> {
        let (conn, place) = self.tables()?;
        let query = "SELECT hash, kind, length FROM artefact WHERE kind = ? ORDER BY hash";
        labels(conn, query, [kind]).doing("listing artefacts of a kind", place)
    }

    fn about(&self, subject: &str, from: u64, limit: u64) -> Result<Vec<u64>, StoreError> {
        let (conn, place) = self.tables()?;
        about(conn, subject, from, limit).doing("reading what entries are about", place)
    }

    fn vault(&self, id: &str) -> Result<Option<VaultRow>, StoreError> {
        let (conn, place) = self.tables()?;
        let query = "SELECT id, subject, bytes FROM vault WHERE id = ?";
        one(conn, query, [id], vault_row).doing("reading the vault", place)
    }

    fn vault_rows(&self, after: &str, limit: u64) -> Result<Vec<VaultRow>, StoreError> {
        let (conn, place) = self.tables()?;
        // Whoever begins to read them all is not told of fewer than there are.
        if after.is_empty() {
            vault_is_whole(conn, place)?;
        }
        let rows = || {
            let query = "SELECT id, subject, bytes FROM vault WHERE id > ? ORDER BY id LIMIT ?";
            conn.prepare_cached(query)?
                .query_map((after, sql(limit.min(VAULT_PAGE))), vault_row)?
                .collect::<rusqlite::Result<Vec<VaultRow>>>()
        };
        rows().doing("reading the vault", place)
    }

    fn snapshot(&self) -> Result<Option<Snapshot>, StoreError> {
        let (conn, place) = self.tables()?;
        let query = "SELECT size, root, build, bytes, digest FROM snapshot";
        let found = one(conn, query, [], |row| Ok((snapshot(row)?, Hash(row.get(4)?))));
        match found.doing("reading the snapshot", place)? {
            Some((snapshot, digest)) if Hash::of(&snapshot.bytes) != digest => {
                let what = format!("the snapshot at {} entries has other bytes than it had", snapshot.size);
                Err(StoreError::Damaged { place: place.to_owned(), what })
            }
            found => Ok(found.map(|(snapshot, _)| snapshot)),
        }
    }
}

fn about(conn: &Connection, subject: &str, from: u64, limit: u64) -> rusqlite::Result<Vec<u64>> {
    let query = "SELECT n FROM about WHERE subject = ? AND n >= ? ORDER BY n LIMIT ?";
    let mut query = conn.prepare_cached(query)?;
    query.query_map((subject, sql(from), sql(limit)), |row| number(row, 0))?.collect()
}

/// Nothing proves the vault: a damaged page may hide a row, and SQLite then finds no fault. But the table and both of its
/// indexes lie in pages of their own, and have as many rows.
fn vault_is_whole(conn: &Connection, place: &str) -> Result<(), StoreError> {
    let count = |query: &str| conn.query_row(query, [], |row| row.get::<_, i64>(0));
    let counts = || {
        Ok([
            count("SELECT count(*) FROM vault NOT INDEXED")?,
            count("SELECT count(*) FROM vault WHERE id > ''")?,
            count("SELECT count(*) FROM vault INDEXED BY vault_by_subject WHERE subject > ''")?,
        ])
    };
    let [rows, by_id, by_subject] = counts().doing("counting the vault", place)?;
    if rows == by_id && rows == by_subject {
        return Ok(());
    }
    let what = format!(
        "the vault has {rows} texts, {by_id} by their identifiers and {by_subject} by their subjects"
    );
    Err(StoreError::Damaged { place: place.to_owned(), what })
}

/// Refuses to let a writer continue a log whose end is not the one that was signed: it would bury the
/// loss under new entries. Readers do not ask this; verification is there to tell what is wrong.
pub(super) fn ends_at_its_checkpoint(conn: &Connection, place: &str) -> Result<(), StoreError> {
    let size = size(conn).doing("reading the size", place)?;
    let query = "SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1";
    let last = one(conn, query, [], stored_checkpoint).doing("reading the last checkpoint", place)?;
    let signed = last.map_or(0, |checkpoint| checkpoint.size);
    if size == signed {
        return Ok(());
    }
    let what = format!("it has {size} entries, but its last checkpoint is over {signed}");
    Err(StoreError::Damaged { place: place.to_owned(), what })
}

pub(super) fn size(conn: &Connection) -> rusqlite::Result<u64> {
    let last =
        conn.prepare_cached("SELECT max(n) FROM entry")?.query_row([], |row| row.get::<_, Option<i64>>(0))?;
    last.map_or(Ok(0), |n| natural(0, n).map(|n| n + 1))
}

pub(super) fn epoch(conn: &Connection) -> rusqlite::Result<u64> {
    conn.prepare_cached("SELECT epoch FROM log")?.query_row([], |row| number(row, 0))
}

/// The entries before the first gap, and the number that the gap is followed by.
fn entries(conn: &Connection, from: u64, limit: u64) -> rusqlite::Result<(Vec<StoredEntry>, Option<u64>)> {
    let mut query =
        conn.prepare_cached("SELECT n, leaf, bytes FROM entry WHERE n >= ? ORDER BY n LIMIT ?")?;
    let mut rows = query.query([sql(from), sql(limit)])?;
    let (mut page, mut expected, mut room) = (Vec::new(), from, PAGE_BYTES);
    while let Some(row) = rows.next()? {
        let n = number(row, 0)?;
        if n != expected {
            return Ok((page, Some(n)));
        }
        let entry = StoredEntry { leaf: Hash(row.get(1)?), bytes: row.get(2)? };
        if entry.bytes.len() > room && !page.is_empty() {
            break;
        }
        room = room.saturating_sub(entry.bytes.len());
        expected += 1;
        page.push(entry);
    }
    Ok((page, None))
}

fn numbered_hashes(
    conn: &Connection,
    level: u8,
    from: u64,
    count: u64,
) -> rusqlite::Result<Vec<(u64, Hash)>> {
    let mut query = conn.prepare_cached(match level {
        0 => "SELECT n, leaf FROM entry WHERE n >= :from AND :level = 0 ORDER BY n LIMIT :count",
        _ => "SELECT n, hash FROM subtree WHERE level = :level AND n >= :from ORDER BY n LIMIT :count",
    })?;
    let asked = named_params! {":from": sql(from), ":level": level, ":count": sql(count)};
    query.query_map(asked, |row| Ok((number(row, 0)?, Hash(row.get(1)?))))?.collect()
}

fn checkpoints(conn: &Connection, after: u64, limit: u64) -> rusqlite::Result<Vec<StoredCheckpoint>> {
    let mut query =
        conn.prepare_cached("SELECT size, note FROM checkpoint WHERE size > ? ORDER BY size LIMIT ?")?;
    let mut rows = query.query([sql(after), sql(limit)])?;
    let (mut page, mut room) = (Vec::new(), PAGE_BYTES);
    while let Some(row) = rows.next()? {
        let checkpoint = stored_checkpoint(row)?;
        if checkpoint.note.len() > room && !page.is_empty() {
            break;
        }
        room = room.saturating_sub(checkpoint.note.len());
        page.push(checkpoint);
    }
    Ok(page)
}

fn labels(conn: &Connection, query: &str, asked: impl Params) -> rusqlite::Result<Vec<ArtefactLabel>> {
    let mut query = conn.prepare_cached(query)?;
    let label = |row: &Row<'_>| {
        Ok(ArtefactLabel { hash: Hash(row.get(0)?), kind: row.get(1)?, length: number(row, 2)? })
    };
    query.query_map(asked, label)?.collect()
}

fn one<T>(
    conn: &Connection,
    query: &str,
    asked: impl Params,
    read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Option<T>> {
    conn.prepare_cached(query)?.query_row(asked, read).optional()
}

fn stored_checkpoint(row: &Row<'_>) -> rusqlite::Result<StoredCheckpoint> {
    Ok(StoredCheckpoint { size: number(row, 0)?, note: row.get(1)? })
}

fn remembered(row: &Row<'_>) -> rusqlite::Result<Remembered> {
    Ok(Remembered {
        actor: row.get(0)?,
        key: row.get(1)?,
        fingerprint: Hash(row.get(2)?),
        outcome: row.get(3)?,
        recorded_at: row.get(4)?,
    })
}

fn artefact(row: &Row<'_>) -> rusqlite::Result<Artefact> {
    Ok(Artefact { hash: Hash(row.get(0)?), kind: row.get(1)?, bytes: row.get(2)? })
}

fn vault_row(row: &Row<'_>) -> rusqlite::Result<VaultRow> {
    Ok(VaultRow { id: row.get(0)?, subject: row.get(1)?, bytes: row.get(2)? })
}

fn snapshot(row: &Row<'_>) -> rusqlite::Result<Snapshot> {
    Ok(Snapshot { size: number(row, 0)?, root: Hash(row.get(1)?), build: row.get(2)?, bytes: row.get(3)? })
}

fn number(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    natural(column, row.get(column)?)
}

/// No number of ours is negative.
fn natural(column: usize, n: i64) -> rusqlite::Result<u64> {
    u64::try_from(n).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, n))
}

/// SQLite's integers end at 2^63 - 1; nothing of ours is numbered that high, so asking for more asks for
/// what is not there.
pub(super) fn sql(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
