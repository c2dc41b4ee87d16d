//! Where the proofs of who somebody is are kept: accounts, sessions, invitations.
//!
//! They lie apart from the record, in a file of their own, because they are what the record must never hold:
//! secrets, and things that end. A copy of the record opens no door. Tokens are kept as their hashes only, so
//! a copy of this file opens none either; what it does hold are password hashes and the seeds of code
//! generators, so it is as private as a key.
//!
//! This module knows no rule about passwords or times: moments are microseconds handed in, and what expires is
//! said by the caller. It does keep what must be decided in one transaction: an invitation is spent once, a
//! code counts once, and nobody has a session for an account that is gone.

#[cfg(feature = "testing")]
pub mod conformance;
mod rows;
mod schema;
mod sqlite;

use record::Hash;

use crate::error::StoreError;

pub use schema::{ACCOUNTS_APPLICATION_ID, ACCOUNTS_FORMAT};
pub use sqlite::{ACCOUNTS, SqliteAccounts};

/// A person's identifier: the bytes of a UUID. This crate does not know what a person is.
pub type PersonBytes = [u8; 16];

/// Which account: never given twice, so that what belonged to a person's earlier account does not fit the next.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct AccountId(pub i64);

/// What is to become somebody's account.
#[derive(Clone, PartialEq, Eq)]
pub struct NewAccount {
    /// Whose.
    pub person: PersonBytes,
    /// What they sign in with; no two accounts have the same, byte for byte.
    pub name: String,
    /// The hash of their password, in a form that says how it was made.
    pub password: String,
    /// What they can show besides.
    pub factor: Option<Factor>,
}

/// Something a person has, as it is kept.
#[derive(Clone, PartialEq, Eq)]
pub enum Factor {
    /// A generator of codes.
    Codes(Codes),
    /// A passkey.
    Passkey(Passkey),
}

/// A generator of codes, and how far it was used.
#[derive(Clone, PartialEq, Eq)]
pub struct Codes {
    /// What the codes are computed from.
    pub seed: Vec<u8>,
    /// The step of the last code that was accepted. Codes up to it are spent.
    pub step: i64,
}

/// A passkey as its library writes it down.
#[derive(Clone, PartialEq, Eq)]
pub struct Passkey {
    /// The credential's own identifier: no two accounts share one.
    pub id: Vec<u8>,
    /// Its public key and counter.
    pub bytes: Vec<u8>,
}

/// An account as it is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// Which.
    pub id: AccountId,
    /// Whose.
    pub person: PersonBytes,
    /// What they sign in with.
    pub name: String,
    /// The hash of their password.
    pub password: String,
    /// Their generator of codes.
    pub codes: Option<Codes>,
    /// Their passkeys, by identifier.
    pub passkeys: Vec<Passkey>,
}

impl Account {
    /// Whether anything besides the password can be asked for.
    pub fn has_factor(&self) -> bool {
        self.codes.is_some() || !self.passkeys.is_empty()
    }
}

/// A session. Its token is kept as a hash only.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SessionRow {
    /// The hash of the token.
    pub token: Hash,
    /// For which account.
    pub account: AccountId,
    /// Whose: the account's person.
    pub person: PersonBytes,
    /// When it began, in microseconds.
    pub since: i64,
    /// When it was last used, as far as that was written down, in microseconds.
    pub seen: i64,
    /// Whether a second factor was shown.
    pub second_factor: bool,
}

/// A link that lets one person make their account, once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Invitation {
    /// The hash of the token in it.
    pub token: Hash,
    /// For whom.
    pub person: PersonBytes,
    /// The moment it is no longer good, in microseconds.
    pub until: i64,
}

/// What came of an invitation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Enrolled {
    /// There is an account, and the invitation is spent.
    As(AccountId),
    /// There is no such invitation, or it was for somebody else. Nothing was written.
    NotInvited,
    /// Another account has that name. Nothing was written.
    NameTaken,
    /// Another account has that passkey. Nothing was written.
    PasskeyTaken,
}

/// What keeps accounts.
///
/// Each method is one transaction, durable before it answers. After an error nothing may be told to have
/// happened; repeating is harmless.
pub trait Accounts: Send + Sync {
    /// Invites a person: their account, sessions and earlier invitation go, this invitation comes.
    fn invite(&self, invitation: &Invitation) -> Result<(), StoreError>;

    /// The invitation with this token, however old.
    fn invitation(&self, token: &Hash) -> Result<Option<Invitation>, StoreError>;

    /// Makes the account and spends the invitation.
    fn enrol(&self, token: &Hash, account: &NewAccount) -> Result<Enrolled, StoreError>;

    /// The account that signs in with this name.
    fn account_named(&self, name: &str) -> Result<Option<Account>, StoreError>;

    /// A person's account.
    fn account_of(&self, person: &PersonBytes) -> Result<Option<Account>, StoreError>;

    /// Gives an account a factor and ends its sessions. A generator of codes takes the place of the one before,
    /// a passkey that of the same identifier. `false`: there is no such account, or another one has that passkey.
    fn add_factor(&self, account: AccountId, factor: &Factor) -> Result<bool, StoreError>;

    /// Notes that the code of a step was used. `false`: it, or a later one, was used before; it does not count.
    fn spend_code(&self, account: AccountId, step: i64) -> Result<bool, StoreError>;

    /// Notes what a passkey said when it was used. `false`: the account has no such passkey.
    fn update_passkey(&self, account: AccountId, passkey: &Passkey) -> Result<bool, StoreError>;

    /// Begins a session. `false`: the account is gone, or has a factor that was not shown (it may have been added
    /// since the password was looked at), and there is no session. The person in the row is not read.
    fn begin_session(&self, session: &SessionRow) -> Result<bool, StoreError>;

    /// The session with this token, however old.
    fn session(&self, token: &Hash) -> Result<Option<SessionRow>, StoreError>;

    /// Notes when a session was last used. One that is gone stays gone.
    fn touch(&self, token: &Hash, seen: i64) -> Result<(), StoreError>;

    /// Ends a session.
    fn end_session(&self, token: &Hash) -> Result<(), StoreError>;

    /// Ends all of a person's sessions; answers how many there were.
    fn end_sessions(&self, person: &PersonBytes) -> Result<u64, StoreError>;

    /// Drops sessions begun at `begun` or before, or last used at `seen` or before, and invitations no longer
    /// good at `now`. Only tidies: who asks for one looks at its age.
    fn tidy(&self, begun: i64, seen: i64, now: i64) -> Result<(), StoreError>;

    /// Ends every session and withdraws every invitation: after a restore nobody is in, and no link that was used
    /// since the backup works a second time. Accounts and their factors stay.
    fn begin_anew(&self) -> Result<(), StoreError>;

    /// Destroys all there is about a person. `false`: there was nothing.
    fn forget(&self, person: &PersonBytes) -> Result<bool, StoreError>;
}
