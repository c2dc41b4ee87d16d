//! Everything that is under way, and where it was last: what the room's map shows.

use conduct::{Movement, Stage, State};
use model::{Instant, Word, id::MovementId};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Latest, PositionView, Sight, movements, positions, sight_of_positions};
use crate::{Action, Viewer, may_at_all};

/// A movement that is under way.
#[derive(Clone, PartialEq, Debug, Serialize, ToSchema)]
pub struct ConvoyView {
    /// The movement.
    #[schema(value_type = String, format = "uuid")]
    pub movement: MovementId,
    /// The number people use.
    #[schema(value_type = String)]
    pub number: Word,
    /// Where its vehicles and people were last.
    pub positions: Vec<PositionView>,
    /// Its vehicles for which no device reports, by their labels: they are on no map.
    #[schema(value_type = Vec<String>)]
    pub unheard: Vec<Word>,
}

/// Those that are under way and exist for a viewer who may see where they are, the newest first, each with what is seen of it.
#[must_use]
pub fn convoys(
    state: &State,
    viewer: &Viewer,
    latest: &Latest<'_>,
    unheard: &dyn Fn(MovementId) -> Vec<Word>,
    now: Instant,
) -> Vec<(ConvoyView, Sight)> {
    if !may_at_all(viewer.role, Action::ReadConvoys) {
        return Vec::new();
    }
    let convoy = |movement: &Movement, sight: &Sight| ConvoyView {
        movement: movement.id,
        number: movement.number.clone(),
        positions: positions(state, movement, sight, latest, now),
        unheard: unheard(movement.id),
    };
    let under_way = |(movement, _): &(&Movement, Sight)| matches!(movement.stage, Stage::UnderWay(_));
    let all = movements(state, viewer, now).filter(under_way);
    let seen = |(movement, sight): (&Movement, Sight)| {
        let convoy = convoy(movement, &sight);
        let noted = sight_of_positions(&sight, &convoy.positions);
        (convoy, noted)
    };
    all.map(seen).collect()
}
