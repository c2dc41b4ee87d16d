//! Facts that follow from other facts by their meaning, added before any rule reads them.
//!
//! Deliberately few: the day of a departure whose hour is given, the first day of a single journey, that who
//! seats a principal in a vehicle says it carries principals, and what a certificate says about the vehicle it
//! examined. Everything else a rule concludes from what people said.

use std::{borrow::Cow, collections::BTreeMap};

use model::{Claim, Dossier, Fact, Instant, List, Node, Record, Source, Span, Value, Word, claim::resolve};

/// A list of certificates, and the fact about the vehicle each of them speaks to.
const CERTIFIED: [(&str, &str); 2] = [("ballistic", "bullet_proof"), ("blast", "bomb_proof")];

/// The origin of what the seating of the principals says about vehicles.
pub(crate) const SEATING: &str = "seating";
/// What goes before the origin of an hour of departure in the origin of the day that follows from it.
const BY_THE_HOUR: &str = "departs-at:";

/// The facts with what follows from them.
pub(crate) struct Derived<'a> {
    pub(crate) facts: Cow<'a, Dossier>,
    /// The earliest moment after the evaluation's at which time alone changes what was derived.
    pub(crate) changes_at: Option<Instant>,
}

/// Adds what follows from `facts` at `now`, for people whose clocks stand `offset` ahead of UTC.
pub(crate) fn derive(facts: &Dossier, now: Instant, offset: Span) -> Derived<'_> {
    let mut derived = Derived { facts: Cow::Borrowed(facts), changes_at: None };
    derived.journey(facts, offset);
    derived.seating(facts, now);
    derived.certificates(facts, now);
    derived
}

