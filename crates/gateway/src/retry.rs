//! How long a receiver that failed is left alone, and when a message is given up. Chance is handed in.

use std::time::Duration;

use model::{Instant, Span};

/// How long a receiver is left alone after its first failure.
pub const FIRST: Duration = Duration::from_secs(1);
/// The longest it is left alone: one that comes back is told within this.
pub const LONGEST: Duration = Duration::from_secs(900);
/// For how long a message is tried. Ours: a day, so that a receiver that was down overnight still hears, and whoever
/// is on duty learns within a day of one that does not.
pub const TRIED_FOR: Span = Span::hours(24);

/// How long to leave a receiver alone that has failed so often in a row (at least once): twice as long each time, and
/// of that a part drawn between half and all, so that many who failed together do not come back together.
#[must_use]
pub fn pause(failures: u32, chance: u32) -> Duration {
    let doubled = FIRST.saturating_mul(1_u32.checked_shl(failures.saturating_sub(1)).unwrap_or(u32::MAX));
    let whole = doubled.min(LONGEST);
    let half = whole / 2;
    half + half.mul_f64(f64::from(chance) / f64::from(u32::MAX))
}

/// Whether a message that has just failed is not tried again.
#[must_use]
pub fn is_over(waits_since: Instant, now: Instant) -> bool {
    now.since(waits_since) >= TRIED_FOR
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_doubles_up_to_a_quarter_of_an_hour_and_chance_takes_up_to_half_of_it() {
        let most = |failures| pause(failures, u32::MAX);
        assert_eq!([1, 2, 3, 10].map(most), [1, 2, 4, 512].map(Duration::from_secs));
        for failures in [11, 12, 32, 33, 1000, u32::MAX] {
            assert_eq!(most(failures), LONGEST, "{failures}");
            assert_eq!(pause(failures, 0), LONGEST / 2, "{failures}");
        }
        assert_eq!(pause(1, 0), FIRST / 2);
    }

    #[test]
    fn a_message_is_given_up_a_day_after_it_began_to_wait_and_not_before() {
        let began: Instant = "2026-12-01T02:00:00Z".parse().unwrap();
        assert!(!is_over(began, "2026-12-02T01:59:59Z".parse().unwrap()));
        assert!(is_over(began, "2026-12-02T02:00:00Z".parse().unwrap()));
        assert!(
            !is_over(began, "2026-11-30T02:00:00Z".parse().unwrap()),
            "a clock set back gives nothing up"
        );
    }
}
