//! Climbing from both ends to where the ways meet.

use crate::customize::{Both, DOWN, Hierarchy, INFINITY, Metric, UP, runs::Run};

/// Room for queries over metrics of `L` lanes, one at a time; kept, it is not asked for again.
#[derive(Clone, Debug)]
pub struct Search<const L: usize> {
    /// The shortest way so far from the start up to a node, and from the node down to the end, by depth.
    pub(crate) reached: Vec<Both<L>>,
    /// What stands above the start and above the end, themselves first.
    pub(crate) above: [Vec<u32>; 2],
    /// The way, as far as it is opened, and room for it opened once more.
    pub(crate) way: Vec<Part>,
    pub(crate) next: Vec<Part>,
}

/// A part of a way.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part {
    /// An arc of the graph.
    Own(u32),
    /// Arcs of the graph that are written out, as they are driven.
    Run(Run),
    /// An arc of the hierarchy, doubled, odd if it is driven downwards.
    Joined(u32),
}

/// The lengths that were found, and room to say their ways.
#[derive(Debug)]
pub struct Found<'s, const L: usize> {
    pub(crate) search: &'s mut Search<L>,
    pub(crate) metric: &'s Metric<L>,
    lengths: [u32; L],
    /// The depth of the node at which the ways meet.
    pub(crate) meets: [u32; L],
}

impl<const L: usize> Default for Search<L> {
    fn default() -> Self {
        Search { reached: Vec::new(), above: [Vec::new(), Vec::new()], way: Vec::new(), next: Vec::new() }
    }
}

impl<const L: usize> Found<'_, L> {
    /// How long the shortest way of a lane is; `None` if there is none.
    #[must_use]
    pub fn length(&self, lane: usize) -> Option<u32> {
        self.lengths.get(lane).copied().filter(|&length| length < INFINITY)
    }
}

impl<const L: usize> Search<L> {
    /// The shortest ways of all lanes between two nodes. There is none from or to a node the graph has not.
    pub fn run<'s>(&'s mut self, metric: &'s Metric<L>, from: u32, to: u32) -> Found<'s, L> {
        let hierarchy = &**metric.hierarchy();
        let mut found = Found { lengths: [INFINITY; L], meets: [0; L], search: self, metric };
        let rank = |node: u32| hierarchy.ranks.get(node as usize).copied();
        if let (Some(start), Some(end)) = (rank(from), rank(to)) {
            found.search.reached.clear();
            found.search.reached.resize(hierarchy.height(), [[INFINITY; L]; 2]);
            found.climb(hierarchy, start, end);
        }
        found
    }
}

impl<const L: usize> Found<'_, L> {
    fn climb(&mut self, hierarchy: &Hierarchy, start: u32, end: u32) {
        let ends = [start, end];
        for way in [UP, DOWN] {
            self.search.above[way].clear();
            self.search.reached[hierarchy.depths[ends[way] as usize] as usize][way] = [0; L];
        }
        let mut at = [Some(start), Some(end)];
        let meeting = loop {
            // The lower one climbs: the other's way up may lead through where it arrives.
            let way = match at {
                [Some(one), Some(other)] if one == other => break Some(one),
                [Some(one), Some(other)] => usize::from(one > other),
                [Some(_), None] => UP,
                [None, Some(_)] => DOWN,
                [None, None] => break None,
            };
            if let Some(node) = at[way] {
                self.relax_one(hierarchy, node as usize, way);
                self.search.above[way].push(node);
                at[way] = hierarchy.parent(node);
            }
        };
        for node in std::iter::successors(meeting, |&node| hierarchy.parent(node)) {
            self.search.above.iter_mut().for_each(|above| above.push(node));
            if self.meet(hierarchy.depths[node as usize]) {
                self.relax_both(hierarchy, node as usize);
            }
        }
    }

    /// Below where the ends' ways up come together: only one of them passes here.
    fn relax_one(&mut self, hierarchy: &Hierarchy, node: usize, way: usize) {
        let reached = self.search.reached[hierarchy.depths[node] as usize][way];
        let depths = &hierarchy.head_depths[hierarchy.up(node)];
        for (&depth, weight) in depths.iter().zip(self.metric.joined(node)) {
            let above = &mut self.search.reached[depth as usize][way];
            (0..L).for_each(|lane| above[lane] = above[lane].min(reached[lane] + weight[way][lane]));
        }
    }

    /// From where they come together on, both do.
    fn relax_both(&mut self, hierarchy: &Hierarchy, node: usize) {
        let reached = self.search.reached[hierarchy.depths[node] as usize];
        let depths = &hierarchy.head_depths[hierarchy.up(node)];
        for (&depth, weight) in depths.iter().zip(self.metric.joined(node)) {
            crate::customize::relax(&mut self.search.reached[depth as usize], &reached, weight);
        }
    }

    /// Whether a way that goes on from here can still be the shortest; if one meets here, it is noted.
    fn meet(&mut self, depth: u32) -> bool {
        let [up, down] = self.search.reached[depth as usize];
        let mut matters = false;
        for lane in 0..L {
            let length = up[lane] + down[lane];
            if length < self.lengths[lane] {
                self.lengths[lane] = length;
                self.meets[lane] = depth;
            }
            matters |= up[lane].min(down[lane]) < self.lengths[lane];
        }
        matters
    }
}
