//! A customized metric. It is never changed: a query keeps the one it started with, while the next is made.

use std::{ops::Range, sync::Arc};

use super::{
    hierarchy::Hierarchy,
    pages::{Paged, page_of},
    weights::{Both, relax},
};

/// The lengths of shortest ways over the arcs of a hierarchy, in `L` weightings at once.
#[derive(Clone, Debug)]
pub struct Metric<const L: usize> {
    hierarchy: Arc<Hierarchy>,
    /// For each origin.
    weights: Paged<[u32; L]>,
    /// For each arc of the hierarchy.
    joined: Paged<Both<L>>,
}

impl<const L: usize> Metric<L> {
    pub(crate) fn whole(hierarchy: Arc<Hierarchy>, weights: Vec<[u32; L]>, joined: Vec<Both<L>>) -> Self {
        Metric { hierarchy, weights: Paged::whole(weights), joined: Paged::whole(joined) }
    }

    /// What it is a metric of.
    #[must_use]
    pub fn hierarchy(&self) -> &Arc<Hierarchy> {
        &self.hierarchy
    }

    fn page(&self, node: usize) -> usize {
        page_of(self.hierarchy.nodes[node].up as usize)
    }

    /// The weights of a node's arcs.
    #[inline]
    pub(crate) fn joined(&self, node: usize) -> &[Both<L>] {
        let arcs = self.hierarchy.up(node);
        self.joined.on(page_of(arcs.start), &self.hierarchy.arc_pages, arcs)
    }

    /// The weight of one arc, whosever it is.
    #[inline]
    pub(crate) fn one(&self, arc: usize) -> &Both<L> {
        self.joined.one(&self.hierarchy.arc_pages, arc)
    }

    /// The weights of all arcs that lie beside one, among them those of its node, and the first of these arcs.
    #[inline]
    pub(crate) fn beside(&self, arc: usize) -> (usize, &[Both<L>]) {
        self.joined.beside(&self.hierarchy.arc_pages, arc)
    }

    /// The weights of the graph's arcs of which a node is the lower end.
    #[inline]
    pub(crate) fn weights(&self, node: usize) -> &[[u32; L]] {
        let origins: Range<usize> = self.hierarchy.origin_range(node);
        self.weights.on(self.page(node), &self.hierarchy.origin_pages, origins)
    }

    /// Gives one of a node's arcs another weight.
    pub(crate) fn set_joined(&mut self, node: usize, arc: usize, length: &Both<L>) {
        if let Some(joined) = self.joined.own(self.page(node), &self.hierarchy.arc_pages, arc) {
            *joined = *length;
        }
    }

    /// Keeps the smaller weight for one of a node's arcs.
    pub(crate) fn shorten(&mut self, node: usize, arc: usize, length: &Both<L>) {
        if let Some(joined) = self.joined.own(self.page(node), &self.hierarchy.arc_pages, arc) {
            relax(joined, length, &[[0; L]; 2]);
        }
    }

    /// Gives one of a node's origins another weight.
    pub(crate) fn set_weight(&mut self, node: usize, at: usize, weight: [u32; L]) {
        let origin = self.hierarchy.origin_range(node).start + at;
        if let Some(own) = self.weights.own(self.page(node), &self.hierarchy.origin_pages, origin) {
            *own = weight;
        }
    }
}

/// Metrics are the same if every length is, whatever they share.
impl<const L: usize> PartialEq for Metric<L> {
    fn eq(&self, other: &Self) -> bool {
        let same =
            |node| self.joined(node) == other.joined(node) && self.weights(node) == other.weights(node);
        self.hierarchy == other.hierarchy && (0..self.hierarchy.node_count()).all(same)
    }
}

impl<const L: usize> Eq for Metric<L> {}
