//! What an arc stands for down to the graph's own arcs, where the weights have no say in any of it.
//!
//! Most of a way is such: chains of junctions of which each is the only one to go around by. They are written out
//! beforehand, so that saying a way reads on in one place instead of opening arc after arc, each in another. An arc
//! and the two by which it goes around are written once: what they stand for is a piece of what it stands for, read
//! from its other end where it is driven the other way.

use super::{
    DOWN, UP,
    behind::{Around, Backs, Behind, HALF},
};
use crate::graph::id;

/// The arcs that are written out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Runs {
    /// For each arc eight bytes: its run, the second above [`HALF`]; or what [`Backs`] has of it, so that whoever opens
    /// an arc reads one of the two only.
    each: Vec<[u32; 2]>,
    /// The graph's arc each way.
    links: Vec<[u32; 2]>,
}

/// Where an arc is written out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Run {
    first: u32,
    count: u32,
    /// Whether it is written from the arc's higher end to its lower one.
    turned: bool,
}

/// There are not more links than this for each arc. Ours; Porto, tiled to 2.8 million nodes, needs half a one.
const LINKS: usize = 4;

impl Run {
    fn packed(self) -> [u32; 2] {
        [self.first, HALF | self.count << 1 | u32::from(self.turned)]
    }

    fn unpacked([first, rest]: [u32; 2]) -> Option<Run> {
        let is_run = first < HALF && rest >= HALF;
        is_run.then(|| Run { first, count: (rest - HALF) >> 1, turned: rest & 1 == 1 })
    }

    /// Where it is written, as it is driven.
    pub(crate) fn driven(self, way: usize) -> Run {
        Run { turned: self.turned != (way == DOWN), ..self }
    }

    /// Where those are written by which this one goes around, of which one has `near` links: that one, which is driven
    /// downwards first, and the other.
    fn split(self, near: u32) -> [Run; 2] {
        let far = self.count - near;
        let [near_first, far_first] =
            if self.turned { [self.first + far, self.first] } else { [self.first, self.first + near] };
        let near = Run { first: near_first, count: near, turned: !self.turned };
        [near, Run { first: far_first, count: far, turned: self.turned }]
    }
}

impl Runs {
    pub(crate) fn of(backs: &Backs) -> Self {
        Runs::within((LINKS * backs.each().len()).min((HALF - 1) as usize), backs)
    }

    /// Of no more links than so many.
    fn within(most: usize, backs: &Backs) -> Self {
        let counts = counts(backs);
        let mut runs = Runs { each: backs.each().to_vec(), links: Vec::new() };
        runs.place(most, backs, &counts);
        runs.write(backs, &counts);
        runs
    }

    /// An arc's run; or what stands behind it, if the weights have a say or it is one of the graph's.
    #[inline]
    pub(crate) fn run(&self, arc: usize) -> Result<Run, [u32; 2]> {
        let each = self.each[arc];
        Run::unpacked(each).ok_or(each)
    }

    /// What is read first of an arc: to have it read ahead.
    #[inline]
    pub(crate) fn first_word(&self, arc: usize) -> u32 {
        self.each[arc][0]
    }

    /// The graph's arcs of a run that is driven.
    pub(crate) fn write_to(&self, driven: Run, arcs: &mut Vec<u32>) {
        let links = &self.links[driven.first as usize..(driven.first + driven.count) as usize];
        if driven.turned {
            arcs.extend(links.iter().rev().map(|link| link[DOWN]));
        } else {
            arcs.extend(links.iter().map(|link| link[UP]));
        }
    }

    /// Gives every arc that can be written out its place, the highest first: those below lie in it.
    fn place(&mut self, most: usize, backs: &Backs, counts: &[u32]) {
        let mut length = 0;
        for arc in (0..counts.len()).rev() {
            let Some([near, far]) = goes_around(backs, counts, arc) else { continue };
            let run = Run::unpacked(self.each[arc]).or_else(|| {
                let first = length;
                let is_room = first + counts[arc] as usize <= most;
                is_room.then(|| {
                    length += counts[arc] as usize;
                    Run { first: id(first), count: counts[arc], turned: false }
                })
            });
            let Some(run) = run else { continue };
            self.each[arc] = run.packed();
            for (part, place) in [near, far].into_iter().zip(run.split(counts[near as usize])) {
                let part = part as usize;
                if place.count > 1 && Run::unpacked(self.each[part]).is_none() {
                    self.each[part] = place.packed();
                }
            }
        }
        self.links.resize(length, [0; 2]);
    }

