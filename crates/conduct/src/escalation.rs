//! An alert that nobody takes goes up: to the whole room, the commander, the districts concerned, the authority.
//!
//! After how long is the order's to say (`escalation.commander`). Where it says nothing, or several things, the times
//! below hold: they are ours, no published procedure gives any. The step that is next and its time stand on the record
//! with what led to it, so that reading a record never asks what the timetable was.

use model::{Claim, Fact, Instant, Path, Span, Unit, Value, claim::resolve};
use serde::{Deserialize, Serialize};

use crate::{
    Movement, State,
    alert::Alert,
    dossier::{
        ordered,
        spoken::{ESCALATION_AUTHORITY, ESCALATION_COMMANDER, ESCALATION_DISTRICTS, ESCALATION_ROOM},
    },
};

/// The longest an order may leave an alert to those who have not taken it. Ours: an order cannot switch a step off.
pub const LONGEST: Span = Span::hours(1);

/// Who is told next of an alert that nobody took.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// Everybody in the room, once more: whoever is on watch did not take it.
    Room,
    /// Whoever commands the movement.
    Commander,
    /// The officers of the districts concerned.
    Districts,
    /// Those who answer for what the room allows.
    Authority,
}

/// The next step of an alert, and when it is due.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// Which.
    pub step: Step,
    /// When, unless somebody takes the alert first.
    pub at: Instant,
}

impl Step {
    /// Every step, from the bottom.
    pub const ALL: [Step; 4] = [Step::Room, Step::Commander, Step::Districts, Step::Authority];

    /// The word the record and the pages use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Step::Room => "room",
            Step::Commander => "commander",
            Step::Districts => "districts",
            Step::Authority => "authority",
        }
    }

    /// How long after an alert was raised this step is taken where the order says nothing. Ours.
    #[must_use]
    pub const fn usual(self) -> Span {
        match self {
            Step::Room => Span::minutes(2),
            Step::Commander => Span::minutes(4),
            Step::Districts => Span::minutes(6),
            Step::Authority => Span::minutes(10),
        }
    }

    /// How long after an alert about this movement was raised this step is taken.
    #[must_use]
    pub fn after(self, state: &State, movement: &Movement, now: Instant) -> Span {
        let at: &Path = match self {
            Step::Room => &ESCALATION_ROOM,
            Step::Commander => &ESCALATION_COMMANDER,
            Step::Districts => &ESCALATION_DISTRICTS,
            Step::Authority => &ESCALATION_AUTHORITY,
        };
        match resolve(&ordered(state, movement, at), now).fact {
            Fact::Known(Claim { value: Value::Quantity(said), .. }) if said.unit == Unit::Microsecond => {
                Span(said.n).clamp(Span::ZERO, LONGEST)
            }
            _ => self.usual(),
        }
    }
}

/// The next step of an alert raised at `raised_at` of which `taken` says the steps behind it: by the timetable as the
/// order has it now, so that an order amended meanwhile holds for what is left.
pub(crate) fn next(
    state: &State,
    movement: &Movement,
    raised_at: Instant,
    is_behind: impl Fn(Step) -> bool,
    now: Instant,
) -> Option<Due> {
    let left = Step::ALL.into_iter().filter(|step| !is_behind(*step));
    let due = left.map(|step| Due { step, at: raised_at.saturating_add(step.after(state, movement, now)) });
    due.min_by_key(|due| (due.at, due.step))
}

impl State {
    /// The open alerts that nobody took in time, with the step each goes up to.
    pub(crate) fn unheard(&self, now: Instant) -> Option<(model::id::AlertId, &Alert, Due)> {
        let (at, id) = *self.climbs.get_min()?;
        let alert = self.alerts.get(&id).filter(|_| at <= now)?;
        Some((id, alert, alert.due?))
    }
}
