//! The file itself: made whole or not at all, and opened with the settings that durability rests on.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::dir::{not_writable, open_private, shown, sync_dir};
use crate::error::StoreError;

use super::failure::Doing;
use super::schema::Schema;

/// How long a commit waits for a stranger's lock before it gives up.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);
/// More than all statements of this crate: none is ever prepared twice.
const STATEMENTS: usize = 64;
/// After a burst the write-ahead file is cut back to this many bytes: more than it has when it begins anew, else it would be cut
/// and made longer again each time.
const WAL_BYTES: i64 = 96 << 20;

/// Makes a new database under another name and moves it into place complete: whatever a crash leaves
/// behind, the name either does not exist or is a whole database. An empty file is therefore damage.
pub(crate) fn create_if_absent(path: &Path, schema: &Schema) -> Result<(), StoreError> {
    if path.symlink_metadata().is_ok() {
        return Ok(());
    }
    let wal = beside(path, "-wal");
    if wal.exists() {
        let what = format!("it is gone, but its write-ahead file {} is there", shown(&wal));
        return Err(StoreError::Damaged { place: shown(path), what });
    }
    let new = beside(path, ".new");
    clear_away(&new).map_err(|error| not_writable(&new, &error))?;
    open_private(&new, true).map_err(|error| not_writable(&new, &error))?;
    fill(&new, schema).doing("making a new database", &shown(&new))?;
    name_durably(&new, path).map_err(|error| not_writable(path, &error))
}

/// What an interrupted creation left.
fn clear_away(new: &Path) -> io::Result<()> {
    for leftover in ["", "-wal", "-shm", "-journal"].map(|suffix| beside(new, suffix)) {
        match fs::remove_file(&leftover) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

fn fill(new: &Path, schema: &Schema) -> rusqlite::Result<()> {
    let conn = Connection::open_with_flags(new, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    schema.write(&conn)?;
    conn.close().map_err(|(_, error)| error)
}

fn name_durably(new: &Path, path: &Path) -> io::Result<()> {
    File::open(new)?.sync_all()?;
    fs::rename(new, path)?;
    path.parent().map_or(Ok(()), sync_dir)
}

/// Opens the database for its writer.
pub(crate) fn open_to_write(path: &Path, place: &str, schema: &Schema) -> Result<Connection, StoreError> {
    plausible(path)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).doing("opening", place)?;
    schema.check(&conn, place)?;
    settings(&conn).doing("setting up", place)?;
    let mode: String = conn
        .pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))
        .doing("turning on the write-ahead log", place)?;
    if mode != "wal" {
        let why =
            format!("the file system allows no write-ahead log (journal mode {mode}); use a local disk");
        return Err(StoreError::NotWritable { place: place.to_owned(), why });
    }
    Ok(conn)
}

/// Opens the database for whoever carries its write-ahead file over while another writes, waiting for nobody; and its file.
pub(crate) fn open_to_carry(path: &Path, place: &str) -> Result<(Connection, File), StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let opened = || {
        let conn = Connection::open_with_flags(path, flags)?;
        settings(&conn)?;
        conn.busy_timeout(Duration::ZERO)?;
        Ok(conn)
    };
    let conn = opened().doing("opening", place)?;
    // Not everywhere a file that was opened to read can be synced.
    let file = File::options()
        .read(true)
        .write(true)
        .open(path)
        .map_err(|error| StoreError::NotReadable { place: place.to_owned(), why: error.to_string() })?;
    Ok((conn, file))
}

pub(crate) fn settings(conn: &Connection) -> rusqlite::Result<()> {
    conn.busy_timeout(PATIENCE)?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    conn.pragma_update(None, "synchronous", "FULL")?;
    // Where a plain sync stops at the drive's own cache (macOS), ask for the whole way. Elsewhere no effect.
    conn.pragma_update(None, "fullfsync", true)?;
    conn.pragma_update(None, "checkpoint_fullfsync", true)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    // What was destroyed is overwritten, not only unlinked.
    conn.pragma_update(None, "secure_delete", true)?;
    conn.pragma_update_and_check(None, "journal_size_limit", WAL_BYTES, |_| Ok(()))
}

/// Opens the database to read; `immutable` promises SQLite that nobody writes, so that it needs neither
/// locks nor side files.
pub(crate) fn open_to_read(
    path: &Path,
    place: &str,
    schema: &Schema,
    immutable: bool,
) -> Result<Connection, StoreError> {
    plausible(path)?;
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let uri = format!("file:{}{}", escaped(path), if immutable { "?immutable=1" } else { "" });
    let conn = Connection::open_with_flags(uri, flags).doing("opening", place)?;
    conn.busy_timeout(PATIENCE).doing("opening", place)?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    schema.check(&conn, place)?;
    Ok(conn)
}

/// What SQLite would take for a new database, or answer with a riddle.
fn plausible(path: &Path) -> Result<(), StoreError> {
    let damaged = |what: &str| Err(StoreError::Damaged { place: shown(path), what: what.to_owned() });
    match path.metadata() {
        Err(error) => Err(StoreError::NotReadable { place: shown(path), why: error.to_string() }),
        Ok(found) if found.is_dir() => damaged("it is a directory, not a file"),
        Ok(found) if !found.is_file() => damaged("it is not a regular file"),
        Ok(found) if found.len() == 0 => damaged("it is empty"),
        Ok(_) => Ok(()),
    }
}

/// The path with `suffix` at its end: how SQLite names a side file.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// The path as it may stand in a `file:` URI.
fn escaped(path: &Path) -> String {
    path.as_os_str().as_encoded_bytes().iter().fold(String::new(), |mut uri, &byte| {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02x}")),
        }
        uri
    })
}
