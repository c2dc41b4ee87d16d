//! The next metric from the last when a few weights change.
//!
//! Upwards from the changed arcs: a node whose arcs may have changed is weighed again, and whichever of them came
//! out different bear upon the arcs between their heads. Most changes end soon, because the way around was not the
//! shortest before and isn't now. So the work is what the change bears upon, not what the map holds.

use super::{
    Metric, around,
    hierarchy::Hierarchy,
    weights::{Both, DOWN, UP, sum, turned},
};

/// A change of an arc the graph has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no arc {arc} to change: the graph has {arcs}")]
pub struct NotAChange {
    arc: u32,
    arcs: usize,
}

impl<const L: usize> Metric<L> {
    /// The metric after some arcs of the graph, each given by its number, have other weights. This one stays as it is,
    /// for whoever is still asking it. Of several weights for one arc the last counts.
    ///
    /// # Errors
    /// When an arc isn't there; nothing is changed then.
    pub fn changed(&self, changes: &[(u32, [u32; L])]) -> Result<Self, NotAChange> {
        let arcs = self.hierarchy().arc_count();
        if let Some(&(arc, _)) = changes.iter().find(|(arc, _)| *arc as usize >= arcs) {
            return Err(NotAChange { arc, arcs });
        }
        let mut following = Following::from(self);
        for &(arc, weight) in changes {
            if let Some((node, at)) = self.hierarchy().origin_of(arc as usize) {
                following.set(node, at, weight);
            }
        }
        Ok(following.followed_up())
    }
}

/// What is under way from one metric to the next.
struct Following<'m, const L: usize> {
    hierarchy: &'m Hierarchy,
    last: &'m Metric<L>,
    next: Metric<L>,
    /// Nodes with an arc that may be another now.
    concerned: Set,
    /// Arcs whose shortest way around became longer: another has to be found.
    unknown: Set,
    /// The arcs of the node being followed: before and now.
    own: Vec<[Both<L>; 2]>,
    /// Which of them are not the same.
    differing: Vec<usize>,
}

impl<'m, const L: usize> Following<'m, L> {
    fn from(last: &'m Metric<L>) -> Self {
        let hierarchy = &**last.hierarchy();
        Following {
            hierarchy,
            last,
            next: last.clone(),
            concerned: Set::below(hierarchy.node_count()),
            unknown: Set::below(hierarchy.joined_count()),
            own: Vec::new(),
            differing: Vec::new(),
        }
    }

    /// Gives a node's origin another weight.
    fn set(&mut self, node: usize, at: usize, weight: [u32; L]) {
        if self.next.weights(node)[at] != weight {
            self.next.set_weight(node, at, weight);
            self.concerned.add(node);
            self.unknown.add(self.hierarchy.origins(node)[at].arc as usize);
        }
    }

    /// From the lowest node concerned upwards: whoever is concerned because of it stands above it.
    fn followed_up(mut self) -> Metric<L> {
        while let Some(node) = self.concerned.take_lowest() {
            for arc in self.hierarchy.up(node).filter(|&arc| self.unknown.has(arc)) {
                let length = around::shortest(self.hierarchy, &self.next, node, arc);
                self.next.set_joined(node, arc, &length);
            }
            self.tell(node);
        }
        self.next
    }

    /// Tells the arcs between the heads of a node's arcs that their way around through the node is another now.
    fn tell(&mut self, node: usize) {
        let (hierarchy, last) = (self.hierarchy, self.last);
        let heads = &hierarchy.heads[hierarchy.up(node)];
        let mut own = std::mem::take(&mut self.own);
        own.clear();
        own.extend(last.joined(node).iter().zip(self.next.joined(node)).map(|(&before, &now)| [before, now]));
        let mut changed = std::mem::take(&mut self.differing);
        changed.clear();
        changed.extend((0..own.len()).filter(|&at| own[at][0] != own[at][1]));
        for (low, &above) in heads.iter().enumerate() {
            let later = &changed[changed.partition_point(|&at| at <= low)..];
            let is_changed = own[low][0] != own[low][1];
            if later.is_empty() && !is_changed {
                continue;
            }
            let across = hierarchy.across(node, low);
            let Some(&nearest) = across.first() else { break };
            let (first, shortest) = last.beside(nearest as usize);
            let down = own[low].map(turned);
            let mut ask = |high: usize| {
                let arc = across[high - low - 1] as usize;
                if let Some(bearing) = Bearing::of(&down, &own[high], &shortest[arc - first]) {
                    self.bear(above as usize, arc, &bearing);
                }
            };
            if is_changed {
                (low + 1..own.len()).for_each(&mut ask);
            } else {
                later.iter().copied().for_each(&mut ask);
            }
        }
        self.own = own;
        self.differing = changed;
    }

    /// A shorter way around is taken at once; if the shortest became longer, another has to be found.
    fn bear(&mut self, node: usize, arc: usize, bearing: &Bearing<L>) {
        self.concerned.add(node);
        match bearing {
            Bearing::Longer => self.unknown.add(arc),
            Bearing::Shorter(length) => self.next.shorten(node, arc, length),
        }
    }
}

/// What another way around means for its arc.
enum Bearing<const L: usize> {
    /// It is shorter now than the shortest was, in some lane.
    Shorter(Both<L>),
    /// It was the shortest in some lane, and is longer now.
    Longer,
}

impl<const L: usize> Bearing<L> {
    /// Of a way down and up, before and now, beside what was the shortest before.
    #[inline(always)]
    fn of(down: &[Both<L>; 2], up: &[Both<L>; 2], shortest: &Both<L>) -> Option<Self> {
        let [was, is] = [0, 1].map(|when| sum(&down[when], &up[when]));
        let (mut shorter, mut longer) = (false, false);
        for way in [UP, DOWN] {
            for lane in 0..L {
                shorter |= is[way][lane] < shortest[way][lane];
                longer |= (was[way][lane] == shortest[way][lane]) & (is[way][lane] > was[way][lane]);
            }
        }
        if longer { Some(Bearing::Longer) } else { shorter.then_some(Bearing::Shorter(is)) }
    }
}

/// A set of numbers that is emptied from its lowest, while higher ones are added. Only what is near a member takes
/// memory, so that a small change on a large map costs what a small one does.
struct Set {
    blocks: Vec<Option<Box<Block>>>,
    /// Nothing is left in the blocks before.
    at: usize,
}

type Block = [u64; WORDS];

const WORDS: usize = 32;
const BITS: usize = 64 * WORDS;

impl Set {
    fn below(count: usize) -> Self {
        Set { blocks: vec![None; count.div_ceil(BITS)], at: 0 }
    }

    fn add(&mut self, number: usize) {
        let block = self.blocks[number / BITS].get_or_insert_with(|| Box::new([0; WORDS]));
        block[number % BITS / 64] |= 1 << (number % 64);
    }

    fn has(&self, number: usize) -> bool {
        let block = self.blocks[number / BITS].as_ref();
        block.is_some_and(|block| block[number % BITS / 64] >> (number % 64) & 1 == 1)
    }

    fn take_lowest(&mut self) -> Option<usize> {
        while let Some(block) = self.blocks.get_mut(self.at) {
            let words = block.iter_mut().flat_map(|block| block.iter_mut().enumerate());
            for (at, word) in words {
                if *word != 0 {
                    let bit = word.trailing_zeros() as usize;
                    *word &= *word - 1;
                    return Some(self.at * BITS + at * 64 + bit);
                }
            }
            self.at += 1;
        }
        None
    }
}
