//! The path within the budget that loses least, label by label, where no price of time finds it.
//!
//! A label is the beginning of a path: where it has come to, with what loss and time. They are taken in the order of
//! what they lose at the least over any time (BOA*, Hernández et al. 2020): then at each node they come with losses that
//! never fall, and one that is not faster than the last is no use. One that by any of the prices is sure to lose no
//! less than a path that is known is none either. Each price also says how to go on from a label, and where that
//! arrives in time it is a path: so a good one is known long before the search comes to the end (Handler and Zang
//! 1980; Dumitrescu and Boland 2003).

use std::{cmp::Reverse, collections::BinaryHeap};

use super::toward::Toward;
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
    /// For each node the time of the last label taken there.
    fastest: Vec<u64>,
    /// By what a label loses at the least.
    queue: BinaryHeap<Reverse<(u64, u32)>>,
    /// Some path is known that loses this.
    at_most: u64,
    /// It goes to this label and on by this price.
    found: Option<(u32, usize)>,
}

impl<'a> Labels<'a> {
    /// Searches for a path within the budget that loses less than `at_most`, which some path is known to lose.
    pub fn new(part: &'a Ellipse, lost_on: &'a [u64], prices: &'a [Toward], at_most: u64) -> Self {
        let fastest = vec![NEVER; part.nodes()];
        Labels {
            part,
            lost_on,
            prices,
            labels: Vec::new(),
            fastest,
            queue: BinaryHeap::new(),
            at_most,
            found: None,
        }
    }

    /// The best path, if one loses less than was known, and what no path loses less than.
    pub fn search(mut self) -> (Option<Vec<u32>>, u64) {
        let part = self.part;
        self.add(Label { node: index(part.from), before: NONE, link: NONE, loss: 0, time: 0 });
        while let Some(Reverse((at_least, number))) = self.queue.pop() {
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
        for (price, toward) in self.prices.iter().enumerate() {
            is_hopeless |= toward.floor(part, node, label.loss, label.time) >= self.at_most;
            if is_hopeless {
                break;
            }
            let (loss, time) = toward.of(node);
            if label.time + time <= part.budget && label.loss + loss < self.at_most {
                (self.at_most, self.found, is_best) = (label.loss + loss, Some((number, price)), true);
            }
        }
        if is_hopeless && !is_best {
            return;
        }
        self.labels.push(label);
        if let Some(left) = self.prices[0].sum(node).filter(|_| !is_hopeless) {
            self.queue.push(Reverse((label.loss + left, number)));
        }
    }

    /// The best path. Where what a price says comes back to a node, the circle is left out: it lost nothing, or the
    /// path without it would have been the best one.
    fn best(&self) -> Option<Vec<u32>> {
        let (number, price) = self.found?;
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
