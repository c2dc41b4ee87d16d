//! Parts a cell, and both parts again, until what is left is small.

use super::{
    cell::Cell,
    cut::{self, Point},
    leaf,
};

/// Below this a cell is not worth a thread of its own.
const LARGE: usize = 10_000;

/// The order of a cell's nodes: what lies on either side first, what parts them last.
pub(crate) fn dissect(cell: Cell, plane: &[Point], threads: usize) -> Vec<u32> {
    if let Some(components) = cell.components() {
        let parts = cell.parted(&components);
        drop(cell);
        return parts.into_iter().flat_map(|part| dissect(part, plane, threads)).collect();
    }
    if cell.len() <= leaf::SMALL {
        return leaf::order(&cell);
    }
    let sides = cut::best(&cell, plane, threads);
    let between: Vec<u32> =
        cell.nodes.iter().zip(&sides).filter(|(_, side)| side.is_none()).map(|(&node, _)| node).collect();
    let parts = cell.parted(&sides);
    drop(cell);
    let mut order = both(parts, plane, threads);
    order.extend(between);
    order
}

fn both(parts: Vec<Cell>, plane: &[Point], threads: usize) -> Vec<u32> {
    let large = parts.iter().all(|part| part.len() >= LARGE);
    let mut parts = parts.into_iter();
    let (Some(one), other) = (parts.next(), parts.next()) else { return Vec::new() };
    let Some(other) = other else { return dissect(one, plane, threads) };
    let (mut order, second) = if threads > 1 && large {
        std::thread::scope(|scope| {
            let beside = scope.spawn(|| dissect(other, plane, threads / 2));
            let order = dissect(one, plane, threads - threads / 2);
            // A thread ends badly only where this one would have.
            (order, beside.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        })
    } else {
        (dissect(one, plane, threads), dissect(other, plane, threads))
    };
    order.extend(second);
    order
}
