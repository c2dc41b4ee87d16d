//! Small cells: whoever has the fewest neighbours goes first, and leaves its neighbours joined.

use super::cell::Cell;

/// Up to here this is as good as another cut. A set of nodes is one word, so it cannot be more than 64.
pub(crate) const SMALL: usize = 16;

/// The order of a cell of at most [`SMALL`] nodes; of equals the one with the lower number.
pub(crate) fn order(cell: &Cell) -> Vec<u32> {
    let bit = |node: u32| 1_u64 << node;
    let mut neighbors: Vec<u64> = (0..cell.len())
        .map(|node| cell.graph.neighbors(node).iter().fold(0, |set, &neighbor| set | bit(neighbor)))
        .collect();
    let mut left: Vec<usize> = (0..cell.len()).collect();
    let mut order = Vec::with_capacity(cell.len());
    while let Some(at) = (0..left.len()).min_by_key(|&at| neighbors[left[at]].count_ones()) {
        let node = left.remove(at);
        let around = neighbors[node];
        for &other in left.iter().filter(|&&other| around >> other & 1 == 1) {
            neighbors[other] = (neighbors[other] | around) & !(1 << node | 1 << other);
        }
        order.push(cell.nodes[node]);
    }
    order
}
