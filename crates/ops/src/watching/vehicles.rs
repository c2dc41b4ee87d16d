//! The vehicles of a convoy, and what reports for them.

use std::collections::HashMap;

use conduct::State;
use model::{Path, Span};
use watch::order::{Binding, Part, Vehicle};

use super::facts::{Facts, Item};

/// Devices state whole seconds: one that reports in the second in which it was enrolled would report before it, to the letter.
const A_SECOND: Span = Span(1_000_000);

/// Lists of people who ride in vehicles.
const PEOPLE: [&str; 3] = ["commanders", "crew", "principals"];

/// In order of march, as the order lists them. A device reports for the vehicle it serves, or for the one that the person it
/// serves rides in; where there is one vehicle only, that is it.
pub(super) fn of(state: &State, facts: &Facts<'_>) -> Vec<Vehicle> {
    let listed: Vec<Item<'_>> = facts.items("vehicles").take(watch::MOST_VEHICLES).collect();
    let mut vehicles: Vec<Vehicle> = listed.iter().map(vehicle).collect();
    let only = match &listed[..] {
        [only] => Some(only.label),
        _ => None,
    };
    let people: Vec<Item<'_>> = PEOPLE.into_iter().flat_map(|list| facts.items(list)).collect();
    // All devices of the room are gone through once, not once for each who rides.
    let mut serving: HashMap<&Path, Vec<Binding>> =
        listed.iter().chain(&people).map(|item| (item.path(), Vec::new())).collect();
    for (id, device) in &state.devices {
        if let Some(bindings) = serving.get_mut(&device.serves) {
            let from = device.since.saturating_add(Span(-A_SECOND.0));
            bindings.push(Binding { device: *id, from, until: device.until });
        }
    }
    let mut bind = |served: &Item<'_>, rides_in: &model::Word| {
        if let Some(vehicle) = vehicles.iter_mut().find(|vehicle| vehicle.label == *rides_in) {
            vehicle.bindings.extend(serving.get(served.path()).into_iter().flatten().cloned());
        }
    };
    for item in &listed {
        bind(item, item.label);
    }
    for person in &people {
        if let Some(rides_in) = person.word("vehicle").or(only) {
            bind(person, rides_in);
        }
    }
    vehicles
}

fn vehicle(item: &Item<'_>) -> Vehicle {
    let part = match item.word("element").map(model::Word::as_str) {
        Some("lead") => Part::Lead,
        Some("trail") => Part::Trail,
        _ => Part::Main,
    };
    Vehicle {
        label: item.label.clone(),
        part,
        principals: item.is("carries_principals"),
        escort: item.is("escorts"),
        bindings: Vec::new(),
    }
}
