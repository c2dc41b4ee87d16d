//! The accounts in a SQLite file beside the record.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use record::Hash;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::dir::{DataDir, shown};
use crate::error::StoreError;
use crate::sqlite::failure::Doing as _;
use crate::sqlite::{copy, file};

use super::schema::SCHEMA;
use super::{
    Account, AccountId, Accounts, Enrolled, Factor, Invitation, NewAccount, Passkey, PersonBytes, SessionRow,
    rows,
};

/// The database of the accounts inside a data directory.
pub const ACCOUNTS: &str = "accounts.db";

/// Accounts in a SQLite file, readable by this user only. A commit that was answered has been synced.
#[derive(Debug)]
pub struct SqliteAccounts {
    conn: Mutex<Connection>,
    place: String,
}

impl SqliteAccounts {
    /// The accounts in a directory that this process holds; none yet if there was no file.
    pub fn open(dir: &DataDir) -> Result<SqliteAccounts, StoreError> {
        let path = dir.path().join(ACCOUNTS);
        file::create_if_absent(&path, &SCHEMA)?;
        let place = shown(&path);
        let conn = file::open_to_write(&path, &place, &SCHEMA)?;
        Ok(SqliteAccounts { conn: Mutex::new(conn), place })
    }

    /// Writes the accounts in `dir`, whether or not a writer holds it, into a new file; `false` if there are none.
    pub fn copy(dir: &Path, to: &Path) -> Result<bool, StoreError> {
        let path = dir.join(ACCOUNTS);
        if !path.exists() {
            return Ok(false);
        }
        let place = shown(&path);
        let conn = file::open_to_read(&path, &place, &SCHEMA, false)?;
        copy::to_new_file(&conn, &place, to).map(|()| true)
    }

    /// Accounts that end with this value: for tests.
    #[cfg(feature = "testing")]
    pub fn in_memory() -> Result<SqliteAccounts, StoreError> {
        let place = "memory".to_owned();
        let made = || {
            let conn = Connection::open_in_memory()?;
            SCHEMA.write(&conn)?;
            file::settings(&conn)?;
            Ok(conn)
        };
        Ok(SqliteAccounts { conn: Mutex::new(made().doing("opening", &place)?), place })
    }

    /// A panic in another thread left no half transaction: it was rolled back on the way out.
    fn conn(&self) -> MutexGuard<'_, Connection> {
        self.conn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read<T>(
        &self,
        doing: &'static str,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        read(&self.conn()).doing(doing, &self.place)
    }

    /// All of it, or nothing.
    fn write<T>(
        &self,
        doing: &'static str,
        write: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let mut conn = self.conn();
        let written = || {
            let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let answer = write(&tx)?;
            tx.commit()?;
            Ok(answer)
        };
        written().doing(doing, &self.place)
    }

    /// The rows are gone and their pages overwritten; their earlier images still lie in the write-ahead file
    /// until it is carried over and cut to nothing.
    fn scrub(&self) -> Result<(), StoreError> {
        let busy = self.read("overwriting destroyed data", |conn| {
            conn.busy_timeout(Duration::ZERO)?;
            let busy = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
            conn.busy_timeout(file::PATIENCE)?;
            busy
        })?;
        if busy == 0 { Ok(()) } else { Err(StoreError::NotScrubbed { place: self.place.clone() }) }
    }
}

impl Accounts for SqliteAccounts {
    fn invite(&self, invitation: &Invitation) -> Result<(), StoreError> {
        self.write("inviting", |tx| {
            rows::drop_person(tx, &invitation.person)?;
            rows::put_invitation(tx, invitation)
        })
    }

    fn invitation(&self, token: &Hash) -> Result<Option<Invitation>, StoreError> {
        self.read("reading an invitation", |conn| rows::invitation(conn, token))
    }

    fn enrol(&self, token: &Hash, account: &NewAccount) -> Result<Enrolled, StoreError> {
        self.write("enrolling", |tx| {
            let invited = rows::invitation(tx, token)?;
            if invited.is_none_or(|invited| invited.person != account.person) {
                return Ok(Enrolled::NotInvited);
            }
            if rows::account_named(tx, &account.name)?.is_some_and(|other| other.person != account.person) {
                return Ok(Enrolled::NameTaken);
            }
            if let Some(Factor::Passkey(passkey)) = &account.factor
                && rows::holder_of_passkey(tx, &passkey.id)?.is_some()
            {
                return Ok(Enrolled::PasskeyTaken);
            }
            rows::drop_person(tx, &account.person)?;
            rows::put_account(tx, account).map(Enrolled::As)
        })
    }

