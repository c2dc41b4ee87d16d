//! What every change is answered with.

use model::id::MovementId;
use ops::Recorded;
use serde::Serialize;
use utoipa::ToSchema;

/// What was done, and where it stands on the record.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Done {
    /// The movement concerned, if it is one.
    #[schema(value_type = Option<String>)]
    pub movement: Option<MovementId>,
    /// What happened, by the types of the entries, as far as you are shown it: a refused departure is
    /// `departure-refused`.
    pub happened: Vec<&'static str>,
    /// Whether the movement was cleared or let go, where that was asked.
    pub clears: Option<bool>,
    /// The first entry.
    pub entry: u64,
    /// How many entries you are shown.
    pub entries: u64,
    /// Whether this repeats the answer to an earlier request with the same key.
    pub repeated: bool,
}

impl From<Recorded> for Done {
    fn from(recorded: Recorded) -> Self {
        let clears = recorded.events.iter().rev().find_map(|event| match &event.what {
            conduct::What::ClearanceEvaluated(e)
            | conduct::What::DepartureAuthorised(e)
            | conduct::What::DepartureRefused(e) => Some(e.clears),
            _ => None,
        });
        Done {
            movement: recorded.events.iter().find_map(|event| event.what.movement()),
            happened: recorded.events.iter().map(|event| event.what.kind()).collect(),
            clears,
            entry: recorded.entries.start,
            entries: recorded.events.len() as u64,
            repeated: recorded.repeated,
        }
    }
}
