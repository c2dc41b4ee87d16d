//! Where the principals sit. Labels are no facts a rule could compare: what follows from them is said here.

use std::collections::BTreeMap;

use model::{Claim, List, Node, Source, Value, Word};

use super::Derived;

/// The origin of what the seating of the principals says.
pub(crate) const SEATING: &str = "seating";

/// What the seats say: which vehicles carry principals, and which principals sit in a vehicle of the convoy.
#[derive(Default)]
struct Seats {
    vehicles: BTreeMap<usize, Claim>,
    principals: Vec<(usize, Claim)>,
}

impl Derived<'_> {
    /// A vehicle in which a principal is seated carries principals, whatever is said of it. A principal whose
    /// vehicle is known sits in one of the convoy if it is listed; if it is not, only where the list is known to
    /// be all of them.
    pub(super) fn seating(&mut self, now: model::Instant) {
        let mut reader = self.reader(now);
        let Some(Node::List(principals)) = self.facts.root.get("principals") else { return };
        let nothing = List::default();
        let vehicles = match self.facts.root.get("vehicles") {
            Some(Node::List(vehicles)) => vehicles,
            _ => &nothing,
        };
        let all_listed = reader
            .stands(&vehicles.complete)
            .filter(|complete| complete.value == Value::Bool(true))
            .is_some();
        let mut seats = Seats::default();
        for (index, (_, principal)) in principals.items.iter().enumerate() {
            let Some(seat) = reader.known(principal, "vehicle") else { continue };
            let Value::Word(label) = &seat.value else { continue };
            let vehicle = vehicles.items.iter().position(|(vehicle, _)| vehicle == label);
            if vehicle.is_some() || all_listed {
                seats.principals.push((index, says(seat, vehicle.is_some())));
            }
            if let Some(vehicle) = vehicle {
                seats.carries(vehicle, says(seat, true));
            }
        }
        self.changes_at = reader.changes_at;
        for (vehicle, claim) in seats.vehicles {
            self.add_evidence("vehicles", vehicle, "carries_principals", vec![claim]);
        }
        for (principal, claim) in seats.principals {
            self.add_evidence("principals", principal, "seated_in_listed_vehicle", vec![claim]);
        }
    }
}

impl Seats {
    fn carries(&mut self, vehicle: usize, claim: Claim) {
        let latest =
            self.vehicles.get(&vehicle).map_or(claim.observed, |known| known.observed.max(claim.observed));
        self.vehicles.insert(vehicle, Claim { observed: latest, ..claim });
    }
}

/// Derived again at every moment, and `changes_at` says when: it needs no expiry of its own.
fn says(seat: &Claim, yes: bool) -> Claim {
    let by: Option<Word> = SEATING.parse().ok();
    Claim {
        value: Value::Bool(yes),
        source: Source { cite: seat.source.cite.clone(), by },
        observed: seat.observed,
        valid_until: None,
        settles: Vec::new(),
    }
}
