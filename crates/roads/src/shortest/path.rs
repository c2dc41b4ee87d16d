//! From the arcs of the climb down to the arcs of the graph.
//!
//! Nothing was noted on the way up: an arc belongs to a shortest way if the lengths at its ends differ by its
//! weight, and a way around is the shortest if it is as long as its arc. That makes noting cost nothing where it
//! would cost most, and what is looked at again here is still in the cache.

use crate::{
    customize::{DOWN, Hierarchy, UP},
    graph::id,
};

use super::search::Found;

/// An arc of the hierarchy that is to be unfolded: its ends, itself, which way it is driven and how long that is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Open {
    tail: u32,
    head: u32,
    arc: u32,
    weight: u32,
    way: usize,
}

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
        let length = |node: u32| search.reached[hierarchy.depths[node as usize] as usize][way][lane];
        // Depths fall by one with each step up.
        let meets = (hierarchy.depths[above[0] as usize] - self.meets[lane]) as usize;
        let mut at = above[meets];
        for &node in above[..meets].iter().rev() {
            let up = hierarchy.up(node as usize);
            if length(node) > length(at) {
                continue;
            }
            let Some(arc) = hierarchy.arc_among(up.clone(), at) else { continue };
            let weight = self.metric.joined(node as usize)[arc - up.start][way][lane];
            if length(node) + weight == length(at) {
                search.open.push(Open { tail: node, head: at, arc: id(arc), weight, way });
                at = node;
            }
        }
    }

    /// Writes down the graph's arc that an arc stands for, or opens the two arcs of the way around.
    fn unfold(&mut self, hierarchy: &Hierarchy, lane: usize, open: Open, arcs: &mut Vec<u32>) {
        let Open { tail, head, arc, weight, way } = open;
        for (origin, own) in hierarchy.origins(tail as usize).iter().zip(self.metric.weights(tail as usize)) {
            if origin.arc == arc && origin.way() == way && own[lane] == weight {
                return arcs.push(id(origin.arc_of_graph()));
            }
        }
        let opposite = 1 - way;
        // Most ways around lead through a node not far below.
        for &under in hierarchy.under(tail as usize).iter().rev() {
            let all = hierarchy.up(under.tail as usize);
            let beyond = under.arc as usize + 1..all.end;
            let weights = self.metric.joined(under.tail as usize);
            let down = weights[under.arc as usize - all.start][opposite][lane];
            if down > weight {
                continue;
            }
            let Some(over) = hierarchy.arc_among(beyond, head) else { continue };
            let up = weights[over - all.start][way][lane];
            if down + up == weight {
                let near = Open { tail: under.tail, head: tail, arc: under.arc, weight: down, way: opposite };
                let far = Open { tail: under.tail, head, arc: id(over), weight: up, way };
                // Upwards it is the lower arc that comes first, and what comes first is put there last.
                let (first, second) = if way == UP { (near, far) } else { (far, near) };
                self.search.open.extend([second, first]);
                return;
            }
        }
    }
}
