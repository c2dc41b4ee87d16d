//! The arcs of the hierarchy: whom each node is joined to when it is contracted.

use super::{
    hierarchy::NoHierarchy,
    tree::{NONE, Tree},
};
use crate::{graph::id, order::Undirected};

/// Arcs from each node to those above it, by rank.
pub(crate) struct Upward {
    /// The arcs of node `n` are `first[n]..first[n + 1]`, the lowest head first.
    pub first: Vec<u32>,
    pub heads: Vec<u32>,
}

/// For each node of the graph a hierarchy may have so many arcs. A good order of a road network makes two or three.
const MOST_PER_NODE: usize = 32;

/// Small graphs may be as dense as they like.
const ALWAYS: usize = 1 << 24;

/// A node is joined to its higher neighbours, and to whomever those below it were joined to.
pub(crate) fn contract(graph: &Undirected, tree: &Tree) -> Result<Upward, NoHierarchy> {
    let nodes = tree.nodes.len();
    let most = (MOST_PER_NODE * nodes).max(ALWAYS).min(u32::MAX as usize / 2);
    let mut upward = Upward { first: vec![0; nodes + 1], heads: Vec::with_capacity(3 * nodes) };
    let mut children = Children::of(&tree.parents);
    let mut seen = vec![NONE; nodes];
    for node in 0..nodes {
        let start = upward.heads.len();
        let mut join = |heads: &mut Vec<u32>, other: u32| {
            if other as usize > node && std::mem::replace(&mut seen[other as usize], id(node)) != id(node) {
                heads.push(other);
            }
        };
        for &neighbor in graph.neighbors(tree.nodes[node] as usize) {
            join(&mut upward.heads, tree.ranks[neighbor as usize]);
        }
        while let Some(child) = children.next_of(node) {
            for at in upward.first[child] as usize..upward.first[child + 1] as usize {
                let head = upward.heads[at];
                join(&mut upward.heads, head);
            }
        }
        upward.heads[start..].sort_unstable();
        upward.first[node + 1] = id(upward.heads.len());
        if upward.heads.len() > most {
            return Err(NoHierarchy::Unsuitable { nodes, most });
        }
    }
    Ok(upward)
}

/// The children of each node, as chains.
struct Children {
    youngest: Vec<u32>,
    older: Vec<u32>,
}

impl Children {
    fn of(parents: &[u32]) -> Self {
        let mut children = Children { youngest: vec![NONE; parents.len()], older: vec![NONE; parents.len()] };
        for (node, &parent) in parents.iter().enumerate() {
            if parent != NONE {
                children.older[node] = std::mem::replace(&mut children.youngest[parent as usize], id(node));
            }
        }
        children
    }

    /// Takes one child of a node off its chain.
    fn next_of(&mut self, node: usize) -> Option<usize> {
        let child = self.youngest[node];
        (child != NONE).then(|| {
            self.youngest[node] = self.older[child as usize];
            child as usize
        })
    }
}
