//! When a movement departs, as far as its order says.

use model::{Claim, Day, Dossier, Fact, Instant, Path, Span, Value, claim::resolve};

use super::{
    ordered,
    spoken::{BEGINS_ON, DEPARTS_AT, DEPARTS_ON},
};
use crate::{Movement, State, announced::Leaves, movement::Authority};

/// The moment an order says the movement departs: its hour, or the beginning of its day. Nobody knows it where those
/// whose word stands in the order disagree.
#[must_use]
pub fn departs(state: &State, movement: &Movement, now: Instant) -> Option<Instant> {
    departs_at(state, movement, now).or_else(|| match said(state, movement, &DEPARTS_ON, now) {
        Some(Value::Day(day)) => Some(day.begins(state.offset.0)),
        _ => None,
    })
}

/// The hour an order says the movement departs at. The beginning of a day is none: whoever counts how long a way takes
/// from it makes everybody late.
#[must_use]
pub fn departs_at(state: &State, movement: &Movement, now: Instant) -> Option<Instant> {
    match said(state, movement, &DEPARTS_AT, now) {
        Some(Value::Time(at)) => Some(at),
        _ => None,
    }
}

/// When it left, if anybody let it go: one that was only seen on the road had left before. It stays so when it has arrived.
#[must_use]
pub(crate) fn left(movement: &Movement) -> Option<Instant> {
    let is_let_go = movement.authority.is_some_and(|authority| authority != Authority::None);
    movement.departed.filter(|_| is_let_go)
}

/// What an order says of one thing, if those whose word stands in it agree.
fn said(state: &State, movement: &Movement, at: &Path, now: Instant) -> Option<Value> {
    match resolve(&ordered(state, movement, at), now).fact {
        Fact::Known(claim) => Some(claim.value.clone()),
        _ => None,
    }
}

/// When it leaves to drive its way, by its facts: at the hour its order says, or at any of the day if it says no hour. Where words of
/// the order differ, each of them counts; a day that none of the hours lies in counts as a day.
#[must_use]
pub fn leaves(movement: &Movement, facts: &Dossier, offset: Span) -> Leaves {
    if movement.departed.is_some() {
        let since = movement.route.as_ref().and_then(|route| route.since);
        return since.or_else(|| left(movement)).map_or(Leaves::Unknown, Leaves::Left);
    }
    let mut hours: Vec<(Instant, Instant)> = Vec::new();
    for claim in last_words(facts.claims(&DEPARTS_AT)) {
        if let Value::Time(at) = claim.value {
            hours.push((at, at));
        }
    }
    for claim in last_words(facts.claims(&DEPARTS_ON)) {
        let Value::Day(day) = claim.value else { continue };
        if !hours.iter().any(|(at, _)| at.day(offset) == day) {
            let begins = day.begins(offset);
            hours.push((begins, begins.saturating_add(Span::hours(24))));
        }
    }
    let earliest = hours.iter().map(|(from, _)| *from).min();
    let latest = hours.iter().map(|(_, until)| *until).max();
    earliest.zip(latest).map_or(Leaves::Unknown, |(earliest, latest)| Leaves::Between(earliest, latest))
}

/// The days an order says the movement departs on. One, if everybody whose word stands in it agrees.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Departure {
    /// In the order they were said; none if nobody said any.
    pub days: Vec<Day>,
    /// Until when the first of those words expires.
    pub until: Option<Instant>,
}

impl Departure {
    /// The day and the hour both count: who moves the hour to another day has moved the day. Where there is
    /// neither, the first day of the period stands for them.
    pub fn of(facts: &Dossier, offset: Span) -> Self {
        let mut said = Departure::default();
        said.hear(facts, &DEPARTS_ON, offset);
        said.hear(facts, &DEPARTS_AT, offset);
        if said.days.is_empty() {
            said.hear(facts, &BEGINS_ON, offset);
        }
        said
    }

    fn hear(&mut self, facts: &Dossier, at: &Path, offset: Span) {
        for claim in last_words(facts.claims(at)) {
            match claim.value {
                Value::Day(day) => self.days.push(day),
                Value::Time(moment) => self.days.push(moment.day(offset)),
                _ => continue,
            }
            self.until = self.until.into_iter().chain(claim.valid_until).min();
        }
    }

    /// Whether it is known to depart within these days, both included: whoever was told of them was told of it.
    pub fn lies_within(&self, (first, last): (Day, Day)) -> bool {
        !self.days.is_empty() && self.days.iter().all(|day| (first..=last).contains(day))
    }

    /// The latest day named.
    pub fn latest(&self) -> Option<Day> {
        self.days.iter().max().copied()
    }
}

/// The newest word of each origin. What an origin took back does not count, what another said does.
pub(crate) fn last_words(claims: &[Claim]) -> Vec<&Claim> {
    let mut newest: Vec<&Claim> = Vec::new();
    for claim in claims {
        match newest.iter_mut().find(|known| known.source.origin() == claim.source.origin()) {
            Some(known) if known.observed <= claim.observed => *known = claim,
            Some(_) => {}
            None => newest.push(claim),
        }
    }
    newest
}
