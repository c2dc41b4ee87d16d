//! The papers that the record names: orders and areas, opened. What cannot be opened is said to be so: whoever follows a movement
//! by less than its record has must know it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use conduct::watched::WatchedBy;
use model::Digest;
use watch::{Fences, Plan};

use super::{followed::InForce, paper::Paper, sources::Sources};

/// Papers of the record, and those on their way to it.
pub(super) struct Papers {
    /// Made, and maybe not on the record yet.
    made: BTreeMap<Digest, Arc<[u8]>>,
    fences: BTreeMap<Digest, Arc<Fences>>,
}

/// Something that the record names cannot be read.
#[derive(Debug)]
pub(super) struct Unreadable;

impl Papers {
    pub fn new() -> Self {
        Papers { made: BTreeMap::new(), fences: BTreeMap::new() }
    }

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

    /// The orders that a movement was or is watched by, all of them.
    pub fn in_force<'o>(
        &mut self,
        sources: &impl Sources,
        orders: impl IntoIterator<Item = &'o WatchedBy>,
    ) -> Result<Vec<InForce>, Unreadable> {
        orders.into_iter().map(|by| self.opened(sources, by).ok_or(Unreadable)).collect()
    }

    /// Areas that no order names are let go.
    pub fn retain_areas(&mut self, used: &BTreeSet<Digest>) {
        self.fences.retain(|areas, _| used.contains(areas));
    }

    fn opened(&mut self, sources: &impl Sources, by: &WatchedBy) -> Option<InForce> {
        let fences = self.fenced(sources, &by.areas)?;
        let order = self.paper(sources, &by.order)?.order(&|network| sources.ground(network))?;
        let plan = Plan::new(order, &fences).ok()?;
        self.made.remove(&by.order);
        Some(InForce { since: by.since, plan: Arc::new(plan), fences })
    }

    fn fenced(&mut self, sources: &impl Sources, areas: &Digest) -> Option<Arc<Fences>> {
        if let Some(fences) = self.fences.get(areas) {
            return Some(Arc::clone(fences));
        }
        let bytes = self.bytes(sources, areas)?;
        let fences = Arc::new(Fences::new(serde_json::from_slice(&bytes).ok()?).ok()?);
        self.fences.insert(*areas, Arc::clone(&fences));
        Some(fences)
    }

    fn bytes(&self, sources: &impl Sources, digest: &Digest) -> Option<Arc<[u8]>> {
        self.made(digest).or_else(|| sources.paper(digest).map(Arc::from))
    }
}
