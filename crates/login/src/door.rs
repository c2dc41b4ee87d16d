//! Signing in: a name and a password, then whatever else the account has.

use std::net::IpAddr;

use model::id::PersonId;
use model::{Instant, Span};
use store::Hash;
use store::accounts::{Account, AccountId, Accounts};

use crate::codes;
use crate::error::LoginError;
use crate::login::Login;
use crate::name;
use crate::passkey::{Asking, PublicKeyCredential, RequestChallengeResponse};
use crate::secret::{Secret, kept};
use crate::session::person;
use crate::throttle::Attempt;

/// The time between the password and the second factor: enough to find the telephone.
pub const TICKET: Span = Span::minutes(5);

/// The password was right.
#[derive(Clone, Debug)]
pub enum SignedIn {
    /// There is nothing else to show: the token of the new session.
    Session(Secret),
    /// Something else must be shown.
    SecondFactor(SecondFactor),
}

/// What is to be shown besides the password.
#[derive(Clone, Debug)]
pub struct SecondFactor {
    /// Continues this sign-in, for [`TICKET`].
    pub ticket: Secret,
    /// Whether a code will do.
    pub codes: bool,
    /// Whether a passkey will do.
    pub passkeys: bool,
}

/// Somebody who knew the password of this very account, and has not shown the factor yet.
pub(crate) struct Ticket {
    account: AccountId,
    person: PersonId,
    name: String,
    asking: Option<Asking>,
}

impl<A: Accounts> Login<A> {
    /// The first step: a name and a password. The address is where the attempt comes from.
    ///
    /// # Errors
    /// [`LoginError::Wrong`], for a wrong name as for a wrong password; [`LoginError::TooMany`];
    /// [`LoginError::NoFactor`] if the role asks for a factor the account does not have.
    pub fn sign_in(
        &self,
        name: &str,
        password: &str,
        from: IpAddr,
        now: Instant,
    ) -> Result<SignedIn, LoginError> {
        let name = name::compared(name);
        let attempt = self.attempt(&name, from, now)?;
        let account = self.accounts.account_named(&name)?;
        let right = self.passwords.right(password, account.as_ref().map(|account| account.password.as_str()));
        let Some(account) = account.filter(|_| right) else { return Err(LoginError::Wrong) };
        self.throttle().was_right(&attempt);
        if account.has_factor() {
            return Ok(SignedIn::SecondFactor(self.ask_for_factor(account, now)));
        }
        if self.needs_factor(person(account.person)) {
            return Err(LoginError::NoFactor);
        }
        let session = self.open_session(account.id, false, now)?.ok_or(LoginError::Wrong)?;
        self.throttle().signed_in(&attempt);
        Ok(SignedIn::Session(session))
    }

    /// The second step with a code. A wrong one may be followed by another, as far as the throttle allows.
    ///
    /// # Errors
    /// [`LoginError::WrongCode`], also for one that was used before; [`LoginError::TooMany`];
    /// [`LoginError::NotBegun`] when it took too long.
    pub fn second_factor(
        &self,
        ticket: &str,
        code: &str,
        from: IpAddr,
        now: Instant,
    ) -> Result<Secret, LoginError> {
        let ticket = kept(ticket);
        let (account, attempt) = self.account_behind(&ticket, from, now)?;
        let Some(codes) = &account.codes else { return Err(LoginError::WrongCode) };
        let step = codes::step(&codes.seed, code, now)?.ok_or(LoginError::WrongCode)?;
        if !self.accounts.spend_code(account.id, step)? {
            return Err(LoginError::WrongCode);
        }
        self.let_in(&ticket, &account, &attempt, now)
    }

    /// The challenge that a passkey of this account must sign.
    ///
    /// # Errors
    /// [`LoginError::NotBegun`], [`LoginError::WrongPasskey`] if the account has none, [`LoginError::NoPasskeys`].
    pub fn passkey_challenge(
        &self,
        ticket: &str,
        now: Instant,
    ) -> Result<RequestChallengeResponse, LoginError> {
        let ticket = kept(ticket);
        let account = self.account_of(&ticket, now)?;
        let (challenge, asking) = self.passkeys.ask(&account)?;
        self.tickets().get(&ticket, now).ok_or(LoginError::NotBegun)?.asking = Some(asking);
        Ok(challenge)
    }

    /// The second step with a passkey. Each challenge takes one answer.
    ///
    /// # Errors
    /// [`LoginError::WrongPasskey`], [`LoginError::TooMany`], [`LoginError::NotBegun`].
    pub fn second_factor_passkey(
        &self,
        ticket: &str,
        answer: &PublicKeyCredential,
        from: IpAddr,
        now: Instant,
    ) -> Result<Secret, LoginError> {
        let ticket = kept(ticket);
        let (account, attempt) = self.account_behind(&ticket, from, now)?;
        let asking = self.tickets().get(&ticket, now).and_then(|ticket| ticket.asking.take());
        let shown = self.passkeys.shown(&account, answer, &asking.ok_or(LoginError::NotBegun)?)?;
        if !self.accounts.update_passkey(account.id, &shown)? {
            return Err(LoginError::WrongPasskey);
        }
        self.let_in(&ticket, &account, &attempt, now)
    }

    fn attempt(&self, name: &str, from: IpAddr, now: Instant) -> Result<Attempt, LoginError> {
        self.throttle().attempt(name, from, now).map_err(|until| LoginError::TooMany { until })
    }

    fn ask_for_factor(&self, account: Account, now: Instant) -> SecondFactor {
        let token = self.token();
        let factor = SecondFactor {
            ticket: token.clone(),
            codes: account.codes.is_some(),
            passkeys: !account.passkeys.is_empty(),
        };
        let person = person(account.person);
        let ticket = Ticket { account: account.id, person, name: account.name, asking: None };
        self.tickets().put(kept(token.expose()), ticket, now.saturating_add(TICKET), now);
        factor
    }

    /// The account whose password was shown for this ticket. A later account of the same person is another one.
    fn account_of(&self, ticket: &Hash, now: Instant) -> Result<Account, LoginError> {
        let begun = self.tickets().get(ticket, now).map(|ticket| (ticket.account, ticket.person));
        let (id, person) = begun.ok_or(LoginError::NotBegun)?;
        let account = self.accounts.account_of(person.0.as_bytes())?;
        account.filter(|account| account.id == id).ok_or(LoginError::NotBegun)
    }

    /// The same, with an attempt counted against its name.
    fn account_behind(
        &self,
        ticket: &Hash,
        from: IpAddr,
        now: Instant,
    ) -> Result<(Account, Attempt), LoginError> {
        let name = self.tickets().get(ticket, now).map(|ticket| ticket.name.clone());
        let attempt = self.attempt(&name.ok_or(LoginError::NotBegun)?, from, now)?;
        Ok((self.account_of(ticket, now)?, attempt))
    }

    /// Both were right. Of two who come with one ticket at the same time, one gets in.
    fn let_in(
        &self,
        ticket: &Hash,
        account: &Account,
        attempt: &Attempt,
        now: Instant,
    ) -> Result<Secret, LoginError> {
        self.throttle().was_right(attempt);
        self.tickets().take(ticket, now).ok_or(LoginError::NotBegun)?;
        let session = self.open_session(account.id, true, now)?.ok_or(LoginError::NotBegun)?;
        self.throttle().signed_in(attempt);
        Ok(session)
    }
}
