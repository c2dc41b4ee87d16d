//! Same log, same State: whichever way a log is read, the worlds it means are the same bytes.
#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report")]

mod scene;

use conduct::{Act, Command, World};
use model::{Span, id::MovementId, party::Role};
use ops::{Room, Submission};
use proptest::prelude::*;
use scene::*;
use store::{
    ReadStore, Snapshot, Store,
    simulated::{Disk, MemoryStore},
};

/// One thing a random unit does.
#[derive(Clone, Debug)]
enum Step {
    Request(u8),
    Urgent(u8),
    Observed(u8),
    Approve(u8),
    Clear(u8),
    Amend(u8, i64),
    Waive(u8),
    Gate(u8, u32),
    Depart(u8),
    Arrive(u8),
    StandFast(bool),
    Release,
    Exercise(u8),
    Snapshot,
    Reopen,
    Pass(i32),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let which = 0..4u8;
    let step = prop_oneof![
        3 => which.clone().prop_map(Step::Request),
        1 => which.clone().prop_map(Step::Urgent),
        1 => which.clone().prop_map(Step::Observed),
        3 => which.clone().prop_map(Step::Approve),
        3 => which.clone().prop_map(Step::Clear),
        2 => (which.clone(), 1..40i64).prop_map(|(which, count)| Step::Amend(which, count)),
        1 => which.clone().prop_map(Step::Waive),
        2 => (which.clone(), 0..2u32).prop_map(|(which, heads)| Step::Gate(which, heads)),
        2 => which.clone().prop_map(Step::Depart),
        1 => which.clone().prop_map(Step::Arrive),
        1 => any::<bool>().prop_map(Step::StandFast),
        1 => Just(Step::Release),
        1 => which.prop_map(Step::Exercise),
        1 => Just(Step::Snapshot),
        1 => Just(Step::Reopen),
        2 => (1..5000i32).prop_map(Step::Pass),
    ];
    proptest::collection::vec(step, 1..40)
}

fn number(which: u8) -> String {
    format!("M-{which}")
}

fn act_of(step: &Step, known: Option<MovementId>, clock: &Clockwork) -> Option<(Role, Act)> {
    let officer = Role::DutyOfficer;
    let plan = || vehicles(7, clock.now());
    let act = match (step, known) {
        (Step::Request(which), _) => Act::RequestMovement { number: word(&number(*which)), plan: plan() },
        (Step::Urgent(which), _) => {
            Act::StartUrgent { number: word(&number(*which)), plan: plan(), reason: text_id(1) }
        }
        (Step::Observed(which), _) => {
            Act::ObserveDeparture { number: word(&number(*which)), plan: plan(), at: None }
        }
        (Step::Approve(_), Some(movement)) => {
            return Some((Role::Authority, Act::Approve { movement, granted: true }));
        }
        (Step::Clear(_), Some(movement)) => Act::Clear { movement },
        (Step::Amend(_, count), Some(movement)) => {
            let said = vehicles(*count, clock.now());
            let statements = said.facts().into_iter().flat_map(|(path, claims)| {
                claims.iter().map(move |claim| conduct::command::Statement {
                    path: path.clone(),
                    claim: claim.clone(),
                })
            });
            Act::Amend { movement, seen: 1, statements: statements.collect(), drop: Vec::new() }
        }
        (Step::Waive(_), Some(movement)) => {
            let expires = clock.now().saturating_add(Span::minutes(30));
            let rule = word("few-vehicles");
            return Some((Role::Authority, Act::Waive { movement, rule, reason: text_id(2), expires }));
        }
        (Step::Gate(_, heads), Some(movement)) => {
            Act::CheckGate { movement, plates: Vec::new(), crew: Vec::new(), heads: *heads }
        }
        (Step::Depart(_), Some(movement)) => Act::AuthoriseDeparture { movement },
        (Step::Arrive(_), Some(movement)) => Act::Arrive { movement, at: None },
        (Step::StandFast(stand_fast), _) => {
            let (area, level) = (word("pk/kp"), word("red"));
            Act::SetAlertLevel { area, level, stand_fast: *stand_fast, valid_until: None }
        }
        (Step::Release, _) => Act::Release { area: word("pk/kp") },
        (Step::Pass(_), _) => return Some((Role::System, Act::Advance)),
        _ => return None,
    };
    Some((officer, act))
}

fn which(step: &Step) -> Option<u8> {
    match step {
        Step::Approve(which)
        | Step::Clear(which)
        | Step::Amend(which, _)
        | Step::Waive(which)
        | Step::Gate(which, _)
        | Step::Depart(which)
        | Step::Arrive(which) => Some(*which),
        _ => None,
    }
}

