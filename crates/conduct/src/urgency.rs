//! In which order alerts are listed, wherever they are: what may cost a life stands above what does not.

use std::cmp::Reverse;

use model::Instant;

use crate::alert::{Alert, is_call};

/// How urgent an alert is, the most urgent first. Ours: nobody published an order for these, and a duty officer reads from the top.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Urgency {
    /// Somebody calls for help, or is under duress.
    CallsForHelp,
    /// It is still so, as far as anybody knows.
    GoesOn,
    /// It is over, and only has to be closed.
    IsOver,
}

impl Alert {
    /// How urgent it is.
    #[must_use]
    pub fn urgency(&self) -> Urgency {
        let calls = self.is_of_duress() || is_call(&self.rule);
        match &self.found {
            Some(found) if found.until.is_some() => Urgency::IsOver,
            _ if calls => Urgency::CallsForHelp,
            _ => Urgency::GoesOn,
        }
    }

    /// What alerts are listed by: the most urgent first, of the same urgency the newest.
    #[must_use]
    pub fn listed_by(&self) -> (Urgency, Reverse<Instant>) {
        (self.urgency(), Reverse(self.raised_at))
    }
}

#[cfg(test)]
mod tests {
    use model::{Word, id::MovementId};
    use uuid::Uuid;

    use super::*;
    use crate::alert::{Found, Key};

    fn at(minute: i64) -> Instant {
        Instant::from_micros(minute * 60_000_000).unwrap()
    }

    fn raised(rule: &str, minute: i64, until: Option<i64>) -> Alert {
        let rule: Word = rule.parse().unwrap();
        let key = Key { rule: rule.clone(), subject: None, element: None };
        let found = Found { until: until.map(at), ..Found::of(key, at(minute)) };
        Alert::raised(MovementId(Uuid::nil()), rule, at(minute), Some(found))
    }

    #[test]
    fn a_call_for_help_stands_above_what_goes_on_and_that_above_what_is_over_and_of_each_the_newest_first() {
        let mut all = [
            raised("emergency", 1, None),
            raised("stopped", 2, None),
            raised("left-corridor", 9, Some(10)),
            raised("duress", 3, None),
            raised("emergency", 8, Some(9)),
            raised("late", 5, None),
            raised("call-for-help", 4, None),
        ];
        all.sort_by_key(Alert::listed_by);
        let listed: Vec<_> = all.iter().map(|alert| (alert.rule.as_str(), alert.raised_at)).collect();
        let expected = [
            ("call-for-help", at(4)),
            ("duress", at(3)),
            ("emergency", at(1)),
            ("late", at(5)),
            ("stopped", at(2)),
            ("left-corridor", at(9)),
            ("emergency", at(8)),
        ];
        assert_eq!(listed, expected);
    }
}
