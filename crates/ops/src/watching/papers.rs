//! The papers that the record names: orders and areas, opened. What cannot be opened is said to be so: whoever follows a movement
//! by less than its record has must know it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use conduct::{
    Movement,
    watched::{Deaf, WatchedBy},
};
use model::Digest;
use serde::Serialize;
use watch::{Fences, Order, Plan, order};

use super::{
    beside::Beside,
    followed::InForce,
    paper::{Grounds, Paper},
    sources::Sources,
};

/// Papers of the record, and those on their way to it.
#[derive(Default)]
pub(super) struct Papers {
    beside: Beside,
    /// Made, and maybe not on the record yet.
    made: BTreeMap<Digest, Arc<[u8]>>,
    fences: BTreeMap<Digest, Arc<Fences>>,
}

/// Something that the record names cannot be read.
#[derive(Debug)]
pub(super) struct Unreadable;

/// Something by which a movement is or was watched and that cannot be read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "kebab-case", tag = "what", content = "digest")]
pub enum Missing {
    /// An order of the watch.
    Order(Digest),
    /// The areas nobody goes to.
    Areas(Digest),
    /// The network its way lies on.
    Network(Digest),
    /// An order that this engine does not take.
    Unfit(Digest),
}

/// An order as it was in force, of its paper and its areas. `deaf`: when the room heard nothing; `known`: orders that are open, with
/// which it shares what was laid out of the same way, the latest last.
pub(super) fn in_force<'o>(
    by: &WatchedBy,
    deaf: &[Deaf],
    paper: &Paper,
    fences: Arc<Fences>,
    (beside, known): (&mut Beside, impl DoubleEndedIterator<Item = &'o InForce> + Clone),
    grounds: Grounds<'_>,
) -> Result<InForce, Missing> {
    let order = paper.order(grounds).ok_or_else(|| {
        paper.way.as_ref().map_or(Missing::Order(by.order), |way| Missing::Network(way.network))
    })?;
    let order = Order { deaf: unheard(deaf), beside: paper.beside(grounds, beside), ..order };
    let known = known.rev().map(|known| &*known.plan);
    let plan = Plan::sharing(order, &fences, known).map_err(|_| Missing::Unfit(by.order))?;
    Ok(InForce { since: by.since, named: (by.order, by.areas), plan: Arc::new(plan), fences })
}

fn unheard(deaf: &[Deaf]) -> Vec<order::Deaf> {
    deaf.iter().map(|deaf| order::Deaf { from: deaf.from, until: deaf.until }).collect()
}

/// Areas, of their bytes.
pub(super) fn fences(bytes: &[u8]) -> Option<Arc<Fences>> {
    Fences::new(serde_json::from_slice(bytes).ok()?).ok().map(Arc::new)
}

impl Papers {
    /// Keeps one until the record has it, and names it.
    pub fn keep(&mut self, bytes: Arc<[u8]>) -> Digest {
        let digest = Digest(record::Hash::of(&bytes).0);
        self.made.insert(digest, bytes);
        digest
    }

    /// One that was made.
    pub fn made(&self, digest: &Digest) -> Option<Arc<[u8]>> {
        self.made.get(digest).cloned()
    }

    /// Lets go of one that was made.
    pub fn drop(&mut self, digest: &Digest) {
        self.made.remove(digest);
    }

    /// The paper of an order.
    pub fn paper(&self, sources: &impl Sources, order: &Digest) -> Option<Paper> {
        Paper::read(&self.bytes(sources, order)?)
    }

    /// The orders that a movement was or is watched by, all of them. `known`: those of them that are open.
    pub fn in_force(
        &mut self,
        sources: &impl Sources,
        movement: &Movement,
        known: &[InForce],
    ) -> Result<Vec<InForce>, Unreadable> {
        let deaf = unheard(&movement.deaf);
        let mut all: Vec<InForce> = Vec::with_capacity(movement.watched.len());
        for (number, by) in movement.watched.iter().enumerate() {
            let is_it = |known: &InForce| (known.since, known.named) == (by.since, (by.order, by.areas));
            let is_open = |known: &&InForce| is_it(known) && known.plan.order().deaf == deaf;
            let open = match known.get(number).filter(is_open) {
                Some(open) => open.clone(),
                None => {
                    let open = known.iter().chain(&all);
                    self.opened(sources, by, &movement.deaf, open).ok_or(Unreadable)?
                }
            };
            all.push(open);
        }
        Ok(all)
    }

    /// Areas that no order names are let go.
    pub fn retain_areas(&mut self, used: &BTreeSet<Digest>) {
        self.fences.retain(|areas, _| used.contains(areas));
    }

    fn opened<'o>(
        &mut self,
        sources: &impl Sources,
        by: &WatchedBy,
        deaf: &[Deaf],
        known: impl DoubleEndedIterator<Item = &'o InForce> + Clone,
    ) -> Option<InForce> {
        let fences = self.fenced(sources, &by.areas)?;
        let paper = self.paper(sources, &by.order)?;
        let shared = (&mut self.beside, known);
        let opened = in_force(by, deaf, &paper, fences, shared, &|network| sources.ground(network));
        let opened = opened.ok()?;
        self.made.remove(&by.order);
        Some(opened)
    }

    fn fenced(&mut self, sources: &impl Sources, areas: &Digest) -> Option<Arc<Fences>> {
        if let Some(fences) = self.fences.get(areas) {
            return Some(Arc::clone(fences));
        }
        let fences = fences(&self.bytes(sources, areas)?)?;
        self.fences.insert(*areas, Arc::clone(&fences));
        Some(fences)
    }

    fn bytes(&self, sources: &impl Sources, digest: &Digest) -> Option<Arc<[u8]>> {
        self.made(digest).or_else(|| sources.paper(digest).map(Arc::from))
    }
}
