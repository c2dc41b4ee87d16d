//! Whether somebody set the wall clock.
//!
//! Every time on the record comes from the wall clock, and rules are proved against it. A clock that was set
//! while the room was open is a fact about everything recorded around it, so it stands on the record itself.

use model::{Instant, Span};
use serde::{Deserialize, Serialize};

use crate::surroundings::Reading;

/// The `type` of the entry; body [`ClockJumped`], in the world of the log itself.
pub const CLOCK_JUMPED: &str = "clock-jumped";
/// The version of its body.
pub const BODY_VERSION: u32 = 1;
/// What a clock may be put right by without a word on the record.
pub const TOLERATED: Span = Span::seconds(2);

/// The body of `clock-jumped` v1: what follows is recorded by a clock that was set.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockJumped {
    /// By how many microseconds; negative if the clock went back.
    pub by_us: i64,
    /// How that is known.
    pub against: Against,
    /// What the wall clock says since.
    pub wall: Instant,
    /// Whether it is known to be synchronised.
    pub synchronised: bool,
}

/// What the wall clock was compared with.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Against {
    /// A clock that nobody sets.
    SteadyClock,
    /// What it said before itself: only a step back shows.
    Itself,
    /// The time of the last entry, when the record was opened: only a step back shows.
    LastEntry,
}

/// Whether the wall clock jumped between two readings, or since the last entry if there was none before.
#[must_use]
pub fn between(before: Option<Reading>, last_recorded: Instant, now: Reading) -> Option<ClockJumped> {
    let (by, against) = match before {
        Some(before) => match before.steady.zip(now.steady) {
            Some((then, since)) => {
                let passed = i64::try_from(since.saturating_sub(then)).unwrap_or(i64::MAX);
                (now.wall.since(before.wall).0.saturating_sub(passed), Against::SteadyClock)
            }
            None => (now.wall.since(before.wall).0.min(0), Against::Itself),
        },
        None => (now.wall.since(last_recorded).0.min(0), Against::LastEntry),
    };
    let by_us = by.clamp(-record::canonical::MAX_INTEGER, record::canonical::MAX_INTEGER);
    let jumped = ClockJumped { by_us, against, wall: now.wall, synchronised: now.synchronised };
    (by_us.abs() > TOLERATED.0).then_some(jumped)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(wall: i64, steady: Option<u64>) -> Reading {
        Reading { wall: Instant::from_micros(wall).unwrap(), synchronised: true, steady }
    }

    #[test]
    fn time_that_passes_on_both_clocks_is_no_jump() {
        let jumped = between(Some(at(0, Some(7))), Instant::MIN, at(86_400_000_000, Some(86_400_000_007)));
        assert_eq!(jumped, None);
    }

    #[test]
    fn two_seconds_are_tolerated_and_a_microsecond_more_is_not() {
        let jump = |wall| between(Some(at(0, Some(0))), Instant::MIN, at(wall, Some(0))).map(|j| j.by_us);
        assert_eq!(jump(2_000_000), None);
        assert_eq!(jump(2_000_001), Some(2_000_001));
        assert_eq!(jump(-2_000_000), None);
        assert_eq!(jump(-2_000_001), Some(-2_000_001));
    }

    #[test]
    fn without_a_steady_clock_only_a_step_back_shows() {
        let jump = |wall| between(Some(at(0, None)), Instant::MIN, at(wall, None));
        assert_eq!(jump(3_600_000_000), None);
        let back = jump(-3_600_000_000).unwrap();
        assert_eq!((back.by_us, back.against), (-3_600_000_000, Against::Itself));
    }

    #[test]
    fn a_record_from_the_future_shows_when_it_is_opened() {
        let last = Instant::from_micros(10_000_000).unwrap();
        let jumped = between(None, last, at(0, Some(3))).unwrap();
        assert_eq!((jumped.by_us, jumped.against), (-10_000_000, Against::LastEntry));
        assert_eq!(between(None, Instant::MIN, at(0, Some(3))), None, "an empty record has no last entry");
    }

    #[test]
    fn the_longest_jump_there_is_still_fits_an_entry() {
        let (first, last) = (Instant::MIN.micros(), Instant::MAX.micros());
        let jumped = between(Some(at(first, Some(0))), Instant::MIN, at(last, Some(0))).unwrap();
        assert!(jumped.by_us <= record::canonical::MAX_INTEGER);
    }
}
