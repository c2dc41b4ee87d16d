//! A log is opened by the writer it belongs to and only as it was signed: whoever went on from an altered record
//! would sign the alteration.
#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report")]

mod scene;

use conduct::World;
use ops::{
    Room,
    recovery::{RecoveryError, recover},
};
use record::{Checkpoint, Signer, leaf_hash};
use scene::{odd::Odd, *};
use store::{
    ReadStore, Store, StoredEntry,
    simulated::{Disk, Failing, Fault, MemoryStore, Step},
};

fn some_log() -> (Disk, Clockwork) {
    let (disk, clock) = (Disk::new(), Clockwork::new());
    let mut room = room(&disk, &clock);
    tell(&mut room, open_world("home", World::Actual));
    tell(&mut room, request("M-1"));
    tell(&mut room, request("M-2"));
    (disk, clock)
}

fn refused<S: Store>(store: S) -> RecoveryError {
    match Room::open(store, keys(), signer(), Clockwork::new().surroundings(5), BUILD) {
        Ok(_) => panic!("it was opened"),
        Err(error) => error,
    }
}

fn of_number(entry: &StoredEntry, number: &str) -> bool {
    String::from_utf8_lossy(&entry.bytes).contains(number)
}

fn rename(entry: &mut StoredEntry) {
    let text = String::from_utf8(entry.bytes.clone()).unwrap();
    entry.bytes = text.replace("M-1", "X-1").into_bytes();
}

#[test]
fn an_altered_entry_is_found_and_named() {
    let (disk, _) = some_log();
    let error = refused(Odd { alter: rename, ..Odd::new(disk.boot()) });
    assert!(matches!(error, RecoveryError::Altered { n: 2 }), "{error}");
}

#[test]
fn an_entry_altered_together_with_its_hash_is_found() {
    let (disk, _) = some_log();
    let alter = |entry: &mut StoredEntry| {
        rename(entry);
        entry.leaf = leaf_hash(&entry.bytes);
    };
    let error = refused(Odd { alter, ..Odd::new(disk.boot()) });
    assert!(matches!(error, RecoveryError::Inconsistent), "{error}");
}

/// All hashes are right, because somebody wrote the log anew; only the key is missing.
#[test]
fn a_log_written_anew_without_its_key_is_found() {
    let (disk, _) = some_log();
    let size = disk.boot().size().unwrap();
    let forge = |note: &mut Vec<u8>| {
        let signed = record::SignedCheckpoint::parse(note).unwrap();
        let Checkpoint { origin, size, root, .. } = signed.checkpoint();
        let thief = Signer::from_seed(origin, &[9; 32]).unwrap();
        *note = Checkpoint::new(origin, *size, *root).sign(&[&thief]).unwrap().to_bytes();
    };
    let error = refused(Odd { alter_note: forge, ..Odd::new(disk.boot()) });
    assert!(matches!(error, RecoveryError::Unsigned { .. }), "{error}");
    assert_eq!(disk.boot().size().unwrap(), size, "nothing was signed over it");
}

#[test]
fn a_log_that_ends_before_its_checkpoint_is_found() {
    let (disk, _) = some_log();
    let longer = |note: &mut Vec<u8>| {
        let signed = record::SignedCheckpoint::parse(note).unwrap();
        let Checkpoint { origin, size, root, .. } = signed.checkpoint();
        *note = Checkpoint::new(origin, size + 1, *root).sign(&[&signer()]).unwrap().to_bytes();
    };
    let error = refused(Odd { alter_note: longer, ..Odd::new(disk.boot()) });
    assert!(matches!(error, RecoveryError::Inconsistent), "{error}");
}

#[test]
fn an_entry_of_a_later_version_stops_the_start_and_says_so() {
    let (disk, _) = some_log();
    let later = |entry: &mut StoredEntry| {
        if of_number(entry, "M-2") {
            let text = String::from_utf8(entry.bytes.clone()).unwrap();
            entry.bytes = text.replace("\"v\":1", "\"v\":2").into_bytes();
            entry.leaf = leaf_hash(&entry.bytes);
        }
    };
    let error = refused(Odd { alter: later, ..Odd::new(disk.boot()) }).to_string();
    assert!(error.contains("entry 3") && error.contains("movement-requested"), "{error}");
    assert!(error.contains("update"), "{error}");
}

#[test]
fn another_key_does_not_open_it() {
    let (disk, clock) = some_log();
    let other = Signer::from_seed("unit.example/log", &[8; 32]).unwrap();
    let opened = Room::open(disk.boot(), keys(), other, clock.surroundings(5), BUILD);
    assert!(matches!(opened, Err(RecoveryError::OtherKey { .. })));
}

#[test]
fn a_log_that_could_not_be_begun_is_begun_the_next_time() {
    for failing in Failing::ALL {
        let (disk, clock) = (Disk::new(), Clockwork::new());
        disk.plan(Fault::next(Step::Sync, failing));
        let begun = Room::open(disk.boot(), keys(), signer(), clock.surroundings(1), BUILD);
        assert!(matches!(begun, Err(RecoveryError::NotBegun(_))));
        let mut room = open(disk.boot(), &clock, 2);
        tell(&mut room, open_world("home", World::Actual));
        agrees_with_its_log(&room);
    }
}

#[test]
fn reading_alone_needs_no_key_and_finds_the_same() {
    let (disk, _) = some_log();
    let store: MemoryStore = disk.boot();
    assert_eq!(recover(&store, BUILD).unwrap().worlds[&home()].numbers.len(), 2);
    let altered = Odd { alter: rename, ..Odd::new(store) };
    assert!(recover(&altered, BUILD).is_err());
}

/// What a colleague's hand would be: another room on the same disk, with the same key.
#[test]
fn a_second_writer_is_noticed_and_its_entries_are_not_overwritten() {
    let (disk, clock) = some_log();
    let mut room = open(disk.boot(), &clock, 5);
    let (size, epoch) = (room.store().size().unwrap(), room.store().epoch().unwrap());
    drop(room);
    // The first room's batch arrives at a log that has grown by one entry meanwhile.
    let mut first = open(Odd { first: Some(another_writes), ..Odd::new(disk.boot()) }, &clock, 6);
    let refused = ask(&mut first, request("M-3"));
    assert!(
        matches!(refused, Err(ops::Refusal::NotRecorded(store::AppendError::Conflict { .. }))),
        "{refused:?}"
    );
    tell(&mut first, request("M-3"));
    room = open(disk.boot(), &clock, 7);
    assert_eq!(numbers(room.store()), ["M-1", "M-2", "M-other", "M-3"]);
    assert_eq!((room.store().size().unwrap(), room.store().epoch().unwrap()), (size + 2, epoch));
    agrees_with_its_log(&room);
}

/// Somebody else asks for a movement, with the same key, behind the room's back.
fn another_writes(store: &mut MemoryStore) {
    let size = store.size().unwrap();
    let frontier = record::Frontier::read(&store::Log(&*store), size).unwrap();
    let last = recovered(store, BUILD).last_recorded;
    let mut journal = ops::journal::Journal::at(frontier, 1, last);
    let what = conduct::What::MovementRequested {
        movement: uuid::Uuid::from_u128(1).into(),
        number: word("M-other"),
        kind: conduct::movement::Kind::Single,
        plan: model::Dossier::default(),
    };
    let event = conduct::Event { at: last, by: actor(model::party::Role::DutyOfficer), what };
    journal.write(&home(), &event, last, record::Nonce([3; 16])).unwrap();
    let batch = journal.seal(&signer()).unwrap();
    store.append(size, 1, &batch).unwrap();
}
