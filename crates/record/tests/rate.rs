//! How fast a log is verified. A measurement, not a test of a limit: run it with
//! `cargo test -p record --release --test rate -- --ignored --nocapture`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::cast_possible_truncation,
    reason = "a test: there a panic is the report"
)]

mod logbook;

use std::time::Instant;

use logbook::log_of;
use record::{EntryView, Envelope, Hash, MemoryHashes, Prover, check_canonical, leaf_hash};

#[test]
#[ignore = "a measurement; run it in a release build"]
fn the_rate_of_verification_is_printed() {
    let log = log_of(100_000, 64);
    let bytes: usize = log.book.entries.iter().map(|entry| entry.bytes.len()).sum();
    println!("{} entries, {} bytes each", log.book.entries.len(), bytes / log.book.entries.len());
    let timed = |what: &str, work: &dyn Fn()| {
        let started = Instant::now();
        work();
        let per_second = 100_000.0 / started.elapsed().as_secs_f64();
        println!("{what}: {per_second:.0} entries/s");
    };
    let each = |work: &dyn Fn(&[u8])| log.book.entries.iter().for_each(|entry| work(&entry.bytes));
    timed("leaf hash", &|| each(&|bytes| assert!(leaf_hash(bytes) != Hash::EMPTY_ROOT)));
    timed("canonical check", &|| each(&|bytes| check_canonical(bytes).unwrap()));
    timed("entry view", &|| each(&|bytes| drop(EntryView::parse(bytes).unwrap())));
    timed("decode", &|| each(&|bytes| drop(Envelope::decode(bytes).unwrap())));
    let envelopes: Vec<_> = log.book.entries.iter().map(|e| Envelope::decode(&e.bytes).unwrap()).collect();
    timed("encode", &|| envelopes.iter().for_each(|envelope| drop(envelope.encode().unwrap())));
    timed("whole log, a checkpoint for each 64", &|| assert!(log.book.verified().holds()));
    let alone = log_of(100_000, 1);
    timed("whole log, a checkpoint for each entry", &|| assert!(alone.book.verified().holds()));
    let tree = MemoryHashes::from_iter(log.book.entries.iter().map(|entry| entry.leaf));
    let prover = Prover::new(&tree, 100_000);
    timed("inclusion proof", &|| (0..100_000).for_each(|n| assert!(prover.inclusion(n).is_ok())));
}
