//! Who has the watch, who is next, and what they signed for.
//!
//! An alert is told first to whoever is on watch. While nobody took the watch, everybody on duty is told, as ever. A
//! watch changes hands with a list: every open alert and movement by name, which whoever comes in confirms. The list
//! stands on the record; if it is not what is open at that moment, nothing changes hands.

use std::collections::BTreeSet;

use model::{
    Instant, Word,
    id::{AlertId, MovementId, PersonId},
};
use serde::{Deserialize, Serialize};

use crate::{Known, State};

/// The watch, and the roster behind it.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shift {
    /// The duty officer on watch.
    pub on: PersonId,
    /// Since when.
    pub since: Instant,
    /// Who comes next, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<PersonId>,
    /// Whether it was offered to whoever comes next, with the list.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub offered: bool,
}

/// Everything that is open, by name: what a watch is signed over with.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Open {
    /// Alerts that are not closed.
    pub alerts: BTreeSet<AlertId>,
    /// Movements that wait or are under way.
    pub movements: BTreeSet<MovementId>,
}

impl Open {
    /// What is open now.
    #[must_use]
    pub fn of(state: &State) -> Self {
        Open {
            alerts: state.alerts.keys().copied().collect(),
            movements: state.open.iter().copied().collect(),
        }
    }

    /// The names of what is on this list and not on `other`: a movement's number, an alert's movement and rule.
    pub(crate) fn names_beyond(&self, other: &Open, state: &State) -> Vec<String> {
        let number = |id: MovementId| {
            state.known(id).map_or_else(|| id.to_string(), |it| Known::number(it).to_string())
        };
        let movements = self.movements.difference(&other.movements).map(|id| number(*id));
        let alerts = self.alerts.difference(&other.alerts).map(|id| match state.alerts.get(id) {
            Some(alert) => format!("{} {}", number(alert.movement), Word::as_str(&alert.rule)),
            None => id.to_string(),
        });
        movements.chain(alerts).take(NAMED).collect()
    }
}

/// The most differences named in one answer. Ours: what a person reads at once; the list is there to be read again.
const NAMED: usize = 20;

impl State {
    /// Whether an alert is told this duty officer when it is raised.
    #[must_use]
    pub fn is_on_watch(&self, person: PersonId) -> bool {
        self.shift.as_ref().is_none_or(|shift| shift.on == person)
    }

    /// Whether an alert that whoever is on watch did not take is told this duty officer: on watch and next, and
    /// everybody where nobody is known to be next.
    #[must_use]
    pub fn is_in_the_room(&self, person: PersonId) -> bool {
        let next = self.shift.as_ref().and_then(|shift| shift.next);
        next.is_none_or(|next| next == person || self.is_on_watch(person))
    }

    /// Whoever acts here no more is not on the roster either.
    pub(crate) fn leaves_the_roster(&mut self, person: PersonId) {
        match &mut self.shift {
            Some(shift) if shift.on == person => self.shift = None,
            Some(shift) if shift.next == Some(person) => (shift.next, shift.offered) = (None, false),
            _ => {}
        }
    }
}
