//! What threads can do side by side: subtrees need nothing from each other. Above them stands the trunk.

use std::ops::Range;

use super::{contract::Upward, tree::NONE};
use crate::graph::id;

/// Subtrees of about the same work, lowest first, and all nodes above them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Branches {
    /// Nodes of each subtree.
    pub ranges: Vec<Range<u32>>,
    /// All other nodes, sorted.
    pub trunk: Vec<u32>,
}

/// No branch is more than such a part of all work, so that threads end at about the same time.
const PARTS: u64 = 64;

pub(crate) fn of(parents: &[u32], upward: &Upward) -> Branches {
    // Nodes cost a little, pairs of their arcs more.
    let mut work: Vec<u64> = upward.first.windows(2).map(|w| 8 + u64::from(w[1] - w[0]).pow(2) / 2).collect();
    let mut sizes = vec![1_u32; parents.len()];
    let mut all = 0;
    for (node, &parent) in parents.iter().enumerate() {
        match parent {
            NONE => all += work[node],
            parent => {
                work[parent as usize] += work[node];
                sizes[parent as usize] += sizes[node];
            }
        }
    }
    let is_small = |node: usize| work[node] <= all / PARTS;
    let mut branches = Branches::default();
    for (node, &parent) in parents.iter().enumerate() {
        if !is_small(node) {
            branches.trunk.push(id(node));
        } else if parent == NONE || !is_small(parent as usize) {
            branches.ranges.push(id(node) + 1 - sizes[node]..id(node) + 1);
        }
    }
    branches
}
