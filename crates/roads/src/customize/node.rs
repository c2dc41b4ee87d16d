//! The weights of one node's arcs, once all below is known: what everything else repeats.
//!
//! An arc is as long as the graph's own arcs on it, or as the best way around through a lower node: down to it
//! and up again. For every lower node the ways around all end above, so they are gathered on a desk with one place
//! for each depth of the tree, which stays in the nearest cache.

use std::ops::Range;

use super::{
    hierarchy::{Hierarchy, Under},
    weights::{Both, closed, relax, turned},
};

/// Sets `own`, the weights of the arcs of `node`, from the weights of the graph's arcs and of the arcs below.
///
/// `weights` are those of the node's origins, `below` shows a range of the arcs of a lower node. `desk` has a place for each depth, with anything on it.
#[inline]
pub(crate) fn weigh<'m, const L: usize>(
    hierarchy: &Hierarchy,
    node: usize,
    weights: &[[u32; L]],
    below: impl Fn(Under, Range<usize>) -> &'m [Both<L>],
    own: &mut [Both<L>],
    desk: &mut [Both<L>],
) {
    let arcs = hierarchy.up(node);
    own.fill(closed());
    for (origin, weight) in hierarchy.origins(node).iter().zip(weights) {
        let at = &mut own[origin.arc as usize - arcs.start][origin.way()];
        (0..L).for_each(|lane| at[lane] = at[lane].min(weight[lane]));
    }
    let under = hierarchy.under(node);
    if under.is_empty() {
        return;
    }
    let depths = &hierarchy.head_depths[arcs];
    for (own, &depth) in own.iter().zip(depths) {
        desk[depth as usize] = *own;
    }
    for &lower in under {
        let beyond = lower.arc as usize + 1..hierarchy.nodes[lower.tail as usize + 1].up as usize;
        let depths = &hierarchy.head_depths[beyond.clone()];
        let Some((down, ups)) = below(lower, lower.arc as usize..beyond.end).split_first() else { continue };
        let down = turned(*down);
        for (&depth, up) in depths.iter().zip(ups) {
            relax(&mut desk[depth as usize], &down, up);
        }
    }
    for (own, &depth) in own.iter_mut().zip(depths) {
        *own = desk[depth as usize];
    }
}
