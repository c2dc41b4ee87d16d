//! The clock: recorded times never decrease, and a clock that was set says so on the record.
#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report")]

mod scene;

use conduct::{
    Act, Command, Stage, World,
    movement::Bar,
    silence::{Over, Silence, SilenceWhy},
    watched::Deaf,
};
use model::{Dossier, Instant, Span, id::MovementId, party::Role};
use ops::{
    Room, Submission,
    journal::{self, Entry},
    jump::{Against, ClockJumped},
};
use record::EntryView;
use scene::*;
use store::{
    ReadStore,
    simulated::{Disk, Failing, Fault, MemoryStore, Step},
};

fn house() -> (Disk, Clockwork, Room<MemoryStore>) {
    let (disk, clock) = (Disk::new(), Clockwork::new());
    let mut room = room(&disk, &clock);
    tell(&mut room, open_world("home", World::Actual));
    (disk, clock, room)
}

fn recorded_at(store: &impl ReadStore) -> Vec<i64> {
    entries(store).iter().map(|bytes| EntryView::parse(bytes).unwrap().recorded_at).collect()
}

fn jumps(store: &impl ReadStore) -> Vec<ClockJumped> {
    let jump = |bytes: &Vec<u8>| match journal::read(bytes).unwrap().0 {
        Entry::ClockJumped(jumped) => Some(jumped),
        _ => None,
    };
    entries(store).iter().filter_map(jump).collect()
}

#[test]
fn recorded_times_never_decrease_whatever_the_clock_does() {
    let (disk, clock, mut room) = house();
    for (n, by) in [-3600, 7200, -60, -1, 30, -86_400].into_iter().enumerate() {
        clock.set_by(Span::seconds(by));
        tell(&mut room, request(&format!("M-{n}")));
        room = if n % 2 == 0 { open(disk.boot(), &clock, n as u64) } else { room };
    }
    let times = recorded_at(room.store());
    assert!(times.is_sorted(), "{times:?}");
    agrees_with_its_log(&room);
}

#[test]
fn a_clock_set_by_more_than_two_seconds_is_recorded_before_what_follows() {
    for by in [-3_600_000_000, -2_000_001, 2_000_001, 86_400_000_000] {
        let (_disk, clock, mut room) = house();
        clock.pass(Span::hours(5));
        clock.set_by(Span(by));
        let recorded = tell(&mut room, request("M-1"));
        let wall = clock.now();
        let jumped = ClockJumped { by_us: by, against: Against::SteadyClock, wall, synchronised: true };
        assert_eq!(jumps(room.store()), [jumped]);
        let before = room.store().entries(recorded.entries.start - 1, 1).unwrap().remove(0);
        let before = journal::read(&before.bytes).unwrap().0;
        assert!(matches!(before, Entry::ClockJumped(_)), "{before:?}");
        tell(&mut room, request("M-2"));
        assert_eq!(jumps(room.store()).len(), 1, "it is told once");
        agrees_with_its_log(&room);
    }
}

#[test]
fn a_clock_put_right_by_two_seconds_goes_without_a_word() {
    let (_disk, clock, mut room) = house();
    for by in [2_000_000, -2_000_000, 1] {
        clock.pass(Span::minutes(10));
        clock.set_by(Span(by));
        tell(&mut room, request(&format!("M-{by}")));
    }
    assert_eq!(jumps(room.store()), []);
}

#[test]
fn a_jump_whose_batch_failed_is_recorded_with_the_next() {
    for failing in [Failing::Refuses, Failing::LosesUnsynced, Failing::PersistsThenFails] {
        let (disk, clock, mut room) = house();
        clock.set_by(Span::hours(1));
        disk.plan(Fault::next(Step::Sync, failing));
        let _ = ask(&mut room, request("M-1"));
        clock.pass(Span::minutes(1));
        tell(&mut room, request("M-2"));
        let jumps = jumps(room.store());
        assert_eq!(jumps.len(), 1, "{failing:?}");
        assert_eq!(jumps[0].by_us, Span::hours(1).0);
    }
}

