//! Calls for help that no movement on the road hears: its device serves none, or one that has not left yet or has arrived, or one that
//! cannot be followed.
//!
//! One is handed in with the first of those that go on (`run`), and again only when it is another call, or when the alert that tells of
//! it is closed: whoever closed it may not have known of what was called last, and if they did the record knows (`received`). What was
//! kept and not on the record yet when the room went down is read again when it opens.

mod run;

use std::collections::BTreeMap;

use conduct::{Act, Movement, alert::Alert};
use model::{Instant, Signal, Span, id::DeviceId};

use super::{
    super::{followed::Followed, sources::Sources},
    Keeper, hearing,
};
use crate::track::Kept;
pub(super) use run::Runs;

/// How long before the last entry of the record a call may have been kept that is not on it. Ours: the writer answers within a second.
const BEFORE: Span = Span(-10_000_000);
/// How long before the last entry of the record a time in which nothing was heard may have ended that belongs to this opening. Ours, a
/// minute: a room enters it when it opens its record, and watches within seconds.
const OPENING: Span = Span::minutes(1);

/// A call for help.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Call {
    /// Of which device.
    pub device: DeviceId,
    /// When it began to call.
    pub since: Instant,
    /// When it counts as made.
    pub at: Instant,
    /// When it was received.
    pub received: Instant,
    /// The number of the report.
    pub report: u64,
}

impl Call {
    /// What is put on the record.
    #[must_use]
    pub fn act(self) -> Act {
        let Call { device, since, at, received, report } = self;
        Act::HearCall { device, since, at, received, report }
    }
}

impl<S: Sources> Keeper<S> {
    /// The calls to be put on the record, each once.
    pub fn take_calls(&mut self) -> Vec<Call> {
        std::mem::take(&mut self.calls)
    }

    /// One could not be put on the record: it is handed in again.
    pub fn not_heard(&mut self, call: Call) {
        self.calls.push(call);
    }

    /// No movement on the road hears it.
    pub(super) fn hear_call(&mut self, call: Call) {
        if self.tells_of(call.device).is_some_and(|since| since >= call.since) {
            self.told.insert(call.device, call);
        } else {
            self.told.remove(&call.device);
            self.calls.push(call);
        }
    }

    /// Alerts are otherwise than before: what was closed told of calls that go on.
    pub(super) fn hear_calls_closed(&mut self) {
        if self.told.is_empty() {
            return;
        }
        // One look at the alerts, however many call.
        let mut tells: BTreeMap<DeviceId, Instant> = BTreeMap::new();
        for (device, since) in self.state.alerts.values().filter_map(of_a_call) {
            let last = tells.entry(device).or_insert(since);
            *last = since.max(*last);
        }
        let is_told = |call: &Call| tells.get(&call.device).is_some_and(|since| *since >= call.since);
        self.calls.extend(self.told.extract_if(.., |_, call| !is_told(call)).map(|(_, call)| call));
    }

    /// It is known now when a movement arrived. What its devices called after that hour was heard on its road until now; what the record
    /// has no alert of yet it is not going to find any more.
    pub(super) fn hear_calls_after(&mut self, movement: &Movement) {
        let Some(ends) = movement.arrived else { return };
        let orders = self.followed.get(&movement.id).map(Followed::orders).unwrap_or_default();
        let devices = self.reporting(movement, orders);
        // What cannot be read is said where whole movements cannot be.
        let mut kept = self.sources.reports(&devices, ends).unwrap_or_default();
        kept.retain(|kept| is_call(kept) && hearing::reported_at(kept) >= ends);
        kept.sort_by_key(hearing::reported_at);
        let last: BTreeMap<DeviceId, &Kept> = kept.iter().map(|kept| (kept.fresh.device, kept)).collect();
        for kept in last.into_values() {
            if !self.is_heard_on_the_road(kept) {
                let call = self.called(kept);
                call.into_iter().for_each(|call| self.hear_call(call));
            }
        }
    }

