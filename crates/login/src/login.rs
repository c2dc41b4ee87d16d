//! The doorkeeper: what it is made of.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use model::Instant;
use model::id::PersonId;
use store::Hash;
use store::accounts::Accounts;

use crate::door::Ticket;
use crate::enrol::Enrolment;
use crate::error::LoginError;
use crate::passkey::{Passkeys, Site};
use crate::password::{Cost, Passwords};
use crate::policy::{Policy, Roster};
use crate::secret::{Random, Secret};
use crate::throttle::Throttle;
use crate::waiting::Waiting;

/// How many people can be in the middle of something. Each is there because they had a good token or password.
const IN_BETWEEN: usize = 10_000;

/// Knows people by what they know and have. Shared between threads as it is.
pub struct Login<A> {
    pub(crate) accounts: A,
    pub(crate) passwords: Passwords,
    pub(crate) passkeys: Passkeys,
    policy: Policy,
    roster: Box<dyn Roster>,
    random: Mutex<Box<Random>>,
    throttle: Mutex<Throttle>,
    enrolments: Mutex<Waiting<Enrolment>>,
    tickets: Mutex<Waiting<Ticket>>,
    unwritten: Mutex<HashMap<Hash, Instant>>,
}

/// What a doorkeeper needs from outside.
pub struct Surroundings {
    /// What a password hash costs: [`Cost::OWASP`], and less only in tests.
    pub cost: Cost,
    /// Which roles need a second factor.
    pub policy: Policy,
    /// Who has which roles now.
    pub roster: Box<dyn Roster>,
    /// The site that passkeys are made for, if there are to be passkeys.
    pub site: Option<Site>,
    /// Fills with unpredictable bytes.
    pub random: Box<Random>,
}

/// How a person signs in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Means {
    /// With which name.
    pub name: String,
    /// Whether they have a code generator.
    pub codes: bool,
    /// How many passkeys they have.
    pub passkeys: usize,
}

impl<A: Accounts> Login<A> {
    /// # Errors
    /// When the cost or the site cannot be.
    pub fn new(accounts: A, surroundings: Surroundings) -> Result<Login<A>, LoginError> {
        let Surroundings { cost, policy, roster, site, mut random } = surroundings;
        Ok(Login {
            accounts,
            passwords: Passwords::new(cost, &mut *random)?,
            passkeys: Passkeys::new(site.as_ref())?,
            policy,
            roster,
            random: Mutex::new(random),
            throttle: Mutex::new(Throttle::new()),
            enrolments: Mutex::new(Waiting::new(IN_BETWEEN)),
            tickets: Mutex::new(Waiting::new(IN_BETWEEN)),
            unwritten: Mutex::new(HashMap::new()),
        })
    }

    /// What is kept of a word or PIN that was agreed on with somebody: its hash, made as a password's is, because whoever
    /// has the hash of four digits tries them all. Words are compared as they are heard: in whatever case and spelling.
    pub fn word_kept(&self, word: &str) -> Result<String, LoginError> {
        let mut salt = [0; crate::password::SALT];
        (self.random.lock().unwrap_or_else(std::sync::PoisonError::into_inner))(&mut salt);
        self.passwords.hash_word(word, &salt)
    }

    /// Whether it is the word that `kept` was made from. Takes as long for one that is not.
    pub fn is_word(&self, word: &str, kept: Option<&str>) -> bool {
        self.passwords.is_word(word, kept)
    }

    /// How a person signs in, if they have an account.
    pub fn means(&self, person: PersonId) -> Result<Option<Means>, LoginError> {
        let account = self.accounts.account_of(person.0.as_bytes())?;
        Ok(account.map(|account| Means {
            name: account.name,
            codes: account.codes.is_some(),
            passkeys: account.passkeys.len(),
        }))
    }

    /// Destroys all there is about a person, on lawful request.
    pub fn forget(&self, person: PersonId) -> Result<bool, LoginError> {
        self.forget_place_of(person)?;
        Ok(self.accounts.forget(person.0.as_bytes())?)
    }

    /// The throttle no longer knows where this person signs in.
    pub(crate) fn forget_place_of(&self, person: PersonId) -> Result<(), LoginError> {
        if let Some(account) = self.accounts.account_of(person.0.as_bytes())? {
            self.throttle().forget(&account.name);
        }
        Ok(())
    }

    /// Whether this person needs a second factor, by the roles they have now.
    pub(crate) fn needs_factor(&self, person: PersonId) -> bool {
        self.policy.requires(&self.roster.roles(person))
    }

    pub(crate) fn token(&self) -> Secret {
        Secret::token(&mut **self.random())
    }

    pub(crate) fn random(&self) -> MutexGuard<'_, Box<Random>> {
        held(&self.random)
    }

    pub(crate) fn throttle(&self) -> MutexGuard<'_, Throttle> {
        held(&self.throttle)
    }

    pub(crate) fn enrolments(&self) -> MutexGuard<'_, Waiting<Enrolment>> {
        held(&self.enrolments)
    }

    pub(crate) fn tickets(&self) -> MutexGuard<'_, Waiting<Ticket>> {
        held(&self.tickets)
    }

    /// When sessions were last used, where that could not be written down.
    pub(crate) fn unwritten(&self) -> MutexGuard<'_, HashMap<Hash, Instant>> {
        held(&self.unwritten)
    }
}

/// Each change under these locks is whole when it can panic at all.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
