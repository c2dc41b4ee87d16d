//! Which reports are taken. What is not is refused and counted, never dropped in silence.

use std::sync::atomic::{AtomicU64, Ordering};

use model::{Instant, Report, Span};
use serde::Serialize;

use super::intake::NotTaken;

/// How far a device's clock may stand ahead of the room's. Ours: two minutes, more than any phone with a network is off.
pub const AHEAD: Span = Span(120_000_000);
/// How long tracks are kept, unless the room is told otherwise (`serve --keep-tracks`): 30 days. A report older than that is of
/// no use to anybody.
pub const RETENTION: Span = Span::hours(24 * 30);

/// Why a report is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Unfit {
    /// No device here has that credential, or not any more, or not yet.
    #[error("no device is enrolled with that credential: enrol it, or look whether it was revoked")]
    NotEnrolled,
    /// Its time lies ahead of the room's clock.
    #[error("the report is from the future: set the device's clock")]
    FromTheFuture,
    /// It is older than tracks are kept.
    #[error("the report is older than tracks are kept")]
    TooOld,
}

/// What decides which reports are taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Admission {
    /// How long tracks are kept.
    pub retention: Span,
}

impl Default for Admission {
    fn default() -> Self {
        Admission { retention: RETENTION }
    }
}

impl Admission {
    /// For as long as tracks are kept so many days.
    #[must_use]
    pub fn keeping_days(days: u16) -> Admission {
        Admission { retention: Span::hours(24 * i32::from(days)) }
    }

    /// A report as it is taken at a moment. Whoever calls for help, or says that it is over, is heard whatever their clock says:
    /// if its time cannot be, it is one of the moment at which it came.
    ///
    /// # Errors
    /// When any other is from the future, or too old.
    pub fn admits(&self, report: Report, now: Instant) -> Result<Report, Unfit> {
        let why = if report.at > now.saturating_add(AHEAD) {
            Unfit::FromTheFuture
        } else if report.at < now.saturating_add(Span(-self.retention.0)) {
            Unfit::TooOld
        } else {
            return Ok(report);
        };
        report.signal.map(|_| Report { at: now, ..report }).ok_or(why)
    }
}

/// What came in, since the room was opened.
#[derive(Debug, Default)]
pub struct Counts {
    kept: AtomicU64,
    not_enrolled: AtomicU64,
    from_the_future: AtomicU64,
    too_old: AtomicU64,
    time_not_believed: AtomicU64,
    simulated: AtomicU64,
    malformed: AtomicU64,
    too_long: AtomicU64,
    not_heard: AtomicU64,
    too_many: AtomicU64,
    over_capacity: AtomicU64,
    too_fast: AtomicU64,
    closing: AtomicU64,
    not_kept: AtomicU64,
}

/// The same at a moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Counted {
    /// Reports that are durable.
    pub kept: u64,
    /// Refused: no device enrolled.
    pub not_enrolled: u64,
    /// Refused: from the future.
    pub from_the_future: u64,
    /// Refused: too old.
    pub too_old: u64,
    /// Calls for help whose time cannot be: kept as of when they came.
    pub time_not_believed: u64,
    /// Positions that their telephone says are simulated: the report was taken without.
    pub simulated: u64,
    /// Refused: not understood.
    pub malformed: u64,
    /// Posts refused: too long to be read. How many reports they held nobody knows.
    pub too_long: u64,
    /// Posts refused: they did not come in time, or whole.
    pub not_heard: u64,
    /// Posts refused: more reports in one than are taken at once.
    pub too_many: u64,
    /// Refused: more came in than can be kept; their senders were told to try again.
    pub over_capacity: u64,
    /// Refused: more than one device may send; it was told to wait.
    pub too_fast: u64,
    /// Refused: the room was closing; their senders were told to try again.
    pub closing: u64,
    /// Refused: they could not be made durable.
    pub not_kept: u64,
}

