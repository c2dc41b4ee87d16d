//! Alerts: what each rule that raises them says, and what an alert is about.

use model::Span;

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

    /// What an alert measured; `None` if its rule says nothing of it. Each measures something else.
    #[must_use]
    pub fn alert_measured(
        &self,
        rule: &str,
        distance_mm: Option<u64>,
        delay: Option<Span>,
    ) -> Option<String> {
        let said = match rule {
            "left-corridor" | "left-safe-area" | "interval-small" | "interval-large" | "convoy-broken"
            | "straggler" | "separated" | "two-places" => {
                let metres = distance_mm.filter(|mm| *mm > 0)?.saturating_add(500) / 1_000;
                self.say_with(&format!("page-alert-by-{rule}"), [("metres", metres.to_string().into())])
            }
            "late" | "stopped" | "lost-contact" => {
                let minutes =
                    delay.filter(|delay| delay.0 != 0)?.0.saturating_add(30_000_000).div_euclid(60_000_000);
                self.say_with(&format!("page-alert-for-{rule}"), [("minutes", minutes.to_string().into())])
            }
            _ => return None,
        };
        Some(said)
    }
}
