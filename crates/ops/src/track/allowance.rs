//! How fast one device may report: so that none, whoever has it in hand, keeps others waiting.
//!
//! Each has an allowance that is used up by its reports and comes back with time. Whoever is out of it is told when to come
//! again; nothing of theirs is taken until then, and nobody else notices. It comes back by the room's clock, which is handed
//! in: one that is set back gives nothing, and takes nothing away.

use std::collections::HashMap;

use model::{Instant, Span, id::DeviceId};

use super::kept::Fresh;

/// How many a second come back, unless the room is told otherwise. Ours: five times as many as the most eager tracker sends, and
/// more than a telephone that waits for each answer can.
pub const PER_SECOND: u32 = 50;
/// The allowance of so many seconds may be used up at once. Ours: at the usual rate 10,000 reports, what a telephone that reports
/// every five seconds keeps in half a day without a network, and some more.
const SECONDS: i64 = 200;
/// Beyond so many it is looked who has all of theirs back: of those nothing need be kept.
const MANY: usize = 32_768;

const SECOND: i64 = 1_000_000;

/// What each device may use, and has used up.
#[derive(Debug)]
pub struct Allowance {
    per_second: i64,
    used: HashMap<DeviceId, Used>,
}

#[derive(Clone, Copy, Debug)]
struct Used {
    /// In millionths of a report, as of that moment.
    much: i64,
    as_of: Instant,
}

/// By device.
pub(super) struct UsedUp(Vec<(DeviceId, Used)>);

impl Used {
    fn at(self, now: Instant, per_second: i64) -> Used {
        let back = now.since(self.as_of).0.max(0).saturating_mul(per_second);
        Used { much: self.much.saturating_sub(back).max(0), as_of: self.as_of.max(now) }
    }
}

impl Default for Allowance {
    fn default() -> Self {
        Allowance::of(PER_SECOND)
    }
}

impl Allowance {
    /// So many reports a second, at least one, and as many at once as come back in some minutes.
    #[must_use]
    pub fn of(per_second: u32) -> Self {
        Allowance { per_second: i64::from(per_second.max(1)), used: HashMap::new() }
    }

    /// What the devices of these will have used up if they are taken now.
    ///
    /// # Errors
    /// How long to wait, if they are too many for some of them, and for which.
    pub(super) fn with(&self, reports: &[Fresh], now: Instant) -> Result<UsedUp, (Span, Vec<DeviceId>)> {
        let mut asked: HashMap<DeviceId, i64> = HashMap::new();
        for same in reports.chunk_by(|one, next| one.device == next.device) {
            let Some(Fresh { device, .. }) = same.last() else { continue };
            let much = asked.entry(*device).or_default();
            *much = much.saturating_add(i64::try_from(same.len()).unwrap_or(i64::MAX).saturating_mul(SECOND));
        }
        let after = |(device, much): (DeviceId, i64)| {
            let fresh = Used { much: 0, as_of: now };
            let before = self.used.get(&device).map_or(fresh, |used| used.at(now, self.per_second));
            (device, Used { much: before.much.saturating_add(much), ..before })
        };
        let after: Vec<_> = asked.into_iter().map(after).collect();
        let allowed = self.per_second.saturating_mul(SECONDS * SECOND);
        let over = |used: &Used| used.much.saturating_sub(allowed);
        let too_fast: Vec<_> = after.iter().filter(|(_, used)| over(used) > 0).collect();
        match too_fast.iter().map(|(_, used)| over(used)).max() {
            None => Ok(UsedUp(after)),
            Some(most) => {
                let again = Span(most.div_euclid(self.per_second).saturating_add(1));
                Err((again, too_fast.into_iter().map(|(device, _)| *device).collect()))
            }
        }
    }

    /// They were taken.
    pub(super) fn use_up(&mut self, UsedUp(after): UsedUp) {
        let now = after.iter().map(|(_, used)| used.as_of).max();
        self.used.extend(after);
        let per_second = self.per_second;
        if let (true, Some(now)) = (self.used.len() > MANY, now) {
            self.used.retain(|_, used| used.at(now, per_second).much > 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use model::Report;
    use uuid::Uuid;

    use super::*;

    const BURST: usize = 10_000;

    impl Allowance {
        fn take(&mut self, reports: &[Fresh]) -> Result<(), (Span, Vec<DeviceId>)> {
            let now = reports.iter().map(|it| it.received).max().unwrap();
            self.with(reports, now).map(|after| self.use_up(after))
        }
    }

    fn begins() -> Instant {
        "2026-11-30T06:00:00Z".parse().unwrap()
    }

    fn after(seconds: i32) -> Instant {
        begins().saturating_add(Span::seconds(seconds))
    }

    fn reports(device: u128, count: usize, received: Instant) -> Vec<Fresh> {
        let report = Report { at: received, fix: None, signal: None };
        vec![Fresh { device: DeviceId(Uuid::from_u128(device)), received, report }; count]
    }

    #[test]
    fn who_is_out_of_it_is_told_when_to_come_again_and_comes_then() {
        let mut allowance = Allowance::default();
        for _ in 0..BURST / 1_000 {
            allowance.take(&reports(1, 1_000, begins())).unwrap();
        }
        let (wait, _) = allowance.take(&reports(1, 1_000, begins())).unwrap_err();
        assert_eq!(wait.0 / SECOND, 1_000 / i64::from(PER_SECOND));
        let earlier = begins().saturating_add(Span(wait.0 - SECOND));
        allowance.take(&reports(1, 1_000, earlier)).unwrap_err();
        allowance.take(&reports(1, 1_000, begins().saturating_add(wait))).unwrap();
    }

    #[test]
    fn nobody_else_notices() {
        let mut allowance = Allowance::default();
        allowance.take(&reports(1, BURST, begins())).unwrap();
        allowance.take(&reports(2, 1_000, begins())).unwrap();
        // Whoever hands theirs in together with others' is told whose they are that have to wait; nothing is used up meanwhile.
        let both = [reports(3, 10, begins()), reports(1, 1, begins())].concat();
        let (_, who) = allowance.take(&both).unwrap_err();
        assert_eq!(who, [DeviceId(Uuid::from_u128(1))]);
        assert!(!allowance.used.contains_key(&DeviceId(Uuid::from_u128(3))));
    }

    #[test]
    fn a_clock_that_is_set_back_gives_nothing_and_takes_nothing_away() {
        let mut allowance = Allowance::default();
        allowance.take(&reports(1, BURST, after(100))).unwrap();
        allowance.take(&reports(1, 1, after(0))).unwrap_err();
        allowance.take(&reports(1, PER_SECOND as usize, after(101))).unwrap();
        allowance.take(&reports(1, 1, after(101))).unwrap_err();
    }

    #[test]
    fn of_whom_all_is_back_nothing_is_kept_once_they_are_many() {
        let mut allowance = Allowance::default();
        for device in 0..MANY as u128 {
            allowance.take(&reports(device, 1, begins())).unwrap();
        }
        allowance.take(&reports(u128::MAX, 1, after(1))).unwrap();
        assert_eq!(allowance.used.len(), 1);
    }
}
