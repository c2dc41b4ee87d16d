//! Turn restrictions as a plain directed graph.
//!
//! A restriction forbids a sequence of arcs: *from* and *to* at a junction, or *from*, the ways between, *to*. To obey it
//! one has to remember as much of the last arcs driven as is the beginning of something forbidden, and no more. So
//! the graph gets a copy of a junction for every such beginning: copy *c* of a junction stands for "arrived here by
//! these arcs". An arc leads to the copy that stands for the longest such beginning with which the way then ends, or
//! else to the junction itself; from a copy the arcs that would complete a forbidden sequence are left out.
//!
//! This is the automaton of Aho and Corasick, multiplied with the graph at those junctions only, and it is exact: a way
//! in the graph with copies is a way in the graph without them that holds no forbidden sequence, and the other way round,
//! with the same arcs. One starts at a junction itself (nothing was driven yet) and has arrived at whichever of its
//! copies one reaches first. Copies from which the same can be driven are one.
//!
//! A sequence may be forbidden to some modes only. Then the arc stays and says whom it is forbidden to.

use std::collections::BTreeMap;

use super::stretches::Stretch;
use crate::chart::{Direction, EVERY_MODE, Permits};

/// A stretch in one of its directions: twice its number, and 1 more backward.
pub(super) type Arc = u32;

/// Which way it drives its stretch.
pub(super) fn direction(arc: Arc) -> Direction {
    if arc & 1 == 0 { Direction::Forward } else { Direction::Backward }
}

/// A sequence of two or more arcs, and the modes it is forbidden to.
pub(super) type Forbidden = (Vec<Arc>, u8);

/// Where an arc leads to: a vertex, or a state of the automaton.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Target {
    Vertex(u32),
    Copy(usize),
}

/// An arc as it leaves a vertex or a copy.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Out {
    pub arc: Arc,
    /// The modes that may not take it here, as bits.
    pub banned: u8,
    pub to: Target,
}

/// The arcs that leave each vertex, in order.
pub(super) struct Leaving {
    first: Vec<u32>,
    arcs: Vec<Arc>,
    /// Tail and head of every arc.
    ends: Vec<Option<(u32, u32)>>,
}

impl Leaving {
    /// Of these stretches; a direction closed to everybody is no arc.
    pub(super) fn of(vertices: usize, stretches: &[Stretch], permits: &[Permits]) -> Self {
        let mut ends = vec![None; stretches.len() * 2];
        let mut arcs: Vec<(u32, Arc)> = Vec::new();
        for ((number, stretch), permits) in (0_u32..).zip(stretches).zip(permits) {
            let both = [
                (Direction::Forward, stretch.from, stretch.to),
                (Direction::Backward, stretch.to, stretch.from),
            ];
            for (direction, tail, head) in both {
                if permits.closed_to(direction) != EVERY_MODE {
                    let arc = number << 1 | u32::from(direction as u8);
                    ends[arc as usize] = Some((tail, head));
                    arcs.push((tail, arc));
                }
            }
        }
        arcs.sort_unstable();
        let first = (0..=vertices).map(|v| arcs.partition_point(|&(tail, _)| (tail as usize) < v));
        Leaving {
            first: first.map(|at| u32::try_from(at).unwrap_or(u32::MAX)).collect(),
            arcs: arcs.into_iter().map(|(_, arc)| arc).collect(),
            ends,
        }
    }

    pub(super) fn from(&self, vertex: u32) -> &[Arc] {
        let vertex = vertex as usize;
        &self.arcs[self.first[vertex] as usize..self.first[vertex + 1] as usize]
    }

    /// Every arc, with its head.
    pub(super) fn heads(&self) -> impl Iterator<Item = (Arc, u32)> {
        (0_u32..).zip(&self.ends).filter_map(|(arc, ends)| Some((arc, (*ends)?.1)))
    }

    /// Where an arc begins; `None` if nobody may drive it.
    pub(super) fn tail(&self, arc: Arc) -> Option<u32> {
        self.ends.get(arc as usize).copied().flatten().map(|(tail, _)| tail)
    }

