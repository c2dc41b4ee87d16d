//! The elimination tree: above each node stands the lowest of those it is joined to when it is contracted.
//!
//! Every arc of the hierarchy leads from a node to one above it in the tree, so a search climbs and never looks
//! about. Orders with the same tree are the same order for every purpose here; of these the nodes are numbered
//! anew by the one in which each subtree is a range that ends with its root. What is worked on together then lies
//! together.

use crate::{
    graph::id,
    order::{Order, Undirected},
};

/// Nothing above: a root.
pub(crate) const NONE: u32 = u32::MAX;

/// The tree over nodes by rank.
pub(crate) struct Tree {
    /// The graph's node of each rank.
    pub nodes: Vec<u32>,
    /// The rank of each of the graph's nodes.
    pub ranks: Vec<u32>,
    /// Who stands above each rank; [`NONE`] above a root.
    pub parents: Vec<u32>,
}

impl Tree {
    pub(crate) fn of(graph: &Undirected, order: &Order) -> Self {
        let parents = parents(graph, order);
        let places = subtrees_together(&parents);
        let mut tree = Tree {
            nodes: vec![0; places.len()],
            ranks: vec![0; places.len()],
            parents: vec![NONE; places.len()],
        };
        for (rank, (&place, &node)) in places.iter().zip(order.nodes()).enumerate() {
            tree.nodes[place as usize] = node;
            tree.ranks[node as usize] = place;
            if parents[rank] != NONE {
                tree.parents[place as usize] = places[parents[rank] as usize];
            }
        }
        tree
    }
}

/// Who stands above each position of the order (Liu 1986).
fn parents(graph: &Undirected, order: &Order) -> Vec<u32> {
    let ranks = order.ranks();
    let mut parents = vec![NONE; ranks.len()];
    // Someone above, as high as is known: makes the next climb short.
    let mut above = vec![NONE; ranks.len()];
    for (rank, &node) in order.nodes().iter().enumerate() {
        let rank = id(rank);
        for &neighbor in graph.neighbors(node as usize) {
            let mut at = ranks[neighbor as usize];
            while at < rank {
                let next = std::mem::replace(&mut above[at as usize], rank);
                if next == NONE {
                    parents[at as usize] = rank;
                    break;
                }
                at = next;
            }
        }
    }
    parents
}

/// Where each node goes so that every subtree is a range: children before their parent, one subtree after another.
fn subtrees_together(parents: &[u32]) -> Vec<u32> {
    let mut sizes = vec![1_u32; parents.len()];
    for (node, &parent) in parents.iter().enumerate() {
        if parent != NONE {
            sizes[parent as usize] += sizes[node];
        }
    }
    // Whoever stands above is placed before: each takes the last free place of its parent's range.
    let mut places = vec![0; parents.len()];
    let mut ends = sizes.clone();
    let mut all = id(parents.len());
    for node in (0..parents.len()).rev() {
        let end = match parents[node] {
            NONE => &mut all,
            parent => &mut ends[parent as usize],
        };
        let last = *end;
        *end -= sizes[node];
        places[node] = last - 1;
        // The node's own children fill what lies before it.
        ends[node] = last - 1;
    }
    places
}
