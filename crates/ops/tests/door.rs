//! Many at the door: answers come in the order of the log, nobody is left standing.
#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report")]

mod scene;

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, Sender, channel},
    },
    thread,
};

use conduct::World;
use ops::{Door, Reading, Refusal, Room, Surroundings, Writer, writer::DOOR};
use scene::*;
use store::{
    ReadStore,
    simulated::{Disk, MemoryStore},
};

fn house(disk: &Disk, clock: &Clockwork) -> Room<MemoryStore> {
    let mut room = room(disk, clock);
    tell(&mut room, open_world("home", World::Actual));
    room
}

#[test]
fn answers_come_in_the_order_of_the_log() {
    let (disk, clock) = (Disk::new(), Clockwork::new());
    let writer = Writer::start(house(&disk, &clock)).unwrap();
    let heard: Arc<Mutex<Vec<(String, u64)>>> = Arc::default();
    thread::scope(|scope| {
        for hand in 0..8 {
            let (door, heard) = (writer.door(), Arc::clone(&heard));
            scope.spawn(move || {
                let mut before = 0;
                for n in 0..50 {
                    let number = format!("M-{hand}-{n}");
                    let recorded = door.submit(request(&number)).unwrap();
                    assert!(recorded.entries.start > before, "a later question stands earlier in the log");
                    before = recorded.entries.start;
                    heard.lock().unwrap().push((number, before));
                }
            });
        }
    });
    let room = writer.stop().unwrap();
    let mut heard = Arc::into_inner(heard).unwrap().into_inner().unwrap();
    heard.sort_by_key(|(_, n)| *n);
    let answered: Vec<String> = heard.into_iter().map(|(number, _)| number).collect();
    assert_eq!(numbers(room.store()), answered);
    agrees_with_its_log(&room);
}

#[test]
fn every_thread_under_its_own_keys_is_answered_once_however_often_it_asks() {
    let (disk, clock) = (Disk::new(), Clockwork::new());
    let writer = Writer::start(house(&disk, &clock)).unwrap();
    thread::scope(|scope| {
        for _ in 0..6 {
            let door = writer.door();
            scope.spawn(move || {
                for n in 0..20 {
                    let number = format!("M-{n}");
                    let recorded = door.submit(request(&number).keyed(&number)).unwrap();
                    assert_eq!(recorded.events.len(), 1);
                }
            });
        }
    });
    let room = writer.stop().unwrap();
    assert_eq!(numbers(room.store()).len(), 20);
    agrees_with_its_log(&room);
}

/// A room whose clock stands still until it is let go: the writer waits in the middle of a batch.
struct Held {
    reading: Receiver<()>,
    go: Sender<()>,
    held: Arc<AtomicBool>,
}

fn held(disk: &Disk, fails: bool) -> (Writer<MemoryStore>, Held) {
    let (reading_at, reading) = channel();
    let (go, wait) = channel::<()>();
    let held = Arc::new(AtomicBool::new(false));
    let (clock, holds) = (Clockwork::new(), Arc::clone(&held));
    drop(house(disk, &clock));
    let Surroundings { random, .. } = clock.surroundings(9);
    let now = clock.now();
    let stand_still = move || {
        if holds.load(Ordering::SeqCst) {
            reading_at.send(()).unwrap();
            wait.recv().unwrap();
            assert!(!fails, "as planned: the writer comes to grief");
        }
        Reading { wall: now, synchronised: true, steady: Some(77) }
    };
    let surroundings = Surroundings { clock: Box::new(stand_still), random };
    let room = Room::open(disk.boot(), keys(), signer(), surroundings, BUILD).unwrap();
    held.store(true, Ordering::SeqCst);
    (Writer::start(room).unwrap(), Held { reading, go, held })
}

impl Held {
    /// Waits until the writer stands in the middle of a batch.
    fn until_it_waits(&self) {
        self.reading.recv().unwrap();
    }

    /// Lets the writer go on, for good.
    fn let_go(&self) {
        self.held.store(false, Ordering::SeqCst);
        self.go.send(()).unwrap();
    }
}

/// So many wait at the door: hands that have knocked and get no answer yet.
fn knock(door: &Door, count: usize) -> Vec<thread::JoinHandle<ops::Answer>> {
    let hand = |n: usize| {
        let door = door.clone();
        thread::Builder::new()
            .stack_size(64 * 1024)
            .spawn(move || door.submit(request(&format!("W-{n}"))))
            .unwrap()
    };
    (0..count).map(hand).collect()
}

