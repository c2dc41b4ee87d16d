//! Calls for help that no movement on the road hears: its device serves none, or one that has not left yet or has arrived.
//!
//! They are handed in once, each with the first of those that go on (`run`). What was kept and not on the record yet when the room went
//! down is read again when it opens, and what there is an open alert about from its beginning: heard twice it is one alert.

mod run;

use conduct::{Act, alert::Alert};
use model::{Instant, Signal, Span, id::DeviceId};

use super::{super::sources::Sources, Keeper, hearing};
use crate::track::Kept;
pub(super) use run::Run;

/// How long before the last entry of the record a call may have been kept that is not on it. Ours: the writer answers within a second.
const BEFORE: Span = Span(-10_000_000);

/// A call for help.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Call {
    /// Of which device.
    pub device: DeviceId,
    /// When it began to call.
    pub since: Instant,
    /// When it counts as made.
    pub at: Instant,
    /// The number of the report.
    pub report: u64,
}

impl Call {
    /// What is put on the record.
    #[must_use]
    pub fn act(self) -> Act {
        Act::HearCall { device: self.device, since: self.since, at: self.at, report: self.report }
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

    pub(super) fn hear_call(&mut self, kept: &Kept) {
        let Some(since) = self.calls_since(kept) else { return };
        let (device, report) = (kept.fresh.device, kept.number);
        self.calls.push(Call { device, since, at: hearing::reported_at(kept), report });
    }

    /// When the call began that a report goes on with; `None` if it is none.
    fn calls_since(&mut self, kept: &Kept) -> Option<Instant> {
        let (device, at) = (kept.fresh.device, hearing::reported_at(kept));
        match kept.fresh.report.signal? {
            Signal::Emergency => {
                let run = self.runs.entry(device).or_insert_with(|| Run::begins(at));
                run.hears(at);
                Some(run.since())
            }
            Signal::EmergencyOver => {
                self.runs.entry(device).and_modify(|run| run.ends(at));
                None
            }
        }
    }

    /// Whether some movement that is followed, or will be because of it, hears it.
    pub(super) fn is_heard_on_the_road(&self, kept: &Kept) -> bool {
        let at = hearing::reported_at(kept);
        let mut movements = self.by_device.get(&kept.fresh.device).into_iter().flatten();
        movements.any(|id| self.state.movement(*id).is_some_and(|it| hearing::is_on_the_road(it, at)))
    }

    /// Those that were kept just before the room went down.
    pub(super) fn recall_calls(&mut self) {
        self.recall_runs();
        let Some(last) = self.state.clock else { return };
        let devices: Vec<DeviceId> = self.state.devices.keys().copied().collect();
        let since = last.saturating_add(BEFORE);
        // What cannot be read is said where whole movements cannot be.
        let kept = self.sources.reports(&devices, since).unwrap_or_default();
        let fresh =
            kept.iter().filter(|kept| kept.fresh.received >= since && !self.is_heard_on_the_road(kept));
        let fresh: Vec<Kept> = fresh.copied().collect();
        fresh.iter().for_each(|kept| self.hear_call(kept));
    }

    /// What went on when the room went down, of those about which an alert is open: it has not begun again since.
    fn recall_runs(&mut self) {
        let open: Vec<(DeviceId, Instant)> = self.state.alerts.values().filter_map(of_a_call).collect();
        for (device, since) in open {
            let mut kept = self.sources.reports(&[device], since).unwrap_or_default();
            kept.retain(|kept| !self.is_heard_on_the_road(kept));
            kept.sort_by_key(hearing::reported_at);
            for kept in kept.iter().filter(|kept| hearing::reported_at(kept) >= since) {
                self.calls_since(kept);
            }
        }
    }
}

/// The device that an open alert about a call names, and since when it calls.
fn of_a_call(alert: &Alert) -> Option<(DeviceId, Instant)> {
    let found = alert.found.as_ref().filter(|found| found.is_call())?;
    Some((found.key.element.as_ref()?.as_str().parse().ok()?, found.since))
}
