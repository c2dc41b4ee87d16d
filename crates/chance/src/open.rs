//! The game without a time budget: any path will do.
//!
//! Washburn and Wood, "Two-person zero-sum games for network interdiction", Operations Research 43(2), 1995:
//! with capacities 1/p, where p is the loss at a spot, the value of the game is 1 over the largest flow. The
//! flow's paths are the defender's best mixture, the least cut is the attacker's.

use crate::{
    decompose,
    flow::{self, Flow, UNLIMITED},
    ground::Ground,
    mixture::{Attack, Hopeless, Mixture},
    scale::{CERTAIN, weights},
};

/// The capacity of a spot where the loss is certain, as fine as the sum of all capacities allows: a billion
/// makes every reciprocal right to a billionth of itself, a million on very large grounds to a millionth.
const CERTAINLY: [u64; 4] = [1_000_000_000, 100_000_000, 10_000_000, 1_000_000];

/// The best mixture of paths from one node to another.
///
/// # Errors
/// When there is no path, the two nodes are one or not on the ground, or the losses are too many and too small
/// to be added up.
pub fn open(ground: Ground<'_>, from: u32, to: u32) -> Result<Mixture, Hopeless> {
    let (source, sink) = ends(ground, from, to)?;
    let flow = flow::largest(ground, &capacities(ground)?, source, sink);
    if flow.amount == 0 {
        return Err(Hopeless::NoPath { from, to });
    }
    let attack = along_the_cut(ground, &flow);
    // Every path crosses the cut, and this is the least it loses there.
    let at_least = attack.iter().map(|a| u64::from(a.weight) * u64::from(ground.losses()[a.spot as usize]));
    let at_least = at_least.min().unwrap_or(0);
    let (paths, amounts): (Vec<_>, Vec<_>) = decompose::paths(ground, flow, source, sink).into_iter().unzip();
    // Flow is an amount; only the shares count, and a share is right to fifteen digits.
    let shares: Vec<f64> = amounts.iter().map(|&amount| amount as f64).collect();
    Ok(Mixture::judged(ground, paths, weights(&shares), attack, at_least))
}

pub(crate) fn ends(ground: Ground<'_>, from: u32, to: u32) -> Result<(usize, usize), Hopeless> {
    let nodes = ground.nodes();
    if let Some(node) = [from, to].into_iter().find(|&node| node as usize >= nodes) {
        return Err(Hopeless::NoSuchNode { node, nodes });
    }
    if from == to {
        return Err(Hopeless::NowhereToGo { node: from });
    }
    Ok((from as usize, to as usize))
}

/// The reciprocal of each spot's loss, in a unit in which they are integers.
pub(crate) fn capacities(ground: Ground<'_>) -> Result<Vec<i64>, Hopeless> {
    let capacities = |certainly: u64| {
        let reciprocal = |loss: u32| match u64::from(loss) {
            0 => UNLIMITED,
            loss => i64::try_from(certainly * u64::from(CERTAIN) / loss).unwrap_or(UNLIMITED),
        };
        let capacities: Vec<i64> = ground.losses().iter().map(|&loss| reciprocal(loss)).collect();
        let sum: i128 = capacities.iter().filter(|&&c| c != UNLIMITED).map(|&c| i128::from(c)).sum();
        (sum < i128::from(UNLIMITED / 2)).then_some(capacities)
    };
    CERTAINLY.into_iter().find_map(capacities).ok_or(Hopeless::TooSmall { spots: ground.spots() })
}

/// The attacker's best: the spots of the least cut, each as often as its loss is small. Empty if some path
/// meets no danger at all.
pub(crate) fn along_the_cut(ground: Ground<'_>, flow: &Flow) -> Vec<Attack> {
    let mut cut = Vec::new();
    for tail in (0..ground.nodes()).filter(|&node| !flow.beyond[node]) {
        cut.extend(ground.leaving(tail).filter(|&arc| flow.beyond[ground.head(arc)]));
    }
    let shares: Vec<f64> = cut.iter().map(|&arc| 1.0 / f64::from(ground.loss_on(arc))).collect();
    let weights = if cut.is_empty() { Vec::new() } else { weights(&shares) };
    let spots = cut.iter().map(|&arc| crate::ground::index(ground.spot(arc)));
    let mut attack: Vec<Attack> =
        spots.zip(weights).map(|(spot, weight)| Attack { spot, weight }).filter(|a| a.weight > 0).collect();
    attack.sort_unstable_by_key(|a| a.spot);
    attack
}