    /// Where an arc ends; `None` if nobody may drive it.
    pub(super) fn head(&self, arc: Arc) -> Option<u32> {
        self.ends.get(arc as usize).copied().flatten().map(|(_, head)| head)
    }
}

/// A copy of a vertex, and the arcs that leave it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Copy {
    pub vertex: u32,
    pub out: Vec<Out>,
}

/// The graph with its copies.
pub(super) struct Expanded {
    /// What leaves the vertices from which an arc leads to a copy; the others are as they were.
    pub vertices: BTreeMap<u32, Vec<Out>>,
    /// By vertex.
    pub copies: Vec<Copy>,
}

/// The beginnings of what is forbidden.
#[derive(Default)]
struct Automaton {
    /// State 0 is "nothing to remember".
    next: BTreeMap<(usize, Arc), usize>,
    states: Vec<State>,
    /// A sequence is complete, and for whom.
    bans: BTreeMap<(usize, Arc), u8>,
}

#[derive(Clone, Copy, Debug)]
struct State {
    before: usize,
    arc: Arc,
    depth: usize,
    /// The longest proper ending that is a beginning too.
    fallback: usize,
}

impl Automaton {
    fn of(forbidden: &[Forbidden]) -> Self {
        let root = State { before: 0, arc: 0, depth: 0, fallback: 0 };
        let mut automaton = Automaton { states: vec![root], ..Automaton::default() };
        for (arcs, modes) in forbidden {
            let Some((&last, beginning)) = arcs.split_last() else { continue };
            let mut state = 0;
            for &arc in beginning {
                state = automaton.step(state, arc);
            }
            *automaton.bans.entry((state, last)).or_default() |= modes;
        }
        let mut by_depth: Vec<usize> = (1..automaton.states.len()).collect();
        by_depth.sort_by_key(|&state| automaton.states[state].depth);
        for state in by_depth {
            let State { before, arc, .. } = automaton.states[state];
            if before != 0 {
                automaton.states[state].fallback = automaton.follow(automaton.states[before].fallback, arc);
            }
        }
        automaton
    }

    fn step(&mut self, before: usize, arc: Arc) -> usize {
        if let Some(&state) = self.next.get(&(before, arc)) {
            return state;
        }
        let depth = self.states[before].depth + 1;
        self.states.push(State { before, arc, depth, fallback: 0 });
        self.next.insert((before, arc), self.states.len() - 1);
        self.states.len() - 1
    }

    /// What is to be remembered after one more arc.
    fn follow(&self, mut state: usize, arc: Arc) -> usize {
        loop {
            match self.next.get(&(state, arc)) {
                Some(&next) => return next,
                None if state == 0 => return 0,
                None => state = self.states[state].fallback,
            }
        }
    }

    /// Whom one more arc is forbidden to.
    fn banned(&self, mut state: usize, arc: Arc) -> u8 {
        let mut modes = 0;
        while state != 0 {
            modes |= self.bans.get(&(state, arc)).copied().unwrap_or(0);
            state = self.states[state].fallback;
        }
        modes
    }

    fn out(&self, state: usize, vertex: u32, leaving: &Leaving, closed: &dyn Fn(Arc) -> u8) -> Vec<Out> {
        let out = leaving.from(vertex).iter().filter_map(|&arc| {
            let banned = self.banned(state, arc);
            // Where nobody is left who may, there is no arc.
            if banned | closed(arc) == EVERY_MODE {
                return None;
            }
            let to = match self.follow(state, arc) {
                0 => Target::Vertex(leaving.head(arc)?),
                copy => Target::Copy(copy),
            };
            Some(Out { arc, banned, to })
        });
        out.collect()
    }
}

