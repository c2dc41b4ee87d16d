//! The weight of one arc, where only that is asked.

use super::{
    Metric,
    behind::{Around, Behind, Several},
    hierarchy::Hierarchy,
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
    let mut own = || {
        for (origin, weight) in hierarchy.origins(node).iter().zip(metric.weights(node)) {
            if origin.arc as usize == arc {
                let at = &mut shortest[origin.way()];
                (0..L).for_each(|lane| at[lane] = at[lane].min(weight[lane]));
            }
        }
    };
    let behind = hierarchy.behind(arc);
    if matches!(behind, Behind::Own(_) | Behind::Several(Several { owns: true, .. })) {
        own();
    }
    let mut around = |[near, far]: Around| {
        relax(&mut shortest, &turned(*metric.one(near as usize)), metric.one(far as usize));
    };
    match behind {
        Behind::Own(_) => {}
        Behind::Around(one) => around(one),
        Behind::Several(Several { around: Some(listed), .. }) => listed.iter().copied().for_each(around),
        Behind::Several(Several { around: None, .. }) => hierarchy.around(node, arc).for_each(around),
    }
    shortest
}
