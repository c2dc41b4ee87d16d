//! A file beside the record. A small one has one connection that several threads take turns with; one that is written to many times
//! a second has another, for reading and for what need not be on the disk at once.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use parking_lot::Mutex;
use rusqlite::ffi::{Error as Failure, SQLITE_BUSY};
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::carry::{Carrier, carried};
use super::failure::Doing as _;
use super::schema::Schema;
use super::{copy, file};
use crate::dir::shown;
use crate::error::StoreError;

/// An open file beside the record, readable by this user only. A commit that was answered has been synced, unless it was written
/// behind.
#[derive(Debug)]
pub(crate) struct Beside {
    conn: Mutex<Connection>,
    /// Of a file that much is written to.
    busy: Option<Busy>,
    place: String,
}

/// What a file that is written to many times a second has besides.
#[derive(Debug)]
struct Busy {
    /// For reading, and for what is written behind: whoever keeps something does not wait for who reads.
    behind: Mutex<Connection>,
    /// Dropped after the connections.
    carrier: Carrier,
    /// Whether something could not be written. What was written behind before it may then not be on the disk, although the next sync
    /// says so: an operating system tells of what it could not write once.
    is_doubtful: AtomicBool,
}

impl Busy {
    /// One transaction, on the disk before it is answered.
    fn write<T>(
        &self,
        conn: &mut Connection,
        write: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        let _turn = self.carrier.turn();
        let written = self.settle(conn).and_then(|()| written(conn, write));
        if written.is_err() {
            self.is_doubtful.store(true, Ordering::Relaxed);
        }
        written
    }

    /// Has everything carried over and synced, after something could not be written. In its turn.
    fn settle(&self, conn: &Connection) -> rusqlite::Result<()> {
        if !self.is_doubtful.load(Ordering::Relaxed) {
            return Ok(());
        }
        if !carried(conn)? {
            return Err(rusqlite::Error::SqliteFailure(Failure::new(SQLITE_BUSY), None));
        }
        self.is_doubtful.store(false, Ordering::Relaxed);
        Ok(())
    }
}

impl Beside {
    /// The file at `path`, which this process alone writes; an empty one is made if there is none.
    pub fn open(path: &Path, schema: &Schema) -> Result<Beside, StoreError> {
        let (beside, crashed) = Beside::opened(path, schema)?;
        if crashed {
            // A crash between a deletion and its scrubbing leaves images of what was deleted. Whoever reads the file
            // meanwhile is not waited for: what is destroyed next scrubs again.
            let _ = beside.scrub();
        }
        Ok(beside)
    }

    /// The same, of which the write-ahead file is carried over beside whoever writes, and which is read beside them too: for what is
    /// written many times a second. It may be too large to be rewritten after a crash.
    pub fn open_busy(path: &Path, schema: &Schema) -> Result<Beside, StoreError> {
        let (Beside { conn, place, .. }, crashed) = Beside::opened(path, schema)?;
        if crashed {
            // Earlier images of what was let go of since. Whoever reads the file meanwhile is not waited for.
            let _ = cut(&conn.lock());
        }
        let own = file::open_to_carry(path, &place)?;
        let carrier = Carrier::of(&conn.lock(), path, own);
        let behind = file::open_to_write(path, &place, schema)?;
        let set = |name, value| behind.pragma_update(None, name, value).doing("setting up", &place);
        set("temp_store", "MEMORY")?;
        set("synchronous", "NORMAL")?;
        carrier.counts(&behind);
        let busy = Busy { behind: Mutex::new(behind), carrier, is_doubtful: AtomicBool::new(false) };
        Ok(Beside { conn, busy: Some(busy), place })
    }

    /// The same, and whether whoever had it before came to no good end.
    fn opened(path: &Path, schema: &Schema) -> Result<(Beside, bool), StoreError> {
        file::create_if_absent(path, schema)?;
        let place = shown(path);
        let crashed = file::beside(path, "-wal").metadata().is_ok_and(|wal| wal.len() > 0);
        let conn = file::open_to_write(path, &place, schema)?;
        // Temporary tables hold what the file holds: they are not to reach a disk by themselves.
        conn.pragma_update(None, "temp_store", "MEMORY").doing("setting up", &place)?;
        Ok((Beside { conn: Mutex::new(conn), busy: None, place }, crashed))
    }

    /// The file at `path`, whether or not a writer holds it, to read only.
    pub fn open_read_only(path: &Path, schema: &Schema) -> Result<Beside, StoreError> {
        let place = shown(path);
        let conn = file::open_to_read(path, &place, schema, false)?;
        Ok(Beside { conn: Mutex::new(conn), busy: None, place })
    }

