//! A simulated disk, for tests of everything that must survive a failing one.
//!
//! A real disk cannot be told to fail at the fourth write and to have kept the data all the same. This
//! one can: every operation is a row of named [`Step`]s, and a [`Fault`] says at which of them, and at
//! which time, the machine misbehaves and how. What is kept is what had been synced.
//!
//! ```
//! use store::simulated::{Disk, Failing, Fault, Step};
//! use store::{Batch, ReadStore, Store};
//!
//! let disk = Disk::new();
//! let mut store = disk.boot();
//! disk.plan(Fault::next(Step::Sync, Failing::Crashes));
//! assert!(store.append(0, 1, &Batch::default()).is_err());
//! assert!(store.size().is_err(), "the machine is down");
//! assert_eq!(disk.boot().size(), Ok(0));
//! ```

mod fault;
mod image;
mod memory;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use fault::{Failing, Fault, Step};
pub use memory::MemoryStore;

use fault::Faults;
use image::Image;

/// A disk that outlives the machine it is in. Clones are the same disk: keep one while the store is
/// somewhere else.
#[derive(Debug, Clone, Default)]
pub struct Disk(Arc<Mutex<Machine>>);

#[derive(Debug, Default)]
pub(crate) struct Machine {
    /// What has been synced.
    kept: Image,
    faults: Faults,
    /// Counts boots; a store belongs to one of them.
    boot: u64,
    up: bool,
}

impl Disk {
    /// An empty disk.
    pub fn new() -> Disk {
        Disk::default()
    }

    /// Starts the machine, pulling the plug first if it runs: a store from before answers nothing more,
    /// the new one holds what had been synced. Plans and the trace stay.
    pub fn boot(&self) -> MemoryStore {
        let mut machine = self.machine();
        machine.boot += 1;
        machine.up = true;
        MemoryStore::new(self.clone(), machine.boot)
    }

    /// Plans a fault. Several may be planned; the first planned that fits a step strikes.
    pub fn plan(&self, fault: Fault) {
        self.machine().faults.plan(fault);
    }

    /// Takes all planned faults back: the disk is mended.
    pub fn mend(&self) {
        self.machine().faults.mend();
    }

    /// Every step so far, in order: to see at how many places a scenario can fail.
    pub fn trace(&self) -> Vec<Step> {
        self.machine().faults.trace().to_vec()
    }

    pub(crate) fn machine(&self) -> MutexGuard<'_, Machine> {
        // A test that panicked elsewhere must not hide what this disk holds.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
