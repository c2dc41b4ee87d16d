//! One spelling for chassis numbers: some write hyphens and capitals, some do not. Every rule and every derivation
//! then compares the same words, and two people who wrote one number differently do not contradict each other.

use model::{Claim, Dossier, Node, Record, Value, Word};

use super::{Derived, certificates::CERTIFIED};

impl Derived<'_> {
    pub(super) fn identities(&mut self) {
        if !records(&self.facts).any(|record| claims(record).iter().any(|claim| respelled(claim).is_some())) {
            return;
        }
        let Some(Node::List(vehicles)) = self.facts.to_mut().root.0.get_mut("vehicles") else { return };
        for (_, vehicle) in &mut vehicles.items {
            respell(vehicle);
            for (certificates, _) in CERTIFIED {
                let Some(Node::List(certificates)) = vehicle.0.get_mut(certificates) else { continue };
                certificates.items.iter_mut().for_each(|(_, certificate)| respell(certificate));
            }
        }
    }
}

/// Every vehicle and every certificate under one.
fn records(facts: &Dossier) -> impl Iterator<Item = &Record> {
    let vehicles = match facts.root.get("vehicles") {
        Some(Node::List(vehicles)) => vehicles.items.as_slice(),
        _ => &[],
    };
    let certificates = |vehicle| {
        CERTIFIED.into_iter().flat_map(move |(list, _)| match Record::get(vehicle, list) {
            Some(Node::List(certificates)) => certificates.items.as_slice(),
            _ => &[],
        })
    };
    vehicles.iter().flat_map(move |(_, vehicle)| {
        std::iter::once(vehicle).chain(certificates(vehicle).map(|(_, certificate)| certificate))
    })
}

fn claims(record: &Record) -> &[Claim] {
    match record.get("identity") {
        Some(Node::Claims(claims)) => claims,
        _ => &[],
    }
}

fn respell(record: &mut Record) {
    if let Some(Node::Claims(claims)) = record.0.get_mut("identity") {
        for claim in claims {
            if let Some(value) = respelled(claim) {
                claim.value = value;
            }
        }
    }
}

/// Without hyphens and in capitals, if it is not written so; one of nothing but hyphens stays what it is.
fn respelled(claim: &Claim) -> Option<Value> {
    let Value::Word(word) = &claim.value else { return None };
    let as_written = word.as_str();
    if !as_written.bytes().any(|byte| byte == b'-' || byte.is_ascii_lowercase()) {
        return None;
    }
    let spelled: String = as_written.chars().filter(|c| *c != '-').map(|c| c.to_ascii_uppercase()).collect();
    spelled.parse::<Word>().ok().map(Value::Word)
}
