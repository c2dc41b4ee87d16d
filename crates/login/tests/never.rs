//! What never happens, whatever is done in whatever order.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what it expects; there a panic is the report"
)]

mod scene;

use login::{IDLE, LoginError, SESSION, Secret, SignedIn};
use model::id::PersonId;
use model::party::Role;
use model::{Instant, Span};
use proptest::prelude::*;
use scene::{App, HERE, OFFICER, PASSWORD, PRINCIPAL, Scene};

/// Something somebody does. Numbers choose among what there is so far.
#[derive(Clone, Copy, Debug)]
enum Deed {
    Invite(PersonId),
    Redeem { link: usize },
    Confirm { link: usize, right: bool },
    FinishWithout { link: usize },
    SignIn { person: PersonId, right: bool },
    Second { ticket: usize, right: bool, again: bool },
    AddFactor { session: usize, right: bool },
    SignOut { session: usize },
    SignOutEverywhere(PersonId),
    Forget(PersonId),
    Promote(bool),
    Wait { minutes: i32 },
}

fn deed() -> impl Strategy<Value = Deed> {
    let person = || prop_oneof![Just(OFFICER), Just(PRINCIPAL)];
    let any = || 0..4_usize;
    let mostly = || prop::bool::weighted(0.8);
    prop_oneof![
        2 => person().prop_map(Deed::Invite),
        4 => any().prop_map(|link| Deed::Redeem { link }),
        4 => (any(), mostly()).prop_map(|(link, right)| Deed::Confirm { link, right }),
        2 => any().prop_map(|link| Deed::FinishWithout { link }),
        6 => (person(), mostly()).prop_map(|(person, right)| Deed::SignIn { person, right }),
        6 => (any(), mostly(), prop::bool::weighted(0.2))
            .prop_map(|(ticket, right, again)| Deed::Second { ticket, right, again }),
        1 => (any(), mostly()).prop_map(|(session, right)| Deed::AddFactor { session, right }),
        1 => any().prop_map(|session| Deed::SignOut { session }),
        1 => person().prop_map(Deed::SignOutEverywhere),
        1 => person().prop_map(Deed::Forget),
        1 => prop::bool::ANY.prop_map(Deed::Promote),
        5 => prop_oneof![Just(1), Just(7), Just(20), Just(31), Just(60 * 13)]
            .prop_map(|minutes| Deed::Wait { minutes }),
    ]
}

/// What an onlooker knows must hold.
struct Onlooker {
    scene: Scene,
    links: Vec<Link>,
    tickets: Vec<Ticket>,
    sessions: Vec<Session>,
    /// By person: which account they have now, if any, and their app.
    accounts: [Option<Account>; 2],
    made: u32,
}

struct Link {
    token: Secret,
    person: PersonId,
    until: Instant,
    /// Whether it is still good, but for its age.
    good: bool,
    app: Option<App>,
}

struct Ticket {
    token: Secret,
    person: PersonId,
    account: u32,
    spent: bool,
}

struct Session {
    token: Secret,
    person: PersonId,
    since: Instant,
    seen: Instant,
    factor: bool,
    ended: bool,
}

#[derive(Clone)]
struct Account {
    number: u32,
    app: Option<App>,
    used: Vec<String>,
}

fn place(person: PersonId) -> usize {
    usize::from(person == PRINCIPAL)
}

fn name(person: PersonId) -> &'static str {
    if person == OFFICER { "kim" } else { "lee" }
}

impl Onlooker {
    fn new() -> Onlooker {
        let scene = Scene::new();
        Onlooker { scene, links: vec![], tickets: vec![], sessions: vec![], accounts: [None, None], made: 0 }
    }

    fn must_have_factor(&self, person: PersonId) -> bool {
        person == OFFICER || *self.scene.role.lock().unwrap() == Role::Administrator
    }

    fn end_sessions(&mut self, person: PersonId) {
        self.sessions.iter_mut().filter(|one| one.person == person).for_each(|one| one.ended = true);
    }

