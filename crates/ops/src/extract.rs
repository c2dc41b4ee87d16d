//! One movement's entries with their proofs, for whoever must be convinced on another machine.

use conduct::{What, movement::Kind};
use model::{Word, id::MovementId};
use record::{Bundle, BundleError, SignedCheckpoint};
use store::{ReadStore, StoreError};

use crate::journal::{self, Entry, JournalError};

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
/// # Errors
/// When there is no such movement, or the log cannot be read.
pub fn movement(store: &impl ReadStore, wanted: &str) -> Result<Bundle, ExtractError> {
    let stored = store.latest_checkpoint()?.ok_or(ExtractError::NoCheckpoint)?;
    let checkpoint = SignedCheckpoint::parse(&stored.note).map_err(|_| ExtractError::NoCheckpoint)?;
    let size = checkpoint.checkpoint().size;
    let found = find(store, size, wanted)?;
    let mut entries = Vec::new();
    each(store, size, |entry, bytes| {
        if found.concerns(&entry) {
            entries.push(bytes);
        }
    })?;
    Ok(Bundle::build(wanted, &checkpoint, entries, &store::Log(store))?)
}

/// A movement in its world.
struct Found {
    id: MovementId,
    world: Word,
    under: Option<MovementId>,
}

impl Found {
    fn concerns(&self, entry: &Entry) -> bool {
        let Entry::InWorld(world, event) = entry else { return true };
        let of_the_world = matches!(event.what, What::WorldOpened { .. } | What::RulebooksAdopted(_));
        let about = event.what.movement();
        *world == self.world
            && (of_the_world || about == Some(self.id) || (about.is_some() && about == self.under))
    }
}

fn find(store: &impl ReadStore, size: u64, wanted: &str) -> Result<Found, ExtractError> {
    let mut found: Vec<Found> = Vec::new();
    each(store, size, |entry, _| {
        if let Entry::InWorld(world, event) = entry
            && let What::MovementRequested { movement, number, kind, .. } = event.what
            && (number.as_str() == wanted || movement.to_string() == wanted)
        {
            let under = match kind {
                Kind::Run(standing) => Some(standing),
                _ => None,
            };
            found.push(Found { id: movement, world, under });
        }
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
fn each(store: &impl ReadStore, size: u64, mut take: impl FnMut(Entry, Vec<u8>)) -> Result<(), ExtractError> {
    let mut next = 0;
    while next < size {
        let page = store.entries(next, PAGE.min(size - next))?;
        if page.is_empty() {
            break;
        }
        next += page.len() as u64;
        for entry in page {
            take(journal::read(&entry.bytes)?.0, entry.bytes);
        }
    }
    Ok(())
}
