//! Keys in memory, on a shelf that outlives whoever holds it and can be told to fail.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::error::StoreError;

use super::{KeyName, KeyRow, Keys, was_destroyed};

const PLACE: &str = "the shelf in memory";

/// Keys in memory. Clones are the same shelf.
#[derive(Debug, Clone, Default)]
pub struct MemoryKeys(Arc<Mutex<Shelf>>);

#[derive(Debug, Default)]
struct Shelf {
    keys: Vec<KeyRow>,
    destroyed: BTreeSet<String>,
    failing: bool,
}

impl MemoryKeys {
    /// From now on nothing can be written, or it can again.
    pub fn fail(&self, failing: bool) {
        self.shelf().failing = failing;
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn to_write(&self) -> Result<MutexGuard<'_, Shelf>, StoreError> {
        let shelf = self.shelf();
        if !shelf.failing {
            return Ok(shelf);
        }
        Err(StoreError::Full { place: PLACE.to_owned(), why: "as planned".to_owned() })
    }
}

impl Keys for MemoryKeys {
    fn current(&self, subject: &str) -> Result<Option<KeyRow>, StoreError> {
        Ok(self.shelf().keys.iter().rev().find(|key| key.subject == subject).cloned())
    }

    fn key(&self, subject: &str, name: &KeyName) -> Result<Option<KeyRow>, StoreError> {
        Ok(self.shelf().keys.iter().find(|key| key.subject == subject && key.name == *name).cloned())
    }

    fn keep(&self, keys: &[KeyRow]) -> Result<(), StoreError> {
        let mut shelf = self.to_write()?;
        if let Some(gone) = keys.iter().find(|key| shelf.destroyed.contains(&key.subject)) {
            return Err(was_destroyed(&gone.subject));
        }
        for key in keys {
            if !shelf.keys.iter().any(|kept| kept.subject == key.subject && kept.name == key.name) {
                shelf.keys.push(key.clone());
            }
        }
        Ok(())
    }

    fn subjects(&self) -> Result<BTreeSet<String>, StoreError> {
        Ok(self.shelf().keys.iter().map(|key| key.subject.clone()).collect())
    }

    fn destroy(&self, subjects: &[String]) -> Result<(), StoreError> {
        let mut shelf = self.to_write()?;
        shelf.keys.retain(|key| !subjects.contains(&key.subject));
        shelf.destroyed.extend(subjects.iter().cloned());
        Ok(())
    }

    fn destroyed(&self) -> Result<BTreeSet<String>, StoreError> {
        Ok(self.shelf().destroyed.clone())
    }
}
