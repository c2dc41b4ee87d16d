//! Hand-overs at district boundaries: one side says that it has given the convoy over, the other that it has taken it. Where
//! both think that the other one has it, nobody does.

use std::borrow::Cow;

use model::{Instant, Path, Span, id::PersonId};
use serde::{Deserialize, Serialize};

use crate::{State, voice::Reporter};

/// How long after the convoy is due in the next district both sides must have confirmed. Ours: the time to drive a few
/// kilometres across the boundary and to make the call.
pub const GRACE: Span = Span::minutes(15);

/// The first time that a movement enters a district.
#[must_use]
pub fn first_visit() -> u32 {
    1
}

pub(crate) fn is_first_visit(visit: &u32) -> bool {
    *visit == first_visit()
}

/// Which of a movement's hand-overs: into which district, and the how-manieth time.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Crossing {
    /// Whose district it enters.
    pub into: Path,
    /// The how-manieth time that the movement is handed over to it, from 1.
    pub visit: u32,
}

/// A boundary on the way of a movement.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Boundary {
    /// Whose district it leaves.
    pub from: Path,
    /// Whose district it enters.
    pub into: Path,
    /// The how-manieth time.
    #[serde(default = "first_visit", skip_serializing_if = "is_first_visit")]
    pub visit: u32,
    /// When it is due there, at the latest; nothing if nobody knows an hour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Instant>,
}

impl Boundary {
    /// Which of the movement's hand-overs is due there.
    #[must_use]
    pub fn crossing(&self) -> Crossing {
        Crossing { into: self.into.clone(), visit: self.visit }
    }
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
    /// The one across the boundary.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Side::Giving => Side::Taking,
            Side::Taking => Side::Giving,
        }
    }

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Side::Giving => "giving",
            Side::Taking => "taking",
        }
    }
}

/// Whose word it is.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// When, as stated.
    pub at: Instant,
    /// Who wrote it down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonId>,
    /// Whose word they wrote down, if not their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reporter: Option<Reporter>,
}

impl Said {
    /// Whether both are one person's, as far as is known: who says that they gave it over and that they took it over has said it to
    /// nobody.
    #[must_use]
    pub fn is_of_the_same(&self, other: &Said, state: &State) -> bool {
        match (&self.reporter, &other.reporter) {
            (None, None) => self.by.is_some() && self.by == other.by,
            _ => {
                self.word_of(state).is_some_and(|one| other.word_of(state).is_some_and(|other| one == other))
            }
        }
    }

    /// Whose word it is, by how orders or the record name them: whoever signed in may be the one that somebody wrote down. Whom no order
    /// names, an officer of a district, goes by the name they were enrolled under.
    #[must_use]
    pub fn word_of(&self, state: &State) -> Option<Cow<'_, Reporter>> {
        let signed_in = || {
            let person = state.person(self.by?)?;
            Some(Cow::Owned(person.ordered_as().map_or(Reporter::Somebody(person.name), Reporter::Named)))
        };
        self.reporter.as_ref().map(Cow::Borrowed).or_else(signed_in)
    }
}

/// A hand-over, as far as it is confirmed.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandOver {
    /// Whose district the movement leaves.
    pub from: Path,
    /// Whose district it enters.
    pub into: Path,
    /// The how-manieth time.
    #[serde(default = "first_visit", skip_serializing_if = "is_first_visit")]
    pub visit: u32,
    /// When it is due there, at the latest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Instant>,
    /// That the giving side gave it over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<Said>,
    /// That the taking side took it over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken: Option<Said>,
    /// Whether it was found overdue.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub overdue: bool,
    /// Whether it lies on a way that was driven before the one that is driven now: it is confirmed, and no boundary to come.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub behind: bool,
}

impl HandOver {
    /// One that nobody has confirmed.
    #[must_use]
    pub fn at(boundary: &Boundary) -> Self {
        let Boundary { from, into, visit, due } = boundary.clone();
        HandOver { from, into, visit, due, given: None, taken: None, overdue: false, behind: false }
    }

    /// Which of the movement's it is.
    #[must_use]
    pub fn crossing(&self) -> Crossing {
        Crossing { into: self.into.clone(), visit: self.visit }
    }

    /// Whether it is this one.
    #[must_use]
    pub fn is(&self, crossing: &Crossing) -> bool {
        (&self.into, self.visit) == (&crossing.into, crossing.visit)
    }

    /// Whether it lies between the same two districts.
    #[must_use]
    pub fn is_between(&self, from: &Path, into: &Path) -> bool {
        (&self.from, &self.into) == (from, into)
    }

    /// The same, due at another hour: overdue by the one before, it is not yet by this.
    #[must_use]
    pub fn due_at(&self, due: Option<Instant>) -> Self {
        HandOver { due, overdue: self.overdue && self.due == due, ..self.clone() }
    }

    /// What a side said.
    #[must_use]
    pub fn said_by(&self, side: Side) -> Option<&Said> {
        match side {
            Side::Giving => self.given.as_ref(),
            Side::Taking => self.taken.as_ref(),
        }
    }

    /// Whether both sides confirmed it.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.given.is_some() && self.taken.is_some()
    }

    /// From when on it is overdue, if it can still become so.
    #[must_use]
    pub fn overdue_at(&self) -> Option<Instant> {
        self.due.filter(|_| !self.overdue && !self.is_done()).map(|due| due.saturating_add(GRACE))
    }
}
