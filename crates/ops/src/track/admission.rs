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
            NotTaken::Full => &self.over_capacity,
            NotTaken::TooFast { .. } => &self.too_fast,
            NotTaken::NotKept(_) => &self.not_kept,
            NotTaken::Closed => &self.closing,
        };
        counter.fetch_add(count as u64, Ordering::Relaxed);
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
    use super::*;

    #[test]
    fn a_report_is_taken_from_the_oldest_that_is_kept_to_the_newest_a_clock_may_be_ahead() {
        let now: Instant = "2026-11-29T06:00:00Z".parse().unwrap();
        let admission = Admission::keeping_days(30);
        let at = |by: i64| Report { at: now.saturating_add(Span(by)), fix: None, signal: None };
        assert_eq!(admission.admits(&at(AHEAD.0), now), Ok(()));
        assert_eq!(admission.admits(&at(AHEAD.0 + 1), now), Err(Unfit::FromTheFuture));
        assert_eq!(admission.admits(&at(-RETENTION.0), now), Ok(()));
        assert_eq!(admission.admits(&at(-RETENTION.0 - 1), now), Err(Unfit::TooOld));
    }
}
