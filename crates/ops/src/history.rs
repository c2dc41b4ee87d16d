//! The entries about one movement, and who has seen it: read by an index that is written with them.

use std::collections::{BTreeMap, BTreeSet};

use conduct::{Event, Sight, What};
use model::{
    Instant, Word,
    id::{AlertId, MovementId},
};
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

/// What an entry is about, for the index.
#[must_use]
pub fn subjects(entry: &Entry) -> Vec<String> {
    match entry {
        Entry::InWorld(_, event) => of_an_event(&event.what),
        Entry::EpochOpened(..) | Entry::KeyRotated(_) | Entry::ClockJumped(_) => vec![EVERYTHING.to_owned()],
    }
}

/// The rows of the index for the event that is written as number `n`.
pub(crate) fn rows(what: &What, n: u64) -> impl Iterator<Item = About> {
    of_an_event(what).into_iter().map(move |subject| About { subject, n })
}

/// The row of the index for an entry about the log itself.
pub(crate) fn row_of_the_log(n: u64) -> About {
    About { subject: EVERYTHING.to_owned(), n }
}

fn of_an_event(what: &What) -> Vec<String> {
    match what {
        What::WorldOpened { .. } | What::RulebooksAdopted { .. } => vec![EVERYTHING.to_owned()],
        What::MovementRequested { movement, number, .. } => {
            vec![movement.to_string(), number_of(number.as_str())]
        }
        What::AlertAcknowledged { alert, .. } | What::AlertClosed { alert, .. } => {
            vec![acts_on(*alert), ALERTS.to_owned()]
        }
        What::AlertRaised { alert, movement, .. }
        | What::AlertChanged { alert, movement, .. }
        | What::AlertEscalated { alert, movement, .. }
        | What::AlertWithdrawn { alert, movement, .. } => {
            vec![movement.to_string(), acts_on(*alert), ALERTS.to_owned()]
        }
        What::ShiftTaken { .. } | What::PersonDismissed { .. } => vec![WATCHES.to_owned()],
        What::Seen { sights } => {
            let movements: BTreeSet<MovementId> = sights.iter().map(|sight| sight.movement).collect();
            movements.into_iter().map(sight_of).collect()
        }
        What::MessagesDue { movement, about, .. }
        | What::MessageDelivered { movement, about, .. }
        | What::MessageFailed { movement, about, .. } => {
            let of_an_alert = about.alert().map(|_| ALERTS.to_owned());
            [movement.to_string(), messages_of(*movement)].into_iter().chain(of_an_alert).collect()
        }
        other => other.movement().map(|movement| movement.to_string()).into_iter().collect(),
    }
}

/// The subject of what every entry is read with: how the log and its worlds were opened, the rulebooks adopted.
pub(crate) const EVERYTHING: &str = "everything";

/// The subject of everything about any alert.
const ALERTS: &str = "alerts";

/// The subject of who has the watch.
const WATCHES: &str = "watches";

/// The subject of requests for a movement of this number.
pub(crate) fn number_of(number: &str) -> String {
    format!("number {number}")
}

/// The subject of what was done about an alert.
pub(crate) fn acts_on(alert: AlertId) -> String {
    format!("alert {alert}")
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
    let mut happened = read(store, &movement.to_string(), from, limit)?;
    // The index is proved by nothing: what is shown of one movement is never another's.
    happened.retain(|happened| happened.event.what.movement() == Some(movement));
    Ok(happened)
}

/// What happened to a movement and to its alerts, whoever took or closed them, in the record's order.
///
/// # Errors
/// When the log cannot be read.
pub fn with_its_alerts(
    store: &impl ReadStore,
    world: &Word,
    movement: MovementId,
) -> Result<Vec<Happened>, HistoryError> {
    let mut happened = of(store, movement, 0, u64::MAX)?;
    let raised = |happened: &Happened| match happened.event.what {
        What::AlertRaised { alert, .. } => Some(alert),
        _ => None,
    };
    let alerts: BTreeSet<AlertId> = happened.iter().filter_map(raised).collect();
    for alert in alerts {
        happened.extend(of_alert(store, world, alert)?);
    }
    happened.sort_by_key(|happened| happened.n);
    happened.dedup_by_key(|happened| happened.n);
    Ok(happened)
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
    let mut happened = read(store, &messages_of(movement), 0, limit)?;
    happened.retain(|happened| happened.event.what.movement() == Some(movement));
    Ok(happened)
}

