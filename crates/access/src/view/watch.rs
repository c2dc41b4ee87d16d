//! How a movement is watched, and what of it is not.

use model::Word;
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
    /// Vehicles of its order from which nothing can be heard, for no device reports for them: whatever becomes of one of them, and
    /// whether the convoy is whole, nobody sees.
    #[schema(value_type = Vec<String>)]
    pub unheard: Vec<Word>,
    /// Planned silences that hold wherever it is, because they are its own or nobody knows where they lie: in them nobody is
    /// missed.
    pub silent: Vec<SilentView>,
    /// When the room heard nothing while it was on the road: what was sent over TAK meanwhile is lost, telephones send it again.
    pub deaf: Vec<SilentView>,
    /// By where it was when what lies ahead is estimated; absent if it was not seen on its way yet.
    #[schema(format = DateTime)]
    pub seen_at: Option<String>,
    /// The points that it has not passed, in order; the last is where it arrives.
    pub ahead: Vec<AheadView>,
}

/// A point that lies ahead of a movement on the road.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct AheadView {
    /// The point.
    #[schema(value_type = String)]
    pub point: Word,
    /// When it is to be there by its order.
    #[schema(format = DateTime)]
    pub planned_at: Option<String>,
    /// When it will be there, as far as is known now: whoever was not seen there in time is later every minute.
    #[schema(format = DateTime)]
    pub expected_at: Option<String>,
}

/// A planned silence that holds wherever a movement is, or a time in which the room heard nothing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct SilentView {
    /// Since when.
    #[schema(format = DateTime)]
    pub from: String,
    /// Until when.
    #[schema(format = DateTime)]
    pub until: String,
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
    pub const SHOWS: [Part; 4] = [Part::Number, Part::Schedule, Part::Vehicles, Part::Detail];
}
