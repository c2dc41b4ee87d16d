//! The account of alerts adds up, and agrees with a count made by hand, whatever happened and whichever window is asked.
#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report")]

mod scene;

use std::collections::BTreeMap;

use conduct::{
    Act, Command, What, World,
    alert::{Found, Key},
    command::AlertVerdict,
    duress::{Agreed, Signal},
    message::{Failure, Fate, Recipient},
    shift::Open,
};
use model::{
    Dossier, Instant, Path, Span,
    id::{MovementId, PersonId},
    party::{Actor, Role},
};
use ops::{
    Room, Submission,
    account::{Account, Rate, TEN_MINUTES},
    history::{self, Happened},
};
use proptest::prelude::*;
use scene::*;
use store::simulated::{Disk, MemoryStore};
use uuid::Uuid;

/// What one step does, and how long after the last.
type Step = (u8, u8, u8);

const OFFICERS: [PersonId; 2] = [PersonId(Uuid::from_u128(71)), PersonId(Uuid::from_u128(72))];

fn officer(which: u8) -> Actor {
    let person = OFFICERS.get(usize::from(which % 2)).copied();
    Actor { person, role: Role::DutyOfficer, agency: word("spu") }
}

fn by(actor: Actor, act: Act) -> Submission {
    Submission::of(home(), Command { by: actor, act })
}

/// Two officers, one of whom has no address, a webhook of their agency, and a movement on the road.
fn house() -> (Clockwork, Room<MemoryStore>, MovementId) {
    let (disk, clock) = (Disk::new(), Clockwork::new());
    let mut room = room(&disk, &clock);
    tell(&mut room, open_world("home", World::Actual));
    for person in OFFICERS {
        let (role, agency, label, areas, name) =
            (Role::DutyOfficer, word("spu"), None, Vec::new(), text_id(1));
        let enrol = Act::EnrolPerson { person, role, agency, label, areas, name };
        tell(&mut room, submission(Role::Administrator, enrol));
    }
    let (of, language) = (Recipient::Agency(word("spu")), word("en"));
    let set = Act::SetAddress { of, address: text_id(2), secret: Some(text_id(3)), language };
    tell(&mut room, submission(Role::Administrator, set));
    let seen = Act::ObserveDeparture { number: word("SEEN-1"), plan: Dossier::default(), at: None };
    let id = movement(&tell(&mut room, submission(Role::DutyOfficer, seen)));
    (clock, room, id)
}

fn step(clock: &Clockwork, room: &mut Room<MemoryStore>, id: MovementId, (act, which, minutes): Step) {
    clock.pass(Span::minutes(i32::from(minutes % 8)));
    let state = room.worlds()[&home()].clone();
    let alert = state.alerts.keys().nth(usize::from(which) % state.alerts.len().max(1)).copied();
    let key = Key {
        rule: word(["stop", "speed", "corridor"][usize::from(which % 3)]),
        subject: None,
        element: None,
    };
    let submission = match (act % 10, alert) {
        (0..=3, _) => {
            let since = clock.now();
            let found = Found::of(key, since);
            let (found, gone) = (vec![found], Vec::new());
            submission(Role::System, Act::Find { movement: id, found, gone })
        }
        (4, _) => {
            let (found, gone) = (Vec::new(), vec![key]);
            submission(Role::System, Act::Find { movement: id, found, gone })
        }
        (5, Some(alert)) => by(officer(which), Act::AcknowledgeAlert { alert }),
        (6, Some(alert)) => {
            let verdicts = [AlertVerdict::True, AlertVerdict::False, AlertVerdict::Planned];
            let verdict = verdicts[usize::from(which % 3)];
            by(officer(which), Act::CloseAlert { alert, verdict, because: None })
        }
        (7, _) => {
            let Open { alerts, movements } = Open::of(&state);
            let (alerts, movements) = (alerts.into_iter().collect(), movements.into_iter().collect());
            by(officer(which), Act::TakeShift { next: None, alerts, movements })
        }
        (8, _) => {
            let waiting = state.outbox.iter().find_map(|(to, all)| Some((to.clone(), *all.keys().next()?)));
            let Some((to, message)) = waiting else { return };
            let failed = [Failure::GivenUp, Failure::NotInTime].map(Fate::Failed);
            let fate = [Fate::Delivered, failed[0], failed[1]][usize::from(which % 3)];
            submission(Role::System, Act::NoteDelivery { message, to, fate })
        }
        _ => submission(Role::System, Act::Advance),
    };
    // What is out of place (a watch that is theirs already) is not on the record.
    let _ = ask(room, submission);
}

