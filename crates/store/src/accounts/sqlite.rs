//! The accounts in a SQLite file beside the record.

use std::path::Path;

use record::Hash;

use crate::dir::DataDir;
use crate::error::StoreError;
use crate::sqlite::beside::Beside;

use super::schema::SCHEMA;
use super::{
    Account, AccountId, Accounts, Enrolled, Factor, Invitation, NewAccount, Passkey, PersonBytes, SessionRow,
    rows,
};

/// The database of the accounts inside a data directory.
pub const ACCOUNTS: &str = "accounts.db";

/// Accounts in a SQLite file, readable by this user only. A commit that was answered has been synced.
#[derive(Debug)]
pub struct SqliteAccounts(Beside);

impl SqliteAccounts {
    /// The accounts in a directory that this process holds; none yet if there was no file.
    pub fn open(dir: &DataDir) -> Result<SqliteAccounts, StoreError> {
        Beside::open(&dir.path().join(ACCOUNTS), &SCHEMA).map(SqliteAccounts)
    }

    /// Writes the accounts in `dir`, whether or not a writer holds it, into a new file; `false` if there are none.
    pub fn copy(dir: &Path, to: &Path) -> Result<bool, StoreError> {
        let path = dir.join(ACCOUNTS);
        if !path.exists() {
            return Ok(false);
        }
        Beside::open_read_only(&path, &SCHEMA)?.copy_to(to).map(|()| true)
    }

    /// Accounts that end with this value: for tests.
    #[cfg(feature = "testing")]
    pub fn in_memory() -> Result<SqliteAccounts, StoreError> {
        Beside::in_memory(&SCHEMA).map(SqliteAccounts)
    }
}

impl Accounts for SqliteAccounts {
    fn invite(&self, invitation: &Invitation) -> Result<(), StoreError> {
        self.0.write("inviting", |tx| {
            rows::drop_person(tx, &invitation.person)?;
            rows::put_invitation(tx, invitation)
        })
    }

    fn invitation(&self, token: &Hash) -> Result<Option<Invitation>, StoreError> {
        self.0.read("reading an invitation", |conn| rows::invitation(conn, token))
    }

    fn enrol(&self, token: &Hash, account: &NewAccount) -> Result<Enrolled, StoreError> {
        self.0.write("enrolling", |tx| {
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
        self.0.read("reading an account", |conn| rows::account_named(conn, name))
    }

    fn account_of(&self, person: &PersonBytes) -> Result<Option<Account>, StoreError> {
        self.0.read("reading an account", |conn| rows::account_of(conn, person))
    }

    fn add_factor(&self, account: AccountId, factor: &Factor) -> Result<bool, StoreError> {
        self.0.write("adding a factor", |tx| {
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
        self.0.write("noting a code", |tx| {
            let spent =
                tx.execute("UPDATE account SET step = ?2 WHERE id = ?1 AND step < ?2", (account.0, step))?;
            Ok(spent == 1)
        })
    }

    fn update_passkey(&self, account: AccountId, passkey: &Passkey) -> Result<bool, StoreError> {
        self.0.write("noting the use of a passkey", |tx| {
            let updated = tx.execute(
                "UPDATE passkey SET bytes = ?3 WHERE id = ?2 AND account = ?1",
                (account.0, &passkey.id, &passkey.bytes),
            )?;
            Ok(updated == 1)
        })
    }

    fn begin_session(&self, session: &SessionRow) -> Result<bool, StoreError> {
        self.0.write("beginning a session", |tx| {
            if !rows::account_lets_in(tx, session.account, session.second_factor)? {
                return Ok(false);
            }
            rows::put_session(tx, session)?;
            Ok(true)
        })
    }

    fn session(&self, token: &Hash) -> Result<Option<SessionRow>, StoreError> {
        self.0.read("reading a session", |conn| rows::session(conn, token))
    }

    fn touch(&self, token: &Hash, seen: i64) -> Result<(), StoreError> {
        self.0.write("noting the use of a session", |tx| {
            tx.execute("UPDATE session SET seen = max(seen, ?2) WHERE token = ?1", (token.0, seen)).map(drop)
        })
    }

    fn end_session(&self, token: &Hash) -> Result<(), StoreError> {
        self.0.write("ending a session", |tx| {
            tx.execute("DELETE FROM session WHERE token = ?", [token.0]).map(drop)
        })
    }

    fn end_sessions(&self, person: &PersonBytes) -> Result<u64, StoreError> {
        let ended = self.0.write("ending sessions", |tx| {
            tx.execute(
                "DELETE FROM session WHERE account = (SELECT id FROM account WHERE person = ?)",
                [person],
            )
        })?;
        Ok(ended as u64)
    }

    fn tidy(&self, begun: i64, seen: i64, now: i64) -> Result<(), StoreError> {
        self.0.write("tidying", |tx| {
            tx.execute("DELETE FROM session WHERE since <= ? OR seen <= ?", (begun, seen))?;
            tx.execute("DELETE FROM invitation WHERE until <= ?", [now]).map(drop)
        })
    }

    fn begin_anew(&self) -> Result<(), StoreError> {
        self.0.write("ending every session", |tx| {
            tx.execute("DELETE FROM session", [])?;
            tx.execute("DELETE FROM invitation", []).map(drop)
        })
    }

    fn forget(&self, person: &PersonBytes) -> Result<bool, StoreError> {
        let gone = self.0.write("forgetting a person", |tx| rows::drop_person(tx, person))?;
        self.0.scrub()?;
        Ok(gone > 0)
    }
}
