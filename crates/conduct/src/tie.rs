//! What somebody has to do with a movement, as its order has it: whether a list names them, whether they answer for a
//! party.

use model::{Claim, Fact, Instant, Path, Segment, Value, Word, claim::resolve};

use crate::{
    Known, Movement, State,
    dossier::{
        names, ordered,
        spoken::{AREA, COMMANDERS, PRINCIPALS},
    },
};

/// Whether the order, or the permission it runs under, names this label among its commanders.
#[must_use]
pub fn commands(state: &State, known: Known<'_>, label: &Word) -> bool {
    match known {
        Known::Whole(movement) => names(state, movement, &COMMANDERS.clone().item(label)),
        Known::Filed(_, filed) => filed.commanders.contains(label),
    }
}

/// Whether the order, or the permission it runs under, names this label among its principals.
#[must_use]
pub fn travels(state: &State, known: Known<'_>, label: &Word) -> bool {
    match known {
        Known::Whole(movement) => names(state, movement, &PRINCIPALS.clone().item(label)),
        Known::Filed(_, filed) => filed.principals.contains(label),
    }
}

/// Whether whoever answers for these areas answers for this party.
#[must_use]
pub fn answers_for(state: &State, known: Known<'_>, party: &Path, areas: &[Word], now: Instant) -> bool {
    let area = match known {
        Known::Whole(movement) => area_of(state, movement, party, now),
        Known::Filed(_, filed) => {
            filed.parties.iter().find(|told| told.party == *party).and_then(|told| told.area.clone())
        }
    };
    match area {
        Some(area) => areas.iter().any(|own| area.is_within(own)),
        None => areas.iter().any(|own| is_labelled(party, own)),
    }
}

/// The area a party lies in, as far as the order knows.
pub(crate) fn area_of(state: &State, movement: &Movement, party: &Path, now: Instant) -> Option<Word> {
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
