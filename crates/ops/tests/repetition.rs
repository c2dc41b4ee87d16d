//! Asking twice under the same key: the same answer, and nothing happens twice.
#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report")]

mod scene;

use conduct::World;
use model::{Span, party::Role};
use ops::{Recorded, Refusal, repetition::REMEMBERED_FOR};
use scene::*;
use store::{
    AppendError, ReadStore,
    simulated::{Disk, Failing, Fault, Step},
};

fn house() -> (Disk, Clockwork, ops::Room<store::simulated::MemoryStore>) {
    let (disk, clock) = (Disk::new(), Clockwork::new());
    let mut room = room(&disk, &clock);
    tell(&mut room, open_world("home", World::Actual));
    (disk, clock, room)
}

fn nothing() -> ops::Submission {
    submission(Role::System, conduct::Act::Advance)
}

#[test]
fn a_repetition_is_answered_as_the_first_time_and_writes_nothing() {
    let (disk, clock, mut room) = house();
    let first = tell(&mut room, request("M-1").keyed("k"));
    let size = room.store().size().unwrap();
    assert!(!first.repeated);
    let again = Recorded { repeated: true, ..first };
    assert_eq!(tell(&mut room, request("M-1").keyed("k")), again);
    let mut room = open(disk.boot(), &clock, 2);
    assert_eq!(tell(&mut room, request("M-1").keyed("k")), again);
    assert_eq!(room.store().size().unwrap(), size);
}

#[test]
fn a_key_with_another_body_is_a_conflict_whatever_part_differs() {
    let (disk, clock, mut room) = house();
    tell(&mut room, request("M-1").keyed("k"));
    let others = [
        request("M-2").keyed("k"),
        request("M-1").keyed("k").in_world("elsewhere"),
        ops::Submission { at: Some(clock.now()), ..request("M-1").keyed("k") },
        ops::Submission { rulebooks: vec![practice()], ..request("M-1").keyed("k") },
    ];
    for other in others {
        assert_eq!(ask(&mut room, other.clone()), Err(Refusal::KeyConflict("k".to_owned())));
        room = open(disk.boot(), &clock, 2);
        assert_eq!(ask(&mut room, other), Err(Refusal::KeyConflict("k".to_owned())));
    }
}

#[test]
fn a_request_from_outside_is_known_by_what_it_was_when_it_came() {
    let (_disk, _clock, mut room) = house();
    let asked = |number: &str, request_was: u8| {
        let fingerprint = Some(store::Hash([request_was; 32]));
        ops::Submission { request: fingerprint, ..request(number).keyed("k") }
    };
    let first = tell(&mut room, asked("M-1", 1));
    // Made again, it holds another moment, say; here, another number.
    assert_eq!(tell(&mut room, asked("M-2", 1)), Recorded { repeated: true, ..first });
    assert_eq!(ask(&mut room, asked("M-1", 2)), Err(Refusal::KeyConflict("k".to_owned())));
}

#[test]
fn another_actor_has_keys_of_its_own() {
    let (_disk, _clock, mut room) = house();
    tell(&mut room, request("M-1").keyed("k"));
    let plan = model::Dossier::default();
    let act = conduct::Act::RequestMovement { number: word("M-2"), plan };
    assert!(!tell(&mut room, submission(Role::Sponsor, act).keyed("k")).repeated);
}

#[test]
fn a_repetition_within_a_batch_is_one_too() {
    let (_disk, _clock, mut room) = house();
    let batch = vec![request("M-1").keyed("k"), request("M-1").keyed("k"), request("M-2").keyed("k")];
    let answers = room.take(batch);
    let first = answers[0].clone().unwrap();
    assert_eq!(answers[1], Ok(Recorded { repeated: true, ..first }));
    assert_eq!(answers[2], Err(Refusal::KeyConflict("k".to_owned())));
    assert_eq!(numbers(room.store()), ["M-1"]);
}

#[test]
fn an_answer_without_events_is_repeated_as_such() {
    let (disk, clock, mut room) = house();
    let first = tell(&mut room, nothing().keyed("t"));
    assert!(first.events.is_empty() && !first.repeated);
    let again = Recorded { repeated: true, ..first };
    assert_eq!(tell(&mut room, nothing().keyed("t")), again);
    tell(&mut room, request("M-1"));
    let mut room = open(disk.boot(), &clock, 2);
    assert_eq!(tell(&mut room, nothing().keyed("t")), again);
    agrees_with_its_log(&room);
}

