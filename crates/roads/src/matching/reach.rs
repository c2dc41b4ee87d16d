//! How far it is along the roads from a node: Dijkstra's algorithm, that stops where it was asked to and goes on from
//! there when it is asked for more.
//!
//! From one report to the next the same few nodes are asked about again and again, by all the places the vehicle may be
//! at and, report after report, until it passes them. So what was found from a node is kept. It depends on the node and
//! the roads alone, never on who asked before: keeping it changes how fast an answer comes, not the answer.

use std::{cmp::Reverse, collections::BinaryHeap};

use rustc_hash::FxHashMap;

use super::ground::Ground;

/// How many nodes are looked at from one: a city of 10 km across. What lies beyond counts as out of reach.
const MOST_SETTLED: u32 = 1 << 14;
/// How many nodes are kept in mind altogether, before everything is forgotten: 20 MB.
const MOST_KEPT: usize = 1 << 19;

/// No arc: where a search began.
const NONE: u32 = u32::MAX;

/// What was found from one node.
#[derive(Debug, Default)]
struct Tree {
    /// By node: how far, and the last arc of the way there. Certain up to `reached`.
    found: FxHashMap<u32, (u32, u32)>,
    queue: BinaryHeap<Reverse<(u32, u32)>>,
    reached: u32,
    settled: u32,
}

impl Tree {
    fn of(node: u32) -> Self {
        let mut tree = Tree { queue: BinaryHeap::from([Reverse((0, node))]), ..Tree::default() };
        tree.found.insert(node, (0, NONE));
        tree
    }

    /// How far a node is, if no farther than that.
    fn distance(&mut self, ground: &Ground, to: u32, most: u32) -> Option<u32> {
        loop {
            if let Some(&(distance, _)) = self.found.get(&to)
                && distance <= self.reached
            {
                return (distance <= most).then_some(distance);
            }
            let &Reverse((distance, node)) = self.queue.peek()?;
            if distance > most || self.settled >= MOST_SETTLED {
                return None;
            }
            self.queue.pop();
            self.settle(ground, distance, node);
        }
    }

    fn settle(&mut self, ground: &Ground, distance: u32, node: u32) {
        self.reached = distance;
        if self.found.get(&node).is_none_or(|&(least, _)| least < distance) {
            return;
        }
        self.settled += 1;
        for (at, arc) in ground.out_of(node) {
            let next = distance.saturating_add(arc.length);
            let known = self.found.entry(arc.head).or_insert((u32::MAX, NONE));
            if next < known.0 {
                *known = (next, at);
                self.queue.push(Reverse((next, arc.head)));
            }
        }
    }

    /// The arcs of the way to a node that was found.
    fn way(&self, ground: &Ground, to: u32) -> Vec<u32> {
        let mut arcs = Vec::new();
        let mut node = to;
        // No way found has more arcs than nodes.
        while let Some(&(_, arc)) = self.found.get(&node).filter(|(_, arc)| *arc != NONE)
            && arcs.len() <= self.found.len()
        {
            arcs.push(arc);
            node = ground.arc(arc).tail;
        }
        arcs.reverse();
        arcs
    }
}

/// What was found from any node, on one ground.
#[derive(Debug, Default)]
pub(super) struct Reach {
    by_node: FxHashMap<u32, Tree>,
    kept: usize,
}

impl Reach {
    /// How far it is from one node to another, in millimetres, if no farther than that.
    pub(super) fn distance(&mut self, ground: &Ground, from: u32, to: u32, most: u64) -> Option<u32> {
        if from == to {
            return Some(0);
        }
        if self.kept > MOST_KEPT {
            self.forget();
        }
        let tree = self.by_node.entry(from).or_insert_with(|| Tree::of(from));
        let before = tree.found.len();
        let found = tree.distance(ground, to, u32::try_from(most).unwrap_or(u32::MAX));
        self.kept += tree.found.len() - before;
        found
    }

    /// The arcs of the shortest way between two nodes, of which [`Reach::distance`] says that there is one.
    pub(super) fn way(&mut self, ground: &Ground, from: u32, to: u32, most: u64) -> Vec<u32> {
        match self.distance(ground, from, to, most) {
            Some(_) => self.by_node.get(&from).map(|tree| tree.way(ground, to)).unwrap_or_default(),
            None => Vec::new(),
        }
    }

    pub(super) fn forget(&mut self) {
        self.by_node.clear();
        self.kept = 0;
    }
}
