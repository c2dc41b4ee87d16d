//! Laws of what lies beside the log: remembered outcomes, artefacts, the vault, the snapshot.

use std::collections::BTreeSet;

use record::Hash;

use super::Fresh;
use super::growth::{Growth, outcome, row};
use crate::batch::{About, Artefact, Batch, Snapshot};
use crate::contract::{ReadStore, Store};
use crate::error::{AppendError, StoreError};

/// Whoever repeats a command whose entries are there finds what was answered.
pub fn an_outcome_is_remembered_with_its_entries<F: Fresh>(f: &F) {
    let mut store = f.fresh();
    let mut batch = Growth::new().small(1);
    let answered = outcome("sponsor", "k", -1);
    batch.remembered.push(answered.clone());
    store.append(0, 1, &batch).unwrap();
    let store = f.reopen(store);
    assert_eq!(store.remembered("sponsor", "k"), Ok(Some(answered)));
    assert_eq!(store.remembered("sponsor", "K"), Ok(None), "keys differ by every byte");
}

/// One actor's key says nothing about another's.
pub fn a_key_is_remembered_for_each_actor_apart<F: Fresh>(f: &F) {
    let mut store = f.fresh();
    let pairs = [("a", "bc"), ("ab", "c"), ("", "abc"), ("abc", ""), ("آمر", "نقل")];
    for (actor, key) in pairs {
        append_outcome(&mut store, actor, key, 1).unwrap();
    }
    for (actor, key) in pairs {
        assert_eq!(store.remembered(actor, key), Ok(Some(outcome(actor, key, 1))));
        let again = append_outcome(&mut store, actor, key, 2);
        assert_eq!(
            again,
            Err(AppendError::AlreadyRemembered { actor: actor.to_owned(), key: key.to_owned() })
        );
    }
    let twice = Batch { remembered: vec![outcome("x", "y", 1), outcome("x", "y", 1)], ..Batch::default() };
    assert!(matches!(store.append(0, 1, &twice), Err(AppendError::AlreadyRemembered { .. })));
    assert_eq!(store.remembered("x", "y"), Ok(None));
}

/// The bound itself is kept: "before" means before.
pub fn old_outcomes_are_forgotten_and_their_keys_are_free<F: Fresh>(f: &F) {
    let mut store = f.fresh();
    for recorded_at in [10, 20, 30] {
        append_outcome(&mut store, "sponsor", &recorded_at.to_string(), recorded_at).unwrap();
    }
    assert_eq!(store.forget_remembered_before(10), Ok(0));
    assert_eq!(store.forget_remembered_before(30), Ok(2));
    assert_eq!(store.remembered("sponsor", "20"), Ok(None));
    let mut store = f.reopen(store);
    assert_eq!(store.remembered("sponsor", "10"), Ok(None));
    assert!(store.remembered("sponsor", "30").unwrap().is_some());
    assert_eq!(append_outcome(&mut store, "sponsor", "20", 40), Ok(()));
}

/// The same bytes are the same artefact, whoever brings them.
pub fn an_artefact_is_kept_once_under_its_hash<F: Fresh>(f: &F) {
    let mut store = f.fresh();
    let rules = Artefact::new("rulebook", b"rules".to_vec());
    let network = Artefact::new("network", vec![0; 1 << 20]);
    append_artefacts(&mut store, &[rules.clone(), network.clone(), rules.clone()]).unwrap();
    append_artefacts(&mut store, &[Artefact { kind: "said to be a network".to_owned(), ..rules.clone() }])
        .unwrap();
    let store = f.reopen(store);
    assert_eq!(store.artefact(&rules.hash), Ok(Some(rules.clone())));
    assert!(store.artefact(&network.hash) == Ok(Some(network.clone())));
    let mut labels = vec![rules.label(), network.label()];
    labels.sort();
    assert_eq!(store.artefacts(), Ok(labels));
    assert_eq!(store.artefacts_of("network"), Ok(vec![network.label()]));
    assert_eq!(store.artefacts_of("said to be a network"), Ok(vec![]));
}

