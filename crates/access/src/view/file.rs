//! A closed file among others: what a list of them shows.

use conduct::Filed;
use model::{Word, id::MovementId};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Sight, movement::kind, shapes};
use crate::Part;

/// A movement whose file was closed, among others.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct FileLine {
    /// Its identifier.
    #[schema(value_type = String, format = "uuid")]
    pub id: MovementId,
    /// The number people use.
    #[schema(value_type = String)]
    pub number: Word,
    /// `single`, `run`, `urgent` or `observed`.
    #[schema(value_type = shapes::MovementKind)]
    pub kind: &'static str,
    /// When it was to depart, where that is shown.
    #[schema(format = DateTime)]
    pub departs: Option<String>,
    /// When its file was closed, where how it went is shown.
    #[schema(format = DateTime)]
    pub closed_at: Option<String>,
}

impl FileLine {
    /// The parts a line shows, of those its sight does.
    pub const SHOWS: [Part; 3] = [Part::Number, Part::Schedule, Part::Outcome];

    /// A closed file as a sight shows it in a list.
    #[must_use]
    pub fn of(id: MovementId, filed: &Filed, sight: &Sight) -> Self {
        let departs = filed.departs.filter(|_| sight.shows(Part::Schedule));
        let closed_at = Some(filed.closed_at).filter(|_| sight.shows(Part::Outcome));
        FileLine {
            id,
            number: filed.number.clone(),
            kind: kind(filed.kind),
            departs: departs.map(|at| at.to_string()),
            closed_at: closed_at.map(|at| at.to_string()),
        }
    }
}
