//! The path that loses least among those within a budget of time.
//!
//! For each attack a search over the ellipse for the least loss and, among equals, the least time
//! (BOA*, Hernández et al. 2020): losses to the end, searched backwards, order the queue, so that at each node
//! labels come with losses that never fall, and one that is not faster than the last is no use. Times to the
//! end, searched once, drop what would come too late.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap},
};

use crate::{
    ellipse::{Ellipse, NEVER},
    ground::{Ground, index},
    mixture::Attack,
    oracle::{Answer, Defender},
};

/// A defender whose choices are the paths within the budget.
pub(crate) struct Within<'e> {
    part: &'e Ellipse,
    ground: Ground<'e>,
    /// Paths answered so far, as arcs of the ground; an answer's name is its place here.
    pub paths: Vec<Vec<u32>>,
    /// What each link loses to the attack at hand, in 1e-15.
    lost_on: Vec<u64>,
    /// The same in the order in which links arrive.
    lost_arriving: Vec<u64>,
    /// For each spot, the links that pass it.
    at_spot: HashMap<u32, Vec<u32>>,
    /// The price of time that bounded the last search best.
    price: u64,
}

/// How often a price of time is tried.
const TRIES: usize = 8;

/// A price of time, in 1e-15 for each unit of time, and what follows from it.
struct Priced {
    price: u64,
    /// The least of loss + price × time to the end.
    to_end: Vec<u64>,
    /// Some path within the budget loses this.
    at_most: u64,
    /// Paths within the budget that were found on the way.
    paths: Vec<Vec<u32>>,
    /// No path within the budget loses less than this, as a price showed that bounded nothing else.
    proved: u64,
}

impl Priced {
    /// No path within the budget loses less than this.
    fn floor(&self, part: &Ellipse) -> u64 {
        let sum = self.to_end.get(part.from).copied().unwrap_or(0);
        sum.saturating_sub(self.price.saturating_mul(part.budget))
    }

    /// Whether a path that came to a node at this loss and time is sure to lose more than another.
    fn is_hopeless(&self, part: &Ellipse, node: usize, loss: u64, time: u64) -> bool {
        let sum = loss.saturating_add(self.price.saturating_mul(time)).saturating_add(self.to_end[node]);
        sum.saturating_sub(self.price.saturating_mul(part.budget)) > self.at_most
    }
}

/// A node's place in a queue by sums, in one number: those are compared without a branch.
fn placed(sum: u64, node: u32) -> u128 {
    u128::from(sum) << 32 | u128::from(node)
}

/// The same apart.
#[expect(clippy::cast_possible_truncation, reason = "each half is cut off on purpose")]
fn split(place: u128) -> (u64, u32) {
    ((place >> 32) as u64, place as u32)
}

/// The start of a path: the loss and time so far, and where it came from.
#[derive(Clone, Copy)]
struct Label {
    node: u32,
    time: u64,
    before: u32,
    arc: u32,
}

impl<'e> Within<'e> {
    pub fn new(part: &'e Ellipse, ground: Ground<'e>) -> Self {
        let mut at_spot: HashMap<u32, Vec<u32>> = HashMap::new();
        for link in 0..index(part.head.len()) {
            for &arc in part.arcs_of(link) {
                at_spot.entry(index(ground.spot(arc as usize))).or_default().push(link);
            }
        }
        let (lost_on, lost_arriving) = (vec![0; part.head.len()], vec![0; part.head.len()]);
        Within { part, ground, paths: Vec::new(), lost_on, lost_arriving, at_spot, price: 0 }
    }

    /// Takes a path of links among those answered; its name and its spots, ascending.
    pub fn keep(&mut self, path: &[u32]) -> (usize, Vec<u32>) {
        let arcs: Vec<u32> = path.iter().flat_map(|&link| self.part.arcs_of(link)).copied().collect();
        let mut spots: Vec<u32> = arcs.iter().map(|&arc| index(self.ground.spot(arc as usize))).collect();
        spots.sort_unstable();
        spots.dedup();
        self.paths.push(arcs);
        (self.paths.len() - 1, spots)
    }