impl Derived<'_> {
    /// `departs_on` from `departs_at`, then `begins_on` from `departs_on`: claim by claim, so that until when it
    /// holds and any contradiction carry over. The day by the hour is an origin of its own: a day that was said
    /// otherwise is contradicted, even by the same person.
    fn journey(&mut self, facts: &Dossier, offset: Span) {
        let Some(Node::Record(movement)) = facts.root.get("movement") else { return };
        let said = |name: &str| match movement.get(name) {
            Some(Node::Claims(claims)) => claims.as_slice(),
            _ => &[],
        };
        let mut departs_on = said("departs_on").to_vec();
        let by_the_hour = said("departs_at").iter().filter_map(|claim| on_its_day(claim, offset));
        departs_on.extend(by_the_hour);
        if !said("departs_at").is_empty() {
            self.put("movement", "departs_on", &departs_on);
        }
        if said("begins_on").is_empty() {
            self.put("movement", "begins_on", &departs_on);
        }
    }

    fn put(&mut self, record: &str, name: &str, claims: &[Claim]) {
        if claims.is_empty() {
            return;
        }
        if let (Some(Node::Record(record)), Ok(name)) =
            (self.facts.to_mut().root.0.get_mut(record), name.parse::<Word>())
        {
            record.0.insert(name, Node::Claims(claims.to_vec()));
        }
    }

    /// A vehicle in which a principal is seated carries principals, whatever is said of it.
    fn seating(&mut self, facts: &Dossier, now: Instant) {
        let Some(Node::List(principals)) = facts.root.get("principals") else { return };
        let Some(Node::List(vehicles)) = facts.root.get("vehicles") else { return };
        let mut seated: BTreeMap<usize, Claim> = BTreeMap::new();
        for (_, principal) in &principals.items {
            let Some(Claim { value: Value::Word(label), source, observed, .. }) =
                self.known(principal, "vehicle", now)
            else {
                continue;
            };
            let Some(vehicle) = vehicles.items.iter().position(|(vehicle, _)| vehicle == label) else {
                continue;
            };
            let source = Source { cite: source.cite.clone(), by: SEATING.parse().ok() };
            let carries = |observed| Claim {
                value: Value::Bool(true),
                source,
                observed,
                valid_until: None,
                settles: Vec::new(),
            };
            // Derived again at every moment, and `changes_at` says when: it needs no expiry of its own.
            let latest = seated.get(&vehicle).map_or(*observed, |known| known.observed.max(*observed));
            seated.insert(vehicle, carries(latest));
        }
        for (vehicle, claim) in seated {
            self.add_evidence(vehicle, "carries_principals", vec![claim]);
        }
    }

    fn certificates(&mut self, facts: &Dossier, now: Instant) {
        let Some(Node::List(vehicles)) = facts.root.get("vehicles") else { return };
        for (index, (_, vehicle)) in vehicles.items.iter().enumerate() {
            for (certificates, proof) in CERTIFIED {
                let Some(Node::List(certificates)) = vehicle.get(certificates) else { continue };
                let evidence = self.evidence(vehicle, certificates, now);
                if !evidence.is_empty() {
                    self.add_evidence(index, proof, evidence);
                }
            }
        }
    }

    /// What the certificates say about this very vehicle: a "yes" where it is known to be this one, a "no" unless
    /// it is known to be another.
    fn evidence(&mut self, vehicle: &Record, certificates: &List, now: Instant) -> Vec<Claim> {
        let mut evidence = Vec::new();
        for (_, certificate) in &certificates.items {
            let Some(Node::Claims(protects)) = certificate.get("protects") else { continue };
            let about_this =
                match (self.word(vehicle, "identity", now), self.word(certificate, "identity", now)) {
                    (Some(is), Some(named)) => Some(same_chassis(is, named)),
                    _ => None,
                };
            if about_this == Some(false) {
                continue;
            }
            let covers = self.word(certificate, "covers", now);
            let proves = about_this == Some(true) && covers.is_some_and(|covers| covers == "vehicle");
            let issuer = self.word(certificate, "issuer", now);
            let speaks_for_issuer = protects.iter().all(|claim| {
                protects.first().is_some_and(|first| first.source.origin() == claim.source.origin())
            });
            let issuer = issuer.filter(|_| speaks_for_issuer);
            let counted = protects.iter().filter(|claim| claim.value != Value::Bool(true) || proves);
            evidence.extend(counted.map(|claim| in_the_words_of(issuer, claim)));
        }
        evidence
    }

    /// Positive evidence goes before what was said directly and negative evidence after it: where one origin
    /// says both for the same moment, the last counts, and it must not be the yes.
    fn add_evidence(&mut self, index: usize, proof: &str, evidence: Vec<Claim>) {
        let facts = self.facts.to_mut();
        let Some(Node::List(vehicles)) = facts.root.0.get_mut("vehicles") else { return };
        let Some((_, vehicle)) = vehicles.items.get_mut(index) else { return };
        let Ok(proof) = proof.parse::<Word>() else { return };
        let (mut claims, negative): (Vec<_>, Vec<_>) =
            evidence.into_iter().partition(|claim| claim.value == Value::Bool(true));
        let slot = vehicle.0.entry(proof).or_insert(Node::Claims(Vec::new()));
        if let Node::Claims(said) = slot {
            claims.append(said);
            claims.extend(negative);
            *said = claims;
        }
    }

    /// The word known at `name`; notes when time changes that.
    fn word<'r>(&mut self, record: &'r Record, name: &str, now: Instant) -> Option<&'r Word> {
        match self.known(record, name, now) {
            Some(Claim { value: Value::Word(word), .. }) => Some(word),
            _ => None,
        }
    }

    fn known<'r>(&mut self, record: &'r Record, name: &str, now: Instant) -> Option<&'r Claim> {
        let Some(Node::Claims(claims)) = record.get(name) else { return None };
        let resolved = resolve(claims, now);
        self.changes_at = self.changes_at.into_iter().chain(resolved.changes_at).min();
        match resolved.fact {
            Fact::Known(claim) => Some(claim),
            _ => None,
        }
    }
}

/// Whether two people wrote down the same chassis number: some write hyphens and capitals, some do not.
fn same_chassis(one: &Word, other: &Word) -> bool {
    let written = |word: &Word| -> Vec<u8> {
        word.as_str().bytes().filter(|b| *b != b'-').map(|b| b.to_ascii_uppercase()).collect()
    };
    written(one) == written(other)
}

fn on_its_day(claim: &Claim, offset: Span) -> Option<Claim> {
    match claim.value {
        Value::Time(moment) => Some(Claim {
            value: Value::Day(moment.day(offset)),
            source: Source { cite: claim.source.cite.clone(), by: Some(by_the_hour(claim.source.origin())) },
            settles: claim.settles.iter().map(by_the_hour).collect(),
            ..claim.clone()
        }),
        _ => None,
    }
}

/// The origin of a day that follows from this one's hour; one too long for that stays what it is.
fn by_the_hour(origin: &Word) -> Word {
    format!("{BY_THE_HOUR}{origin}").parse().unwrap_or_else(|_| origin.clone())
}

fn in_the_words_of(issuer: Option<&Word>, claim: &Claim) -> Claim {
    let by = issuer.or(claim.source.by.as_ref()).cloned();
    Claim { source: Source { cite: claim.source.cite.clone(), by }, ..claim.clone() }
}
