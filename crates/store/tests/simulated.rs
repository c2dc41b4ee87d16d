//! The simulated disk fails as planned, and only so.

#![allow(clippy::unwrap_used, reason = "a test says what it expects; there a panic is the report")]

use std::collections::BTreeSet;

use proptest::prelude::*;
use store::conformance::Growth;
use store::simulated::{Disk, Failing, Fault, MemoryStore, Step};
use store::{AppendError, Artefact, Batch, DataDir, Hash, ReadStore, Remembered, Snapshot, Store, VaultRow};

#[test]
fn at_every_step_every_failure_leaves_a_whole_batch_or_none() {
    for step in Step::APPEND {
        for failing in Failing::ALL {
            let disk = Disk::new();
            let mut store = disk.boot();
            let mut growth = Growth::new();
            store.append(0, 1, &growth.small(2)).unwrap();
            disk.plan(Fault::next(step, failing));

            let failed = store.append(2, 1, &growth.small(3)).unwrap_err();
            let context = format!("{failing:?} at {step:?}: {failed:?}");
            assert_eq!(failed.nothing_was_written(), failing == Failing::Refuses, "{context}");
            assert_eq!(store.size().is_err(), failing == Failing::Crashes, "{context}");

            let durable = match failing {
                Failing::Refuses => false,
                Failing::PersistsThenFails => true,
                Failing::LosesUnsynced | Failing::Crashes => step == Step::Acknowledge,
            };
            let size = if durable { 5 } else { 2 };
            let store = disk.boot();
            assert_eq!(store.size(), Ok(size), "{context}");
            assert_eq!(store.hashes(0, 0, size).unwrap().len() as u64, size, "{context}");
            assert_eq!(store.latest_checkpoint().unwrap().unwrap().size, size, "{context}");
        }
    }
}

#[test]
fn a_fault_strikes_at_its_time_and_once() {
    let disk = Disk::new();
    let mut store = disk.boot();
    disk.plan(Fault::at(Step::Sync, 3, Failing::Refuses));
    let appended: Vec<bool> = (0..5).map(|_| store.append(0, 1, &Batch::default()).is_ok()).collect();
    assert_eq!(appended, [true, true, false, true, true]);
    let syncs = disk.trace().into_iter().filter(|step| *step == Step::Sync).count();
    assert_eq!(syncs, 5);
}

#[test]
fn a_lasting_fault_goes_on_until_the_disk_is_mended() {
    let disk = Disk::new();
    let mut store = disk.boot();
    disk.plan(Fault::lasting(Step::WriteEntries, Failing::Refuses));
    for _ in 0..3 {
        assert!(matches!(store.append(0, 1, &Batch::default()), Err(AppendError::Refused(_))));
    }
    disk.mend();
    assert_eq!(store.append(0, 1, &Batch::default()), Ok(()));
}

#[test]
fn a_store_from_before_the_last_boot_answers_nothing_more() {
    let disk = Disk::new();
    let mut before = disk.boot();
    let after = disk.boot();
    assert!(before.size().is_err());
    assert!(matches!(before.append(0, 1, &Growth::new().small(1)), Err(AppendError::Refused(_))));
    assert_eq!(after.size(), Ok(0));
}

#[test]
fn reading_and_upkeep_fail_as_planned_too() {
    let disk = Disk::new();
    let mut store = disk.boot();
    let vault = vec![VaultRow { id: "v".to_owned(), subject: "kim".to_owned(), bytes: vec![1] }];
    store.append(0, 1, &Batch { vault, ..Batch::default() }).unwrap();

    disk.plan(Fault::next(Step::Read, Failing::Refuses));
    assert!(store.size().is_err());
    assert_eq!(store.size(), Ok(0));

    disk.plan(Fault::next(Step::Destroy, Failing::LosesUnsynced));
    assert!(store.destroy("kim").is_err());
    assert!(store.vault("v").unwrap().is_some());
    disk.plan(Fault::next(Step::Destroy, Failing::PersistsThenFails));
    assert!(store.destroy("kim").is_err());
    assert_eq!(store.vault("v"), Ok(None));

    disk.plan(Fault::next(Step::Forget, Failing::Crashes));
    assert!(store.forget_remembered_before(0).is_err());
    assert!(store.size().is_err());
    assert_eq!(disk.boot().size(), Ok(0));
}

