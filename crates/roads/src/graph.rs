//! A directed graph as flat arrays: the arcs leaving a node lie side by side (CSR), nodes and arcs are numbers.
//!
//! The arrays are borrowed, so that they can be the columns of a file as they lie there. Weights are no part of
//! it: there are many weightings of one graph, and they change by the minute.

use std::ops::Range;

/// A graph over arrays that were found to be one.
#[derive(Clone, Copy, Debug)]
pub struct Graph<'a> {
    first_out: &'a [u32],
    head: &'a [u32],
}

/// Why arrays are not a graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAGraph {
    /// No entry at all, where even no node takes one.
    #[error("the first arc of each node is missing: the array is empty, and takes one entry more than nodes")]
    Empty,
    /// More nodes or arcs than numbers for them.
    #[error("{nodes} nodes and {arcs} arcs are too many: a graph may have {MOST} of each")]
    TooLarge {
        /// How many nodes there are.
        nodes: usize,
        /// How many arcs there are.
        arcs: usize,
    },
    /// The first arcs of the nodes do not start at 0 and rise to the number of arcs.
    #[error(
        "the arcs of node {node} start at {first}: they must start where those of the node before end, the first at 0 and the last end at {arcs}"
    )]
    OutOfStep {
        /// The node; one more than nodes for the end of the last.
        node: usize,
        /// What its entry says.
        first: u32,
        /// How many arcs there are.
        arcs: usize,
    },
    /// An arc that ends nowhere.
    #[error("arc {arc} leads to node {head}, and there are {nodes} nodes")]
    NoSuchNode {
        /// The arc.
        arc: usize,
        /// Where it is said to lead.
        head: u32,
        /// How many nodes there are.
        nodes: usize,
    },
}

/// An arc's number leaves one bit for its direction.
const MOST: usize = (1 << 31) - 1;

impl<'a> Graph<'a> {
    /// The graph whose arcs leaving node `n` are `first_out[n]..first_out[n + 1]` and lead to `head`.
    ///
    /// # Errors
    /// When the arrays contradict each other.
    pub fn new(first_out: &'a [u32], head: &'a [u32]) -> Result<Self, NotAGraph> {
        let nodes = first_out.len().checked_sub(1).ok_or(NotAGraph::Empty)?;
        let arcs = head.len();
        if nodes > MOST || arcs > MOST {
            return Err(NotAGraph::TooLarge { nodes, arcs });
        }
        let in_step = |&node: &usize| {
            let before = node.checked_sub(1).map_or(0, |before| first_out[before]);
            let first = first_out[node];
            before <= first && (node > 0 || first == 0) && (node < nodes || first as usize == arcs)
        };
        if let Some(node) = (0..=nodes).find(|node| !in_step(node)) {
            return Err(NotAGraph::OutOfStep { node, first: first_out[node], arcs });
        }
        match head.iter().position(|&head| head as usize >= nodes) {
            Some(arc) => Err(NotAGraph::NoSuchNode { arc, head: head[arc], nodes }),
            None => Ok(Graph { first_out, head }),
        }
    }

    /// How many nodes there are.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.first_out.len() - 1
    }

    /// How many arcs there are.
    #[must_use]
    pub fn arc_count(&self) -> usize {
        self.head.len()
    }

    /// The arcs leaving a node.
    #[must_use]
    pub fn arcs_from(&self, node: usize) -> Range<usize> {
        self.first_out[node] as usize..self.first_out[node + 1] as usize
    }

    /// The node an arc leads to.
    #[must_use]
    pub fn head(&self, arc: usize) -> u32 {
        self.head[arc]
    }

    /// Every arc as tail and head, in their order; those that lead back to their own node, too.
    pub(crate) fn arcs(&self) -> impl Iterator<Item = (u32, u32)> {
        (0..self.node_count())
            .flat_map(|tail| self.head[self.arcs_from(tail)].iter().map(move |&head| (id(tail), head)))
    }
}

/// The number of a node or arc; all of them fit, because no graph and no hierarchy is larger.
#[expect(clippy::cast_possible_truncation, reason = "counts were checked where they came in")]
pub(crate) fn id(index: usize) -> u32 {
    debug_assert!(u32::try_from(index).is_ok());
    index as u32
}
