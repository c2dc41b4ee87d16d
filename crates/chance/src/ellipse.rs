//! What paths within a budget of time can use of a ground: the ellipse around their two ends. Of a large network
//! it is a small part, and everything after looks at it alone.

use std::{cmp::Reverse, collections::BinaryHeap, ops::Range};

use crate::{
    contract::{Link, contract},
    ground::{Ground, index},
};

pub(crate) const NEVER: u64 = u64::MAX;

/// The part of a ground that paths within the budget can use: links, each one arc or several in a row, forwards
/// and backwards.
pub(crate) struct Ellipse {
    pub first_out: Vec<u32>,
    pub head: Vec<u32>,
    pub time: Vec<u64>,
    /// Of each link's spots the one where most is lost, a spot of the whole ground.
    pub spot: Vec<u32>,
    /// Arcs of link `l` are `first_arc[l]..first_arc[l + 1]` in `arcs`, by their numbers in the whole ground.
    first_arc: Vec<u32>,
    arcs: Vec<u32>,
    /// For each node, the time to the end.
    pub to_end: Vec<u64>,
    pub first_in: Vec<u32>,
    /// Links by their heads.
    pub arriving: Vec<Arrival>,
    /// For each link, its place in `arriving`.
    pub place: Vec<u32>,
    pub from: usize,
    pub to: usize,
    pub budget: u64,
}

/// A link as a search backwards meets it: what it reads lies together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Arrival {
    pub link: u32,
    pub tail: u32,
    pub time: u64,
    /// What is lost on it to the attack at hand, in 1e-15; nothing while there is none.
    pub lost: u64,
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
        let mut links = Vec::new();
        for tail in (0..ground.nodes()).filter(|&tail| from_start[tail] <= budget) {
            for arc in ground.leaving(tail).filter(|&arc| through(tail, arc).is_some()) {
                let (tail, head) = (index(tail), index(ground.head(arc)));
                links.push(Link { tail, head, time: times[arc].into(), arcs: vec![index(arc)] });
            }
        }
        let mut number = vec![u32::MAX; ground.nodes()];
        let kept = renumber(&mut links, &mut number, (from, to), |_| 0);
        let (from, to) = (number[from] as usize, number[to] as usize);
        let mut links = contract(kept.len(), links, from, to);
        let mut number = vec![u32::MAX; kept.len()];
        // Who is met at about the same time in a search lies together.
        let still = renumber(&mut links, &mut number, (from, to), |node| to_end[kept[node] as usize]);
        links.sort_by_key(|link| link.tail);
        let to_end = still.iter().map(|&node| to_end[kept[node as usize] as usize]).collect();
        let ends = (number[from] as usize, number[to] as usize);
        Ok(Self::over(ground, links, to_end, ends, budget))
    }

    /// Links, ascending by their tails, as flat arrays; for each node the time to the end.
    fn over(
        ground: Ground<'_>,
        links: Vec<Link>,
        to_end: Vec<u64>,
        ends: (usize, usize),
        budget: u64,
    ) -> Self {
        let mut part = Ellipse {
            first_out: vec![0; to_end.len() + 1],
            head: Vec::new(),
            time: Vec::new(),
            spot: Vec::new(),
            first_arc: vec![0],
            arcs: Vec::new(),
            to_end,
            first_in: Vec::new(),
            arriving: Vec::new(),
            place: vec![0; links.len()],
            from: ends.0,
            to: ends.1,
            budget,
        };
        for link in links {
            part.first_out[link.tail as usize + 1] += 1;
            part.head.push(link.head);
            part.time.push(link.time);
            let spots = link.arcs.iter().map(|&arc| index(ground.spot(arc as usize)));
            // Of equal ones the first by number, so that both directions of a road agree.
            let worst = spots.max_by_key(|&spot| (ground.losses()[spot as usize], std::cmp::Reverse(spot)));
            part.spot.push(worst.unwrap_or_default());
            part.arcs.extend(link.arcs);
            part.first_arc.push(index(part.arcs.len()));
        }
        for node in 1..part.first_out.len() {
            part.first_out[node] += part.first_out[node - 1];
        }
        part.look_back();
        part
    }

    /// The arcs of a link, in the order they are driven.
    pub fn arcs_of(&self, link: u32) -> &[u32] {
        &self.arcs[self.first_arc[link as usize] as usize..self.first_arc[link as usize + 1] as usize]
    }

    fn look_back(&mut self) {
        let nodes = self.first_out.len() - 1;
        let mut tails = vec![0; self.head.len()];
        for node in 0..nodes {
            tails[self.first_out[node] as usize..self.first_out[node + 1] as usize].fill(index(node));
        }
        let back = Arriving::sorted(nodes, &self.head, &tails);
        self.first_in = back.first;
        for (place, (link, tail)) in back.arcs.into_iter().enumerate() {
            self.arriving.push(Arrival { link, tail, time: self.time[link as usize], lost: 0 });
            self.place[link as usize] = index(place);
        }
    }

    pub fn nodes(&self) -> usize {
        self.to_end.len()
    }

    pub fn leaving(&self, node: usize) -> Range<usize> {
        self.first_out[node] as usize..self.first_out[node + 1] as usize
    }

    /// The places of the links that arrive at a node.
    pub fn arriving_at(&self, node: u32) -> Range<usize> {
        self.first_in[node as usize] as usize..self.first_in[node as usize + 1] as usize
    }

    /// The highest price of time: with it a whole path's sum stays far from overflowing.
    pub fn dearest(&self) -> u64 {
        (1 << 61) / self.budget.max(1).saturating_mul(2)
    }

    /// How long a path of links takes.
    pub fn time_of(&self, path: &[u32]) -> u64 {
        path.iter().map(|&link| self.time[link as usize]).sum()
    }
}

/// Gives the nodes that links use, and both ends, new numbers without gaps, ascending by this and their old numbers;
/// the old numbers.
fn renumber(
    links: &mut [Link],
    number: &mut [u32],
    (from, to): (usize, usize),
    by: impl Fn(usize) -> u64,
) -> Vec<u32> {
    const USED: u32 = 0;
    (number[from], number[to]) = (USED, USED);
    for link in links.iter() {
        (number[link.tail as usize], number[link.head as usize]) = (USED, USED);
    }
    let mut kept: Vec<u32> = (0..index(number.len())).filter(|&old| number[old as usize] == USED).collect();
    kept.sort_by_key(|&old| by(old as usize));
    for (new, &old) in (0..).zip(&kept) {
        number[old as usize] = new;
    }
    for link in links {
        (link.tail, link.head) = (number[link.tail as usize], number[link.head as usize]);
    }
    kept
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
