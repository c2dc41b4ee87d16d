//! Reading without writing: for verification, export and projections.

use std::fs::File;
use std::path::Path;

use rusqlite::Connection;

use crate::dir::{self, DATABASE, shown};
use crate::error::StoreError;

use super::failure::Doing;
use super::schema::RECORD;
use super::{copy, file};

/// The store as it was when it was opened, or last refreshed. It cannot write, and it does not see what
/// is written meanwhile: a verification must not mistake growth for damage.
///
/// While it lives SQLite must keep what it sees, so the write-ahead file grows: close it when done.
#[derive(Debug)]
pub struct SqliteReader {
    pub(super) conn: Connection,
    pub(super) place: String,
}

impl SqliteReader {
    /// Opens the store in `dir` as it is now.
    pub fn open(dir: &Path) -> Result<SqliteReader, StoreError> {
        let path = dir.join(DATABASE);
        let place = shown(&path);
        if path.symlink_metadata().is_err() {
            let why = format!("there is no file {DATABASE} in it. Name the directory given to --data");
            return Err(StoreError::NoRecord { place: shown(dir), why });
        }
        let reader = SqliteReader { conn: connect(&path, &place)?, place };
        reader.begin()?;
        Ok(reader)
    }

    /// Moves on to the present state.
    pub fn refresh(&mut self) -> Result<(), StoreError> {
        self.rest()?;
        self.begin()
    }

    /// Lets go of what it sees, so that the write-ahead file need not grow while nobody reads. To be refreshed
    /// before the next use.
    pub fn rest(&mut self) -> Result<(), StoreError> {
        if self.conn.is_autocommit() {
            return Ok(());
        }
        self.conn.execute_batch("COMMIT").doing("refreshing", &self.place)
    }

    /// Writes all of it into a new file, as it is seen here.
    pub fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        copy::to_new_file(&self.conn, &self.place, path)
    }

    /// A transaction sees the database as it is at its first read.
    fn begin(&self) -> Result<(), StoreError> {
        self.conn.execute_batch("BEGIN; SELECT count(*) FROM log").doing("reading", &self.place)
    }
}

/// A live database needs the side files, which SQLite makes if it can. Where it cannot, as on a read-only
/// medium, the file alone is the whole truth only if no write-ahead file waits beside it: then it is read as
/// immutable. Otherwise its newest entries would be left out in silence, so that is refused; so is a file that a
/// writer holds at this moment, seen through a mount that does not let this process write.
fn connect(path: &Path, place: &str) -> Result<Connection, StoreError> {
    let refused = match file::open_to_read(path, place, &RECORD, false) {
        Err(error @ (StoreError::NotReadable { .. } | StoreError::NotWritable { .. })) => error,
        opened => return opened,
    };
    // Unreadable itself: no other way of opening will help.
    if File::open(path).is_err() {
        return Err(refused);
    }
    let wal = file::beside(path, "-wal");
    if wal.metadata().is_ok_and(|found| found.len() > 0) {
        let why = format!(
            "its newest entries are still in {}, which can only be read where this process may write. Copy the \
             whole directory to a place where it may and read the copy",
            shown(&wal)
        );
        return Err(StoreError::NotReadable { place: place.to_owned(), why });
    }
    if dir::held(path) {
        return Err(refused);
    }
    file::open_to_read(path, place, &RECORD, true)
}
