//! Which reports are taken. What is not is refused and counted, never dropped in silence.

use std::sync::atomic::{AtomicU64, Ordering};

use model::{Instant, Report, Span};
use serde::Serialize;

/// How far a device's clock may stand ahead of the room's. Ours: two minutes, more than any phone with a network is off.
pub const AHEAD: Span = Span(120_000_000);
/// How long tracks are kept, unless the room is told otherwise: 30 days. A report older than that is of no use to anybody.
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
    /// Whether a report is taken at a moment.
    ///
    /// # Errors
    /// When it is from the future, or too old.
    pub fn admits(&self, report: &Report, now: Instant) -> Result<(), Unfit> {
        if report.at > now.saturating_add(AHEAD) {
            return Err(Unfit::FromTheFuture);
        }
        if report.at < now.saturating_add(Span(-self.retention.0)) {
            return Err(Unfit::TooOld);
        }
        Ok(())
    }
}

/// What came in, since the room was opened.
#[derive(Debug, Default)]
pub struct Counts {
    kept: AtomicU64,
    not_enrolled: AtomicU64,
    from_the_future: AtomicU64,
    too_old: AtomicU64,
    malformed: AtomicU64,
    over_capacity: AtomicU64,
    too_fast: AtomicU64,
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
    /// Refused: not understood.
    pub malformed: u64,
    /// Refused: too many at once; their senders were told to try again.
    pub over_capacity: u64,
    /// Refused: more than one device may send; it was told to wait.
    pub too_fast: u64,
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

    /// One more was not understood.
    pub fn malformed(&self) {
        self.malformed.fetch_add(1, Ordering::Relaxed);
    }

    /// So many more are durable.
    pub(super) fn kept(&self, count: usize) {
        self.kept.fetch_add(count as u64, Ordering::Relaxed);
    }

    /// So many more were sent away for lack of room.
    pub(super) fn over_capacity(&self, count: usize) {
        self.over_capacity.fetch_add(count as u64, Ordering::Relaxed);
    }

    /// So many more were sent away because their device sends more than one may.
    pub(super) fn too_fast(&self, count: usize) {
        self.too_fast.fetch_add(count as u64, Ordering::Relaxed);
    }

    /// So many more could not be made durable.
    pub(super) fn not_kept(&self, count: usize) {
        self.not_kept.fetch_add(count as u64, Ordering::Relaxed);
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
            malformed: of(&self.malformed),
            over_capacity: of(&self.over_capacity),
            too_fast: of(&self.too_fast),
            not_kept: of(&self.not_kept),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_taken_from_the_oldest_that_is_kept_to_the_newest_a_clock_may_be_ahead() {
        let now: Instant = "2026-11-29T06:00:00Z".parse().unwrap();
        let admission = Admission::default();
        let at = |by: i64| Report { at: now.saturating_add(Span(by)), fix: None, signal: None };
        assert_eq!(admission.admits(&at(AHEAD.0), now), Ok(()));
        assert_eq!(admission.admits(&at(AHEAD.0 + 1), now), Err(Unfit::FromTheFuture));
        assert_eq!(admission.admits(&at(-RETENTION.0), now), Ok(()));
        assert_eq!(admission.admits(&at(-RETENTION.0 - 1), now), Err(Unfit::TooOld));
    }
}