fn account(room: &Room<MemoryStore>, from: Instant, to: Instant) -> (Account, Vec<Happened>) {
    let happened = history::alerts(room.store(), &home(), (from, to), 10_000).unwrap().unwrap();
    let watches = history::watches(room.store(), &home()).unwrap();
    (Account::of(&happened, &watches, from, to), happened)
}

fn adds_up(account: &Account) {
    let closed = account.closed_true + account.closed_false + account.closed_planned;
    assert_eq!(account.raised, account.withdrawn + closed + account.ended + account.open, "{account:?}");
    let messages = account.messages;
    assert_eq!(messages.due, messages.delivered + messages.failed + messages.waiting, "{account:?}");
    let (late, taken, up, nobody) = (account.late, account.acknowledged, account.escalated, account.nobody);
    for part in [late, taken, up, nobody, account.delivered, account.failed] {
        assert!(part <= account.raised, "{account:?}");
    }
    let of = |rates: Vec<&Rate>| rates.iter().map(|rate| rate.raised).sum::<u64>();
    assert_eq!(of(account.rules.values().collect()), account.raised, "each is of one rule");
    assert_eq!(of(account.operators.values().collect()), account.raised, "each is in one watch");
}

/// The most of a rule within any ten minutes, by trying each that begins with one.
fn busiest(happened: &[Happened], wanted: &model::Word) -> u64 {
    let at = |happened: &Happened| match &happened.event.what {
        What::AlertRaised { rule, .. } if rule == wanted => Some(happened.event.at),
        _ => None,
    };
    let raised: Vec<Instant> = happened.iter().filter_map(at).collect();
    let within = |from: &Instant| {
        let to = from.saturating_add(TEN_MINUTES);
        raised.iter().filter(|at| (*from..to).contains(*at)).count() as u64
    };
    raised.iter().map(within).max().unwrap_or_default()
}

/// Counted again from every entry of the log, without the index.
fn by_hand(room: &Room<MemoryStore>, from: Instant, to: Instant) -> (u64, BTreeMap<&'static str, u64>) {
    let size = store::ReadStore::size(room.store()).unwrap();
    let all = history::after(room.store(), 0, size, &home()).unwrap();
    let within: Vec<_> = all.iter().filter(|(_, event)| (from..to).contains(&event.at)).collect();
    let raised: Vec<_> = within
        .iter()
        .filter_map(|(_, event)| match event.what {
            What::AlertRaised { alert, .. } => Some(alert),
            _ => None,
        })
        .collect();
    let mut ends = BTreeMap::new();
    for (_, event) in &within {
        let (alert, end) = match &event.what {
            What::AlertWithdrawn { alert, .. } => (alert, "withdrawn"),
            What::AlertClosed { alert, verdict: AlertVerdict::True, .. } => (alert, "true"),
            What::AlertClosed { alert, verdict: AlertVerdict::False, .. } => (alert, "false"),
            What::AlertClosed { alert, .. } => (alert, "planned"),
            _ => continue,
        };
        if raised.contains(alert) {
            *ends.entry(end).or_insert(0) += 1;
        }
    }
    (raised.len() as u64, ends)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happened_and_whichever_window_is_asked_the_account_adds_up(
        steps in prop::collection::vec(any::<Step>(), 1..80),
        windows in prop::collection::vec((0_i32..300, 1_i32..300), 4),
    ) {
        let (clock, mut room, id) = house();
        let begins = clock.now();
        for one in steps {
            step(&clock, &mut room, id, one);
        }
        let whole = (begins.saturating_add(Span::minutes(-10)), clock.now().saturating_add(Span::minutes(1)));
        let parts = windows.into_iter().map(|(from, long)| {
            let from = begins.saturating_add(Span::minutes(from));
            (from, from.saturating_add(Span::minutes(long)))
        });
        for (from, to) in parts.chain([whole]) {
            let (account, happened) = account(&room, from, to);
            adds_up(&account);
            for (rule, rate) in &account.rules {
                assert_eq!(rate.busiest, busiest(&happened, rule), "{rule}");
            }
            let (raised, ends) = by_hand(&room, from, to);
            let counted = |end| ends.get(end).copied().unwrap_or_default();
            let (withdrawn, closed) = (account.withdrawn, account.closed_true);
            assert_eq!(
                (account.raised, withdrawn, closed, account.closed_false, account.closed_planned),
                (raised, counted("withdrawn"), counted("true"), counted("false"), counted("planned"))
            );
            let over: i64 = account.operators.values().map(|rate| rate.over.0).sum();
            assert_eq!(over, to.since(from).0, "every moment is in one watch, or in none");
        }
    }
}

