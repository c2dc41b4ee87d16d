//! What paths within a budget of time can use of a ground: the ellipse around their two ends. Of a large network
//! it is a small part, and everything after looks at it alone.

use std::{cmp::Reverse, collections::BinaryHeap, ops::Range};

use crate::ground::{Ground, index};

pub(crate) const NEVER: u64 = u64::MAX;

/// The part of a ground that paths within the budget can use, with its arcs forwards and backwards.
pub(crate) struct Ellipse {
    pub first_out: Vec<u32>,
    pub head: Vec<u32>,
    /// Spots of the whole ground.
    pub spot: Vec<u32>,
    /// The arcs' numbers in the whole ground.
    pub arc: Vec<u32>,
    pub time: Vec<u32>,
    /// For each node, the time to the end.
    pub to_end: Vec<u64>,
    pub first_in: Vec<u32>,
    /// Arc and tail of each arc arriving.
    pub arriving: Vec<(u32, u32)>,
    pub from: usize,
    pub to: usize,
    pub budget: u64,
}

impl Ellipse {
    /// What paths from one node to another within the budget can use; the fastest path's time where even that
    /// is too slow, or nothing where there is none.
    pub fn of(
        ground: Ground<'_>,
        times: &[u32],
        from: usize,
        to: usize,
        budget: u64,
    ) -> Result<Self, Option<u64>> {
        let tails = tails(ground);
        let back = Arriving::of(ground, &tails);
        let arrivals = |node: usize| back.at(node).map(|(arc, tail)| (tail as usize, times[arc as usize]));
        let departures = |node: usize| ground.leaving(node).map(|arc| (ground.head(arc), times[arc]));
        let to_end = distances(ground.nodes(), to, budget, arrivals);
        if to_end[from] == NEVER {
            return Err(
                Some(distances(ground.nodes(), from, NEVER - 1, departures)[to]).filter(|&t| t != NEVER)
            );
        }
        let from_start = distances(ground.nodes(), from, budget, departures);
        let through = |tail: usize, arc: usize| {
            let sum = from_start[tail].checked_add(times[arc].into())?.checked_add(to_end[ground.head(arc)]);
            sum.filter(|&sum| sum <= budget)
        };
        let inside =
            |node: usize| from_start[node].checked_add(to_end[node]).is_some_and(|sum| sum <= budget);
        let kept: Vec<usize> = (0..ground.nodes()).filter(|&node| inside(node)).collect();
        let mut number = vec![u32::MAX; ground.nodes()];
        for (new, &old) in kept.iter().enumerate() {
            number[old] = index(new);
        }
        let mut part = Ellipse {
            first_out: vec![0],
            head: Vec::new(),
            spot: Vec::new(),
            arc: Vec::new(),
            time: Vec::new(),
            to_end: kept.iter().map(|&node| to_end[node]).collect(),
            first_in: Vec::new(),
            arriving: Vec::new(),
            from: number[from] as usize,
            to: number[to] as usize,
            budget,
        };
        for &tail in &kept {
            for arc in ground.leaving(tail).filter(|&arc| through(tail, arc).is_some()) {
                part.head.push(number[ground.head(arc)]);
                part.spot.push(index(ground.spot(arc)));
                part.arc.push(index(arc));
                part.time.push(times[arc]);
            }
            part.first_out.push(index(part.head.len()));
        }
        part.look_back();
        Ok(part)
    }

    fn look_back(&mut self) {
        let nodes = self.first_out.len() - 1;
        let mut tails = vec![0; self.head.len()];
        for node in 0..nodes {
            tails[self.first_out[node] as usize..self.first_out[node + 1] as usize].fill(index(node));
        }
        let back = Arriving::sorted(nodes, &self.head, &tails);
        (self.first_in, self.arriving) = (back.first, back.arcs);
    }

    pub fn nodes(&self) -> usize {
        self.to_end.len()
    }

    pub fn leaving(&self, node: usize) -> Range<usize> {
        self.first_out[node] as usize..self.first_out[node + 1] as usize
    }

    /// The highest price of time: with it a whole path's sum stays far from overflowing.
    pub fn dearest(&self) -> u64 {
        (1 << 61) / self.budget.max(1).saturating_mul(2)
    }

    /// How long a path takes, its arcs numbered as in here.
    pub fn time_of(&self, path: &[u32]) -> u64 {
        path.iter().map(|&arc| u64::from(self.time[arc as usize])).sum()
    }
}

/// Arcs arriving at each node.
struct Arriving {
    first: Vec<u32>,
    arcs: Vec<(u32, u32)>,
}

impl Arriving {
    fn of(ground: Ground<'_>, tails: &[u32]) -> Self {
        let heads: Vec<u32> = (0..ground.arcs()).map(|arc| index(ground.head(arc))).collect();
        Self::sorted(ground.nodes(), &heads, tails)
    }

    fn sorted(nodes: usize, heads: &[u32], tails: &[u32]) -> Self {
        let mut first = vec![0u32; nodes + 1];
        heads.iter().for_each(|&head| first[head as usize + 1] += 1);
        for node in 0..nodes {
            first[node + 1] += first[node];
        }
        let mut next = first.clone();
        let mut arcs = vec![(0, 0); heads.len()];
        for (arc, (&head, &tail)) in heads.iter().zip(tails).enumerate() {
            let place = &mut next[head as usize];
            arcs[*place as usize] = (index(arc), tail);
            *place += 1;
        }
        Arriving { first, arcs }
    }

    fn at(&self, node: usize) -> impl Iterator<Item = (u32, u32)> {
        self.arcs[self.first[node] as usize..self.first[node + 1] as usize].iter().copied()
    }
}

fn tails(ground: Ground<'_>) -> Vec<u32> {
    let mut tails = vec![0; ground.arcs()];
    for node in 0..ground.nodes() {
        tails[ground.leaving(node)].fill(index(node));
    }
    tails
}

/// Dijkstra's algorithm up to a limit.
fn distances<I>(nodes: usize, start: usize, limit: u64, next: impl Fn(usize) -> I) -> Vec<u64>
where
    I: Iterator<Item = (usize, u32)>,
{
    let mut best = vec![NEVER; nodes];
    best[start] = 0;
    let mut queue = BinaryHeap::from([Reverse((0, index(start)))]);
    while let Some(Reverse((distance, node))) = queue.pop() {
        if distance > best[node as usize] {
            continue;
        }
        for (other, step) in next(node as usize) {
            let there = distance.saturating_add(step.into());
            if there < best[other] && there <= limit {
                best[other] = there;
                queue.push(Reverse((there, index(other))));
            }
        }
    }
    best
}
