//! In which order are the nodes of a graph contracted? The last are those whose removal parts the map.
//!
//! The order is made once for a graph, without any weighting, and decides how fast everything after it is.
//! It is *nested dissection*: find few nodes that part the graph in two, contract them last, and do the same
//! with both parts. Junctions with two roads or fewer part nothing and come first, see [`reduce`]; the others
//! are parted where few roads cross between one end of the map and the other, see [`cut`].
//!
//! The same graph and places give the same order, on however many threads.

mod cell;
mod cut;
mod dissect;
mod flow;
mod leaf;
mod reduce;
mod undirected;

use model::Place;

use crate::{Graph, graph::id};

pub(crate) use undirected::Undirected;

/// Every node of a graph once, the first to be contracted first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Order(Vec<u32>);

/// Why a list of nodes is no order of a graph, or none can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAnOrder {
    /// A list of another length than the graph.
    #[error("the order names {named} nodes, and the graph has {nodes}")]
    Length {
        /// How many are named.
        named: usize,
        /// How many there are.
        nodes: usize,
    },
    /// A node that isn't there, or is named twice.
    #[error("place {at} of the order names node {node}, which {}", if *.twice { "was named before" } else { "the graph has not" })]
    Node {
        /// Position in the list.
        at: usize,
        /// What is named there.
        node: u32,
        /// Whether it was named before.
        twice: bool,
    },
    /// Not a place for each node.
    #[error("{places} places for {nodes} nodes: each node needs one")]
    Places {
        /// How many places were given.
        places: usize,
        /// How many nodes there are.
        nodes: usize,
    },
}

impl Order {
    /// An order made elsewhere, such as one kept with the network.
    ///
    /// # Errors
    /// When a node is missing, unknown or named twice.
    pub fn new(nodes: Vec<u32>, graph: Graph<'_>) -> Result<Self, NotAnOrder> {
        let count = graph.node_count();
        if nodes.len() != count {
            return Err(NotAnOrder::Length { named: nodes.len(), nodes: count });
        }
        let mut named = vec![false; count];
        for (at, &node) in nodes.iter().enumerate() {
            match named.get_mut(node as usize) {
                Some(twice) if *twice => return Err(NotAnOrder::Node { at, node, twice: true }),
                Some(first) => *first = true,
                None => return Err(NotAnOrder::Node { at, node, twice: false }),
            }
        }
        Ok(Order(nodes))
    }

    /// Dissects a graph whose nodes lie at `places`, on so many threads.
    ///
    /// # Errors
    /// When there is not a place for each node.
    pub fn dissecting(graph: Graph<'_>, places: &[Place], threads: usize) -> Result<Self, NotAnOrder> {
        let nodes = graph.node_count();
        if places.len() != nodes {
            return Err(NotAnOrder::Places { places: places.len(), nodes });
        }
        let reduced = reduce::reduce(Undirected::of(graph));
        let mut order = reduced.contracted;
        let core = dissect::dissect(reduced.core, &cut::plane(places), threads.max(1));
        order.extend(core);
        Ok(Order(order))
    }

    /// The nodes, the first to be contracted first.
    #[must_use]
    pub fn nodes(&self) -> &[u32] {
        &self.0
    }

    /// At which position each node stands.
    pub(crate) fn ranks(&self) -> Vec<u32> {
        let mut ranks = vec![0; self.0.len()];
        for (rank, &node) in self.0.iter().enumerate() {
            ranks[node as usize] = id(rank);
        }
        ranks
    }
}