/// What nobody reached would add up as well.
#[test]
fn an_account_says_what_became_of_alerts_messages_and_watches() {
    let (clock, mut room, id) = house();
    let from = clock.now().saturating_add(Span::minutes(-1));
    // One of the movement seen without authority is open; of three more one is taken back, one closed as planned.
    for one in [(0, 0, 1), (0, 1, 1), (0, 2, 1), (4, 0, 1), (5, 0, 1), (9, 0, 7), (8, 0, 1), (7, 0, 1)] {
        step(&clock, &mut room, id, one);
    }
    let planned = *room.worlds()[&home()].alerts.keys().next_back().unwrap();
    let close = Act::CloseAlert { alert: planned, verdict: AlertVerdict::Planned, because: None };
    tell(&mut room, by(officer(0), close));
    clock.pass(Span::minutes(10));
    let (account, _) = account(&room, from, clock.now());
    adds_up(&account);
    assert_eq!((account.raised, account.withdrawn, account.closed_planned, account.open), (4, 1, 1, 2));
    assert_eq!((account.acknowledged, account.delivered), (1, 1), "{account:?}");
    assert!(account.escalated > 0 && account.failed == 4, "somebody has no address: {account:?}");
    assert_eq!(account.operators.keys().copied().collect::<Vec<_>>(), [None, Some(OFFICERS[0])]);
    assert_eq!(account.operators[&Some(OFFICERS[0])].over, Span(TEN_MINUTES.0));
    assert_eq!(account.operators[&None].busiest, 4);
}

#[test]
fn what_was_not_taken_in_time_counts_as_failed_until_it_is_delivered_and_a_step_without_anybody_is_no_escalation()
 {
    let (clock, mut room, id) = house();
    let from = clock.now().saturating_add(Span::minutes(-1));
    step(&clock, &mut room, id, (0, 0, 0));
    let of = |room: &Room<MemoryStore>| account(room, from, clock.now().saturating_add(Span::minutes(1))).0;
    let before = of(&room);
    let waiting =
        room.worlds()[&home()].outbox.iter().find_map(|(to, all)| Some((to.clone(), *all.keys().next()?)));
    let (to, message) = waiting.unwrap();
    let note = |fate| submission(Role::System, Act::NoteDelivery { message, to: to.clone(), fate });
    tell(&mut room, note(Fate::Failed(Failure::NotInTime)));
    let late = of(&room);
    adds_up(&late);
    assert_eq!(late.messages.failed, before.messages.failed + 1);
    tell(&mut room, note(Fate::Delivered));
    let delivered = of(&room);
    adds_up(&delivered);
    assert_eq!(delivered.messages.failed, before.messages.failed);
    assert_eq!(delivered.messages.delivered, before.messages.delivered + 1);
    assert!(delivered.failed >= 1, "that it was late is still said of the alert");
    // Nobody but duty officers is enrolled: the room is told, and above it is nobody.
    clock.pass(Span::minutes(11));
    tell(&mut room, submission(Role::System, Act::Advance));
    let up = of(&room);
    adds_up(&up);
    assert_eq!((up.escalated, up.nobody), (up.raised, up.raised), "{up:?}");
}

