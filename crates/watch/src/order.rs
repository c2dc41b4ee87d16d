//! What a movement is held to. An order is data: the same order and the same reports give the same findings, so a
//! replay needs nothing else.

use model::{Instant, Place, Span, Word, id::DeviceId};
use serde::{Deserialize, Serialize};

use crate::{Shape, Thresholds};

/// What a movement is held to. Lengths in millimetres; *along* is measured from the beginning of the line.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// The way. It may cross itself, and lead back over the same road. Empty if none is known: then nothing is watched that
    /// is measured along it.
    pub line: Vec<Place>,
    /// Roads that are not the way and run so near to it that distance alone does not tell whether a vehicle drives them. Lines,
    /// [`crate::MOST_BESIDE`] points of all at most.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<Vec<Place>>,
    /// When the movement departs, or departed: who left before their hour are watched from when they left. Before, nothing is
    /// expected of it.
    pub departure: Instant,
    /// At which hour it was planned to, if the plan has one: how long driving takes by the plan is counted from it. Without one
    /// it is counted from the departure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned_departure: Option<Instant>,
    /// How fast it is planned to drive where times at points do not say it, in mm/s.
    pub speed_mm_s: u32,
    /// Points along the way, in the order in which they are passed.
    pub points: Vec<Point>,
    /// The vehicles in order of march, the first in front.
    pub vehicles: Vec<Vehicle>,
    /// Areas in which vehicles are to stay for a time.
    #[serde(default)]
    pub within: Vec<Within>,
    /// Always empty: nobody goes into an area that nobody goes to. An order is named by the digest of what is written of it, and
    /// this stands in those that are kept.
    #[serde(default)]
    pub exempt: [Word; 0],
    /// Parts of the way without coverage, in their order.
    #[serde(default)]
    pub dead_ground: Vec<Range>,
    /// When silence is planned.
    #[serde(default)]
    pub silences: Vec<Silence>,
    /// When nobody listened.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deaf: Vec<Deaf>,
    /// From where on something is a finding.
    pub thresholds: Thresholds,
}

/// A point along the way.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// Its name, which no other point of the order has.
    pub label: Word,
    /// Where along the way.
    pub along_mm: u64,
    /// What sort of point.
    pub sort: Sort,
    /// When the movement is planned to be there; at the start point, to leave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned: Option<Instant>,
}

/// What sort of point.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Sort {
    /// Where the movement forms up. It has started once it is farther along than the radius.
    Start {
        /// Within how far of it vehicles may stand before departure.
        radius_mm: u32,
    },
    /// Passed without being reported.
    Checkpoint,
    /// Its crossing is reported by voice; no halt.
    PhaseLine,
    /// A planned halt.
    Halt {
        /// Within how far of it vehicles may stand.
        radius_mm: u32,
        /// How long it is planned to take; counted in times of arrival.
        stay: Span,
        /// How long it may take.
        longest: Span,
    },
    /// A defended place. Whoever stands there is not stopped.
    SafeHaven {
        /// Within how far of it vehicles may stand.
        radius_mm: u32,
    },
    /// Where the movement ends. Who is there has arrived, and no more is expected.
    Release {
        /// Within how far of it a vehicle has arrived.
        radius_mm: u32,
    },
}

/// A vehicle of the convoy.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vehicle {
    /// Its name, which no other vehicle of the order has.
    pub label: Word,
    /// To which part of the convoy it belongs.
    pub part: Part,
    /// Whether it carries principals.
    #[serde(default)]
    pub principals: bool,
    /// Whether it is escort.
    #[serde(default)]
    pub escort: bool,
    /// What reports for it, and when.
    pub bindings: Vec<Binding>,
}

/// A part of the convoy.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// The lead element.
    Lead,
    /// The main body.
    Main,
    /// The trail element.
    Trail,
}

/// A device reports for a vehicle.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Binding {
    /// The device.
    pub device: DeviceId,
    /// Since when.
    pub from: Instant,
    /// Until when; at that moment no longer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
}

/// All vehicles are to stay in an area for a time.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Within {
    /// The area's name: among the fences, if it has no shape of its own.
    pub fence: Word,
    /// Where it is, if it is this order's alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shape: Option<Shape>,
    /// Since when.
    pub from: Instant,
    /// Until when.
    pub until: Instant,
}

/// A part of the way.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Range {
    /// Where it begins, along the way.
    pub from_mm: u64,
    /// Where it ends.
    pub to_mm: u64,
}

/// Silence that is planned: mobile service is cut, or jammers are on.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Silence {
    /// Since when.
    pub from: Instant,
    /// Until when.
    pub until: Instant,
    /// Where along the way; everywhere, if it does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<Range>,
    /// How often somebody is to report by voice meanwhile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voice_every: Option<Span>,
}

/// A time in which nobody listened: whoever is silent is missed later by as long as nobody did, and not before they have had two minutes
/// to come back.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deaf {
    /// Since when.
    pub from: Instant,
    /// Until when.
    pub until: Instant,
}
