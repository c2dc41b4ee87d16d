//! Areas and their alert levels, those under way, and alerts.

use conduct::{
    command::AlertVerdict,
    danger::Danger,
    escalation::Step,
    movement::{Choice, Planned, Why},
};
use model::{
    Instant, Path, Value, Word,
    id::{AlertId, DangerId, MovementId, PersonId},
};

use super::{Telling, name, yes};

impl Telling<'_> {
    pub(super) fn level_set(
        &self,
        area: &Word,
        level: &Word,
        stand_fast: bool,
        valid_until: Option<Instant>,
    ) -> String {
        let about = [
            ("area", name(area)),
            ("level", self.level(area, level).into()),
            ("stands-fast", yes(stand_fast)),
        ];
        self.parts([Some(self.say("entry-alert-level-set", about)), self.until(valid_until)])
    }

    pub(super) fn decision_asked(&self, movement: &MovementId, why: &Why) -> String {
        let (why, what) = match why {
            Why::Rules(rules) => ("rules", self.listed(rules)),
            Why::StandFast(area) => ("stand-fast", name(area)),
            Why::Danger(danger) => ("danger", name(danger)),
            Why::PermissionEnded => ("permission-ended", "".into()),
        };
        let about = [("number", self.number(movement)), ("why", why.into()), ("what", what)];
        self.say("entry-decision-asked", about)
    }

    pub(super) fn danger(&self, id: &DangerId, danger: &Danger) -> String {
        let row = "incidents[it].kind".parse().unwrap_or_else(|_| Path::root());
        let kind = self.words.value_of(&row, &Value::Word(danger.kind().clone()), self.offset);
        let about = [("danger", name(id)), ("kind", kind.into()), ("since", self.moment(danger.since()))];
        self.say("entry-danger-reported", about)
    }

    pub(super) fn route_planned(
        &self,
        movement: &MovementId,
        revision: u32,
        route: &Planned,
        dangers: usize,
    ) -> String {
        let about = [
            ("number", self.number(movement)),
            ("revision", revision.into()),
            ("km", (route.length_mm / 1_000_000).into()),
            ("stretches", route.drives.len().into()),
            ("dangers", dangers.into()),
        ];
        self.say("entry-route-planned", about)
    }

    pub(super) fn chosen(&self, movement: &MovementId, choice: Choice) -> String {
        let choice = match choice {
            Choice::Continue => "continue",
            Choice::Divert => "divert",
            Choice::Return => "return",
            Choice::SafeHaven => "safe-haven",
        };
        self.say("entry-chosen", [("number", self.number(movement)), ("choice", choice.into())])
    }

    pub(super) fn alert_closed(&self, alert: &AlertId, verdict: AlertVerdict) -> String {
        let verdict = match verdict {
            AlertVerdict::True => "true",
            AlertVerdict::False => "false",
            AlertVerdict::Planned => "planned",
        };
        self.say("entry-alert-closed", [("alert", name(alert)), ("verdict", verdict.into())])
    }

    pub(super) fn alert_escalated(
        &self,
        movement: &MovementId,
        alert: &AlertId,
        step: Step,
        to: &[PersonId],
    ) -> String {
        let people =
            if to.is_empty() { self.say("entry-nobody-to-tell", []).into() } else { self.people(to) };
        let about = [
            ("number", self.number(movement)),
            ("alert", name(alert)),
            ("step", step.word().into()),
            ("people", people),
        ];
        self.say("entry-alert-escalated", about)
    }

    /// What is signed over with a watch, by name.
    pub(super) fn signed_for(&self, alerts: &[AlertId], movements: &[MovementId]) -> String {
        let named = |id: &MovementId| self.numbers.get(id).cloned().unwrap_or_else(|| id.to_string());
        let movements: Vec<String> = movements.iter().map(named).collect();
        let about = [("movements", self.listed(&movements)), ("alerts", self.listed(alerts))];
        self.say("entry-shift-signed-for", about)
    }

    /// The row for an area's level says which words are listed.
    fn level(&self, area: &Word, level: &Word) -> String {
        let row = format!("alerts[{area}].level").parse().unwrap_or_else(|_| Path::root());
        self.words.value_of(&row, &Value::Word(level.clone()), self.offset)
    }
}
