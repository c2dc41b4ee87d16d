//! The game with a time budget: paths that take no longer than stated, each of them.
//!
//! No flow answers this: a flow's paths may be too slow. Double oracle does, with a search for the path that
//! loses least within the budget as the defender's answer. The flow over what the budget leaves of the network
//! is where it starts: its cut is the attacker's best where the budget doesn't bind, and close to it where it does.

use crate::{
    decompose,
    ellipse::{Ellipse, NEVER},
    flow,
    ground::Ground,
    mixture::{Hopeless, Mixture},
    open::{along_the_cut, capacities, ends},
    oracle::{self, Defender as _, Effort},
    within::Within,
};

/// The best mixture of paths from one node to another that take at most `budget`, in the unit of `times`, which
/// has one entry for each arc. The gap that is left stands in the mixture's value.
///
/// # Errors
/// When there is no such path, the two nodes are one or not on the ground, or a column does not fit.
pub fn within(
    ground: Ground<'_>,
    times: &[u32],
    from: u32,
    to: u32,
    budget: u64,
    effort: Effort,
) -> Result<Mixture, Hopeless> {
    let (source, sink) = ends(ground, from, to)?;
    if times.len() != ground.arcs() {
        return Err(Hopeless::Uneven { arcs: ground.arcs(), times: times.len() });
    }
    // The largest number stands for never.
    let budget = budget.min(NEVER - 1);
    let part = Ellipse::of(ground, times, source, sink, budget).map_err(|fastest| match fastest {
        Some(fastest) => Hopeless::TooSlow { fastest, budget },
        None => Hopeless::NoPath { from, to },
    })?;
    let mut defender = Within::new(&part, ground);
    let (choices, spots) = start(ground, &part, &mut defender);
    let found = oracle::play(ground.losses(), &mut defender, choices, spots, effort);
    let paths = found.mixture.iter().map(|&(name, _)| defender.paths[name].clone()).collect();
    let weights = found.mixture.iter().map(|&(_, weight)| weight).collect();
    Ok(Mixture::judged(ground, paths, weights, found.attack, found.value.at_least))
}

type Start = (Vec<(usize, Vec<u32>)>, Vec<u32>);

/// Choices and spots to begin with: the fastest path, and what the flow over the ellipse says.
fn start(ground: Ground<'_>, part: &Ellipse, defender: &mut Within<'_>) -> Start {
    let mut choices = defender.answer(&[], NEVER).choices;
    // Its links lie as the ground's arcs do, so it is one too. Where losses are too small for a flow the
    // players find their way without.
    let small = Ground::new(&part.first_out, &part.head, &part.spot, ground.losses());
    let Some((small, capacities)) = small.ok().and_then(|small| Some((small, capacities(small).ok()?)))
    else {
        return (choices, Vec::new());
    };
    let flow = flow::largest(small, &capacities, part.from, part.to);
    let spots = along_the_cut(small, &flow).into_iter().map(|attack| attack.spot).collect();
    let paths = decompose::paths(small, flow, part.from, part.to).into_iter().map(|(path, _)| path);
    let in_time = paths.filter(|path| part.time_of(path) <= part.budget);
    choices.extend(in_time.map(|path| defender.keep(&path)));
    (choices, spots)
}
