//! Which roads did a vehicle drive, by the positions it reports?
//!
//! A hidden Markov model (Newson and Krumm, *Hidden Markov Map Matching Through Noise and Sparseness*, 2009): what is
//! hidden is where on the roads the vehicle was; a report lies the less likely there the farther away it is, and a way
//! between two reports is the less likely the more its length differs from the straight line. [`Matcher`] keeps the
//! cheapest way to every place the vehicle may be at (Viterbi), one report at a time. As soon as all of those ways have a
//! beginning in common, that is settled and told; where the vehicle is *now* is told at once and may yet change.
//!
//! What is added to the model, because a vehicle that leaves the roads must be told and not put on one:
//!
//! - *Off the road* is a state like any place on a road. It costs what a report six times its scatter away costs.
//! - A *break* is possible between any two reports, at a price. So whatever costs more than a break is never looked
//!   for, which is what bounds the search; and after one the sequence begins anew, which is said.
//! - A vehicle may *turn back* on the road, at a price. Reports that scatter while it stands make it neither drive back nor
//!   round the block.
//! - Silence too long, and speed beyond any vehicle's, is a break whatever the roads are.
//!
//! | module | its subject |
//! |---|---|
//! | `scale` | what is weighed, in integers, and the source of each figure |
//! | [`Ground`], `index`, `plane`, `line` | the roads laid out for matching, which of them are near, how near |
//! | `candidates` | where a report may have been made |
//! | `reach`, `passage` | how far it is along the roads; how a vehicle got from one place to another |
//! | `layer` | a report and what it may mean, after the one before |
//! | `driven`, `told` | what was driven, and what is told |

mod candidates;
mod driven;
mod ground;
mod index;
mod layer;
mod line;
mod passage;
mod plane;
mod reach;
mod scale;
#[cfg(test)]
mod tests;
mod told;

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::chart::Mode;
use candidates::Near;
pub use ground::Ground;
use layer::{Layer, State};
pub use plane::{Foot, Plane};
use reach::Reach;
pub use told::{Heard, Now, Piece, Report, Spot, Taken, Why};

/// How many reports may wait to be settled. Then the oldest is settled by the likeliest way, whatever the others say.
const MOST_WAITING: usize = 64;

/// What matchers work with: one for each thread, for as many matchers as there are. Nothing in it has to be kept; it
/// only saves looking the same way up again.
#[derive(Debug, Default)]
pub struct Search {
    near: Near,
    reach: Reach,
    ground: Option<([u8; 32], Mode)>,
}

/// Follows one vehicle: a report in, what it means out. Its state is small (of a few kilobytes, at most some tens) and
/// can be kept.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Matcher {
    /// The network its state is of.
    network: Option<[u8; 32]>,
    /// The first is settled as soon as it has one state.
    layers: VecDeque<Layer>,
    /// What is driven and not left yet.
    open: Option<Piece>,
}

impl Matcher {
    /// Hears a report.
    pub fn hear(&mut self, ground: &Ground, search: &mut Search, report: &Report) -> Heard {
        let mut settled = Vec::new();
        search.stand_on(ground);
        self.stand_on(ground, report, &mut settled);
        let Some(scatter) = scale::scatter(report.accuracy_mm) else {
            return self.heard(Taken::TooVague, settled);
        };
        if let Some(last) = self.layers.back_mut() {
            if report.at <= last.until {
                let taken = if report.at == last.until { Taken::Repeated } else { Taken::Late };
                return self.heard(taken, settled);
            }
            let step = last.step_to(report.at, report.place, scatter);
            if step.straight < 2 * u64::from(scatter.min(last.scatter)) && !step.is_silence() {
                last.until = report.at;
                if self.layers.len() == 1 {
                    driven::stay(&mut self.open, report.at);
                }
                let now = self.moved_a_little(ground, search, report, scatter);
                return Heard { now, ..self.heard(Taken::Still, settled) };
            }
        }
        let layer = Layer::after(self.layers.back(), ground, search, report, scatter);
        self.layers.push_back(layer);
        self.settle(ground, search, &mut settled);
        self.heard(Taken::New, settled)
    }

    /// Nothing more comes: what is not settled is settled by the likeliest way.
    pub fn finish(&mut self, ground: &Ground, search: &mut Search) -> Vec<Piece> {
        let mut told = Vec::new();
        search.stand_on(ground);
        if self.network == Some(ground.chart().pin())
            && let Some(last) = self.layers.len().checked_sub(1)
        {
            self.settle_to(last, 0, ground, search, &mut told);
        }
        told.extend(self.open.take());
        *self = Matcher::default();
        told
    }

    /// Where the vehicle is, by all reports so far.
    #[must_use]
    pub fn now(&self) -> Option<Now> {
        let best = self.layers.back()?.states.first()?;
        let spot = match best.spot {
            Some((arc, offset_mm)) => Spot::Road { arc, offset_mm },
            None => Spot::OffRoad,
        };
        Some(Now { spot, is_provisional: self.waiting() > 0 })
    }

    /// How many reports are not settled.
    #[must_use]
    pub fn waiting(&self) -> usize {
        let first_is_settled = self.layers.front().is_some_and(|first| first.states.len() == 1);
        self.layers.len() - usize::from(first_is_settled)
    }