/// Words are agreed on with the commander of a movement on the road, who says them; the other officer takes it, and it ends.
#[test]
fn duress_is_counted_to_those_who_may_know_of_it_and_to_others_the_account_is_as_if_there_were_none() {
    let (clock, mut room, _) = house();
    let who: Path = "commanders[lead]".parse().unwrap();
    let mut plan = Dossier::default();
    plan.mention(&who).unwrap();
    let seen = Act::ObserveDeparture { number: word("SEEN-2"), plan, at: None };
    let id = movement(&tell(&mut room, submission(Role::DutyOfficer, seen)));
    let from = clock.now().saturating_add(Span::minutes(-1));
    let to = clock.now().saturating_add(Span::hours(1));
    let [agreed, call] = [text_id(4), text_id(5)];
    let agreed = Agreed { word: agreed, pin: agreed, duress_pin: agreed, question: call, answer: agreed };
    tell(&mut room, by(officer(0), Act::AgreeOnWords { of: who.clone(), agreed }));
    let before = account(&room, from, to).0;
    let with_duress = |room: &Room<MemoryStore>| {
        let happened = history::with_duress(room.store(), &home(), (from, to), 10_000).unwrap().unwrap();
        let watches = history::watches(room.store(), &home()).unwrap();
        let account = Account::with_duress(&happened, &watches, from, to);
        adds_up(&account);
        account
    };
    assert_eq!(with_duress(&room), before, "without duress it is the same");

    tell(
        &mut room,
        submission(Role::Commander, Act::SignalDuress { movement: id, of: who.clone(), by: Signal::Pin }),
    );
    clock.pass(Span::minutes(3));
    // Of the two movements that nobody let go an alert each is taken: only that of duress goes on.
    let open: Vec<_> =
        room.worlds()[&home()].alerts.iter().map(|(id, it)| (*id, it.is_of_duress())).collect();
    for (alert, _) in open.iter().filter(|(_, is_of_duress)| !is_of_duress) {
        tell(&mut room, by(officer(0), Act::AcknowledgeAlert { alert: *alert }));
    }
    let taken = account(&room, from, to).0;
    tell(&mut room, submission(Role::System, Act::Advance));
    let known = with_duress(&room);
    assert_eq!((known.raised, known.open), (before.raised + 1, before.open + 1));
    assert_eq!((known.escalated, known.acknowledged), (taken.escalated + 1, taken.acknowledged));
    assert!(known.messages.due > taken.messages.due || known.failed > taken.failed, "{known:?}");
    assert_eq!(known.rules[&word("duress")].raised, 1);

    let (duress, _) = open.iter().find(|(_, is_of_duress)| *is_of_duress).unwrap();
    tell(&mut room, by(officer(1), Act::AcknowledgeAlert { alert: *duress }));
    tell(&mut room, by(officer(1), Act::Challenge { movement: id, of: who.clone() }));
    tell(&mut room, by(officer(1), Act::AnswerChallenge { movement: id, of: who, right: true }));
    let over = with_duress(&room);
    assert_eq!((over.raised, over.ended, over.open), (before.raised + 1, 1, before.open));
    assert_eq!(over.acknowledged, taken.acknowledged + 1);
    assert_eq!(account(&room, from, to).0, taken, "whoever may not know is told the same throughout");
}

#[test]
fn more_than_is_looked_at_is_said_and_not_cut_short() {
    let (clock, room, _) = house();
    let window =
        (clock.now().saturating_add(Span::minutes(-9)), clock.now().saturating_add(Span::minutes(9)));
    assert!(history::alerts(room.store(), &home(), window, 1).unwrap().is_none());
}
