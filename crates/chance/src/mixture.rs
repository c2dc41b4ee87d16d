//! What a game comes to: paths with weights, the attack against them, and what both prove.

use crate::{
    ground::Ground,
    scale::{Bounds, WHOLE},
};

/// Paths to be drawn from, and what they promise.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mixture {
    /// Paths without cycles, each as its arcs from start to end.
    pub paths: Vec<Vec<u32>>,
    /// How often each is taken, in billionths; they sum to [`WHOLE`] and none is nothing.
    pub weights: Vec<u32>,
    /// The best attack found: it proves that no mixture does much better. Its weights sum to [`WHOLE`] or, rounded,
    /// a little less. Empty if there is a path without any danger.
    pub attack: Vec<Attack>,
    /// The loss to be expected, by this mixture and by any.
    pub value: Bounds,
}

/// How often the attacker waits at a spot.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Attack {
    /// The spot.
    pub spot: u32,
    /// In billionths.
    pub weight: u32,
}

/// Why a game has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Hopeless {
    /// A node the ground does not have.
    #[error("there is no node {node}: the ground has {nodes}")]
    NoSuchNode {
        /// The node asked for.
        node: u32,
        /// How many there are.
        nodes: usize,
    },
    /// From a node to itself.
    #[error("the way starts and ends at node {node}: there is nothing to choose")]
    NowhereToGo {
        /// The node.
        node: u32,
    },
    /// The ends are not joined.
    #[error("no path leads from node {from} to node {to}")]
    NoPath {
        /// Where it was to start.
        from: u32,
        /// Where it was to end.
        to: u32,
    },
    /// The ends are joined, but not within the budget.
    #[error("the fastest path takes {fastest}, more than the budget of {budget}: allow more time")]
    TooSlow {
        /// How long the fastest takes.
        fastest: u64,
        /// How long it may take.
        budget: u64,
    },
    /// A column of times that does not fit the ground.
    #[error("{arcs} arcs have {times} times: each has one")]
    Uneven {
        /// How many arcs there are.
        arcs: usize,
        /// How many times there are.
        times: usize,
    },
    /// So many spots of so little loss that their reciprocals overflow.
    #[error("the losses of the {spots} spots are too small to be added up: state the least of them as 0")]
    TooSmall {
        /// How many spots there are.
        spots: usize,
    },
}

impl Mixture {
    /// Weighs what the mixture loses at its worst spot. Paths that are never taken are left out.
    pub(crate) fn judged(
        ground: Ground<'_>,
        paths: Vec<Vec<u32>>,
        weights: Vec<u32>,
        attack: Vec<Attack>,
        at_least: u64,
    ) -> Self {
        let (paths, weights): (Vec<_>, Vec<_>) =
            paths.into_iter().zip(weights).filter(|&(_, weight)| weight > 0).unzip();
        let value = Bounds { at_least, at_most: worst(ground, &paths, &weights) };
        Mixture { paths, weights, attack, value }
    }
}

/// The loss at the spot where the mixture loses most, in 1e-15.
pub(crate) fn worst(ground: Ground<'_>, paths: &[Vec<u32>], weights: &[u32]) -> u64 {
    let mut passed = vec![0u32; ground.spots()];
    for (path, &weight) in paths.iter().zip(weights) {
        for &arc in path {
            let passed = &mut passed[ground.spot(arc as usize)];
            *passed = passed.saturating_add(weight).min(WHOLE);
        }
    }
    let loss = |(&passed, &loss): (&u32, &u32)| u64::from(passed) * u64::from(loss);
    passed.iter().zip(ground.losses()).map(loss).max().unwrap_or(0)
}
