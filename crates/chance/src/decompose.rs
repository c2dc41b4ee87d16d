//! A flow taken apart into paths without cycles.

use crate::{flow::Flow, ground::Ground};

/// The paths of a flow, each as its arcs, with what flows along it. Where a path branches the largest rest is
/// followed, so that there are few; cycles, which carry nothing to the sink, are dropped.
pub(crate) fn paths(ground: Ground<'_>, flow: Flow, source: usize, sink: usize) -> Vec<(Vec<u32>, i64)> {
    let mut walk = Walk { ground, rest: flow.on, place: vec![None; ground.nodes()], path: Vec::new() };
    let mut found = Vec::new();
    if source != sink {
        while let Some(path) = walk.to(source, sink) {
            found.push(path);
        }
    }
    found
}

struct Walk<'g> {
    ground: Ground<'g>,
    /// What is not taken yet, for each arc.
    rest: Vec<i64>,
    /// For each node the walk has come to, how many arcs led there.
    place: Vec<Option<usize>>,
    /// Arcs, each with the node it leaves.
    path: Vec<(usize, usize)>,
}

impl Walk<'_> {
    fn to(&mut self, source: usize, sink: usize) -> Option<(Vec<u32>, i64)> {
        let mut node = source;
        while node != sink {
            if let Some(start) = self.place[node] {
                // Been here: what flows around is taken out, and the walk goes on from where the cycle began.
                self.take(start);
                self.forget(start);
            }
            self.place[node] = Some(self.path.len());
            let Some(arc) = self.fullest(node) else {
                // In at a node means out of it, so only the source can have nothing left.
                self.forget(0);
                return None;
            };
            self.path.push((node, arc));
            node = self.ground.head(arc);
        }
        let amount = self.take(0);
        let arcs = self.path.iter().map(|&(_, arc)| crate::ground::index(arc)).collect();
        self.forget(0);
        Some((arcs, amount))
    }

    fn fullest(&self, node: usize) -> Option<usize> {
        let arcs = self.ground.leaving(node).filter(|&arc| self.rest[arc] > 0);
        arcs.max_by_key(|&arc| (self.rest[arc], std::cmp::Reverse(arc)))
    }

    /// Takes the least rest from the walk's arcs from here on.
    fn take(&mut self, start: usize) -> i64 {
        let arcs = &self.path[start..];
        let least = arcs.iter().map(|&(_, arc)| self.rest[arc]).min().unwrap_or(0);
        for &(_, arc) in arcs {
            self.rest[arc] -= least;
        }
        least
    }

    fn forget(&mut self, start: usize) {
        for (node, _) in self.path.drain(start..) {
            self.place[node] = None;
        }
    }
}
