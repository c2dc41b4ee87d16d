//! What needs no dissection: nodes with at most two neighbours.
//!
//! Most nodes of a road network only bend a road or end it. To contract one costs at most the one edge that joins
//! its neighbours, and no cheaper moment will come, so they go first. They go in rounds, never two neighbours in
//! one: a long bend is halved again and again, and stands as a low tree above its nodes instead of a long chain.

use super::{Undirected, cell::Cell};
use crate::graph::id;

/// What was contracted, and what is left.
pub(crate) struct Reduced {
    pub contracted: Vec<u32>,
    pub core: Cell,
}

const FEW: u32 = 2;

pub(crate) fn reduce(graph: Undirected) -> Reduced {
    let mut left = Left::all_of(graph);
    let mut contracted = Vec::new();
    let nodes = id(left.degree.len());
    let mut waiting: Vec<u32> = (0..nodes).filter(|&node| left.degree[node as usize] <= FEW).collect();
    // The round in which a neighbour of the node was contracted; rounds count from one.
    let mut touched = vec![0_u32; nodes as usize];
    let mut round = 0;
    while !waiting.is_empty() {
        round += 1;
        let mut next = Vec::new();
        for node in waiting {
            if touched[node as usize] == round {
                // Whoever touched it has put it on the next list.
                continue;
            }
            for neighbor in left.contract(node) {
                if touched[neighbor as usize] < round {
                    touched[neighbor as usize] = round;
                    next.push(neighbor);
                }
            }
            contracted.push(node);
        }
        next.retain(|&node| left.degree[node as usize] <= FEW);
        waiting = next;
    }
    Reduced { core: left.into_cell(&contracted), contracted }
}

/// What is not contracted yet. Degrees never rise, so that every list of neighbours keeps its place.
struct Left {
    graph: Undirected,
    degree: Vec<u32>,
}

impl Left {
    fn all_of(graph: Undirected) -> Self {
        let degree = graph.first.windows(2).map(|w| w[1] - w[0]).collect();
        Left { graph, degree }
    }

    fn neighbors(&self, node: u32) -> &[u32] {
        let first = self.graph.first[node as usize] as usize;
        &self.graph.neighbors[first..first + self.degree[node as usize] as usize]
    }

    /// Takes a node out, joins its two neighbours if they are two, and says who they were.
    fn contract(&mut self, node: u32) -> impl Iterator<Item = u32> + use<> {
        let (one, two) = match *self.neighbors(node) {
            [one, two] => (Some(one), Some(two)),
            [one] => (Some(one), None),
            _ => (None, None),
        };
        for (neighbor, other) in [(one, two), (two, one)] {
            if let Some(neighbor) = neighbor {
                self.replace(neighbor, node, other);
            }
        }
        [one, two].into_iter().flatten()
    }

    /// In the neighbours of `at`, `gone` becomes `instead`, unless that is one already.
    fn replace(&mut self, at: u32, gone: u32, instead: Option<u32>) {
        let instead = instead.filter(|instead| !self.neighbors(at).contains(instead));
        let (first, degree) = (self.graph.first[at as usize] as usize, self.degree[at as usize] as usize);
        let neighbors = &mut self.graph.neighbors[first..first + degree];
        let Some(place) = neighbors.iter().position(|&neighbor| neighbor == gone) else { return };
        match instead {
            Some(instead) => neighbors[place] = instead,
            None => {
                neighbors.swap(place, degree - 1);
                self.degree[at as usize] -= 1;
            }
        }
    }

    fn into_cell(self, contracted: &[u32]) -> Cell {
        let mut is_left = vec![true; self.degree.len()];
        contracted.iter().for_each(|&node| is_left[node as usize] = false);
        let nodes: Vec<u32> = (0..id(is_left.len())).filter(|&node| is_left[node as usize]).collect();
        Cell::of(nodes, self.degree.len(), |node| self.neighbors(node).iter().copied())
    }
}
