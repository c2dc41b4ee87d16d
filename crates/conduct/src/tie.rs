//! What somebody has to do with a movement, as its facts have it: whether a list names them, whether they answer for a
//! party.

use model::{Claim, Dossier, Fact, Instant, Path, Segment, Value, Word, claim::resolve, dossier::Node};

use crate::dossier::spoken::AREA;

/// Whether one of the lists of these facts names this label.
#[must_use]
pub fn names(facts: &Dossier, list: &str, label: &Word) -> bool {
    match facts.root.get(list) {
        Some(Node::List(list)) => list.get(label.as_str()).is_some(),
        _ => false,
    }
}

/// Whether whoever answers for these areas answers for this party.
#[must_use]
pub fn answers_for(facts: &Dossier, party: &Path, areas: &[Word], now: Instant) -> bool {
    match area_of(facts, party, now) {
        Some(area) => areas.iter().any(|own| area.is_within(own)),
        None => areas.iter().any(|own| is_labelled(party, own)),
    }
}

/// The area a party lies in, as far as the order knows.
fn area_of(facts: &Dossier, party: &Path, now: Instant) -> Option<Word> {
    match resolve(facts.claims(&party.clone().join(&AREA)), now).fact {
        Fact::Known(Claim { value: Value::Word(area), .. }) => Some(area.clone()),
        _ => None,
    }
}

/// A district that only a candidate route crosses is not in the order: its label alone says which it is, the last
/// part of its area.
fn is_labelled(party: &Path, area: &Word) -> bool {
    let last = area.as_str().rsplit('/').next();
    matches!(party.segments(), [_, Segment::Item(label)] if Some(label.as_str()) == last)
}
