//! Alerts: something needs a person. What the watch finds is kept here as it was told, and what was told is never unsaid.

use imbl::{OrdMap, OrdSet};
use model::{
    Instant, Span, Word,
    id::{DeviceId, MovementId, PersonId},
    party::Actor,
};
use serde::{Deserialize, Serialize};

use crate::{
    dossier::spoken::{self, CALL_FOR_HELP, DEPARTED_WITHOUT_AUTHORITY, EMERGENCY},
    escalation::{Due, Step},
    message::Recipient,
};

/// The most findings one command brings or takes back; ours: more than a convoy has vehicles times rules of the watch.
pub const MOST_FOUND: usize = 1_000;
/// The most reports named as evidence; ours: what a person looks through before deciding.
pub const MOST_EVIDENCE: usize = 8;
/// An alert that could have been known longer ago than this is raised late; ours: what a duty officer still calls "now".
pub const LATE: Span = Span::minutes(2);
/// The most vehicles that one finding is about; ours: a march unit has at most 20 (FHWA-HOP-05-029, appendix B).
pub const MOST_CONCERNED: usize = 64;
/// What is so again within this time of the last is one matter with it, to whoever looks after it; ours.
pub const AGAIN_AFTER: Span = Span::minutes(5);
/// A vehicle that joins others within this time of the last one is one matter with them, to whoever looks after it; ours: twelve cars
/// that halt one behind the other, or drive out of coverage, do so within it.
pub const JOINS_WITHIN: Span = Span::minutes(2);
/// The largest integer that every reader of the record's JSON keeps exactly.
const EXACT: u64 = (1 << 53) - 1;

/// An alert that is not closed.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alert {
    /// The movement concerned.
    pub movement: MovementId,
    /// The rule of the watch that raised it.
    pub rule: Word,
    /// When.
    pub raised_at: Instant,
    /// Whether it reached somebody outside the open pages.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub delivered: bool,
    /// Whose it is, once somebody took it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken: Option<Taken>,
    /// The steps it went up, and when last.
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub climbed: OrdMap<Step, Instant>,
    /// The steps of these at which there was nobody to tell.
    #[serde(default, skip_serializing_if = "OrdSet::is_empty")]
    pub nobody: OrdSet<Step>,
    /// Who was to be told on the way up: they may take it.
    #[serde(default, skip_serializing_if = "OrdSet::is_empty")]
    pub called: OrdSet<PersonId>,
    /// How often it went all the way up.
    #[serde(default, skip_serializing_if = "is_none_yet")]
    pub rounds: u32,
    /// From when the timetable counts: since it was raised, was so again after somebody had taken it, or went all the way up; and once
    /// somebody took it, from when it was left to them long enough, or they left.
    pub counts_from: Instant,
    /// The next; of one that somebody took, unless it is closed by then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
    /// Who was to be told of it outside the open pages: they are told if it is taken back.
    #[serde(default, skip_serializing_if = "OrdSet::is_empty")]
    pub told: OrdSet<Recipient>,
    /// What the watch found, if it was the watch that raised it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<Found>,
}

impl Alert {
    /// One that was raised at a moment, and of which nobody knows yet.
    pub(crate) fn raised(movement: MovementId, rule: Word, raised_at: Instant, found: Option<Found>) -> Self {
        Alert {
            movement,
            rule,
            raised_at,
            delivered: false,
            taken: None,
            climbed: OrdMap::new(),
            nobody: OrdSet::new(),
            called: OrdSet::new(),
            rounds: 0,
            counts_from: raised_at,
            due: None,
            told: OrdSet::new(),
            found,
        }
    }
}

/// Whether a rule is that somebody calls for help, on the road or off it.
pub(crate) fn is_call(rule: &Word) -> bool {
    [&*EMERGENCY, &*CALL_FOR_HELP].contains(&rule)
}

fn is_none_yet(rounds: &u32) -> bool {
    *rounds == 0
}

/// An alert is somebody's from when they took it: everybody else leaves it to them, and it goes no further up for
/// [`KEPT`](crate::escalation::KEPT). What is not closed by then goes up again and is nobody's, and at once what somebody took who is
/// dismissed.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Taken {
    /// Whose.
    pub by: Actor,
    /// Since when.
    pub at: Instant,
}

/// What a finding is about, within its movement: of one thing there is one open alert.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Key {
    /// The rule of the watch.
    pub rule: Word,
    /// The vehicle, person or device, if it is one's alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Word>,
    /// The point, halt or stretch of the plan, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub element: Option<Word>,
}

impl Key {
    /// A movement left that nobody let go.
    #[must_use]
    pub fn departed_without_authority() -> Self {
        Key { rule: DEPARTED_WITHOUT_AUTHORITY.clone(), subject: None, element: None }
    }

    /// The device that calls for help, if it is about that.
    #[must_use]
    pub fn caller(&self) -> Option<DeviceId> {
        self.element.as_ref().filter(|_| is_call(&self.rule))?.as_str().parse().ok()
    }

    /// Whether an alert about this is one about the other: what a device calls is one matter, whether its movement heard it on the
    /// road or the room heard it where no watch did.
    #[must_use]
    pub fn is_one_matter_with(&self, other: &Key) -> bool {
        let is_one_call = || self.caller().is_some_and(|caller| other.caller() == Some(caller));
        self == other || (self.rule != other.rule && is_one_call())
    }

    /// The same of one vehicle.
    #[must_use]
    pub fn of_vehicle(&self, vehicle: &Word) -> Self {
        Key { subject: Some(vehicle.clone()), ..self.clone() }
    }
}

