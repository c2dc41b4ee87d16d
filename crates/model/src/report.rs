//! What comes in from the road: where a device was, when, and whether somebody called for help.

use serde::{Deserialize, Serialize};

use crate::{Instant, Place};

/// One report, as its device made it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// When, by the device's clock. Devices send what they kept while they had no network, in any order.
    pub at: Instant,
    /// Where it was, if it knew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
    /// What it signals beside that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signal: Option<Signal>,
}

/// A position, and what the receiver said of it. What it did not say is not zero.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fix {
    /// Where.
    pub place: Place,
    /// Within how many millimetres it is likely to be so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accuracy_mm: Option<u32>,
    /// How fast, in millimetres a second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speed_mm_s: Option<u32>,
    /// Where to, in thousandths of a degree clockwise from north, below 360,000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub course_mdeg: Option<u32>,
    /// How high above the ellipsoid, in millimetres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height_mm: Option<i32>,
    /// The battery's charge, in per cent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub battery_percent: Option<u8>,
}

/// What a device signals.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Signal {
    /// Somebody calls for help: a TAK client's emergency, a tracker's alarm.
    Emergency,
    /// The device says that it is over. The room does not take a device's word for that.
    EmergencyOver,
}
