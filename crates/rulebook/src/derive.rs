//! Facts that follow from other facts by their meaning, added before any rule reads them.
//!
//! Deliberately few: one spelling for chassis numbers, an end to how long a feed's silence is believed, the day of
//! a departure whose hour is given, the first day of a single journey, where principals sit, and what a
//! certificate says about the vehicle it examined. Everything else a rule concludes from what people said.

mod certificates;
mod feeds;
mod identities;
mod journey;
mod seating;

use std::borrow::Cow;

use model::{Claim, Dossier, Fact, Instant, Node, Record, Span, Value, Word, claim::resolve};

pub(crate) use seating::SEATING;

/// The facts with what follows from them.
pub(crate) struct Derived<'a> {
    pub(crate) facts: Cow<'a, Dossier>,
    /// The earliest moment after the evaluation's at which time alone changes what was derived.
    pub(crate) changes_at: Option<Instant>,
}

/// Adds what follows from `facts` at `now`, for people whose clocks stand `offset` ahead of UTC.
pub(crate) fn derive(facts: &Dossier, now: Instant, offset: Span) -> Derived<'_> {
    let mut derived = Derived { facts: Cow::Borrowed(facts), changes_at: None };
    derived.identities();
    derived.feeds();
    derived.journey(offset);
    derived.seating(now);
    derived.certificates(now);
    derived
}

/// Whether claims of this origin are concluded here, so that nobody can make one: what a person says must never
/// pass for what follows from the facts, nor the other way round.
#[must_use]
pub fn is_reserved_origin(origin: &Word) -> bool {
    *origin == *SEATING
        || *origin == *crate::fix::SUPPOSED
        || origin.as_str().starts_with(journey::BY_THE_HOUR)
}

/// Looks facts up as they stand at one moment, and notes when time changes them.
struct Reader {
    now: Instant,
    changes_at: Option<Instant>,
}

impl Reader {
    fn known<'r>(&mut self, record: &'r Record, name: &str) -> Option<&'r Claim> {
        let Some(Node::Claims(claims)) = record.get(name) else { return None };
        self.stands(claims)
    }

    /// The word known at `name`.
    fn word<'r>(&mut self, record: &'r Record, name: &str) -> Option<&'r Word> {
        match self.known(record, name) {
            Some(Claim { value: Value::Word(word), .. }) => Some(word),
            _ => None,
        }
    }

    fn stands<'r>(&mut self, claims: &'r [Claim]) -> Option<&'r Claim> {
        let resolved = resolve(claims, self.now);
        self.changes_at = self.changes_at.into_iter().chain(resolved.changes_at).min();
        match resolved.fact {
            Fact::Known(claim) => Some(claim),
            _ => None,
        }
    }
}

impl Derived<'_> {
    fn reader(&self, now: Instant) -> Reader {
        Reader { now, changes_at: self.changes_at }
    }

    /// Positive evidence goes before what was said directly and negative evidence after it: where one origin
    /// says both for the same moment, the last counts, and it must not be the yes.
    fn add_evidence(&mut self, list: &str, index: usize, fact: &str, evidence: Vec<Claim>) {
        let facts = self.facts.to_mut();
        let Some(Node::List(list)) = facts.root.0.get_mut(list) else { return };
        let Some((_, item)) = list.items.get_mut(index) else { return };
        let Ok(fact) = fact.parse::<Word>() else { return };
        let (mut claims, negative): (Vec<_>, Vec<_>) =
            evidence.into_iter().partition(|claim| claim.value == Value::Bool(true));
        let slot = item.0.entry(fact).or_insert(Node::Claims(Vec::new()));
        if let Node::Claims(said) = slot {
            claims.append(said);
            claims.extend(negative);
            *said = claims;
        }
    }
}