/// A clearance pins hashes: a name that lies would pin anything.
pub fn an_artefact_under_a_false_name_is_refused<F: Fresh>(f: &F) {
    let mut store = f.fresh();
    let right = Artefact::new("rulebook", b"rules".to_vec());
    let wrong = Artefact { bytes: b"other rules".to_vec(), ..right.clone() };
    assert!(matches!(append_artefacts(&mut store, &[wrong]), Err(AppendError::Malformed { .. })));
    assert_eq!(store.artefact(&right.hash), Ok(None));
}

/// Exactly those named stay.
pub fn artefacts_nobody_refers_to_are_dropped<F: Fresh>(f: &F) {
    let mut store = f.fresh();
    let [a, b, c] = ["a", "b", "c"].map(|text| Artefact::new("rulebook", text.into()));
    append_artefacts(&mut store, &[a.clone(), b.clone(), c.clone()]).unwrap();
    let referenced = BTreeSet::from([b.hash, Hash::of(b"never kept")]);
    assert_eq!(store.drop_artefacts_except(&referenced), Ok(2));
    assert_eq!(store.drop_artefacts_except(&referenced), Ok(0));
    let store = f.reopen(store);
    assert_eq!(store.artefacts(), Ok(vec![b.label()]));
    assert_eq!(store.artefact(&a.hash), Ok(None));
}

/// A corrected name takes the place of the wrong one.
pub fn a_vault_row_is_replaced_by_its_id<F: Fresh>(f: &F) {
    let mut store = f.fresh();
    append_rows(&mut store, &[("v1", "kim", b"Kim"), ("v2", "kim", b"+92")]).unwrap();
    append_rows(&mut store, &[("v1", "kim", b"Kim Jae"), ("v1", "kim", b"Kim Jae-ho")]).unwrap();
    let store = f.reopen(store);
    assert_eq!(store.vault("v1"), Ok(Some(row("v1", "kim", b"Kim Jae-ho"))));
    assert_eq!(store.vault("v2"), Ok(Some(row("v2", "kim", b"+92"))));
}

/// A row that moved to another subject would outlive its own.
pub fn a_vault_row_never_changes_its_subject<F: Fresh>(f: &F) {
    let mut store = f.fresh();
    append_rows(&mut store, &[("v1", "kim", b"Kim")]).unwrap();
    let moved = append_rows(&mut store, &[("v2", "lee", b"Lee"), ("v1", "lee", b"Lee")]);
    assert!(matches!(moved, Err(AppendError::Malformed { .. })));
    let in_one_batch = append_rows(&mut store, &[("v3", "kim", b"Kim"), ("v3", "lee", b"Lee")]);
    assert!(matches!(in_one_batch, Err(AppendError::Malformed { .. })));
    assert_eq!(store.vault("v1"), Ok(Some(row("v1", "kim", b"Kim"))));
    assert_eq!(store.vault("v2"), Ok(None));
    assert_eq!(store.vault("v3"), Ok(None));
}

/// One person's data goes, and only that.
pub fn destroying_a_subject_leaves_everybody_else<F: Fresh>(f: &F) {
    let mut store = f.fresh();
    append_rows(&mut store, &[("v1", "kim", b"Kim"), ("v2", "kim", b"+92"), ("v3", "kimberly", b"K")])
        .unwrap();
    assert_eq!(store.destroy("nobody"), Ok(0));
    assert_eq!(store.destroy("kim"), Ok(2));
    assert_eq!(store.destroy("kim"), Ok(0), "a restore destroys again");
    let store = f.reopen(store);
    assert_eq!(store.vault("v1"), Ok(None));
    assert_eq!(store.vault("v2"), Ok(None));
    assert_eq!(store.vault("v3"), Ok(Some(row("v3", "kimberly", b"K"))));
}

/// Every row once.
pub fn vault_rows_are_read_in_order_by_the_page<F: Fresh>(f: &F) {
    let mut store = f.fresh();
    append_rows(&mut store, &[("v2", "kim", b"2"), ("v10", "lee", b"10"), ("v1", "kim", b"1")]).unwrap();
    let (mut read, mut after) = (Vec::new(), String::new());
    loop {
        let page = store.vault_rows(&after, 2).unwrap();
        assert!(page.len() <= 2);
        let Some(last) = page.last() else { break };
        after.clone_from(&last.id);
        read.extend(page);
    }
    assert_eq!(read, [row("v1", "kim", b"1"), row("v10", "lee", b"10"), row("v2", "kim", b"2")]);
}

