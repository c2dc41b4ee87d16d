//! Events to entries and back: envelopes with place, nonce and time, leaves in the tree, a signed checkpoint
//! over each batch.

use conduct::Event;
use model::{Instant, Word, party::Actor};
use record::{
    Checkpoint, EntryView, Envelope, Frontier, Signer,
    entry::Nonce,
    epoch::{self, EPOCH_OPENED, EpochOpened, KEY_ROTATED, KeyRotated},
};
use store::{Batch, StoredEntry};

use crate::{
    history,
    jump::{self, CLOCK_JUMPED, ClockJumped},
};

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
    /// An entry was recorded at a time this system does not keep.
    #[error("entry {n}: {source}")]
    Time {
        /// Which entry.
        n: u64,
        /// Why.
        source: model::time::NotATime,
    },
}

/// The world that entries about the log itself stand in.
pub const LOG_ITSELF: &str = "record";
/// Who causes entries about the log itself.
const ITS_ACTOR: &str = "system";

/// The growing end of a log.
#[derive(Clone, Debug)]
pub struct Journal {
    frontier: Frontier,
    epoch: u64,
    last_recorded: Instant,
    batch: Batch,
}

/// A place in a journal to come back to.
#[derive(Debug)]
pub struct Mark {
    frontier: Frontier,
    last_recorded: Instant,
    entries: usize,
    subtrees: usize,
    about: usize,
}

/// What stands on an envelope besides its place.
struct Cover<'a> {
    world: &'a str,
    actor: &'a str,
    kind: String,
    version: u32,
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

    /// When the last entry was recorded; the beginning of time if there is none.
    #[must_use]
    pub fn last_recorded(&self) -> Instant {
        self.last_recorded
    }

    /// The time to record at: the clock's, but never before the last entry's.
    #[must_use]
    pub fn time(&self, clock: Instant) -> Instant {
        clock.max(self.last_recorded)
    }

    /// This place, to come back to if what is written next comes to nothing.
    #[must_use]
    pub fn mark(&self) -> Mark {
        Mark {
            frontier: self.frontier.clone(),
            last_recorded: self.last_recorded,
            entries: self.batch.entries.len(),
            subtrees: self.batch.subtrees.len(),
            about: self.batch.about.len(),
        }
    }

    /// Takes back what was written since `mark`, which is of this journal and this batch.
    pub fn back_to(&mut self, mark: Mark) {
        self.frontier = mark.frontier;
        self.last_recorded = mark.last_recorded;
        self.batch.entries.truncate(mark.entries);
        self.batch.subtrees.truncate(mark.subtrees);
        self.batch.about.truncate(mark.about);
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
        self.batch.about.extend(history::rows(&event.what, self.frontier.size()));
        let (kind, body) = event.to_entry()?;
        let actor = actor_name(&event.by);
        let cover = Cover { world: world.as_str(), actor: &actor, kind, version: conduct::event::VERSION };
        self.append(cover, body, at, nonce)
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
        let cover = Cover::of_the_log(EPOCH_OPENED, epoch::BODY_VERSION);
        self.batch.about.push(history::row_of_the_log(self.frontier.size()));
        self.append(cover, serde_json::to_value(opened)?, at, nonce)
    }

    /// Writes that the clock was set.
    ///
    /// # Errors
    /// When it does not fit an entry.
    pub fn clock_jumped(
        &mut self,
        jumped: &ClockJumped,
        at: Instant,
        nonce: Nonce,
    ) -> Result<(), JournalError> {
        let cover = Cover::of_the_log(CLOCK_JUMPED, jump::BODY_VERSION);
        self.batch.about.push(history::row_of_the_log(self.frontier.size()));
        self.append(cover, serde_json::to_value(jumped)?, at, nonce)
    }

    fn append(
        &mut self,
        cover: Cover<'_>,
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
            kind: cover.kind,
            v: cover.version,
            world: cover.world.to_owned(),
            actor: cover.actor.to_owned(),
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

impl Cover<'static> {
    fn of_the_log(kind: &str, version: u32) -> Self {
        Cover { world: LOG_ITSELF, actor: ITS_ACTOR, kind: kind.to_owned(), version }
    }
}

/// What an entry says.
#[derive(Debug)]
pub enum Entry {
    /// An epoch of this number begins.
    EpochOpened(u64, EpochOpened),
    /// The log has another key.
    KeyRotated(KeyRotated),
    /// The wall clock was set.
    ClockJumped(ClockJumped),
    /// Something happened in a world.
    InWorld(Word, Event),
}

/// Reads a stored entry, and when it was recorded.
///
/// # Errors
/// When it is not an entry, or one of a type this version does not know.
pub fn read(bytes: &[u8]) -> Result<(Entry, Instant), JournalError> {
    let entry = EntryView::parse(bytes)?;
    let n = entry.n;
    let recorded_at =
        Instant::from_micros(entry.recorded_at).map_err(|source| JournalError::Time { n, source })?;
    let known = match (&*entry.kind, entry.v) {
        (EPOCH_OPENED, epoch::BODY_VERSION) => Entry::EpochOpened(entry.epoch, entry.body_as()?),
        (KEY_ROTATED, epoch::BODY_VERSION) => Entry::KeyRotated(entry.body_as()?),
        (CLOCK_JUMPED, jump::BODY_VERSION) => Entry::ClockJumped(entry.body_as()?),
        (kind, version) => {
            let event = Event::from_entry(kind, version, entry.body);
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
