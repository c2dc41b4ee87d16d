//! A part of the graph under dissection, with numbers of its own.

use super::Undirected;
use crate::graph::id;

/// Some nodes and the edges among them.
pub(crate) struct Cell {
    /// What the nodes are called in the whole graph.
    pub nodes: Vec<u32>,
    /// The edges, by positions in `nodes`.
    pub graph: Undirected,
}

/// A node that is not in the cell.
const OUTSIDE: u32 = u32::MAX;

impl Cell {
    /// The cell of those `nodes` of a graph of `count`, whose neighbours are told.
    pub(crate) fn of<N: Iterator<Item = u32>>(
        nodes: Vec<u32>,
        count: usize,
        neighbors: impl Fn(u32) -> N,
    ) -> Self {
        let mut position = vec![OUTSIDE; count];
        for (at, &node) in nodes.iter().enumerate() {
            position[node as usize] = id(at);
        }
        let graph = among(&nodes, |node| neighbors(node).map(|neighbor| position[neighbor as usize]));
        Cell { nodes, graph }
    }

    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Parts the cell by the number each node is given; who is given none belongs to no part.
    pub(crate) fn parted(&self, part_of: &[Option<u32>]) -> Vec<Cell> {
        let count = part_of.iter().flatten().max().map_or(0, |&most| most as usize + 1);
        let mut members: Vec<Vec<u32>> = vec![Vec::new(); count];
        let mut position = vec![OUTSIDE; self.len()];
        for (node, part) in part_of.iter().enumerate() {
            if let Some(part) = part {
                let members = &mut members[*part as usize];
                position[node] = id(members.len());
                members.push(id(node));
            }
        }
        let part = |members: Vec<u32>| {
            let inside = |&neighbor: &u32| part_of[neighbor as usize] == part_of[members[0] as usize];
            let graph = among(&members, |node| {
                let neighbors = self.graph.neighbors(node as usize).iter().copied();
                neighbors.filter(inside).map(|neighbor| position[neighbor as usize])
            });
            Cell { nodes: members.iter().map(|&member| self.nodes[member as usize]).collect(), graph }
        };
        members.into_iter().filter(|members| !members.is_empty()).map(part).collect()
    }

    /// The number of its connected part for each node, or `None` if all is connected.
    pub(crate) fn components(&self) -> Option<Vec<Option<u32>>> {
        let mut component = vec![None; self.len()];
        let (mut count, mut open) = (0, Vec::new());
        for start in 0..self.len() {
            if component[start].is_some() {
                continue;
            }
            component[start] = Some(count);
            open.push(id(start));
            while let Some(node) = open.pop() {
                for &neighbor in self.graph.neighbors(node as usize) {
                    if component[neighbor as usize].is_none() {
                        component[neighbor as usize] = Some(count);
                        open.push(neighbor);
                    }
                }
            }
            count += 1;
        }
        (count > 1).then_some(component)
    }
}

/// The graph of these nodes, whose neighbours are told by position; those outside are left out.
fn among<N: Iterator<Item = u32>>(nodes: &[u32], neighbors: impl Fn(u32) -> N) -> Undirected {
    let (mut first, mut all) = (vec![0], Vec::new());
    for &node in nodes {
        let start = all.len();
        all.extend(neighbors(node).filter(|&neighbor| neighbor != OUTSIDE));
        all[start..].sort_unstable();
        first.push(id(all.len()));
    }
    Undirected { first, neighbors: all }
}
