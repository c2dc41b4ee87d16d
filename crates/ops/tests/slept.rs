//! A machine that sleeps while its room is open: whichever thread wakes first, it is said that nobody listened before anybody is missed.
#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report")]

mod road;
mod scene;

use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
};

use conduct::{
    Act, Event, What, World,
    alert::Found,
    device::DeviceSort,
    silence::{Over, Silence, SilenceWhy},
};
use model::{
    Digest, Instant, Report, Span, Word,
    id::{DeviceId, MovementId},
    party::Role,
};
use ops::{
    Audience, Door, Room, Writer,
    recovery::Worlds,
    track::{Fresh, Heard as _, Kept},
    watching::{Board, Desk, Ear, Keeper, Post},
};
use road::{Archive, TWO_CARS, dossier};
use scene::*;
use store::simulated::{Disk, MemoryStore};
use uuid::Uuid;

const CAR: DeviceId = DeviceId(Uuid::from_u128(1));

/// Tells what was committed.
struct Tells(Sender<What>);

impl Audience for Tells {
    fn committed(&mut self, _: &Worlds, events: &[(u64, Word, Event)]) {
        events.iter().for_each(|(_, _, event)| drop(self.0.send(event.what.clone())));
    }
}

/// A movement on the road, in one of whose cars a device reports.
fn house() -> (Clockwork, Room<MemoryStore>, MovementId) {
    // After what the facts of the road are of.
    let clock = Clockwork::new();
    clock.set_by(Span::hours(24 * 30));
    let mut room = room(&Disk::new(), &clock);
    tell(&mut room, open_world("home", World::Actual));
    let (number, plan) = (word("SEEN-1"), dossier(TWO_CARS));
    let seen = Act::ObserveDeparture { number, plan, at: None };
    let movement = movement(&tell(&mut room, submission(Role::DutyOfficer, seen)));
    let (serves, credential) = ("vehicles[coach]".parse().unwrap(), Digest([1; 32]));
    let (sort, until, consent) = (DeviceSort::Phone, None, None);
    let enrol = Act::EnrolDevice { device: CAR, serves, sort, credential, until, consent, language: None };
    tell(&mut room, submission(Role::DutyOfficer, enrol));
    (clock, room, movement)
}

/// So much time passes as it does when nobody sleeps.
fn awake(clock: &Clockwork, door: &Door, seconds: i32) {
    for _ in 0..seconds / 4 {
        clock.pass(Span::seconds(4));
        door.catch_up(&home()).unwrap();
    }
}

/// Since when it is said that nothing was heard.
fn gap(what: &What) -> Option<Instant> {
    match what {
        What::WentUnheard { movement: None, since, .. } => Some(*since),
        _ => None,
    }
}

#[test]
fn what_fell_due_while_the_machine_slept_is_not_missed_by_whoever_asks_first() {
    let (clock, mut room, movement) = house();
    let (from, why, every) = (clock.now(), SilenceWhy::Jamming, Span::minutes(30));
    let until = from.saturating_add(Span::hours(3));
    let planned = Silence { over: Over::Movement(movement), from, until, why, every };
    tell(&mut room, submission(Role::DutyOfficer, Act::AnnounceSilence { planned }));
    let (tells, told) = channel();
    let writer = Writer::start_before(room, Tells(tells)).unwrap();
    let door = writer.door();
    door.catch_up(&home()).unwrap();
    clock.pass(Span::minutes(40));
    // Whoever is first asks for something else, and for time to pass.
    door.submit(request("M-1")).unwrap();
    awake(&clock, &door, 4 * 60);
    let is_missed = |what: &What| matches!(what, What::AlertRaised { rule, .. } if *rule == *"missed-call");
    let happened: Vec<What> = told.try_iter().collect();
    assert_eq!(happened.iter().find_map(gap), Some(from), "{happened:?}");
    assert!(!happened.iter().any(is_missed), "{happened:?}");
    awake(&clock, &door, 2 * 60);
    assert!(told.try_iter().any(|what| is_missed(&what)));
    agrees_with_its_log(&writer.stop().unwrap());
}

/// The watch wakes before the writer, because a report comes in.
#[test]
fn nobody_is_missed_for_the_time_in_which_the_machine_slept() {
    let (archive, (clock, room, _)) = (Archive::default(), house());
    let (tells, told) = channel();
    let (mut ear, listening) = Ear::of(home());
    let begins = || Keeper::new(archive.clone(), &room.worlds()[&home()], clock.now());
    // What is put on the record is read again from there.
    for paper in begins().lacking(&BTreeSet::new(), usize::MAX).into_iter().flat_map(|one| one.papers) {
        archive.papers.lock().unwrap().insert(Digest(record::Hash::of(&paper).0), paper.to_vec());
    }
    let state = room.worlds()[&home()].clone();
    let writer = Writer::start_before(room, (Tells(tells), ear.clone())).unwrap();
    let time = {
        let clock = clock.clone();
        Arc::new(move || clock.now())
    };
    let sources = archive.clone();
    let desk = Desk {
        sources: Box::new(move || sources.clone()),
        state,
        door: writer.door(),
        time,
        board: Board::default(),
        fails: Box::new(|_| ()),
    };
    let post = Post::start(listening, desk).unwrap();
    until_event(&told, |what| matches!(what, What::WatchSet { .. }));
    let reports = |ear: &mut Ear, device: DeviceId| {
        let report = Report { at: clock.now(), fix: None, signal: None };
        let fresh = Fresh { device, received: clock.now(), report };
        let mut tracks = archive.tracks.lock().unwrap();
        let kept = Kept { number: tracks.len() as u64 + 1, fresh };
        tracks.push(kept);
        drop(tracks);
        ear.heard(&[kept]);
    };
    reports(&mut ear, CAR);
    awake(&clock, &writer.door(), 60);
    let slept = clock.now();
    clock.pass(Span::minutes(15));
    let woke = clock.now();
    reports(&mut ear, DeviceId(Uuid::from_u128(9)));
    let since = until_event(&told, |what| gap(what).is_some() || is_raised(what).is_some());
    assert_eq!(gap(&since), Some(slept), "{since:?}");
    // Three minutes of silence are allowed, two of them to come back.
    let raised = (0..100).find_map(|_| {
        awake(&clock, &writer.door(), 20);
        reports(&mut ear, DeviceId(Uuid::from_u128(9)));
        told.recv_timeout(std::time::Duration::from_millis(200)).ok().and_then(|what| is_raised(&what))
    });
    let raised = raised.unwrap();
    assert_eq!(raised.key.rule, *"lost-contact");
    assert!(raised.known_from() >= woke.saturating_add(Span::minutes(2)), "{raised:?}");
    post.stop();
    agrees_with_its_log(&writer.stop().unwrap());
}

fn is_raised(what: &What) -> Option<Found> {
    match what {
        What::AlertRaised { found, .. } => found.clone(),
        _ => None,
    }
}

fn until_event(told: &Receiver<What>, is_it: impl Fn(&What) -> bool) -> What {
    let wait = std::time::Duration::from_secs(60);
    loop {
        let what = told.recv_timeout(wait).unwrap();
        if is_it(&what) {
            return what;
        }
    }
}
