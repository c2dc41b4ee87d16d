//! Calls for help that no movement on the road hears: its device serves none, or one that has not left yet or has arrived.
//!
//! They are handed in once. What was kept and not on the record yet when the room went down is read again when it opens: heard
//! twice it is one alert.

use conduct::Act;
use model::{Instant, Signal, Span, id::DeviceId};

use super::{super::sources::Sources, Keeper, hearing};
use crate::track::Kept;

/// How long before the last entry of the record a call may have been kept that is not on it. Ours: the writer answers within a second.
const BEFORE: Span = Span(-10_000_000);

/// A call for help.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Call {
    /// Of which device.
    pub device: DeviceId,
    /// When it counts as made.
    pub at: Instant,
    /// The number of the report.
    pub report: u64,
}

impl Call {
    /// What is put on the record.
    #[must_use]
    pub fn act(self) -> Act {
        Act::HearCall { device: self.device, at: self.at, report: self.report }
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
        if kept.fresh.report.signal == Some(Signal::Emergency) {
            let (device, report) = (kept.fresh.device, kept.number);
            self.calls.push(Call { device, at: hearing::reported_at(kept), report });
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
}
