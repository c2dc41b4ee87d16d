//! Carrying the write-ahead file over into the database, beside whoever writes.
//!
//! By itself SQLite does so inside the commit after which that file has a thousand pages: one commit in a few dozen then waits
//! for a thousand pages written all over the database and for two more syncs. Here a thread does it on a connection of its own
//! while the writer goes on, and then once more what came meanwhile, with the writer kept waiting, so that the file begins anew.
//! The thread also makes room in the file (`ahead.rs`).
//! Whatever the thread fails at is only later: what a commit answered is in the write-ahead file.

use std::{
    cell::Cell,
    fs::File,
    os::raw::c_int,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering},
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread::JoinHandle,
};

use parking_lot::{Mutex, MutexGuard};
use rusqlite::{Connection, hooks::Wal};

use super::ahead::Ahead;

/// After so many pages it is carried over: 64 MB. Ours: while it is, others wait for the disk too. SQLite does so after a thousand.
const MANY: u32 = 16_000;
/// After so many the commit does it itself: the thread is not there, or a reader holds it up.
const TOO_MANY: u32 = 4 * MANY;

thread_local! {
    /// How many pages the write-ahead file had after the last commit of this thread, if it wrote anything since it was looked.
    static PAGES: Cell<Option<u32>> = const { Cell::new(None) };
}

/// Carries a database's write-ahead file over.
#[derive(Debug)]
pub(crate) struct Carrier {
    shared: Arc<Shared>,
    /// After how many pages it is done.
    many: u32,
    /// From how many pages on it is done next.
    next: AtomicU32,
    wake: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    /// Whose turn it is to write. The writer holds it through a transaction, the thread while it does the rest.
    turn: Mutex<()>,
    /// How many pages the write-ahead file has.
    pages: AtomicU32,
    /// Whether it is to be carried over.
    is_wanted: AtomicBool,
    /// What the thread reads and writes with.
    own: Mutex<Connection>,
    ahead: Ahead,
    /// The database's file itself, to sync. It stays open for as long as anything of ours is: whoever closes a file gives up every
    /// lock of this process on it, SQLite's too.
    database: File,
}

impl Carrier {
    /// For a writer's connection to the database at `path`, with another one to it, and its file. To be dropped after the writer.
    pub fn of(writer: &Connection, path: &Path, own: (Connection, File)) -> Carrier {
        Carrier::after(MANY, writer, path, own)
    }

    fn after(many: u32, writer: &Connection, path: &Path, (own, database): (Connection, File)) -> Carrier {
        writer.wal_hook(Some(committed));
        let shared = Arc::new(Shared {
            turn: Mutex::default(),
            pages: AtomicU32::new(0),
            is_wanted: AtomicBool::new(false),
            ahead: Ahead::of(path),
            own: Mutex::new(own),
            database,
        });
        let (wake, woken) = sync_channel(1);
        let carrying = Arc::clone(&shared);
        let thread = std::thread::Builder::new().name("carry".into());
        // Without a thread it is done by commits.
        let thread = thread.spawn(move || carrying.over(&woken)).ok();
        Carrier { shared, many, next: AtomicU32::new(many), wake: Some(wake), thread }
    }

    /// Another connection that writes, in its turn.
    pub fn counts(&self, writer: &Connection) {
        writer.wal_hook(Some(committed));
    }

    /// A writer's turn, for one transaction.
    pub fn turn(&self) -> Turn<'_> {
        Turn { carrier: self, _held: self.shared.turn.lock() }
    }

    /// Nothing is carried over meanwhile, and nobody writes. The file may be cut.
    pub fn rests(&self) -> (MutexGuard<'_, Connection>, MutexGuard<'_, ()>) {
        let rests = (self.shared.own.lock(), self.shared.turn.lock());
        self.shared.pages.store(0, Ordering::Relaxed);
        self.shared.ahead.forget();
        rests
    }

    /// Has it done soon, however little there is.
    pub fn hurry(&self) {
        self.shared.is_wanted.store(true, Ordering::Relaxed);
        self.rouse();
    }

    fn rouse(&self) {
        if let Some(wake) = &self.wake {
            // Who is awake already looks at all there is.
            let _ = wake.try_send(());
        }
    }

    /// What a transaction left in the write-ahead file.
    fn look(&self, pages: u32) {
        self.shared.pages.store(pages, Ordering::Relaxed);
        let next = self.next.load(Ordering::Relaxed);
        let is_due = pages >= next;
        if is_due {
            self.hurry();
        } else if self.shared.ahead.is_needed(pages) {
            self.rouse();
        }
        // Since it is being done, or the file began anew.
        if is_due || pages < self.many {
            self.next
                .store(if is_due { pages.saturating_add(self.many) } else { self.many }, Ordering::Relaxed);
        }
    }
}

impl Drop for Carrier {
    fn drop(&mut self) {
        self.wake = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// A transaction's turn, which ends with this value.
pub(crate) struct Turn<'c> {
    carrier: &'c Carrier,
    _held: MutexGuard<'c, ()>,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if let Some(pages) = PAGES.take() {
            self.carrier.look(pages);
        }
    }
}

impl Shared {
    fn over(&self, woken: &Receiver<()>) {
        while woken.recv().is_ok() {
            let own = self.own.lock();
            self.ahead.make_room(self.pages.load(Ordering::Relaxed), &own, &self.turn);
            if !self.is_wanted.swap(false, Ordering::Relaxed) {
                continue;
            }
            // The most of it while the writer goes on, and onto the disk: SQLite syncs only when it has come to the end. Then the
            // rest, which is little.
            if carried(&own).is_ok() && self.database.sync_data().is_ok() {
                let _turn = self.turn.lock();
                let _ = carried(&own);
            }
        }
    }
}