    /// The least loss from each node to the end, over any time. Most arcs lose nothing: those are followed at
    /// once, and only the others pass through the queue.
    fn losses_to_end(&self) -> Vec<u64> {
        let mut best = vec![NEVER; self.part.nodes()];
        let mut done = vec![false; self.part.nodes()];
        best[self.part.to] = 0;
        let mut queue = BinaryHeap::from([Reverse((0, index(self.part.to)))]);
        let mut free = Vec::new();
        while let Some(Reverse((loss, node))) = queue.pop() {
            free.push(node);
            while let Some(node) = free.pop() {
                if std::mem::replace(&mut done[node as usize], true) {
                    continue;
                }
                let arriving = self.part.arriving_at(node);
                for (arrival, lost) in
                    self.part.arriving[arriving.clone()].iter().zip(&self.lost_arriving[arriving])
                {
                    let (tail, there) = (arrival.tail, loss + lost);
                    if there < best[tail as usize] {
                        best[tail as usize] = there;
                        if there == loss { free.push(tail) } else { queue.push(Reverse((there, tail))) }
                    }
                }
            }
        }
        best
    }

    /// Paths within the budget that lose little, and what none loses less than. If pricing time finds one that
    /// loses less than enough, or the best there is, or that none loses less, the long search is spared.
    fn best(&mut self, enough: u64) -> (Vec<Vec<u32>>, u64) {
        let to_end = self.losses_to_end();
        let mut priced = self.price_time(&to_end, enough);
        let at_least = to_end[self.part.from].max(priced.floor(self.part)).max(priced.proved);
        if priced.at_most < enough || priced.at_most.min(enough) <= at_least {
            return (priced.paths, at_least);
        }
        // Some path that is known loses no more than this, so nobody looks for those that do.
        priced.at_most = priced.at_most.min(enough);
        match self.search(&to_end, &priced) {
            Some((path, loss)) => (vec![path], loss),
            None => (Vec::new(), priced.at_most),
        }
    }

    /// Time gets a price: the least of loss + price × time, searched backwards, bounds from below what a path
    /// that has begun may still come to within the budget, and the paths found on the way bound it from above
    /// (Handler and Zang 1980). The price of the last attack is tried first; attacks change little.
    fn price_time(&mut self, to_end: &[u64], enough: u64) -> Priced {
        let part = self.part;
        let mut priced =
            Priced { price: 0, to_end: Vec::new(), at_most: NEVER, paths: Vec::new(), proved: 0 };
        let (mut cheap, mut fast) = (None, None);
        let mut price = self.price;
        for _ in 0..TRIES {
            let bound = priced.at_most.min(enough);
            let (sums, next) = self.sums_to_end(price, bound);
            if sums[part.from] == NEVER {
                // No path within the budget loses as little as is asked for.
                priced.proved = bound;
                break;
            }
            let (path, loss, time) = self.follow(&next);
            let at_least = sums[part.from].saturating_sub(price.saturating_mul(part.budget));
            if time <= part.budget {
                priced.at_most = priced.at_most.min(loss);
                priced.paths.push(path);
                fast = Some((loss, time));
            } else {
                cheap = Some((loss, time));
            }
            if at_least >= priced.floor(part) || priced.to_end.is_empty() {
                (priced.price, priced.to_end) = (price, sums);
            }
            if priced.at_most < enough
                || priced.at_most.min(enough) <= to_end[part.from].max(priced.floor(part))
            {
                break;
            }
            price = match (fast, cheap) {
                (Some((lost, soon)), Some((loss, late))) if lost > loss && late > soon => {
                    (lost - loss) / (late - soon)
                }
                (None, _) => price.saturating_mul(4).max(1),
                (_, None) => price / 4,
                _ => break,
            };
            price = price.min(part.dearest());
            if price == priced.price {
                break;
            }
        }
        self.price = priced.price;
        priced
    }

