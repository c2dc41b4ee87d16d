//! A small log to verify and to spoil: what a store would hold, in plain vectors.

#![allow(dead_code, reason = "each test file uses its own part")]

use record::epoch::{BODY_VERSION, EPOCH_OPENED, KEY_ROTATED};
use record::{
    Bundle, BundleError, BundleReport, Checkpoint, Envelope, EpochOpened, Frontier, Hash, HashReader,
    KeyRotated, Nonce, Previous, ReadError, Report, SignedCheckpoint, Signer, StoredCheckpoint, StoredEntry,
    StoredLog, Trust, VerifierKey, leaf_hash, verify_log,
};
use serde_json::{Value, json};

/// The microsecond in which every test log begins.
pub const START: i64 = 1_711_440_000_000_000;

/// What a store holds. All fields are open, so that a test can alter any byte.
#[derive(Debug, Clone, Default)]
pub struct Book {
    pub entries: Vec<StoredEntry>,
    /// Level 1 and up.
    pub subtrees: Vec<Vec<Hash>>,
    pub checkpoints: Vec<StoredCheckpoint>,
}

impl HashReader for Book {
    fn hashes(&self, level: u8, from: u64, count: u64) -> Result<Vec<Hash>, ReadError> {
        let (from_index, count_index) = (usize::try_from(from).unwrap(), usize::try_from(count).unwrap());
        let all: Vec<Hash> = match level.checked_sub(1) {
            None => self.entries.iter().map(|entry| entry.leaf).collect(),
            Some(above) => self.subtrees.get(usize::from(above)).cloned().unwrap_or_default(),
        };
        let found = all.get(from_index..from_index + count_index);
        found.map(<[Hash]>::to_vec).ok_or_else(|| ReadError::hashes(level, from, count, "no such row"))
    }
}

impl StoredLog for Book {
    fn entries(&self, from: u64, limit: u64) -> Result<Vec<StoredEntry>, ReadError> {
        let from = usize::try_from(from).unwrap();
        Ok(self.entries.iter().skip(from).take(usize::try_from(limit).unwrap()).cloned().collect())
    }

    fn checkpoints(&self, after: u64, limit: u64) -> Result<Vec<StoredCheckpoint>, ReadError> {
        let from = self.checkpoints.partition_point(|stored| stored.size <= after);
        let due = self.checkpoints.iter().skip(from).take(usize::try_from(limit).unwrap()).cloned().collect();
        Ok(due)
    }
}

impl Book {
    /// The report of a verifier that knows nothing from elsewhere.
    pub fn verified(&self) -> Report {
        self.verified_with(Trust::default())
    }

    pub fn verified_with(&self, trust: Trust) -> Report {
        verify_log(self, trust).unwrap()
    }

    /// The number of the first bad entry, if one is named.
    pub fn first_bad(&self) -> Option<u64> {
        self.verified().finding.unwrap().first
    }

    pub fn latest(&self) -> SignedCheckpoint {
        SignedCheckpoint::parse(&self.checkpoints.last().unwrap().note).unwrap()
    }

    /// Cuts the log back to `size` entries and what a store would have held then.
    pub fn cut(&mut self, size: u64) {
        self.entries.truncate(usize::try_from(size).unwrap());
        self.checkpoints.retain(|stored| stored.size <= size);
    }
}

/// Writes a log as the room would: entries, subtrees, checkpoints.
pub struct Writer {
    pub book: Book,
    pub frontier: Frontier,
    pub origin: String,
    pub epoch: u64,
    /// Who signs the next checkpoint; the last one is the key in force.
    pub signers: Vec<Signer>,
}

pub fn signer(origin: &str, seed: u8) -> Signer {
    Signer::from_seed(origin, &[seed; 32]).unwrap()
}

impl Writer {
    /// A log of one entry, which opens epoch 1.
    pub fn open(origin: &str, seed: u8) -> Writer {
        let mut writer = Writer {
            book: Book::default(),
            frontier: Frontier::new(),
            origin: origin.to_owned(),
            epoch: 0,
            signers: Vec::new(),
        };
        writer.open_epoch(origin, seed, None);
        writer
    }