    fn account_named(&self, name: &str) -> Result<Option<Account>, StoreError> {
        self.read("reading an account", |conn| rows::account_named(conn, name))
    }

    fn account_of(&self, person: &PersonBytes) -> Result<Option<Account>, StoreError> {
        self.read("reading an account", |conn| rows::account_of(conn, person))
    }

    fn add_factor(&self, account: AccountId, factor: &Factor) -> Result<bool, StoreError> {
        self.write("adding a factor", |tx| {
            if !rows::account_exists(tx, account)? {
                return Ok(false);
            }
            if let Factor::Passkey(passkey) = factor
                && rows::holder_of_passkey(tx, &passkey.id)?.is_some_and(|holder| holder != account)
            {
                return Ok(false);
            }
            rows::put_factor(tx, account, factor)?;
            tx.execute("DELETE FROM session WHERE account = ?", [account.0])?;
            Ok(true)
        })
    }

    fn spend_code(&self, account: AccountId, step: i64) -> Result<bool, StoreError> {
        self.write("noting a code", |tx| {
            let spent =
                tx.execute("UPDATE account SET step = ?2 WHERE id = ?1 AND step < ?2", (account.0, step))?;
            Ok(spent == 1)
        })
    }

    fn update_passkey(&self, account: AccountId, passkey: &Passkey) -> Result<bool, StoreError> {
        self.write("noting the use of a passkey", |tx| {
            let updated = tx.execute(
                "UPDATE passkey SET bytes = ?3 WHERE id = ?2 AND account = ?1",
                (account.0, &passkey.id, &passkey.bytes),
            )?;
            Ok(updated == 1)
        })
    }

    fn begin_session(&self, session: &SessionRow) -> Result<bool, StoreError> {
        self.write("beginning a session", |tx| {
            if !rows::account_lets_in(tx, session.account, session.second_factor)? {
                return Ok(false);
            }
            rows::put_session(tx, session)?;
            Ok(true)
        })
    }

    fn session(&self, token: &Hash) -> Result<Option<SessionRow>, StoreError> {
        self.read("reading a session", |conn| rows::session(conn, token))
    }

    fn touch(&self, token: &Hash, seen: i64) -> Result<(), StoreError> {
        self.write("noting the use of a session", |tx| {
            tx.execute("UPDATE session SET seen = max(seen, ?2) WHERE token = ?1", (token.0, seen)).map(drop)
        })
    }

    fn end_session(&self, token: &Hash) -> Result<(), StoreError> {
        self.write("ending a session", |tx| {
            tx.execute("DELETE FROM session WHERE token = ?", [token.0]).map(drop)
        })
    }

    fn end_sessions(&self, person: &PersonBytes) -> Result<u64, StoreError> {
        let ended = self.write("ending sessions", |tx| {
            tx.execute(
                "DELETE FROM session WHERE account = (SELECT id FROM account WHERE person = ?)",
                [person],
            )
        })?;
        Ok(ended as u64)
    }

    fn tidy(&self, begun: i64, seen: i64, now: i64) -> Result<(), StoreError> {
        self.write("tidying", |tx| {
            tx.execute("DELETE FROM session WHERE since <= ? OR seen <= ?", (begun, seen))?;
            tx.execute("DELETE FROM invitation WHERE until <= ?", [now]).map(drop)
        })
    }

    fn begin_anew(&self) -> Result<(), StoreError> {
        self.write("ending every session", |tx| {
            tx.execute("DELETE FROM session", [])?;
            tx.execute("DELETE FROM invitation", []).map(drop)
        })
    }

    fn forget(&self, person: &PersonBytes) -> Result<bool, StoreError> {
        let gone = self.write("forgetting a person", |tx| rows::drop_person(tx, person))?;
        self.scrub()?;
        Ok(gone > 0)
    }
}
