//! The weight of one arc, where only that is asked.
//!
//! Its ways around lead through the nodes that are under both of its ends, so two sorted lists are gone through
//! side by side, without a look at the many arcs that end elsewhere.

use super::{
    Metric,
    hierarchy::{Hierarchy, Under},
    weights::{Both, closed, relax, turned},
};

/// The shortest of the graph's arcs that lie on an arc of `node` and of the ways around it.
pub(crate) fn shortest<const L: usize>(
    hierarchy: &Hierarchy,
    metric: &Metric<L>,
    node: usize,
    arc: usize,
) -> Both<L> {
    let mut shortest = closed();
    for (origin, weight) in hierarchy.origins(node).iter().zip(metric.weights(node)) {
        if origin.arc as usize == arc {
            let at = &mut shortest[origin.way()];
            (0..L).for_each(|lane| at[lane] = at[lane].min(weight[lane]));
        }
    }
    let (near, head) = (hierarchy.under(node), hierarchy.heads[arc] as usize);
    for far in [hierarchy.under(head), hierarchy.last_under(head)] {
        under_both(near, far, |down, up| {
            relax(&mut shortest, &turned(*metric.one(down.arc as usize)), metric.one(up.arc as usize));
        });
    }
    shortest
}

/// Whoever is in both lists, lowest first.
fn under_both(near: &[Under], far: &[Under], mut both: impl FnMut(Under, Under)) {
    let (Some(lowest), Some(highest)) = (near.first(), near.last()) else { return };
    // Most of what is under the higher end lies elsewhere on the map.
    let far = &far[far.partition_point(|under| under.tail < lowest.tail)..];
    let far = &far[..far.partition_point(|under| under.tail <= highest.tail)];
    let (mut at, mut other) = (0, 0);
    while let (Some(one), Some(two)) = (near.get(at), far.get(other)) {
        if one.tail == two.tail {
            both(*one, *two);
        }
        at += usize::from(one.tail <= two.tail);
        other += usize::from(two.tail <= one.tail);
    }
}
