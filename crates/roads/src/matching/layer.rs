//! The reports whose place is not settled yet, each with the places it may have been made at: what Viterbi's algorithm
//! keeps. A layer is a report; its states are the places, and each knows the cheapest state before it.

use model::{Instant, Place};
use serde::{Deserialize, Serialize};

use super::{
    Report, Search,
    ground::Ground,
    passage::{Spot, passage},
    plane::Plane,
    scale::{BREAK, OFF_ROAD, SWITCH, Step},
};

/// A report, and where it may have been made.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct Layer {
    pub at: Instant,
    /// The last report so near to it that it told nothing new.
    pub until: Instant,
    pub place: Place,
    /// How far its errors scatter, in millimetres.
    pub scatter: u32,
    /// The likeliest first. Never empty, never more than 31.
    pub states: Vec<State>,
}

/// A place a report may have been made at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct State {
    /// `None` off the road.
    pub spot: Option<Spot>,
    /// How much more the cheapest way here costs than that to the first state.
    pub cost: u32,
    pub before: Before,
}

/// The state of the layer before.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) enum Before {
    /// There is none: the first report of a sequence.
    Nothing,
    /// This one, and a way from it.
    Came(u8),
    /// This one, and no way from it: a break.
    Broke(u8),
}

impl Before {
    /// Its number.
    pub(super) fn number(self) -> Option<usize> {
        match self {
            Before::Nothing => None,
            Before::Came(number) | Before::Broke(number) => Some(number.into()),
        }
    }

    pub(super) fn renumbered(self, number: u8) -> Self {
        match self {
            Before::Nothing => Before::Nothing,
            Before::Came(_) => Before::Came(number),
            Before::Broke(_) => Before::Broke(number),
        }
    }
}

impl Layer {
    /// The step from this layer to a later one.
    pub(super) fn step_to(&self, at: Instant, place: Place, scatter: u32) -> Step {
        Step::new(Plane::at(self.place).distance(place), at.since(self.until).0, [self.scatter, scatter])
    }

    /// A report and the places it may have been made at, after a layer or first of a sequence.
    pub(super) fn after(
        before: Option<&Layer>,
        ground: &Ground,
        search: &mut Search,
        report: &Report,
        scatter: u32,
    ) -> Layer {
        search.near.find(ground, report, &Plane::at(report.place), scatter);
        let mut states: Vec<State> = match before {
            None => first(ground, search),
            Some(before) => {
                let step = before.step_to(report.at, report.place, scatter);
                following(&before.states, ground, search, &step)
            }
        };
        // The first that was found stays before others that cost the same.
        states.sort_by_key(|state| state.cost);
        let least = states.first().map_or(0, |state| state.cost);
        states.iter_mut().for_each(|state| state.cost -= least);
        // Breaking with the likeliest is no dearer than going on from the others.
        states.retain(|state| state.cost < BREAK);
        Layer { at: report.at, until: report.at, place: report.place, scatter, states }
    }
}

/// Where a sequence begins: nothing is remembered of what was driven before, so junctions count as themselves.
fn first(ground: &Ground, search: &Search) -> Vec<State> {
    let near = search.near.found.iter().filter(|candidate| ground.arc(candidate.arc).is_plain);
    near.map(|candidate| (Some((candidate.arc, candidate.offset)), candidate.cost))
        .chain([(None, OFF_ROAD)])
        .map(|(spot, cost)| State { spot, cost, before: Before::Nothing })
        .collect()
}

fn following(before: &[State], ground: &Ground, search: &mut Search, step: &Step) -> Vec<State> {
    // What is certain without a look at the roads.
    if step.is_silence() || step.is_a_jump() {
        let mut states = first(ground, search);
        states.iter_mut().for_each(|state| state.before = Before::Broke(0));
        return states;
    }
    let mut states = Vec::with_capacity(search.near.found.len() + 1);
    for candidate in &search.near.found {
        // To begin anew after the likeliest is always possible, and what any other way here has to beat. Then, too, what
        // was driven before is forgotten.
        let is_plain = ground.arc(candidate.arc).is_plain;
        let spot = (candidate.arc, candidate.offset);
        let mut best = is_plain.then_some((BREAK, Before::Broke(0)));
        for (number, state) in (0_u8..).zip(before) {
            let most = best.map_or(BREAK, |(least, _)| least);
            let Some(most) = most.checked_sub(state.cost) else { break };
            let cost = match state.spot {
                None => Some(SWITCH).filter(|&cost| cost <= most),
                Some(from) => {
                    passage(ground, &mut search.reach, step, from, spot, most).map(|(cost, _)| cost)
                }
            };
            let cost = cost.map(|cost| cost + state.cost);
            // Of equal ones the first; a way rather than a break.
            if let Some(cost) = cost.filter(|&cost| {
                best.is_none_or(|(least, how)| cost < least || matches!(how, Before::Broke(_)))
            }) {
                best = Some((cost, Before::Came(number)));
            }
        }
        if let Some((cost, before)) = best {
            states.push(State { spot: Some(spot), cost: cost.saturating_add(candidate.cost), before });
        }
    }
    let leaving = |state: &State| state.cost + if state.spot.is_some() { SWITCH } else { 0 };
    if let Some((number, state)) = (0_u8..).zip(before).min_by_key(|(_, state)| leaving(state)) {
        let cost = leaving(state).saturating_add(OFF_ROAD);
        states.push(State { spot: None, cost, before: Before::Came(number) });
    }
    states
}
