//! What somebody has to do with a movement, as its order has it: whether a list names them, whether they answer for a
//! party.

use model::{Claim, Fact, Instant, Path, Segment, Value, Word, claim::resolve};

use crate::{
    Movement, State,
    dossier::{
        names, ordered,
        spoken::{AREA, COMMANDERS, PRINCIPALS},
    },
};

/// Whether the order, or the permission it runs under, names this label among its commanders.
#[must_use]
pub fn commands(state: &State, movement: &Movement, label: &Word) -> bool {
    names(state, movement, &COMMANDERS.clone().item(label))
}

/// Whether the order, or the permission it runs under, names this label among its principals.
#[must_use]
pub fn travels(state: &State, movement: &Movement, label: &Word) -> bool {
    names(state, movement, &PRINCIPALS.clone().item(label))
}

/// Whether whoever answers for these areas answers for this party.
#[must_use]
pub fn answers_for(state: &State, movement: &Movement, party: &Path, areas: &[Word], now: Instant) -> bool {
    match area_of(state, movement, party, now) {
        Some(area) => areas.iter().any(|own| area.is_within(own)),
        None => areas.iter().any(|own| is_labelled(party, own)),
    }
}

/// The area a party lies in, as far as the order knows.
fn area_of(state: &State, movement: &Movement, party: &Path, now: Instant) -> Option<Word> {
    match resolve(&ordered(state, movement, &party.clone().join(&AREA)), now).fact {
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
