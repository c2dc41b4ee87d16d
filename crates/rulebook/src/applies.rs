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
pub(crate) const PLACED: [&str; 2] = ["districts", "sites"];

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
    /// `None` if it applies; else false or unknown, and why.
    pub(crate) doubt: Option<(Truth, Reason)>,
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
        if dates.is_ruled_out() {
            return dates;
        }
        let area = self.in_area(rule);
        // In doubt about both, the day is what people can say first.
        if area.is_ruled_out() || dates.doubt.is_none() { area.joined(dates) } else { dates.joined(area) }
    }

    fn in_force(&self, rule: &Rule) -> Applies {
        let effective = rule.effective;
        if effective.from.is_none() && effective.to.is_none() {
            return Applies { doubt: None, facts: Vec::new(), changes_at: None };
        }
        let today = self.at.today();
        let not_on = |day| (Truth::False, Reason::NotInForce { effective, day });
        let doubt = match self.departs_on.day().map(|departs_on| departs_on.max(today)) {
            Some(day) => (!effective.includes(day)).then(|| not_on(day)),
            // Nobody knows the day: it may be any from today on.
            None if effective.to.is_some_and(|to| to < today) => Some(not_on(today)),
            None if effective.to.is_none() && effective.includes(today) => None,
            None => Some((Truth::Unknown, Reason::MaybeNotInForce { effective })),
        };
        let edges = [effective.from, effective.to.and_then(|to| to.checked_add(1))].into_iter().flatten();
        let edges = edges.filter(|day| *day > today).map(|day| day.begins(self.at.offset));
        let changes_at = edges.chain(self.departs_on.resolved.changes_at).min();
        Applies { facts: vec![self.departs_on.used(doubt.is_some())], doubt, changes_at }
    }

    fn in_area(&self, rule: &Rule) -> Applies {
        let Some(area) = &rule.area else {
            return Applies { doubt: None, facts: Vec::new(), changes_at: None };
        };
        let movement = self.area.lies(area);
        let all_elsewhere = self.places.iter().all(|place| place.lies(area) == Lies::Elsewhere);
        let any_within = movement == Lies::Within || self.places.iter().any(|p| p.lies(area) == Lies::Within);
        let none_within = match movement {
            Lies::Elsewhere => all_elsewhere,
            Lies::Around => all_elsewhere && self.complete.iter().all(Said::is_yes),
            Lies::Within | Lies::Unknown => false,
        };
        let doubt = match (any_within, none_within) {
            (true, _) => None,
            (false, true) => Some((Truth::False, Reason::Elsewhere { area: area.clone() })),
            (false, false) => Some((Truth::Unknown, Reason::MaybeElsewhere { area: area.clone() })),
        };
        let all = || std::iter::once(&self.area).chain(&self.places).chain(&self.complete);
        let changes_at = all().filter_map(|said| said.resolved.changes_at).min();
        let facts = if doubt.is_some() { all().map(|said| said.used(true)).collect() } else { Vec::new() };
        Applies { doubt, facts, changes_at }
    }
}

impl Applies {
    fn is_ruled_out(&self) -> bool {
        matches!(self.doubt, Some((Truth::False, _)))
    }

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
