//! How fast small entries are appended durably. Printed (`--nocapture`), not asserted: the machine decides,
//! and most of all how long its disk takes to sync, which is printed first.

#![allow(clippy::unwrap_used, reason = "a test says what it expects; there a panic is the report")]

use std::io::Write as _;
use std::time::Instant;

use store::conformance::Growth;
use store::{Batch, DataDir, Hash, ReadStore as _, Remembered, Store as _};

/// About the size of a small envelope.
const ENTRY: usize = 200;
const TOTAL: u64 = 32_768;

fn batches(at_once: u64, with_outcomes: bool) -> Vec<Batch> {
    let mut growth = Growth::new();
    let rounds = TOTAL.min(at_once * 400) / at_once;
    (0..rounds)
        .map(|_| {
            let size = growth.size();
            let mut batch = growth.batch((size..size + at_once).map(|n| format!("{n:>ENTRY$}").into_bytes()));
            if with_outcomes {
                batch.remembered = (size..size + at_once).map(outcome).collect();
            }
            batch
        })
        .collect()
}

/// Keys are random in practice: a hash stands for one.
fn outcome(n: u64) -> Remembered {
    let fingerprint = Hash::of(&n.to_be_bytes());
    let (actor, key) = (format!("actor {}", n % 20), fingerprint.to_string()[..32].to_owned());
    Remembered { actor, key, fingerprint, outcome: vec![b'o'; 60], recorded_at: n.cast_signed() }
}

/// How many times a second four kilobytes at the end of a file are synced.
fn syncs() -> f64 {
    let mut file = tempfile::tempfile().unwrap();
    let start = Instant::now();
    for _ in 0..64 {
        file.write_all(&[0; 4096]).unwrap();
        file.sync_data().unwrap();
    }
    64.0 / start.elapsed().as_secs_f64()
}

#[test]
fn appending_and_reading_rates() {
    println!("this disk syncs {:.0} times a second", syncs());
    for (at_once, with_outcomes) in [(1, false), (8, false), (64, false), (64, true), (512, false)] {
        let batches = batches(at_once, with_outcomes);
        let entries: u64 = batches.iter().map(|batch| batch.entries.len() as u64).sum();
        let root = tempfile::tempdir().unwrap();
        let mut store = DataDir::open(root.path()).unwrap().into_store().unwrap();

        let start = Instant::now();
        let mut size = 0;
        for batch in &batches {
            store.append(size, 1, batch).unwrap();
            size += batch.entries.len() as u64;
        }
        let appending = start.elapsed().as_secs_f64();

        let start = Instant::now();
        let mut read = 0;
        while read < entries {
            read += store.entries(read, 4096).unwrap().len() as u64;
        }
        let reading = start.elapsed().as_secs_f64();

        let outcomes = if with_outcomes { "with outcomes" } else { "" };
        println!(
            "{at_once:>4} a commit: {:>9.0} entries/s appended, {:>9.0} entries/s read {outcomes}",
            f64::from(u32::try_from(entries).unwrap()) / appending,
            f64::from(u32::try_from(entries).unwrap()) / reading,
        );
    }
}
