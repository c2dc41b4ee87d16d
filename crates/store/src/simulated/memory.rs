//! The store on the simulated disk.

use std::collections::BTreeSet;
use std::ops::Bound;
use std::sync::MutexGuard;

use record::{Hash, StoredCheckpoint, StoredEntry};

use crate::batch::{Artefact, ArtefactLabel, Batch, Remembered, Snapshot, VaultRow};
use crate::contract::{PAGE_BYTES, ReadStore, Store};
use crate::error::{AppendError, StoreError};

use super::fault::{Failing, Step};
use super::image::Image;
use super::{Disk, Machine};

const PLACE: &str = "the simulated disk";

/// A store that lasts from one boot of its disk to the next.
#[derive(Debug)]
pub struct MemoryStore {
    disk: Disk,
    boot: u64,
}

impl MemoryStore {
    pub(super) fn new(disk: Disk, boot: u64) -> MemoryStore {
        MemoryStore { disk, boot }
    }

    /// The disk it is on.
    pub fn disk(&self) -> &Disk {
        &self.disk
    }

    fn running(&self) -> Result<MutexGuard<'_, Machine>, StoreError> {
        let machine = self.disk.machine();
        if machine.up && machine.boot == self.boot {
            return Ok(machine);
        }
        Err(StoreError::NotReadable {
            place: PLACE.to_owned(),
            why: "the machine is down; boot it".to_owned(),
        })
    }

    fn read<T>(&self, look: impl FnOnce(&Image) -> T) -> Result<T, StoreError> {
        let mut machine = self.running()?;
        match machine.faults.take(Step::Read) {
            None => Ok(look(&machine.kept)),
            Some(failing) => Err(machine.fail(Step::Read, failing)),
        }
    }

    fn change<T>(&mut self, step: Step, change: impl FnOnce(&mut Image) -> T) -> Result<T, StoreError> {
        let mut machine = self.running()?;
        let Some(failing) = machine.faults.take(step) else { return Ok(change(&mut machine.kept)) };
        if failing.persists(step) {
            change(&mut machine.kept);
        }
        Err(machine.fail(step, failing))
    }
}

impl Machine {
    /// Takes the steps of an append until one fails.
    fn append_steps(&mut self) -> Option<(Step, Failing)> {
        Step::APPEND.into_iter().find_map(|step| Some((step, self.faults.take(step)?)))
    }

    fn fail(&mut self, step: Step, failing: Failing) -> StoreError {
        self.up = failing != Failing::Crashes;
        let why = format!("{failing:?} at {step:?}, as planned");
        match step {
            Step::Read => StoreError::NotReadable { place: PLACE.to_owned(), why },
            _ => StoreError::NotWritable { place: PLACE.to_owned(), why },
        }
    }
}

impl Store for MemoryStore {
    fn append(&mut self, expected_size: u64, epoch: u64, batch: &Batch) -> Result<(), AppendError> {
        let mut machine = self.running().map_err(AppendError::Refused)?;
        machine.kept.admit(expected_size, epoch, batch)?;
        let failed = machine.append_steps();
        if failed.is_none_or(|(step, failing)| failing.persists(step)) {
            machine.kept.keep(epoch, batch);
        }
        match failed {
            None => Ok(()),
            Some((step, Failing::Refuses)) => Err(AppendError::Refused(machine.fail(step, Failing::Refuses))),
            Some((step, failing)) => Err(AppendError::Unknown(machine.fail(step, failing))),
        }
    }

    fn forget_remembered_before(&mut self, moment: i64) -> Result<u64, StoreError> {
        self.change(Step::Forget, |image| {
            let before = image.remembered.len();
            image.remembered.retain(|_, one| one.recorded_at >= moment);
            (before - image.remembered.len()) as u64
        })
    }

    fn drop_artefacts_except(&mut self, referenced: &BTreeSet<Hash>) -> Result<u64, StoreError> {
        self.change(Step::DropArtefacts, |image| {
            let before = image.artefacts.len();
            image.artefacts.retain(|hash, _| referenced.contains(hash));
            (before - image.artefacts.len()) as u64
        })
    }

    fn destroy(&mut self, subject: &str) -> Result<u64, StoreError> {
        self.change(Step::Destroy, |image| {
            let before = image.vault.len();
            image.vault.retain(|_, row| row.subject != subject);
            (before - image.vault.len()) as u64
        })
    }

