//! Hand-overs at district boundaries, as a sight shows them.

use conduct::{
    Movement,
    handover::{HandOver, Said},
    voice::Reporter,
};
use model::Path;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Sight, Texts};
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
    /// The how-manieth time the movement is handed over to it: 2 where its way comes back once.
    #[schema(minimum = 1)]
    pub visit: u32,
    /// When the movement is due there, for those who are told the hour; nothing if nobody knows it.
    #[schema(format = DateTime)]
    pub due: Option<String>,
    /// When the giving side gave it over, as stated.
    #[schema(format = DateTime)]
    pub given: Option<String>,
    /// Whose word that is, where the room wrote down somebody else's; for those who are told who is of the detail.
    pub given_by: Option<String>,
    /// When the taking side took it over, as stated.
    #[schema(format = DateTime)]
    pub taken: Option<String>,
    /// Whose word that is, where the room wrote down somebody else's; for those who are told who is of the detail.
    pub taken_by: Option<String>,
    /// Whether it was due and not both sides had confirmed.
    pub overdue: bool,
    /// Which sides the viewer speaks for: `giving`, `taking`.
    pub speaks_for: Vec<&'static str>,
}

/// The hand-overs of a movement that concern a sight, in the order of the way.
pub(super) fn shown(movement: &Movement, sight: &Sight, texts: &dyn Texts) -> Option<Vec<HandOverView>> {
    let all = sight.shows(Part::Parties);
    // Who lies next to whom on the way is the route: a district is shown it once it is told hour and route.
    let own = |party: &Path| matches!(&sight.tie, Tie::District { late, .. } if late.contains(party));
    if !all && !sight.shows(Part::OwnParty) {
        return None;
    }
    let concerning = movement.handovers.iter().filter(|it| all || own(&it.into) || own(&it.from));
    let word_of = |said: Option<&Said>| {
        // Who is of the detail, and what somebody's name is, is told as it is of reports by voice.
        let reporter = said.and_then(|said| said.reporter.as_ref()).filter(|_| sight.shows(Part::Detail));
        reporter.and_then(|reporter| match reporter {
            Reporter::Named(who) => Some(who.to_string()),
            Reporter::Somebody(text) => texts.words(*text),
        })
    };
    let view = |it: &HandOver| {
        let giving = matches!(sight.tie, Tie::Room | Tie::Command) || own(&it.from);
        let taking = matches!(sight.tie, Tie::Room) || own(&it.into);
        let sides = [(giving, "giving"), (taking, "taking")];
        HandOverView {
            from: it.from.clone(),
            into: it.into.clone(),
            visit: it.visit,
            due: it.due.filter(|_| sight.shows(Part::Schedule)).map(|at| at.to_string()),
            given: it.given.as_ref().map(|said| said.at.to_string()),
            given_by: word_of(it.given.as_ref()),
            taken: it.taken.as_ref().map(|said| said.at.to_string()),
            taken_by: word_of(it.taken.as_ref()),
            overdue: it.overdue,
            speaks_for: sides.into_iter().filter_map(|(theirs, side)| theirs.then_some(side)).collect(),
        }
    };
    Some(concerning.map(view).collect())
}
