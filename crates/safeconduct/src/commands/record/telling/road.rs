//! Areas and their alert levels, those under way, and alerts.

use conduct::{
    command::AlertVerdict,
    movement::{Choice, Why},
};
use model::{
    Instant, Path, Value, Word,
    id::{AlertId, MovementId},
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
            Why::PermissionEnded => ("permission-ended", "".into()),
        };
        let about = [("number", self.number(movement)), ("why", why.into()), ("what", what)];
        self.say("entry-decision-asked", about)
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

    /// The row for an area's level says which words are listed.
    fn level(&self, area: &Word, level: &Word) -> String {
        let row = format!("alerts[{area}].level").parse().unwrap_or_else(|_| Path::root());
        self.words.value_of(&row, &Value::Word(level.clone()), self.offset)
    }
}
