//! How a movement is watched, and what of it is not.

use serde::Serialize;
use utoipa::ToSchema;

use super::shapes;
use crate::Part;

/// How a movement is watched.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct WatchView {
    /// Whether it is: under way, or arrived and its file not closed.
    pub watched: bool,
    /// Whether something that is kept of it cannot be read: less may be found than there is, and no alert is taken back.
    pub blind: bool,
    /// What is not watched, and why.
    pub unwatched: Vec<UnwatchedView>,
}

/// Something that is not watched.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct UnwatchedView {
    /// The rule under which its alerts would be.
    #[schema(value_type = shapes::WatchRule)]
    pub rule: String,
    /// What would be needed.
    #[schema(value_type = shapes::WatchLacks)]
    pub lacks: String,
}

impl WatchView {
    /// The parts of its movement that it shows.
    pub const SHOWS: [Part; 2] = [Part::Number, Part::Detail];
}
