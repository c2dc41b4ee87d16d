//! What drives, and when, as far as the facts say: what a network is asked with.

use model::{Dossier, Fact, Instant, Path, Span, Value, Word, claim::resolve};
use roads::chart::{Mode, Vehicle};

use crate::dossier::{
    Departure, items,
    spoken::{AXLE_WEIGHT, COACH, HEIGHT, HIRED_AS, LENGTH, VEHICLES, WEIGHT, WIDTH},
};

/// The month, 1 to 12, in which the movement departs as far as its order says, else this one.
#[must_use]
pub fn month(facts: &Dossier, now: Instant, offset: Span) -> u8 {
    let departs = Departure::of(facts, offset).days.first().copied();
    departs.unwrap_or_else(|| now.day(offset)).month()
}

/// The largest of everything in the convoy, as far as it is known.
#[must_use]
pub fn convoy(facts: &Dossier, now: Instant) -> Vehicle {
    let known = |at: &Path| {
        let each = items(facts, &VEHICLES).iter().filter_map(|(label, _)| number(facts, label, at, now));
        each.max().and_then(|most| u32::try_from(most).ok())
    };
    let kilograms = |grams: Option<u32>| grams.map(|grams| grams.div_ceil(1000));
    let coach = Value::Word(Word::clone(&COACH));
    let is_coach = items(facts, &VEHICLES).iter().any(|(label, _)| {
        facts.claims(&VEHICLES.clone().item(label).join(&HIRED_AS)).iter().any(|claim| claim.value == coach)
    });
    Vehicle {
        mode: if is_coach { Mode::Bus } else { Mode::Car },
        height_mm: known(&HEIGHT),
        width_mm: known(&WIDTH),
        length_mm: known(&LENGTH),
        weight_kg: kilograms(known(&WEIGHT)),
        axle_kg: kilograms(known(&AXLE_WEIGHT)),
        ..Vehicle::car()
    }
}

/// A known number of a vehicle.
pub(crate) fn number(facts: &Dossier, vehicle: &Word, attribute: &Path, now: Instant) -> Option<i64> {
    let at = VEHICLES.clone().item(vehicle).join(attribute);
    match resolve(facts.claims(&at), now).fact {
        Fact::Known(claim) => match claim.value {
            Value::Quantity(quantity) => Some(quantity.n),
            _ => None,
        },
        _ => None,
    }
}
