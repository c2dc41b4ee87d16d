//! A store that is awkward: short pages, a snapshot from elsewhere, entries and checkpoints that were altered.

use std::collections::BTreeSet;

use record::Hash;
use store::{
    AppendError, Artefact, ArtefactLabel, Batch, ReadStore, Remembered, Snapshot, Store, StoreError,
    StoredCheckpoint, StoredEntry, VaultRow, simulated::MemoryStore,
};

pub struct Odd {
    pub store: MemoryStore,
    /// The most entries of a page.
    pub page: u64,
    /// What it answers instead of its own snapshot.
    pub snapshot: Option<Snapshot>,
    /// What somebody did to its entries.
    pub alter: fn(&mut StoredEntry),
    /// What somebody did to its last checkpoint.
    pub alter_note: fn(&mut Vec<u8>),
    /// What somebody else does just before the next append.
    pub first: Option<fn(&mut MemoryStore)>,
}

impl Odd {
    pub fn new(store: MemoryStore) -> Self {
        Odd { store, page: u64::MAX, snapshot: None, alter: |_| {}, alter_note: |_| {}, first: None }
    }
}

type Stored<T> = Result<T, StoreError>;

impl ReadStore for Odd {
    fn size(&self) -> Stored<u64> {
        self.store.size()
    }

    fn epoch(&self) -> Stored<u64> {
        self.store.epoch()
    }

    fn entries(&self, from: u64, limit: u64) -> Stored<Vec<StoredEntry>> {
        let mut page = self.store.entries(from, limit.min(self.page))?;
        page.iter_mut().for_each(self.alter);
        Ok(page)
    }

    fn hashes(&self, level: u8, from: u64, count: u64) -> Stored<Vec<Hash>> {
        self.store.hashes(level, from, count)
    }

    fn latest_checkpoint(&self) -> Stored<Option<StoredCheckpoint>> {
        let mut checkpoint = self.store.latest_checkpoint()?;
        checkpoint.iter_mut().for_each(|checkpoint| (self.alter_note)(&mut checkpoint.note));
        Ok(checkpoint)
    }

    fn checkpoints(&self, after: u64, limit: u64) -> Stored<Vec<StoredCheckpoint>> {
        self.store.checkpoints(after, limit)
    }

    fn remembered(&self, actor: &str, key: &str) -> Stored<Option<Remembered>> {
        self.store.remembered(actor, key)
    }

    fn artefact(&self, hash: &Hash) -> Stored<Option<Artefact>> {
        self.store.artefact(hash)
    }

    fn artefacts(&self) -> Stored<Vec<ArtefactLabel>> {
        self.store.artefacts()
    }

    fn artefacts_of(&self, kind: &str) -> Stored<Vec<ArtefactLabel>> {
        self.store.artefacts_of(kind)
    }

    fn about(&self, subject: &str, from: u64, limit: u64) -> Stored<Vec<u64>> {
        self.store.about(subject, from, limit)
    }

    fn vault(&self, id: &str) -> Stored<Option<VaultRow>> {
        self.store.vault(id)
    }

    fn vault_rows(&self, after: &str, limit: u64) -> Stored<Vec<VaultRow>> {
        self.store.vault_rows(after, limit)
    }

    fn snapshot(&self) -> Stored<Option<Snapshot>> {
        match &self.snapshot {
            Some(snapshot) => Ok(Some(snapshot.clone())),
            None => self.store.snapshot(),
        }
    }
}

impl Store for Odd {
    fn append(&mut self, expected_size: u64, epoch: u64, batch: &Batch) -> Result<(), AppendError> {
        if let Some(first) = self.first.take() {
            first(&mut self.store);
        }
        self.store.append(expected_size, epoch, batch)
    }

    fn forget_remembered_before(&mut self, moment: i64) -> Stored<u64> {
        self.store.forget_remembered_before(moment)
    }

    fn drop_artefacts_except(&mut self, referenced: &BTreeSet<Hash>) -> Stored<u64> {
        self.store.drop_artefacts_except(referenced)
    }

    fn destroy(&mut self, subject: &str) -> Stored<u64> {
        self.store.destroy(subject)
    }

    fn put_snapshot(&mut self, snapshot: &Snapshot) -> Stored<()> {
        self.store.put_snapshot(snapshot)
    }
}