/// What the watch found.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Found {
    /// About what.
    pub key: Key,
    /// When it began, by the evidence. A call for help that goes on began with its first.
    pub since: Instant,
    /// When it was established, if that was later: it had lasted as long as is allowed, was confirmed, or, a call for help, heard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub established: Option<Instant>,
    /// When it ended, if it is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
    /// The vehicles it is so of, if it may be so of several: twelve cars that halt together are one matter.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vehicles: Vec<Word>,
    /// Numbers of the stored reports that show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<u64>,
    /// How far, in mm: off the way or outside the area, between two vehicles or two places; its rule says what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance: Option<u64>,
    /// How long after what was planned, or how long it lasts; its rule says what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delay: Option<Span>,
}

impl Found {
    /// Something that is so since a moment, with nothing to measure and no report to show it.
    #[must_use]
    pub fn of(key: Key, since: Instant) -> Self {
        Found {
            key,
            since,
            established: None,
            until: None,
            vehicles: Vec::new(),
            evidence: Vec::new(),
            distance: None,
            delay: None,
        }
    }

    /// Of whom it is so: one whose alone it is, or several vehicles.
    pub fn concerned(&self) -> impl Iterator<Item = &Word> {
        self.key.subject.iter().chain(&self.vehicles)
    }

    /// Whether it is small enough for the record, and began before it ended.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let exact = |n: u64| n <= EXACT;
        self.evidence.len() <= MOST_EVIDENCE
            && self.vehicles.len() <= MOST_CONCERNED
            && self.evidence.iter().copied().all(exact)
            && self.distance.is_none_or(exact)
            && self.until.is_none_or(|until| until >= self.since)
    }

    /// From when on somebody who closes an alert about the same knows of it: from when it was established, and not from when it
    /// began. Who closes that a vehicle was silent has not closed that it falls silent again, though it was heard last before they
    /// did; nor what a stricter order finds an hour later; nor a call for help that came late from a device whose clock is slow.
    #[must_use]
    pub fn known_from(&self) -> Instant {
        self.established.unwrap_or(self.since)
    }

    /// Whether it says something else of an open alert than what is known of it: that it is over, goes on after all, is so again, or
    /// is so of other vehicles. That it began a little earlier or later by what was reported late says nothing to anybody.
    #[must_use]
    pub fn is_news_after(&self, known: &Found) -> bool {
        let is_over = |found: &Found| found.until.is_some();
        is_over(self) != is_over(known) || self.vehicles != known.vehicles || self.is_again_after(known)
    }

    /// Whether it is so again, or of one vehicle more, so long after it was known last that whoever took it then may not think of it
    /// any more; or it has grown so much that they have not taken this. A call for help that goes on is not so again however long it
    /// does, and one that began after it is at once.
    #[must_use]
    pub fn is_again_after(&self, known: &Found) -> bool {
        if self.is_call() {
            return self.since > known.since;
        }
        if known.grows_at().is_some_and(|grown| self.delay >= Some(grown)) {
            return true;
        }
        let last = known.until.unwrap_or_else(|| known.known_from());
        let joins = self.vehicles.iter().any(|vehicle| !known.vehicles.contains(vehicle));
        let is_late = self.known_from() >= known.known_from().saturating_add(JOINS_WITHIN);
        self.since >= last.saturating_add(AGAIN_AFTER) || (joins && is_late)
    }

    /// How late it has to be until whoever took it has not taken that: as late again as they were told, and five minutes later at least,
    /// so that a delay that doubles is told a dozen times in a week and no oftener. `None` if it is not about being late.
    #[must_use]
    pub fn grows_at(&self) -> Option<Span> {
        let told = self.delay.unwrap_or(Span(0)).max(Span(0));
        let more = told.max(AGAIN_AFTER);
        self.late_at().map(|_| Span(told.0.saturating_add(more.0)))
    }

    /// The point at which a movement is late, if it is about that and is so still.
    #[must_use]
    pub fn late_at(&self) -> Option<&Word> {
        let is_late = self.key.rule == *spoken::LATE && self.until.is_none();
        self.key.element.as_ref().filter(|_| is_late)
    }

    /// Whether somebody calls for help: whoever hears it says which of the calls go on.
    #[must_use]
    pub fn is_call(&self) -> bool {
        is_call(&self.key.rule)
    }

    /// Whether whoever is told of it at `now` is told late: it is over, or could have been known long before.
    #[must_use]
    pub fn is_late(&self, now: Instant) -> bool {
        self.until.is_some() || self.established.unwrap_or(self.since).saturating_add(LATE) < now
    }
}

/// Why an alert was taken back.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Withdrawal {
    /// Reports that came later show that it was not so.
    Disproved,
}

/// A closed alert: only an episode that is established later raises it again. One about several vehicles is closed of each of them:
/// whoever closed it knew of those, and of no other.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settled {
    /// About what.
    pub key: Key,
    /// When it was closed.
    pub at: Instant,
}

impl Settled {
    /// What is closed with an alert about this.
    pub fn of<'f>(key: &'f Key, vehicles: &'f [Word], at: Instant) -> impl Iterator<Item = Settled> + 'f {
        let alone = vehicles.is_empty().then(|| key.clone());
        let keys = vehicles.iter().map(|vehicle| key.of_vehicle(vehicle)).chain(alone);
        keys.map(move |key| Settled { key, at })
    }

    /// Whether this was closed after it was known: of several vehicles, of each of them.
    #[must_use]
    pub fn cover(settled: &[Settled], found: &Found) -> bool {
        let is_closed = |key: &Key| {
            settled.iter().any(|one| one.key.is_one_matter_with(key) && found.known_from() <= one.at)
        };
        match &found.vehicles[..] {
            [] => is_closed(&found.key),
            vehicles => vehicles.iter().all(|vehicle| is_closed(&found.key.of_vehicle(vehicle))),
        }
    }
}
