//! Recorded decisions, made again from the entries and what they name: the same, or named as not the same.
#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report")]

mod scene;

use conduct::{Act, What, World, event::Evaluated};
use model::{Digest, Instant, Span, Word, party::Role};
use ops::{
    Room, Submission,
    again::{Again, Discrepancy, Outcome, Why},
    journal::{self, Entry},
};
use record::Hash;
use rulebook::Verdict;
use scene::*;
use store::{
    ReadStore as _,
    simulated::{Disk, MemoryStore},
};

/// A room in which movements were cleared, refused, waived, and one departed.
fn eventful() -> Room<MemoryStore> {
    let (disk, clock) = (Disk::new(), Clockwork::new());
    let mut room = room(&disk, &clock);
    tell(&mut room, open_world("home", World::Actual));
    tell(&mut room, adopt(&[practice()]));
    let first = cleared(&mut room, "M-1");
    let refused = movement(&tell(&mut room, request("M-2")));
    tell(&mut room, clear(refused));
    let waive = Act::Waive {
        movement: refused,
        rule: word("few-vehicles"),
        reason: text_id(1),
        expires: clock.now().saturating_add(Span::hours(2)),
    };
    tell(&mut room, submission(Role::Authority, waive));
    tell(&mut room, clear(refused));
    clock.pass(Span::hours(3));
    tell(&mut room, submission(Role::System, Act::Advance));
    tell(&mut room, clear(refused));
    tell(&mut room, submission(Role::DutyOfficer, Act::AuthoriseDeparture { movement: first }));
    tell(&mut room, Submission { at: Some(clock.now()), ..open_world("drill", World::Exercise) });
    room
}

/// Makes everything again, after `alter` had its hands on the events.
fn made_again(
    room: &Room<MemoryStore>,
    alter: impl Fn(&mut Evaluated),
    find: impl Fn(&Digest) -> Option<Vec<u8>>,
) -> Outcome {
    let mut again = Again::new(&find);
    for (n, bytes) in (0..).zip(entries(room.store())) {
        let Entry::InWorld(world, mut event) = journal::read(&bytes).unwrap().0 else { continue };
        if let What::ClearanceEvaluated(evaluated)
        | What::DepartureAuthorised(evaluated)
        | What::DepartureRefused(evaluated) = &mut event.what
        {
            alter(evaluated);
        }
        again.take(n, &world, &event);
    }
    again.finish()
}

fn kept(room: &Room<MemoryStore>) -> impl Fn(&Digest) -> Option<Vec<u8>> {
    |digest| room.store().artefact(&Hash(digest.0)).unwrap().map(|artefact| artefact.bytes)
}

fn altered(alter: impl Fn(&mut Evaluated)) -> Discrepancy {
    let room = eventful();
    let outcome = made_again(&room, alter, kept(&room));
    assert_eq!(outcome.not_made, 0);
    outcome.first_different.unwrap().what
}

#[test]
fn every_decision_of_a_room_comes_out_as_it_is_recorded() {
    let room = eventful();
    let outcome = made_again(&room, |_| {}, kept(&room));
    let evaluations = entries(room.store()).into_iter().filter(|bytes| {
        let view = record::EntryView::parse(bytes).unwrap();
        ["clearance-evaluated", "departure-authorised", "departure-refused"].contains(&&*view.kind)
    });
    assert_eq!(outcome.same, evaluations.count() as u64);
    assert!(outcome.same >= 5, "{outcome:?}");
    assert_eq!(outcome, Outcome { same: outcome.same, ..Outcome::default() });
}

#[test]
fn a_verdict_that_is_not_what_the_rules_say_is_named() {
    let turned = altered(|evaluated| {
        for (_, verdict) in evaluated.verdicts.iter_mut().filter(|(_, v)| *v == Verdict::Unproved) {
            *verdict = Verdict::Met;
        }
    });
    let Discrepancy::Verdict { rule, recorded, again } = turned else { panic!("{turned:?}") };
    assert_eq!((rule, recorded, again), (word("approved"), Some(Verdict::Met), Some(Verdict::Unproved)));
    let dropped = altered(|evaluated| drop(evaluated.verdicts.pop()));
    assert!(matches!(dropped, Discrepancy::Verdict { recorded: None, again: Some(_), .. }), "{dropped:?}");
    let added = altered(|evaluated| evaluated.verdicts.push((word("invented"), Verdict::Met)));
    assert!(matches!(added, Discrepancy::Verdict { recorded: Some(_), again: None, .. }), "{added:?}");
}

#[test]
fn a_refusal_recorded_as_a_clearance_is_named() {
    assert_eq!(altered(|evaluated| evaluated.clears = true), Discrepancy::Clears { recorded: true });
    let failing = altered(|evaluated| evaluated.failing.clear());
    assert!(matches!(failing, Discrepancy::Failing { .. }), "{failing:?}");
    let barless = altered(|evaluated| {
        evaluated.clears |= !evaluated.bars.is_empty();
    });
    assert_eq!(barless, Discrepancy::Clears { recorded: true });
}

#[test]
fn a_clearance_recorded_to_hold_longer_than_the_rules_say_is_named() {
    let longer = altered(|evaluated| evaluated.valid_until = evaluated.valid_until.and(Some(Instant::MAX)));
    assert!(matches!(longer, Discrepancy::HoldsUntil { .. }), "{longer:?}");
}

#[test]
fn a_waiver_that_is_left_out_shows() {
    let room = eventful();
    let find = kept(&room);
    let mut again = Again::new(&find);
    for (n, bytes) in (0..).zip(entries(room.store())) {
        if let Entry::InWorld(world, event) = journal::read(&bytes).unwrap().0
            && !matches!(event.what, What::WaiverGranted { .. })
        {
            again.take(n, &world, &event);
        }
    }
    let first = again.finish().first_different.unwrap();
    assert!(matches!(first.what, Discrepancy::Verdict { recorded: Some(Verdict::Waived), .. }), "{first:?}");
}

#[test]
fn what_is_not_there_or_cannot_be_read_is_said_and_nothing_is_made_up() {
    let room = eventful();
    let nothing = made_again(&room, |_| {}, |_| None);
    assert!(nothing.same == 0 && nothing.different == 0 && nothing.not_made >= 5);
    assert!(matches!(nothing.first_not_made.unwrap().why, Why::Absent { .. }));
    for garbage in ["", "{}}", "[[rule]]", r#"{"movement":{"claims":[]}}"#, r#"{"nonsense":{"claims":[]}}"#] {
        let outcome = made_again(&room, |_| {}, |_| Some(garbage.into()));
        assert!(outcome.same == 0 && matches!(outcome.first_not_made.unwrap().why, Why::Unreadable { .. }));
    }
}

#[test]
fn another_version_of_the_engine_is_counted_and_named_where_it_differs() {
    let room = eventful();
    let other: Word = word("safeconduct-0.0.9");
    let outcome = made_again(&room, |evaluated| evaluated.engine = other.clone(), kept(&room));
    assert_eq!(outcome.other_engine, outcome.same, "they agree all the same");
    let differs = |evaluated: &mut Evaluated| {
        evaluated.engine = other.clone();
        evaluated.verdicts.clear();
    };
    let outcome = made_again(&room, differs, kept(&room));
    assert_eq!(outcome.first_different.unwrap().engine, other);
}
