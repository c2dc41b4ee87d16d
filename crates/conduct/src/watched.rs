//! What a movement on the road is watched by.
//!
//! The order of the watch is made of the movement's own order, its way, its devices and the thresholds in force, and is kept by its
//! digest: whoever has it and the reports finds again what was found. What changes on the road makes the next order; reports are
//! held to the one that was in force when they were made, so that a change explains nothing away that was found before it.

use model::{Digest, Instant};
use serde::{Deserialize, Serialize};

/// The most orders of one movement. Ours: more than a convoy changes vehicles, way and devices on a long day.
pub const MOST_ORDERS: usize = 1_000;

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
