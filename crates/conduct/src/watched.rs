//! What a movement on the road is watched by.
//!
//! The order of the watch is made of the movement's own order, its way, its devices and the thresholds in force, and is kept by its
//! digest: whoever has it and the reports finds again what was found. What changes on the road makes the next order; reports are
//! held to the one that was in force when they were made, so that a change explains nothing away that was found before it.

use model::{Digest, Instant, Span};
use serde::{Deserialize, Serialize};

/// The most orders of one movement. Ours: more than a convoy changes vehicles, way and devices on a long day.
pub const MOST_ORDERS: usize = 1_000;

/// The most times in which nothing was heard that are known of the room, and of one movement; of more the oldest are forgotten. Ours: a
/// room that goes down so often during a journey has other worries.
pub const MOST_DEAF: usize = 256;
/// What is shorter is not said. Ours, a second: devices tell the time no finer.
pub const SHORTEST_DEAF: Span = Span::seconds(1);

/// A time in which the room heard nothing: it was closed, or its machine was down or slept.
///
/// What a telephone reported then it sends again; what was sent over TAK is lost. So whoever is silent is missed from the moment on at which
/// the room could hear again, and not before.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deaf {
    /// When it heard last.
    pub from: Instant,
    /// Since when it hears again.
    pub until: Instant,
}

/// What a movement is watched by, from a moment on.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WatchedBy {
    /// Since when. The first holds from departure on, whenever that became known.
    pub since: Instant,
    /// The order.
    pub order: Digest,
    /// The areas nobody goes to.
    pub areas: Digest,
}
