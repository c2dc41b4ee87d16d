//! All weights of the hierarchy, from the lowest node to the highest.

use std::{
    ops::Range,
    sync::{Arc, Mutex, PoisonError},
};

use super::{
    Metric,
    hierarchy::Hierarchy,
    node,
    weights::{Both, closed},
};

/// Weights that are not one for each arc of the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{weights} weights for {arcs} arcs: each arc needs one, a closed one INFINITY")]
pub struct NotWeights {
    weights: usize,
    arcs: usize,
}

impl<const L: usize> Metric<L> {
    /// The metric of these weights, one in each lane for each arc of the graph, made on so many threads.
    ///
    /// # Errors
    /// When there is not a weight for each arc.
    pub fn new(hierarchy: &Arc<Hierarchy>, weights: &[[u32; L]], threads: usize) -> Result<Self, NotWeights> {
        let arcs = hierarchy.arc_count();
        if weights.len() != arcs {
            return Err(NotWeights { weights: weights.len(), arcs });
        }
        let (weights, joined) = customize(hierarchy, weights, threads);
        Ok(Metric::whole(Arc::clone(hierarchy), weights, joined))
    }
}

fn customize<const L: usize>(
    hierarchy: &Hierarchy,
    weights: &[[u32; L]],
    threads: usize,
) -> (Vec<[u32; L]>, Vec<Both<L>>) {
    let mut own_weights = vec![[0; L]; hierarchy.origins.len()];
    let mut joined = vec![[[0; L]; 2]; hierarchy.joined_count()];
    let branches = Mutex::new(branches_of(hierarchy, &mut own_weights, &mut joined).into_iter());
    let work = || {
        let mut desk = vec![closed(); hierarchy.height()];
        loop {
            // Nobody panics while holding the list.
            let next = branches.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((nodes, mut part)) = next else { break };
            for node in nodes {
                part.weigh(hierarchy, weights, node as usize, &mut desk);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    let mut desk = vec![closed(); hierarchy.height()];
    let mut all = Part { first_arc: 0, first_origin: 0, weights: &mut own_weights, joined: &mut joined };
    for &node in &hierarchy.branches.trunk {
        all.weigh(hierarchy, weights, node as usize, &mut desk);
    }
    (own_weights, joined)
}

/// The arrays of a range of nodes.
struct Part<'a, const L: usize> {
    first_arc: usize,
    first_origin: usize,
    weights: &'a mut [[u32; L]],
    joined: &'a mut [Both<L>],
}

/// Each branch with its own part of the arrays.
fn branches_of<'a, const L: usize>(
    hierarchy: &Hierarchy,
    mut weights: &'a mut [[u32; L]],
    mut joined: &'a mut [Both<L>],
) -> Vec<(Range<u32>, Part<'a, L>)> {
    let (mut arc, mut origin) = (0, 0);
    let part = |nodes: &Range<u32>| {
        let [start, end] = [nodes.start, nodes.end].map(|node| hierarchy.nodes[node as usize]);
        let part = Part {
            first_arc: start.up as usize,
            first_origin: start.origin as usize,
            weights: take(&mut weights, &mut origin, start.origin..end.origin),
            joined: take(&mut joined, &mut arc, start.up..end.up),
        };
        (nodes.clone(), part)
    };
    hierarchy.branches.ranges.iter().map(part).collect()
}

/// Takes a range out of what is left of an array, which starts at `at`, and drops what lies before it.
fn take<'a, T>(left: &mut &'a mut [T], at: &mut usize, range: Range<u32>) -> &'a mut [T] {
    let (start, end) = (range.start as usize, range.end as usize);
    let (_, rest) = std::mem::take(left).split_at_mut(start - *at);
    let (own, rest) = rest.split_at_mut(end - start);
    (*left, *at) = (rest, end);
    own
}

impl<const L: usize> Part<'_, L> {
    fn weigh(&mut self, hierarchy: &Hierarchy, weights: &[[u32; L]], node: usize, desk: &mut [Both<L>]) {
        let (up, origins) = (hierarchy.up(node), hierarchy.origin_range(node));
        let first = self.first_arc;
        let (below, own) = self.joined.split_at_mut(up.start - first);
        let own_weights =
            &mut self.weights[origins.start - self.first_origin..origins.end - self.first_origin];
        for (own, origin) in own_weights.iter_mut().zip(&hierarchy.origins[origins]) {
            *own = weights[origin.arc_of_graph()];
        }
        let below = |_, arcs: Range<usize>| &below[arcs.start - first..arcs.end - first];
        node::weigh(hierarchy, node, own_weights, below, &mut own[..up.len()], desk);
    }
}
