//! The path within the budget that loses least, label by label, where no price of time finds it.
//!
//! A label is the beginning of a path: where it has come to, with what loss and time. They are taken in the order of
//! what they lose at the least over any time (BOA*, Hernández et al. 2020): then at each node they come with losses that
//! never fall, and one that is not faster than the last is no use. One that by any of the prices is sure to lose no
//! less than a path that is known is none either. Each price also says how to go on from a label, and where that
//! arrives in time it is a path: so a good one is known long before the search comes to the end (Handler and Zang
//! 1980; Dumitrescu and Boland 2003). Of a long search not the best path alone is told: others that lose less than is asked
//! for join the game with it, and need not be searched for.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashSet},
};

use super::{TRIES, toward::Toward};
use crate::{
    ellipse::{Ellipse, NEVER},
    ground::index,
};

/// Nothing comes before the first label.
const NONE: u32 = u32::MAX;

/// The beginning of a path.
#[derive(Clone, Copy)]
struct Label {
    node: u32,
    /// The label it was made from, and the link in between.
    before: u32,
    link: u32,
    loss: u64,
    time: u64,
}

/// A search, and the best path it knows.
pub(crate) struct Labels<'a> {
    part: &'a Ellipse,
    /// What each link loses.
    lost_on: &'a [u64],
    /// Sums by the prices that were tried: the first is none.
    prices: &'a [Toward],
    labels: Vec<Label>,
    /// The same for each node side by side, each sum with its path's time: every label reads all of them.
    ahead: Vec<[(u64, u64); TRIES]>,
    /// For each node the time of the last label taken there.
    fastest: Vec<u64>,
    /// By what a label loses at the least.
    queue: Ascending,
    /// Some path is known that loses this.
    at_most: u64,
    /// What a path is to lose less than to be told.
    enough: u64,
    /// Paths that lose less than that: each with its loss, the label it goes to and the price it goes on by.
    found: Vec<(u64, u32, usize)>,
}

/// For so many labels that a search looks at it tells one path, up to a number: a long search is worth sparing, and each
/// path that is known spares some; but every path makes the small game slower. Ours.
const LABELS_A_PATH: usize = 10_000;
const PATHS: usize = 8;
/// How many of those that it found are looked at for these.
const LOOKED_AT: usize = 400;

impl<'a> Labels<'a> {
    /// Searches for a path within the budget that loses less than `at_most`, which some path is known to lose.
    pub fn new(
        part: &'a Ellipse,
        lost_on: &'a [u64],
        prices: &'a [Toward],
        at_most: u64,
        enough: u64,
    ) -> Self {
        let fastest = vec![NEVER; part.nodes()];
        Labels {
            part,
            lost_on,
            prices,
            labels: Vec::new(),
            ahead: side_by_side(part, prices),
            fastest,
            queue: Ascending::between(prices[0].sum(part.from).unwrap_or(0), at_most),
            at_most,
            enough,
            found: Vec::new(),
        }
    }

    /// The best path, if one loses less than was known, and what no path loses less than.
    pub fn search(mut self) -> (Vec<Vec<u32>>, u64) {
        let part = self.part;
        self.add(Label { node: index(part.from), before: NONE, link: NONE, loss: 0, time: 0 });
        while let Some((at_least, number)) = self.queue.pop() {
            if at_least >= self.at_most {
                break;
            }
            let label = self.labels[number as usize];
            let node = label.node as usize;
            if label.time >= self.fastest[node] {
                continue;
            }
            self.fastest[node] = label.time;
            for link in part.leaving(node) {
                let (loss, time) = (label.loss + self.lost_on[link], label.time + part.time[link]);
                self.add(Label { node: part.head[link], before: number, link: index(link), loss, time });
            }
        }
        (self.best(), self.at_most)
    }

    /// Takes a label up if it may become the best path.
    fn add(&mut self, label: Label) {
        let (part, node) = (self.part, label.node as usize);
        if label.time.saturating_add(part.to_end[node]) > part.budget || label.time >= self.fastest[node] {
            return;
        }
        let number = index(self.labels.len());
        let (mut is_hopeless, mut is_best) = (false, false);
        let left = part.budget - label.time;
        for (n, (toward, &(sum, time))) in self.prices.iter().zip(&self.ahead[node]).enumerate() {
            let sum = label.loss.saturating_add(sum);
            is_hopeless |= sum.saturating_sub(toward.price * left) >= self.at_most;
            if is_hopeless {
                break;
            }
            let loss = sum - toward.price * time;
            if time <= left && loss < self.enough {
                self.found.push((loss, number, n));
                is_best = true;
                self.at_most = self.at_most.min(loss);
            }
        }
        if is_hopeless && !is_best {
            return;
        }
        self.labels.push(label);
        if let Some(left) = self.prices[0].sum(node).filter(|_| !is_hopeless) {
            self.queue.push(label.loss + left, number);
        }
    }