    /// An empty file that ends with this value: for tests.
    #[cfg(feature = "testing")]
    pub fn in_memory(schema: &Schema) -> Result<Beside, StoreError> {
        let place = "memory".to_owned();
        let made = || {
            let conn = Connection::open_in_memory()?;
            schema.write(&conn)?;
            file::settings(&conn)?;
            Ok(conn)
        };
        Ok(Beside { busy: None, conn: Mutex::new(made().doing("opening", &place)?), place })
    }

    /// Writes all of it into a new file, as it is at this moment.
    pub fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        copy::to_new_file(&self.conn.lock(), &self.place, path)
    }

    pub fn read<T>(
        &self,
        doing: &'static str,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let conn = self.busy.as_ref().map_or(&self.conn, |busy| &busy.behind);
        read(&conn.lock()).doing(doing, &self.place)
    }

    /// All of it, or nothing: an error leaves the file as it was.
    pub fn write<T>(
        &self,
        doing: &'static str,
        write: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let mut conn = self.conn.lock();
        let written = match &self.busy {
            Some(busy) => busy.write(&mut conn, write),
            None => written(&mut conn, write),
        };
        written.doing(doing, &self.place)
    }

    /// All of it, or nothing, as it is [written](Self::write); but on the disk only once something is that was written after it. For
    /// what is done once more after a crash.
    pub fn write_behind<T>(
        &self,
        doing: &'static str,
        write: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let Some(busy) = &self.busy else { return self.write(doing, write) };
        let mut conn = busy.behind.lock();
        let _turn = busy.carrier.turn();
        written(&mut conn, write).doing(doing, &self.place)
    }

    /// Has what was written carried over from the write-ahead file soon, however little it is.
    pub fn hurry(&self) {
        self.busy.iter().for_each(|busy| busy.carrier.hurry());
    }

    /// Rewrites the file without what was deleted from it. Deleted rows are overwritten where they lay, but pages
    /// that were joined or split before may still hold an image; and the write-ahead file holds their earlier
    /// images until it is carried over and cut to nothing.
    pub fn scrub(&self) -> Result<(), StoreError> {
        let conn = self.conn.lock();
        let _rests = self.busy.as_ref().map(|busy| busy.carrier.rests());
        let rewritten = conn.execute_batch("VACUUM").and_then(|()| cut(&conn));
        match rewritten.doing("overwriting destroyed data", &self.place) {
            Ok(0) => Ok(()),
            Ok(_) | Err(StoreError::Busy { .. }) => {
                Err(StoreError::NotScrubbed { place: self.place.clone() })
            }
            Err(error) => Err(error),
        }
    }
}

/// Carries the write-ahead file over and cuts it to nothing, unless somebody reads it; whether somebody does.
fn cut(conn: &Connection) -> rusqlite::Result<i64> {
    conn.busy_timeout(Duration::ZERO)?;
    let cut = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0));
    conn.busy_timeout(file::PATIENCE)?;
    cut
}

/// One transaction: all of it, or nothing.
pub(super) fn written<T>(
    conn: &mut Connection,
    write: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let answer = write(&tx)?;
    tx.commit()?;
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEMA: Schema = Schema {
        application_id: 1,
        format: 1,
        tables:
            "CREATE TABLE numbered (only INTEGER PRIMARY KEY CHECK (only = 1), next INTEGER NOT NULL) STRICT;
                 INSERT INTO numbered (only, next) VALUES (1, 1);",
    };

    #[test]
    fn after_something_could_not_be_written_all_is_carried_over_before_anything_is_answered() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("tracks.db");
        let file = Beside::open_busy(&path, &SCHEMA).unwrap();
        let add = |tx: &Transaction<'_>| tx.execute("UPDATE numbered SET next = next + 1", []);
        let is_doubtful = || file.busy.as_ref().unwrap().is_doubtful.load(Ordering::Relaxed);
        file.write_behind("adding", add).unwrap();
        let fails = |tx: &Transaction<'_>| tx.execute("INSERT INTO numbered VALUES (2, 0)", []);
        assert!(file.write("failing", fails).is_err() && is_doubtful());
        // Somebody reads what was before: not all can be carried over.
        file.write_behind("adding", add).unwrap();
        let reader = Connection::open(&path).unwrap();
        reader.execute_batch("BEGIN; SELECT * FROM numbered").unwrap();
        file.write_behind("adding", add).unwrap();
        assert!(file.write("adding", add).is_err() && is_doubtful());
        reader.execute_batch("COMMIT").unwrap();
        file.write("adding", add).unwrap();
        assert!(!is_doubtful());
        let next =
            file.read("reading", |conn| conn.query_row("SELECT next FROM numbered", [], |row| row.get(0)));
        assert_eq!(next, Ok(5));
    }
}
