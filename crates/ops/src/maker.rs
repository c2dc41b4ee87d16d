//! Snapshots are made beside the writer: of a large room that takes a tenth of a second, in which nobody is answered otherwise.

use std::thread::{Builder, JoinHandle};

use store::Snapshot;

use crate::recovery::Sketch;

/// Makes one at a time.
#[derive(Default)]
pub(crate) struct Maker(Option<JoinHandle<Option<Snapshot>>>);

impl Maker {
    /// Whether one is being made, or made and not taken.
    pub fn is_busy(&self) -> bool {
        self.0.is_some()
    }

    /// Begins. Without a thread there is none, and the next start reads more entries.
    pub fn make(&mut self, sketch: Sketch) {
        let make = move || {
            yields();
            sketch.made().ok()
        };
        self.0 = Builder::new().name("snapshot".into()).spawn(make).ok();
    }

    /// What was made since.
    pub fn made(&mut self) -> Option<Snapshot> {
        self.0.take_if(|thread| thread.is_finished())?.join().ok()?
    }

    /// What is being made, once it is.
    pub fn ends(self) -> Option<Snapshot> {
        self.0?.join().ok()?
    }
}

/// Nobody waits for this thread: it runs when a processor has nothing else to do. Only Linux can be told so of one thread; that it
/// cannot be told is no harm.
fn yields() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(19);
}
