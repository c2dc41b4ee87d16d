//! What the watch finds.

use model::{Instant, Span, Word, id::DeviceId};
use serde::{Deserialize, Serialize};

use crate::Rule;

/// Something found. An alert's key is (rule, subject, element); a finding that came again has another `since`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// By which rule.
    pub rule: Rule,
    /// About whom.
    pub subject: Subject,
    /// About which part of the order.
    pub element: Element,
    /// Since when it was so, as the reports show. A call for help is since the first of those that go on.
    pub since: Instant,
    /// From when on it was a finding: when it had lasted long enough, or was confirmed. A call for help is one anew each time it
    /// is made.
    pub found: Instant,
    /// Until when it was so; `None` if it is so now.
    pub until: Option<Instant>,
    /// The time of the last report that shows it.
    pub last: Instant,
    /// Which reports prove it: the first, the one that confirmed it and the last. Ascending, none twice; none at all if
    /// silence itself is the proof.
    pub evidence: Vec<u64>,
    /// How much it is.
    pub measure: Measure,
}

/// About whom.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// The movement as a whole.
    Movement,
    /// One vehicle, by its label.
    Vehicle(Word),
}

/// Which part of the order it is about.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Element {
    /// None in particular.
    Whole,
    /// Between two points of the way; `None` before the first and after the last.
    Leg {
        /// The point passed last.
        after: Option<Word>,
        /// The point that comes next.
        before: Option<Word>,
    },
    /// A point of the way.
    Point(Word),
    /// A fence.
    Fence(Word),
    /// Between two vehicles that follow each other.
    Gap {
        /// The one in front.
        ahead: Word,
        /// The one behind it.
        behind: Word,
    },
    /// A device.
    Device(DeviceId),
    /// A planned silence, by when it begins.
    Silence(Instant),
}

/// How much.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Nothing to measure.
    Nothing,
    /// The worst distance: from the way, between vehicles, from the escort, between two places. In millimetres.
    Distance(u64),
    /// How long a vehicle stood, or silence is allowed.
    Lasted(Span),
    /// Arrival at a point.
    Arrival {
        /// When it was planned.
        planned: Instant,
        /// When it was, or is estimated to be; `None` if nothing is known to estimate it by.
        estimate: Option<Instant>,
    },
}
