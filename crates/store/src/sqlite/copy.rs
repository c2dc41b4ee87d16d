//! A whole database into a new file, while others write to it.
//!
//! SQLite's online backup copies pages as one moment showed them: the reading connection holds that moment for as
//! long as it takes. The copy is a single file that needs no side files: it can lie on a medium that cannot be
//! written, and is whole or is not there.

use std::fs::{self, File};
use std::path::Path;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use crate::dir::{not_writable, open_private, shown, sync_dir};
use crate::error::StoreError;

use super::failure::Doing as _;

/// Copies what `conn`, opened on `place`, sees into the new file `to`, and has SQLite check the copy's every page.
pub(crate) fn to_new_file(conn: &Connection, place: &str, to: &Path) -> Result<(), StoreError> {
    open_private(to, true).map_err(|error| not_writable(to, &error))?;
    let written = write(conn, place, to);
    if written.is_err() {
        // Nothing half-written is left under its name; that it could not be removed changes nothing.
        let _ = fs::remove_file(to);
    }
    written
}

fn write(conn: &Connection, place: &str, to: &Path) -> Result<(), StoreError> {
    let there = shown(to);
    let mut copy = open(to).doing("making a copy", &there)?;
    let step = Backup::new(conn, &mut copy).and_then(|backup| backup.step(-1)).doing("copying", &there)?;
    if step != StepResult::Done {
        let why = format!("the copy stopped half-way ({step:?})");
        return Err(StoreError::Busy { place: place.to_owned(), why });
    }
    copy.close().map_err(|(_, error)| error).doing("closing a copy", &there)?;
    // The header still says that a write-ahead file belongs to it.
    let copy = open(to).doing("opening a copy", &there)?;
    copy.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))
        .doing("closing a copy", &there)?;
    is_whole(&copy, &there)?;
    copy.close().map_err(|(_, error)| error).doing("closing a copy", &there)?;
    let synced = File::open(to).and_then(|file| file.sync_all());
    synced.and_then(|()| to.parent().map_or(Ok(()), sync_dir)).map_err(|error| not_writable(to, &error))
}

fn open(to: &Path) -> rusqlite::Result<Connection> {
    Connection::open_with_flags(to, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)
}

/// Every page and index of it.
fn is_whole(copy: &Connection, place: &str) -> Result<(), StoreError> {
    let said: String =
        copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).doing("checking a copy", place)?;
    if said == "ok" { Ok(()) } else { Err(StoreError::Damaged { place: place.to_owned(), what: said }) }
}
