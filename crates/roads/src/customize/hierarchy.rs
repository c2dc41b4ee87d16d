//! The hierarchy as flat arrays: what holds for every weighting.
//!
//! Nodes are ranks here: a higher one was contracted later. An arc joins a lower node to a higher one and stands
//! for both directions. Whoever is above a node in the tree is known by its *depth* alone, which is why whatever
//! is gathered while climbing fits into a few hundred places however large the map is.

use std::{borrow::Cow, ops::Range, sync::Arc};

use super::{
    across::Across,
    behind::{Around, Backs, Behind},
    branches::{self, Branches},
    contract, entries,
    pages::Pages,
    runs::{Run, Runs},
    tree::{NONE, Tree},
};
use crate::{Graph, Order, graph::id, order::Undirected};

/// A graph contracted in some order, ready for weights.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hierarchy {
    pub(crate) arc_count: usize,
    /// The rank of each of the graph's nodes.
    pub(crate) ranks: Vec<u32>,
    /// What belongs to each rank; one more marks the end.
    pub(crate) nodes: Vec<Node>,
    /// How many nodes stand above each; none above a root.
    pub(crate) depths: Vec<u32>,
    /// The longest way up, in nodes.
    pub(crate) height: usize,
    /// Where each arc leads, of each node the lowest first.
    pub(crate) heads: Vec<u32>,
    /// The depth of each arc's head.
    pub(crate) head_depths: Vec<u32>,
    /// What stands behind each arc.
    backs: Backs,
    /// The arcs that are written out.
    pub(crate) runs: Runs,
    /// The arcs between the heads of each node's arcs.
    pub(super) across: Across,
    /// What each node is under, the lowest first.
    pub(crate) under: Vec<Under>,
    /// The graph's arcs by their lower ends, in order of their arcs here.
    pub(crate) origins: Vec<Origin>,
    /// The lower end of each of the graph's arcs; none of one that leads back to its own node.
    lower_ends: Vec<u32>,
    pub(crate) branches: Branches,
    pub(crate) arc_pages: Pages,
    pub(crate) origin_pages: Pages,
}

/// Where a node's entries start: they end where the next node's do. They lie in one place because whoever asks for
/// one asks for the others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Node {
    /// Its arcs.
    pub up: u32,
    /// What it is under.
    pub under: u32,
    /// The graph's arcs of which it is the lower end.
    pub origin: u32,
    /// Who stands above it, or [`NONE`].
    pub parent: u32,
}

/// An arc that leads up to a node, from one that has arcs to still higher ones: together they are ways around.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Under {
    pub tail: u32,
    pub arc: u32,
}

/// An arc of the graph, and which arc of the hierarchy it lies on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Origin {
    pub arc: u32,
    /// The graph's arc, doubled; odd if it leads from the higher node to the lower.
    pub doubled: u32,
}

impl Origin {
    #[inline]
    pub(crate) fn arc_of_graph(self) -> usize {
        (self.doubled >> 1) as usize
    }

    /// [`super::UP`] or [`super::DOWN`].
    #[inline]
    pub(crate) fn way(self) -> usize {
        (self.doubled & 1) as usize
    }
}

/// Why there is no hierarchy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoHierarchy {
    /// An order of another graph.
    #[error("the order is of {ordered} nodes, and the graph has {nodes}")]
    OtherOrder {
        /// How many nodes the order has.
        ordered: usize,
        /// How many the graph has.
        nodes: usize,
    },
    /// An order that joins far too many nodes.
    #[error(
        "contracting {nodes} nodes in this order makes more than {most} arcs: dissect the graph for a better order"
    )]
    Unsuitable {
        /// How many nodes there are.
        nodes: usize,
        /// How many arcs there may be.
        most: usize,
    },
}

impl Hierarchy {
    /// Contracts a graph in an order. Nodes that lie together in the tree get numbers that lie together, so the
    /// order of the graph's own nodes matters little; a graph numbered as its order is read fastest.
    ///
    /// # Errors
    /// When the order is another graph's, or so bad that memory would run out.
    pub fn new(graph: Graph<'_>, order: &Order) -> Result<Arc<Self>, NoHierarchy> {
        let (nodes, ordered) = (graph.node_count(), order.nodes().len());
        if nodes != ordered {
            return Err(NoHierarchy::OtherOrder { ordered, nodes });
        }
        let undirected = Undirected::of(graph);
        let tree = Tree::of(&undirected, order);
        let upward = contract::contract(&undirected, &tree)?;
        drop(undirected);
        let depths = entries::depths(&tree.parents);
        let head_depths: Vec<u32> = upward.heads.iter().map(|&head| depths[head as usize]).collect();
        let (first_under, under) = entries::under(&upward);
        let (first_origin, origins) = entries::origins(graph, &tree.ranks, &upward);
        let mut lower_ends = vec![NONE; graph.arc_count()];
        for (node, origins) in
            first_origin.windows(2).map(|w| &origins[w[0] as usize..w[1] as usize]).enumerate()
        {
            origins.iter().for_each(|origin: &Origin| lower_ends[origin.arc_of_graph()] = id(node));
        }
        let parents = tree.parents.iter().chain([&NONE]);
        let firsts = upward.first.iter().zip(&first_under).zip(&first_origin).zip(parents);
        let node = |(((&up, &under), &origin), &parent)| Node { up, under, origin, parent };
        let nodes: Vec<Node> = firsts.map(node).collect();
        let height = depths.iter().max().map_or(0, |&deepest| deepest as usize + 1);
        let backs = Backs::of(&nodes, &head_depths, height, &under, &origins);
        Ok(Arc::new(Hierarchy {
            arc_count: graph.arc_count(),
            across: Across::of(&nodes, &head_depths, height, &under),
            runs: Runs::of(&backs),
            backs,
            height,
            nodes,
            branches: branches::of(&tree.parents, &upward),
            arc_pages: Pages::of(&upward.first, &upward.first),
            origin_pages: Pages::of(&first_origin, &upward.first),
            ranks: tree.ranks,
            depths,
            heads: upward.heads,
            head_depths,
            under,
            origins,
            lower_ends,
        }))
    }

