//! Since when nothing was heard is said by whoever opens a room.
#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report")]

use conduct::{device::DeviceSort, watched::Deaf};
use model::{
    Digest, Report,
    id::DeviceId,
    party::{Actor, Role},
};
use ops::track::{Fresh, Intake};

use super::*;

const DEVICE: DeviceId = DeviceId(uuid::Uuid::nil());

fn minutes_ago(minutes: i32) -> Instant {
    clock::wall().saturating_add(Span::minutes(-minutes))
}

/// A room with one device, whose record is of a clock that stands ahead so many minutes.
fn room(dir: &Path, ahead: i32) -> Room<SqliteStore> {
    let clock = move || (minutes_ago(-ahead), true);
    let surroundings = Surroundings { clock: Box::new(clock), random: Box::new(clock::random) };
    let mut room = open_room(DataDir::open(dir).unwrap(), surroundings).unwrap();
    begin(&mut room, &world(), Span::hours(5)).unwrap();
    does(
        &mut room,
        Role::DutyOfficer,
        Act::EnrolDevice {
            device: DEVICE,
            serves: "vehicles[V-1]".parse().unwrap(),
            sort: DeviceSort::Phone,
            credential: Digest([7; 32]),
            until: None,
            consent: None,
            language: None,
        },
    );
    room
}

fn world() -> Word {
    ACTUAL.parse().unwrap()
}

fn does(room: &mut Room<SqliteStore>, role: Role, act: Act) {
    let by = Actor { person: None, role, agency: world() };
    room.take(vec![Submission::of(world(), Command { by, act })]).remove(0).unwrap();
}

/// What is said when it is opened again now.
fn said(dir: &Path) -> Option<Deaf> {
    let room = open_room(DataDir::open(dir).unwrap(), clock::surroundings(clock::Kept::Stated)).unwrap();
    room.worlds()[&world()].deaf.back().copied()
}

#[test]
fn a_report_that_is_durable_was_heard_though_a_power_cut_left_an_older_sign() {
    let dir = tempfile::tempdir().unwrap();
    drop(room(dir.path(), 0));
    let received = minutes_ago(10);
    let tracks = Arc::new(SqliteTracks::open(&DataDir::open(dir.path()).unwrap()).unwrap());
    let intake = Intake::start(tracks, (), Allowance::default()).unwrap();
    let report = Report { at: received, fix: None, signal: None };
    let (told, answer) = std::sync::mpsc::channel();
    let fresh = vec![Fresh { device: DEVICE, received, report }];
    intake.hatch().hand_in(fresh, move |kept| told.send(kept.is_ok()).unwrap()).unwrap();
    assert!(answer.recv().unwrap());
    intake.stop();
    Sign::at(dir.path()).unwrap().give(minutes_ago(60)).unwrap();
    assert_eq!(said(dir.path()).unwrap().from, received);
}

#[test]
fn what_a_clock_that_stood_ahead_said_last_takes_nothing_from_a_sign_given_since() {
    let dir = tempfile::tempdir().unwrap();
    let mut room = room(dir.path(), 120);
    does(&mut room, Role::System, Act::HearAgain { since: minutes_ago(-60), until: None });
    assert!(room.worlds()[&world()].deaf.back().unwrap().until > minutes_ago(-60));
    drop(room);
    let given = minutes_ago(5);
    Sign::at(dir.path()).unwrap().give(given).unwrap();
    let said = said(dir.path()).unwrap();
    assert_eq!(said.from, given);
    assert!(said.until <= clock::wall(), "in the time that is now: {said:?}");
}