/// Makes the copies. `closed` says which modes may never drive an arc.
pub(super) fn expand(forbidden: &[Forbidden], leaving: &Leaving, closed: &dyn Fn(Arc) -> u8) -> Expanded {
    let automaton = Automaton::of(forbidden);
    let copy = |state: usize| {
        let vertex = leaving.head(automaton.states[state].arc)?;
        Some(Copy { vertex, out: automaton.out(state, vertex, leaving, closed) })
    };
    let mut copies: Vec<Option<Copy>> =
        (0..automaton.states.len()).map(|s| if s == 0 { None } else { copy(s) }).collect();
    let mut vertices = BTreeMap::new();
    let begins = automaton.next.keys().filter(|(before, _)| *before == 0);
    let touched = begins.filter_map(|&(_, arc)| leaving.tail(arc));
    let beside = copies.iter().flatten().map(|copy| copy.vertex);
    for vertex in touched.chain(beside) {
        vertices.entry(vertex).or_insert_with(|| automaton.out(0, vertex, leaving, closed));
    }
    unite(&mut copies, &mut vertices);
    order(copies, vertices)
}

/// Copies from which the same leaves become one; one from which the same leaves as from its vertex becomes the vertex.
fn unite(copies: &mut [Option<Copy>], vertices: &mut BTreeMap<u32, Vec<Out>>) {
    loop {
        let mut first: BTreeMap<&Copy, Target> = BTreeMap::new();
        let plain: Vec<Copy> =
            vertices.iter().map(|(&vertex, out)| Copy { vertex, out: out.clone() }).collect();
        first.extend(plain.iter().map(|copy| (copy, Target::Vertex(copy.vertex))));
        let mut same: BTreeMap<Target, Target> = BTreeMap::new();
        for (state, copy) in copies.iter().enumerate() {
            let Some(copy) = copy else { continue };
            let target = *first.entry(copy).or_insert(Target::Copy(state));
            if target != Target::Copy(state) {
                same.insert(Target::Copy(state), target);
            }
        }
        if same.is_empty() {
            return;
        }
        for target in same.keys() {
            if let Target::Copy(state) = target {
                copies[*state] = None;
            }
        }
        let outs =
            copies.iter_mut().flatten().flat_map(|copy| &mut copy.out).chain(vertices.values_mut().flatten());
        for out in outs {
            out.to = same.get(&out.to).copied().unwrap_or(out.to);
        }
    }
}

