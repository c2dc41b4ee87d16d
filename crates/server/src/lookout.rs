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
    moved: BTreeSet<DeviceId>,
}

impl Lookout {
    /// Where a device was last.
    #[must_use]
    pub fn latest(&self, device: DeviceId) -> Option<Kept> {
        self.known().latest.get(&device).copied()
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
            let (device, newer) = (kept.fresh.device, (kept.fresh.report.at, kept.number));
            let stands = known.latest.get(&device).map(|last| (last.fresh.report.at, last.number));
            if stands.is_none_or(|stands| stands < newer) {
                known.latest.insert(device, *kept);
                known.moved.insert(device);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use model::{Instant, Report, Span};
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
}
