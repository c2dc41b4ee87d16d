//! One movement, followed from departure to arrival through every change of its order.
//!
//! Each order has a watch of its own that hears everything until its time is over, so that it knows what went before, and finds
//! only what was so in its time. What an order found stays found when the next takes its place: a change explains nothing away.
//! And what goes on through it stays what it is (`episodes`): a change invents nothing either.

mod told;

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use conduct::watched::Deaf;
use model::{Digest, Instant, Signal, id::DeviceId};
use watch::{Ahead, Fences, Finding, Heard, Plan, Rule, Taken, Watch, What};

pub(super) use told::Telling;

use super::{board::Standing, episodes::Episodes};

/// So many orders are kept alive for late reports. Ours: what comes later than that many changes is gone through from what is
/// kept of the tracks.
const ALIVE: usize = 3;
/// From so many calls for help on it is looked which of them are found. Ours: more than the devices of a convoy have, three each by each
/// order that is kept alive.
const MANY_CALLS: usize = 2_048;

/// An order in force from a moment on.
#[derive(Clone, Debug)]
pub(super) struct InForce {
    pub since: Instant,
    /// The order and the areas, as the record names them.
    pub named: (Digest, Digest),
    pub plan: Arc<Plan>,
    pub fences: Arc<Fences>,
}

/// A movement under watch.
#[derive(Debug, Default)]
pub(super) struct Followed {
    orders: Vec<InForce>,
    /// What orders found whose watches were let go.
    settled: Episodes,
    /// Of the last orders.
    alive: Vec<Watch>,
    /// So many reports each of them keeps at least.
    keeps: usize,
    /// When each call for help was heard, by its report, as far as findings name it. Whoever closes an alert knows of those that were
    /// heard by then, whenever their devices say that they made them.
    calls: BTreeMap<u64, Instant>,
    /// When it arrived: from then on nothing is expected and nothing heard.
    ends: Option<Instant>,
}

impl Followed {
    /// Follows a movement by these orders, of which all of these were heard so far.
    pub fn again(orders: Vec<InForce>, heard: &[Heard], ends: Option<Instant>, now: Instant) -> Self {
        let calls = calls(heard).collect();
        let mut followed = Followed { orders, ends, calls, ..Followed::default() };
        for number in 0..followed.orders.len() {
            let until = followed.until(number);
            let in_its_time = within(heard, until);
            let time = until.map_or(now, |until| until.min(now));
            let InForce { plan, fences, .. } = followed.orders[number].clone();
            followed.holds(number, Watch::again(plan, fences, &in_its_time, time));
        }
        forget(&mut followed.calls, &followed.alive);
        followed
    }

    /// The watch of an order, after those of the orders before it. What the oldest found is settled when there are too many.
    fn holds(&mut self, number: usize, watch: Watch) {
        self.alive.push(watch);
        if self.alive.len() > ALIVE {
            let oldest = self.alive.remove(0);
            let mut settled = std::mem::take(&mut self.settled);
            self.add_found_by(number - ALIVE, &oldest, &mut settled);
            self.settled = settled;
        }
    }

    /// Hears all of these, in whatever order they are. [`Taken::Beyond`] if it has to be followed again from everything that is
    /// kept, for what came too late; the others are heard.
    pub fn hear(&mut self, heard: &[Heard]) -> Taken {
        let first = self.orders.len() - self.alive.len();
        let oldest = self.orders.get(first).filter(|_| first > 0).map(|order| order.since);
        let is_beyond = |heard: &Heard| oldest.is_some_and(|oldest| heard.made() < oldest);
        let (mut taken, mut heard) = (Taken::NotOurs, Cow::Borrowed(heard));
        if heard.iter().any(is_beyond) {
            taken = Taken::Beyond;
            heard.to_mut().retain(|heard| !is_beyond(heard));
        }
        self.calls.extend(calls(&heard));
        for number in first..self.orders.len() {
            let in_its_time = within(&heard, self.until(number));
            if let Some(watch) = self.alive.get_mut(number - first) {
                taken = taken.and(watch.hear_all(&in_its_time));
            }
        }
        forget(&mut self.calls, &self.alive);
        taken
    }

    /// Whether anything began to be found, or ended, or is not so after all, since this was asked before.
    pub fn stirred(&mut self) -> bool {
        // Each is asked: one that was not would say later what was so now.
        let stirred = self.alive.iter_mut().map(Watch::stirred);
        stirred.filter(|stirred| *stirred).count() > 0
    }

    /// Whether it is followed by as many orders, knowing when nobody listened, and until the same moment. Of the times of deafness only
    /// so many are kept: there may be others and not more of them.
    pub fn is_by(&self, orders: usize, deaf: &[Deaf], ends: Option<Instant>) -> bool {
        let told = deaf.iter().map(|deaf| (deaf.from, deaf.until));
        let knows = |order: &InForce| {
            order.plan.order().deaf.iter().map(|deaf| (deaf.from, deaf.until)).eq(told.clone())
        };
        self.orders.first().is_none_or(knows) && (self.orders.len(), self.ends) == (orders, ends)
    }

