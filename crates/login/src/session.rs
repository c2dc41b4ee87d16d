//! Whose token this is, and until when.

use model::id::PersonId;
use model::{Instant, Span};
use store::accounts::{AccountId, Accounts, SessionRow};
use uuid::Uuid;

use crate::error::LoginError;
use crate::login::Login;
use crate::secret::{Secret, kept};

/// A session's whole life: the longest duty of a room that changes shifts twice a day. Whoever takes over signs in
/// as themselves.
pub const SESSION: Span = Span::hours(12);
/// A session's life unused. An open page asks at least each minute, so this is about a page that was closed and a
/// telephone that was left behind.
pub const IDLE: Span = Span::minutes(30);
/// How often the use of a session is written down: each request would be a write to the disk.
const WRITTEN: Span = Span::minutes(1);
/// A session begun later than now means a clock set back. This much is its correction, more is not trusted.
const CORRECTION: Span = Span::minutes(1);
/// Uses that could not be written down, before the ended ones are looked for.
const UNWRITTEN: usize = 10_000;

/// Who somebody is, as proved when they signed in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Session {
    /// Who.
    pub person: PersonId,
    /// Since when.
    pub since: Instant,
    /// Whether they showed a second factor.
    pub second_factor: bool,
}

impl<A: Accounts> Login<A> {
    /// Whose session this is, if it is good now; this counts as using it. One without a second factor is not good
    /// while its person has a role that asks for one.
    ///
    /// That the use cannot be written down, as on a full disk, does not end it: it is remembered in memory.
    pub fn who(&self, session: &str, now: Instant) -> Result<Option<Session>, LoginError> {
        Ok(self.session(session, now)?.map(|(session, _)| session))
    }

    /// Ends this session.
    pub fn sign_out(&self, session: &str) -> Result<(), LoginError> {
        let token = kept(session);
        self.unwritten().remove(&token);
        Ok(self.accounts.end_session(&token)?)
    }

    /// Ends all of a person's sessions; answers how many there were.
    pub fn sign_out_everywhere(&self, person: PersonId) -> Result<u64, LoginError> {
        Ok(self.accounts.end_sessions(person.0.as_bytes())?)
    }

    /// The session, and the account it is for.
    pub(crate) fn session(
        &self,
        token: &str,
        now: Instant,
    ) -> Result<Option<(Session, AccountId)>, LoginError> {
        let Some(row) = self.accounts.session(&kept(token))? else { return Ok(None) };
        let unwritten = self.unwritten().get(&row.token).map_or(row.seen, |seen| seen.micros());
        let (since, seen) = (row.since, row.seen.max(unwritten));
        if !alive(since, seen, now) {
            return Ok(None);
        }
        let person = person(row.person);
        if !row.second_factor && self.needs_factor(person) {
            return Ok(None);
        }
        if now.micros() - seen >= WRITTEN.0 {
            self.note_use(&row, now);
        }
        let Ok(since) = Instant::from_micros(since) else { return Ok(None) };
        Ok(Some((Session { person, since, second_factor: row.second_factor }, row.account)))
    }

    fn note_use(&self, row: &SessionRow, now: Instant) {
        let written = self.accounts.touch(&row.token, now.micros());
        let mut unwritten = self.unwritten();
        if written.is_ok() {
            unwritten.remove(&row.token);
            return;
        }
        if unwritten.len() >= UNWRITTEN {
            unwritten.retain(|_, seen| now.since(*seen) < IDLE);
        }
        unwritten.insert(row.token, now);
    }

    /// Begins a session for this very account; none if it is gone, or has a factor that was not shown. What has ended is cleared away on the way, and
    /// if that fails somebody still gets in.
    pub(crate) fn open_session(
        &self,
        account: AccountId,
        second_factor: bool,
        now: Instant,
    ) -> Result<Option<Secret>, LoginError> {
        let moment = now.micros();
        let _ = self.accounts.tidy(moment - SESSION.0, moment - SESSION.0, moment);
        let token = self.token();
        let row = SessionRow {
            token: kept(token.expose()),
            account,
            person: [0; 16],
            since: moment,
            seen: moment,
            second_factor,
        };
        Ok(self.accounts.begin_session(&row)?.then_some(token))
    }
}

fn alive(since: i64, seen: i64, now: Instant) -> bool {
    let now = now.micros();
    now - since < SESSION.0 && now - seen < IDLE.0 && since - now <= CORRECTION.0
}

pub(crate) fn person(bytes: [u8; 16]) -> PersonId {
    PersonId(Uuid::from_bytes(bytes))
}
