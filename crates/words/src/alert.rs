//! Alerts: what each rule that raises them says, and what an alert is about.

use model::{Instant, Span};

use crate::Catalogue;

impl Catalogue {
    /// What an alert says that a rule raised. A rule that has no message, of a record that a later room wrote, is named.
    #[must_use]
    pub fn alert(&self, rule: &str) -> String {
        let id = format!("page-alert-{rule}");
        let said = self.say(&id);
        if said == id { rule.to_owned() } else { said }
    }

    /// The part of the plan that an alert is about. Areas and devices have no names but identifiers, which say nothing to a person; a
    /// planned silence is named by the moment it begins, which is told by `at`, as every other moment beside it.
    #[must_use]
    pub fn alert_at(&self, rule: &str, element: &str, at: impl FnOnce(Instant) -> String) -> String {
        if let Ok(from) = element.parse() {
            return self.say_with("page-alert-at-silence", [("from", at(from).into())]);
        }
        match rule {
            "entered-no-go" => self.say("page-alert-at-no-go"),
            "emergency" | "call-for-help" | "two-places" => self.say("page-alert-at-device"),
            // By the room's hour, which it is named by.
            "missed-call" => element.replace('T', " "),
            "handover-unconfirmed" => self.entered(element),
            _ => match element.split_once('/') {
                Some((from, to)) if !to.contains('/') => self.stretch(from, to),
                _ => self.point(element),
            },
        }
    }

    /// A district that is entered, and the how-manieth time, if not the first (`shangla:2`).
    fn entered(&self, element: &str) -> String {
        match element.rsplit_once(':') {
            Some((district, visit)) => {
                let about = [("district", district.into()), ("visit", visit.into())];
                self.say_with("page-alert-at-hand-over", about)
            }
            None => element.to_owned(),
        }
    }

    /// A stretch between two points of a way; before the first and after the last there is none (`-`).
    fn stretch(&self, from: &str, to: &str) -> String {
        let point = |label| self.point(label).into();
        match (from, to) {
            ("-", "-") => self.say("page-alert-at-way"),
            ("-", to) => self.say_with("page-alert-at-before", [("point", point(to))]),
            (from, "-") => self.say_with("page-alert-at-after", [("point", point(from))]),
            (from, to) => self.say_with("page-alert-at-stretch", [("from", point(from)), ("to", point(to))]),
        }
    }

    /// A point of a way: by its label, or, if the order does not name that end, as what it is.
    fn point(&self, label: &str) -> String {
        match label {
            "start" | "start-of-the-way" => self.say("word-start"),
            "release" | "release-of-the-way" => self.say("word-release"),
            _ => label.to_owned(),
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

#[cfg(test)]
mod tests {
    use crate::Catalogue;

    #[test]
    fn what_an_alert_is_about_is_said_in_words_where_its_name_says_nothing_to_a_person() {
        let words = Catalogue::english();
        let said = |element| words.alert_at("stopped", element, |at| at.to_string());
        assert_eq!(said("start/CP3"), "between start point and CP3");
        assert_eq!(said("CP3/release-of-the-way"), "between CP3 and release point");
        assert_eq!(said("-/CP1"), "before CP1");
        assert_eq!(said("CP9/-"), "after CP9");
        assert_eq!([said("-/-"), said("release"), said("CP3")], ["on the way", "release point", "CP3"]);
        assert_eq!(said("a/b/c"), "a/b/c", "a label of its own");
        let device = words.alert_at("two-places", "0190", |at| at.to_string());
        assert_eq!(device, "the reporting device");
        let call = words.alert_at("missed-call", "2026-12-11T09:15", |at| at.to_string());
        assert_eq!(call, "2026-12-11 09:15");
        let entered = |element| words.alert_at("handover-unconfirmed", element, |at| at.to_string());
        assert_eq!([entered("shangla"), entered("shangla:2")], ["shangla", "shangla, hand-over no. 2 there"]);
        let hour = |at: model::Instant| at.display_local(model::Span::hours(5)).to_string();
        let silence = words.alert_at("lost-contact", "2026-12-11T04:15:00Z", hour);
        assert_eq!(
            silence, "in the silence planned from 2026-12-11 09:15 on",
            "by the clock of whoever reads"
        );
    }
}