impl Counts {
    /// One more was refused.
    pub fn refused(&self, why: Unfit) {
        let counter = match why {
            Unfit::NotEnrolled => &self.not_enrolled,
            Unfit::FromTheFuture => &self.from_the_future,
            Unfit::TooOld => &self.too_old,
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    /// The time that one more states was not believed.
    pub(super) fn time_not_believed(&self) {
        self.time_not_believed.fetch_add(1, Ordering::Relaxed);
    }

    /// So many more positions are simulated.
    pub fn simulated(&self, count: usize) {
        self.simulated.fetch_add(count as u64, Ordering::Relaxed);
    }

    /// One more was not understood.
    pub fn malformed(&self) {
        self.malformed.fetch_add(1, Ordering::Relaxed);
    }

    /// A post was too long to be read.
    pub fn too_long(&self) {
        self.too_long.fetch_add(1, Ordering::Relaxed);
    }

    /// A post did not come in time, or not to its end.
    pub fn not_heard(&self) {
        self.not_heard.fetch_add(1, Ordering::Relaxed);
    }

    /// A post held more reports than are taken at once.
    pub fn too_many(&self) {
        self.too_many.fetch_add(1, Ordering::Relaxed);
    }

    /// So many more were not taken.
    pub fn not_taken(&self, why: &NotTaken, count: usize) {
        let counter = match why {
            NotTaken::TooMany(_) => return self.too_many(),
            NotTaken::TooFast { .. } => return self.too_fast(count),
            NotTaken::Full => &self.over_capacity,
            NotTaken::NotKept(_) => &self.not_kept,
            NotTaken::Closed => &self.closing,
        };
        counter.fetch_add(count as u64, Ordering::Relaxed);
    }

    /// So many more were refused because their device has to wait.
    pub fn too_fast(&self, count: usize) {
        self.too_fast.fetch_add(count as u64, Ordering::Relaxed);
    }

    /// So many more are durable.
    pub(super) fn kept(&self, count: usize) {
        self.kept.fetch_add(count as u64, Ordering::Relaxed);
    }

    /// What was counted so far.
    #[must_use]
    pub fn so_far(&self) -> Counted {
        let of = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Counted {
            kept: of(&self.kept),
            not_enrolled: of(&self.not_enrolled),
            from_the_future: of(&self.from_the_future),
            too_old: of(&self.too_old),
            time_not_believed: of(&self.time_not_believed),
            simulated: of(&self.simulated),
            malformed: of(&self.malformed),
            too_long: of(&self.too_long),
            not_heard: of(&self.not_heard),
            too_many: of(&self.too_many),
            over_capacity: of(&self.over_capacity),
            too_fast: of(&self.too_fast),
            closing: of(&self.closing),
            not_kept: of(&self.not_kept),
        }
    }
}

#[cfg(test)]
mod tests {
    use model::Signal;

    use super::*;

    fn now() -> Instant {
        "2026-11-29T06:00:00Z".parse().unwrap()
    }

    fn after(micros: i64, signal: Option<Signal>) -> Report {
        Report { at: now().saturating_add(Span(micros)), fix: None, signal }
    }

    #[test]
    fn a_report_is_taken_from_the_oldest_that_is_kept_to_the_newest_a_clock_may_be_ahead() {
        let admission = Admission::keeping_days(30);
        let admitted = |report| admission.admits(report, now());
        let [newest, oldest] = [AHEAD.0, -RETENTION.0].map(|by| after(by, None));
        assert_eq!((admitted(newest), admitted(oldest)), (Ok(newest), Ok(oldest)));
        assert_eq!(admitted(after(AHEAD.0 + 1, None)), Err(Unfit::FromTheFuture));
        assert_eq!(admitted(after(-RETENTION.0 - 1, None)), Err(Unfit::TooOld));
    }

    #[test]
    fn a_call_for_help_is_taken_whatever_its_clock_says_and_one_that_cannot_be_is_of_now() {
        let admission = Admission::keeping_days(30);
        for signal in [Signal::Emergency, Signal::EmergencyOver].map(Some) {
            let admitted = |by| admission.admits(after(by, signal), now());
            assert_eq!(admitted(-RETENTION.0), Ok(after(-RETENTION.0, signal)), "what can be is believed");
            for by in [AHEAD.0 + 1, -RETENTION.0 - 1] {
                assert_eq!(admitted(by), Ok(after(0, signal)));
            }
        }
    }
}