    /// It is so late now.
    pub fn time(&mut self, now: Instant) {
        let ends = self.ends;
        if let Some(last) = self.alive.last_mut() {
            last.time(ends.map_or(now, |ends| ends.min(now)));
        }
    }

    /// When, if nothing is heard until then, something becomes a finding or ends.
    pub fn next_due(&self) -> Option<Instant> {
        let due = self.alive.last()?.next_due()?;
        Some(due).filter(|due| self.ends.is_none_or(|ends| *due <= ends))
    }

    /// All that was found.
    pub fn findings(&self) -> Vec<Finding> {
        let first = self.orders.len() - self.alive.len();
        let mut episodes = self.settled.clone();
        for (number, watch) in (first..).zip(&self.alive) {
            self.add_found_by(number, watch, &mut episodes);
        }
        episodes.into_findings()
    }

    /// What lies ahead of it by its last order; `None` once it has arrived.
    pub fn ahead(&self) -> Option<Ahead> {
        self.alive.last().filter(|_| self.ends.is_none()).map(Watch::ahead)
    }

    /// That it is late now, if it is found to be.
    pub fn late(&self) -> Option<Finding> {
        self.alive.last().filter(|_| self.ends.is_none())?.late()
    }

    /// How it is watched by its last order, and what of it is not.
    pub fn standing(&self, now: Instant) -> Standing {
        let Some(InForce { plan, fences, .. }) = self.orders.last() else { return Standing::default() };
        let (unwatched, unheard) = (plan.unwatched(fences), plan.unheard(now));
        let everywhere = plan.order().silences.iter().filter(|silence| silence.range.is_none());
        let silent = everywhere.map(|silence| (silence.from, silence.until)).collect();
        Standing { unwatched, unheard, silent, is_blind: false }
    }

    /// The orders it was followed by.
    pub fn orders(&self) -> &[InForce] {
        &self.orders
    }

    /// Whatever reports by any of these orders.
    pub fn devices_of(orders: &[InForce]) -> Vec<DeviceId> {
        let vehicles = orders.iter().flat_map(|order| &order.plan.order().vehicles);
        let mut devices: Vec<DeviceId> =
            vehicles.flat_map(|vehicle| &vehicle.bindings).map(|binding| binding.device).collect();
        devices.sort_unstable();
        devices.dedup();
        devices
    }

    /// Until when an order is in force, as far as is known.
    fn until(&self, number: usize) -> Option<Instant> {
        let next = self.orders.get(number + 1).map(|next| next.since);
        next.into_iter().chain(self.ends).min()
    }

    /// What was so in the time of an order. One that was given after the arrival has none.
    fn add_found_by(&self, number: usize, watch: &Watch, episodes: &mut Episodes) {
        let in_time = |order: &InForce| self.ends.is_none_or(|ends| order.since < ends);
        let since = self.orders.get(number).filter(|_| number > 0);
        if since.is_some_and(|order| !in_time(order)) {
            return;
        }
        let next = self.orders.get(number + 1).filter(|next| in_time(next));
        let mut found = watch.findings();
        for call in found.iter_mut().filter(|finding| finding.rule == Rule::Emergency) {
            let heard = call.evidence.iter().filter_map(|number| self.calls.get(number)).copied();
            call.found = heard.fold(call.found, Instant::max);
        }
        episodes.add(found, since.map(|order| order.since), next.map(|next| next.since));
    }
}

/// Calls for help among these: the report, and when it was heard.
fn calls(heard: &[Heard]) -> impl Iterator<Item = (u64, Instant)> {
    let is_call = |heard: &&Heard| match &heard.what {
        What::Device { report, .. } => report.signal == Some(Signal::Emergency),
        What::Distress { .. } => true,
        What::Voice { .. } | What::CalledOff { .. } => false,
    };
    heard.iter().filter(is_call).map(|heard| (heard.reference, heard.received))
}

/// Of many calls for help only those are kept that these find: a beacon may go on for a day, and a finding names its first and its last.
fn forget<'w>(calls: &mut BTreeMap<u64, Instant>, watches: impl IntoIterator<Item = &'w Watch>) {
    if calls.len() < MANY_CALLS {
        return;
    }
    let found = watches.into_iter().flat_map(Watch::findings);
    let of_calls = found.filter(|finding| finding.rule == Rule::Emergency);
    let named: BTreeSet<u64> = of_calls.flat_map(|finding| finding.evidence).collect();
    calls.retain(|number, _| named.contains(number));
}

/// As it is heard by whoever hears nothing from a moment on.
fn within(heard: &[Heard], until: Option<Instant>) -> Cow<'_, [Heard]> {
    let Some(until) = until else { return Cow::Borrowed(heard) };
    let in_time = heard.iter().filter(|heard| heard.made() < until);
    in_time.map(|heard| Heard { received: heard.received.min(until), ..heard.clone() }).collect()
}

#[cfg(test)]
#[path = "followed_tests.rs"]
mod tests;