    fn heard(&self, taken: Taken, settled: Vec<Piece>) -> Heard {
        Heard { taken, now: self.now(), settled }
    }

    /// What is known of another network says nothing about this one.
    fn stand_on(&mut self, ground: &Ground, report: &Report, told: &mut Vec<Piece>) {
        let network = Some(ground.chart().pin());
        if self.network == network {
            return;
        }
        told.extend(self.open.take());
        if let Some(last) = self.layers.back() {
            told.push(Piece::Break { why: Why::OtherNetwork, since: last.until, until: report.at });
        }
        *self = Matcher { network, ..Matcher::default() };
    }

    /// The place on the likeliest arc that is nearest to a report that told nothing new.
    fn moved_a_little(
        &self,
        ground: &Ground,
        search: &mut Search,
        report: &Report,
        scatter: u32,
    ) -> Option<Now> {
        let now = self.now()?;
        let Spot::Road { arc, offset_mm } = now.spot else { return Some(now) };
        search.near.find(ground, report, &Plane::at(report.place), scatter);
        let ahead = search.near.found.iter().filter(|near| near.arc == arc && near.offset >= offset_mm);
        let offset_mm = ahead.map(|near| near.offset).min().unwrap_or(offset_mm);
        Some(Now { spot: Spot::Road { arc, offset_mm }, ..now })
    }

    /// Settles what all cheapest ways have in common; if too much waits, also what the cheapest of them says.
    fn settle(&mut self, ground: &Ground, search: &mut Search, told: &mut Vec<Piece>) {
        let Some(last) = self.layers.len().checked_sub(1) else { return };
        let mut common = None;
        let mut alive: u32 = self.layers.back().map_or(0, |layer| (1 << layer.states.len()) - 1);
        for at in (0..=last).rev() {
            if alive.count_ones() == 1 {
                common = Some((at, alive.trailing_zeros() as usize));
                break;
            }
            let states = self.layers[at].states.iter().enumerate();
            alive = states
                .filter(|(number, _)| alive & 1 << number != 0)
                .filter_map(|(_, state)| state.before.number())
                .fold(0, |alive, number| alive | 1 << number);
        }
        if let Some((at, number)) = common {
            self.settle_to(at, number, ground, search, told);
        }
        if self.layers.len() > MOST_WAITING {
            let number = self.traced(self.layers.len() - 1, 0).get(1).copied().unwrap_or_default();
            self.keep_what_follows(1, number);
            self.settle_to(1, 0, ground, search, told);
        }
    }

    /// The states on the cheapest way to a state, by layer.
    fn traced(&self, layer: usize, number: usize) -> Vec<usize> {
        let mut numbers = vec![number];
        for at in (1..=layer).rev() {
            let number = numbers.last().copied().unwrap_or_default();
            let before = self.layers[at].states.get(number).and_then(|state| state.before.number());
            numbers.push(before.unwrap_or_default());
        }
        numbers.reverse();
        numbers
    }

    /// Settles that the vehicle was at a state of a layer, and how it got there.
    fn settle_to(
        &mut self,
        layer: usize,
        number: usize,
        ground: &Ground,
        search: &mut Search,
        told: &mut Vec<Piece>,
    ) {
        let numbers = self.traced(layer, number);
        let state = |at: usize| self.layers[at].states.get(numbers[at]).copied();
        if self.open.is_none() {
            self.open = state(0).map(|state| driven::begun(&self.layers[0], state));
        }
        for at in 1..=layer {
            if let (Some(from), Some(to)) = (state(at - 1), state(at)) {
                let layers = [&self.layers[at - 1], &self.layers[at]];
                driven::advance(ground, search, layers, [from, to], &mut self.open, told);
            }
        }
        let settled = state(layer);
        self.layers.drain(..layer);
        if let Some(first) = self.layers.front_mut() {
            first.states = settled.into_iter().map(|state| State { cost: 0, ..state }).collect();
        }
        if let Some(next) = self.layers.get_mut(1) {
            next.states.iter_mut().for_each(|state| state.before = state.before.renumbered(0));
        }
    }

    /// Forgets the ways that do not lead through a state of a layer.
    fn keep_what_follows(&mut self, layer: usize, number: usize) {
        // By number before: its number now, if it is kept.
        let mut kept: Vec<Option<u8>> = Vec::new();
        for at in layer..self.layers.len() {
            let mut next = 0;
            let mut now: Vec<Option<u8>> = Vec::new();
            let states = std::mem::take(&mut self.layers[at].states);
            for (position, state) in states.into_iter().enumerate() {
                let before = state.before.number();
                let follows = if at == layer {
                    (position == number).then_some(state.before)
                } else {
                    let number = before.and_then(|number| kept.get(number).copied().flatten());
                    number.map(|number| state.before.renumbered(number))
                };
                now.push(follows.map(|_| next));
                if let Some(before) = follows {
                    self.layers[at].states.push(State { before, ..state });
                    next += 1;
                }
            }
            kept = now;
        }
    }
}

impl Search {
    /// What was found on another ground does not count.
    fn stand_on(&mut self, ground: &Ground) {
        let ground = Some((ground.chart().pin(), ground.mode()));
        if self.ground != ground {
            self.reach.forget();
            self.ground = ground;
        }
    }
}