    /// The paths that lose least, of those that pass the same attacks one.
    fn best(&mut self) -> Vec<Vec<u32>> {
        let mut found = std::mem::take(&mut self.found);
        found.sort_unstable();
        let (mut paths, mut known) = (Vec::new(), HashSet::new());
        for (_, number, price) in found.into_iter().take(LOOKED_AT) {
            let Some(path) = self.path(number, price) else { continue };
            let attacked: Vec<u32> =
                path.iter().filter(|&&link| self.lost_on[link as usize] > 0).copied().collect();
            if known.insert(attacked) {
                paths.push(path);
                if paths.len() >= (self.labels.len() / LABELS_A_PATH).clamp(1, PATHS) {
                    break;
                }
            }
        }
        paths
    }

    /// The path to a label and on by a price. Where that comes back to a node, the circle is left out: it lost nothing, or
    /// the path without it would have been the better one.
    fn path(&self, number: u32, price: usize) -> Option<Vec<u32>> {
        let last = self.labels.get(number as usize)?;
        let before = |label: &Label| self.labels.get(label.before as usize).copied();
        let links = std::iter::successors(Some(*last), before).map(|label| label.link);
        let mut path: Vec<u32> = links.filter(|&link| link != NONE).collect();
        path.reverse();
        for link in self.prices[price].path(self.part, last.node as usize) {
            let head = self.part.head[link as usize];
            path.push(link);
            if head as usize == self.part.from {
                path.clear();
            } else if let Some(first) = path.iter().position(|&link| self.part.head[link as usize] == head) {
                path.truncate(first + 1);
            }
        }
        Some(path)
    }
}
fn side_by_side(part: &Ellipse, prices: &[Toward]) -> Vec<[(u64, u64); TRIES]> {
    let of =
        |node: usize| std::array::from_fn(|n| prices.get(n).map_or((NEVER, 0), |toward| toward.ahead(node)));
    (0..part.nodes()).map(of).collect()
}

/// Parts of a queue.
const PARTS: u64 = 1024;

/// Labels by what they lose at the least, the least first. Only those that lose about as much as the last are kept in
/// order; the others wait in parts, unsorted.
struct Ascending {
    from: u64,
    wide: u64,
    parts: Vec<Vec<(u64, u32)>>,
    at: usize,
    next: BinaryHeap<Reverse<(u64, u32)>>,
}

impl Ascending {
    /// For sums between these; none that is taken up later is less than the last that was taken.
    fn between(from: u64, until: u64) -> Self {
        let wide = until.saturating_sub(from) / PARTS + 1;
        let parts = (0..PARTS).map(|_| Vec::new()).collect();
        Ascending { from, wide, parts, at: 0, next: BinaryHeap::new() }
    }

    fn push(&mut self, sum: u64, number: u32) {
        let part = (sum.saturating_sub(self.from) / self.wide).min(PARTS - 1);
        match usize::try_from(part).unwrap_or(usize::MAX) {
            part if part <= self.at => self.next.push(Reverse((sum, number))),
            part => self.parts[part].push((sum, number)),
        }
    }

    fn pop(&mut self) -> Option<(u64, u32)> {
        while self.next.is_empty() {
            self.at += 1;
            let part = std::mem::take(self.parts.get_mut(self.at)?);
            self.next = part.into_iter().map(Reverse).collect();
        }
        self.next.pop().map(|Reverse(first)| first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_in_parts_comes_out_in_order_with_what_is_taken_up_meanwhile() {
        let mut queue = Ascending::between(1_000, 9_000);
        let sums = [7_321, 1_000, 8_999, 20_000, 1_007, 1_006, 5_555, 1_000];
        for (number, sum) in (0..).zip(sums) {
            queue.push(sum, number);
        }
        let mut taken = Vec::new();
        while let Some((sum, number)) = queue.pop() {
            taken.push(sum);
            // Everything that follows from one is no less than it.
            if number < 8 {
                queue.push(sum + 3, number + 8);
            }
        }
        let mut expected: Vec<u64> = sums.iter().flat_map(|sum| [*sum, sum + 3]).collect();
        expected.sort_unstable();
        assert_eq!(taken, expected);
    }
}
