//! The data directory: one writer at a time, any number of readers.
//!
//! Two writers would each sign their own continuation of the log, which no later repair can join. So the
//! directory is locked before its file is looked at. The lock belongs to the open file, not to its
//! contents: the operating system lets go of it when the process ends, however it ends.
//!
//! A directory that is made by several steps, a backup or a restored one, carries a mark until the last of them is
//! durable. Whatever interrupts the making, nobody takes half of it for the whole, and the making can be repeated.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use crate::error::StoreError;
use crate::sqlite::{SqliteReader, SqliteStore};

/// The database inside a data directory.
pub const DATABASE: &str = "safeconduct.db";
/// The file whose lock makes its holder the only writer. It says who that is, for people.
const LOCK: &str = "writer.lock";
/// Says that a directory is not whole yet, and what it is to become.
const UNFINISHED: &str = "unfinished";
/// What a backup says about itself. Whoever went on writing in a backup would have two histories.
pub const BACKUP: &str = "backup.json";

/// What a directory is being made into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Making {
    /// A backup.
    Backup,
    /// A data directory, out of a backup.
    Restored,
}

/// A data directory, held by this process as its only writer.
#[derive(Debug)]
pub struct DataDir {
    path: PathBuf,
    /// Never read: alive means held.
    _lock: Lock,
}

impl DataDir {
    /// Opens the directory for writing, or makes it (readable by this user only), and locks it.
    pub fn open(path: impl AsRef<Path>) -> Result<DataDir, StoreError> {
        let path = path.as_ref();
        create(path).map_err(|error| not_writable(path, &error))?;
        if !path.is_dir() {
            return Err(StoreError::NotWritable {
                place: shown(path),
                why: "it is not a directory".to_owned(),
            });
        }
        // Before anything else: a backup that was interrupted at its end is not one yet.
        is_finished(path)?;
        if path.join(BACKUP).exists() {
            let why = "it is a backup, and whoever wrote in it would make a second history. Restore it into an empty \
                       directory: safeconduct restore BACKUP --data DIR";
            return Err(set_aside(path, why));
        }
        let lock = lock(path)?;
        Ok(DataDir { path: path.to_owned(), _lock: lock })
    }

    /// Begins to make a directory that is empty, not there, or left unfinished by an earlier try: what that one wrote
    /// is removed. Until [`DataDir::finish`] nobody else opens it.
    pub fn begin(path: impl AsRef<Path>, making: Making) -> Result<DataDir, StoreError> {
        let path = path.as_ref();
        create(path).map_err(|error| not_writable(path, &error))?;
        free_for(path, making)?;
        let dir = DataDir { path: path.to_owned(), _lock: lock(path)? };
        // Who was faster may have finished meanwhile.
        let leftovers = free_for(path, making)?;
        let cleared = || {
            let mut mark = open_private(&path.join(UNFINISHED), false)?;
            mark.write_all(making.word().as_bytes())?;
            mark.sync_all()?;
            sync_dir(path)?;
            leftovers.iter().try_for_each(fs::remove_file)
        };
        cleared().map_err(|error| not_writable(path, &error))?;
        Ok(dir)
    }

    /// Everything is there and durable. A backup keeps no lock: nobody writes in it.
    pub fn finish(self, making: Making) -> Result<(), StoreError> {
        let finished = || {
            sync_dir(&self.path)?;
            if making == Making::Backup {
                fs::remove_file(self.path.join(LOCK))?;
            }
            fs::remove_file(self.path.join(UNFINISHED))?;
            sync_dir(&self.path)
        };
        finished().map_err(|error| not_writable(&self.path, &error))
    }

    /// The store in this directory; a new one if there was none.
    pub fn into_store(self) -> Result<SqliteStore, StoreError> {
        SqliteStore::open(self)
    }

    /// Opens the store to read only, as it is now: while a server runs, in a copied directory, or on a
    /// medium that cannot be written. Needs no lock and never stands in a writer's way.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<SqliteReader, StoreError> {
        is_finished(path.as_ref())?;
        SqliteReader::open(path.as_ref())
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Making {
    fn word(self) -> &'static str {
        match self {
            Making::Backup => "backup",
            Making::Restored => "restore",
        }
    }
}

fn is_finished(path: &Path) -> Result<(), StoreError> {
    match fs::read_to_string(path.join(UNFINISHED)) {
        Err(_) => Ok(()),
        Ok(begun) => {
            let begun = if begun.trim().is_empty() { "making" } else { begun.trim() };
            let why = format!(
                "its {begun} was interrupted, or still runs, and it is not whole. Repeat the {begun}"
            );
            Err(set_aside(path, &why))
        }
    }
}

