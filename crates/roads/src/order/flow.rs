//! The fewest edges that cut sources from targets: the largest flow where every edge carries one (Dinic 1970).

use super::Undirected;
use crate::graph::id;

/// Which end a node is tied to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Terminal {
    Neither,
    Source,
    Target,
}

/// Room for the flow over one graph.
pub(crate) struct Flow<'g> {
    graph: &'g Undirected,
    /// The same edge seen from its other end.
    twin: Vec<u32>,
    /// What flows along: one, none, or minus one if it flows the other way.
    carries: Vec<i8>,
    /// How far from the nearest source.
    level: Vec<u32>,
    /// The first edge of each node that may still lead on.
    next: Vec<u32>,
    queue: Vec<u32>,
}

const UNREACHED: u32 = u32::MAX;

impl<'g> Flow<'g> {
    pub(crate) fn over(graph: &'g Undirected) -> Self {
        // Neighbours are sorted: going through all nodes in order, each meets its own in order.
        let mut met = graph.first.clone();
        let mut twin = vec![0; graph.neighbors.len()];
        for node in 0..graph.len() {
            for edge in graph.range(node) {
                let met = &mut met[graph.neighbors[edge] as usize];
                twin[edge] = *met;
                *met += 1;
            }
        }
        Flow {
            graph,
            carries: vec![0; twin.len()],
            twin,
            level: vec![UNREACHED; graph.len()],
            next: vec![0; graph.len()],
            queue: Vec::new(),
        }
    }

    /// How many edges the smallest cut has, and which nodes lie on the sources' side. Of the two such cuts nearest
    /// to either end the more even one. `None` if it has more edges than `most`.
    pub(crate) fn smallest_cut(
        &mut self,
        terminals: &[Terminal],
        most: Option<usize>,
    ) -> Option<(usize, Vec<bool>)> {
        self.carries.fill(0);
        let mut flows = 0;
        while self.measure(terminals, Terminal::Source, |flow, edge| flow.carries[edge] < 1) {
            flows += self.augment(terminals);
            if most.is_some_and(|most| flows > most) {
                return None;
            }
        }
        let from_sources: Vec<bool> = self.level.iter().map(|&level| level != UNREACHED).collect();
        self.measure(terminals, Terminal::Target, |flow, edge| flow.carries[edge] > -1);
        let to_targets: Vec<bool> = self.level.iter().map(|&level| level == UNREACHED).collect();
        let smaller = |side: &[bool]| {
            let count = side.iter().filter(|&&before| before).count();
            count.min(side.len() - count)
        };
        let even = if smaller(&to_targets) > smaller(&from_sources) { to_targets } else { from_sources };
        Some((flows, even))
    }

    /// How far every node is from one end over edges with room, and whether the other end is reached.
    fn measure(
        &mut self,
        terminals: &[Terminal],
        end: Terminal,
        room: impl Fn(&Self, usize) -> bool,
    ) -> bool {
        self.level.fill(UNREACHED);
        let mut queue = std::mem::take(&mut self.queue);
        queue.clear();
        for node in (0..self.graph.len()).filter(|&node| terminals[node] == end) {
            self.level[node] = 0;
            queue.push(id(node));
        }
        let (mut at, mut reached) = (0, UNREACHED);
        while let Some(&node) = queue.get(at) {
            let level = self.level[node as usize] + 1;
            if level > reached {
                break;
            }
            for edge in self.graph.range(node as usize) {
                let neighbor = self.graph.neighbors[edge] as usize;
                if self.level[neighbor] == UNREACHED && room(self, edge) {
                    self.level[neighbor] = level;
                    queue.push(id(neighbor));
                    if terminals[neighbor] != Terminal::Neither {
                        reached = level;
                    }
                }
            }
            at += 1;
        }
        self.queue = queue;
        reached != UNREACHED
    }

    /// Sends one along every way that leads from level to level, until none is left.
    fn augment(&mut self, terminals: &[Terminal]) -> usize {
        self.next.copy_from_slice(&self.graph.first[..self.graph.len()]);
        let (mut flows, mut way) = (0, Vec::new());
        for source in (0..self.graph.len()).filter(|&node| terminals[node] == Terminal::Source) {
            let mut node = source;
            loop {
                if terminals[node] == Terminal::Target {
                    for edge in way.drain(..) {
                        self.carries[edge] += 1;
                        self.carries[self.twin[edge] as usize] -= 1;
                    }
                    flows += 1;
                    node = source;
                } else if let Some(edge) = self.leads_on(node) {
                    way.push(edge);
                    node = self.graph.neighbors[edge] as usize;
                } else if let Some(edge) = way.pop() {
                    node = self.graph.neighbors[self.twin[edge] as usize] as usize;
                    self.next[node] += 1;
                } else {
                    break;
                }
            }
        }
        flows
    }

    fn leads_on(&mut self, node: usize) -> Option<usize> {
        let end = self.graph.first[node + 1];
        let closer = self.level[node] + 1;
        while self.next[node] < end {
            let edge = self.next[node] as usize;
            if self.carries[edge] < 1 && self.level[self.graph.neighbors[edge] as usize] == closer {
                return Some(edge);
            }
            self.next[node] += 1;
        }
        None
    }
}
