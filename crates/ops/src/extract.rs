//! One movement's entries with their proofs, for whoever must be convinced on another machine.

use std::collections::BTreeSet;

use conduct::{Event, What};
use model::{
    Word,
    id::{AlertId, MovementId},
};
use record::{Bundle, BundleError, Hash, SignedCheckpoint};
use store::{ReadStore, StoreError};

use crate::{
    history::{EVERYTHING, acts_on, number_of},
    journal::{self, Entry, JournalError},
    shelf,
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
    /// The partner's checkpoint is not of this log.
    #[error("the checkpoint to go on from is not of this record: {0}")]
    OtherLog(String),
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

/// What goes into a bundle besides the entries.
#[derive(Clone, Copy, Debug, Default)]
pub struct Extent<'a> {
    /// A checkpoint somebody kept: the bundle proves that the log goes on from it.
    pub since: Option<&'a SignedCheckpoint>,
    /// Leave out the rulebooks and facts that decisions were made with.
    pub entries_only: bool,
    /// Carry also what lets anybody see that somebody may be, or was, under duress. It goes to nobody unless it is asked for: a bundle
    /// is handed on, and read by people whom nobody here knows.
    pub with_duress: bool,
}

/// Every entry about a movement (and about the standing permission it ran under), by number or identifier,
/// with what it takes to read them: how the log and its world were opened, and the rulebooks adopted there.
/// All proved under the latest checkpoint; and what its decisions were made with, so that they can be made again.
///
/// What was done about an alert is about the alert's movement. What concerns several movements (the register,
/// alert levels of areas) is left out: it would tell of the others. What of it a decision rested on is among the
/// decision's facts.
///
/// # Errors
/// When there is no such movement, or the log cannot be read.
pub fn movement(store: &impl ReadStore, wanted: &str, extent: Extent<'_>) -> Result<Bundle, ExtractError> {
    let checkpoint = latest(store)?;
    let size = checkpoint.checkpoint().size;
    let mut entries = Vec::new();
    let (mut named, mut secret) = (BTreeSet::new(), BTreeSet::new());
    about(store, size, wanted, |bytes, entry| {
        if let (Entry::InWorld(_, event), false) = (&entry, extent.with_duress) {
            if let What::DuressSignalled { alert, .. } = &event.what {
                secret.insert(*alert);
            }
            let acted =
                matches!(&event.what, What::AlertAcknowledged { alert, .. } if secret.contains(alert));
            if acted || event.what.is_of_duress() {
                return;
            }
        }
        if let (Entry::InWorld(_, event), false) = (&entry, extent.entries_only) {
            named.extend(shelf::named(&event.what));
        }
        entries.push(bytes);
    })?;
    let log = store::Log(store);
    let mut bundle = Bundle::build(wanted, &checkpoint, entries, &log)?;
    if let Some(kept) = extent.since {
        let (ours, theirs) = (&checkpoint.checkpoint().origin, &kept.checkpoint().origin);
        if ours != theirs && !opened(store, size)?.contains(theirs) {
            return Err(ExtractError::OtherLog(format!("it is of {theirs}, this is {ours}")));
        }
        bundle = bundle.since(&checkpoint, kept, &log)?;
    }
    // One that is gone cannot be carried; whoever verifies is told which.
    let artefacts = named.iter().map(|digest| store.artefact(&Hash(digest.0)));
    let artefacts = artefacts.filter_map(Result::transpose).collect::<Result<Vec<_>, _>>()?;
    Ok(bundle.carrying(artefacts.into_iter().map(|artefact| artefact.bytes))?)
}

/// Hands every entry that [`movement`] would carry to `take`, in the order of the log.
///
/// # Errors
/// When there is no such movement, or the log cannot be read.
pub fn entries(
    store: &impl ReadStore,
    wanted: &str,
    mut take: impl FnMut(&[u8]),
) -> Result<(), ExtractError> {
    about(store, latest(store)?.checkpoint().size, wanted, |bytes, _| take(&bytes))
}

