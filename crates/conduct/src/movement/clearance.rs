//! What was found when the rules were evaluated and the gate was checked, and what bars a movement besides rules.

use model::{Day, Digest, Instant, Word};
use serde::{Deserialize, Serialize};

use crate::Pinned;

/// The outcome of an evaluation.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clearance {
    /// Whether every refusing rule was proved, and nothing else barred it.
    pub clears: bool,
    /// Rules that stood in the way.
    pub failing: Vec<Word>,
    /// What else stood in the way.
    pub bars: Vec<Bar>,
    /// When.
    pub at: Instant,
    /// When time alone may change it.
    pub valid_until: Option<Instant>,
    /// The facts it was made with.
    pub facts: Digest,
    /// The rulebooks and switches it was made with.
    pub pinned: Pinned,
    /// The version of the engine.
    pub engine: Word,
}

/// What bars a movement besides the rules. None of these can be waived.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bar {
    /// The area stands fast until it is released.
    StandFast(Word),
    /// The clock is not synchronised: no rule about time can be proved.
    ClockUnsound,
    /// The rulebooks the world adopted are not there, or there are none: nothing can be proved.
    NoRules,
    /// Urgent movements are started, watched and reviewed; they are never cleared.
    Urgent,
    /// A standing permission does not depart; its runs do.
    NotAJourney,
    /// The permission this run relies on does not cover the day, is not approved, or has ended.
    NoPermission,
    /// Nobody checked plates, crew and heads at the gate.
    GateUnchecked,
    /// The check is older than it may be, or the order changed since.
    GateOutdated,
    /// More or fewer heads than the order has.
    HeadsDiffer,
    /// Its order says this later day: whoever was told was told of that. Amend the order to leave before it.
    BeforeItsDay(Day),
    /// More is said about it than a dossier holds: what is left out might be what refuses it.
    TooMuchSaid,
    /// Part of its way is closed at that time of the year, or nobody knows when it drives a way that sometimes is.
    OutOfSeason,
    /// A vehicle is larger or heavier than its way lets through, or its way has a limit that nobody could read.
    VehicleDoesNotFit(Word),
    /// Nobody said how large a vehicle is, and its way has a limit.
    VehicleUnmeasured(Word),
}

/// What was seen at the gate.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    /// The order's revision that what was seen agrees with.
    pub revision: u32,
    /// When.
    pub at: Instant,
    /// Whether as many heads were counted as the order has people.
    pub heads_agree: bool,
    /// For a run, the revision of its permission, from which its order takes over what it does not say itself.
    pub under: Option<u32>,
}
