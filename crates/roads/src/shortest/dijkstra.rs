//! Dijkstra's algorithm over the flat graph: the oracle that every faster method must agree with.

use std::{cmp::Reverse, collections::BinaryHeap};

use crate::{Graph, INFINITY};

/// The length of the shortest way from a node to every node; [`INFINITY`] where there is none.
#[must_use]
pub fn lengths_from(graph: Graph<'_>, weight: impl Fn(usize) -> u32, from: u32) -> Vec<u32> {
    let mut lengths = vec![INFINITY; graph.node_count()];
    let Some(start) = lengths.get_mut(from as usize) else { return lengths };
    *start = 0;
    let mut queue = BinaryHeap::from([Reverse((0, from))]);
    while let Some(Reverse((length, node))) = queue.pop() {
        if length > lengths[node as usize] {
            continue;
        }
        for arc in graph.arcs_from(node as usize) {
            // As everywhere, what is not shorter than INFINITY is no way.
            let longer = length + weight(arc).min(INFINITY);
            let head = graph.head(arc);
            if longer < lengths[head as usize] {
                lengths[head as usize] = longer;
                queue.push(Reverse((longer, head)));
            }
        }
    }
    lengths
}

/// Whether `arcs` lead from one node to another, one after the other, and how long that is.
#[must_use]
pub fn length_of(
    graph: Graph<'_>,
    weight: impl Fn(usize) -> u32,
    from: u32,
    to: u32,
    arcs: &[u32],
) -> Option<u32> {
    let mut at = from;
    let mut length = 0;
    for &arc in arcs {
        let leaves =
            (at as usize) < graph.node_count() && graph.arcs_from(at as usize).contains(&(arc as usize));
        if !leaves {
            return None;
        }
        length += weight(arc as usize);
        at = graph.head(arc as usize);
    }
    (at == to).then_some(length)
}
