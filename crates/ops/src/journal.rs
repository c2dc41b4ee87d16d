//! Events to entries and back: envelopes with place, nonce and time, leaves in the tree, a signed checkpoint
//! over each batch.

use conduct::Event;
use model::{Instant, Word, party::Actor};
use record::{
    Checkpoint, EntryView, Envelope, Frontier, Signer,
    entry::Nonce,
    epoch::{BODY_VERSION, EPOCH_OPENED, EpochOpened, KEY_ROTATED},
};
use store::{Batch, StoredEntry};

/// Why a journal could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// An entry is not as it should be.
    #[error(transparent)]
    Entry(#[from] record::EntryError),
    /// An event cannot be read.
    #[error("entry {n}: {source}")]
    Event {
        /// Which entry.
        n: u64,
        /// Why.
        source: conduct::event::Unreadable,
    },
    /// An event cannot be written.
    #[error("an event cannot be written: {0}")]
    Unwritable(#[from] serde_json::Error),
    /// A checkpoint cannot be made.
    #[error(transparent)]
    Checkpoint(#[from] record::CheckpointError),
    /// A world's name in an entry is not a word.
    #[error("entry {n}: {source}")]
    World {
        /// Which entry.
        n: u64,
        /// Why.
        source: model::word::NotAWord,
    },
}

/// The world that entries about the log itself stand in.
pub const LOG_ITSELF: &str = "record";

/// The growing end of a log.
#[derive(Clone, Debug)]
pub struct Journal {
    frontier: Frontier,
    epoch: u64,
    last_recorded: Instant,
    batch: Batch,
}

impl Journal {
    /// The end of a log as it is stored.
    #[must_use]
    pub fn at(frontier: Frontier, epoch: u64, last_recorded: Instant) -> Self {
        Journal { frontier, epoch, last_recorded, batch: Batch::default() }
    }

    /// How many entries there will be.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// The epoch entries are written in.
    #[must_use]
    pub fn epoch(&self) -> u64 {
        self.epoch
    }

    /// The root over all entries so far.
    #[must_use]
    pub fn root(&self) -> record::Hash {
        self.frontier.root()
    }

    /// The time to record at: the clock's, but never before the last entry's.
    #[must_use]
    pub fn time(&self, clock: Instant) -> Instant {
        clock.max(self.last_recorded)
    }

    /// Writes an event.
    ///
    /// # Errors
    /// When it does not fit an entry.
    pub fn write(
        &mut self,
        world: &Word,
        event: &Event,
        at: Instant,
        nonce: Nonce,
    ) -> Result<(), JournalError> {
        let (kind, body) = event.to_entry()?;
        self.append(world.as_str(), &actor_name(&event.by), kind, conduct::event::VERSION, body, at, nonce)
    }

    /// Writes the entry that opens an epoch.
    ///
    /// # Errors
    /// When it does not fit an entry.
    pub fn open_epoch(
        &mut self,
        opened: &EpochOpened,
        at: Instant,
        nonce: Nonce,
    ) -> Result<(), JournalError> {
        let body = serde_json::to_value(opened)?;
        self.append(LOG_ITSELF, "system", EPOCH_OPENED.to_owned(), BODY_VERSION, body, at, nonce)
    }

    #[expect(clippy::too_many_arguments, reason = "an envelope has these fields")]
    fn append(
        &mut self,
        world: &str,
        actor: &str,
        kind: String,
        version: u32,
        body: serde_json::Value,
        at: Instant,
        nonce: Nonce,
    ) -> Result<(), JournalError> {
        let recorded_at = self.time(at);
        let envelope = Envelope {
            n: self.frontier.size(),
            epoch: self.epoch,
            nonce,
            recorded_at: recorded_at.micros(),
            kind,
            v: version,
            world: world.to_owned(),
            actor: actor.to_owned(),
            body,
        };
        let bytes = envelope.encode()?;
        let leaf = record::leaf_hash(&bytes);
        self.batch.subtrees.extend(self.frontier.append(leaf));
        self.batch.entries.push(StoredEntry { bytes, leaf });
        self.last_recorded = recorded_at;
        Ok(())
    }

    /// What was written since the last seal, under a signed checkpoint; and nothing is left to write.
    ///
    /// # Errors
    /// When the checkpoint cannot be signed.
    pub fn seal(&mut self, signer: &Signer) -> Result<Batch, JournalError> {
        let mut batch = std::mem::take(&mut self.batch);
        if !batch.entries.is_empty() {
            let head = Checkpoint::new(signer.verifier().name(), self.frontier.size(), self.frontier.root());
            batch.checkpoint = head.sign(&[signer])?.to_bytes();
        }
        Ok(batch)
    }
}

/// What an entry means to the worlds.
#[derive(Debug)]
pub enum Entry {
    /// It is about the log itself.
    OfTheLog(EpochOpened),
    /// It is about the log itself, and changes nothing here.
    KeyRotated(record::epoch::KeyRotated),
    /// Something happened in a world.
    InWorld(Word, Event),
}

/// Reads a stored entry.
///
/// # Errors
/// When it is not an entry, or one of a type this version does not know.
pub fn read(bytes: &[u8]) -> Result<(Entry, Instant), JournalError> {
    let entry = EntryView::parse(bytes)?;
    let n = entry.n;
    let recorded_at = Instant::from_micros(entry.recorded_at).unwrap_or(Instant::MIN);
    let known = match (&*entry.kind, entry.v) {
        (EPOCH_OPENED, BODY_VERSION) => Entry::OfTheLog(entry.body_as()?),
        (KEY_ROTATED, BODY_VERSION) => Entry::KeyRotated(entry.body_as()?),
        (kind, version) => {
            let event = Event::from_entry(kind, version, entry.body_as()?);
            let world = entry.world.parse().map_err(|source| JournalError::World { n, source })?;
            Entry::InWorld(world, event.map_err(|source| JournalError::Event { n, source })?)
        }
    };
    Ok((known, recorded_at))
}

/// `duty-officer.spu` or `duty-officer.spu.0190…`: role, agency and the person's opaque identifier.
#[must_use]
pub fn actor_name(actor: &Actor) -> String {
    let role = serde_json::to_value(actor.role).ok();
    let role = role.as_ref().and_then(serde_json::Value::as_str).unwrap_or("unknown");
    match actor.person {
        Some(person) => format!("{role}.{}.{person}", actor.agency),
        None => format!("{role}.{}", actor.agency),
    }
}
