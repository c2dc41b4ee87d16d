//! Who is whose neighbour: a graph without directions, doubles and loops.

use std::ops::Range;

use crate::{Graph, graph::id};

/// The neighbours of each node, sorted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Undirected {
    /// The neighbours of node `n` are `neighbors[first[n]..first[n + 1]]`.
    pub first: Vec<u32>,
    pub neighbors: Vec<u32>,
}

impl Undirected {
    pub(crate) fn of(graph: Graph<'_>) -> Self {
        let mut first = vec![0_u32; graph.node_count() + 1];
        let edges = || graph.arcs().filter(|(tail, head)| tail != head);
        for (tail, head) in edges() {
            first[tail as usize + 1] += 1;
            first[head as usize + 1] += 1;
        }
        let mut sum = 0;
        for first in &mut first {
            sum += *first;
            *first = sum;
        }
        let mut next = first.clone();
        let mut neighbors = vec![0; sum as usize];
        for (tail, head) in edges() {
            for (from, to) in [(tail, head), (head, tail)] {
                neighbors[next[from as usize] as usize] = to;
                next[from as usize] += 1;
            }
        }
        Undirected { first, neighbors }.without_doubles()
    }

    fn without_doubles(mut self) -> Self {
        let mut kept = 0;
        for node in 0..self.len() {
            let range = self.range(node);
            self.neighbors[range.clone()].sort_unstable();
            self.first[node] = id(kept);
            let mut last = None;
            for at in range {
                let neighbor = self.neighbors[at];
                if last != Some(neighbor) {
                    self.neighbors[kept] = neighbor;
                    kept += 1;
                }
                last = Some(neighbor);
            }
        }
        let len = self.len();
        self.first[len] = id(kept);
        self.neighbors.truncate(kept);
        self
    }

    pub(crate) fn len(&self) -> usize {
        self.first.len() - 1
    }

    pub(crate) fn range(&self, node: usize) -> Range<usize> {
        self.first[node] as usize..self.first[node + 1] as usize
    }

    pub(crate) fn neighbors(&self, node: usize) -> &[u32] {
        &self.neighbors[self.range(node)]
    }
}
