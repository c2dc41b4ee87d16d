//! A watch that fails: it is said, and another begins, which finds the same.

#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report")]

mod scene;

use std::{
    sync::{
        Arc, Mutex,
        mpsc::{Receiver, Sender, channel},
    },
    time::Duration,
};

use conduct::{Act, Event, Pinned, What, World, device::DeviceSort};
use model::{
    Digest, Instant, Report, Signal, Word,
    id::{DeviceId, MovementId, TextId},
    party::Role,
};
use ops::{
    Audience, Writer,
    recovery::Worlds,
    track::{Fresh, Heard as _, Kept, NotSealed},
    watching::{Board, Desk, Ear, Post, Sources},
};
use rulebook::RuleSet;
use scene::*;
use store::simulated::Disk;
use threat::Ground;
use uuid::Uuid;

/// More than any of this takes, and less than whoever waits for a test that hangs.
const LONG: Duration = Duration::from_secs(30);

/// Looks into the tracks of the test, and panics as often as it is told to when it is asked for the rules.
#[derive(Clone)]
struct Panicking {
    times: Arc<Mutex<usize>>,
    tracks: Arc<Mutex<Vec<Kept>>>,
}

impl Sources for Panicking {
    fn ground(&self, _: &Digest) -> Option<Arc<Ground>> {
        None
    }
    fn rules(&self, _: &Pinned) -> Option<Arc<RuleSet>> {
        let mut times = self.times.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(left) = times.checked_sub(1) {
            *times = left;
            drop(times);
            panic!("as the test wants it");
        }
        None
    }
    fn paper(&self, _: &Digest) -> Option<Vec<u8>> {
        None
    }
    fn reports(&self, devices: &[DeviceId], _: Instant) -> Result<Vec<Kept>, NotSealed> {
        let all = self.tracks.lock().unwrap();
        Ok(all.iter().filter(|kept| devices.contains(&kept.fresh.device)).copied().collect())
    }
}

struct Told(Sender<What>);

impl Audience for Told {
    fn committed(&mut self, _: &Worlds, events: &[(u64, Word, Event)]) {
        for (_, _, event) in events {
            let _ = self.0.send(event.what.clone());
        }
    }
}

/// A room with somebody on the road whose car reports, and a watch that panics so often.
struct Watched {
    writer: Option<Writer<store::simulated::MemoryStore>>,
    post: Option<Post>,
    board: Board,
    movement: MovementId,
    told: Receiver<What>,
    failed: Receiver<(Duration, bool)>,
}

impl Watched {
    /// The car calls for help while the first watch fails.
    fn panicking(times: usize) -> Self {
        let (disk, clock) = (Disk::new(), Clockwork::new());
        let mut room = room(&disk, &clock);
        tell(&mut room, open_world("home", World::Actual));
        let (device, serves) = (DeviceId(Uuid::from_u128(1)), "vehicles[coach]".parse().unwrap());
        let (credential, sort) = (Digest([1; 32]), DeviceSort::Phone);
        let act =
            Act::EnrolDevice { device, serves, sort, credential, until: None, consent: None, language: None };
        tell(&mut room, submission(Role::DutyOfficer, act));
        let (ear, listening) = Ear::of(home());
        let ((send, told), state) = (channel(), room.worlds()[&home()].clone());
        let writer = Writer::start_before(room, (Told(send), ear.clone())).unwrap();
        let sources = Panicking { times: Arc::new(Mutex::new(times)), tracks: Arc::default() };
        let ((send, failed), board, now) = (channel(), Board::default(), clock.now());
        let (tracks, seen) = (Arc::clone(&sources.tracks), board.clone());
        let desk = Desk {
            sources: Box::new(move || sources.clone()),
            state,
            door: writer.door(),
            time: Arc::new(move || now),
            board: board.clone(),
            fails: Box::new(move |pause| {
                let _ = send.send((pause, seen.is_kept()));
            }),
        };
        let post = Post::start(listening, desk).unwrap();
        let mut plan = model::Dossier::default();
        plan.mention(&"vehicles[coach]".parse().unwrap()).unwrap();
        let urgent = Act::StartUrgent { number: word("M-1"), plan, reason: TextId(Uuid::nil()) };
        let begun = writer.door().submit(submission(Role::DutyOfficer, urgent)).unwrap();
        let movement = begun.events.iter().find_map(|event| event.what.movement()).unwrap();
        let report = Report { at: now, fix: None, signal: Some(Signal::Emergency) };
        let kept = Kept { number: 1, fresh: Fresh { device, received: now, report } };
        tracks.lock().unwrap().push(kept);
        let mut hears = ear;
        hears.heard(&[kept]);
        Watched { writer: Some(writer), post: Some(post), board, movement, told, failed }
    }

    fn ends(&mut self) {
        self.post.take().into_iter().for_each(Post::stop);
        self.writer.take().unwrap().stop().unwrap();
    }
}

#[test]
fn a_watch_that_fails_says_so_and_another_finds_what_it_did_not() {
    let mut scene = Watched::panicking(1);
    let (pause, was_kept) = scene.failed.recv_timeout(LONG).unwrap();
    assert_eq!((pause, was_kept), (Duration::ZERO, false));
    let mut raised = 0;
    while raised == 0 {
        let what = scene.told.recv_timeout(LONG).unwrap();
        raised +=
            usize::from(matches!(&what, What::AlertRaised { rule, .. } if rule.as_str() == "emergency"));
    }
    scene.ends();
    assert!(scene.board.is_kept() && scene.board.of(scene.movement).is_some(), "it watches");
    let again = scene.told.try_iter().filter(|what| matches!(what, What::AlertRaised { .. })).count();
    assert_eq!((raised, again), (1, 0), "one call, one alert");
}

#[test]
fn of_no_movement_it_is_said_that_it_is_watched_while_the_watch_fails_and_it_can_be_shut() {
    let mut scene = Watched::panicking(usize::MAX);
    let pauses: Vec<Duration> = (0..2).map(|_| scene.failed.recv_timeout(LONG).unwrap().0).collect();
    assert_eq!(pauses, [Duration::ZERO, Duration::from_secs(1)]);
    scene.ends();
    assert!(!scene.board.is_kept() && scene.board.of(scene.movement).is_none());
    assert!(scene.board.take_news().contains(&scene.movement), "the pages are told");
}
