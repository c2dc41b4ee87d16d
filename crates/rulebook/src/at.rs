//! When, and by whose clocks, the rules are read.

use model::{Day, Instant, Span};
use serde::{Deserialize, Serialize};

/// The moment of an evaluation. Rules speak of moments (`now`) and of calendar days (`today`); days are those
/// of the people on the ground, so their clocks' distance from UTC is part of the question.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct At {
    /// The moment.
    pub now: Instant,
    /// How far local clocks stand ahead of UTC.
    pub offset: Span,
}

impl At {
    /// The local calendar day.
    #[must_use]
    pub fn today(self) -> Day {
        self.now.day(self.offset)
    }

    /// The same clocks at another moment.
    #[must_use]
    pub fn moved_to(self, now: Instant) -> Self {
        At { now, ..self }
    }
}
