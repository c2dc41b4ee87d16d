//! The areas a movement touches, and what the room has ordered for them.

use std::collections::BTreeSet;

use model::{
    Dossier, Instant, Value, Word,
    dossier::{Node, Unplaceable},
    schema,
};

use super::{
    claim,
    departure::last_words,
    items,
    spoken::{
        ALERTS, ALERTS_COMPLETE, AREA_OF_MOVEMENT, DISTRICTS, DISTRICTS_COMPLETE, LEVEL, RECORD, SITES,
    },
};
use crate::{State, state::Area};

/// The areas a movement touches: its own, and those of its districts and sites.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Touched {
    areas: BTreeSet<Word>,
    /// Nobody said where it, or one of its districts or sites, lies: it may touch any area.
    anywhere: bool,
}

impl Touched {
    pub fn of(facts: &Dossier) -> Self {
        let words = |claims: &[model::Claim]| {
            let word = |claim: &model::Claim| match &claim.value {
                Value::Word(area) => Some(area.clone()),
                _ => None,
            };
            claims.iter().filter_map(word).collect::<Vec<_>>()
        };
        let mut areas: BTreeSet<Word> = words(facts.claims(&AREA_OF_MOVEMENT)).into_iter().collect();
        let mut anywhere = false;
        for (_, item) in items(facts, &DISTRICTS).iter().chain(items(facts, &SITES)) {
            match item.get("area") {
                Some(Node::Claims(claims)) => areas.extend(words(claims)),
                _ => anywhere = true,
            }
        }
        Touched { anywhere: anywhere || areas.is_empty(), areas }
    }

    /// Whether it may touch `area`: one lies within the other.
    pub fn meets(&self, area: &Word) -> bool {
        self.anywhere || self.areas.iter().any(|own| own.is_within(area) || area.is_within(own))
    }
}

/// Levels of every area the movement touches. That there are no others is vouched for when its districts are,
/// and each touched area lies within one whose level somebody set and still stands by.
pub(super) fn say_levels(state: &State, facts: &mut Dossier) -> Result<(), Unplaceable> {
    if state.areas.is_empty() {
        return Ok(());
    }
    let touched = Touched::of(facts);
    for (name, area) in state.areas.iter().filter(|(name, _)| touched.meets(name)) {
        let at = ALERTS.clone().item(name).join(&LEVEL);
        facts.say(&at, claim(area.level.clone().into(), &RECORD, None, area.since, area.valid_until))?;
    }
    let Some((since, until)) = vouched(state, facts, &touched) else { return Ok(()) };
    facts.say(&ALERTS_COMPLETE, claim(true.into(), &RECORD, None, since, until))
}

impl Area {
    /// Until when nobody need have renewed it. A level without an end of its own is a feed's word like any other.
    fn believed_until(&self) -> Option<Instant> {
        let fresh_for = schema::DOSSIER.attribute("alerts").and_then(|alerts| alerts.fresh_for);
        self.valid_until.or_else(|| self.since.checked_add(fresh_for?))
    }
}

/// From when and until when the levels set are known to be all there are on the way.
fn vouched(state: &State, facts: &Dossier, touched: &Touched) -> Option<(Instant, Option<Instant>)> {
    let districts = last_words(facts.claims(&DISTRICTS_COMPLETE));
    let all_named = !districts.is_empty() && districts.iter().all(|claim| claim.value == Value::Bool(true));
    if !all_named || touched.anywhere {
        return None;
    }
    let mut since: Option<Instant> = None;
    let mut until = districts.iter().filter_map(|claim| claim.valid_until).min();
    for area in &touched.areas {
        let mut covering = state.areas.iter().filter(|(name, _)| area.is_within(name)).peekable();
        covering.peek()?;
        for (_, set) in covering {
            since = since.max(Some(set.since));
            until = until.into_iter().chain(set.believed_until()).min();
        }
    }
    since.map(|since| (since, until))
}
