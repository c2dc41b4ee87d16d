//! Reading what is stored, beside the writer: each reader sees the record as it is when it is lent.

use std::{
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use store::{DataDir, SqliteReader, StoreError};

/// The most readers kept for the next who asks.
const KEPT: usize = 8;

/// Readers of one data directory.
#[derive(Debug)]
pub(crate) struct Readers {
    dir: PathBuf,
    idle: Mutex<Vec<SqliteReader>>,
}

impl Readers {
    pub fn of(dir: PathBuf) -> Self {
        Readers { dir, idle: Mutex::new(Vec::new()) }
    }

    /// Lends a reader.
    pub fn read<T, E: From<StoreError>>(
        &self,
        look: impl FnOnce(&SqliteReader) -> Result<T, E>,
    ) -> Result<T, E> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut reader = match idle {
            Some(mut reader) => {
                reader.refresh()?;
                reader
            }
            None => DataDir::open_read_only(&self.dir)?,
        };
        let seen = look(&reader);
        if reader.rest().is_ok() {
            let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
            if idle.len() < KEPT {
                idle.push(reader);
            }
        }
        seen
    }
}
