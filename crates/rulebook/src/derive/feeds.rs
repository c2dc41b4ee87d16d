//! Lists that come from a feed are believed complete for so long and no longer: an empty incident list proves
//! nothing unless its feed is fresh. Whoever vouches for one says until when; where nobody does, the schema says.

use model::{Claim, Instant, Node, schema};

use super::Derived;

impl Derived<'_> {
    pub(super) fn feeds(&mut self) {
        for attribute in schema::DOSSIER.attributes {
            let Some(fresh_for) = attribute.fresh_for else { continue };
            let Some(Node::List(list)) = self.facts.root.get(attribute.name) else { continue };
            if list.complete.iter().all(|claim| claim.valid_until.is_some()) {
                continue;
            }
            if let Some(Node::List(list)) = self.facts.to_mut().root.0.get_mut(attribute.name) {
                let unending = |claim: &&mut Claim| claim.valid_until.is_none();
                for claim in list.complete.iter_mut().filter(unending) {
                    claim.valid_until = Some(claim.observed.checked_add(fresh_for).unwrap_or(Instant::MAX));
                }
            }
        }
    }
}
