//! The largest flow from one node to another (Dinic 1970), in integers.
//!
//! The two directions of a road are each other's way back in the residual graph: flow one way is undone by flow
//! the other way, so that what remains is the net flow, which uses the spot once. Breadth first from the sink,
//! then depth first from the source with a current arc for each node; always in the order of the arcs, so the
//! same ground gives the same flow.
//!
//! Crates looked at: `petgraph` and `scirs2-graph` keep vectors of vectors, `push_relabel` is at its first
//! release, `rs-graph` is under the GPL. None takes flat arrays or lets two directions share a capacity.

use crate::ground::{Ground, index};

/// More than any sum of finite capacities: nothing limits this arc.
pub(crate) const UNLIMITED: i64 = 1 << 62;

const UNREACHED: u32 = u32::MAX;

/// A flow that cannot be made larger.
pub(crate) struct Flow {
    /// Net flow on each arc.
    pub on: Vec<i64>,
    /// What leaves the source; [`UNLIMITED`] if some path has no limit at all, and then `on` is that path.
    pub amount: i64,
    /// For each node, whether it lies on the sink's side of the least cut.
    pub beyond: Vec<bool>,
}

/// Half-arcs, two for each spot with arcs, in the order of the nodes they leave.
struct Residual {
    first: Vec<u32>,
    to: Vec<u32>,
    left: Vec<i64>,
    mate: Vec<u32>,
    /// For each arc, its half-arc.
    half: Vec<u32>,
}

/// The largest flow from `source` to `sink` that puts no more than `capacity[s]` on spot `s`. Capacities other
/// than [`UNLIMITED`] must sum to less than it. No flow at all if the two are one node.
pub(crate) fn largest(ground: Ground<'_>, capacity: &[i64], source: usize, sink: usize) -> Flow {
    let mut residual = Residual::of(ground, capacity);
    let mut search = Search::new(ground.nodes(), source, sink);
    let mut amount = 0;
    while source != sink && search.layers(&residual) {
        let more = search.blocking_flow(&mut residual);
        if more == UNLIMITED {
            return search.unlimited_path(ground, &residual);
        }
        amount += more;
    }
    let beyond = search.distance.iter().map(|&d| d != UNREACHED).collect();
    let net = |arc: usize| (capacity[ground.spot(arc)] - residual.left[residual.half[arc] as usize]).max(0);
    Flow { on: (0..ground.arcs()).map(net).collect(), amount, beyond }
}

impl Residual {
    fn of(ground: Ground<'_>, capacity: &[i64]) -> Self {
        const NONE: u32 = u32::MAX;
        let (nodes, arcs) = (ground.nodes(), ground.arcs());
        // The second arc at a spot is the way back of the first; whatever has none gets an empty one.
        let (mut first_at, mut back_of) = (vec![NONE; ground.spots()], vec![NONE; arcs]);
        for arc in 0..arcs {
            match first_at[ground.spot(arc)] {
                NONE => first_at[ground.spot(arc)] = index(arc),
                first => {
                    back_of[first as usize] = index(arc);
                    back_of[arc] = first;
                }
            }
        }
        let mut first = vec![0u32; nodes + 1];
        for tail in 0..nodes {
            for arc in ground.leaving(tail) {
                first[tail + 1] += 1;
                if back_of[arc] == NONE {
                    first[ground.head(arc) + 1] += 1;
                }
            }
        }
        for node in 0..nodes {
            first[node + 1] += first[node];
        }
        let halves = first[nodes] as usize;
        let mut residual = Residual {
            first,
            to: vec![0; halves],
            left: vec![0; halves],
            mate: vec![0; halves],
            half: vec![0; arcs],
        };
        let mut next = residual.first.clone();
        let mut place = |node: usize| {
            next[node] += 1;
            next[node] - 1
        };
        for tail in 0..nodes {
            for arc in ground.leaving(tail) {
                let (half, head) = (place(tail), ground.head(arc));
                residual.half[arc] = half;
                residual.to[half as usize] = index(head);
                residual.left[half as usize] = capacity[ground.spot(arc)];
                if back_of[arc] == NONE {
                    let back = place(head);
                    residual.to[back as usize] = index(tail);
                    residual.mate[back as usize] = half;
                    residual.mate[half as usize] = back;
                }
            }
        }
        for arc in (0..arcs).filter(|&arc| back_of[arc] != NONE) {
            residual.mate[residual.half[arc] as usize] = residual.half[back_of[arc] as usize];
        }
        residual
    }

