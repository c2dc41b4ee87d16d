//! What is watched for.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, IntoStaticStr};

/// A rule of the watch. Written in kebab case, as the record and the catalogue of texts name it.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Debug,
    Serialize,
    Deserialize,
    Display,
    EnumIter,
    IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Rule {
    /// Somebody signals an emergency, or duress. No device's word ends it.
    Emergency,
    /// A vehicle is inside an area that may not be entered.
    EnteredNoGo,
    /// A vehicle is outside the area it was to stay in.
    LeftSafeArea,
    /// A vehicle is off the way.
    LeftCorridor,
    /// A vehicle stands where no halt is planned, or longer than planned.
    Stopped,
    /// The movement is later at a point than planned, or will be.
    Late,
    /// A phase line was to be reported by voice and was not.
    NotReported,
    /// Two vehicles that follow each other are too close.
    IntervalSmall,
    /// Two vehicles that follow each other are too far apart.
    IntervalLarge,
    /// The convoy has come apart between two vehicles.
    ConvoyBroken,
    /// A vehicle is alone behind the others.
    Straggler,
    /// Principals are without an escort near them.
    Separated,
    /// Nothing is heard where something should be.
    LostContact,
    /// A device reports from two places between which nothing drives.
    TwoPlaces,
}
