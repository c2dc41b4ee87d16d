//! A door with two people at it, a clock that is set by hand, and their authenticator apps.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex};

use login::{Cost, Login, LoginError, Policy, Secret, SignedIn, Surroundings, passkey::Site};
use model::id::PersonId;
use model::party::Role;
use model::{Instant, Span};
use store::accounts::{Accounts, SqliteAccounts};
use totp_rs::{Builder, Totp};
use uuid::Uuid;

pub const OFFICER: PersonId = PersonId(Uuid::from_u128(1));
pub const PRINCIPAL: PersonId = PersonId(Uuid::from_u128(2));
pub const PASSWORD: &str = "correct horse battery";
pub const HERE: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));
/// The shortest step between two codes.
pub const STEP: Span = Span::seconds(30);

/// As cheap as argon2 can be: these tests are about the door.
const LIGHT: Cost = Cost { kibibytes: 8, passes: 1, lanes: 1 };

pub struct Scene<A = SqliteAccounts> {
    pub login: Login<A>,
    /// The role of [`PRINCIPAL`], who may become something else. [`OFFICER`] is a duty officer.
    pub role: Arc<Mutex<Role>>,
    pub now: Instant,
}

impl Scene {
    pub fn new() -> Scene {
        Scene::with(SqliteAccounts::in_memory().unwrap())
    }
}

impl<A: Accounts> Scene<A> {
    pub fn with(accounts: A) -> Scene<A> {
        let role = Arc::new(Mutex::new(Role::Principal));
        let of_principal = Arc::clone(&role);
        let roster = move |person: PersonId| match person {
            OFFICER => vec![Role::DutyOfficer],
            PRINCIPAL => vec![*of_principal.lock().unwrap()],
            _ => vec![],
        };
        let mut drawn = 0_u64;
        let random = move |bytes: &mut [u8]| {
            for chunk in bytes.chunks_mut(8) {
                drawn += 1;
                chunk
                    .copy_from_slice(&drawn.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes()[..chunk.len()]);
            }
        };
        let surroundings = Surroundings {
            cost: LIGHT,
            policy: Policy::default(),
            roster: Box::new(roster),
            site: Some(Site {
                domain: "ops.example.org".to_owned(),
                origin: "https://ops.example.org".parse().unwrap(),
            }),
            random: Box::new(random),
        };
        let now = "2026-03-01T02:00:00Z".parse().unwrap();
        Scene { login: Login::new(accounts, surroundings).unwrap(), role, now }
    }

    pub fn wait(&mut self, span: Span) {
        self.now = self.now.saturating_add(span);
    }

    /// Enrols somebody with a code generator. Answers it, and their first session.
    pub fn enrol(&self, person: PersonId, name: &str) -> (App, Secret) {
        let link = self.login.invite(person, self.now).unwrap();
        let redeemed = self.login.redeem(link.expose(), name, PASSWORD, self.now).unwrap();
        let app = App::new(redeemed.codes.typed.expose());
        let session = self.login.confirm_code(link.expose(), &app.code(self.now), self.now).unwrap();
        (app, session)
    }

    /// Enrols somebody without a factor.
    pub fn enrol_plain(&self, person: PersonId, name: &str) -> Secret {
        let link = self.login.invite(person, self.now).unwrap();
        self.login.redeem(link.expose(), name, PASSWORD, self.now).unwrap();
        self.login.finish_without_factor(link.expose(), self.now).unwrap()
    }

    pub fn sign_in(&self, name: &str, password: &str) -> Result<SignedIn, LoginError> {
        self.login.sign_in(name, password, HERE, self.now)
    }

    /// The ticket that the right password gives.
    pub fn ticket(&self, name: &str) -> String {
        match self.sign_in(name, PASSWORD).unwrap() {
            SignedIn::SecondFactor(asked) => asked.ticket.expose().to_owned(),
            SignedIn::Session(_) => panic!("a second factor was to be asked for"),
        }
    }

    pub fn second(&self, ticket: &str, code: &str) -> Result<Secret, LoginError> {
        self.login.second_factor(ticket, code, HERE, self.now)
    }

    pub fn who(&self, session: &Secret) -> Option<PersonId> {
        self.login.who(session.expose(), self.now).unwrap().map(|session| session.person)
    }
}

/// An authenticator app on somebody's telephone.
#[derive(Clone)]
pub struct App(Totp);

impl App {
    pub fn new(typed: &str) -> App {
        let seed = totp_rs::Secret::try_from_base32(typed).unwrap();
        App(Builder::new().with_secret(seed).build().unwrap())
    }

    pub fn code(&self, now: Instant) -> String {
        self.0.generate(u64::try_from(now.micros() / 1_000_000).unwrap()).to_string()
    }
}
