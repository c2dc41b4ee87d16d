//! What a snapshot holds: what the entries so far led to, as compressed JSON.

use std::io::{BufWriter, Read as _, Write as _};

use flate2::{Compression, read::ZlibDecoder, write::ZlibEncoder};
use model::Instant;
use record::Hash;
use serde::{Deserialize, Serialize};
use store::Snapshot;

use super::{Worlds, Writing};
use crate::journal::Entry;

/// More than this is not read: entries are, instead. Ours: a hundred times the state of five thousand vehicles.
const MOST: u64 = 1 << 30;

/// What the entries so far led to.
#[derive(PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Kept {
    pub(crate) worlds: Worlds,
    pub(crate) writing: Option<Writing>,
    pub(crate) last_recorded: Instant,
}

/// A snapshot to be made. It shares what it holds with the room, which goes on: making it takes a while and needs nobody.
#[derive(Debug)]
pub struct Sketch {
    kept: Kept,
    /// Of how many entries, and the root over them.
    at: (u64, Hash),
    build: String,
}

impl Sketch {
    /// The state as a snapshot of the log at this size and root.
    #[must_use]
    pub fn of(
        worlds: &Worlds,
        writing: Writing,
        last_recorded: Instant,
        at: (u64, Hash),
        build: &str,
    ) -> Sketch {
        let kept = Kept { worlds: worlds.clone(), writing: Some(writing), last_recorded };
        Sketch { kept, at, build: build.to_owned() }
    }

    /// Makes it.
    ///
    /// # Errors
    /// When it cannot be written as JSON, which no state can fail to be.
    pub fn made(&self) -> Result<Snapshot, serde_json::Error> {
        let (size, root) = self.at;
        Ok(Snapshot { size, root, build: self.build.clone(), bytes: self.kept.packed()? })
    }
}

impl Kept {
    /// What is known before the first entry.
    pub(crate) fn nothing() -> Kept {
        Kept { worlds: Worlds::new(), writing: None, last_recorded: Instant::MIN }
    }

    /// What is known after one more.
    pub(crate) fn take(&mut self, entry: &Entry, recorded_at: Instant) {
        self.last_recorded = recorded_at;
        match entry {
            Entry::EpochOpened(epoch, opened) => {
                self.writing = Some(Writing { epoch: *epoch, key: opened.key.clone() });
            }
            Entry::KeyRotated(rotated) => {
                if let Some(writing) = &mut self.writing {
                    writing.key = rotated.new_key.clone();
                }
            }
            Entry::ClockJumped(_) => {}
            Entry::InWorld(world, event) => match self.worlds.get_mut(world) {
                Some(state) => state.apply(event),
                None => self.worlds.entry(world.clone()).or_default().apply(event),
            },
        }
    }

    fn packed(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut packing = BufWriter::new(ZlibEncoder::new(Vec::new(), Compression::fast()));
        serde_json::to_writer(&mut packing, self)?;
        packing.flush().map_err(serde_json::Error::io)?;
        let packed = packing.into_inner().map_err(|error| serde_json::Error::io(error.into_error()))?;
        packed.finish().map_err(serde_json::Error::io)
    }

    /// Out of a snapshot's bytes.
    pub(crate) fn read(bytes: &[u8]) -> Result<Kept, serde_json::Error> {
        let mut plain = Vec::new();
        ZlibDecoder::new(bytes).take(MOST).read_to_end(&mut plain).map_err(serde_json::Error::io)?;
        serde_json::from_slice(&plain)
    }
}
