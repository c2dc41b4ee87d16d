//! What is stored can be verified, also while it grows; and whoever edits the file is found out.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what it expects; there a panic is the report"
)]

use std::path::Path;

use record::epoch::{BODY_VERSION, EPOCH_OPENED};
use record::{
    Checkpoint, Envelope, EpochOpened, Frontier, Nonce, Report, Signer, StoredEntry, Trust, leaf_hash,
    verify_log,
};
use serde_json::{Value, json};
use store::dir::DATABASE;
use store::{Batch, DataDir, Log, SqliteReader, SqliteStore, Store as _};

const ORIGIN: &str = "unit.example/log";

/// A log with true entries and signatures, batch by batch.
struct Room {
    signer: Signer,
    frontier: Frontier,
}

impl Room {
    fn new() -> Room {
        Room { signer: Signer::from_seed(ORIGIN, &[7; 32]).unwrap(), frontier: Frontier::new() }
    }

    fn write(&mut self, store: &mut SqliteStore, count: u64) {
        let size = self.frontier.size();
        let mut batch = Batch::default();
        for n in size..size + count {
            let bytes = self.envelope(n).encode().unwrap();
            let leaf = leaf_hash(&bytes);
            batch.subtrees.extend(self.frontier.append(leaf));
            batch.entries.push(StoredEntry { bytes, leaf });
        }
        let checkpoint = Checkpoint::new(ORIGIN, self.frontier.size(), self.frontier.root());
        batch.checkpoint = checkpoint.sign(&[&self.signer]).unwrap().to_bytes();
        store.append(size, 1, &batch).unwrap();
    }

    fn envelope(&self, n: u64) -> Envelope {
        let (kind, body) =
            if n == 0 { (EPOCH_OPENED, self.opening()) } else { ("noted", json!({"text": "all quiet"})) };
        Envelope {
            n,
            epoch: 1,
            nonce: Nonce(u128::from(n).to_be_bytes()),
            recorded_at: n.cast_signed(),
            kind: kind.to_owned(),
            v: BODY_VERSION,
            world: "actual".to_owned(),
            actor: "desk".to_owned(),
            body,
        }
    }

    fn opening(&self) -> Value {
        let opened =
            EpochOpened { origin: ORIGIN.to_owned(), key: self.signer.verifier().clone(), previous: None };
        serde_json::to_value(opened).unwrap()
    }
}

fn open(path: &Path) -> SqliteStore {
    DataDir::open(path).unwrap().into_store().unwrap()
}

fn verified(reader: &SqliteReader) -> Report {
    verify_log(&Log(reader), Trust::default()).unwrap()
}

#[test]
fn a_record_is_verified_while_its_writer_goes_on() {
    let root = tempfile::tempdir().unwrap();
    let mut store = open(root.path());
    let mut room = Room::new();
    for _ in 0..6 {
        room.write(&mut store, 50);
    }
    let reader = DataDir::open_read_only(root.path()).unwrap();
    room.write(&mut store, 700);
    let report = verified(&reader);
    assert!(report.holds(), "{report}");
    assert_eq!(report.proved, 300);
    let report = verified(&DataDir::open_read_only(root.path()).unwrap());
    assert!(report.holds(), "{report}");
    assert_eq!((report.proved, report.root), (1000, room.frontier.root()));
}

#[test]
fn whoever_edits_the_file_is_found_out_and_the_first_bad_entry_is_named() {
    let swap = "CREATE TEMP TABLE kept AS SELECT * FROM entry WHERE n IN (90, 91);
        UPDATE entry SET (leaf, bytes) = (SELECT leaf, bytes FROM kept WHERE kept.n = 181 - entry.n) WHERE n IN (90, 91)";
    let edits = [
        ("DELETE FROM entry WHERE n = 57", Some(57)),
        ("UPDATE entry SET bytes = replace(bytes, 'quiet', 'quite') WHERE n = 263", Some(263)),
        ("UPDATE entry SET bytes = CAST(replace(bytes, 'quiet', 'quite') AS BLOB) WHERE n = 263", Some(263)),
        ("UPDATE entry SET leaf = zeroblob(32) WHERE n = 12", Some(12)),
        (swap, Some(90)),
        // Entry 299 is whole; what is filed as 300 is what is wrong.
        ("UPDATE entry SET n = 300 WHERE n = 299", Some(300)),
        ("DELETE FROM entry WHERE n = 299", None),
        ("UPDATE subtree SET hash = zeroblob(32)", None),
        ("DELETE FROM subtree", None),
        ("UPDATE checkpoint SET note = x'00' WHERE size = 150", None),
        ("DELETE FROM checkpoint WHERE size = 300", None),
    ];
    for (sql, first_bad) in edits {
        let root = tempfile::tempdir().unwrap();
        let mut store = open(root.path());
        let mut room = Room::new();
        for _ in 0..6 {
            room.write(&mut store, 50);
        }
        drop(store);
        let edited = rusqlite::Connection::open(root.path().join(DATABASE)).unwrap().execute_batch(sql);
        if let Err(refused) = edited {
            // The tables themselves keep text out of places for bytes.
            assert!(refused.to_string().contains("cannot store TEXT"), "{sql}: {refused}");
            continue;
        }
        let report = verified(&DataDir::open_read_only(root.path()).unwrap());
        let finding = report.finding.unwrap_or_else(|| panic!("not found: {sql}"));
        if first_bad.is_some() {
            assert_eq!(finding.first, first_bad, "{sql}: {finding}");
        }
    }
}
