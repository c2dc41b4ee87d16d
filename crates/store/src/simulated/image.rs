//! What is on the simulated disk.

use std::collections::{BTreeMap, BTreeSet};

use record::{Hash, StoredEntry};

use crate::batch::{Artefact, Batch, Remembered, Snapshot, VaultRow};
use crate::error::AppendError;

/// The tables, as plain collections.
#[derive(Debug, Default)]
pub(crate) struct Image {
    pub(crate) epoch: u64,
    pub(crate) entries: Vec<StoredEntry>,
    pub(crate) subtrees: BTreeMap<(u8, u64), Hash>,
    pub(crate) checkpoints: BTreeMap<u64, Vec<u8>>,
    pub(crate) remembered: BTreeMap<(String, String), Remembered>,
    pub(crate) artefacts: BTreeMap<Hash, Artefact>,
    pub(crate) vault: BTreeMap<String, VaultRow>,
    pub(crate) about: BTreeSet<(String, u64)>,
    pub(crate) snapshot: Option<Snapshot>,
}

impl Image {
    pub(crate) fn size(&self) -> u64 {
        self.entries.len() as u64
    }

    /// Refuses what a database's constraints would refuse.
    pub(crate) fn admit(&self, expected: u64, epoch: u64, batch: &Batch) -> Result<(), AppendError> {
        batch.admit(expected, epoch, self.size(), self.epoch)?;
        let mut keys = BTreeSet::new();
        for one in &batch.remembered {
            let key = (one.actor.clone(), one.key.clone());
            if self.remembered.contains_key(&key) || !keys.insert(key) {
                return Err(AppendError::AlreadyRemembered {
                    actor: one.actor.clone(),
                    key: one.key.clone(),
                });
            }
        }
        let mut subjects: BTreeMap<&str, &str> = BTreeMap::new();
        for row in &batch.vault {
            let kept = self.vault.get(&row.id).map(|kept| kept.subject.as_str());
            let subject = *subjects.entry(&row.id).or_insert(kept.unwrap_or(&row.subject));
            if subject != row.subject {
                return Err(row.belongs_to_another());
            }
        }
        Ok(())
    }

    pub(crate) fn keep(&mut self, epoch: u64, batch: &Batch) {
        self.epoch = epoch;
        self.entries.extend(batch.entries.iter().cloned());
        self.subtrees.extend(batch.subtrees.iter().map(|one| ((one.level, one.index), one.hash)));
        if !batch.checkpoint.is_empty() {
            self.checkpoints.insert(self.size(), batch.checkpoint.clone());
        }
        let remembered = batch.remembered.iter().cloned();
        self.remembered.extend(remembered.map(|one| ((one.actor.clone(), one.key.clone()), one)));
        for artefact in &batch.artefacts {
            self.artefacts.entry(artefact.hash).or_insert_with(|| artefact.clone());
        }
        self.about.extend(batch.about.iter().map(|one| (one.subject.clone(), one.n)));
        self.vault.extend(batch.vault.iter().map(|row| (row.id.clone(), row.clone())));
    }
}
