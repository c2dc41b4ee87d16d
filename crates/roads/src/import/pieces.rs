//! Ways are cut into pieces: at every junction, at their ends, and wherever something stands or is stated on a node.

use std::{collections::HashMap, ops::Range};

use super::{
    account::{Account, Note},
    barrier::Barrier,
    collect::{Collected, Look, NOWHERE},
};
use crate::chart::{Access, Direction, EVERY_MODE, Features, Kind, Mode};

/// A piece of a way between two vertices.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// In `Collected::ways`.
    pub way: usize,
    /// In `Collected::looks`.
    pub look: u32,
    /// The nodes it passes, ends included, in `Collected::refs`.
    pub refs: Range<usize>,
    /// Where it begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
}

/// The pieces, in the order of their ways and along each way, and where they meet.
#[derive(Default)]
pub(super) struct Pieces {
    pub all: Vec<Piece>,
    /// The node each vertex stands on, by its position in `Collected::nodes`. Pieces do not meet at a node whose barrier
    /// stops everybody: each ends there at a vertex of its own.
    pub vertices: Vec<u32>,
    /// Whether two pieces must not become one there.
    pub is_kept: Vec<bool>,
    /// What stands on a vertex and stops some.
    pub stops: HashMap<u32, u8>,
    /// The vertex of a node, if its pieces meet.
    vertex_of: HashMap<u32, u32>,
}

/// Cuts all ways.
pub(super) fn cut(collected: &mut Collected, account: &mut Account) -> Pieces {
    let is_cut = cuts(collected);
    let barriers: HashMap<u32, Barrier> = collected.barriers.iter().copied().collect();
    let restricted: std::collections::HashSet<u32> = collected.restricted().collect();
    let mut looks: HashMap<Look, u32> = (0_u32..).zip(&collected.looks).map(|(i, &look)| (look, i)).collect();
    let mut pieces = Pieces::default();
    for way in 0..collected.ways.len() {
        for refs in ranges(collected, way, &is_cut, account) {
            let ends = [collected.refs[refs.start], collected.refs[refs.end - 1]];
            let mut look = collected.looks[collected.ways[way].look as usize];
            for barrier in ends.iter().filter_map(|end| barriers.get(end)) {
                look.kind = behind(barrier, look.kind);
            }
            let look = *looks.entry(look).or_insert_with(|| {
                collected.looks.push(look);
                u32::try_from(collected.looks.len() - 1).unwrap_or(u32::MAX)
            });
            let [from, to] =
                ends.map(|node| pieces.vertex(node, barriers.get(&node), restricted.contains(&node)));
            pieces.all.push(Piece { way, look, refs, from, to });
        }
    }
    pieces
}

/// Which nodes ways are cut at.
fn cuts(collected: &Collected) -> Vec<bool> {
    let mut is_cut = vec![false; collected.nodes.len()];
    let mut is_passed = vec![false; collected.nodes.len()];
    for way in 0..collected.ways.len() {
        let passed = collected.passed(way);
        for &node in passed {
            let node = node as usize;
            is_cut[node] |= is_passed[node];
            is_passed[node] = true;
        }
        for &end in [passed.first(), passed.last()].into_iter().flatten() {
            is_cut[end as usize] = true;
        }
    }
    for node in collected.barriers.iter().map(|&(node, _)| node).chain(collected.restricted()) {
        is_cut[node as usize] = true;
    }
    is_cut
}

/// The parts of a way between its cuts, without those that have no length.
fn ranges(collected: &Collected, way: usize, is_cut: &[bool], account: &mut Account) -> Vec<Range<usize>> {
    let first = collected.ways[way].first_ref;
    let end = first + collected.passed(way).len();
    let is_there = |&at: &usize| collected.places[collected.refs[at] as usize] != NOWHERE;
    account.add(Note::NodesMissing, (first..end).filter(|at| !is_there(at)).count());
    let mut ranges = Vec::new();
    let mut start = first;
    while start < end {
        if !is_there(&start) {
            start += 1;
            continue;
        }
        let cut = |&at: &usize| !is_there(&at) || is_cut[collected.refs[at] as usize];
        let stop = (start + 1..end).find(cut).unwrap_or(end);
        // Where the next node is missing the piece ends before it.
        let stop = if stop < end && is_there(&stop) { stop } else { stop - 1 };
        if stop == start {
            start += 1;
            continue;
        }
        let is_loop = collected.refs[start] == collected.refs[stop];
        if is_loop && stop - start < 2 {
            account.note(Note::NoLength);
        } else if is_loop {
            // A stretch that ends where it begins is of no use to a search: two halves are.
            let middle = start + (stop - start) / 2;
            ranges.extend([start..middle + 1, middle..stop + 1]);
        } else {
            ranges.push(start..stop + 1);
        }
        start = stop;
    }
    ranges
}

/// A stretch that ends at a barrier takes what passing it takes.
fn behind(barrier: &Barrier, mut kind: Kind) -> Kind {
    for (mode, leave) in Mode::ALL.into_iter().zip(barrier.leave) {
        for direction in [Direction::Forward, Direction::Backward] {
            let access = kind.permits.get(mode, direction).max(leave.unwrap_or(Access::Open));
            kind.permits.set(mode, direction, access);
        }
    }
    kind.limits = kind.limits.and(barrier.limits);
    if barrier.unread_limit {
        kind.features.add(Features::UNREAD_LIMIT);
    }
    kind
}

impl Pieces {
    fn vertex(&mut self, node: u32, barrier: Option<&Barrier>, is_restricted: bool) -> u32 {
        let stops = barrier.map_or(0, |barrier| barrier.stops);
        let next = u32::try_from(self.vertices.len()).unwrap_or(u32::MAX);
        if stops == EVERY_MODE {
            self.vertices.push(node);
            self.is_kept.push(true);
            return next;
        }
        let vertex = *self.vertex_of.entry(node).or_insert(next);
        if vertex == next {
            self.vertices.push(node);
            self.is_kept.push(barrier.is_some() || is_restricted);
            if stops != 0 {
                self.stops.insert(vertex, stops);
            }
        }
        vertex
    }

    /// The vertex at which the pieces of a node meet.
    pub(super) fn meeting(&self, node: u32) -> Option<u32> {
        self.vertex_of.get(&node).copied()
    }
}
