//! Where devices were last: what the room shows of those under way. Made of reports that are durable, and of nothing else.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use model::id::DeviceId;
use ops::track::{Heard, Kept};

/// The latest of every device, by the device's own time.
#[derive(Clone, Debug, Default)]
pub struct Lookout(Arc<Mutex<Known>>);

#[derive(Debug, Default)]
struct Known {
    latest: BTreeMap<DeviceId, Kept>,
    /// The latest of each that called for help, or said that it is over.
    calls: BTreeMap<DeviceId, Kept>,
    moved: BTreeSet<DeviceId>,
}

impl Lookout {
    /// Where a device was last, and whether it calls for help: who called goes on reporting where they are, and calls until
    /// they say that it is over.
    #[must_use]
    pub fn latest(&self, device: DeviceId) -> Option<Kept> {
        let known = self.known();
        let mut latest = known.latest.get(&device).copied()?;
        latest.fresh.report.signal = known.calls.get(&device).and_then(|call| call.fresh.report.signal);
        Some(latest)
    }

    /// The devices that reported since this was asked last.
    #[must_use]
    pub fn take_moved(&self) -> BTreeSet<DeviceId> {
        std::mem::take(&mut self.known().moved)
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A report that comes late tells nothing newer; of the same time, the one that came last stands.
impl Heard for Lookout {
    fn heard(&mut self, reports: &[Kept]) {
        let mut known = self.known();
        for kept in reports {
            let device = kept.fresh.device;
            let mut is_news = puts(&mut known.latest, kept);
            if kept.fresh.report.signal.is_some() {
                is_news |= puts(&mut known.calls, kept);
            }
            if is_news {
                known.moved.insert(device);
            }
        }
    }
}

/// Puts a report in the place of an older one of its device; whether it is newer.
fn puts(stand: &mut BTreeMap<DeviceId, Kept>, kept: &Kept) -> bool {
    let stands = stand.get(&kept.fresh.device).map(|last| (last.fresh.report.at, last.number));
    let is_newer = stands.is_none_or(|stands| stands < (kept.fresh.report.at, kept.number));
    if is_newer {
        stand.insert(kept.fresh.device, *kept);
    }
    is_newer
}

#[cfg(test)]
mod tests {
    use model::{Instant, Report, Signal, Span};
    use ops::track::Fresh;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn late_and_repeated_reports_move_nothing() {
        let began: Instant = "2026-11-29T06:00:00Z".parse().unwrap();
        let device = DeviceId(Uuid::nil());
        let kept = |number, minute| {
            let at = began.saturating_add(Span::minutes(minute));
            let report = Report { at, fix: None, signal: None };
            Kept { number, fresh: Fresh { device, received: began, report } }
        };
        let mut lookout = Lookout::default();
        lookout.heard(&[kept(1, 5), kept(2, 3)]);
        assert_eq!(lookout.latest(device), Some(kept(1, 5)));
        assert_eq!(lookout.take_moved(), BTreeSet::from([device]));
        lookout.heard(&[kept(3, 4)]);
        assert_eq!(lookout.take_moved(), BTreeSet::new());
        lookout.heard(&[kept(4, 5)]);
        assert_eq!(lookout.latest(device), Some(kept(4, 5)), "corrected");
    }
    #[test]
    fn who_called_for_help_calls_until_they_say_that_it_is_over_whatever_else_they_report() {
        let began: Instant = "2026-11-29T06:00:00Z".parse().unwrap();
        let device = DeviceId(Uuid::nil());
        let kept = |number, minute, signal| {
            let at = began.saturating_add(Span::minutes(minute));
            let report = Report { at, fix: None, signal };
            Kept { number, fresh: Fresh { device, received: began, report } }
        };
        let mut lookout = Lookout::default();
        let calls = |lookout: &Lookout| lookout.latest(device).unwrap().fresh.report.signal;
        lookout.heard(&[kept(1, 1, Some(Signal::Emergency)), kept(2, 2, None)]);
        assert_eq!(calls(&lookout), Some(Signal::Emergency));
        let _ = lookout.take_moved();
        // It comes late, and is news all the same.
        lookout.heard(&[kept(3, 9, None), kept(4, 8, Some(Signal::EmergencyOver))]);
        assert_eq!(lookout.take_moved(), BTreeSet::from([device]));
        assert_eq!(calls(&lookout), Some(Signal::EmergencyOver));
        lookout.heard(&[kept(5, 3, Some(Signal::Emergency))]);
        assert_eq!(calls(&lookout), Some(Signal::EmergencyOver), "it called before that");
    }
}
