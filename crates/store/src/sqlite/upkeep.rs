//! What a writer does besides appending: each a transaction that may be repeated.

use std::collections::BTreeSet;
use std::time::Duration;

use record::Hash;
use rusqlite::{Connection, params};

use crate::batch::{Batch, Snapshot};
use crate::contract::{ReadStore as _, Store};
use crate::error::{AppendError, StoreError};

use super::SqliteStore;
use super::beside::written;
use super::failure::Doing;
use super::file::PATIENCE;
use super::read::sql;

impl Store for SqliteStore {
    fn append(&mut self, expected_size: u64, epoch: u64, batch: &Batch) -> Result<(), AppendError> {
        self.append_batch(expected_size, epoch, batch)
    }

    fn forget_remembered_before(&mut self, moment: i64) -> Result<u64, StoreError> {
        self.change("forgetting old outcomes", |conn| {
            conn.prepare_cached("DELETE FROM remembered WHERE recorded_at < ?")?.execute([moment])
        })
    }

    fn drop_artefacts_except(&mut self, referenced: &BTreeSet<Hash>) -> Result<u64, StoreError> {
        let labels = self.artefacts()?;
        let loose: Vec<Hash> =
            labels.iter().map(|label| label.hash).filter(|hash| !referenced.contains(hash)).collect();
        self.change("dropping artefacts", |conn| {
            let mut delete = conn.prepare_cached("DELETE FROM artefact WHERE hash = ?")?;
            loose.iter().map(|hash| delete.execute([hash.0])).sum()
        })
    }

    fn destroy(&mut self, subject: &str) -> Result<u64, StoreError> {
        let rows = self.change("destroying a subject's data", |conn| {
            conn.prepare_cached("DELETE FROM vault WHERE subject = ?")?.execute([subject])
        })?;
        self.scrub()?;
        Ok(rows)
    }

    fn put_snapshot(&mut self, snapshot: &Snapshot) -> Result<(), StoreError> {
        snapshot.admit(self.size()?)?;
        let digest = Hash::of(&snapshot.bytes);
        self.change("writing the snapshot", |conn| {
            let mut replace = conn.prepare_cached(
                "INSERT OR REPLACE INTO snapshot (one, size, root, build, digest, bytes) VALUES (1, ?, ?, ?, ?, ?)",
            )?;
            replace.execute(params![
                sql(snapshot.size),
                &snapshot.root.0,
                &snapshot.build,
                &digest.0,
                &snapshot.bytes
            ])
        })?;
        Ok(())
    }
}

impl SqliteStore {
    /// One transaction; answers how many rows it changed.
    fn change(
        &mut self,
        doing: &'static str,
        rows: impl FnOnce(&Connection) -> rusqlite::Result<usize>,
    ) -> Result<u64, StoreError> {
        self.settle()?;
        let _turn = self.carrier.turn();
        let changed = written(&mut self.conn, |tx| rows(tx)).doing(doing, &self.place)?;
        Ok(changed as u64)
    }

    /// The deleted rows' pages are zeroed in the database, but their earlier images still lie in the
    /// write-ahead file until it is carried over and cut to nothing. A reader can forbid that for as long
    /// as it likes, and the room does not wait for it.
    fn scrub(&self) -> Result<(), StoreError> {
        let _rests = self.carrier.rests();
        let cut = || {
            self.conn.busy_timeout(Duration::ZERO)?;
            let busy = self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
            self.conn.busy_timeout(PATIENCE)?;
            busy
        };
        match cut().doing("overwriting destroyed data", &self.place)? {
            0 => Ok(()),
            _ => Err(StoreError::NotScrubbed { place: self.place.clone() }),
        }
    }
}