    /// How many nodes there are.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.ranks.len()
    }

    /// How many arcs the graph has.
    #[must_use]
    pub fn arc_count(&self) -> usize {
        self.arc_count
    }

    /// How many arcs the hierarchy has: the smaller, the better its order.
    #[must_use]
    pub fn joined_count(&self) -> usize {
        self.heads.len()
    }

    /// The longest way from a node up to the top, in nodes: what a query climbs at most, twice.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// How many pairs of arcs meet below an arc: what a customization looks at.
    #[must_use]
    pub fn triangle_count(&self) -> u64 {
        let pairs =
            |w: &[Node]| u64::from(w[1].up - w[0].up) * u64::from((w[1].up - w[0].up).saturating_sub(1)) / 2;
        self.nodes.windows(2).map(pairs).sum()
    }

    #[inline]
    pub(crate) fn up(&self, node: usize) -> Range<usize> {
        self.nodes[node].up as usize..self.nodes[node + 1].up as usize
    }

    #[inline]
    pub(crate) fn under(&self, node: usize) -> &[Under] {
        &self.under[self.nodes[node].under as usize..self.nodes[node + 1].under as usize]
    }

    #[inline]
    pub(crate) fn origins(&self, node: usize) -> &[Origin] {
        &self.origins[self.origin_range(node)]
    }

    #[inline]
    pub(crate) fn origin_range(&self, node: usize) -> Range<usize> {
        self.nodes[node].origin as usize..self.nodes[node + 1].origin as usize
    }

    /// What stands behind an arc.
    #[inline]
    pub(crate) fn behind(&self, arc: usize) -> Behind<'_> {
        self.backs.behind(arc)
    }

    /// What stands behind each.
    #[cfg(test)]
    pub(super) fn backs(&self) -> &Backs {
        &self.backs
    }

    /// The same, or where all of it is written out.
    #[inline]
    pub(crate) fn run_or_behind(&self, arc: usize) -> Result<Run, Behind<'_>> {
        self.runs.run(arc).map_err(|each| self.backs.unpacked(each))
    }

    /// The ways around an arc of a node, through the lowest node first.
    pub(crate) fn around(&self, tail: usize, arc: usize) -> impl Iterator<Item = Around> {
        let head = self.heads[arc];
        self.under(tail).iter().filter_map(move |under| {
            let beyond = under.arc as usize + 1..self.up(under.tail as usize).end;
            Some([under.arc, id(self.arc_among(beyond, head)?)])
        })
    }

    /// The arc from a node up to whoever above it stands at a depth, if it has one. The lowest come first, and their
    /// depths are the highest.
    #[inline]
    pub(crate) fn arc_to(&self, node: usize, depth: u32) -> Option<usize> {
        let arcs = self.up(node);
        let depths = &self.head_depths[arcs.clone()];
        let at = depths.partition_point(|&lower| lower > depth);
        (depths.get(at) == Some(&depth)).then_some(arcs.start + at)
    }

    /// The arc from a node up to another, among some of its arcs.
    #[inline]
    pub(crate) fn arc_among(&self, arcs: Range<usize>, head: u32) -> Option<usize> {
        self.heads[arcs.clone()].binary_search(&head).ok().map(|at| arcs.start + at)
    }

    /// The arcs from the head of one of a node's arcs to the heads of all its later ones.
    #[inline]
    pub(crate) fn across(&self, node: usize, low: usize) -> Cow<'_, [u32]> {
        let arcs = self.up(node);
        match self.across.from(node, arcs.len(), low) {
            Some(listed) => Cow::Borrowed(listed),
            None => Cow::Owned(self.across_unlisted(&self.heads[arcs.start + low..arcs.end])),
        }
    }

    /// The same from the first of some heads of a node to the others.
    #[cold]
    fn across_unlisted(&self, heads: &[u32]) -> Vec<u32> {
        let Some((&low, later)) = heads.split_first() else { return Vec::new() };
        // Both are sorted, and whoever is sought is there: what is found is in their order.
        self.up(low as usize).filter(|&arc| later.binary_search(&self.heads[arc]).is_ok()).map(id).collect()
    }

    /// Where one of the graph's arcs lies: its lower end, and which of that node's origins it is.
    pub(crate) fn origin_of(&self, arc: usize) -> Option<(usize, usize)> {
        let node = self.lower_ends[arc];
        let origins = (node != NONE).then(|| self.origins(node as usize))?;
        let at = origins.iter().position(|origin| origin.arc_of_graph() == arc)?;
        Some((node as usize, at))
    }

    /// Who stands above a node, if it isn't a root.
    #[inline]
    pub(crate) fn parent(&self, node: u32) -> Option<u32> {
        Some(self.nodes[node as usize].parent).filter(|&parent| parent != NONE)
    }
}
