//! Who has the watch, and everything that is open, by name: what it is signed over with.

use conduct::{Known, State, duress::may_know_of, shift::Open};
use model::{
    Word,
    id::{AlertId, MovementId, PersonId},
    party::Role,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::Texts;
use crate::{Action, Viewer, may_at_all};

/// Who has the watch, and what is signed over with it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct ShiftView {
    /// The duty officer on watch; absent while nobody took it: then everybody on duty is told of alerts.
    pub on: Option<OfficerView>,
    /// Since when.
    #[schema(format = DateTime)]
    pub since: Option<String>,
    /// Who comes next, if it is known.
    pub next: Option<OfficerView>,
    /// Whether it was offered to them, with the list.
    pub offered: bool,
    /// The duty officers who could have it.
    pub officers: Vec<OfficerView>,
    /// Every movement that waits or is under way.
    pub movements: Vec<OpenMovement>,
    /// Every open alert, the most urgent first.
    pub alerts: Vec<OpenAlert>,
}

/// A duty officer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct OfficerView {
    /// By identifier.
    #[schema(value_type = String, format = "uuid")]
    pub id: PersonId,
    /// By name, if it is still kept.
    pub name: Option<String>,
}

/// A movement that a watch is signed over with.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct OpenMovement {
    /// Its identifier.
    #[schema(value_type = String, format = "uuid")]
    pub id: MovementId,
    /// The number people use.
    #[schema(value_type = String)]
    pub number: Word,
}

/// An alert that a watch is signed over with.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct OpenAlert {
    /// Its identifier.
    #[schema(value_type = String, format = "uuid")]
    pub id: AlertId,
    /// The number of the movement concerned.
    #[schema(value_type = Option<String>)]
    pub number: Option<Word>,
    /// The rule that raised it.
    #[schema(value_type = String)]
    pub rule: Word,
}

/// The watch, for whoever may read it; nothing for anybody else.
#[must_use]
pub fn shift(state: &State, viewer: &Viewer, texts: &dyn Texts) -> Option<ShiftView> {
    if !may_at_all(viewer.role, Action::ReadShift) {
        return None;
    }
    let officer =
        |id: PersonId| OfficerView { id, name: state.person(id).and_then(|person| texts.words(person.name)) };
    let number = |id: MovementId| state.known(id).map(|known| Known::number(known).clone());
    let Open { alerts, movements } = Open::of(state);
    let mut alerts: Vec<_> = alerts.iter().filter_map(|id| Some((*id, state.alerts.get(id)?))).collect();
    alerts.sort_by_key(|(_, alert)| alert.listed_by());
    let shift = state.shift.as_ref();
    let officers = state.people.iter().filter(|(_, person)| person.role == Role::DutyOfficer);
    Some(ShiftView {
        on: shift.map(|shift| officer(shift.on)),
        since: shift.map(|shift| shift.since.to_string()),
        next: shift.and_then(|shift| shift.next).map(officer),
        offered: shift.is_some_and(|shift| shift.offered),
        officers: officers.map(|(id, _)| officer(*id)).collect(),
        movements: movements
            .iter()
            .filter_map(|id| Some(OpenMovement { id: *id, number: number(*id)? }))
            .collect(),
        alerts: alerts
            .iter()
            .filter(|(_, alert)| may_know_of(state, alert, viewer.person, viewer.role))
            .map(|(id, alert)| OpenAlert {
                id: *id,
                number: number(alert.movement),
                rule: alert.rule.clone(),
            })
            .collect(),
    })
}
