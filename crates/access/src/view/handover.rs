//! Hand-overs at district boundaries, as a sight shows them.

use conduct::{Movement, handover::HandOver};
use model::Path;
use serde::Serialize;
use utoipa::ToSchema;

use super::Sight;
use crate::{Part, Tie};

/// A hand-over at a district boundary.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct HandOverView {
    /// Whose district is left.
    #[schema(value_type = String)]
    pub from: Path,
    /// Whose district is entered.
    #[schema(value_type = String)]
    pub into: Path,
    /// When the movement is due there, for those who are told the hour.
    #[schema(format = DateTime)]
    pub due: Option<String>,
    /// When the giving side gave it over, as stated.
    #[schema(format = DateTime)]
    pub given: Option<String>,
    /// When the taking side took it over, as stated.
    #[schema(format = DateTime)]
    pub taken: Option<String>,
    /// Whether it was due and not both sides had confirmed.
    pub overdue: bool,
    /// Which sides the viewer speaks for: `giving`, `taking`.
    pub speaks_for: Vec<&'static str>,
}

/// The hand-overs of a movement that concern a sight, in the order of the way.
pub(super) fn shown(movement: &Movement, sight: &Sight) -> Option<Vec<HandOverView>> {
    let all = sight.shows(Part::Parties);
    // Who lies next to whom on the way is the route: a district is shown it once it is told hour and route.
    let own = |party: &Path| matches!(&sight.tie, Tie::District { late, .. } if late.contains(party));
    if !all && !sight.shows(Part::OwnParty) {
        return None;
    }
    let concerns = |into: &Path, it: &HandOver| all || own(into) || own(&it.from);
    let mut planned: Vec<_> = movement.handovers.iter().filter(|(into, it)| concerns(into, it)).collect();
    planned.sort_by_key(|(_, it)| it.due);
    let view = |(into, it): (&Path, &HandOver)| {
        let giving = matches!(sight.tie, Tie::Room | Tie::Command) || own(&it.from);
        let taking = matches!(sight.tie, Tie::Room) || own(into);
        let sides = [(giving, "giving"), (taking, "taking")];
        HandOverView {
            from: it.from.clone(),
            into: into.clone(),
            due: sight.shows(Part::Schedule).then(|| it.due.to_string()),
            given: it.given.map(|at| at.to_string()),
            taken: it.taken.map(|at| at.to_string()),
            overdue: it.overdue,
            speaks_for: sides.into_iter().filter_map(|(theirs, side)| theirs.then_some(side)).collect(),
        }
    };
    Some(planned.into_iter().map(view).collect())
}