#[test]
fn a_record_from_the_future_is_noted_when_it_is_opened() {
    let (disk, clock, room) = house();
    drop(room);
    clock.set_by(Span::hours(-2));
    let mut room = open(disk.boot(), &clock, 2);
    tell(&mut room, request("M-1"));
    let jumps = jumps(room.store());
    assert_eq!((jumps.len(), jumps[0].by_us, jumps[0].against), (1, Span::hours(-2).0, Against::LastEntry));
}

#[test]
fn a_room_without_a_steady_clock_notes_steps_back_only() {
    let (_disk, clock, mut room) = house();
    clock.change(|reading| reading.steady = None);
    tell(&mut room, request("M-0"));
    clock.set_by(Span::hours(1));
    tell(&mut room, request("M-1"));
    assert_eq!(jumps(room.store()), []);
    clock.set_by(Span::hours(-1));
    tell(&mut room, request("M-2"));
    assert_eq!(jumps(room.store())[0].against, Against::Itself);
}

#[test]
fn nothing_is_cleared_by_an_unsynchronised_clock_or_one_behind_the_record() {
    let unsound: [fn(&Clockwork); 2] = [
        |clock| clock.change(|reading| reading.synchronised = false),
        |clock| clock.set_by(Span::seconds(-3)),
    ];
    for spoil in unsound {
        let (_disk, clock, mut room) = house();
        tell(&mut room, adopt(&[practice()]));
        let id = cleared(&mut room, "M-1");
        spoil(&clock);
        let evaluation = evaluated(&tell(&mut room, clear(id)));
        assert_eq!(evaluation.bars, [Bar::ClockUnsound]);
        assert!(!evaluation.clears);
    }
}

#[test]
fn a_clock_that_is_lost_and_found_again_is_told_to_the_real_world_without_anybody_asking() {
    let (disk, clock, mut room) = house();
    tell(&mut room, adopt(&[practice()]));
    let id = cleared(&mut room, "M-1");
    let stage = |room: &Room<MemoryStore>| room.worlds()[&home()].movement(id).unwrap().stage;
    let size = room.store().size().unwrap();
    room.take(Vec::new());
    assert_eq!(room.store().size().unwrap(), size, "nothing is said while nothing changes");
    clock.change(|reading| reading.synchronised = false);
    room.take(Vec::new());
    assert_eq!((stage(&room), room.store().size().unwrap()), (Stage::Held, size + 1));
    room.take(Vec::new());
    assert_eq!(room.store().size().unwrap(), size + 1, "once");
    clock.change(|reading| reading.synchronised = true);
    tell(&mut room, request("M-2"));
    assert_eq!(stage(&room), Stage::Cleared, "whoever comes next need not ask");
    drop(room);
    // What became of the clock while nobody watched is seen when the room is opened.
    clock.change(|reading| reading.synchronised = false);
    let mut room = open(disk.boot(), &clock, 7);
    room.take(Vec::new());
    assert_eq!(stage(&room), Stage::Held);
    agrees_with_its_log(&room);
}

#[test]
fn a_clock_lost_in_a_batch_that_was_not_kept_is_told_with_the_next() {
    for failing in [Failing::Refuses, Failing::LosesUnsynced, Failing::PersistsThenFails] {
        let (disk, clock, mut room) = house();
        tell(&mut room, adopt(&[practice()]));
        let id = cleared(&mut room, "M-1");
        clock.change(|reading| reading.synchronised = false);
        disk.plan(Fault::next(Step::Sync, failing));
        let _ = ask(&mut room, request("M-2"));
        room.take(Vec::new());
        assert_eq!(room.worlds()[&home()].movement(id).unwrap().stage, Stage::Held, "{failing:?}");
        agrees_with_its_log(&room);
    }
}

