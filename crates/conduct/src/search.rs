//! Searching where one person's device was: never by one person alone.
//!
//! Tracks of people protect them on a movement. Beyond its movements nobody is shown them, unless a case is open, somebody who works it
//! asks for one person and one time and says why, and an authority who is somebody else approves it. Each step, and each time the
//! answer is read, stands on the record.

use model::{
    Instant, Path, Span,
    id::{MovementId, TextId},
    party::Actor,
};
use serde::{Deserialize, Serialize};

/// The longest time that one search covers. Ours, a week: what leads up to one event. Whoever needs more says why once more.
pub const LONGEST: Span = Span::hours(24 * 7);
/// Within what time it is answered. Ours, a day: the case it was asked for may look otherwise then, and whoever asked asks again.
pub const ANSWERED_WITHIN: Span = Span::hours(24);
/// For how long it can be read once it is approved. Ours, a day: longer it would be a copy that stands open.
pub const READ_WITHIN: Span = Span::hours(24);
/// The most that wait or can be read at a time. Ours: searches are rare, and each is looked at by a person.
pub const MOST: usize = 200;

/// A search for where one person's device was.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Search {
    /// The movement whose case it is for.
    pub movement: MovementId,
    /// Whose device, as orders name them: `commanders[SPU-41]`.
    pub of: Path,
    /// From when.
    pub from: Instant,
    /// Until when.
    pub until: Instant,
    /// Why (text in the vault).
    pub reason: TextId,
    /// Who asks.
    pub by: Actor,
    /// Since when.
    pub at: Instant,
    /// By when it is answered.
    pub due: Instant,
    /// The answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<SearchAnswer>,
}

/// What a second person said to it.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SearchAnswer {
    /// Who.
    pub by: Actor,
    /// When.
    pub at: Instant,
    /// Until when it can be read, if it was approved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub readable_until: Option<Instant>,
}

impl Search {
    /// When nothing can be done with it any more.
    #[must_use]
    pub fn ends(&self) -> Instant {
        match &self.answered {
            None => self.due,
            Some(answer) => answer.readable_until.unwrap_or(answer.at.saturating_add(READ_WITHIN)),
        }
    }

    /// Whether its answer can be read at a moment.
    #[must_use]
    pub fn is_readable(&self, now: Instant) -> bool {
        self.answered.as_ref().is_some_and(|answer| answer.readable_until.is_some_and(|until| now < until))
    }
}
