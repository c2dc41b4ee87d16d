//! What certificates say about the vehicle they stand under.

use model::{Claim, List, Node, Record, Source, Value, Word};

use super::{Derived, Reader};

/// A list of certificates, and the fact about the vehicle each of them speaks to.
pub(super) const CERTIFIED: [(&str, &str); 2] = [("ballistic", "bullet_proof"), ("blast", "bomb_proof")];

impl Derived<'_> {
    pub(super) fn certificates(&mut self, now: model::Instant) {
        let mut reader = self.reader(now);
        let Some(Node::List(vehicles)) = self.facts.root.get("vehicles") else { return };
        let mut proved: Vec<(usize, &str, Vec<Claim>)> = Vec::new();
        for (index, (_, vehicle)) in vehicles.items.iter().enumerate() {
            for (certificates, proof) in CERTIFIED {
                let Some(Node::List(certificates)) = vehicle.get(certificates) else { continue };
                let evidence = reader.evidence(vehicle, certificates);
                if !evidence.is_empty() {
                    proved.push((index, proof, evidence));
                }
            }
        }
        self.changes_at = reader.changes_at;
        for (index, proof, evidence) in proved {
            self.add_evidence("vehicles", index, proof, evidence);
        }
    }
}

impl Reader {
    /// What the certificates say about this very vehicle: a "yes" where it is known to be this one, a "no" unless
    /// it is known to be another.
    fn evidence(&mut self, vehicle: &Record, certificates: &List) -> Vec<Claim> {
        let mut evidence = Vec::new();
        for (_, certificate) in &certificates.items {
            let Some(Node::Claims(protects)) = certificate.get("protects") else { continue };
            let about_this = match (self.word(vehicle, "identity"), self.word(certificate, "identity")) {
                (Some(is), Some(named)) => Some(is == named),
                _ => None,
            };
            if about_this == Some(false) {
                continue;
            }
            let covers = self.word(certificate, "covers");
            let proves = about_this == Some(true) && covers.is_some_and(|covers| covers == "vehicle");
            let issuer = self.word(certificate, "issuer");
            let speaks_for_issuer = protects.iter().all(|claim| {
                protects.first().is_some_and(|first| first.source.origin() == claim.source.origin())
            });
            let issuer = issuer.filter(|_| speaks_for_issuer);
            let counted = protects.iter().filter(|claim| claim.value != Value::Bool(true) || proves);
            evidence.extend(counted.map(|claim| in_the_words_of(issuer, claim)));
        }
        evidence
    }
}

fn in_the_words_of(issuer: Option<&Word>, claim: &Claim) -> Claim {
    let by = issuer.or(claim.source.by.as_ref()).cloned();
    Claim { source: Source { cite: claim.source.cite.clone(), by }, ..claim.clone() }
}
