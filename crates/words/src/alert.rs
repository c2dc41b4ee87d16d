//! Alerts: what each rule that raises them says, and what an alert is about.

use crate::Catalogue;

impl Catalogue {
    /// What an alert says that a rule raised. A rule that has no message, of a record that a later room wrote, is named.
    #[must_use]
    pub fn alert(&self, rule: &str) -> String {
        let id = format!("page-alert-{rule}");
        let said = self.say(&id);
        if said == id { rule.to_owned() } else { said }
    }

    /// The part of the plan that an alert is about. Areas and devices have no names but identifiers, which say nothing to a person.
    #[must_use]
    pub fn alert_at(&self, rule: &str, element: &str) -> String {
        match rule {
            "entered-no-go" => self.say("page-alert-at-no-go"),
            "emergency" | "call-for-help" | "two-places" => self.say("page-alert-at-device"),
            _ => element.to_owned(),
        }
    }
}