    fn end_account(&mut self, person: PersonId) {
        self.accounts[place(person)] = None;
        self.end_sessions(person);
        self.links.iter_mut().filter(|one| one.person == person).for_each(|one| one.good = false);
    }

    fn begun(&mut self, token: Secret, person: PersonId, factor: bool) {
        let now = self.scene.now;
        self.sessions.push(Session { token, person, since: now, seen: now, factor, ended: false });
    }

    /// An invitation made an account, and let somebody in.
    fn enrolled(&mut self, link: usize, session: Secret, app: Option<App>, used: Vec<String>) {
        let now = self.scene.now;
        let Link { person, good, until, .. } = self.links[link];
        assert!(good && now < until, "the link was not good any more");
        self.end_account(person);
        self.made += 1;
        let factor = app.is_some();
        assert!(factor || !self.must_have_factor(person), "a factor was needed");
        self.accounts[place(person)] = Some(Account { number: self.made, app, used });
        self.begun(session, person, factor);
    }

    fn does(&mut self, deed: Deed) {
        let now = self.scene.now;
        match deed {
            Deed::Invite(person) => {
                let token = self.scene.login.invite(person, now).unwrap();
                self.end_account(person);
                let until = now.saturating_add(login::INVITATION);
                self.links.push(Link { token, person, until, good: true, app: None });
            }
            Deed::Redeem { link } => {
                let Some(link) = latest(&mut self.links, link) else { return };
                let link = &mut self.links[link];
                let begun = self.scene.login.redeem(link.token.expose(), name(link.person), PASSWORD, now);
                assert_eq!(begun.is_ok(), link.good && now < link.until, "{begun:?}");
                if let Ok(begun) = begun {
                    link.app = Some(App::new(begun.codes.typed.expose()));
                }
            }
            Deed::Confirm { link, right } => {
                let Some(link) = latest(&mut self.links, link) else { return };
                let Some(app) = self.links[link].app.clone() else { return };
                let code = code(&app, right, now);
                let token = self.links[link].token.expose();
                if let Ok(session) = self.scene.login.confirm_code(token, &code, now) {
                    assert!(right);
                    self.enrolled(link, session, Some(app), vec![code]);
                }
            }
            Deed::FinishWithout { link } => {
                let Some(link) = latest(&mut self.links, link) else { return };
                if let Ok(session) =
                    self.scene.login.finish_without_factor(self.links[link].token.expose(), now)
                {
                    assert!(self.links[link].app.is_some(), "no password was chosen");
                    self.enrolled(link, session, None, vec![]);
                }
            }
            Deed::SignIn { person, right } => self.signs_in(person, right),
            Deed::Second { ticket, right, again } => self.shows_code(ticket, right, again),
            Deed::AddFactor { session, right } => self.adds_factor(session, right),
            Deed::SignOut { session } => {
                let Some(session) = latest(&mut self.sessions, session) else { return };
                self.scene.login.sign_out(self.sessions[session].token.expose()).unwrap();
                self.sessions[session].ended = true;
            }
            Deed::SignOutEverywhere(person) => {
                self.scene.login.sign_out_everywhere(person).unwrap();
                self.end_sessions(person);
            }
            Deed::Forget(person) => {
                self.scene.login.forget(person).unwrap();
                self.end_account(person);
            }
            Deed::Promote(up) => {
                *self.scene.role.lock().unwrap() = if up { Role::Administrator } else { Role::Principal };
            }
            Deed::Wait { minutes } => self.scene.wait(Span::minutes(minutes)),
        }
    }

    fn signs_in(&mut self, person: PersonId, right: bool) {
        let password = if right { PASSWORD } else { "not the password" };
        let account = self.accounts[place(person)].clone();
        let known = right && account.is_some();
        match self.scene.sign_in(name(person), password) {
            Ok(SignedIn::Session(token)) => {
                let account = account.unwrap();
                assert!(right && account.app.is_none() && !self.must_have_factor(person));
                self.begun(token, person, false);
            }
            Ok(SignedIn::SecondFactor(asked)) => {
                let account = account.unwrap();
                assert!(right && account.app.is_some());
                let ticket = Ticket { token: asked.ticket, person, account: account.number, spent: false };
                self.tickets.push(ticket);
            }
            Err(LoginError::Wrong) => assert!(!known),
            Err(LoginError::NoFactor) => assert!(known && self.must_have_factor(person)),
            Err(LoginError::TooMany { until }) => assert!(until > self.scene.now),
            Err(other) => panic!("{other}"),
        }
    }

