//! Of an alert that somebody took, or that is over, whom that concerns. The entry that says so names neither its movement nor who was
//! called, and once it is over the state does not either.

use std::collections::BTreeSet;

use conduct::{State, What, alert::Alert};
use model::id::{AlertId, MovementId, PersonId};
use ops::history::Happened;

/// An alert, as far as it says whom it concerns.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Alarm {
    pub id: AlertId,
    /// The movement concerned.
    pub movement: MovementId,
    pub is_of_duress: bool,
    /// Who was to be told on the way up.
    pub called: BTreeSet<PersonId>,
}

impl Alarm {
    /// The alert that somebody took, or that is over by this.
    pub fn about(what: &What) -> Option<AlertId> {
        match what {
            What::AlertAcknowledged { alert, .. }
            | What::AlertClosed { alert, .. }
            | What::AlertWithdrawn { alert, .. } => Some(*alert),
            _ => None,
        }
    }

    /// An alert as the first of these states has it that does: the one before something was committed, or, raised with it, the one
    /// after.
    pub fn known<'s>(states: impl IntoIterator<Item = &'s State>, id: AlertId) -> Option<Self> {
        let of = |alert: &Alert| Alarm {
            id,
            movement: alert.movement,
            is_of_duress: alert.is_of_duress(),
            called: alert.called.iter().copied().collect(),
        };
        states.into_iter().find_map(|state| state.alerts.get(&id)).map(of)
    }

    /// The same of one by what happened to it.
    pub fn of_its_course(id: AlertId, happened: &[Happened]) -> Option<Self> {
        let mut alarm = None;
        for one in happened {
            match &one.event.what {
                raised @ What::AlertRaised { movement, .. } => {
                    let is_of_duress = raised.is_of_duress();
                    alarm = Some(Alarm { id, movement: *movement, is_of_duress, called: BTreeSet::new() });
                }
                What::AlertEscalated { to, .. } => {
                    alarm.iter_mut().for_each(|alarm| alarm.called.extend(to));
                }
                _ => {}
            }
        }
        alarm
    }
}
