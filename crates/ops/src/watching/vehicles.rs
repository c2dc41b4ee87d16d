//! The vehicles of a convoy, and what reports for them.

use std::sync::Arc;

use conduct::{State, device::counts_from};
use model::{Dossier, Instant, Word, id::DeviceId};
use watch::order::{Binding, Part, Vehicle};

use super::facts::{Facts, Item};

/// Lists of people who ride in vehicles.
const PEOPLE: [&str; 3] = ["commanders", "crew", PRINCIPALS];
/// Those of them who are protected: the vehicle they ride in carries them, whether the order says so of that vehicle or of them.
const PRINCIPALS: &str = "principals";

/// In order of march, as the order lists them. A device reports for the vehicle it serves, or for the one that the person it
/// serves rides in; where there is one vehicle only, that is it.
pub(super) fn of(state: &State, facts: &Facts<'_>) -> Vec<Vehicle> {
    let listed: Vec<Item<'_>> = facts.items("vehicles").take(watch::MOST_VEHICLES).collect();
    let mut vehicles: Vec<Vehicle> = listed.iter().map(vehicle).collect();
    let only = match &listed[..] {
        [only] => Some(only.label),
        _ => None,
    };
    let mut bind = |served: &Item<'_>, rides_in: &model::Word| {
        if let Some(vehicle) = vehicles.iter_mut().find(|vehicle| vehicle.label == *rides_in) {
            let reporting = state.devices_for(served.path());
            let binding = |(id, device): (DeviceId, &Arc<conduct::Device>)| Binding {
                device: id,
                from: counts_from(device.since),
                until: device.until,
            };
            vehicle.bindings.extend(reporting.map(binding));
        }
    };
    for item in &listed {
        bind(item, item.label);
    }
    for person in PEOPLE.into_iter().flat_map(|list| facts.items(list)) {
        if let Some(rides_in) = person.word("vehicle").or(only) {
            bind(&person, rides_in);
        }
    }
    let ride_in = facts.items(PRINCIPALS).filter_map(|person| person.word("vehicle").or(only));
    for rides_in in ride_in {
        let carrying = vehicles.iter_mut().filter(|vehicle| vehicle.label == *rides_in);
        carrying.for_each(|vehicle| vehicle.principals = true);
    }
    vehicles
}

/// The devices by which the watch knows where a vehicle is. What is told of that to others is so what the watch goes by.
#[must_use]
pub fn devices_in(state: &State, dossier: &Dossier, now: Instant, vehicle: &Word) -> Vec<DeviceId> {
    let vehicles = of(state, &Facts { dossier, now }).into_iter().filter(|one| one.label == *vehicle);
    vehicles.flat_map(|one| one.bindings).map(|binding| binding.device).collect()
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
