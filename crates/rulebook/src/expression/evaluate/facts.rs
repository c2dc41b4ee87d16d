//! Looking facts up: from a name in the tree to what the claims there amount to now.

use model::{
    Claim, Fact, List, Node, Path, Record, Segment, Word,
    claim::{self, Resolved},
    schema::{Attribute, COMPLETE},
};

use super::{Defect, Evaluator, Outcome, expected};
use crate::expression::{evaluated::NONE, scalar::Scalar, tree::Spot, uses::Use};

/// A list as it stands: what is in it, and whether anybody vouches that this is all.
pub(super) struct Roll<'a> {
    pub items: &'a [(Word, Record)],
    pub vouched: Option<bool>,
    pub base: u32,
}

impl<'a> Evaluator<'a> {
    pub(super) fn fact(
        &mut self,
        step: usize,
        spot: &'a Spot,
        attribute: &'static Attribute,
    ) -> Result<Outcome<'a>, Defect> {
        let (node, base) = self.node(spot, attribute)?;
        let claims = match node {
            None => &[],
            Some(Node::Claims(claims)) => claims.as_slice(),
            Some(Node::Record(_) | Node::List(_)) => return Err(self.misshapen(base, spot, attribute)),
        };
        self.resolve(step, spot, base, attribute, claims)
    }

    pub(super) fn list(&mut self, step: usize, spot: &'a Spot) -> Result<Roll<'a>, Defect> {
        let (node, base) = self.node(spot, &COMPLETE)?;
        let (items, claims): (&[(Word, Record)], &[Claim]) = match node {
            None => (&[], &[]),
            Some(Node::List(List { complete, items })) => (items, complete),
            Some(Node::Record(_) | Node::Claims(_)) => return Err(self.misshapen(base, spot, &COMPLETE)),
        };
        let vouched = match self.resolve(step, spot, base, &COMPLETE, claims)? {
            Some(Scalar::Bool(yes)) => Some(yes),
            _ => None,
        };
        Ok(Roll { items, vouched, base })
    }

    /// The place `spot` names, if anything was said there, and the frame it was read from.
    fn node(&self, spot: &'a Spot, attribute: &'static Attribute) -> Result<(Option<&'a Node>, u32), Defect> {
        let base = spot.variable.map_or(NONE, |depth| self.scope.get(depth).copied().unwrap_or(NONE));
        let mut record = match spot.variable {
            None => Some(self.root),
            Some(_) => usize::try_from(base).ok().and_then(|at| self.frames.get(at)).and_then(|f| f.record),
        };
        let Some((last, holders)) = spot.names.split_last() else { return Ok((None, base)) };
        for name in holders {
            record = match record.and_then(|record| record.get(name.as_str())) {
                None => None,
                Some(Node::Record(inner)) => Some(inner),
                Some(Node::Claims(_) | Node::List(_)) => return Err(self.misshapen(base, spot, attribute)),
            };
        }
        Ok((record.and_then(|record| record.get(last.as_str())), base))
    }

    fn resolve(
        &mut self,
        step: usize,
        spot: &'a Spot,
        base: u32,
        attribute: &'static Attribute,
        claims: &'a [Claim],
    ) -> Result<Outcome<'a>, Defect> {
        let Resolved { fact, changes_at } = claim::resolve(claims, self.now);
        self.changes_at(changes_at);
        if fact == Fact::Missing {
            // Claims that settle each other silence both, until the first of them expires.
            self.changes_at(claims.iter().filter_map(|c| c.valid_until).filter(|t| *t > self.now).min());
        }
        let value = match &fact {
            Fact::Known(claim) => match Scalar::fitting(&claim.value, attribute.takes) {
                Some(value) => Some(value),
                None => return Err(self.misshapen(base, spot, attribute)),
            },
            Fact::Missing | Fact::Stale(_) | Fact::Contradictory(_) => None,
        };
        if let Some(step) = self.steps.get_mut(step) {
            step.used = u32::try_from(self.uses.len()).unwrap_or(NONE);
        }
        self.uses.push(Use { base, names: &spot.names, attribute, fact });
        Ok(value)
    }

    fn misshapen(&self, base: u32, spot: &'a Spot, attribute: &'static Attribute) -> Defect {
        let used = Use { base, names: &spot.names, attribute, fact: Fact::Missing };
        let expected = if std::ptr::eq(attribute, &COMPLETE) {
            "a list and who vouches for it".to_owned()
        } else {
            expected(attribute.takes)
        };
        Defect::Misshapen { path: used.path(&self.frames), expected }
    }
}

/// The record at `path`, if anything was said in it.
pub(super) fn record_at<'a>(root: &'a Record, path: &Path) -> Option<&'a Record> {
    let mut record = root;
    let mut list: Option<&List> = None;
    for segment in path.segments() {
        match (segment, list.take()) {
            (Segment::Item(label), Some(holder)) => record = holder.get(label.as_str())?,
            (Segment::Attribute(name), None) => match record.get(name.as_str())? {
                Node::Record(inner) => record = inner,
                Node::List(inner) => list = Some(inner),
                Node::Claims(_) => return None,
            },
            _ => return None,
        }
    }
    if list.is_some() { None } else { Some(record) }
}