    /// The least of loss + price × time from each node to the end, and the link it begins with. Of a node through
    /// which every path within the budget loses more than `at_most` that may be left unknown: what it takes to get
    /// there, at the least, is added before anybody goes on from there, and this sum never falls backwards along a
    /// path, so all others are known.
    fn sums_to_end(&self, price: u64, at_most: u64) -> (Vec<u64>, Vec<u32>) {
        let part = self.part;
        let limit = at_most.saturating_add(price.saturating_mul(part.budget));
        let (mut best, mut next) = (vec![NEVER; part.nodes()], vec![u32::MAX; part.nodes()]);
        best[part.to] = 0;
        let mut queue = BinaryHeap::from([Reverse(placed(0, index(part.to)))]);
        while let Some(Reverse(place)) = queue.pop() {
            let (sum, node) = split(place);
            if sum > best[node as usize] {
                continue;
            }
            let arriving = part.arriving_at(node);
            for (&arrival, lost) in part.arriving[arriving.clone()].iter().zip(&self.lost_arriving[arriving])
            {
                let (tail, there) = (arrival.tail, sum + lost + price * arrival.time);
                if there < best[tail as usize] && there + price * part.from_start[tail as usize] <= limit {
                    best[tail as usize] = there;
                    next[tail as usize] = arrival.link;
                    queue.push(Reverse(placed(there, tail)));
                }
            }
        }
        (best, next)
    }

    /// The path that these first arcs make, with its loss and time.
    fn follow(&self, next: &[u32]) -> (Vec<u32>, u64, u64) {
        let (mut node, mut loss, mut time) = (self.part.from, 0, 0);
        let mut path = Vec::new();
        while node != self.part.to {
            let arc = next[node] as usize;
            loss += self.lost_on[arc];
            time += self.part.time[arc];
            path.push(next[node]);
            node = self.part.head[arc] as usize;
        }
        (path, loss, time)
    }

    /// The path within the budget that loses least, if it loses no more than some path is known to.
    fn search(&self, to_end: &[u64], priced: &Priced) -> Option<(Vec<u32>, u64)> {
        const START: u32 = u32::MAX;
        let part = self.part;
        let mut fastest = vec![NEVER; part.nodes()];
        let mut labels = vec![Label { node: index(part.from), time: 0, before: START, arc: START }];
        let mut queue = BinaryHeap::from([Reverse((to_end[part.from], part.to_end[part.from], 0u32))]);
        while let Some(Reverse((bound, _, number))) = queue.pop() {
            let label = labels[number as usize];
            let node = label.node as usize;
            if label.time >= fastest[node] {
                continue;
            }
            fastest[node] = label.time;
            if node == part.to {
                return Some((self.trace(&labels, number), bound));
            }
            let loss = bound - to_end[node];
            for arc in part.leaving(node) {
                let head = part.head[arc] as usize;
                let time = label.time + part.time[arc];
                let arrives = time.saturating_add(part.to_end[head]);
                if arrives > part.budget || time >= fastest[head] || to_end[head] == NEVER {
                    continue;
                }
                let loss = loss + self.lost_on[arc];
                let bound = loss + to_end[head];
                if bound > priced.at_most || priced.is_hopeless(part, head, loss, time) {
                    continue;
                }
                queue.push(Reverse((bound, arrives, index(labels.len()))));
                labels.push(Label { node: index(head), time, before: number, arc: index(arc) });
            }
        }
        None
    }

    fn trace(&self, labels: &[Label], last: u32) -> Vec<u32> {
        let step = |label: &Label| labels.get(label.before as usize).copied();
        let way = std::iter::successors(labels.get(last as usize).copied(), step);
        let mut arcs: Vec<u32> = way.map(|label| label.arc).filter(|&arc| arc != u32::MAX).collect();
        arcs.reverse();
        debug_assert!(self.part.time_of(&arcs) <= self.part.budget);
        arcs
    }

    fn set(&mut self, attack: &[Attack], on: bool) {
        for &Attack { spot, weight } in attack {
            let lost = u64::from(weight) * u64::from(self.ground.losses()[spot as usize]);
            for &link in self.at_spot.get(&spot).into_iter().flatten() {
                let sum = &mut self.lost_on[link as usize];
                *sum = if on { *sum + lost } else { 0 };
                self.lost_arriving[self.part.place[link as usize] as usize] = *sum;
            }
        }
    }
}

impl Defender for Within<'_> {
    fn answer(&mut self, attack: &[Attack], enough: u64) -> Answer {
        self.set(attack, true);
        let (paths, at_least) = self.best(enough);
        self.set(attack, false);
        Answer { choices: paths.into_iter().map(|path| self.keep(&path)).collect(), at_least }
    }
}