    fn push(&mut self, half: u32, amount: i64) {
        self.left[half as usize] -= amount;
        let mate = self.mate[half as usize];
        self.left[mate as usize] += amount;
    }
}

struct Search {
    source: usize,
    sink: usize,
    /// Half-arcs to the sink.
    distance: Vec<u32>,
    /// For each node the half-arc to try next.
    current: Vec<u32>,
    queue: Vec<u32>,
    path: Vec<u32>,
}

impl Search {
    fn new(nodes: usize, source: usize, sink: usize) -> Self {
        let (distance, current) = (vec![UNREACHED; nodes], vec![0; nodes]);
        Search { source, sink, distance, current, queue: Vec::new(), path: Vec::new() }
    }

    /// Distances to the sink over half-arcs with something left; whether the source has one.
    fn layers(&mut self, residual: &Residual) -> bool {
        self.distance.fill(UNREACHED);
        self.distance[self.sink] = 0;
        self.queue.clear();
        self.queue.push(index(self.sink));
        let mut done = 0;
        while let Some(&node) = self.queue.get(done) {
            done += 1;
            let distance = self.distance[node as usize];
            if distance >= self.distance[self.source] {
                break;
            }
            for half in residual.first[node as usize]..residual.first[node as usize + 1] {
                let tail = residual.to[half as usize];
                let into = residual.mate[half as usize];
                if self.distance[tail as usize] == UNREACHED && residual.left[into as usize] > 0 {
                    self.distance[tail as usize] = distance + 1;
                    self.queue.push(tail);
                }
            }
        }
        self.distance[self.source] != UNREACHED
    }

    /// Pushes along shortest paths until none is left. [`UNLIMITED`], with the path standing, if one has no limit.
    fn blocking_flow(&mut self, residual: &mut Residual) -> i64 {
        let nodes = self.current.len();
        self.current.copy_from_slice(&residual.first[..nodes]);
        self.path.clear();
        let (mut node, mut pushed) = (self.source, 0);
        loop {
            if node == self.sink {
                let Some(least) = self.path.iter().map(|&half| residual.left[half as usize]).min() else {
                    return pushed;
                };
                // What is unlimited stays far above every finite sum, however much was pushed over it.
                if least > UNLIMITED / 2 {
                    return UNLIMITED;
                }
                for &half in &self.path {
                    residual.push(half, least);
                }
                pushed += least;
                node = self.back_to_the_first_full(residual);
                continue;
            }
            match self.advance(residual, node) {
                Some(next) => node = next,
                None if node == self.source => return pushed,
                None => node = self.retreat(residual),
            }
        }
    }

    fn advance(&mut self, residual: &Residual, node: usize) -> Option<usize> {
        let end = residual.first[node + 1];
        while self.current[node] < end {
            let half = self.current[node];
            let next = residual.to[half as usize] as usize;
            // Unreached is no distance: one more than it is never a node's.
            let nearer = self.distance[next] != UNREACHED && self.distance[next] + 1 == self.distance[node];
            if nearer && residual.left[half as usize] > 0 {
                self.path.push(half);
                return Some(next);
            }
            self.current[node] += 1;
        }
        None
    }

    /// A dead end: the half-arc that led here is done with.
    fn retreat(&mut self, residual: &Residual) -> usize {
        let Some(half) = self.path.pop() else { return self.source };
        let tail = residual.to[residual.mate[half as usize] as usize] as usize;
        self.current[tail] += 1;
        tail
    }

    fn back_to_the_first_full(&mut self, residual: &Residual) -> usize {
        let full = self.path.iter().position(|&half| residual.left[half as usize] == 0).unwrap_or(0);
        let tail = residual.to[residual.mate[self.path[full] as usize] as usize] as usize;
        self.path.truncate(full);
        tail
    }

    fn unlimited_path(&self, ground: Ground<'_>, residual: &Residual) -> Flow {
        let mut taken = vec![false; residual.to.len()];
        self.path.iter().for_each(|&half| taken[half as usize] = true);
        let on = (0..ground.arcs()).map(|arc| i64::from(taken[residual.half[arc] as usize])).collect();
        Flow { on, amount: UNLIMITED, beyond: vec![true; ground.nodes()] }
    }
}
