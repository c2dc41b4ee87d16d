//! The simulated store obeys the same laws as long as nothing is made to fail.

use store::conformance::Fresh;
use store::simulated::{Disk, MemoryStore};

struct Simulated;

impl Fresh for Simulated {
    type Store = MemoryStore;

    fn fresh(&self) -> MemoryStore {
        Disk::new().boot()
    }

    fn reopen(&self, store: MemoryStore) -> MemoryStore {
        store.disk().boot()
    }
}

store::conformance!(Simulated);