/// Copies by their vertex, numbered anew.
fn order(copies: Vec<Option<Copy>>, mut vertices: BTreeMap<u32, Vec<Out>>) -> Expanded {
    let mut kept: Vec<(usize, Copy)> =
        copies.into_iter().enumerate().filter_map(|(state, copy)| Some((state, copy?))).collect();
    kept.sort_by_key(|(state, copy)| (copy.vertex, *state));
    let numbers: BTreeMap<usize, usize> =
        kept.iter().enumerate().map(|(n, &(state, _))| (state, n)).collect();
    let outs = kept.iter_mut().flat_map(|(_, copy)| &mut copy.out).chain(vertices.values_mut().flatten());
    for out in outs {
        if let Target::Copy(state) = &mut out.to {
            *state = numbers.get(state).copied().unwrap_or(*state);
        }
    }
    Expanded { vertices, copies: kept.into_iter().map(|(_, copy)| copy).collect() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    const VERTICES: u32 = 5;
    /// How many arcs ways have that are compared.
    const DRIVEN: usize = 5;

    fn stretch((from, to): (u32, u32)) -> Stretch {
        Stretch { from, to, look: 0, way: 0, points: Vec::new(), length_mm: 1, durations_us: [1; 2] }
    }

    /// All ways of some arcs from a vertex by what the graph with copies lets a mode drive.
    fn driven(expanded: &Expanded, leaving: &Leaving, from: u32, mode: u8) -> BTreeSet<Vec<Arc>> {
        let plain = |vertex: u32| -> Vec<Out> {
            let out = |&arc: &Arc| Out { arc, banned: 0, to: Target::Vertex(leaving.head(arc).unwrap()) };
            let touched = expanded.vertices.get(&vertex).cloned();
            touched.unwrap_or_else(|| leaving.from(vertex).iter().map(out).collect())
        };
        let mut ways = vec![(Vec::new(), Target::Vertex(from))];
        for _ in 0..DRIVEN {
            ways = ways
                .into_iter()
                .flat_map(|(arcs, at)| {
                    let outs = match at {
                        Target::Vertex(vertex) => plain(vertex),
                        Target::Copy(copy) => expanded.copies[copy].out.clone(),
                    };
                    let open = outs.into_iter().filter(move |out| out.banned & mode == 0);
                    open.map(move |out| ([arcs.clone(), vec![out.arc]].concat(), out.to))
                })
                .collect();
        }
        ways.into_iter().map(|(arcs, _)| arcs).collect()
    }

    /// The same by trying every way and leaving out those that hold something forbidden.
    fn tried(forbidden: &[Forbidden], leaving: &Leaving, from: u32, mode: u8) -> BTreeSet<Vec<Arc>> {
        let mut ways = vec![(Vec::new(), from)];
        for _ in 0..DRIVEN {
            ways = ways
                .into_iter()
                .flat_map(|(arcs, at): (Vec<Arc>, u32)| {
                    leaving
                        .from(at)
                        .iter()
                        .map(move |&arc| ([arcs.clone(), vec![arc]].concat(), leaving.head(arc).unwrap()))
                })
                .filter(|(arcs, _)| {
                    let holds = |(f, modes): &Forbidden| modes & mode != 0 && arcs.ends_with(f);
                    !forbidden.iter().any(holds)
                })
                .collect();
        }
        ways.into_iter().map(|(arcs, _)| arcs).collect()
    }

    proptest! {
        /// Copies let one drive exactly what is not forbidden, for each mode, over junctions and over ways.
        #[test]
        fn what_can_be_driven_is_what_is_not_forbidden(
            ends in prop::collection::vec((0..VERTICES, 0..VERTICES), 3..8),
            picks in prop::collection::vec((any::<u32>(), prop::collection::vec(any::<u32>(), 1..4), 1_u8..8), 0..8),
        ) {
            let stretches: Vec<Stretch> = ends.into_iter().filter(|(a, b)| a != b).map(stretch).collect();
            prop_assume!(!stretches.is_empty());
            let permits = vec![Permits::OPEN; stretches.len()];
            let leaving = Leaving::of(VERTICES as usize, &stretches, &permits);
            let arcs = u32::try_from(stretches.len() * 2).unwrap();
            // Each picks a first arc, and then by turns one of those that leave its head.
            let forbidden: Vec<Forbidden> = picks.into_iter().map(|(first, turns, modes)| {
                let mut sequence = vec![first % arcs];
                for turn in turns {
                    let outs = leaving.from(leaving.head(sequence[sequence.len() - 1]).unwrap());
                    sequence.push(outs[turn as usize % outs.len()]);
                }
                (sequence, modes)
            }).collect();
            let expanded = expand(&forbidden, &leaving, &|_| 0);
            for from in 0..VERTICES {
                for mode in [0b001, 0b010, 0b100] {
                    prop_assert_eq!(
                        driven(&expanded, &leaving, from, mode),
                        tried(&forbidden, &leaving, from, mode)
                    );
                }
            }
        }
    }

    #[test]
    fn only_restricted_junctions_have_copies_and_equal_ones_are_one() {
        // A crossroads at 0: from 1 and from 2 one may not turn into 3.
        let stretches: Vec<Stretch> = [(1, 0), (2, 0), (0, 3), (0, 4)].map(stretch).to_vec();
        let leaving = Leaving::of(5, &stretches, &[Permits::OPEN; 4]);
        let forbidden = [(vec![0, 4], EVERY_MODE), (vec![2, 4], EVERY_MODE)];
        let expanded = expand(&forbidden, &leaving, &|_| 0);
        assert_eq!(expanded.copies.len(), 1);
        assert_eq!(expanded.copies[0].vertex, 0);
        assert!(expanded.copies[0].out.iter().all(|out| out.arc != 4));
    }
}
