//! Laws of appending: all or nothing, at the right size, by the right writer.

use std::fmt::Debug;

use record::{Hash, Subtree};

use super::Fresh;
use super::growth::{Growth, outcome, row};
use crate::batch::{Artefact, Batch};
use crate::contract::{ReadStore, Store};
use crate::error::AppendError;

/// Nothing is there before anything was written.
pub fn an_empty_store_is_empty<F: Fresh>(f: &F) {
    let store = f.fresh();
    assert_eq!(store.size(), Ok(0));
    assert_eq!(store.epoch(), Ok(0));
    assert_eq!(store.entries(0, 10), Ok(vec![]));
    assert_eq!(store.hashes(0, 0, 0), Ok(vec![]));
    assert_eq!(store.latest_checkpoint(), Ok(None));
    assert_eq!(store.checkpoints(0, 10), Ok(vec![]));
    assert_eq!(store.remembered("anybody", "any"), Ok(None));
    assert_eq!(store.artefact(&Hash::of(b"")), Ok(None));
    assert_eq!(store.artefacts(), Ok(vec![]));
    assert_eq!(store.vault("any"), Ok(None));
    assert_eq!(store.snapshot(), Ok(None));
}

/// Bytes are bytes: nothing is normalised, cut at a zero or taken for text.
pub fn what_was_appended_is_read_back_byte_for_byte<F: Fresh>(f: &F) {
    let mut store = f.fresh();
    let every_byte: Vec<u8> = (0..=255).collect();
    let entries = [b"{\"n\":0}".to_vec(), vec![], every_byte, vec![0xc3, 0x28], vec![0x5a; 1 << 20]];
    let batch = Growth::new().batch(entries);
    store.append(0, 1, &batch).unwrap();
    let read = f.reopen(store).entries(0, 10).unwrap();
    assert!(read == batch.entries, "some bytes came back changed");
}

/// The size is the writer's claim to know the whole log.
pub fn an_append_at_the_wrong_size_conflicts_and_writes_nothing<F: Fresh>(f: &F) {
    let mut store = f.fresh();
    let mut growth = Growth::new();
    store.append(0, 1, &growth.small(2)).unwrap();
    let before = seen(&store);
    let batch = full(&mut growth);
    for expected in [0, 1, 3, u64::MAX] {
        assert_eq!(store.append(expected, 1, &batch), Err(AppendError::Conflict { expected, actual: 2 }));
    }
    assert_eq!(seen(&store), before);
    assert_eq!(store.append(2, 1, &batch), Ok(()));
}

/// A writer that was replaced while it slept must not write when it wakes.
pub fn an_older_epoch_is_fenced_and_writes_nothing<F: Fresh>(f: &F) {
    let mut store = f.fresh();
    let mut growth = Growth::new();
    store.append(0, 5, &growth.small(2)).unwrap();
    let before = seen(&store);
    let batch = full(&mut growth);
    for given in [0, 1, 4] {
        assert_eq!(store.append(2, given, &batch), Err(AppendError::Fenced { given, current: 5 }));
    }
    // Who is fenced learns that first, whatever else is wrong.
    assert_eq!(store.append(0, 4, &batch), Err(AppendError::Fenced { given: 4, current: 5 }));
    let mut store = f.reopen(store);
    assert_eq!(store.append(2, 4, &batch), Err(AppendError::Fenced { given: 4, current: 5 }));
    assert_eq!(seen(&store), before);
    assert_eq!(store.append(2, 5, &batch), Ok(()));
}

/// No moment lies between a new epoch and its first entry.
pub fn a_later_epoch_takes_over_with_its_first_append<F: Fresh>(f: &F) {
    let mut store = f.fresh();
    let mut growth = Growth::new();
    store.append(0, 1, &growth.small(1)).unwrap();
    assert_eq!(store.epoch(), Ok(1));
    let refused = store.append(7, 2, &Batch::default());
    assert_eq!(refused, Err(AppendError::Conflict { expected: 7, actual: 1 }));
    assert_eq!(store.epoch(), Ok(1), "an append that was refused takes nothing over");
    store.append(1, 3, &growth.small(1)).unwrap();
    assert_eq!(f.reopen(store).epoch(), Ok(3));
}