/// Something to do to a store.
#[derive(Debug, Clone)]
enum Deed {
    Append { entries: u64, ahead: u64, epoch: u64, key: u8, artefact: u8, row: u8, subject: u8 },
    Forget(i64),
    Drop(BTreeSet<u8>),
    Destroy(u8),
    Snapshot { size: u64, length: usize },
}

fn deed() -> impl Strategy<Value = Deed> {
    let append = (
        0..4_u64,
        prop_oneof![9 => Just(0), 1 => 1..3_u64],
        0..4_u64,
        any::<u8>(),
        0..6_u8,
        0..6_u8,
        0..3_u8,
    )
        .prop_map(|(entries, ahead, epoch, key, artefact, row, subject)| Deed::Append {
            entries,
            ahead,
            epoch,
            key,
            artefact,
            row,
            subject,
        });
    prop_oneof![
        8 => append,
        1 => (0..256_i64).prop_map(Deed::Forget),
        1 => prop::collection::btree_set(0..6_u8, 0..4).prop_map(Deed::Drop),
        1 => (0..3_u8).prop_map(Deed::Destroy),
        1 => (0..20_u64, 0..9000_usize).prop_map(|(size, length)| Deed::Snapshot { size, length }),
    ]
}

/// Does it, and tells how it went, without the words that name the place.
fn carry_out(store: &mut impl Store, growth: &mut Growth, deed: &Deed) -> String {
    match deed {
        Deed::Append { entries, ahead, epoch, key, artefact, row, subject } => {
            let mut grown = growth.clone();
            let mut batch = grown.small(*entries);
            batch.remembered.push(Remembered {
                actor: format!("actor {}", key % 3),
                key: (key / 3).to_string(),
                fingerprint: Hash([*key; 32]),
                outcome: vec![*row],
                recorded_at: i64::from(*key),
            });
            batch.artefacts.push(Artefact::new("rulebook", vec![*artefact]));
            batch.vault.push(VaultRow {
                id: row.to_string(),
                subject: subject.to_string(),
                bytes: vec![*key],
            });
            let done = store.append(growth.size() + ahead, *epoch, &batch);
            if done.is_ok() {
                *growth = grown;
            }
            format!("{done:?}")
        }
        Deed::Forget(moment) => format!("{:?}", store.forget_remembered_before(*moment)),
        Deed::Drop(kept) => {
            let kept = kept.iter().map(|artefact| Hash::of(&[*artefact])).collect();
            format!("{:?}", store.drop_artefacts_except(&kept))
        }
        Deed::Destroy(subject) => format!("{:?}", store.destroy(&subject.to_string())),
        Deed::Snapshot { size, length } => {
            let (root, build) = (growth.root(), "1".to_owned());
            format!(
                "{:?}",
                store.put_snapshot(&Snapshot { size: *size, root, build, bytes: vec![7; *length] })
            )
        }
    }
}

/// All that a store shows.
fn shown(store: &impl ReadStore) -> String {
    let keys = (0..=255_u8)
        .map(|key| store.remembered(&format!("actor {}", key % 3), &(key / 3).to_string()).unwrap());
    let log = (
        store.size().unwrap(),
        store.epoch().unwrap(),
        store.entries(0, 1000).unwrap(),
        store.checkpoints(0, 1000).unwrap(),
    );
    let rows = (0..6).map(|row: u8| store.vault(&row.to_string()).unwrap());
    let rest = (store.artefacts().unwrap(), store.snapshot().unwrap());
    format!("{log:?} {:?} {:?} {rest:?}", keys.collect::<Vec<_>>(), rows.collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Two implementations that share nothing but the contract, and a crash or a reopening at the end.
    #[test]
    fn sqlite_and_the_simulated_store_are_the_same_in_any_history(deeds in prop::collection::vec(deed(), 1..30)) {
        let root = tempfile::tempdir().unwrap();
        let mut sqlite = DataDir::open(root.path()).unwrap().into_store().unwrap();
        let disk = Disk::new();
        let mut memory: MemoryStore = disk.boot();
        let (mut one, mut other) = (Growth::new(), Growth::new());
        for deed in &deeds {
            let answers = (carry_out(&mut sqlite, &mut one, deed), carry_out(&mut memory, &mut other, deed));
            prop_assert_eq!(answers.0, answers.1, "{:?}", deed);
        }
        prop_assert_eq!(shown(&sqlite), shown(&memory));
        drop(sqlite);
        let sqlite = DataDir::open(root.path()).unwrap().into_store().unwrap();
        prop_assert_eq!(shown(&sqlite), shown(&disk.boot()));
    }
}
