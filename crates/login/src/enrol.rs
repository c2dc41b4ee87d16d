//! Invitations, and what is made of them: accounts and their factors.
//!
//! Nothing is written before all of it is there: who begins with a link and does not finish begins again with the
//! same link. The account, its password and its factor come, and the link goes, in one write.

use model::id::PersonId;
use model::{Instant, Span};
use store::Hash;
use store::accounts::{AccountId, Accounts, Codes, Enrolled, Factor, Invitation, NewAccount};

use crate::codes::{self, CodesSetup, Seed};
use crate::error::LoginError;
use crate::login::Login;
use crate::name;
use crate::passkey::{CreationChallengeResponse, Making, RegisterPublicKeyCredential};
use crate::password;
use crate::secret::{Secret, kept};
use crate::session::person;

/// How long an invitation is good: over a weekend, and no longer.
pub const INVITATION: Span = Span::hours(72);
/// How long setting up may take once it was begun.
const SETTING_UP: Span = Span::hours(1);

/// An invitation begun with.
#[derive(Clone, Debug)]
pub struct Redeemed {
    /// For whom.
    pub person: PersonId,
    /// Their name, as it will be kept.
    pub name: String,
    /// Whether their role asks for a second factor.
    pub factor_required: bool,
    /// How to set up a code generator.
    pub codes: CodesSetup,
}

/// Somebody who is setting up a factor.
pub(crate) struct Enrolment {
    whose: Whose,
    person: PersonId,
    name: String,
    seed: Seed,
    making: Option<Making>,
}

#[derive(Clone)]
enum Whose {
    /// A new account, with the hash of its password.
    Invited { password: String },
    /// An account that is there.
    SignedIn { account: AccountId },
}

impl<A: Accounts> Login<A> {
    /// Invites a person. The token is for the link and is shown once; an earlier one is no longer good. Whoever had an
    /// account has none until they use the link: their password, factors and sessions are gone. So it is also what
    /// an administrator does when somebody lost their telephone, or when somebody else may have their password.
    pub fn invite(&self, person: PersonId, now: Instant) -> Result<Secret, LoginError> {
        self.forget_place_of(person)?;
        let token = self.token();
        let until = now.saturating_add(INVITATION).micros();
        let invitation = Invitation { token: kept(token.expose()), person: person.0.into_bytes(), until };
        self.accounts.invite(&invitation)?;
        Ok(token)
    }

    /// Whom an invitation is for, if it is good now.
    pub fn invitation(&self, token: &str, now: Instant) -> Result<Option<PersonId>, LoginError> {
        let found = self.accounts.invitation(&kept(token))?;
        Ok(found.filter(|found| now.micros() < found.until).map(|found| person(found.person)))
    }

    /// Begins with an invitation: a name and a password. Finish with [`Login::confirm_code`],
    /// [`Login::confirm_passkey`] or [`Login::finish_without_factor`], each with the same token.
    ///
    /// # Errors
    /// [`LoginError::NotInvited`], [`LoginError::NameUnfit`], [`LoginError::NameTaken`],
    /// [`LoginError::PasswordUnfit`].
    pub fn redeem(
        &self,
        token: &str,
        name: &str,
        password: &str,
        now: Instant,
    ) -> Result<Redeemed, LoginError> {
        let person = self.invitation(token, now)?.ok_or(LoginError::NotInvited)?;
        let name = name::fit(name)?;
        let password = password::fit(password, &name)?;
        if self.accounts.account_named(&name)?.is_some() {
            return Err(LoginError::NameTaken { name });
        }
        let mut salt = [0; password::SALT];
        (self.random())(&mut salt);
        let whose = Whose::Invited { password: self.passwords.hash(&password, &salt)? };
        let codes = self.begin(token, whose, person, &name, now)?;
        Ok(Redeemed { person, name, factor_required: self.needs_factor(person), codes })
    }

    /// Begins to add a factor to the account of a session, or to replace its code generator. Finish with
    /// [`Login::confirm_code`] or [`Login::confirm_passkey`] and the session's token: the account's sessions end, a
    /// new one begins.
    ///
    /// Whoever is in has shown the factor there is: an account that has one lets nobody in without, and adding the
    /// first ended the sessions before it.
    ///
    /// # Errors
    /// [`LoginError::NotSignedIn`].
    pub fn add_factor(&self, session: &str, now: Instant) -> Result<CodesSetup, LoginError> {
        let (who, id) = self.session(session, now)?.ok_or(LoginError::NotSignedIn)?;
        let account = self.accounts.account_of(who.person.0.as_bytes())?;
        let account = account.filter(|account| account.id == id).ok_or(LoginError::NotSignedIn)?;
        self.begin(session, Whose::SignedIn { account: id }, who.person, &account.name, now)
    }