/// The last thing written decides over the first.
pub fn a_batch_is_kept_whole_or_not_at_all<F: Fresh>(f: &F) {
    let mut store = f.fresh();
    let mut growth = Growth::new();
    let mut first = growth.small(1);
    first.remembered.push(outcome("duty officer", "k1", 1));
    first.vault.push(row("v1", "kim", b"Kim"));
    store.append(0, 1, &first).unwrap();
    let before = seen(&store);

    let mut twice = full(&mut growth.clone());
    twice.remembered.push(outcome("duty officer", "k1", 2));
    let refused = AppendError::AlreadyRemembered { actor: "duty officer".to_owned(), key: "k1".to_owned() };
    assert_eq!(store.append(1, 2, &twice), Err(refused));

    let mut stolen = full(&mut growth.clone());
    stolen.vault.push(row("v1", "lee", b"Lee"));
    assert!(matches!(store.append(1, 2, &stolen), Err(AppendError::Malformed { .. })));

    assert_eq!(seen(&store), before);
    let store = f.reopen(store);
    assert_eq!(seen(&store), before);
}

/// An entry that nobody signed would be neither recorded nor not recorded.
pub fn entries_come_with_the_checkpoint_that_signs_them<F: Fresh>(f: &F) {
    let mut store = f.fresh();
    let unsigned = Batch { checkpoint: vec![], ..Growth::new().small(1) };
    assert!(matches!(store.append(0, 1, &unsigned), Err(AppendError::Malformed { .. })));
    let over_nothing = Batch { checkpoint: b"0".to_vec(), ..Batch::default() };
    assert!(matches!(store.append(0, 1, &over_nothing), Err(AppendError::Malformed { .. })));
    assert_eq!(store.size(), Ok(0));
    assert_eq!(store.latest_checkpoint(), Ok(None));
}

/// A subtree that is missing or false would be noticed only by the first proof that needs it.
pub fn exactly_the_completed_subtrees_must_be_given<F: Fresh>(f: &F) {
    let mut store = f.fresh();
    let mut growth = Growth::new();
    store.append(0, 1, &growth.small(255)).unwrap();
    let right = growth.small(2);
    let [only] = right.subtrees[..] else { panic!("256 leaves complete one subtree") };
    let wrong: [&[Subtree]; 5] = [
        &[],
        &[only, only],
        &[Subtree { index: 1, ..only }],
        &[Subtree { level: 0, ..only }],
        &[only, Subtree { level: 200, ..only }],
    ];
    for subtrees in wrong {
        let batch = Batch { subtrees: subtrees.to_vec(), ..right.clone() };
        assert!(matches!(store.append(255, 1, &batch), Err(AppendError::Malformed { .. })), "{subtrees:?}");
    }
    assert_eq!(store.size(), Ok(255));
    assert_eq!(store.append(255, 1, &right), Ok(()));
    assert_eq!(store.hashes(1, 0, 1), Ok(vec![only.hash]));
}

/// What was answered `Ok` is there, what was refused is not.
pub fn reopening_shows_exactly_what_was_acknowledged<F: Fresh>(f: &F) {
    let mut store = f.fresh();
    let mut growth = Growth::new();
    for round in 0..12 {
        let before = seen(&store);
        store = f.reopen(store);
        assert_eq!(seen(&store), before);
        let mut batch = growth.small(round % 5);
        batch.remembered.push(outcome("duty officer", &format!("k{round}"), round.cast_signed()));
        batch.vault.push(row("v", "kim", &round.to_be_bytes()));
        store.append(growth.size() - round % 5, 1 + round / 4, &batch).unwrap();
        assert!(store.append(growth.size() + 1, 9, &batch).is_err());
    }
    let store = f.reopen(store);
    assert_eq!(store.size(), Ok(growth.size()));
    assert_eq!(store.epoch(), Ok(3));
    assert_eq!(store.vault("v"), Ok(Some(row("v", "kim", &11_u64.to_be_bytes()))));
}

/// A batch with something in every table.
fn full(growth: &mut Growth) -> Batch {
    let mut batch = growth.small(300);
    batch.remembered.push(outcome("duty officer", "k2", 1));
    batch.artefacts.push(Artefact::new("rulebook", b"rules".to_vec()));
    batch.vault.push(row("v2", "lee", b"Lee"));
    batch
}

/// All that [`full`] would have left.
fn seen<S: ReadStore>(store: &S) -> impl PartialEq + Debug + use<S> {
    (
        (store.size(), store.epoch(), store.entries(0, 10_000), store.checkpoints(0, 100)),
        (store.hashes(1, 0, 1), store.remembered("duty officer", "k2"), store.artefacts()),
        (store.vault("v1"), store.vault("v2"), store.vault("v")),
    )
}
