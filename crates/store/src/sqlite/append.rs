//! One batch, one transaction; and what a failure in it means.
//!
//! Until `COMMIT` begins, a failure is rolled back: nothing was written. `COMMIT` writes the pages to the
//! write-ahead file, the last of them marking the transaction as valid, and syncs. If a *write* failed the
//! mark is not there. If the *sync* failed it may be: this process does not show the transaction, but the next
//! start could find it. Then the store first *settles*: it commits a small transaction of its own, which
//! overwrites the same place in the write-ahead file. Once that is durable, what this process shows is what any
//! later start will show, and the outcome is known. Until then nothing is read and nothing is written.

use rusqlite::{Connection, TransactionBehavior};

use crate::batch::{About, Artefact, Batch, Remembered, VaultRow};
use crate::error::{AppendError, StoreError};

use super::SqliteStore;
use super::failure::{Doing, certainly_rolled_back, named};
use super::read::{epoch, size, sql};

const APPENDING: &str = "appending";

impl SqliteStore {
    pub(super) fn append_batch(
        &mut self,
        expected: u64,
        epoch: u64,
        batch: &Batch,
    ) -> Result<(), AppendError> {
        self.settle().map_err(AppendError::Refused)?;
        let _turn = self.carrier.turn();
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .doing(APPENDING, &self.place)
            .map_err(AppendError::Refused)?;
        // Dropped on the way out, the transaction rolls back.
        let commits = write(&tx, expected, epoch, batch).map_err(|error| error.at(&self.place))?;
        match tx.commit() {
            Ok(()) => Ok(()),
            Err(error) => self.judge_failed_commit(&error, commits),
        }
    }

    /// `commits` is what the counter says if the transaction was kept.
    fn judge_failed_commit(&self, error: &rusqlite::Error, commits: i64) -> Result<(), AppendError> {
        let failure = named(error, "committing", &self.place);
        if certainly_rolled_back(error) {
            return Err(AppendError::Refused(failure));
        }
        self.unsettled.set(true);
        match self.settle() {
            Ok(Some(kept)) if kept >= commits => Ok(()),
            Ok(_) => Err(AppendError::Refused(failure)),
            Err(_) => Err(AppendError::Unknown(failure)),
        }
    }

    /// Makes certain what is kept, if it is not. Answers the number of commits before its own, if it had
    /// anything to do.
    pub(super) fn settle(&self) -> Result<Option<i64>, StoreError> {
        if !self.unsettled.get() {
            return Ok(None);
        }
        match settle(&self.conn) {
            Ok(commits) => {
                self.unsettled.set(false);
                Ok(Some(commits))
            }
            Err(error) => Err(StoreError::Unsettled { place: self.place.clone(), why: error.to_string() }),
        }
    }
}

fn settle(conn: &Connection) -> rusqlite::Result<i64> {
    if !conn.is_autocommit() {
        conn.execute_batch("ROLLBACK")?;
    }
    let settled = conn.execute_batch("BEGIN IMMEDIATE; UPDATE log SET commits = commits + 1; COMMIT");
    if settled.is_err() && !conn.is_autocommit() {
        conn.execute_batch("ROLLBACK")?;
    }
    settled?;
    conn.query_row("SELECT commits - 1 FROM log", [], |row| row.get(0))
}

/// A failure inside the transaction, before the place has been named.
enum Failure {
    Append(AppendError),
    Sqlite(rusqlite::Error),
}

impl Failure {
    fn at(self, place: &str) -> AppendError {
        match self {
            Failure::Append(error) => error,
            Failure::Sqlite(error) => AppendError::Refused(named(&error, APPENDING, place)),
        }
    }
}

impl From<AppendError> for Failure {
    fn from(error: AppendError) -> Failure {
        Failure::Append(error)
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Failure {
        Failure::Sqlite(error)
    }
}

/// Writes all tables. Answers how many commits there have been, this one counted.
fn write(conn: &Connection, expected: u64, given: u64, batch: &Batch) -> Result<i64, Failure> {
    let after = batch.admit(expected, given, size(conn)?, epoch(conn)?)?;
    entries(conn, expected, batch)?;
    subtrees(conn, batch)?;
    if !batch.checkpoint.is_empty() {
        let mut insert = conn.prepare_cached("INSERT INTO checkpoint (size, note) VALUES (?, ?)")?;
        insert.execute((sql(after), &batch.checkpoint))?;
    }
    remembered(conn, &batch.remembered)?;
    artefacts(conn, &batch.artefacts)?;
    vault(conn, &batch.vault)?;
    about(conn, &batch.about)?;
    let mut count =
        conn.prepare_cached("UPDATE log SET epoch = ?, commits = commits + 1 RETURNING commits")?;
    Ok(count.query_row([sql(given)], |row| row.get(0))?)
}

fn entries(conn: &Connection, first: u64, batch: &Batch) -> Result<(), Failure> {
    let mut insert = conn.prepare_cached("INSERT INTO entry (n, leaf, bytes) VALUES (?, ?, ?)")?;
    for (n, entry) in (first..).zip(&batch.entries) {
        insert.execute((sql(n), &entry.leaf.0, &entry.bytes))?;
    }
    Ok(())
}

fn subtrees(conn: &Connection, batch: &Batch) -> Result<(), Failure> {
    let mut insert = conn.prepare_cached("INSERT INTO subtree (level, n, hash) VALUES (?, ?, ?)")?;
    for subtree in &batch.subtrees {
        insert.execute((subtree.level, sql(subtree.index), &subtree.hash.0))?;
    }
    Ok(())
}

fn remembered(conn: &Connection, outcomes: &[Remembered]) -> Result<(), Failure> {
    let mut insert = conn.prepare_cached(
        "INSERT INTO remembered (actor, key, fingerprint, outcome, recorded_at) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT DO NOTHING",
    )?;
    for one in outcomes {
        let row = (&one.actor, &one.key, &one.fingerprint.0, &one.outcome, one.recorded_at);
        if insert.execute(row)? == 0 {
            return Err(
                AppendError::AlreadyRemembered { actor: one.actor.clone(), key: one.key.clone() }.into()
            );
        }
    }
    Ok(())
}

fn artefacts(conn: &Connection, artefacts: &[Artefact]) -> Result<(), Failure> {
    let mut insert = conn.prepare_cached(
        "INSERT INTO artefact (hash, kind, length, bytes) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
    )?;
    for one in artefacts {
        insert.execute((&one.hash.0, &one.kind, sql(one.bytes.len() as u64), &one.bytes))?;
    }
    Ok(())
}

fn vault(conn: &Connection, rows: &[VaultRow]) -> Result<(), Failure> {
    let mut insert = conn.prepare_cached(
        "INSERT INTO vault (id, subject, bytes) VALUES (?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET bytes = excluded.bytes WHERE subject = excluded.subject",
    )?;
    for one in rows {
        if insert.execute((&one.id, &one.subject, &one.bytes))? == 0 {
            return Err(one.belongs_to_another().into());
        }
    }
    Ok(())
}

fn about(conn: &Connection, rows: &[About]) -> Result<(), Failure> {
    let mut insert =
        conn.prepare_cached("INSERT INTO about (subject, n) VALUES (?, ?) ON CONFLICT DO NOTHING")?;
    for one in rows {
        insert.execute((&one.subject, sql(one.n)))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
