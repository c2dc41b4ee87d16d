//! What concerns the room as a whole: areas, alerts, people.

use conduct::{
    State,
    duress::may_know_of,
    escalation::{Step, may_take},
};
use model::{
    Instant, Word,
    id::{AlertId, DeviceId, MovementId, PersonId},
    party::{Actor, Role},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{ActorView, Sight, Texts, shapes, sight};
use crate::{Action, Part, Tie, Viewer, may_at_all};

/// An area whose level was set.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct AreaView {
    /// Which.
    #[schema(value_type = String)]
    pub area: Word,
    /// `green`, `amber` or `red`.
    #[schema(value_type = shapes::AlertLevel)]
    pub level: Word,
    /// Whether waiting movements hold there.
    pub stands_fast: bool,
    /// Since when.
    #[schema(format = DateTime)]
    pub since: String,
    /// Until when the level is to be believed.
    #[schema(format = DateTime)]
    pub valid_until: Option<String>,
}

/// An alert that is not closed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct AlertView {
    /// Its identifier.
    #[schema(value_type = String, format = "uuid")]
    pub id: AlertId,
    /// The movement concerned.
    #[schema(value_type = String, format = "uuid")]
    pub movement: MovementId,
    /// The movement's number.
    #[schema(value_type = Option<String>)]
    pub number: Option<Word>,
    /// The rule that raised it.
    #[schema(value_type = String)]
    pub rule: Word,
    /// The vehicle or person it is about, if it is one's alone; of a call for help of which nothing but the device is known, whom that
    /// serves.
    #[schema(value_type = Option<String>)]
    pub subject: Option<Word>,
    /// The vehicles it is so of, if it may be so of several.
    #[schema(value_type = Vec<String>)]
    pub vehicles: Vec<Word>,
    /// The point, halt or stretch of the plan, the area (by the identifier of its danger) or the device, if it is about one; for a
    /// district officer the device alone.
    #[schema(value_type = Option<String>)]
    pub element: Option<Word>,
    /// Since when it was so, by the reports that show it; absent if it was not the watch that raised it.
    #[schema(format = DateTime)]
    pub since: Option<String>,
    /// When it was raised.
    #[schema(format = DateTime)]
    pub raised_at: String,
    /// Whether it reached somebody outside the open pages.
    pub delivered: bool,
    /// Whether somebody took it.
    pub acknowledged: bool,
    /// Whether whoever reads this may take it.
    pub may_take: bool,
    /// Whose it is, once somebody took it; for a district officer only if that is the room, the authority or they themselves.
    pub taken_by: Option<ActorView>,
    /// Since when.
    #[schema(format = DateTime)]
    pub taken_at: Option<String>,
    /// Until when it was so, if it is over.
    #[schema(format = DateTime)]
    pub until: Option<String>,
    /// How far, in millimetres: off the way or outside the area, between two vehicles, or between two places, as its rule measures.
    pub distance_mm: Option<u64>,
    /// How long, in seconds: after what was planned, or how long it lasts, as its rule measures.
    pub delay_s: Option<i64>,
    /// How late it is now, of a movement that is late at a point ahead: `delay_s` is what the alert was told with, and a delay grows.
    pub delay_now_s: Option<i64>,
    /// When it is expected there as far as is known now, for whoever is shown its hours.
    #[schema(format = DateTime)]
    pub expected_at: Option<String>,
    /// The numbers of the reports that show it.
    pub evidence: Vec<u64>,
    /// The steps it went up because nobody took it in time.
    pub climbed: Vec<ClimbView>,
    /// The next step, unless somebody takes it first.
    pub next: Option<ClimbView>,
    /// Until when it is left to whoever took it: if it is not closed by then, it goes up again.
    #[schema(format = DateTime)]
    pub left_until: Option<String>,
    /// How many were to be told of it outside the open pages and have an address.
    pub told: usize,
}

/// A step up that an alert took or takes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct ClimbView {
    /// To `room`, `commander`, `districts` or `authority`.
    #[schema(value_type = shapes::EscalationStep)]
    pub step: &'static str,
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
    /// Whether there was nobody to tell at that step.
    pub nobody: bool,
}

impl AlertView {
    /// The parts of its movement an alert shows.
    pub const SHOWS: [Part; 2] = [Part::Number, Part::Picture];
    /// The same of one that says when somebody is expected.
    pub const SHOWS_EXPECTED: [Part; 3] = [Part::Number, Part::Schedule, Part::Picture];
}

/// Somebody who may act here.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct PersonView {
    /// By identifier.
    #[schema(value_type = String, format = "uuid")]
    pub id: PersonId,
    /// In what role.
    #[schema(value_type = shapes::Role)]
    pub role: &'static str,
    /// For which agency.
    #[schema(value_type = String)]
    pub agency: Word,
    /// The label under which orders name the person.
    #[schema(value_type = Option<String>)]
    pub label: Option<Word>,
    /// The areas a district officer answers for.
    #[schema(value_type = Vec<String>)]
    pub areas: Vec<Word>,
    /// By name, if the name is still kept.
    pub name: Option<String>,
    /// Since when.
    #[schema(format = DateTime)]
    pub since: String,
    /// `active`, `dismissed`, or `erased`: their name and words were destroyed.
    #[schema(value_type = shapes::PersonStanding)]
    pub standing: &'static str,
}