    /// Finishes with a code from the app that was set up. The answer is the token of a session.
    ///
    /// # Errors
    /// [`LoginError::WrongCode`]: try again; [`LoginError::NotBegun`]; [`LoginError::NotInvited`] if the link was
    /// used meanwhile.
    pub fn confirm_code(&self, token: &str, code: &str, now: Instant) -> Result<Secret, LoginError> {
        let seed = self.enrolments().get(&kept(token), now).map(|begun| begun.seed.clone());
        let seed = seed.ok_or(LoginError::NotBegun)?;
        let step = codes::step(&seed, code, now)?.ok_or(LoginError::WrongCode)?;
        self.finish(token, Some(Factor::Codes(Codes { seed: seed.to_vec(), step })), now)
    }

    /// The challenge to make a passkey with.
    ///
    /// # Errors
    /// [`LoginError::NotBegun`], [`LoginError::NoPasskeys`].
    pub fn passkey_to_make(
        &self,
        token: &str,
        now: Instant,
    ) -> Result<CreationChallengeResponse, LoginError> {
        let token = kept(token);
        let begun = self.enrolments().get(&token, now).map(|begun| (begun.person, begun.name.clone()));
        let (person, name) = begun.ok_or(LoginError::NotBegun)?;
        let account = self.accounts.account_of(person.0.as_bytes())?;
        let had = account.map(|account| account.passkeys).unwrap_or_default();
        let (challenge, making) = self.passkeys.make(person, &name, &had)?;
        self.enrolments().get(&token, now).ok_or(LoginError::NotBegun)?.making = Some(making);
        Ok(challenge)
    }

    /// Finishes with the passkey that was made. The answer is the token of a session.
    ///
    /// # Errors
    /// [`LoginError::WrongPasskey`]: begin again with a new challenge; [`LoginError::NotBegun`];
    /// [`LoginError::NotInvited`].
    pub fn confirm_passkey(
        &self,
        token: &str,
        answer: &RegisterPublicKeyCredential,
        now: Instant,
    ) -> Result<Secret, LoginError> {
        let making = self.enrolments().get(&kept(token), now).and_then(|begun| begun.making.take());
        let passkey = self.passkeys.made(answer, &making.ok_or(LoginError::NotBegun)?)?;
        self.finish(token, Some(Factor::Passkey(passkey)), now)
    }

    /// Finishes an invitation without a factor, where the role allows it. The answer is the token of a session.
    ///
    /// # Errors
    /// [`LoginError::FactorRequired`], [`LoginError::NotBegun`], [`LoginError::NotInvited`].
    pub fn finish_without_factor(&self, token: &str, now: Instant) -> Result<Secret, LoginError> {
        self.finish(token, None, now)
    }

    fn begin(
        &self,
        token: &str,
        whose: Whose,
        person: PersonId,
        name: &str,
        now: Instant,
    ) -> Result<CodesSetup, LoginError> {
        let seed = codes::seed(&mut **self.random());
        let setup = codes::setup(&seed, name)?;
        let begun = Enrolment { whose, person, name: name.to_owned(), seed, making: None };
        self.enrolments().put(kept(token), begun, now.saturating_add(SETTING_UP), now);
        Ok(setup)
    }

    /// Writes what was begun, and lets in who did it. Of two who finish at the same time, one does.
    fn finish(&self, token: &str, factor: Option<Factor>, now: Instant) -> Result<Secret, LoginError> {
        let hash = kept(token);
        let begun = self
            .enrolments()
            .get(&hash, now)
            .map(|begun| (begun.whose.clone(), begun.person, begun.name.clone()));
        let (whose, person, name) = begun.ok_or(LoginError::NotBegun)?;
        if factor.is_none() && self.needs_factor(person) {
            return Err(LoginError::FactorRequired);
        }
        let shown = factor.is_some();
        let account = match whose {
            Whose::Invited { password } => {
                let person = person.0.into_bytes();
                self.enrol(token, &hash, NewAccount { person, name, password, factor }, now)?
            }
            Whose::SignedIn { account } => self.add_to(account, token, factor, now)?,
        };
        self.enrolments().take(&hash, now);
        self.open_session(account, shown, now)?.ok_or(LoginError::NotBegun)
    }

    fn enrol(
        &self,
        token: &str,
        hash: &Hash,
        account: NewAccount,
        now: Instant,
    ) -> Result<AccountId, LoginError> {
        self.invitation(token, now)?.ok_or(LoginError::NotInvited)?;
        match self.accounts.enrol(hash, &account)? {
            Enrolled::As(id) => Ok(id),
            Enrolled::NotInvited => Err(LoginError::NotInvited),
            Enrolled::NameTaken => Err(LoginError::NameTaken { name: account.name }),
            Enrolled::PasskeyTaken => Err(LoginError::WrongPasskey),
        }
    }

    /// The session must still be good, and still be for the account it was begun with.
    fn add_to(
        &self,
        account: AccountId,
        session: &str,
        factor: Option<Factor>,
        now: Instant,
    ) -> Result<AccountId, LoginError> {
        let factor = factor.ok_or(LoginError::NotBegun)?;
        let still = self.session(session, now)?.is_some_and(|(_, id)| id == account);
        if !still {
            return Err(LoginError::NotSignedIn);
        }
        if self.accounts.add_factor(account, &factor)? { Ok(account) } else { Err(LoginError::WrongPasskey) }
    }
}