#[test]
fn a_case_keeps_its_own_time_and_the_record_the_rooms() {
    let (_disk, clock, mut room) = house();
    let at = Instant::from_micros(1_711_393_200_000_000).unwrap();
    let in_case =
        |submission: ops::Submission| ops::Submission { at: Some(at), ..submission }.in_world("case");
    tell(&mut room, in_case(open_world("case", World::Exercise)));
    clock.change(|reading| reading.synchronised = false);
    let recorded = tell(&mut room, in_case(request("M-1")));
    assert_eq!(recorded.events[0].at, at);
    assert_eq!(recorded_at(room.store()).last(), Some(&clock.now().micros()));
    let real = ops::Submission { at: Some(at), ..request("M-1") };
    assert_eq!(ask(&mut room, real), Err(ops::Refusal::NotItsClock));
    let nowhere = ops::Submission { at: Some(at), ..request("M-1").in_world("nowhere") };
    assert_eq!(ask(&mut room, nowhere), Err(ops::Refusal::NoSuchWorld(word("nowhere"))));
}

#[test]
fn there_is_one_real_world_and_none_in_the_name_of_the_record() {
    let (_disk, _clock, mut room) = house();
    let second = ask(&mut room, open_world("home-again", World::Actual));
    assert_eq!(second, Err(ops::Refusal::SecondActual(home())));
    let record = ask(&mut room, open_world("record", World::Exercise));
    assert_eq!(record, Err(ops::Refusal::WorldExists(word("record"))));
    let answers = room.take(vec![open_world("a", World::Exercise), open_world("a", World::Exercise)]);
    assert_eq!(answers[1], Err(ops::Refusal::WorldExists(word("a"))));
}

/// Nothing was heard until `heard` before now, and the record may stand ahead.
fn hears_again(room: &mut Room<MemoryStore>, since: Instant, until: Option<Instant>) {
    let system = ops::room::system(home());
    let act = Act::HearAgain { since, until };
    tell(room, Submission::of(home(), Command { by: system, act }));
}

fn seen(room: &mut Room<MemoryStore>) -> MovementId {
    let plan = Dossier::default();
    let act = Act::ObserveDeparture { number: word("SEEN-1"), plan, at: None };
    let recorded = tell(room, submission(Role::DutyOfficer, act));
    recorded.events.iter().find_map(|event| event.what.movement()).unwrap()
}

#[test]
fn what_fell_due_while_nothing_was_heard_is_not_missed_before_that_is_said() {
    let (disk, clock, mut room) = house();
    let movement = seen(&mut room);
    let (from, why, every) = (clock.now(), SilenceWhy::Jamming, Span::minutes(30));
    let until = from.saturating_add(Span::hours(3));
    let planned = Silence { over: Over::Movement(movement), from, until, why, every };
    tell(&mut room, submission(Role::DutyOfficer, Act::AnnounceSilence { planned }));
    let missed = |room: &Room<MemoryStore>| {
        let alerts = room.worlds()[&home()].alerts.values();
        alerts.filter(|alert| alert.rule == *"missed-call").count()
    };
    drop(room);
    clock.pass(Span::minutes(40));
    let mut room = open(disk.boot(), &clock, 2);
    hears_again(&mut room, from, None);
    assert_eq!(missed(&room), 0);
    clock.pass(Span::minutes(5));
    tell(&mut room, submission(Role::System, Act::Advance));
    assert_eq!(missed(&room), 1);
    agrees_with_its_log(&room);
}

#[test]
fn of_a_record_that_stands_ahead_it_is_said_in_the_time_that_is_now_since_when_nothing_was_heard() {
    let (disk, clock, mut room) = house();
    let movement = seen(&mut room);
    drop(room);
    clock.set_by(Span::hours(-2));
    let mut room = open(disk.boot(), &clock, 2);
    let deaf = Deaf { from: clock.now().saturating_add(Span::minutes(-7)), until: clock.now() };
    hears_again(&mut room, deaf.from, Some(deaf.until));
    let state = &room.worlds()[&home()];
    assert_eq!(state.movement(movement).unwrap().deaf, [deaf]);
    assert!(state.clock.unwrap() > deaf.until, "the record goes on from where it was");
    agrees_with_its_log(&room);
}
