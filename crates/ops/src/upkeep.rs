//! What a room does for itself between batches: it keeps a snapshot now and then, so that the next start need
//! not read every entry, and forgets outcomes that nobody may ask for again.
//!
//! None of it is owed to anybody. What fails here loses nothing, and is tried again when it is due again; a disk
//! that does not write says so to the next submission.

use model::{Instant, Span};
use store::{Snapshot, Store};

use crate::{
    Room,
    journal::JournalError,
    recovery::{RecoveryError, Sketch, Writing},
    repetition::REMEMBERED_FOR,
};

/// After how many entries a new snapshot is kept. Reading this many takes a fraction of a second.
pub const SNAPSHOT_EVERY: u64 = 10_000;
/// How often old outcomes are forgotten.
pub const FORGET_EVERY: Span = Span::hours(1);

/// When what was last done.
#[derive(Debug)]
pub(crate) struct Upkeep {
    /// The size of the log at the last snapshot.
    snapshot_at: u64,
    /// When outcomes were last forgotten.
    forgot_at: Option<Instant>,
}

impl Upkeep {
    /// The last snapshot was of so many entries.
    pub fn since(snapshot_at: u64) -> Self {
        Upkeep { snapshot_at, forgot_at: None }
    }
}

impl<S: Store> Room<S> {
    /// Does what is due. Call it when nobody waits. What it gives back is a snapshot to be made, beside the room and while it
    /// goes on, and then to be [kept](Self::keep); none while one `is_being_made`.
    pub fn look_after(&mut self, is_being_made: bool) -> Option<Sketch> {
        self.forget_old_outcomes();
        self.destroy_erased();
        let since = self.journal.size().saturating_sub(self.upkeep.snapshot_at);
        (since >= SNAPSHOT_EVERY && !is_being_made).then(|| self.sketch()).flatten()
    }

    /// The state to be made a snapshot, if there are entries that the last one does not contain.
    fn sketch(&mut self) -> Option<Sketch> {
        let size = self.journal.size();
        if self.unsettled || size == self.upkeep.snapshot_at {
            return None;
        }
        // Even if it fails: the next try is as far away as after a success.
        self.upkeep.snapshot_at = size;
        let writing = Writing { epoch: self.journal.epoch(), key: self.signer.verifier().clone() };
        let last_recorded = self.journal.last_recorded();
        let at = (size, self.journal.root());
        Some(Sketch::of(&self.worlds, writing, last_recorded, at, &self.build))
    }

    /// Keeps a snapshot that was made of a sketch.
    ///
    /// # Errors
    /// When it cannot be written; nothing else is lost by that.
    pub fn keep(&mut self, snapshot: &Snapshot) -> Result<(), RecoveryError> {
        Ok(self.store.put_snapshot(snapshot)?)
    }

    /// Keeps the state as a snapshot at once, if there are entries that the last one does not contain.
    ///
    /// # Errors
    /// When it cannot be written; nothing else is lost by that.
    pub fn keep_snapshot(&mut self) -> Result<(), RecoveryError> {
        match self.sketch() {
            Some(sketch) => self.keep(&sketch.made().map_err(JournalError::from)?),
            None => Ok(()),
        }
    }

    /// Frees the keys of outcomes older than [`REMEMBERED_FOR`]. Not by a clock that may be wrong: a key freed
    /// too early lets a repetition happen twice, one freed too late only takes room.
    pub(crate) fn forget_old_outcomes(&mut self) {
        let reading = self.read_clock();
        let now = reading.wall;
        let again = self.upkeep.forgot_at.map(|before| before.saturating_add(FORGET_EVERY));
        if self.unsettled || !reading.synchronised || again.is_some_and(|again| now < again) {
            return;
        }
        self.upkeep.forgot_at = Some(now);
        let oldest = now.saturating_add(Span(-REMEMBERED_FOR.0));
        // A failure here is no one's loss; see above.
        let _ = self.store.forget_remembered_before(oldest.micros());
    }
}
