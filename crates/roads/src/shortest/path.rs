//! From the arcs of the climb down to the arcs of the graph.
//!
//! Nothing was noted on the way up: an arc belongs to a shortest way if the lengths at its ends differ by its
//! weight, and a way around is the shortest if it is as long as its arc. That makes noting cost nothing where it
//! would cost most. Of most arcs the hierarchy knows what stands behind them, whatever the weights; what is waited
//! for here is memory, and that takes one line of it for a node instead of seven.

use crate::{
    customize::{
        DOWN, Hierarchy, UP,
        behind::{Around, Behind, Several},
    },
    graph::id,
};

use super::search::Found;

impl<const L: usize> Found<'_, L> {
    /// Writes the arcs of the graph of a lane's shortest way into `arcs`, instead of what was there, and says its
    /// length; none and no arcs if there is no way. Of equally short ways always the same.
    pub fn path(&mut self, lane: usize, arcs: &mut Vec<u32>) -> Option<u32> {
        arcs.clear();
        let length = self.length(lane)?;
        let metric = self.metric;
        let hierarchy = &**metric.hierarchy();
        // Unfolded is what was put there last: first comes the way up, from the start.
        self.search.open.clear();
        self.trace(hierarchy, lane, DOWN);
        self.search.open.reverse();
        self.trace(hierarchy, lane, UP);
        while let Some(open) = self.search.open.pop() {
            self.unfold(hierarchy, lane, open, arcs);
        }
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
                search.open.push(doubled(arc, way));
                at = depth;
            }
        }
    }

    /// Writes down the graph's arc that an arc stands for, or opens the two arcs of the way around.
    fn unfold(&mut self, hierarchy: &Hierarchy, lane: usize, open: u32, arcs: &mut Vec<u32>) {
        let (arc, way) = ((open >> 1) as usize, (open & 1) as usize);
        match hierarchy.behind(arc) {
            Behind::Own(both) => arcs.push(both[way]),
            Behind::Around(around) => self.open_around(around, way),
            Behind::Several(several) => self.decide(hierarchy, lane, (several, arc, way), arcs),
        }
    }

    /// From an arc's lower end down to a lower node, and from there up to its higher end; or the other way.
    fn open_around(&mut self, [near, far]: Around, way: usize) {
        let (near, far) = (doubled(near as usize, 1 - way), doubled(far as usize, way));
        // Upwards it is the nearer arc that comes first, and what comes first is put there last.
        self.search.open.extend(if way == UP { [far, near] } else { [near, far] });
    }

    /// The same where the weights say which of the graph's arcs, or of the ways around, is the shortest.
    fn decide(
        &mut self,
        hierarchy: &Hierarchy,
        lane: usize,
        (several, arc, way): (Several<'_>, usize, usize),
        arcs: &mut Vec<u32>,
    ) {
        let metric = self.metric;
        let weight = |arc: usize, way: usize| metric.one(arc)[way][lane];
        let (tail, length) = (several.tail as usize, weight(arc, way));
        if several.owns {
            for (origin, own) in hierarchy.origins(tail).iter().zip(metric.weights(tail)) {
                if origin.arc as usize == arc && origin.way() == way && own[lane] == length {
                    return arcs.push(id(origin.arc_of_graph()));
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
        if let Some(around) = around {
            self.open_around(around, way);
        }
    }
}

/// An arc and which way it is driven, in one number: there are not so many arcs that the last bit would be lost.
fn doubled(arc: usize, way: usize) -> u32 {
    id(arc) << 1 | id(way)
}
