//! The areas nobody goes to, as fences of the watch: one set for all movements.

use conduct::{State, danger::Danger};
use model::{Instant, Word};
use watch::{Fence, Shape};

/// Those in force now, by the identifiers of the dangers they were reported as.
#[must_use]
pub fn of(state: &State, now: Instant) -> Vec<Fence> {
    let fence = |(id, reported): (&model::id::DangerId, &std::sync::Arc<conduct::danger::Reported>)| {
        let Danger::NoGo { corners, from, until } = &reported.danger else { return None };
        let in_force = *from <= now && until.is_none_or(|until| now < until);
        let label: Word = id.to_string().parse().ok()?;
        let shape = Shape::Polygon { outline: corners.clone(), holes: Vec::new() };
        in_force.then_some(Fence { label, no_go: true, shape })
    };
    state.dangers.iter().filter_map(fence).collect()
}

/// When the set changes by itself next.
#[must_use]
pub fn next_due(state: &State, now: Instant) -> Option<Instant> {
    let begins = |reported: &std::sync::Arc<conduct::danger::Reported>| match &reported.danger {
        Danger::NoGo { from, .. } if *from > now => Some(*from),
        _ => None,
    };
    state.dangers.values().filter_map(begins).min()
}