    pub fn open_epoch(&mut self, origin: &str, seed: u8, previous: Option<Previous>) {
        let signer = signer(origin, seed);
        let opened = EpochOpened { origin: origin.to_owned(), key: signer.verifier().clone(), previous };
        self.epoch += 1;
        self.origin = origin.to_owned();
        self.signers = vec![signer];
        self.write(EPOCH_OPENED, serde_json::to_value(opened).unwrap());
    }

    pub fn here(&self) -> Previous {
        Previous { origin: self.origin.clone(), size: self.frontier.size(), root: self.frontier.root() }
    }

    pub fn envelope(&self, kind: &str, body: Value) -> Envelope {
        let n = self.frontier.size();
        Envelope {
            n,
            epoch: self.epoch,
            nonce: Nonce((u128::from(n) * 0x9e37_79b9_7f4a_7c15).to_be_bytes()),
            recorded_at: START + i64::try_from(n).unwrap() * 1_000,
            kind: kind.to_owned(),
            v: BODY_VERSION,
            world: "actual".to_owned(),
            actor: "desk".to_owned(),
            body,
        }
    }

    pub fn write(&mut self, kind: &str, body: Value) {
        let bytes = self.envelope(kind, body).encode().unwrap();
        self.append(bytes);
    }

    pub fn append(&mut self, bytes: Vec<u8>) {
        let leaf = leaf_hash(&bytes);
        for subtree in self.frontier.append(leaf) {
            let above = usize::from(subtree.level) - 1;
            self.book.subtrees.resize(self.book.subtrees.len().max(above + 1), Vec::new());
            self.book.subtrees[above].push(subtree.hash);
        }
        self.book.entries.push(StoredEntry { bytes, leaf });
    }

    /// `count` entries that mean nothing here.
    pub fn events(&mut self, count: u64) {
        for _ in 0..count {
            let n = self.frontier.size();
            self.write("report-received", json!({"text": format!("checkpoint {n} passed"), "speed": n % 90}));
        }
    }

    pub fn rotate(&mut self, seed: u8) {
        let next = signer(&self.origin, seed);
        let old = self.signers.last().unwrap();
        let rotated = KeyRotated::sign(&self.origin, self.frontier.size(), old, &next);
        self.write(KEY_ROTATED, serde_json::to_value(rotated).unwrap());
        self.signers.push(next);
    }

    pub fn checkpoint(&mut self) -> SignedCheckpoint {
        let head = Checkpoint::new(&self.origin, self.frontier.size(), self.frontier.root());
        let signed = head.sign(&self.signers.iter().collect::<Vec<_>>()).unwrap();
        self.store(&signed);
        self.signers.drain(..self.signers.len() - 1);
        signed
    }

    pub fn store(&mut self, signed: &SignedCheckpoint) {
        let size = signed.checkpoint().size;
        self.book.checkpoints.push(StoredCheckpoint { size, note: signed.to_bytes() });
    }
}

/// A log of `size` entries with a checkpoint after each `batch`, and one at the end.
pub fn log_of(size: u64, batch: u64) -> Writer {
    let mut writer = Writer::open("unit.example/log", 1);
    while writer.frontier.size() < size {
        if writer.frontier.size().is_multiple_of(batch) {
            writer.checkpoint();
        }
        writer.events(1);
    }
    writer.checkpoint();
    writer
}

pub const UNIT: &str = "unit.example/log";

pub fn key(seed: u8) -> VerifierKey {
    signer(UNIT, seed).verifier().clone()
}

pub fn bundle_of(log: &Writer, entries: &[usize]) -> Bundle {
    let entries = entries.iter().map(|n| log.book.entries[*n].bytes.clone());
    Bundle::build("movement 7", &log.book.latest(), entries, &log.book).unwrap()
}

/// Writes, alters and reads the JSON document as somebody on the way would.
pub fn altered(bundle: &Bundle, change: impl Fn(&mut Value)) -> Result<BundleReport, BundleError> {
    let mut json: Value = serde_json::from_slice(&bundle.to_json().unwrap()).unwrap();
    change(&mut json);
    Ok(Bundle::parse(&serde_json::to_vec(&json).unwrap())?.verify(&key(1)))
}
