//! Rows of the accounts, in and out. Each function runs inside a transaction of its caller.

use record::Hash;
use rusqlite::{Connection, OptionalExtension as _, Params, Row};

use super::{Account, AccountId, Codes, Factor, Invitation, NewAccount, Passkey, PersonBytes, SessionRow};

pub(super) fn put_invitation(conn: &Connection, invitation: &Invitation) -> rusqlite::Result<()> {
    let mut insert = conn.prepare_cached("INSERT INTO invitation (person, token, until) VALUES (?, ?, ?)")?;
    insert.execute((invitation.person, invitation.token.0, invitation.until)).map(drop)
}

pub(super) fn invitation(conn: &Connection, token: &Hash) -> rusqlite::Result<Option<Invitation>> {
    let mut query = conn.prepare_cached("SELECT person, until FROM invitation WHERE token = ?")?;
    query
        .query_row([token.0], |row| Ok(Invitation { token: *token, person: row.get(0)?, until: row.get(1)? }))
        .optional()
}

pub(super) fn put_account(conn: &Connection, account: &NewAccount) -> rusqlite::Result<AccountId> {
    let mut insert =
        conn.prepare_cached("INSERT INTO account (person, name, password) VALUES (?, ?, ?) RETURNING id")?;
    let id = insert
        .query_row((account.person, &account.name, &account.password), |row| row.get(0).map(AccountId))?;
    if let Some(factor) = &account.factor {
        put_factor(conn, id, factor)?;
    }
    Ok(id)
}

pub(super) fn put_factor(conn: &Connection, account: AccountId, factor: &Factor) -> rusqlite::Result<()> {
    match factor {
        Factor::Codes(codes) => conn
            .prepare_cached("UPDATE account SET seed = ?2, step = ?3 WHERE id = ?1")?
            .execute((account.0, &codes.seed, codes.step)),
        Factor::Passkey(passkey) => conn
            .prepare_cached("INSERT OR REPLACE INTO passkey (id, account, bytes) VALUES (?, ?, ?)")?
            .execute((&passkey.id, account.0, &passkey.bytes)),
    }
    .map(drop)
}

pub(super) fn account_exists(conn: &Connection, account: AccountId) -> rusqlite::Result<bool> {
    conn.prepare_cached("SELECT 1 FROM account WHERE id = ?")?.exists([account.0])
}

/// Whether there is the account, and it has no factor or one was shown.
pub(super) fn account_lets_in(
    conn: &Connection,
    account: AccountId,
    second_factor: bool,
) -> rusqlite::Result<bool> {
    conn.prepare_cached(
        "SELECT 1 FROM account WHERE id = ?1
         AND (?2 OR (seed IS NULL AND NOT EXISTS (SELECT 1 FROM passkey WHERE account = ?1)))",
    )?
    .exists((account.0, second_factor))
}

pub(super) fn account_named(conn: &Connection, name: &str) -> rusqlite::Result<Option<Account>> {
    account(conn, "SELECT id, person, name, password, seed, step FROM account WHERE name = ?", [name])
}

pub(super) fn account_of(conn: &Connection, person: &PersonBytes) -> rusqlite::Result<Option<Account>> {
    account(conn, "SELECT id, person, name, password, seed, step FROM account WHERE person = ?", [person])
}

pub(super) fn holder_of_passkey(conn: &Connection, id: &[u8]) -> rusqlite::Result<Option<AccountId>> {
    conn.prepare_cached("SELECT account FROM passkey WHERE id = ?")?
        .query_row([id], |row| row.get(0).map(AccountId))
        .optional()
}

pub(super) fn put_session(conn: &Connection, session: &SessionRow) -> rusqlite::Result<()> {
    let mut insert = conn.prepare_cached(
        "INSERT INTO session (token, account, since, seen, second_factor) VALUES (?, ?, ?, ?, ?)",
    )?;
    let SessionRow { token, account, since, seen, second_factor, .. } = session;
    insert.execute((token.0, account.0, since, seen, second_factor)).map(drop)
}

pub(super) fn session(conn: &Connection, token: &Hash) -> rusqlite::Result<Option<SessionRow>> {
    let mut query = conn.prepare_cached(
        "SELECT account, person, since, seen, second_factor
         FROM session JOIN account ON account.id = session.account WHERE token = ?",
    )?;
    query
        .query_row([token.0], |row| {
            Ok(SessionRow {
                token: *token,
                account: AccountId(row.get(0)?),
                person: row.get(1)?,
                since: row.get(2)?,
                seen: row.get(3)?,
                second_factor: row.get(4)?,
            })
        })
        .optional()
}

/// Drops a person's invitation and account, and with the account what belongs to it. Answers how many rows.
pub(super) fn drop_person(conn: &Connection, person: &PersonBytes) -> rusqlite::Result<usize> {
    let invitations = conn.execute("DELETE FROM invitation WHERE person = ?", [person])?;
    let accounts = conn.execute("DELETE FROM account WHERE person = ?", [person])?;
    Ok(invitations + accounts)
}

fn account(conn: &Connection, query: &str, asked: impl Params) -> rusqlite::Result<Option<Account>> {
    let found = conn.prepare_cached(query)?.query_row(asked, account_row).optional()?;
    let Some(mut account) = found else { return Ok(None) };
    let mut query = conn.prepare_cached("SELECT id, bytes FROM passkey WHERE account = ? ORDER BY id")?;
    account.passkeys = query
        .query_map([account.id.0], |row| Ok(Passkey { id: row.get(0)?, bytes: row.get(1)? }))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Some(account))
}

fn account_row(row: &Row<'_>) -> rusqlite::Result<Account> {
    let (seed, step): (Option<Vec<u8>>, Option<i64>) = (row.get(4)?, row.get(5)?);
    Ok(Account {
        id: AccountId(row.get(0)?),
        person: row.get(1)?,
        name: row.get(2)?,
        password: row.get(3)?,
        codes: seed.zip(step).map(|(seed, step)| Codes { seed, step }),
        passkeys: Vec::new(),
    })
}
