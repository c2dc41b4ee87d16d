//! Where devices were last: what the room shows of those under way. Made of reports that are durable, and of nothing else.

use std::{
    collections::{HashMap, HashSet, hash_map::Entry},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use model::{Fix, Instant, id::DeviceId};
use ops::track::{Fresh, Heard, Kept};

/// The latest of every device, by the device's own time.
#[derive(Clone, Debug, Default)]
pub struct Lookout(Arc<Mutex<Known>>);

#[derive(Debug, Default)]
struct Known {
    latest: HashMap<DeviceId, Latest>,
    /// Those of which that is news.
    moved: Vec<DeviceId>,
}

#[derive(Debug)]
struct Latest {
    kept: Kept,
    /// The latest by which it called for help, or said that it is over.
    call: Option<Kept>,
    /// The latest that says where it was.
    placed: Option<Kept>,
    is_news: bool,
}

impl Lookout {
    /// Where a device was last, and whether it calls for help: who called goes on reporting where they are, and calls until
    /// they say that it is over.
    #[must_use]
    pub fn latest(&self, device: DeviceId) -> Option<Kept> {
        let known = self.known();
        let Latest { kept, call, .. } = known.latest.get(&device)?;
        let mut latest = *kept;
        latest.fresh.report.signal = call.as_ref().and_then(|call| call.fresh.report.signal);
        Some(latest)
    }

    /// Where a device was last, and when by the earlier of two clocks: its own and the room's. Later reports may have said nothing
    /// of a place.
    #[must_use]
    pub fn last_place(&self, device: DeviceId) -> Option<(Fix, Instant)> {
        let known = self.known();
        let Fresh { received, report, .. } = known.latest.get(&device)?.placed.as_ref()?.fresh;
        report.fix.map(|fix| (fix, report.at.min(received)))
    }

    /// The devices that reported since this was asked last.
    #[must_use]
    pub fn take_moved(&self) -> HashSet<DeviceId> {
        let mut known = self.known();
        let moved = std::mem::take(&mut known.moved);
        for device in &moved {
            if let Some(latest) = known.latest.get_mut(device) {
                latest.is_news = false;
            }
        }
        moved.into_iter().collect()
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A report that comes late tells nothing newer; of the same time, the one that came last stands.
impl Heard for Lookout {
    fn heard(&mut self, reports: &[Kept]) {
        let mut known = self.known();
        let Known { latest, moved } = &mut *known;
        for kept in reports {
            let device = kept.fresh.device;
            let call = Some(*kept).filter(|kept| kept.fresh.report.signal.is_some());
            let is_news = match latest.entry(device) {
                Entry::Occupied(mut known) => known.get_mut().hears(kept, call),
                Entry::Vacant(place) => {
                    let placed = with_place(kept);
                    place.insert(Latest { kept: *kept, call, placed, is_news: true });
                    true
                }
            };
            if is_news {
                moved.push(device);
            }
        }
    }
}

impl Latest {
    /// Puts a report in the place of an older one; whether that is news and none was before.
    fn hears(&mut self, kept: &Kept, call: Option<Kept>) -> bool {
        let time = |kept: &Kept| (kept.fresh.report.at, kept.number);
        let mut is_newer = time(&self.kept) < time(kept);
        if is_newer {
            self.kept = *kept;
        }
        let placed = with_place(kept);
        if placed.as_ref().map(time) > self.placed.as_ref().map(time) {
            self.placed = placed;
        }
        if call.as_ref().map(time) > self.call.as_ref().map(time) {
            self.call = call;
            is_newer = true;
        }
        let was_news = self.is_news;
        self.is_news |= is_newer;
        is_newer && !was_news
    }
}

/// A report, if it says where.
fn with_place(kept: &Kept) -> Option<Kept> {
    Some(*kept).filter(|kept| kept.fresh.report.fix.is_some())
}

#[cfg(test)]
mod tests {
    use model::{Place, Report, Signal, Span};
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
        assert_eq!(lookout.take_moved(), HashSet::from([device]));
        lookout.heard(&[kept(3, 4)]);
        assert_eq!(lookout.take_moved(), HashSet::new());
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
        assert_eq!(lookout.take_moved(), HashSet::from([device]));
        assert_eq!(calls(&lookout), Some(Signal::EmergencyOver));
        lookout.heard(&[kept(5, 3, Some(Signal::Emergency))]);
        assert_eq!(calls(&lookout), Some(Signal::EmergencyOver), "it called before that");
    }

    #[test]
    fn where_a_device_was_last_is_what_it_said_last_of_a_place_and_never_later_than_the_room_heard_it() {
        let began: Instant = "2026-11-29T06:00:00Z".parse().unwrap();
        let device = DeviceId(Uuid::nil());
        let fix = |lat| {
            let place = Place::from_e7(lat, 0).unwrap();
            let (speed_mm_s, course_mdeg, height_mm) = (None, None, None);
            Some(Fix { place, accuracy_mm: None, speed_mm_s, course_mdeg, height_mm, battery_percent: None })
        };
        let minutes = |minute| began.saturating_add(Span::minutes(minute));
        let kept = |number, minute, fix| {
            let report = Report { at: minutes(minute), fix, signal: None };
            Kept { number, fresh: Fresh { device, received: minutes(5), report } }
        };
        let mut lookout = Lookout::default();
        lookout.heard(&[kept(1, 4, None)]);
        assert_eq!(lookout.last_place(device), None);
        lookout.heard(&[kept(2, 3, fix(3)), kept(3, 2, fix(2)), kept(4, 4, None)]);
        assert_eq!(lookout.last_place(device), fix(3).map(|fix| (fix, minutes(3))));
        // Its clock is fast.
        lookout.heard(&[kept(5, 6, fix(6))]);
        assert_eq!(lookout.last_place(device), fix(6).map(|fix| (fix, minutes(5))));
    }
}
