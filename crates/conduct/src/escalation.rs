//! An alert that nobody takes goes up: to the whole room, the commander, the districts concerned, the authority. When it
//! has been all the way up and still nobody took it, it rests a while and goes up again, until somebody does.
//!
//! Taken is not done. What is not closed in [`KEPT`] goes up again by the same timetable: whoever took it may have forgotten it, or
//! have gone home. What somebody took who acts here no more goes up at once; what an officer took who has the watch no more is
//! whoever's has it, who signed for it by name (`decide/shift.rs`).
//!
//! After how long is the order's to say (`escalation.commander`). Where it says nothing, or several things, the times
//! below hold: they are ours, no published procedure gives any. The step that is next and its time stand on the record
//! with what led to it, so that reading a record never asks what the timetable was.

use model::{
    Claim, Fact, Instant, Path, Span, Unit, Value,
    claim::resolve,
    id::{AlertId, PersonId},
    party::{Actor, Role},
};
use serde::{Deserialize, Serialize};

use crate::{
    Movement, State,
    alert::Alert,
    dossier::{
        ordered,
        spoken::{ESCALATION_AUTHORITY, ESCALATION_COMMANDER, ESCALATION_DISTRICTS, ESCALATION_ROOM},
    },
    tie,
};

/// The longest an order may leave an alert to those who have not taken it. Ours: an order cannot switch a step off.
pub const LONGEST: Span = Span::hours(1);

/// How long an alert rests that went all the way up, the first time. Ours, and twice as long each time.
pub const FIRST_REST: Span = Span::minutes(5);
/// The longest it rests. Ours.
pub const LONGEST_REST: Span = Span::hours(1);

/// How long an alert is left to whoever took it before the timetable counts anew. Ours: as long as the longest that an order may
/// leave one to those who have not.
pub const KEPT: Span = LONGEST;

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
    /// When, unless somebody takes the alert first, or closes one that somebody took.
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

/// How long an alert rests that went all the way up so many times before.
pub(crate) fn rest(rounds: u32) -> Span {
    let twice = 2_i64.saturating_pow(rounds);
    Span(FIRST_REST.0.saturating_mul(twice)).min(LONGEST_REST)
}

/// The one step of an alert that is told the room alone.
pub(crate) fn in_the_room(from: Instant) -> Due {
    Due { step: Step::Room, at: from.saturating_add(Step::Room.usual()) }
}

/// The first step of an alert raised at a moment.
pub(crate) fn first(state: &State, movement: &Movement, raised_at: Instant) -> Option<Due> {
    earliest(state, movement, Step::ALL, raised_at, raised_at)
}

/// When an alert taken at a moment goes up again, unless it is closed first: by the timetable, after it was left to them so long.
/// Duress goes up to nobody: those who know of it are told again.
pub(crate) fn again(state: &State, alert: &Alert, taken_at: Instant) -> Option<Due> {
    let from = taken_at.saturating_add(KEPT);
    let movement = state.movement(alert.movement)?;
    match alert.is_of_duress() {
        true => Some(in_the_room(from)),
        false => earliest(state, movement, Step::ALL, from, taken_at),
    }
}

/// What comes after a step: by the timetable as the order has it now, so that an order amended meanwhile holds for what
/// is left, or at once where the step found nobody, whose time to answer would be time lost; and after the last the first again.
pub(crate) fn after(
    state: &State,
    movement: &Movement,
    alert: &Alert,
    (step, found): (Step, &[PersonId]),
    now: Instant,
) -> Option<Due> {
    let left = Step::ALL.into_iter().filter(|other| *other != step && !alert.is_behind(*other));
    let next = earliest(state, movement, left, alert.counts_from, now);
    let next = next.map(|due| if found.is_empty() { Due { at: due.at.min(now), ..due } } else { due });
    let again = || earliest(state, movement, Step::ALL, now.saturating_add(rest(alert.rounds)), now);
    next.or_else(again)
}

fn earliest(
    state: &State,
    movement: &Movement,
    steps: impl IntoIterator<Item = Step>,
    from: Instant,
    now: Instant,
) -> Option<Due> {
    let due = |step: Step| Due { step, at: from.saturating_add(step.after(state, movement, now)) };
    steps.into_iter().map(due).min_by_key(|due| (due.at, due.step))
}

impl Alert {
    /// Whether a step was taken since the timetable counts.
    fn is_behind(&self, step: Step) -> bool {
        self.climbed.get(&step).is_some_and(|at| *at >= self.counts_from)
    }

    /// It goes up again, and is nobody's any more: the timetable counts from when it was left to them long enough, or from now if
    /// they left before.
    pub(crate) fn comes_back(&mut self, at: Instant) {
        if self.taken.take().is_some() {
            (self.counts_from, self.rounds) = (self.counts_from.min(at), 0);
        }
    }

    /// It went up a step, and was to be told these.
    pub(crate) fn climbs_to(&mut self, step: Step, to: &[PersonId], at: Instant) {
        self.climbed.insert(step, at);
        self.called.extend(to.iter().copied());
        if Step::ALL.into_iter().all(|step| self.is_behind(step)) {
            self.counts_from = at.saturating_add(rest(self.rounds));
            self.rounds += 1;
        }
    }
}

/// Whether somebody may take an alert: the room any, whoever commands its movement, and whoever was told on its way up. Who is
/// under duress may be made to look after the alerts of their movement: of that one they learn nothing.
#[must_use]
pub fn may_take(state: &State, alert: &Alert, id: PersonId) -> bool {
    let Some(person) = state.people.get(&id) else { return false };
    let commands =
        |label| state.known(alert.movement).is_some_and(|movement| tie::commands(state, movement, label));
    match person.role {
        Role::DutyOfficer => true,
        _ if alert.is_of_duress() => false,
        Role::Commander => person.label.as_ref().is_some_and(commands),
        Role::DistrictOfficer | Role::Authority => alert.called.contains(&id),
        _ => false,
    }
}

impl State {
    /// The open alerts that somebody like this took.
    pub(crate) fn taken_by(&self, is_one: impl Fn(&Actor) -> bool) -> Vec<AlertId> {
        let taken =
            self.alerts.iter().filter(|(_, alert)| alert.taken.as_ref().is_some_and(|it| is_one(&it.by)));
        taken.map(|(id, _)| *id).collect()
    }

    /// An open alert that nobody took in time, or that was not closed in time by whoever took it, with the step it goes up to.
    pub(crate) fn unheard(&self, now: Instant) -> Option<(AlertId, &Alert, Due)> {
        let (at, id) = *self.climbs.get_min()?;
        let alert = self.alerts.get(&id).filter(|_| at <= now)?;
        Some((id, alert, alert.due?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alert_rests_twice_as_long_each_time_up_to_an_hour_however_often_it_went_up() {
        assert_eq!([0, 1, 2, 3].map(|rounds| rest(rounds).0 / 60_000_000), [5, 10, 20, 40]);
        for rounds in [4, 62, 63, 64, u32::MAX] {
            assert_eq!(rest(rounds), LONGEST_REST, "{rounds}");
        }
    }
}