/// Knocks until the door is full; answers how many are inside.
fn fill(door: &Door) -> Vec<thread::JoinHandle<ops::Answer>> {
    let mut hands = Vec::new();
    loop {
        // Hands that the door turned away come back at once.
        let full = hands.iter().filter(|hand: &&thread::JoinHandle<_>| hand.is_finished()).count();
        if full > 0 {
            return hands;
        }
        hands.extend(knock(door, 64));
        thread::yield_now();
    }
}

#[test]
fn whoever_finds_the_door_full_is_told_and_whoever_came_in_is_answered() {
    let disk = Disk::new();
    let (writer, held) = held(&disk, false);
    let first = knock(&writer.door(), 1);
    held.until_it_waits();
    let hands = fill(&writer.door());
    held.let_go();
    let answers: Vec<ops::Answer> = hands.into_iter().map(|hand| hand.join().unwrap()).collect();
    let turned_away = answers.iter().filter(|answer| matches!(answer, Err(Refusal::DoorFull(DOOR)))).count();
    assert!(turned_away > 0);
    assert!(answers.len() - turned_away >= DOOR, "{} of {}", turned_away, answers.len());
    first.into_iter().for_each(|hand| {
        hand.join().unwrap().unwrap();
    });
    agrees_with_its_log(&writer.stop().unwrap());
}

#[test]
fn stopping_answers_what_was_accepted_and_shuts_the_door_to_those_who_still_hold_it() {
    let disk = Disk::new();
    let (writer, held) = held(&disk, false);
    let (door, first) = (writer.door(), knock(&writer.door(), 1));
    held.until_it_waits();
    let stopping = thread::spawn(move || writer.stop().unwrap());
    held.let_go();
    let room = stopping.join().unwrap();
    first.into_iter().for_each(|hand| {
        hand.join().unwrap().unwrap();
    });
    let late = door.submit(request("M-late"));
    assert!(matches!(late, Err(Refusal::Closed(_))), "{late:?}");
    assert_eq!(numbers(room.store()), ["W-0"]);
    assert_eq!(recovered(room.store(), BUILD).replayed, 0, "a snapshot is kept when the room is stopped");
}

#[test]
fn a_writer_that_comes_to_grief_leaves_nobody_waiting() {
    let disk = Disk::new();
    let (writer, held) = held(&disk, true);
    let (door, first) = (writer.door(), knock(&writer.door(), 1));
    held.until_it_waits();
    let others = knock(&door, 20);
    held.let_go();
    for hand in first.into_iter().chain(others) {
        let answer = hand.join().unwrap();
        assert!(matches!(answer, Err(Refusal::Unanswered | Refusal::Closed(_))), "{answer:?}");
    }
    assert!(matches!(writer.stop(), Err(Refusal::Closed(_))));
    assert!(matches!(door.submit(request("M-late")), Err(Refusal::Closed(_))));
    agrees_with_its_log(&room(&disk, &Clockwork::new()));
}

#[test]
fn a_writer_keeps_a_snapshot_every_ten_thousand_entries() {
    let (disk, clock) = (Disk::new(), Clockwork::new());
    let mut room = house(&disk, &clock);
    let mut n = 0;
    while room.store().size().unwrap() < ops::upkeep::SNAPSHOT_EVERY {
        let batch = (n..n + 500).map(level_set).collect();
        room.take(batch).into_iter().for_each(|answer| assert!(answer.is_ok(), "{answer:?}"));
        n += 500;
        let due = room.store().size().unwrap() >= ops::upkeep::SNAPSHOT_EVERY;
        if !due {
            assert!(room.look_after(false).is_none());
        }
    }
    assert!(room.look_after(true).is_none(), "one is being made");
    let sketch = room.look_after(false).unwrap();
    assert!(room.look_after(false).is_none(), "once");
    // The room goes on while it is made.
    let size = room.store().size().unwrap();
    tell(&mut room, level_set(n));
    room.keep(&sketch.made().unwrap()).unwrap();
    assert_eq!(room.store().snapshot().unwrap().unwrap().size, size);
    let read = recovered(room.store(), BUILD);
    assert_eq!(read.replayed, room.store().size().unwrap() - size);
    agrees_with_its_log(&room);
}

fn level_set(n: u64) -> ops::Submission {
    stand_fast(&format!("pk/{}", n % 7))
}
