//! Hand-overs at district boundaries: one side says that it has given the convoy over, the other that it has taken it. Where
//! both think that the other one has it, nobody does.

use model::{Instant, Path, Span};
use serde::{Deserialize, Serialize};

/// How long after the convoy is due in the next district both sides must have confirmed. Ours: the time to drive a few
/// kilometres across the boundary and to make the call.
pub const GRACE: Span = Span::minutes(15);

/// A boundary on the way of a movement.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Boundary {
    /// Whose district it leaves.
    pub from: Path,
    /// Whose district it enters.
    pub into: Path,
    /// When it is due there.
    pub due: Instant,
}

/// Which side speaks.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// Whoever had it so far.
    Giving,
    /// Whoever has it from now on.
    Taking,
}

impl Side {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Side::Giving => "giving",
            Side::Taking => "taking",
        }
    }
}

/// A hand-over, as far as it is confirmed.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandOver {
    /// Whose district the movement leaves.
    pub from: Path,
    /// When it is due in the next.
    pub due: Instant,
    /// When the giving side gave it over, as stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<Instant>,
    /// When the taking side took it over, as stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken: Option<Instant>,
    /// Whether it was found overdue.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub overdue: bool,
}

impl HandOver {
    /// One that nobody has confirmed.
    #[must_use]
    pub fn at(boundary: &Boundary) -> Self {
        let (from, due) = (boundary.from.clone(), boundary.due);
        HandOver { from, due, given: None, taken: None, overdue: false }
    }

    /// Whether both sides confirmed it.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.given.is_some() && self.taken.is_some()
    }

    /// From when on it is overdue, if it can still become so.
    #[must_use]
    pub fn overdue_at(&self) -> Option<Instant> {
        (!self.overdue && !self.is_done()).then(|| self.due.saturating_add(GRACE))
    }
}
