//! Who should be heard, and from when on they are missed.
//!
//! A vehicle is missed when it was silent for longer than the order allows. Where there is no coverage it is expected to
//! be heard again once it should be out; where silence is planned, once that is over; and where nobody listened, nobody can
//! say who was silent. So each report says beforehand from when on its vehicle is missed if it is the last.

use super::{Step, state::Spotted};
use crate::{
    Rule,
    latch::{Held, Part, end},
};

/// How long whoever lost their connection has to come back, in microseconds. Ours: two minutes; telephones try again within one.
const COMES_BACK: i64 = 120_000_000;

/// What was told of deafness so far.
struct Deafness {
    /// From when on somebody listens.
    listens: i64,
    /// How much time to come back is left, in microseconds.
    grace: i64,
}

impl Step<'_> {
    /// Something came from a device of a vehicle.
    pub(super) fn contact(&mut self, number: u16) {
        self.voice_heard();
        let vehicle = &mut self.state.vehicles[usize::from(number)];
        end(&mut vehicle.silent, Rule::LostContact, Some(number), self.at, self.history);
        if vehicle.arrived || !vehicle.watched {
            return;
        }
        let since = self.at.max(self.plan.order.departure.micros());
        if let Some(due) = self.missed_from(number, since) {
            let vehicle = &mut self.state.vehicles[usize::from(number)];
            vehicle.silent = Some(Held::new(since, due, Part::Whole, self.reference).of(allowed(since, due)));
        }
    }

    /// Somebody is to report for a vehicle from now on.
    pub(super) fn expect_first(&mut self, number: u16) {
        let since = self.at.max(self.plan.order.departure.micros());
        if let Some(due) = self.missed_from(number, since) {
            let vehicle = &mut self.state.vehicles[usize::from(number)];
            vehicle.silent = Some(Held::unheard(since, due, Part::Whole).of(allowed(since, due)));
        }
    }

    /// From when on a vehicle is missed that is not heard after `since`.
    fn missed_from(&self, number: u16, since: i64) -> Option<i64> {
        let order = &self.plan.order;
        let silence = order.thresholds.silence?;
        let vehicle = &self.state.vehicles[usize::from(number)];
        let profile = &self.plan.profile;
        // Who was not seen yet is taken to be with the movement; who is off the way, anywhere.
        let mut along = match vehicle.spotted {
            None => Some(self.state.front.along),
            Some(Spotted { along, .. }) => vehicle.on_way.then_some(along),
        };
        let (mut at, mut dark, mut quiet) = (since, 0, 0);
        let mut deaf = Deafness { listens: since, grace: silence.0 };
        loop {
            let due = at.saturating_add(silence.0);
            let reaches = |from: u64, along: u64| {
                at.saturating_add(profile.between(along, from.max(along), vehicle.pace)) <= due
            };
            let ground = order.dead_ground.get(dark..).unwrap_or_default();
            let skipped =
                along.map_or(0, |along| ground.iter().take_while(|range| range.to_mm <= along).count());
            dark += skipped;
            if let (Some(here), Some(range)) = (along, order.dead_ground.get(dark))
                && reaches(range.from_mm, here)
            {
                at = at.saturating_add(profile.between(here, range.to_mm, vehicle.pace));
                (along, dark) = (Some(range.to_mm), dark + 1);
                continue;
            }
            if let Some(later) = self.deaf(&mut deaf, due) {
                along = along.map(|along| profile.after(along, later));
                at = at.saturating_add(later);
                continue;
            }
            let planned = |silence: &crate::order::Silence| {
                let there = silence.range.is_none_or(|range| {
                    along.is_some_and(|along| along <= range.to_mm && reaches(range.from_mm, along))
                });
                there && (silence.from.micros()..silence.until.micros()).contains(&due)
            };
            let Some(ends) =
                order.silences.iter().filter(|silence| planned(silence)).map(|one| one.until.micros()).max()
            else {
                return Some(due);
            };
            quiet += 1;
            if quiet > order.silences.len() || ends <= at {
                return Some(due.max(ends.saturating_add(silence.0)));
            }
            along = along.map(|along| profile.after(along, ends - at));
            at = ends;
        }
    }

    /// How much later than `due` somebody is missed because nobody listened: by as long as nobody did, so that a moment's deafness
    /// excuses no more than a moment; and not before whoever lost their connection by it has had time to come back. All such time
    /// together is no longer than the silence that is allowed: where nobody listens again and again, who is silent is missed all the same.
    fn deaf(&self, known: &mut Deafness, due: i64) -> Option<i64> {
        let deaf = self.plan.order.deaf.iter().map(|deaf| (deaf.from.micros(), deaf.until.micros()));
        let (from, until) = deaf.filter(|(from, until)| *from < due && known.listens < *until).min()?;
        let lasted = until - from.max(known.listens);
        let back = until.saturating_add(COMES_BACK);
        let grace = (back - due.saturating_add(lasted)).clamp(0, known.grace.max(0));
        (known.listens, known.grace) = (until, known.grace - grace);
        Some(lasted.saturating_add(grace))
    }

    /// Anything was heard of the movement: a planned silence is broken, as it should be.
    pub(super) fn voice_heard(&mut self) {
        self.state.heard = Some((self.at, self.reference));
        for number in 0..self.state.unbroken.len() {
            let slot = &mut self.state.unbroken[number];
            if slot.is_some() {
                end(slot, Rule::LostContact, None, self.at, self.history);
                self.expect_voice(number, self.at, Some(self.reference));
            }
        }
    }

    pub(super) fn silence_begins(&mut self, number: u16) {
        let last = self.state.heard.map(|(_, reference)| reference);
        self.expect_voice(usize::from(number), self.at, last);
    }

    /// What was not missed by its end is not any more; what was stays so until somebody is heard.
    pub(super) fn silence_ends(&mut self, number: u16) {
        let slot = &mut self.state.unbroken[usize::from(number)];
        if slot.is_some_and(|held| held.due >= self.at) {
            *slot = None;
        }
    }

    fn expect_voice(&mut self, number: usize, since: i64, reference: Option<u64>) {
        let Some(silence) = self.plan.order.silences.get(number) else { return };
        let Some(every) = silence.voice_every.filter(|_| since < silence.until.micros()) else { return };
        let Ok(part) = u16::try_from(number).map(Part::Silence) else { return };
        let mut due = since.saturating_add(every.0);
        let mut deaf = Deafness { listens: since, grace: every.0 };
        while let Some(later) = self.deaf(&mut deaf, due) {
            due = due.saturating_add(later);
        }
        if due >= silence.until.micros() {
            return self.state.unbroken[number] = None;
        }
        let held = match reference {
            Some(reference) => Held::new(since, due, part, reference),
            None => Held::unheard(since, due, part),
        };
        self.state.unbroken[number] = Some(held.of(allowed(since, due)));
    }
}

/// How long silence is allowed, in microseconds.
fn allowed(since: i64, due: i64) -> u64 {
    due.saturating_sub(since).max(0).unsigned_abs()
}
