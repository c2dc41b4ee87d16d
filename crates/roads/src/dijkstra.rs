//! Dijkstra's algorithm: the fastest way, and the oracle for every faster method to come.
//!
//! A stretch with a season counts as open only if it is open from the departure until it has been left. That
//! errs on the careful side (no convoy sets out towards a pass that opens tomorrow), and it keeps the search
//! exact: to arrive earlier is never worse, so the first time a node is settled is its best.

use std::{cmp::Reverse, collections::BinaryHeap};

use model::{Instant, Span};

use crate::Network;

/// One search's fixed conditions.
pub(crate) struct Conditions<'n> {
    pub network: &'n Network,
    pub departs: Instant,
    /// Whether seasons count.
    pub seasons: bool,
    /// One entry per arc: it may not be driven.
    pub closed: &'n [bool],
}

impl Conditions<'_> {
    /// The arcs of the fastest way from `from` to `to`, `elapsed` after the departure; `None` if there is no
    /// way. Of equally fast ways the one found over lower node numbers first: always the same.
    pub(crate) fn fastest(&self, from: usize, to: usize, elapsed: Span) -> Option<Vec<usize>> {
        let mut reached_by = vec![None; self.network.node_count()];
        let mut best = vec![i64::MAX; self.network.node_count()];
        let mut queue = BinaryHeap::from([Reverse((elapsed.0, from))]);
        best[from] = elapsed.0;
        while let Some(Reverse((time, node))) = queue.pop() {
            if node == to {
                return Some(self.trace(&reached_by, to));
            }
            if time > best[node] {
                continue;
            }
            for arc in self.network.arcs_from(node) {
                let (head, left) =
                    (self.network.head(arc), time.saturating_add(self.network.duration(arc).0));
                if left < best[head] && self.is_open(arc, left) {
                    best[head] = left;
                    reached_by[head] = Some(arc);
                    queue.push(Reverse((left, head)));
                }
            }
        }
        None
    }

    fn is_open(&self, arc: usize, left: i64) -> bool {
        let left_at = self.departs.saturating_add(Span(left));
        !self.closed[arc] && (!self.seasons || self.network.is_open(arc, self.departs, left_at))
    }

    fn trace(&self, reached_by: &[Option<usize>], to: usize) -> Vec<usize> {
        let step = |&arc: &usize| reached_by[self.network.tail(arc)];
        let mut arcs: Vec<usize> = std::iter::successors(reached_by[to], step).collect();
        arcs.reverse();
        arcs
    }
}
