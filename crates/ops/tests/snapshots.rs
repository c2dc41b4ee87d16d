//! A snapshot is believed at the start and signed by nobody: verification holds it against the entries.
#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report")]

mod scene;

use conduct::World;
use ops::{
    Room, journal,
    replay::{Replay, Snapshotted},
};
use scene::*;
use store::{
    ReadStore, Snapshot, Store as _,
    simulated::{Disk, MemoryStore},
};

/// A room with a snapshot and an entry behind it.
fn kept() -> (Disk, Clockwork, Room<MemoryStore>) {
    let (disk, clock) = (Disk::new(), Clockwork::new());
    let mut room = room(&disk, &clock);
    tell(&mut room, open_world("home", World::Actual));
    tell(&mut room, adopt(&[practice()]));
    cleared(&mut room, "M-1");
    room.keep_snapshot().unwrap();
    tell(&mut room, request("M-2"));
    (disk, clock, room)
}

fn found(store: &impl ReadStore, build: &str) -> Snapshotted {
    let mut replay = Replay::against_snapshot(store, build);
    for bytes in entries(store) {
        let (entry, recorded_at) = journal::read(&bytes).unwrap();
        replay.take(&entry, recorded_at);
    }
    replay.finish()
}

/// The store after somebody wrote another snapshot into it.
fn forged(forge: impl FnOnce(&mut Snapshot)) -> (Clockwork, MemoryStore) {
    let (_, clock, room) = kept();
    let mut store = room.into_store();
    let mut snapshot = store.snapshot().unwrap().unwrap();
    forge(&mut snapshot);
    store.put_snapshot(&snapshot).unwrap();
    (clock, store)
}

#[test]
fn an_honest_snapshot_is_what_the_entries_lead_to() {
    let (_, _, room) = kept();
    let size = room.store().snapshot().unwrap().unwrap().size;
    assert_eq!(found(room.store(), BUILD), Snapshotted::AsReplayed { size });
    let (disk, clock) = (Disk::new(), Clockwork::new());
    assert_eq!(found(scene::room(&disk, &clock).store(), BUILD), Snapshotted::Absent);
}

#[test]
fn a_state_that_no_entry_led_to_is_believed_at_the_start_and_found_by_verification() {
    let (clock, store) = forged(|snapshot| {
        let kept = unpacked(&snapshot.bytes);
        assert!(kept.contains("\"M-1\""));
        snapshot.bytes = packed(&kept.replace("\"M-1\"", "\"M-9\""));
    });
    let size = store.snapshot().unwrap().unwrap().size;
    assert_eq!(found(&store, BUILD), Snapshotted::Differs { size });
    assert!(!found(&store, BUILD).is_harmless());
    verifies(&store);
    let room = open(store, &clock, 1);
    assert!(room.worlds()[&home()].numbers.contains_key("M-9"), "this is why verification looks");
}

#[test]
fn a_snapshot_that_no_room_would_start_from_is_said_to_be_so() {
    let reason = |forge: &dyn Fn(&mut Snapshot)| match found(&forged(forge).1, BUILD) {
        Snapshotted::NotBelieved { reason } => reason,
        other => panic!("{other:?}"),
    };
    assert!(reason(&|snapshot| snapshot.build = "yesterday's".to_owned()).contains("yesterday's"));
    assert!(reason(&|snapshot| snapshot.size -= 1).contains("another log"));
    assert!(!reason(&|snapshot| snapshot.bytes = packed("{}")).is_empty());
}

#[test]
fn a_snapshot_of_nothing_is_compared_too() {
    let (_, store) = forged(|snapshot| {
        snapshot.size = 0;
        snapshot.root = record::Hash::EMPTY_ROOT;
    });
    assert_eq!(found(&store, BUILD), Snapshotted::Differs { size: 0 });
}