/// Lets a unit live through these steps. What is rejected is rejected.
fn live(steps: &[Step]) -> (Disk, Room<MemoryStore>) {
    let (disk, clock) = (Disk::new(), Clockwork::new());
    let mut room = room(&disk, &clock);
    let opening = vec![
        open_world("home", World::Actual),
        open_world("exercise", World::Exercise),
        adopt(&[practice()]),
    ];
    room.take(opening).into_iter().for_each(|answer| assert!(answer.is_ok(), "{answer:?}"));
    for step in steps {
        if let Step::Pass(seconds) = step {
            clock.pass(Span::seconds(*seconds));
        }
        match step {
            Step::Snapshot => room.keep_snapshot().unwrap(),
            Step::Reopen => {
                let seed = room.store().size().unwrap();
                room = open(disk.boot(), &clock, seed);
            }
            Step::Exercise(which) => {
                let at = Some(clock.now().saturating_add(Span::hours(i32::from(*which))));
                let _ = ask(&mut room, Submission { at, ..request(&number(*which)).in_world("exercise") });
            }
            _ => {
                let home = &room.worlds()[&home()];
                let known = which(step).and_then(|which| home.numbers.get(&word(&number(which))).copied());
                if let Some((role, act)) = act_of(step, known, &clock) {
                    let command = Command { by: actor(role), act };
                    let _ = ask(&mut room, Submission::of(scene::home(), command));
                }
            }
        }
    }
    (disk, room)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn replay_from_the_beginning_and_from_a_snapshot_is_the_live_state_bit_for_bit(steps in steps()) {
        let (_disk, mut room) = live(&steps);
        agrees_with_its_log(&room);
        let live = written(room.worlds());
        let from_the_beginning = recovered(room.store(), "no such build");
        prop_assert_eq!(&written(&from_the_beginning.worlds), &live);
        prop_assert_eq!(from_the_beginning.replayed, room.store().size().unwrap());
        let from_some_snapshot = recovered(room.store(), BUILD);
        prop_assert_eq!(&written(&from_some_snapshot.worlds), &live);
        room.keep_snapshot().unwrap();
        let from_the_last = recovered(room.store(), BUILD);
        prop_assert_eq!(&written(&from_the_last.worlds), &live);
        prop_assert_eq!(from_the_last.replayed, 0);
        prop_assert_eq!(from_the_last.last_recorded, from_the_beginning.last_recorded);
        prop_assert_eq!(from_the_last.writing, from_the_beginning.writing);
        prop_assert_eq!(from_the_last.frontier, from_the_beginning.frontier);
    }
}

/// A room with some history and a snapshot in the middle of it.
fn some_history() -> Room<MemoryStore> {
    let steps = [
        Step::Request(0),
        Step::Approve(0),
        Step::Clear(0),
        Step::Gate(0, 0),
        Step::Depart(0),
        Step::Snapshot,
        Step::Request(1),
        Step::StandFast(true),
        Step::Exercise(2),
    ];
    live(&steps).1
}

#[test]
fn the_history_of_these_tests_clears_and_departs() {
    let room = some_history();
    let home = &room.worlds()[&home()];
    let departed = &home.movements[&home.numbers[&word("M-0")]];
    assert_eq!(departed.stage, conduct::Stage::UnderWay(conduct::movement::Authority::Authorised));
}

#[test]
fn reading_begins_at_a_snapshot_of_this_build() {
    let room = some_history();
    let size = room.store().size().unwrap();
    let read = recovered(room.store(), BUILD);
    assert!(read.replayed > 0 && read.replayed < size, "{} of {size}", read.replayed);
}

type Spoil = fn(&mut Snapshot);

#[test]
fn a_snapshot_that_is_odd_in_any_way_does_not_exist() {
    let odd: [(&str, Spoil); 6] = [
        ("of another build", |s| s.build.push('x')),
        ("of another tree", |s| s.root.0[0] ^= 1),
        ("of another size", |s| s.size -= 1),
        ("cut short", |s| s.bytes.truncate(s.bytes.len() - 1)),
        ("of another shape", |s| {
            s.bytes = packed(r#"{"worlds":{},"writing":null,"last_recorded":0,"more":1}"#);
        }),
        ("empty", |s| s.bytes.clear()),
    ];
    for (what, spoil) in odd {
        let room = some_history();
        let (live, mut store) = (written(room.worlds()), room.into_store());
        let mut snapshot = store.snapshot().unwrap().unwrap();
        spoil(&mut snapshot);
        store.put_snapshot(&snapshot).unwrap();
        let read = recovered(&store, BUILD);
        assert_eq!(read.replayed, store.size().unwrap(), "a snapshot {what} was believed");
        assert_eq!(written(&read.worlds), live, "a snapshot {what}");
    }
}

#[test]
fn a_snapshot_of_a_longer_log_does_not_exist() {
    let (disk, clock) = (Disk::new(), Clockwork::new());
    let mut longer = some_history();
    longer.keep_snapshot().unwrap();
    let foreign = longer.store().snapshot().unwrap().unwrap();
    let mut room = room(&disk, &clock);
    tell(&mut room, open_world("home", World::Actual));
    let store = odd::Odd { snapshot: Some(foreign), ..odd::Odd::new(room.into_store()) };
    let read = ops::recovery::recover(&store, BUILD).unwrap();
    assert_eq!((read.replayed, read.worlds.len()), (2, 1));
}
