//! A log that was brought back from a backup goes on in a new epoch, and says from where.
#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report")]

mod scene;

use conduct::World;
use model::Span;
use ops::{Room, epoch, recovery::RecoveryError};
use record::{Problem, SignedCheckpoint, Signer, Trust, verify_log};
use scene::*;
use store::{Log, ReadStore as _, simulated::Disk, simulated::MemoryStore};

fn next_signer() -> Signer {
    Signer::from_seed("unit.example/log/2", &[8; 32]).unwrap()
}

/// A log of some entries, its latest checkpoint, and how it goes on after the backup: the same steps, and more.
fn lived(more: usize) -> (Disk, Clockwork, u64, SignedCheckpoint) {
    let (disk, clock) = (Disk::new(), Clockwork::new());
    let mut room = room(&disk, &clock);
    tell(&mut room, open_world("home", World::Actual));
    tell(&mut room, request("M-1"));
    let size = room.store().size().unwrap();
    for n in 0..more {
        clock.pass(Span::minutes(1));
        tell(&mut room, request(&format!("LATER-{n}")));
    }
    let note = room.store().latest_checkpoint().unwrap().unwrap().note;
    (disk, clock, size, SignedCheckpoint::parse(&note).unwrap())
}

fn open_as(
    store: MemoryStore,
    clock: &Clockwork,
    signer: Signer,
) -> Result<Room<MemoryStore>, RecoveryError> {
    Room::open(store, keys(), signer, clock.surroundings(9), BUILD)
}

#[test]
fn the_next_epoch_names_the_checkpoint_it_goes_on_from_and_is_signed_by_the_new_key() {
    let (disk, clock, size, _) = lived(0);
    let mut store = disk.boot();
    let previous = epoch::open_next(&mut store, &next_signer(), &mut clock.surroundings(5), BUILD).unwrap();
    assert_eq!((previous.origin.as_str(), previous.size), (signer().verifier().name(), size));
    let mut room = open_as(store, &clock, next_signer()).unwrap();
    assert_eq!(room.epoch(), 2);
    tell(&mut room, request("M-2"));
    let trust = Trust { key: Some(next_signer().verifier().clone()), checkpoint: None };
    let report = verify_log(&Log(room.store()), trust).unwrap();
    assert!(report.holds(), "{report}");
    assert_eq!((report.epochs.len(), report.epochs[1].opened_by), (2, size));
    let again = recovered(room.store(), "a build that believes no snapshot");
    assert_eq!(*room.worlds(), again.worlds);
}

#[test]
fn the_old_key_does_not_go_on_with_it() {
    let (disk, clock, ..) = lived(0);
    let mut store = disk.boot();
    epoch::open_next(&mut store, &next_signer(), &mut clock.surroundings(5), BUILD).unwrap();
    assert!(matches!(open_as(store, &clock, signer()), Err(RecoveryError::OtherKey { .. })));
}

#[test]
fn whoever_kept_a_later_checkpoint_is_told_exactly_what_is_lost() {
    let (backup, clock, size, _) = lived(0);
    let (.., later) = lived(3);
    let mut store = backup.boot();
    epoch::open_next(&mut store, &next_signer(), &mut clock.surroundings(5), BUILD).unwrap();
    let trust = Trust { key: None, checkpoint: Some(later.clone()) };
    let found = verify_log(&Log(&store), trust).unwrap().finding.unwrap();
    assert_eq!((found.first, found.last), (Some(size), Some(later.checkpoint().size - 1)));
    let Problem::LeftBehind { ended_at, left_at, .. } = found.problem else { panic!("{found}") };
    assert_eq!((ended_at, left_at), (size, Some(clock.now().micros())));
}

#[test]
fn time_does_not_go_backwards_when_the_clock_of_the_new_machine_is_behind() {
    let (disk, clock, ..) = lived(2);
    clock.set_by(Span::hours(-5));
    let mut store = disk.boot();
    epoch::open_next(&mut store, &next_signer(), &mut clock.surroundings(5), BUILD).unwrap();
    assert!(verify_log(&Log(&store), Trust::default()).unwrap().holds());
}

#[test]
fn an_empty_log_has_nothing_to_go_on_from() {
    let clock = Clockwork::new();
    let mut store = Disk::new().boot();
    let opened = epoch::open_next(&mut store, &next_signer(), &mut clock.surroundings(5), BUILD);
    assert!(matches!(opened, Err(RecoveryError::Inconsistent)));
}