    /// Writes them, the lowest first: what lies elsewhere is copied from there.
    fn write(&mut self, backs: &Backs, counts: &[u32]) {
        for arc in 0..counts.len() {
            let Some(run) = Run::unpacked(self.each[arc]) else { continue };
            let Some([near, far]) = goes_around(backs, counts, arc) else { continue };
            for (part, place) in [near, far].into_iter().zip(run.split(counts[near as usize])) {
                match (backs.behind(part as usize), Run::unpacked(self.each[part as usize])) {
                    (Behind::Own([up, down]), _) => {
                        let link = if place.turned { [down, up] } else { [up, down] };
                        self.links[place.first as usize] = link;
                    }
                    (_, Some(written)) if written != place => self.copy(written, place),
                    _ => {}
                }
            }
        }
    }

    fn copy(&mut self, from: Run, to: Run) {
        let (first, start) = (from.first as usize, to.first as usize);
        for at in 0..from.count as usize {
            self.links[start + at] = if from.turned == to.turned {
                self.links[first + at]
            } else {
                let [one, other] = self.links[first + from.count as usize - 1 - at];
                [other, one]
            };
        }
    }
}

/// Of how many of the graph's arcs each arc consists whatever the weights; none if they have a say.
fn counts(backs: &Backs) -> Vec<u32> {
    let mut counts: Vec<u32> = Vec::with_capacity(backs.each().len());
    for arc in 0..backs.each().len() {
        counts.push(match backs.behind(arc) {
            Behind::Own(_) => 1,
            // Both begin at a lower node and were counted before. A run can't be longer than all of them together.
            Behind::Around([near, far]) => match [counts[near as usize], counts[far as usize]] {
                [0, _] | [_, 0] => 0,
                [near, far] => near.checked_add(far).filter(|count| *count < HALF >> 1).unwrap_or(0),
            },
            Behind::Several(_) => 0,
        });
    }
    counts
}

/// By which two an arc goes around, if it can be written out.
fn goes_around(backs: &Backs, counts: &[u32], arc: usize) -> Option<Around> {
    match backs.behind(arc) {
        Behind::Around(around) if counts[arc] > 0 => Some(around),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use model::Place;

    use super::*;
    use crate::{Graph, Hierarchy, Order};

    /// What an arc stands for, one arc after the other; nothing if the weights have a say.
    fn opened(backs: &Backs, arc: usize, way: usize) -> Option<Vec<u32>> {
        match backs.behind(arc) {
            Behind::Own(both) => Some(vec![both[way]]),
            Behind::Around([near, far]) => {
                let near = opened(backs, near as usize, 1 - way)?;
                let far = opened(backs, far as usize, way)?;
                Some(if way == UP { [near, far].concat() } else { [far, near].concat() })
            }
            Behind::Several(_) => None,
        }
    }

    #[test]
    fn whatever_there_is_room_for_is_written_as_it_would_be_opened() {
        // A road of thirty junctions from which a lane leads off at each, and a way back to its beginning.
        let (road, nodes) = (30, 60);
        let mut arcs: Vec<(u32, u32)> = (0..road - 1).map(|n| (n, n + 1)).collect();
        arcs.extend((0..road).map(|n| (n, n + road)));
        arcs.push((0, road - 1));
        arcs.extend(arcs.clone().iter().map(|&(tail, head)| (head, tail)));
        arcs.sort_unstable();
        let first = |node: u32| id(arcs.partition_point(|arc| arc.0 < node));
        let first_out: Vec<u32> = (0..=nodes).map(first).collect();
        let heads: Vec<u32> = arcs.iter().map(|arc| arc.1).collect();
        let graph = Graph::new(&first_out, &heads).unwrap();
        let place =
            |n: u32| Place::from_e7(10_000 * i64::from(n / road), 10_000 * i64::from(n % road)).unwrap();
        let places: Vec<Place> = (0..nodes).map(place).collect();
        let hierarchy = Hierarchy::new(graph, &Order::dissecting(graph, &places, 1).unwrap()).unwrap();
        let backs = hierarchy.backs();
        let mut longest = 0;
        for most in 0..100 {
            let runs = Runs::within(most, backs);
            assert!(runs.links.len() <= most);
            for arc in 0..backs.each().len() {
                let Ok(run) = runs.run(arc) else { continue };
                longest = longest.max(run.count);
                for way in [UP, DOWN] {
                    let mut written = Vec::new();
                    runs.write_to(run.driven(way), &mut written);
                    assert_eq!(Some(written), opened(backs, arc, way), "arc {arc}, room for {most}");
                }
            }
        }
        assert!(longest > 4, "nothing long was written: {longest}");
    }
}