/// The areas, for whoever may read them.
#[must_use]
pub fn areas(state: &State, viewer: &Viewer) -> Vec<AreaView> {
    let read = |(name, area): (&Word, &conduct::state::Area)| AreaView {
        area: name.clone(),
        level: area.level.clone(),
        stands_fast: area.stands_fast,
        since: area.since.to_string(),
        valid_until: area.valid_until.map(|at| at.to_string()),
    };
    let may = may_at_all(viewer.role, Action::ReadAreas);
    state.areas.iter().filter(|_| may).map(read).collect()
}

/// The open alerts, the most urgent first, for whoever may read them and is shown the picture of the movement concerned.
#[must_use]
pub fn alerts(state: &State, viewer: &Viewer, texts: &dyn Texts, now: Instant) -> Vec<AlertView> {
    let read = |id: &AlertId, alert: &conduct::alert::Alert, sight: Option<&Sight>| AlertView {
        id: *id,
        movement: alert.movement,
        number: state.known(alert.movement).map(|movement| movement.number().clone()),
        rule: alert.rule.clone(),
        subject: alert.found.as_ref().and_then(|found| state.subject_of(found)),
        vehicles: alert.found.as_ref().map(|found| found.vehicles.clone()).unwrap_or_default(),
        element: alert
            .found
            .as_ref()
            .and_then(|found| found.key.element.clone())
            .filter(|element| shows_element(state, element, sight)),
        since: alert.found.as_ref().map(|found| found.since.to_string()),
        raised_at: alert.raised_at.to_string(),
        delivered: alert.delivered,
        acknowledged: alert.taken.is_some(),
        may_take: alert.taken.is_none() && may_take(state, alert, viewer.person),
        taken_by: alert
            .taken
            .as_ref()
            .filter(|taken| shows_taker(&taken.by, viewer, sight))
            .map(|taken| ActorView::of(&taken.by, texts)),
        taken_at: alert.taken.as_ref().map(|taken| taken.at.to_string()),
        until: alert.found.as_ref().and_then(|found| found.until).map(|at| at.to_string()),
        distance_mm: alert.found.as_ref().and_then(|found| found.distance),
        delay_s: alert.found.as_ref().and_then(|found| found.delay).map(|delay| delay.0 / 1_000_000),
        delay_now_s: None,
        expected_at: None,
        evidence: alert.found.as_ref().map(|found| found.evidence.clone()).unwrap_or_default(),
        climbed: {
            let mut climbed: Vec<_> = alert.climbed.iter().map(|(step, at)| (*at, *step)).collect();
            climbed.sort_unstable();
            climbed.into_iter().map(|(at, step)| stepped(step, at, alert.nobody.contains(&step))).collect()
        },
        next: alert.due.filter(|_| alert.taken.is_none()).map(|due| stepped(due.step, due.at, false)),
        left_until: alert.due.filter(|_| alert.taken.is_some()).map(|due| due.at.to_string()),
        told: alert.told.len(),
    };
    let may = may_at_all(viewer.role, Action::ReadAlerts);
    let shown = |(id, alert): (&AlertId, &conduct::alert::Alert)| {
        let sight = state.known(alert.movement).and_then(|known| sight(state, viewer, known, now));
        let is_seen = sight.as_ref().is_some_and(|it| it.shows_alert(*id));
        // Whoever was called about duress may have nothing to do with the movement otherwise.
        let is_shown = is_seen || alert.is_of_duress();
        let view = || (alert.listed_by(), read(id, alert, sight.as_ref()));
        (may && is_shown && may_know_of(state, alert, viewer.person, viewer.role)).then(view)
    };
    let mut all: Vec<_> = state.alerts.iter().filter_map(shown).collect();
    all.sort_by_key(|(rank, _)| *rank);
    all.into_iter().map(|(_, alert)| alert).collect()
}

/// Points and stretches of the way, what lies beside it and other districts are the route. A device says nothing of it.
fn shows_element(state: &State, element: &Word, sight: Option<&Sight>) -> bool {
    let is_device = || element.as_str().parse().is_ok_and(|id: DeviceId| state.devices.contains_key(&id));
    !is_of_a_district(sight) || is_device()
}

/// That an officer of another district has it would tell that this one is on the way; who commands is the detail.
fn shows_taker(by: &Actor, viewer: &Viewer, sight: Option<&Sight>) -> bool {
    let is_known = matches!(by.role, Role::DutyOfficer | Role::Authority) || by.person == Some(viewer.person);
    !is_of_a_district(sight) || is_known
}

fn is_of_a_district(sight: Option<&Sight>) -> bool {
    sight.is_some_and(|it| matches!(it.tie, Tie::District { .. }))
}

fn stepped(step: Step, at: Instant, nobody: bool) -> ClimbView {
    ClimbView { step: step.word(), at: at.to_string(), nobody }
}

/// The people, for whoever may list them, those who were dismissed among them; and oneself.
#[must_use]
pub fn people(state: &State, viewer: &Viewer, texts: &dyn Texts) -> Vec<PersonView> {
    let may = may_at_all(viewer.role, Action::ListPeople);
    let read = |id: &PersonId, person: &conduct::Person, standing| PersonView {
        id: *id,
        role: person.role.word(),
        agency: person.agency.clone(),
        label: person.label.clone(),
        areas: person.areas.clone(),
        name: texts.words(person.name),
        since: person.since.to_string(),
        standing,
    };
    let active = state.people.iter().filter(|(id, _)| may || **id == viewer.person);
    let former = state.former.iter().filter(|_| may);
    let stands = |former: &conduct::Former| if former.erased { "erased" } else { "dismissed" };
    active
        .map(|(id, person)| read(id, person, "active"))
        .chain(former.map(|(id, former)| read(id, &former.person, stands(former))))
        .collect()
}