    fn put_snapshot(&mut self, snapshot: &Snapshot) -> Result<(), StoreError> {
        snapshot.admit(self.size()?)?;
        self.change(Step::PutSnapshot, |image| image.snapshot = Some(snapshot.clone()))
    }
}

impl ReadStore for MemoryStore {
    fn size(&self) -> Result<u64, StoreError> {
        self.read(Image::size)
    }

    fn epoch(&self) -> Result<u64, StoreError> {
        self.read(|image| image.epoch)
    }

    fn entries(&self, from: u64, limit: u64) -> Result<Vec<StoredEntry>, StoreError> {
        let page = |image: &Image| {
            page(image.entries.iter().skip(index(from)).cloned(), limit, |one| one.bytes.len())
        };
        self.read(page)
    }

    fn hashes(&self, level: u8, from: u64, count: u64) -> Result<Vec<Hash>, StoreError> {
        let found: Vec<Hash> = self.read(|image| match level {
            0 => image.entries.iter().skip(index(from)).take(index(count)).map(|one| one.leaf).collect(),
            _ => image
                .subtrees
                .range((level, from)..(level, u64::MAX))
                .take(index(count))
                .map(|one| *one.1)
                .collect(),
        })?;
        let held = found.len() as u64;
        if held == count {
            return Ok(found);
        }
        let what = format!("{count} hashes at level {level} from number {from}");
        Err(StoreError::BeyondTheEnd { place: PLACE.to_owned(), what, held: from.saturating_add(held) })
    }

    fn latest_checkpoint(&self) -> Result<Option<StoredCheckpoint>, StoreError> {
        self.read(|image| image.checkpoints.iter().next_back().map(stored))
    }

    fn checkpoints(&self, after: u64, limit: u64) -> Result<Vec<StoredCheckpoint>, StoreError> {
        let later = |image: &Image| {
            let later = image.checkpoints.range((Bound::Excluded(after), Bound::Unbounded)).map(stored);
            page(later, limit, |one| one.note.len())
        };
        self.read(later)
    }

    fn remembered(&self, actor: &str, key: &str) -> Result<Option<Remembered>, StoreError> {
        self.read(|image| image.remembered.get(&(actor.to_owned(), key.to_owned())).cloned())
    }

    fn artefact(&self, hash: &Hash) -> Result<Option<Artefact>, StoreError> {
        self.read(|image| image.artefacts.get(hash).cloned())
    }

    fn artefacts(&self) -> Result<Vec<ArtefactLabel>, StoreError> {
        self.read(|image| image.artefacts.values().map(Artefact::label).collect())
    }

    fn artefacts_of(&self, kind: &str) -> Result<Vec<ArtefactLabel>, StoreError> {
        let of_kind = |artefact: &&Artefact| artefact.kind == kind;
        self.read(|image| image.artefacts.values().filter(of_kind).map(Artefact::label).collect())
    }

    fn about(&self, subject: &str, from: u64, limit: u64) -> Result<Vec<u64>, StoreError> {
        let found = |image: &Image| {
            let range = (subject.to_owned(), from)..=(subject.to_owned(), u64::MAX);
            image.about.range(range).map(|(_, n)| *n).take(index(limit)).collect()
        };
        self.read(found)
    }

    fn vault(&self, id: &str) -> Result<Option<VaultRow>, StoreError> {
        self.read(|image| image.vault.get(id).cloned())
    }

    fn vault_rows(&self, after: &str, limit: u64) -> Result<Vec<VaultRow>, StoreError> {
        let later = |image: &Image| {
            let later = image.vault.iter().filter(|(id, _)| id.as_str() > after).map(|(_, row)| row.clone());
            page(later, limit, |one| one.bytes.len())
        };
        self.read(later)
    }

    fn snapshot(&self) -> Result<Option<Snapshot>, StoreError> {
        self.read(|image| image.snapshot.clone())
    }
}

/// The first items, at most `limit`, that fit into a page; at least one.
fn page<T>(items: impl Iterator<Item = T>, limit: u64, length: impl Fn(&T) -> usize) -> Vec<T> {
    let mut room = PAGE_BYTES;
    let mut first = true;
    let fits = |item: &T| {
        let fits = first || length(item) <= room;
        room = room.saturating_sub(length(item));
        first = false;
        fits
    };
    items.take(index(limit)).take_while(fits).collect()
}

fn stored((size, note): (&u64, &Vec<u8>)) -> StoredCheckpoint {
    StoredCheckpoint { size: *size, note: note.clone() }
}

fn index(n: u64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}