#[test]
fn a_repetition_stands_when_its_batch_fails_only_if_the_first_was_durable() {
    for failing in [Failing::Refuses, Failing::LosesUnsynced] {
        let (disk, _clock, mut room) = house();
        let durable = tell(&mut room, request("M-1").keyed("old"));
        disk.plan(Fault::next(Step::Sync, failing));
        let batch = vec![
            nothing().keyed("time"),
            nothing().keyed("time"),
            request("M-1").keyed("old"),
            request("M-2").keyed("new"),
            request("M-2").keyed("new"),
        ];
        let answers = room.take(batch);
        assert_eq!(answers[2], Ok(Recorded { repeated: true, ..durable }), "{failing:?}");
        for lost in [0, 1, 3, 4] {
            let refusal = answers[lost].clone().unwrap_err();
            let definite =
                matches!(refusal, Refusal::NotKept(_) | Refusal::NotRecorded(AppendError::Refused(_)));
            assert!(definite, "{failing:?} {lost}: {refusal}");
        }
        assert_eq!(numbers(room.store()), ["M-1"]);
        assert!(!tell(&mut room, request("M-2").keyed("new")).repeated);
        assert!(!tell(&mut room, nothing().keyed("time")).repeated);
    }
}

#[test]
fn an_outcome_without_entries_of_which_the_disk_knows_nothing_is_not_answered() {
    let (disk, _clock, mut room) = house();
    disk.plan(Fault::next(Step::Sync, Failing::LosesUnsynced));
    let lost = ask(&mut room, nothing().keyed("t"));
    assert!(matches!(lost, Err(Refusal::NotKept(_))), "{lost:?}");
    disk.plan(Fault::next(Step::Sync, Failing::PersistsThenFails));
    let kept = tell(&mut room, nothing().keyed("t"));
    assert_eq!(tell(&mut room, nothing().keyed("t")), Recorded { repeated: true, ..kept });
}

#[test]
fn a_rejection_that_rested_on_a_batch_that_failed_is_not_handed_out() {
    let (disk, _clock, mut room) = house();
    disk.plan(Fault::next(Step::Begin, Failing::Refuses));
    let answers = room.take(vec![request("M-9").in_world("nowhere"), request("M-1"), request("M-1")]);
    assert_eq!(answers[0], Err(Refusal::NoSuchWorld(word("nowhere"))), "this rests on what is durable");
    assert!(matches!(answers[2], Err(Refusal::NotRecorded(_))), "the number is not taken: {:?}", answers[2]);
    tell(&mut room, request("M-1"));
}

#[test]
fn an_outcome_is_forgotten_after_seven_days_and_not_before() {
    let (disk, clock, mut room) = house();
    tell(&mut room, nothing().keyed("open-again"));
    tell(&mut room, nothing().keyed("go-on"));
    clock.pass(Span(REMEMBERED_FOR.0));
    let mut room = open(disk.boot(), &clock, 2);
    assert!(tell(&mut room, nothing().keyed("open-again")).repeated);
    clock.pass(Span(1));
    assert!(room.look_after(false).is_none());
    assert!(tell(&mut room, nothing().keyed("go-on")).repeated, "looked at an hour after the last time");
    clock.pass(Span::hours(1));
    assert!(room.look_after(false).is_none());
    assert!(!tell(&mut room, nothing().keyed("go-on")).repeated);

    clock.pass(Span(REMEMBERED_FOR.0 + 1));
    let mut room = open(disk.boot(), &clock, 3);
    assert!(!tell(&mut room, nothing().keyed("go-on")).repeated, "opening forgets too");
}

#[test]
fn nothing_is_forgotten_by_a_clock_that_may_be_wrong() {
    let (disk, clock, mut room) = house();
    tell(&mut room, nothing().keyed("k"));
    clock.pass(Span(REMEMBERED_FOR.0 * 2));
    clock.change(|reading| reading.synchronised = false);
    let mut room = open(disk.boot(), &clock, 2);
    assert!(room.look_after(false).is_none());
    assert!(tell(&mut room, nothing().keyed("k")).repeated);
}

#[test]
fn an_answer_longer_than_a_page_is_repeated_whole() {
    let (disk, clock, mut room) = house();
    tell(&mut room, adopt(&[practice()]));
    for number in ["M-1", "M-2", "M-3"] {
        cleared(&mut room, number);
    }
    let first = tell(&mut room, stand_fast("pk/kp").keyed("k"));
    assert!(first.events.len() > 3, "{first:?}");
    let mut room = open(odd::Odd { page: 1, ..odd::Odd::new(disk.boot()) }, &clock, 2);
    assert_eq!(tell(&mut room, stand_fast("pk/kp").keyed("k")), Recorded { repeated: true, ..first });
}

#[test]
fn a_key_that_is_no_key_is_refused_alone() {
    let (_disk, _clock, mut room) = house();
    let answers = room.take(vec![
        request("M-1").keyed(""),
        request("M-2").keyed(&"k".repeat(201)),
        request("M-3").keyed("k"),
    ]);
    assert!(matches!(answers[0], Err(Refusal::Malformed(_))));
    assert!(matches!(answers[1], Err(Refusal::Malformed(_))));
    assert!(answers[2].is_ok());
}