/// Carries over what nobody holds up; whether that was all there is. SQLite never waits for anybody here.
pub(super) fn carried(conn: &Connection) -> rusqlite::Result<bool> {
    conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| {
        let (busy, pages, carried): (bool, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(!busy && pages == carried)
    })
}

/// Told by SQLite after each commit, which stands whatever is answered.
fn committed(wal: &Wal, pages: c_int) -> rusqlite::Result<()> {
    let pages = u32::try_from(pages).unwrap_or_default();
    PAGES.set(Some(pages));
    if pages >= TOO_MANY {
        // What fails is tried again with the next.
        let _ = wal.checkpoint();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// After so many pages, here.
    const SOME: u32 = 100;

    /// A database in a directory of its own, with a table of rows that take a page each.
    fn writer(dir: &Path) -> Connection {
        let conn = Connection::open(dir.join("it.db")).unwrap();
        conn.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())).unwrap();
        conn.execute_batch("CREATE TABLE IF NOT EXISTS it (n INTEGER PRIMARY KEY, body BLOB NOT NULL)")
            .unwrap();
        conn
    }

    fn carrier(writer: &Connection, dir: &Path) -> Carrier {
        carrier_after(SOME, writer, dir)
    }

    fn carrier_after(many: u32, writer: &Connection, dir: &Path) -> Carrier {
        let path = dir.join("it.db");
        let own = (Connection::open(&path).unwrap(), File::open(&path).unwrap());
        Carrier::after(many, writer, &path, own)
    }

    fn write(writer: &Connection, carrier: &Carrier, pages: u32) {
        let _turn = carrier.turn();
        let filled = "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?)
            INSERT INTO it (body) SELECT zeroblob(4000) FROM n";
        writer.execute(filled, [pages]).unwrap();
    }

    fn pages(dir: &Path, name: &str) -> u64 {
        dir.join(name).metadata().unwrap().len() / 4096
    }

    #[test]
    fn what_was_written_is_carried_over_and_the_file_begins_anew() {
        let dir = tempfile::tempdir().unwrap();
        let writer = writer(dir.path());
        let of_it = carrier(&writer, dir.path());
        write(&writer, &of_it, SOME - 20);
        assert!(pages(dir.path(), "it.db") < 20, "nothing is done for less");
        write(&writer, &of_it, SOME);
        // It does all that it was woken for.
        drop(of_it);
        assert!(pages(dir.path(), "it.db") > u64::from(2 * SOME - 20));
        let before = pages(dir.path(), "it.db-wal");
        write(&writer, &carrier(&writer, dir.path()), SOME - 20);
        assert_eq!(pages(dir.path(), "it.db-wal"), before, "written from its beginning");
    }

    #[test]
    fn it_is_done_after_so_many_pages_and_not_with_every_commit_after_them() {
        let dir = tempfile::tempdir().unwrap();
        let carrier = carrier(&writer(dir.path()), dir.path());
        let next = || carrier.next.load(Ordering::Relaxed);
        carrier.look(SOME - 1);
        assert_eq!(next(), SOME);
        carrier.look(SOME + 5);
        assert_eq!(next(), 2 * SOME + 5);
        carrier.look(SOME + 9);
        assert_eq!(next(), 2 * SOME + 5, "a reader holds it up, or it is at it");
        carrier.look(7);
        assert_eq!(next(), SOME, "it began anew");
    }

    #[test]
    fn there_is_room_in_the_file_before_it_is_needed_and_what_is_there_is_no_page() {
        let dir = tempfile::tempdir().unwrap();
        let conn = writer(dir.path());
        // Nothing is carried over.
        let carrier = || carrier_after(u32::MAX, &conn, dir.path());
        let length = || pages(dir.path(), "it.db-wal");
        // The thread does all that it was woken for.
        write(&conn, &carrier(), 1);
        let carrier = carrier();
        let before = length();
        assert!(before >= 32, "{before} pages");
        write(&conn, &carrier, 5);
        assert_eq!(length(), before, "written where there was room");
        // The machine stops here: what is on the disk is opened somewhere else.
        let there = tempfile::tempdir().unwrap();
        for name in ["it.db", "it.db-wal"] {
            std::fs::copy(dir.path().join(name), there.path().join(name)).unwrap();
        }
        let rows =
            |conn: &Connection| conn.query_row("SELECT count(*) FROM it", [], |row| row.get::<_, u32>(0));
        assert_eq!(rows(&writer(there.path())), Ok(6));
        // Whoever cuts the file says so.
        let rests = carrier.rests();
        conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
        drop(rests);
        assert!(carrier.shared.ahead.is_needed(1) && !carrier.shared.ahead.is_needed(0));
        assert_eq!(length(), 0);
    }

    #[test]
    fn a_reader_who_looks_at_what_was_keeps_nobody_waiting() {
        let dir = tempfile::tempdir().unwrap();
        let writer = writer(dir.path());
        let carrier = carrier(&writer, dir.path());
        write(&writer, &carrier, 1);
        let reader = Connection::open(dir.path().join("it.db")).unwrap();
        reader.execute_batch("BEGIN").unwrap();
        let rows = || -> u32 { reader.query_row("SELECT count(*) FROM it", [], |row| row.get(0)).unwrap() };
        assert_eq!(rows(), 1);
        for _ in 0..6 {
            write(&writer, &carrier, SOME);
        }
        drop(carrier);
        assert_eq!(rows(), 1, "it sees what it saw");
        reader.execute_batch("COMMIT").unwrap();
        assert_eq!(rows(), 1 + 6 * SOME);
    }
}