    fn shows_code(&mut self, ticket: usize, right: bool, again: bool) {
        let Some(ticket) = latest(&mut self.tickets, ticket) else { return };
        let ticket = &mut self.tickets[ticket];
        let Some(account) = self.accounts[place(ticket.person)].as_mut() else {
            assert!(self.scene.second(ticket.token.expose(), "000000").is_err());
            return;
        };
        let app = account.app.clone();
        let used = account.used.last().filter(|_| again).cloned();
        let code = used.unwrap_or_else(|| {
            app.map_or_else(|| "000000".to_owned(), |app| self::code(&app, right, self.scene.now))
        });
        let Ok(session) = self.scene.login.second_factor(ticket.token.expose(), &code, HERE, self.scene.now)
        else {
            return;
        };
        assert!(!ticket.spent && ticket.account == account.number, "the ticket was for something else");
        assert!(right && !account.used.contains(&code), "the code was wrong, or used before");
        account.used.push(code);
        ticket.spent = true;
        let person = ticket.person;
        self.begun(session, person, true);
    }

    fn adds_factor(&mut self, session: usize, right: bool) {
        let Some(session) = latest(&mut self.sessions, session) else { return };
        let (now, person) = (self.scene.now, self.sessions[session].person);
        let token = self.sessions[session].token.expose();
        let Ok(setup) = self.scene.login.add_factor(token, now) else { return };
        assert!(self.alive(session), "there was no session to add it in");
        self.sessions[session].seen = now;
        let had = self.accounts[place(person)].as_ref().unwrap().app.is_some();
        assert!(!had || self.sessions[session].factor, "the factor there is was not shown");
        let app = App::new(setup.typed.expose());
        let code = code(&app, right, now);
        let added = self.scene.login.confirm_code(self.sessions[session].token.expose(), &code, now);
        assert_eq!(added.is_ok(), right);
        if let Ok(token) = added {
            self.end_sessions(person);
            let account = self.accounts[place(person)].as_mut().unwrap();
            (account.app, account.used) = (Some(app), vec![code]);
            self.begun(token, person, true);
        }
    }

    fn alive(&self, session: usize) -> bool {
        let Session { since, seen, factor, ended, person, .. } = &self.sessions[session];
        let now = self.scene.now;
        let in_time = now.since(*since) < SESSION && now.since(*seen) < IDLE;
        !ended && in_time && (*factor || !self.must_have_factor(*person))
    }

    /// Every token ever given out answers exactly as it should.
    fn looks(&mut self) {
        for n in 0..self.sessions.len() {
            let expected = self.alive(n).then_some(self.sessions[n].person);
            assert_eq!(self.scene.who(&self.sessions[n].token), expected);
            if expected.is_some() {
                self.sessions[n].seen = self.scene.now;
            }
        }
        for link in &self.links {
            let expected = (link.good && self.scene.now < link.until).then_some(link.person);
            assert_eq!(self.scene.login.invitation(link.token.expose(), self.scene.now), Ok(expected));
        }
    }
}

/// The number of one of the last things, `back` from the end.
fn latest<T>(things: &mut [T], back: usize) -> Option<usize> {
    things.len().checked_sub(1 + back)
}

fn code(app: &App, right: bool, now: Instant) -> String {
    let code = app.code(now);
    if right { code } else { format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000) }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn nobody_is_in_who_did_not_show_what_they_had_to_and_nobody_stays_in_longer(
        deeds in prop::collection::vec(deed(), 1..80)
    ) {
        let mut onlooker = Onlooker::new();
        for deed in deeds {
            onlooker.does(deed);
            onlooker.looks();
        }
    }
}
