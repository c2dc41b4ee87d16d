//! The store in a SQLite file.
//!
//! Write-ahead log with `synchronous=FULL`: a commit that was answered has been synced, and readers never
//! wait for the writer, who does not wait for the write-ahead file to be carried over. Every table is `STRICT`. The prepared statements are kept, so that a batch costs
//! its rows and one sync.

mod ahead;
mod append;
pub(crate) mod beside;
mod carry;
pub(crate) mod copy;
pub(crate) mod failure;
pub(crate) mod file;
mod read;
mod reader;
pub(crate) mod schema;
mod upkeep;

use std::cell::Cell;
use std::path::Path;

use rusqlite::Connection;

use crate::dir::{DATABASE, DataDir, shown};
use crate::error::StoreError;

use carry::Carrier;
use failure::Doing as _;

pub use reader::SqliteReader;
pub use schema::{APPLICATION_ID, FORMAT};

/// The store of the one writer.
#[derive(Debug)]
pub struct SqliteStore {
    /// These are closed before the lock on the directory is let go: fields drop in this order.
    conn: Connection,
    carrier: Carrier,
    place: String,
    /// A commit ended with its outcome unknown, and it is not settled yet.
    unsettled: Cell<bool>,
    dir: DataDir,
}

impl SqliteStore {
    /// The store in a directory that this process holds; a new one if there was none.
    pub fn open(dir: DataDir) -> Result<SqliteStore, StoreError> {
        let path = dir.path().join(DATABASE);
        file::create_if_absent(&path, &schema::RECORD)?;
        let place = shown(&path);
        let conn = file::open_to_write(&path, &place, &schema::RECORD)?;
        let carrier = Carrier::of(&conn, &path, file::open_to_carry(&path, &place)?);
        let store = SqliteStore { conn, carrier, place, unsettled: Cell::new(false), dir };
        read::ends_at_its_checkpoint(&store.conn, &store.place)?;
        Ok(store)
    }

    /// Closes it and gives the directory back, still held.
    pub fn close(self) -> Result<DataDir, StoreError> {
        let SqliteStore { conn, carrier, place, dir, .. } = self;
        let closed = conn.close().map_err(|(_, error)| error).doing("closing", &place);
        drop(carrier);
        closed.map(|()| dir)
    }

    /// The directory it is in.
    pub fn path(&self) -> &Path {
        self.dir.path()
    }
}
