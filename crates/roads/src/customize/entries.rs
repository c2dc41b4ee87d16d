//! What belongs to each node of the hierarchy, gathered from its arcs and the graph's.

use super::{
    contract::Upward,
    hierarchy::{Origin, Under},
    tree::NONE,
};
use crate::{Graph, graph::id};

/// How many nodes stand above each.
pub(crate) fn depths(parents: &[u32]) -> Vec<u32> {
    let mut depths = vec![0; parents.len()];
    for node in (0..parents.len()).rev().filter(|&node| parents[node] != NONE) {
        depths[node] = depths[parents[node] as usize] + 1;
    }
    depths
}

/// The arcs that lead up to each node and have others behind them, and where each node's start. The last arc of a node
/// makes no way around for anybody: where it leads, nothing is left to go on to.
pub(crate) fn under(upward: &Upward) -> (Vec<u32>, Vec<Under>) {
    let nodes = upward.first.len() - 1;
    let with_others = |tail: usize| {
        let (start, end) = (upward.first[tail], upward.first[tail + 1]);
        let entry = move |arc: u32| (upward.heads[arc as usize] as usize, Under { tail: id(tail), arc });
        (start..end.max(1) - 1).map(entry)
    };
    sorted_by_node(nodes, || (0..nodes).flat_map(with_others), Under { tail: 0, arc: 0 })
}

/// The graph's arcs by their lower ends, and where each node's start.
pub(crate) fn origins(graph: Graph<'_>, ranks: &[u32], upward: &Upward) -> (Vec<u32>, Vec<Origin>) {
    let leading = || {
        graph.arcs().enumerate().filter(|(_, (tail, head))| tail != head).map(|(arc, (tail, head))| {
            let (tail, head) = (ranks[tail as usize], ranks[head as usize]);
            let (low, high) = (tail.min(head), tail.max(head));
            let up = upward.first[low as usize] as usize..upward.first[low as usize + 1] as usize;
            // Whoever were neighbours in the graph are joined in the hierarchy: it is found.
            let at = up.start + upward.heads[up].partition_point(|&head| head < high);
            (low as usize, Origin { arc: id(at), doubled: id(arc) << 1 | u32::from(tail > head) })
        })
    };
    let (first, mut origins) = sorted_by_node(ranks.len(), leading, Origin { arc: 0, doubled: 0 });
    for range in first.windows(2) {
        origins[range[0] as usize..range[1] as usize].sort_unstable();
    }
    (first, origins)
}

/// Entries side by side by their node, otherwise in the order in which they come.
fn sorted_by_node<T: Copy, I: Iterator<Item = (usize, T)>>(
    nodes: usize,
    entries: impl Fn() -> I,
    blank: T,
) -> (Vec<u32>, Vec<T>) {
    let mut first = vec![0_u32; nodes + 1];
    entries().for_each(|(node, _)| first[node + 1] += 1);
    let mut sum = 0;
    for first in &mut first {
        sum += *first;
        *first = sum;
    }
    let mut next = first.clone();
    let mut sorted = vec![blank; sum as usize];
    for (node, entry) in entries() {
        sorted[next[node] as usize] = entry;
        next[node] += 1;
    }
    (first, sorted)
}