/// Whether nothing of anybody's is in the directory. Answers what an interrupted try at the same left behind.
fn free_for(path: &Path, making: Making) -> Result<Vec<PathBuf>, StoreError> {
    let look = || -> io::Result<Vec<PathBuf>> {
        let found = fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path()));
        let ours = |path: &PathBuf| path.file_name().is_some_and(|name| name == LOCK || name == UNFINISHED);
        found.filter(|path| !path.as_ref().is_ok_and(ours)).collect()
    };
    let found = look().map_err(|error| not_writable(path, &error))?;
    // A crash may have come before the mark had its word.
    let begun = fs::read_to_string(path.join(UNFINISHED)).ok();
    match begun.as_deref().map(str::trim) {
        Some(word) if word == making.word() => Ok(found),
        Some(word) if word.is_empty() && found.is_empty() => Ok(found),
        Some(word) => {
            let why = format!("a {word} was begun in it: repeat that, or choose another directory");
            Err(set_aside(path, &why))
        }
        None if found.is_empty() => Ok(found),
        None => Err(set_aside(
            path,
            "there is something in it already, and nothing is overwritten. Choose a directory that is empty or not there yet",
        )),
    }
}

fn set_aside(path: &Path, why: &str) -> StoreError {
    StoreError::SetAside { place: shown(path), why: why.to_owned() }
}

/// Makes the directory and every missing one above it, and has their names reach the disk.
fn create(path: &Path) -> io::Result<()> {
    if path.exists() {
        return Ok(());
    }
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    let missing: Vec<&Path> = path.ancestors().take_while(|above| !named(above).exists()).collect();
    builder.create(path)?;
    missing.into_iter().filter_map(Path::parent).try_for_each(sync_dir)
}

/// The empty path above a relative one is the working directory.
fn named(path: &Path) -> &Path {
    if path.as_os_str().is_empty() { Path::new(".") } else { path }
}

/// A file's name is durable only when the directory that holds it is.
pub(crate) fn sync_dir(path: &Path) -> io::Result<()> {
    File::open(named(path))?.sync_all()
}

/// Opens a file of ours, making it readable by this user only; SQLite gives its side files the same mode.
pub(crate) fn open_private(path: &Path, create_new: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).create_new(create_new);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// The lock of a directory. Closing the file would not be enough to let go of it: a program that this process is
/// starting at that moment holds a copy of it until it has begun, and whoever opens the directory next would be told
/// that it is in use.
#[derive(Debug)]
struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // If it cannot be let go of, the end of the process does it.
        let _ = self.0.unlock();
    }
}

fn lock(dir: &Path) -> Result<Lock, StoreError> {
    let path = dir.join(LOCK);
    let mut file = open_private(&path, false).map_err(|error| not_writable(&path, &error))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            return Err(StoreError::Locked { place: shown(dir), holder: holder(&mut file) });
        }
        Err(TryLockError::Error(error)) => return Err(not_writable(&path, &error)),
    }
    let mut lock = Lock(file);
    sign(&mut lock.0).map_err(|error| not_writable(&path, &error))?;
    Ok(lock)
}

/// Whether a writer holds the directory of this database now.
pub(crate) fn held(database: &Path) -> bool {
    let lock = File::open(database.with_file_name(LOCK));
    lock.is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
}

/// Says who writes here. Only a courtesy to people: the lock itself is what counts.
fn sign(file: &mut File) -> io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "process {}", std::process::id())
}

fn holder(file: &mut File) -> String {
    let mut text = String::new();
    match file.take(80).read_to_string(&mut text) {
        Ok(length) if length > 0 => text.trim().to_owned(),
        _ => "another process".to_owned(),
    }
}

pub(crate) fn shown(path: &Path) -> String {
    path.display().to_string()
}

pub(crate) fn not_writable(path: &Path, error: &io::Error) -> StoreError {
    if matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) {
        return StoreError::Full { place: shown(path), why: error.to_string() };
    }
    StoreError::NotWritable { place: shown(path), why: error.to_string() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test says what it expects; there a panic is the report")]

    use super::*;

    /// A program that is being started has copies of all open files until it has begun.
    #[test]
    fn a_directory_is_let_go_of_although_a_copy_of_its_file_lives() {
        let root = tempfile::tempdir().unwrap();
        let held = lock(root.path()).unwrap();
        let copy = held.0.try_clone().unwrap();
        assert!(matches!(lock(root.path()), Err(StoreError::Locked { .. })));
        drop(held);
        drop(lock(root.path()).unwrap());
        drop(copy);
    }
}