fn latest(store: &impl ReadStore) -> Result<SignedCheckpoint, ExtractError> {
    let stored = store.latest_checkpoint()?.ok_or(ExtractError::NoCheckpoint)?;
    SignedCheckpoint::parse(&stored.note).map_err(|_| ExtractError::NoCheckpoint)
}

/// Hands over what is about a movement by the index, which is proved by nothing: an entry is taken for what it says.
fn about(
    store: &impl ReadStore,
    size: u64,
    wanted: &str,
    mut take: impl FnMut(Vec<u8>, Entry),
) -> Result<(), ExtractError> {
    let mut about = find(store, size, wanted)?;
    let subjects =
        [Some(EVERYTHING.to_owned()), Some(about.id.to_string()), about.under.map(|id| id.to_string())];
    let mut numbers = BTreeSet::new();
    for subject in subjects.into_iter().flatten() {
        numbers.extend(indexed(store, &subject, 0, size)?);
    }
    while let Some(n) = numbers.pop_first() {
        let Some((bytes, entry)) = at(store, n)?.filter(|(_, entry)| about.takes(entry)) else { continue };
        if let Entry::InWorld(_, Event { what: What::AlertRaised { alert, .. }, .. }) = &entry {
            numbers.extend(indexed(store, &acts_on(*alert), n + 1, size)?);
        }
        take(bytes, entry);
    }
    Ok(())
}

/// The numbers of the entries about a subject from `from` to before `size`.
fn indexed(store: &impl ReadStore, subject: &str, from: u64, size: u64) -> Result<Vec<u64>, StoreError> {
    let mut numbers = store.about(subject, from, size)?;
    numbers.retain(|n| *n < size);
    Ok(numbers)
}

/// The entry of this number, if it is there.
fn at(store: &impl ReadStore, n: u64) -> Result<Option<(Vec<u8>, Entry)>, ExtractError> {
    let Some(stored) = store.entries(n, 1)?.pop() else { return Ok(None) };
    let (entry, _) = journal::read(&stored.bytes)?;
    Ok(Some((stored.bytes, entry)))
}

/// The names this log has been signed under.
fn opened(store: &impl ReadStore, size: u64) -> Result<BTreeSet<String>, ExtractError> {
    let mut origins = BTreeSet::new();
    for n in indexed(store, EVERYTHING, 0, size)? {
        if let Some((_, Entry::EpochOpened(_, opened))) = at(store, n)? {
            origins.insert(opened.origin);
        }
    }
    Ok(origins)
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
    /// Whether the next entry of the log is about it.
    fn takes(&mut self, entry: &Entry) -> bool {
        let Entry::InWorld(world, Event { what, .. }) = entry else { return true };
        if *world != self.world {
            return false;
        }
        match what {
            What::WorldOpened { .. } | What::RulebooksAdopted { .. } => true,
            What::AlertAcknowledged { alert, .. } | What::AlertClosed { alert, .. } => {
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

/// The movement with this number or identifier, and the world it is in.
///
/// # Errors
/// When there is none, or more than one, or the log cannot be read.
pub fn named(store: &impl ReadStore, wanted: &str) -> Result<(MovementId, Word), ExtractError> {
    let found = find(store, store.size()?, wanted)?;
    Ok((found.id, found.world))
}

fn find(store: &impl ReadStore, size: u64, wanted: &str) -> Result<About, ExtractError> {
    let mut numbers = indexed(store, &number_of(wanted), 0, size)?;
    if wanted.parse::<MovementId>().is_ok() {
        numbers.extend(indexed(store, wanted, 0, size)?.first());
    }
    let mut found: Vec<About> = Vec::new();
    for n in numbers {
        if let Some((_, Entry::InWorld(world, event))) = at(store, n)?
            && let What::MovementRequested { movement: id, number, kind, .. } = event.what
            && (number.as_str() == wanted || id.to_string() == wanted)
        {
            let under = kind.permission();
            found.push(About { id, world, under, alerts: BTreeSet::new() });
        }
    }
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
///
/// # Errors
/// When it cannot be read, or what `take` answers.
pub fn each(
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