    /// What a device calls, if a report is a call. Also on the road: a beacon goes on when its movement arrives.
    pub(super) fn called(&mut self, kept: &Kept) -> Option<Call> {
        let (device, at) = (kept.fresh.device, hearing::reported_at(kept));
        match kept.fresh.report.signal? {
            Signal::Emergency => {
                let told =
                    || self.state.alerts.values().filter_map(of_a_call).map(|(device, _)| device).collect();
                let since = self.runs.hears(device, at, self.now, told);
                Some(Call { device, since, at, received: kept.fresh.received, report: kept.number })
            }
            Signal::EmergencyOver => {
                self.runs.ends(device, at);
                None
            }
        }
    }

    /// Since when a device calls, by what open alerts tell.
    fn tells_of(&self, device: DeviceId) -> Option<Instant> {
        let open = self.state.alerts.values().filter_map(of_a_call);
        open.filter(|(caller, _)| *caller == device).map(|(_, since)| since).max()
    }

    /// Whether some movement that is followed hears it.
    pub(super) fn is_heard_on_the_road(&self, kept: &Kept) -> bool {
        let at = hearing::reported_at(kept);
        let mut movements = self.by_device.get(&kept.fresh.device).into_iter().flatten();
        movements.any(|id| {
            self.followed.contains_key(id)
                && self.state.movement(*id).is_some_and(|it| hearing::is_on_the_road(it, at))
        })
    }

    /// Those that were kept just before the room went down, or since a moment from which on nobody may have handed any in; and what went
    /// on then, of those of which an open alert tells: it has not begun again since.
    pub(super) fn recall_calls(&mut self, unheard: Option<Instant>) {
        let Some(since) = self.heard_last().map(|last| unheard.map_or(last, |since| since.min(last))) else {
            return;
        };
        let since = since.saturating_add(BEFORE);
        let mut began: BTreeMap<DeviceId, Instant> = BTreeMap::new();
        for (device, since) in self.state.alerts.values().filter_map(of_a_call) {
            let first = began.entry(device).or_insert(since);
            *first = since.min(*first);
        }
        let devices: Vec<DeviceId> = self.state.devices.keys().copied().collect();
        // What cannot be read is said where whole movements cannot be.
        let mut kept = self.sources.reports(&devices, since).unwrap_or_default();
        for (device, began) in &began {
            kept.extend(self.sources.reports(&[*device], *began).unwrap_or_default());
        }
        kept.retain(|kept| kept.fresh.report.signal.is_some());
        kept.sort_by_key(|kept| (hearing::reported_at(kept), kept.number));
        kept.dedup_by_key(|kept| kept.number);
        let is_fresh = |kept: &Kept| kept.fresh.received >= since;
        self.wake(&kept.iter().copied().filter(is_fresh).collect::<Vec<_>>());
        for kept in &kept {
            let goes_on =
                began.get(&kept.fresh.device).is_some_and(|began| hearing::reported_at(kept) >= *began);
            let call = Some(kept).filter(|kept| goes_on || is_fresh(kept)).and_then(|kept| self.called(kept));
            if let Some(call) = call.filter(|_| is_fresh(kept) && !self.is_heard_on_the_road(kept)) {
                self.hear_call(call);
            }
        }
    }

    /// When the room last put anything on the record that it heard: before the times in which it heard nothing, if they ended when it
    /// was opened. `None` if nothing was ever entered.
    fn heard_last(&self) -> Option<Instant> {
        let mut last = self.state.clock?;
        for deaf in self.state.deaf.iter().rev() {
            if deaf.until.saturating_add(OPENING) < last {
                break;
            }
            last = last.min(deaf.from);
        }
        Some(last)
    }
}

fn is_call(kept: &Kept) -> bool {
    kept.fresh.report.signal == Some(Signal::Emergency)
}

/// The device that an alert about a call names, and since when it calls.
fn of_a_call(alert: &Alert) -> Option<(DeviceId, Instant)> {
    let found = alert.found.as_ref()?;
    Some((found.key.caller()?, found.since))
}
