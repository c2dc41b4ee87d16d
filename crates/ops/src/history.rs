//! The entries about one movement, and who has seen it: read by an index that is written with them.

use std::collections::BTreeSet;

use conduct::{Event, Sight, What};
use model::{Instant, Word, id::MovementId};
use store::{About, ReadStore, StoreError};

use crate::journal::{self, Entry, JournalError};

/// Why a history could not be read.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// The log cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An entry cannot be read.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

/// Something that happened to a movement.
#[derive(Clone, Debug)]
pub struct Happened {
    /// The entry's number.
    pub n: u64,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// What.
    pub event: Event,
}

/// What the entry that is written as number `n` is about.
pub(crate) fn subjects(what: &What, n: u64) -> Vec<About> {
    let about = |subject: String| About { subject, n };
    match what {
        What::Seen { sights } => {
            let movements: BTreeSet<MovementId> = sights.iter().map(|sight| sight.movement).collect();
            movements.into_iter().map(|movement| about(sight_of(movement))).collect()
        }
        What::MessagesDue { movement, .. }
        | What::MessageDelivered { movement, .. }
        | What::MessageFailed { movement, .. } => {
            vec![about(movement.to_string()), about(messages_of(*movement))]
        }
        other => other.movement().map(|movement| about(movement.to_string())).into_iter().collect(),
    }
}

fn messages_of(movement: MovementId) -> String {
    format!("message {movement}")
}

fn sight_of(movement: MovementId) -> String {
    format!("sight {movement}")
}

/// What happened to a movement from entry `from` on, at most `limit` entries.
///
/// # Errors
/// When the log cannot be read.
pub fn of(
    store: &impl ReadStore,
    movement: MovementId,
    from: u64,
    limit: u64,
) -> Result<Vec<Happened>, HistoryError> {
    read(store, &movement.to_string(), from, limit)
}

/// What was to be told about a movement outside the open pages, and what became of it; at most `limit` entries.
///
/// # Errors
/// When the log cannot be read.
pub fn messages(
    store: &impl ReadStore,
    movement: MovementId,
    limit: u64,
) -> Result<Vec<Happened>, HistoryError> {
    read(store, &messages_of(movement), 0, limit)
}

/// Who has seen a movement: each person, part and hour once, in that order.
///
/// # Errors
/// When the log cannot be read.
pub fn sights(store: &impl ReadStore, movement: MovementId) -> Result<BTreeSet<Sight>, HistoryError> {
    let mut seen = BTreeSet::new();
    for happened in read(store, &sight_of(movement), 0, u64::MAX)? {
        if let What::Seen { sights } = happened.event.what {
            seen.extend(sights.into_iter().filter(|sight| sight.movement == movement));
        }
    }
    Ok(seen)
}

/// What happened in a world from entry `from` to before entry `to`, without who has seen what.
///
/// # Errors
/// When the log cannot be read.
pub fn after(
    store: &impl ReadStore,
    from: u64,
    to: u64,
    world: &Word,
) -> Result<Vec<(u64, Event)>, HistoryError> {
    let (mut happened, mut next) = (Vec::new(), from);
    while next < to {
        let page = store.entries(next, to - next)?;
        if page.is_empty() {
            break;
        }
        for stored in page {
            match journal::read(&stored.bytes)?.0 {
                Entry::InWorld(_, Event { what: What::Seen { .. }, .. }) => {}
                Entry::InWorld(named, event) if named == *world => happened.push((next, event)),
                _ => {}
            }
            next += 1;
        }
    }
    Ok(happened)
}

fn read(store: &impl ReadStore, subject: &str, from: u64, limit: u64) -> Result<Vec<Happened>, HistoryError> {
    let limit = limit.min(i64::MAX.unsigned_abs());
    let mut history = Vec::new();
    for n in store.about(subject, from, limit)? {
        for stored in store.entries(n, 1)? {
            if let (Entry::InWorld(_, event), recorded_at) = journal::read(&stored.bytes)? {
                history.push(Happened { n, recorded_at, event });
            }
        }
    }
    Ok(history)
}