/// What happened about any alert of a world in `[from, to)`; nothing if that is more than `most` entries.
///
/// # Errors
/// When the log cannot be read.
pub fn alerts(
    store: &impl ReadStore,
    world: &Word,
    (from, to): (Instant, Instant),
    most: u64,
) -> Result<Option<Vec<Happened>>, HistoryError> {
    let begins = first_at(store, from)?;
    let limit = first_at(store, to)?.saturating_sub(begins);
    let mut numbers = store.about(ALERTS, begins, limit.min(most.saturating_add(1)))?;
    numbers.retain(|n| *n < begins.saturating_add(limit));
    if numbers.len() as u64 > most {
        return Ok(None);
    }
    Ok(Some(of_a_world(store, world, numbers)?))
}

/// The same with what is on the record of a movement alone because few may know of it: that duress in it ended, was taken by
/// nobody, or somebody was told of it. Only of duress that was raised in the window.
///
/// # Errors
/// When the log cannot be read.
pub fn with_duress(
    store: &impl ReadStore,
    world: &Word,
    window: (Instant, Instant),
    most: u64,
) -> Result<Option<Vec<Happened>>, HistoryError> {
    let Some(mut happened) = alerts(store, world, window, most)? else { return Ok(None) };
    let mut signalled: BTreeMap<MovementId, u64> = BTreeMap::new();
    for one in happened.iter().filter(|one| one.event.what.is_of_duress()) {
        if let What::AlertRaised { movement, .. } = one.event.what {
            signalled.entry(movement).or_insert(one.n);
        }
    }
    let end = first_at(store, window.1)?;
    for (movement, from) in signalled {
        let since = of(store, movement, from, most.saturating_add(1))?;
        if since.len() as u64 > most {
            return Ok(None);
        }
        happened.extend(since.into_iter().filter(|one| one.n < end && one.event.what.is_of_duress()));
    }
    happened.sort_by_key(|happened| happened.n);
    happened.dedup_by_key(|happened| happened.n);
    Ok(Some(happened))
}

/// What happened to one alert of a world.
///
/// # Errors
/// When the log cannot be read.
pub fn of_alert(store: &impl ReadStore, world: &Word, alert: AlertId) -> Result<Vec<Happened>, HistoryError> {
    let numbers = store.about(&acts_on(alert), 0, MOST_OF_ONE)?;
    of_a_world(store, world, numbers)
}

/// Who took the watch in a world and who left it by leaving altogether.
///
/// # Errors
/// When the log cannot be read.
pub fn watches(store: &impl ReadStore, world: &Word) -> Result<Vec<Happened>, HistoryError> {
    let numbers = store.about(WATCHES, 0, i64::MAX.unsigned_abs())?;
    of_a_world(store, world, numbers)
}

/// The most entries about one alert that are looked at. Ours: it goes up four steps, and is taken over and over.
const MOST_OF_ONE: u64 = 1000;

fn of_a_world(
    store: &impl ReadStore,
    world: &Word,
    numbers: Vec<u64>,
) -> Result<Vec<Happened>, HistoryError> {
    let mut happened = Vec::with_capacity(numbers.len());
    for n in numbers {
        for stored in store.entries(n, 1)? {
            if let (Entry::InWorld(of, event), recorded_at) = journal::read(&stored.bytes)?
                && of == *world
            {
                happened.push(Happened { n, recorded_at, event });
            }
        }
    }
    Ok(happened)
}

/// The number of the first entry recorded at `at` or later: times on the record never decrease.
fn first_at(store: &impl ReadStore, at: Instant) -> Result<u64, HistoryError> {
    let (mut low, mut high) = (0, store.size()?);
    while low < high {
        let middle = low + (high - low) / 2;
        let stored = store.entries(middle, 1)?;
        let Some(stored) = stored.first() else { break };
        if journal::read(&stored.bytes)?.1 < at {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low)
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

/// Every enrolment and revocation of a device in a world before entry `to`. Nothing else is kept in memory meanwhile.
///
/// # Errors
/// When the log cannot be read.
pub fn of_devices(store: &impl ReadStore, to: u64, world: &Word) -> Result<Vec<Event>, HistoryError> {
    let (mut happened, mut next) = (Vec::new(), 0);
    while next < to {
        let page = store.entries(next, to - next)?;
        if page.is_empty() {
            break;
        }
        next += page.len() as u64;
        for stored in page {
            if let Entry::InWorld(named, event) = journal::read(&stored.bytes)?.0
                && named == *world
                && matches!(event.what, What::DeviceEnrolled { .. } | What::DeviceRevoked { .. })
            {
                happened.push(event);
            }
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
