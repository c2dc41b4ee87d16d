//! Tracks in memory, on a shelf that outlives whoever holds it and can be told to fail.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::error::StoreError;

use super::{Armful, DeviceName, Span, Stretch, Tracks};

/// So many are others made to wait for at a time: few, so that tests see that there are more.
const SOME: usize = 3;

/// Tracks in memory. Clones are the same shelf.
#[derive(Debug, Clone, Default)]
pub struct MemoryTracks(Arc<Mutex<Shelf>>);

#[derive(Debug, Default)]
struct Shelf {
    armfuls: Vec<Armful>,
    sheaves: BTreeMap<u64, Vec<Stretch>>,
    sheaf: u64,
    numbered: u64,
    failing: bool,
    damaged: Option<u64>,
}

impl MemoryTracks {
    /// From now on nothing can be written, or it can again.
    pub fn fail(&self, failing: bool) {
        self.shelf().failing = failing;
    }

    /// From now on this sheaf is not what was packed.
    pub fn damage(&self, sheaf: u64) {
        self.shelf().damaged = Some(sheaf);
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn to_write(&self) -> Result<MutexGuard<'_, Shelf>, StoreError> {
        let shelf = self.shelf();
        if !shelf.failing {
            return Ok(shelf);
        }
        Err(StoreError::Full { place: "the shelf in memory".to_owned(), why: "as planned".to_owned() })
    }
}

impl Shelf {
    fn keep(&mut self, stretches: Vec<Stretch>) {
        if !stretches.is_empty() {
            self.sheaf += 1;
            self.sheaves.insert(self.sheaf, stretches);
        }
    }

    /// The sheaves with such a stretch.
    fn with(&self, is: impl Fn(&Stretch) -> bool) -> Vec<u64> {
        self.sheaves.iter().filter(|(_, all)| all.iter().any(&is)).map(|(id, _)| *id).collect()
    }
}

impl Tracks for MemoryTracks {
    fn append(&self, count: u32, body: &[u8]) -> Result<u64, StoreError> {
        let mut shelf = self.to_write()?;
        let first = shelf.numbered + 1;
        shelf.numbered += u64::from(count);
        shelf.armfuls.push(Armful { first, count, body: body.to_owned() });
        Ok(first)
    }

    fn next(&self) -> Result<u64, StoreError> {
        Ok(self.shelf().numbered + 1)
    }

    fn armfuls(&self, from: u64, most_bytes: usize) -> Result<Vec<Armful>, StoreError> {
        let shelf = self.shelf();
        let reaching = shelf.armfuls.iter().filter(|one| one.first + u64::from(one.count) > from);
        let mut bytes = 0;
        let fits = |(n, one): &(usize, &Armful)| {
            bytes += one.body.len();
            *n == 0 || bytes <= most_bytes
        };
        Ok(reaching.enumerate().take_while(fits).map(|(_, one)| one.clone()).collect())
    }

    fn pack(&self, stretches: &[Stretch]) -> Result<usize, StoreError> {
        let mut shelf = self.to_write()?;
        let some = &stretches[..stretches.len().min(SOME)];
        shelf.keep(some.to_vec());
        Ok(some.len())
    }

    fn drop_begun(&self, first: u64) -> Result<usize, StoreError> {
        let mut shelf = self.to_write()?;
        let is_begun =
            |(id, all): (&u64, &Vec<Stretch>)| all.iter().all(|one| one.first >= first).then_some(*id);
        let begun = shelf.sheaves.iter().find_map(is_begun);
        Ok(begun.map_or(0, |id| usize::from(shelf.sheaves.remove(&id).is_some())))
    }

    fn drop_packed(&self, through: u64) -> Result<usize, StoreError> {
        let mut shelf = self.to_write()?;
        let is_packed = |one: &&Armful| one.first + u64::from(one.count) - 1 <= through;
        let some = shelf.armfuls.iter().take_while(is_packed).take(SOME).count();
        shelf.armfuls.drain(..some);
        Ok(some)
    }

    fn stretches(&self, device: &DeviceName, from: i64, until: i64) -> Result<Vec<Stretch>, StoreError> {
        let shelf = self.shelf();
        let of_device = shelf.sheaves.values().flatten().filter(|one| one.device == *device);
        let mut found: Vec<_> =
            of_device.filter(|one| one.until >= from && one.from <= until).cloned().collect();
        found.sort_by_key(|one| (one.from, one.first));
        Ok(found)
    }

    fn since(&self, from: i64) -> Result<Vec<u64>, StoreError> {
        Ok(self.shelf().with(|one| one.until >= from))
    }

    fn over(&self, before: i64) -> Result<Vec<u64>, StoreError> {
        Ok(self.shelf().with(|one| one.until < before))
    }

    fn spans(&self, sheaf: u64) -> Result<Vec<Span>, StoreError> {
        let shelf = self.shelf();
        if shelf.damaged == Some(sheaf) {
            let (place, what) = ("the shelf in memory".to_owned(), "as planned".to_owned());
            return Err(StoreError::Damaged { place, what });
        }
        let all = shelf.sheaves.get(&sheaf).into_iter().flatten();
        Ok(all.map(Stretch::span).collect())
    }

    fn let_go(&self, sheaf: u64, is_over: &dyn Fn(&Span) -> bool) -> Result<usize, StoreError> {
        let mut shelf = self.to_write()?;
        let all = shelf.sheaves.remove(&sheaf).into_iter().flatten();
        let (gone, left): (Vec<Stretch>, Vec<Stretch>) = all.partition(|one| is_over(&one.span()));
        shelf.keep(left);
        Ok(gone.len())
    }

    fn overwrite(&self) {}
}
