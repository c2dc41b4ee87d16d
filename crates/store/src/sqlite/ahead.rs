//! Room in the write-ahead file before it is needed.
//!
//! A commit that makes the file longer has to sync that too: where the new part lies and how long the file is, writes that wait for
//! each other (on a file system with a journal, a commit of that). So zeros are written where the next commits will write, by the
//! thread beside the writer. To SQLite they are no frames: a frame is one by the salts of the file's header and a checksum over all
//! before it (<https://www.sqlite.org/fileformat2.html#walformat>). A file that began anew is as long as it was and needs no more.

use std::{
    fs::File,
    io::{self, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

use parking_lot::Mutex;
use rusqlite::Connection;

use super::file::beside;

/// What a page takes there, with its header: SQLite's pages of 4 KB.
const FRAME: usize = 4096 + 24;
/// So many pages are written at a time: 128 KB. Ours: whoever commits meanwhile waits for the disk, which with a megabyte is long
/// enough to be felt.
const STEP: usize = 32;
/// With fewer left there is need of more. Ours: as many as are written while more are made.
const FEW: u32 = 24;

/// Makes room in one database's write-ahead file.
#[derive(Debug)]
pub(super) struct Ahead {
    path: PathBuf,
    /// For how many pages there is room, at least.
    room: AtomicU32,
}

impl Ahead {
    /// In that of the database at `path`.
    pub fn of(path: &Path) -> Ahead {
        Ahead { path: beside(path, "-wal"), room: AtomicU32::new(0) }
    }

    /// Whether a file with so many pages needs more room. One that has none needs none: it may have been cut for good.
    pub fn is_needed(&self, pages: u32) -> bool {
        pages > 0 && pages.saturating_add(FEW) > self.room.load(Ordering::Relaxed)
    }

    /// The file may have been cut.
    pub fn forget(&self) {
        self.room.store(0, Ordering::Relaxed);
    }

    /// Makes room. What fails is tried again when it is needed again; until then commits make the file longer themselves.
    pub fn make_room(&self, pages: u32, own: &Connection, turn: &Mutex<()>) {
        if !self.is_needed(pages) {
            return;
        }
        if let Ok(room) = self.made(pages, own, turn) {
            self.room.store(room, Ordering::Relaxed);
        }
    }

    fn made(&self, pages: u32, own: &Connection, turn: &Mutex<()>) -> io::Result<u32> {
        // SQLite locks nothing in this file (it locks bytes of the one beside it), so closing it gives up no lock of ours.
        let mut file = File::options().write(true).open(&self.path)?;
        let zeros = vec![0; STEP * FRAME];
        let held = turn.lock();
        // Nor does another process write now, whoever that may be.
        own.execute_batch("BEGIN IMMEDIATE").map_err(io::Error::other)?;
        let written = longer(&mut file, pages, &zeros);
        let ended = own.execute_batch("ROLLBACK").map_err(io::Error::other);
        drop(held);
        let length = written?;
        ended?;
        file.sync_data()?;
        Ok(u32::try_from(length / FRAME as u64).unwrap_or(u32::MAX))
    }
}

/// Makes the file longer unless it is long enough; how long it is.
fn longer(file: &mut File, pages: u32, zeros: &[u8]) -> io::Result<u64> {
    let length = file.seek(SeekFrom::End(0))?;
    if length >= (u64::from(pages) + u64::from(FEW)) * FRAME as u64 {
        return Ok(length);
    }
    file.write_all(zeros)?;
    Ok(length + zeros.len() as u64)
}
