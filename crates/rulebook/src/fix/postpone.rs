//! Departing later: which facts move when the departure does, and when that is.

use model::{Claim, Day, Dossier, Fact, Instant, Node, Path, Span, Value, Word, claim::resolve};

use super::{Setting, act::origins};
use crate::{At, derive::derive, remedy::Note};

/// The earliest departure anybody asks for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Earliest {
    day: Option<Day>,
    time: Option<Instant>,
}

impl Earliest {
    /// The later of both.
    pub(super) fn at_least(&mut self, value: &Value) {
        match value {
            Value::Day(day) => self.day = self.day.max(Some(*day)),
            Value::Time(time) => self.time = self.time.max(Some(*time)),
            Value::Bool(_) | Value::Word(_) | Value::Quantity(_) | Value::Place(_) => {}
        }
    }
}

/// What a movement that departs no earlier than `earliest` says differently; nothing if it does anyway.
///
/// Departure moves by whole days, so that its hour stays; arrival and the hours of entering districts move
/// along. A standing permission's first day moves on its own, and its last day by as much. Where nobody has said
/// when it departs there is nothing to move: then the note says that this day is only the first possible one.
pub(super) fn postponed(facts: &Dossier, earliest: &Earliest, at: At) -> (Vec<Setting>, Option<Note>) {
    let derived = derive(facts, at.now, at.offset);
    let mut plan = Plan { facts: &derived.facts, at, sets: Vec::new() };
    let departs_at = plan.time(&movement("departs_at"));
    let departs_on = plan.day(&movement("departs_on"));
    // Where the day said is not that of the hour, the hour counts, and both move together.
    let departs = departs_on.or(departs_at.map(|hour| hour.day(at.offset)));
    let Some(wanted) = earliest.first_day(departs_at, departs, at.offset) else { return (Vec::new(), None) };

    let days = departs.map_or(0, |day| days_between(day, wanted).max(0));
    match departs_on {
        None => plan.set(movement("departs_on"), Value::Day(departs.map_or(wanted, |day| day.max(wanted)))),
        Some(day) if days > 0 => plan.set_day(movement("departs_on"), day, days),
        Some(_) => {}
    }
    if days > 0 {
        let mut hours = vec![movement("departs_at"), movement("arrives_at")];
        hours.extend(entries(facts));
        for path in hours {
            plan.shift_time(path, days);
        }
    }
    if !facts.claims(&movement("begins_on")).is_empty() {
        plan.begin_on(wanted);
    }
    let note = departs.is_none().then_some(Note::FirstPossible);
    (plan.sets, note)
}

/// `at`, and the planned departure if it lies ahead; the whole day of it where the hour is open.
pub(super) fn moments(facts: &Dossier, at: At) -> Vec<At> {
    let derived = derive(facts, at.now, at.offset);
    let plan = Plan { facts: &derived.facts, at, sets: Vec::new() };
    let ahead = match (plan.time(&movement("departs_at")), plan.day(&movement("departs_on"))) {
        (Some(hour), _) => vec![hour],
        (None, Some(day)) => {
            let ends = day.checked_add(1).map(|next| next.begins(at.offset).saturating_add(Span(-1)));
            std::iter::once(day.begins(at.offset)).chain(ends).collect()
        }
        (None, None) => Vec::new(),
    };
    let mut moments: Vec<Instant> = ahead.into_iter().filter(|moment| *moment > at.now).collect();
    moments.insert(0, at.now);
    moments.into_iter().map(|now| at.moved_to(now)).collect()
}

impl Earliest {
    /// The first day on which all of it is kept.
    fn first_day(&self, departs_at: Option<Instant>, departs_on: Option<Day>, offset: Span) -> Option<Day> {
        let by_time = self.time.and_then(|time| match (departs_at, departs_on) {
            (Some(hour), Some(day)) => {
                let missing = time.since(hour).0.max(0);
                let whole_day = Span::days(1)?.0;
                day.checked_add((missing + whole_day - 1) / whole_day)
            }
            _ => {
                let day = time.day(offset);
                if day.begins(offset) == time { Some(day) } else { day.checked_add(1) }
            }
        });
        self.day.max(by_time)
    }
}

struct Plan<'a> {
    facts: &'a Dossier,
    at: At,
    sets: Vec<Setting>,
}

impl Plan<'_> {
    fn known(&self, path: &Path) -> Option<&Value> {
        match resolve(self.facts.claims(path), self.at.now).fact {
            Fact::Known(Claim { value, .. }) => Some(value),
            _ => None,
        }
    }

    fn day(&self, path: &Path) -> Option<Day> {
        match self.known(path) {
            Some(Value::Day(day)) => Some(*day),
            _ => None,
        }
    }

    fn time(&self, path: &Path) -> Option<Instant> {
        match self.known(path) {
            Some(Value::Time(time)) => Some(*time),
            _ => None,
        }
    }

    fn set(&mut self, path: Path, value: Value) {
        let settles = origins(self.facts.claims(&path));
        self.sets.push(Setting { path, value, observed: self.at.now, settles });
    }

    fn set_day(&mut self, path: Path, day: Day, days: i64) {
        if let Some(later) = day.checked_add(days) {
            self.set(path, Value::Day(later));
        }
    }

    fn shift_time(&mut self, path: Path, days: i64) {
        let later = self.time(&path).zip(Span::days(days)).and_then(|(time, by)| time.checked_add(by));
        if let Some(later) = later {
            self.set(path, Value::Time(later));
        }
    }

    /// The first day of a permission is `wanted` or later; its last day keeps its distance.
    fn begin_on(&mut self, wanted: Day) {
        let (begins, ends) = (movement("begins_on"), movement("ends_on"));
        let days = self.day(&begins).map(|day| days_between(day, wanted));
        match days {
            None => self.set(begins, Value::Day(wanted)),
            Some(days) if days > 0 => {
                self.set(begins, Value::Day(wanted));
                if let Some(last) = self.day(&ends) {
                    self.set_day(ends, last, days);
                }
            }
            Some(_) => {}
        }
    }
}

fn days_between(earlier: Day, later: Day) -> i64 {
    Span::days(1).map_or(0, |day| later.since(earlier).0 / day.0)
}

fn movement(name: &str) -> Path {
    ["movement", name]
        .iter()
        .filter_map(|name| name.parse().ok())
        .fold(Path::root(), |path, name: Word| path.attribute(&name))
}

/// Where it says when the movement enters each district.
fn entries(facts: &Dossier) -> Vec<Path> {
    let (Ok(list), Ok(enters)) = ("districts".parse::<Word>(), "enters_at".parse::<Word>()) else {
        return Vec::new();
    };
    let Some(Node::List(districts)) = facts.root.get(list.as_str()) else { return Vec::new() };
    let labels = districts.items.iter().map(|(label, _)| label);
    labels.map(|label| Path::root().attribute(&list).item(label).attribute(&enters)).collect()
}
