//! Laws of reading the log: pages, hashes, checkpoints.

use record::{HashReader as _, MemoryHashes, Prover, StoredCheckpoint, StoredEntry};

use super::Fresh;
use super::growth::Growth;
use crate::contract::{PAGE_BYTES, ReadStore, Store};
use crate::error::StoreError;
use crate::log::Log;

/// Pages of any size join to the whole.
pub fn entries_are_read_in_pages_without_a_gap<F: Fresh>(f: &F) {
    let mut store = f.fresh();
    let batch = Growth::new().small(103);
    store.append(0, 1, &batch).unwrap();
    for limit in [1, 7, 100, 103, 1000, u64::MAX] {
        assert_eq!(all_entries(&store, limit), batch.entries, "in pages of {limit}");
    }
    assert_eq!(store.entries(50, 3).unwrap(), batch.entries[50..53]);
    assert_eq!(store.entries(102, 9).unwrap(), batch.entries[102..]);
    for beyond in [103, 104, u64::MAX] {
        assert_eq!(store.entries(beyond, 9), Ok(vec![]));
    }
    assert_eq!(store.entries(0, 0), Ok(vec![]));
}

/// Memory is bounded by bytes, not by the number of entries that somebody guessed to be small.
pub fn a_page_is_bounded_in_bytes_but_never_empty_before_the_end<F: Fresh>(f: &F) {
    let mut store = f.fresh();
    let sizes = [PAGE_BYTES + 1, PAGE_BYTES / 2, PAGE_BYTES / 2, 1, PAGE_BYTES, 1];
    let batch = Growth::new().batch(sizes.map(|size| vec![b'x'; size]));
    store.append(0, 1, &batch).unwrap();
    assert!(all_entries(&store, 100) == batch.entries, "the pages do not join");
    let mut from = 0;
    let mut lengths = Vec::new();
    while from < store.size().unwrap() {
        let page = store.entries(from, 100).unwrap();
        lengths.push(page.len());
        from += page.len() as u64;
    }
    assert_eq!(lengths, [1, 2, 1, 1, 1]);
}

/// Half an answer would make a wrong proof.
pub fn hashes_are_read_exactly_or_not_at_all<F: Fresh>(f: &F) {
    let mut store = f.fresh();
    let batch = Growth::new().small(600);
    store.append(0, 1, &batch).unwrap();
    let leaves: Vec<_> = batch.entries.iter().map(|entry| entry.leaf).collect();
    assert_eq!(store.hashes(0, 0, 256).unwrap(), leaves[..256]);
    assert_eq!(store.hashes(0, 590, 10).unwrap(), leaves[590..]);
    assert_eq!(store.hashes(1, 0, 2).unwrap(), [batch.subtrees[0].hash, batch.subtrees[1].hash]);
    assert_eq!(store.hashes(1, 1, 1).unwrap(), [batch.subtrees[1].hash]);
    assert_eq!(store.hashes(3, 9, 0), Ok(vec![]));
    for (level, from, count) in
        [(0, 590, 11), (0, 600, 1), (1, 0, 3), (1, 2, 1), (2, 0, 1), (255, u64::MAX, 1)]
    {
        let refused = store.hashes(level, from, count);
        assert!(
            matches!(refused, Err(StoreError::BeyondTheEnd { .. })),
            "{level} {from} {count}: {refused:?}"
        );
    }
}

/// 65,536 leaves complete a subtree of subtrees.
pub fn subtrees_of_the_second_level_are_kept<F: Fresh>(f: &F) {
    let mut store = f.fresh();
    let mut growth = Growth::new();
    let mut reference = MemoryHashes::new();
    for count in [65_000, 600] {
        let size = growth.size();
        let batch = growth.small(count);
        batch.entries.iter().for_each(|entry| reference.append(entry.leaf));
        store.append(size, 1, &batch).unwrap();
    }
    assert_eq!(store.hashes(2, 0, 1), Ok(reference.hashes(2, 0, 1).unwrap()));
    assert_eq!(store.hashes(1, 0, 256), Ok(reference.hashes(1, 0, 256).unwrap()));
    assert_eq!(record::Frontier::read(&Log(&store), growth.size()).unwrap().root(), growth.root());
}

/// The hashes lie where `record` looks for them.
pub fn a_proof_can_be_made_from_the_stored_hashes<F: Fresh>(f: &F) {
    let mut store = f.fresh();
    let mut growth = Growth::new();
    let batch = growth.small(300);
    store.append(0, 1, &batch).unwrap();
    let log = Log(&store);
    let prover = Prover::new(&log, 300);
    for index in [0, 255, 256, 299] {
        let proof = prover.inclusion(index).unwrap();
        let leaf = batch.entries[usize::try_from(index).unwrap()].leaf;
        proof.verify(&leaf, &growth.root()).unwrap();
    }
}

/// One checkpoint for each batch with entries, by its size.
pub fn checkpoints_are_read_in_order_and_the_latest_alone<F: Fresh>(f: &F) {
    let mut store = f.fresh();
    let mut growth = Growth::new();
    let mut signed = Vec::new();
    for count in [3, 1, 0, 12, 1] {
        let size = growth.size();
        let batch = growth.small(count);
        store.append(size, 1, &batch).unwrap();
        if count > 0 {
            signed.push(StoredCheckpoint { size: growth.size(), note: batch.checkpoint });
        }
    }
    assert_eq!(store.latest_checkpoint(), Ok(signed.last().cloned()));
    assert_eq!(store.checkpoints(0, 10).unwrap(), signed);
    assert_eq!(store.checkpoints(0, 2).unwrap(), signed[..2]);
    assert_eq!(store.checkpoints(4, 2).unwrap(), signed[2..]);
    assert_eq!(store.checkpoints(5, 2).unwrap(), signed[2..]);
    assert_eq!(store.checkpoints(17, 2), Ok(vec![]));
    assert_eq!(store.checkpoints(u64::MAX, 2), Ok(vec![]));
}

fn all_entries(store: &impl ReadStore, limit: u64) -> Vec<StoredEntry> {
    let mut all = Vec::new();
    loop {
        let page = store.entries(all.len() as u64, limit).unwrap();
        if page.is_empty() {
            return all;
        }
        assert!(page.len() as u64 <= limit);
        all.extend(page);
    }
}
