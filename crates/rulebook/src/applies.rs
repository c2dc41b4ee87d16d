//! Where and when a rule applies. Unknown is not "elsewhere": a rule is left out only when it is known not
//! to concern this movement.

use model::{
    Claim, Day, Dossier, Fact, Instant, List, Node, Path, Value, Word, claim::Resolved, claim::resolve,
};

use crate::{
    At, Rule,
    expression::{FactUse, State, Truth},
    verdict::Reason,
};

/// Lists whose items lie somewhere.
const PLACED: [&str; 2] = ["districts", "sites"];

/// What is known of the movement's day and area, read once for all rules.
pub(crate) struct Whereabouts<'a> {
    at: At,
    departs_on: Said<'a>,
    area: Said<'a>,
    /// The areas of the districts and sites that were named.
    places: Vec<Said<'a>>,
    /// Who vouches that no district and no site is missing.
    complete: Vec<Said<'a>>,
}

/// A rule's applicability, the facts that made it so, and until when.
pub(crate) struct Applies {
    pub(crate) truth: Truth,
    /// Why, unless it applies.
    pub(crate) reason: Option<Reason>,
    pub(crate) facts: Vec<FactUse>,
    pub(crate) changes_at: Option<Instant>,
}

/// One fact, resolved.
struct Said<'a> {
    path: Path,
    resolved: Resolved<'a>,
}

/// How one area lies to another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lies {
    Within,
    /// It contains the other: something in it may lie within.
    Around,
    Elsewhere,
    Unknown,
}

impl<'a> Whereabouts<'a> {
    pub(crate) fn read(facts: &'a Dossier, at: At) -> Self {
        let said = |path: Path| Said::at(facts, path, at.now);
        let mut here = Whereabouts {
            at,
            departs_on: said(path(&["movement", "departs_on"])),
            area: said(path(&["movement", "area"])),
            places: Vec::new(),
            complete: Vec::new(),
        };
        for name in PLACED {
            let list = path(&[name]);
            here.complete.push(said(path(&[name, "complete"])));
            let Some(Node::List(List { items, .. })) = facts.root.get(name) else { continue };
            for (label, _) in items {
                if let Ok(area) = "area".parse() {
                    here.places.push(said(list.clone().item(label).attribute(&area)));
                }
            }
        }
        here
    }

    /// Whether `rule` applies.
    pub(crate) fn applies(&self, rule: &Rule) -> Applies {
        let dates = self.in_force(rule);
        if dates.truth == Truth::False {
            return dates;
        }
        let area = self.in_area(rule);
        // Both unknown: the day is what people can say first.
        if area.truth == Truth::False || dates.truth == Truth::True {
            area.joined(dates)
        } else {
            dates.joined(area)
        }
    }

    fn in_force(&self, rule: &Rule) -> Applies {
        let effective = rule.effective;
        let today = self.at.today();
        let unbounded = effective.from.is_none() && effective.to.is_none();
        let (truth, reason) = match (unbounded, self.departs_on.day()) {
            (true, _) => (Truth::True, None),
            (false, Some(departs_on)) => {
                let day = today.max(departs_on);
                let not_in_force = Reason::NotInForce { effective, day };
                let truth = Truth::from(effective.includes(day));
                (truth, (truth == Truth::False).then_some(not_in_force))
            }
            (false, None) if effective.to.is_none() && effective.includes(today) => (Truth::True, None),
            (false, None) if effective.to.is_some_and(|to| to < today) => {
                (Truth::False, Some(Reason::NotInForce { effective, day: today }))
            }
            (false, None) => (Truth::Unknown, Some(Reason::MaybeNotInForce { effective })),
        };
        let facts = if unbounded { Vec::new() } else { vec![self.departs_on.used(truth == Truth::Unknown)] };
        let edges = [effective.from, effective.to.and_then(|to| to.checked_add(1))];
        let edges =
            edges.into_iter().flatten().filter(|day| *day > today).map(|day| day.begins(self.at.offset));
        let said = if unbounded { None } else { self.departs_on.resolved.changes_at };
        Applies { truth, reason, facts, changes_at: edges.chain(said).min() }
    }

    fn in_area(&self, rule: &Rule) -> Applies {
        let Some(area) = &rule.area else {
            return Applies { truth: Truth::True, reason: None, facts: Vec::new(), changes_at: None };
        };
        let movement = self.area.lies(area);
        let all_known_elsewhere = self.places.iter().all(|place| place.lies(area) == Lies::Elsewhere);
        let complete = self.complete.iter().all(Said::is_yes);
        let any_within = movement == Lies::Within || self.places.iter().any(|p| p.lies(area) == Lies::Within);
        let none_within = match movement {
            Lies::Elsewhere => all_known_elsewhere,
            Lies::Around => all_known_elsewhere && complete,
            Lies::Within | Lies::Unknown => false,
        };
        let (truth, reason) = if any_within {
            (Truth::True, None)
        } else if none_within {
            (Truth::False, Some(Reason::Elsewhere { area: area.clone() }))
        } else {
            (Truth::Unknown, Some(Reason::MaybeElsewhere { area: area.clone() }))
        };
        let all = || std::iter::once(&self.area).chain(&self.places).chain(&self.complete);
        let facts =
            if truth == Truth::Unknown { all().map(|said| said.used(true)).collect() } else { Vec::new() };
        Applies { truth, reason, facts, changes_at: all().filter_map(|said| said.resolved.changes_at).min() }
    }
}

impl Applies {
    /// This, which decides, with what else was read on the way.
    fn joined(mut self, other: Applies) -> Self {
        self.facts.extend(other.facts);
        self.changes_at = self.changes_at.into_iter().chain(other.changes_at).min();
        self
    }
}

impl<'a> Said<'a> {
    fn at(facts: &'a Dossier, path: Path, now: Instant) -> Self {
        let resolved = resolve(facts.claims(&path), now);
        Said { path, resolved }
    }

    fn value(&self) -> Option<&'a Value> {
        match self.resolved.fact {
            Fact::Known(Claim { value, .. }) => Some(value),
            _ => None,
        }
    }

    fn day(&self) -> Option<Day> {
        match self.value() {
            Some(Value::Day(day)) => Some(*day),
            _ => None,
        }
    }

    fn is_yes(&self) -> bool {
        self.value() == Some(&Value::Bool(true))
    }

    fn lies(&self, area: &Word) -> Lies {
        match self.value() {
            Some(Value::Word(word)) if word.is_within(area) => Lies::Within,
            Some(Value::Word(word)) if area.is_within(word) => Lies::Around,
            Some(Value::Word(_)) => Lies::Elsewhere,
            _ => Lies::Unknown,
        }
    }

    fn used(&self, decisive: bool) -> FactUse {
        let (state, claims) = match &self.resolved.fact {
            Fact::Known(claim) => (State::Known, vec![(*claim).clone()]),
            Fact::Missing => (State::Missing, Vec::new()),
            Fact::Stale(claim) => (State::Stale, vec![(*claim).clone()]),
            Fact::Contradictory(claims) => (State::Contradictory, claims.iter().copied().cloned().collect()),
        };
        FactUse { path: self.path.clone(), state, claims, decisive }
    }
}

fn path(names: &[&str]) -> Path {
    names
        .iter()
        .filter_map(|name| name.parse().ok())
        .fold(Path::root(), |path, name: Word| path.attribute(&name))
}
