//! From the arcs of the climb down to the arcs of the graph.
//!
//! Nothing was noted on the way up: an arc belongs to a shortest way if the lengths at its ends differ by its
//! weight, and a way around is the shortest if it is as long as its arc. That makes noting cost nothing where it
//! would cost most. Of most arcs the hierarchy knows what stands behind them, whatever the weights; what is waited
//! for here is memory, and that takes one line of it for a node instead of seven. So all arcs of the way are opened
//! once, then all that came of them: one after the other to its end each would wait for the one before.

use std::hint::black_box;

use crate::{
    customize::{
        DOWN, Hierarchy, UP,
        behind::{Around, Behind, Several},
    },
    graph::id,
};

use super::search::{Found, Part};

/// So many ways around an arc are read ahead. Ours: of up to eight the shortest stands 1.5th on average.
const FETCHED: usize = 2;

impl<const L: usize> Found<'_, L> {
    /// Writes the arcs of the graph of a lane's shortest way into `arcs`, instead of what was there, and says its
    /// length; none and no arcs if there is no way. Of equally short ways always the same.
    pub fn path(&mut self, lane: usize, arcs: &mut Vec<u32>) -> Option<u32> {
        arcs.clear();
        let length = self.length(lane)?;
        let metric = self.metric;
        let hierarchy = &**metric.hierarchy();
        // Traced from where the ways meet: first comes the way up, from the start.
        self.search.way.clear();
        self.trace(hierarchy, lane, UP);
        self.search.way.reverse();
        self.trace(hierarchy, lane, DOWN);
        let (mut way, mut next) =
            (std::mem::take(&mut self.search.way), std::mem::take(&mut self.search.next));
        let mut is_whole = false;
        while !is_whole {
            is_whole = true;
            next.clear();
            self.fetch(hierarchy, lane, &way);
            for &one in &way {
                match one {
                    Part::Own(_) | Part::Run(_) => next.push(one),
                    Part::Joined(doubled) => match self.opened(hierarchy, lane, doubled) {
                        [Some(first), Some(second)] => {
                            next.extend([first, second]);
                            is_whole = false;
                        }
                        [first, second] => next.extend(first.into_iter().chain(second)),
                    },
                }
            }
            std::mem::swap(&mut way, &mut next);
        }
        for part in &way {
            match *part {
                Part::Own(arc) | Part::Joined(arc) => arcs.push(arc),
                Part::Run(driven) => hierarchy.runs.write_to(driven, arcs),
            }
        }
        (self.search.way, self.search.next) = (way, next);
        Some(length)
    }

    /// The arcs of the climb, from where the ways meet down to one end.
    fn trace(&mut self, hierarchy: &Hierarchy, lane: usize, way: usize) {
        let search = &mut *self.search;
        let above = &search.above[way];
        let length = |depth: u32| search.reached[depth as usize][way][lane];
        let mut at = self.meets[lane];
        // Depths fall by one with each step up.
        let below = (hierarchy.depths[above[0] as usize] - at) as usize;
        for (&node, depth) in above[..below].iter().rev().zip(at + 1..) {
            if length(depth) > length(at) {
                continue;
            }
            let Some(arc) = hierarchy.arc_to(node as usize, at) else { continue };
            let weight =
                self.metric.joined(node as usize)[arc - hierarchy.up(node as usize).start][way][lane];
            if length(depth) + weight == length(at) {
                search.way.push(Part::Joined(doubled(arc, way)));
                at = depth;
            }
        }
    }

    /// Reads what opening these parts is going to read, before anything depends on it: memory that is asked for side by
    /// side comes side by side, and each step of the opening would wait for its own. Nothing comes of it but speed.
    fn fetch(&self, hierarchy: &Hierarchy, lane: usize, parts: &[Part]) {
        let joined = || {
            parts.iter().filter_map(|part| match part {
                Part::Joined(doubled) => Some(((doubled >> 1) as usize, (doubled & 1) as usize)),
                Part::Own(_) | Part::Run(_) => None,
            })
        };
        let several = || {
            joined().filter_map(|(arc, way)| match hierarchy.run_or_behind(arc) {
                Err(Behind::Several(several)) => Some((arc, way, several)),
                _ => None,
            })
        };
        black_box(joined().fold(0, |sum, (arc, _)| sum ^ hierarchy.runs.first_word(arc)));
        black_box(several().fold(0, |sum, (.., several)| sum ^ several.tail));
        let weight = |arc: usize, way: usize| self.metric.one(arc)[way][lane];
        let weights = |(arc, way, several): (usize, usize, Several<'_>)| {
            let around = several.around.unwrap_or_default().iter().take(FETCHED);
            around.fold(weight(arc, way), |sum, [near, far]| {
                sum ^ weight(*near as usize, 1 - way) ^ weight(*far as usize, way)
            })
        };
        black_box(several().map(weights).fold(0, |sum, weights| sum ^ weights));
    }

    /// What an arc stands for, in the order in which it is driven: the graph's arc, or the two arcs of the way around.
    #[inline]
    fn opened(&self, hierarchy: &Hierarchy, lane: usize, joined: u32) -> [Option<Part>; 2] {
        let (arc, way) = ((joined >> 1) as usize, (joined & 1) as usize);
        match hierarchy.run_or_behind(arc) {
            Ok(run) => [Some(Part::Run(run.driven(way))), None],
            Err(Behind::Own(both)) => [Some(Part::Own(both[way])), None],
            Err(Behind::Around(around)) => opened_around(around, way),
            Err(Behind::Several(several)) => self.decide(hierarchy, lane, (several, arc, way)),
        }
    }

    /// The same where the weights say which of the graph's arcs, or of the ways around, is the shortest.
    fn decide(
        &self,
        hierarchy: &Hierarchy,
        lane: usize,
        (several, arc, way): (Several<'_>, usize, usize),
    ) -> [Option<Part>; 2] {
        let metric = self.metric;
        let weight = |arc: usize, way: usize| metric.one(arc)[way][lane];
        let (tail, length) = (several.tail as usize, weight(arc, way));
        if several.owns {
            for (origin, own) in hierarchy.origins(tail).iter().zip(metric.weights(tail)) {
                if origin.arc as usize == arc && origin.way() == way && own[lane] == length {
                    return [Some(Part::Own(id(origin.arc_of_graph()))), None];
                }
            }
        }
        let is_shortest =
            |[near, far]: &Around| weight(*near as usize, 1 - way) + weight(*far as usize, way) == length;
        let around = match several.around {
            Some(listed) => listed.iter().copied().find(is_shortest),
            None => hierarchy.around(tail, arc).find(is_shortest),
        };
        // A weight is its arc's or a way around's: one was found.
        around.map_or([None, None], |around| opened_around(around, way))
    }
}

/// From an arc's lower end down to a lower node, and from there up to its higher end; or the other way.
fn opened_around([near, far]: Around, way: usize) -> [Option<Part>; 2] {
    let (near, far) = (doubled(near as usize, 1 - way), doubled(far as usize, way));
    let [first, second] = if way == UP { [near, far] } else { [far, near] };
    [Some(Part::Joined(first)), Some(Part::Joined(second))]
}

/// An arc and which way it is driven, in one number: there are not so many arcs that the last bit would be lost.
fn doubled(arc: usize, way: usize) -> u32 {
    id(arc) << 1 | id(way)
}
