//! One movement's entries with their proofs, for whoever must be convinced on another machine.

use std::collections::BTreeSet;

use conduct::{Event, What, movement::Kind};
use model::{
    Word,
    id::{AlertId, MovementId},
};
use record::{
    Bundle, BundleError, EntryView, SignedCheckpoint,
    epoch::{EPOCH_OPENED, KEY_ROTATED},
};
use store::{ReadStore, StoreError};

use crate::{
    journal::{self, Entry, JournalError},
    jump::CLOCK_JUMPED,
};

/// Why nothing could be extracted.
#[derive(Debug, thiserror::Error)]
pub enum ExtractError {
    /// The log cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An entry cannot be read.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The bundle cannot be made.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// No such movement.
    #[error("the record has no movement {0}: give its number or its identifier")]
    NoSuchMovement(String),
    /// More than one movement has this number, in different worlds.
    #[error(
        "the record has {count} movements numbered {number}, in different worlds: give one's identifier: {ids}"
    )]
    Ambiguous {
        /// The number.
        number: String,
        /// How many.
        count: usize,
        /// Their identifiers.
        ids: String,
    },
    /// The log ends before its checkpoint.
    #[error(
        "the record ends at entry {next} and its last checkpoint covers {size}: run `record verify` on it"
    )]
    Cut {
        /// The first entry that is not there.
        next: u64,
        /// How many there should be.
        size: u64,
    },
    /// The log has no checkpoint.
    #[error("the record has no checkpoint to prove anything under: run `record verify` on it")]
    NoCheckpoint,
}

/// How many entries are read at a time.
const PAGE: u64 = 4096;

/// Every entry about a movement (and about the standing permission it ran under), by number or identifier,
/// with what it takes to read them: how the log and its world were opened, and the rulebooks adopted there.
/// All proved under the latest checkpoint.
///
/// What was done about an alert is about the alert's movement. What concerns several movements (the register,
/// alert levels of areas) is left out: it would tell of the others.
///
/// # Errors
/// When there is no such movement, or the log cannot be read.
pub fn movement(store: &impl ReadStore, wanted: &str) -> Result<Bundle, ExtractError> {
    let stored = store.latest_checkpoint()?.ok_or(ExtractError::NoCheckpoint)?;
    let checkpoint = SignedCheckpoint::parse(&stored.note).map_err(|_| ExtractError::NoCheckpoint)?;
    let size = checkpoint.checkpoint().size;
    let mut about = find(store, size, wanted)?;
    let mut entries = Vec::new();
    each(store, size, |bytes| {
        let entry = EntryView::parse(&bytes).map_err(JournalError::from)?;
        if about.may_take(&entry) && about.takes(&journal::read(&bytes)?.0) {
            entries.push(bytes);
        }
        Ok(())
    })?;
    Ok(Bundle::build(wanted, &checkpoint, entries, &store::Log(store))?)
}

/// A movement in its world, and what belongs to it.
struct About {
    id: MovementId,
    world: Word,
    under: Option<MovementId>,
    /// Alerts raised about it so far.
    alerts: BTreeSet<AlertId>,
}

impl About {
    /// Whether the next entry's body is worth reading: most name none of its identifiers.
    fn may_take(&self, entry: &EntryView<'_>) -> bool {
        let of_all = ["world-opened", "rulebooks-adopted", EPOCH_OPENED, KEY_ROTATED, CLOCK_JUMPED];
        let ours = [Some(self.id), self.under].into_iter().flatten().map(|id| id.to_string());
        let mut names = ours.chain(self.alerts.iter().map(AlertId::to_string));
        of_all.contains(&&*entry.kind) || names.any(|name| entry.body.contains(&name))
    }

    /// Whether the next entry of the log is about it.
    fn takes(&mut self, entry: &Entry) -> bool {
        let Entry::InWorld(world, Event { what, .. }) = entry else { return true };
        if *world != self.world {
            return false;
        }
        match what {
            What::WorldOpened { .. } | What::RulebooksAdopted { .. } => true,
            What::AlertAcknowledged { alert } | What::AlertClosed { alert, .. } => {
                self.alerts.contains(alert)
            }
            _ => {
                let about = what.movement();
                let ours = about == Some(self.id) || (about.is_some() && about == self.under);
                if let (true, What::AlertRaised { alert, .. }) = (ours, what) {
                    self.alerts.insert(*alert);
                }
                ours
            }
        }
    }
}

fn find(store: &impl ReadStore, size: u64, wanted: &str) -> Result<About, ExtractError> {
    let mut found: Vec<About> = Vec::new();
    each(store, size, |bytes| {
        // Most entries are about something else: their bodies need not be read.
        if EntryView::parse(&bytes).map_err(JournalError::from)?.kind != "movement-requested" {
            return Ok(());
        }
        if let (Entry::InWorld(world, event), _) = journal::read(&bytes)?
            && let What::MovementRequested { movement: id, number, kind, .. } = event.what
            && (number.as_str() == wanted || id.to_string() == wanted)
        {
            let under = match kind {
                Kind::Run(standing) => Some(standing),
                _ => None,
            };
            found.push(About { id, world, under, alerts: BTreeSet::new() });
        }
        Ok(())
    })?;
    let count = found.len();
    match found.pop() {
        Some(only) if count == 1 => Ok(only),
        None => Err(ExtractError::NoSuchMovement(wanted.to_owned())),
        Some(last) => {
            let ids =
                found.iter().chain([&last]).map(|one| one.id.to_string()).collect::<Vec<_>>().join(", ");
            Err(ExtractError::Ambiguous { number: wanted.to_owned(), count, ids })
        }
    }
}

/// Reads the log up to `size`.
pub(crate) fn each(
    store: &impl ReadStore,
    size: u64,
    mut take: impl FnMut(Vec<u8>) -> Result<(), ExtractError>,
) -> Result<(), ExtractError> {
    let mut next = 0;
    while next < size {
        let page = store.entries(next, PAGE.min(size - next))?;
        if page.is_empty() {
            return Err(ExtractError::Cut { next, size });
        }
        next += page.len() as u64;
        page.into_iter().try_for_each(|entry| take(entry.bytes))?;
    }
    Ok(())
}