/// There is one snapshot, and it comes back as it was.
pub fn a_snapshot_replaces_the_one_before<F: Fresh>(f: &F) {
    let mut store = f.fresh();
    store.append(0, 1, &Growth::new().small(9)).unwrap();
    let first = Snapshot { size: 9, root: Hash([7; 32]), build: "1.0".to_owned(), bytes: vec![1; 100_000] };
    let second = Snapshot { size: 4, root: Hash([8; 32]), build: "1.1".to_owned(), bytes: vec![] };
    store.put_snapshot(&first).unwrap();
    let mut store = f.reopen(store);
    assert_eq!(store.snapshot(), Ok(Some(first)));
    store.put_snapshot(&second).unwrap();
    assert_eq!(f.reopen(store).snapshot(), Ok(Some(second)));
}

/// Starting from it would skip entries that are yet to come.
pub fn a_snapshot_of_entries_that_do_not_exist_is_refused<F: Fresh>(f: &F) {
    let mut store = f.fresh();
    store.append(0, 1, &Growth::new().small(2)).unwrap();
    let early = Snapshot { size: 3, root: Hash([7; 32]), build: "1.0".to_owned(), bytes: vec![1] };
    assert!(matches!(store.put_snapshot(&early), Err(StoreError::Malformed { .. })));
    assert_eq!(store.snapshot(), Ok(None));
}

fn append_outcome(
    store: &mut impl Store,
    actor: &str,
    key: &str,
    recorded_at: i64,
) -> Result<(), AppendError> {
    store.append(0, 1, &Batch { remembered: vec![outcome(actor, key, recorded_at)], ..Batch::default() })
}

fn append_artefacts(store: &mut impl Store, artefacts: &[Artefact]) -> Result<(), AppendError> {
    store.append(0, 1, &Batch { artefacts: artefacts.to_vec(), ..Batch::default() })
}

fn append_rows(store: &mut impl Store, rows: &[(&str, &str, &[u8])]) -> Result<(), AppendError> {
    let vault = rows.iter().map(|(id, subject, bytes)| row(id, subject, bytes)).collect();
    store.append(0, 1, &Batch { vault, ..Batch::default() })
}

/// Entries are found by what they are about, each once, from any number on.
pub fn the_entries_about_one_thing_are_found_in_order<F: Fresh>(f: &F) {
    let mut store = f.fresh();
    let mut growth = Growth::new();
    for batch in 0..3 {
        let mut batch = Batch { about: Vec::new(), ..growth.small(4 + batch) };
        let before = growth.size() - batch.entries.len() as u64;
        for n in (before..growth.size()).rev() {
            let subject = if n % 2 == 0 { "even" } else { "odd" }.to_owned();
            batch.about.extend([About { subject: subject.clone(), n }, About { subject, n }]);
        }
        store.append(before, 1, &batch).unwrap();
    }
    let store = f.reopen(store);
    assert_eq!(store.about("even", 0, 99).unwrap(), [0, 2, 4, 6, 8, 10, 12, 14]);
    assert_eq!(store.about("even", 5, 2).unwrap(), [6, 8]);
    assert_eq!(store.about("odd", 14, 99).unwrap(), Vec::<u64>::new());
    assert_eq!(store.about("nothing", 0, 99).unwrap(), Vec::<u64>::new());
}

/// The index speaks of the entries it was written with.
pub fn an_entry_of_another_batch_is_not_indexed<F: Fresh>(f: &F) {
    let mut store = f.fresh();
    let mut growth = Growth::new();
    store.append(0, 1, &growth.small(2)).unwrap();
    for n in [1, 4] {
        let about = vec![About { subject: "thing".to_owned(), n }];
        let batch = Batch { about, ..growth.clone().small(2) };
        assert!(matches!(store.append(2, 1, &batch), Err(AppendError::Malformed { .. })), "entry {n}");
    }
    assert_eq!(store.about("thing", 0, 9).unwrap(), Vec::<u64>::new());
    assert_eq!(store.size().unwrap(), 2);
}
