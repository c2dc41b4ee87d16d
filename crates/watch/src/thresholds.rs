//! From where on something is a finding. Every value is the duty officer's; none has a default, because a value nobody
//! chose would be one nobody answers for. What is missing is not watched, and [`crate::Plan::unwatched`] says so.

use model::Span;
use serde::{Deserialize, Serialize};

/// The values a movement is watched by. Lengths in millimetres. All are for the duty officer to choose; where somebody
/// else has published one, it is named.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Thresholds {
    /// How far to each side of the way a vehicle may be.
    pub corridor_mm: Option<u32>,
    /// How long a vehicle may stand where no halt is planned.
    pub stop: Option<Span>,
    /// Within how far a vehicle is taken to stand.
    pub stop_radius_mm: Option<u32>,
    /// How much later than planned the movement may be at a point.
    pub late: Option<Span>,
    /// How long after a phase line was crossed, or was to be, it must be reported.
    pub unreported: Option<Span>,
    /// The least distance between vehicles that follow each other, along the way.
    pub interval_least_mm: Option<u32>,
    /// The most. A planning factor of the US Army for convoys is 50 m in towns, 150 m in the country and 200 m on
    /// expressways (FM 11-43, chapter 5).
    pub interval_most_mm: Option<u32>,
    /// How long an interval, or a separation, may be wrong before it is a finding.
    pub spacing_for: Option<Span>,
    /// From which distance along the way between two vehicles the convoy is broken.
    pub broken_mm: Option<u32>,
    /// From which distance behind the nearest vehicle before it one that is last is a straggler.
    pub straggler_mm: Option<u32>,
    /// How long a vehicle may be silent.
    pub silence: Option<Span>,
    /// From which distance to the nearest escort principals are separated from it.
    pub separation_mm: Option<u32>,
    /// The speed, in mm/s, that nothing on the road exceeds: what would have to be faster was in two places.
    pub two_places_mm_s: Option<u32>,
    /// The accuracy from which on a position proves nothing. Without it every position is taken for what it says.
    pub vague_mm: Option<u32>,
}
