//! The least of loss + price × time from each node to the end, and the path that has it.
//!
//! A queue of buckets instead of a heap: nodes whose sums are close are taken as they come, and one that comes down
//! later is taken again. Most of the game's time went into heaps, and sums need not be sorted to be right.

use crate::{
    ellipse::{Arrival, Ellipse, NEVER},
    ground::index,
};

/// Buckets of the queue, as a power of two: some ten of them for a link of usual length, so that few nodes are taken
/// twice. Ours.
const BUCKETS: u32 = 12;

/// Sums towards the end of an ellipse under one price of time.
#[derive(Default)]
pub(crate) struct Toward {
    /// In 1e-15 for each unit of time.
    pub price: u64,
    /// For each node the least sum to the end, [`NEVER`] where it is not known.
    sums: Vec<u64>,
    /// For each node with a sum, the link its path begins with, and the path's time.
    next: Vec<u32>,
    times: Vec<u64>,
}

/// Room for the searches, kept between them.
#[derive(Default)]
pub(crate) struct Queue {
    buckets: Vec<Vec<u32>>,
    /// For each node, the sum with which it was last taken.
    taken: Vec<u64>,
}

impl Toward {
    /// Searches backwards. Links are given as they arrive, with what is lost on them. Of a node through which every path
    /// within the budget loses more than `at_most` the sum may be left unknown.
    pub fn search(
        &mut self,
        part: &Ellipse,
        arriving: &[Arrival],
        price: u64,
        at_most: u64,
        queue: &mut Queue,
    ) {
        let limit = at_most.saturating_add(price.saturating_mul(part.budget));
        let shift = (u64::BITS - limit.leading_zeros()).saturating_sub(BUCKETS);
        self.price = price;
        fill(&mut self.sums, part.nodes(), NEVER);
        fill(&mut self.next, part.nodes(), u32::MAX);
        fill(&mut self.times, part.nodes(), 0);
        fill(&mut queue.taken, part.nodes(), NEVER);
        queue.buckets.resize_with(1 << BUCKETS, Vec::new);
        self.sums[part.to] = 0;
        queue.buckets[0].push(index(part.to));
        for bucket in 0..queue.buckets.len() {
            let mut at = 0;
            while let Some(&node) = queue.buckets[bucket].get(at) {
                at += 1;
                let (sum, time) = (self.sums[node as usize], self.times[node as usize]);
                if std::mem::replace(&mut queue.taken[node as usize], sum) == sum {
                    continue;
                }
                for arrival in &arriving[part.arriving_at(node)] {
                    let (tail, there) = (arrival.tail as usize, sum + arrival.lost + price * arrival.time);
                    if there < self.sums[tail] && there <= limit {
                        self.sums[tail] = there;
                        self.next[tail] = arrival.link;
                        self.times[tail] = time + arrival.time;
                        queue.buckets[bucket_of(there, shift)].push(arrival.tail);
                    }
                }
            }
            queue.buckets[bucket].clear();
        }
    }

    /// The least sum from a node to the end, if it is known.
    pub fn sum(&self, node: usize) -> Option<u64> {
        Some(self.sums[node]).filter(|&sum| sum != NEVER)
    }

    /// The least sum from a node to the end, [`NEVER`] if it is not known, and its path's time.
    pub fn ahead(&self, node: usize) -> (u64, u64) {
        (self.sums[node], self.times[node])
    }

    /// Loss and time of the path from a node with a known sum.
    pub fn of(&self, node: usize) -> (u64, u64) {
        (self.sums[node] - self.price * self.times[node], self.times[node])
    }

    /// The links of the path from a node with a known sum.
    pub fn path(&self, part: &Ellipse, mut node: usize) -> Vec<u32> {
        let mut path = Vec::new();
        while node != part.to {
            path.push(self.next[node]);
            node = part.head[self.next[node] as usize] as usize;
        }
        path
    }
}

#[expect(clippy::cast_possible_truncation, reason = "no more bits are left than a bucket's number has")]
fn bucket_of(sum: u64, shift: u32) -> usize {
    (sum >> shift) as usize
}

fn fill<T: Copy>(array: &mut Vec<T>, len: usize, with: T) {
    array.clear();
    array.resize(len, with);
}
