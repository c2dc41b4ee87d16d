//! How long a receiver that failed is left alone, and when a message is given up. Chance is handed in.

use std::time::Duration;

use conduct::message::Message;
use model::{Instant, Span};

/// How long a receiver is left alone after its first failure.
pub const FIRST: Duration = Duration::from_secs(1);
/// The longest it is left alone: one that comes back is told within this.
pub const LONGEST: Duration = Duration::from_secs(900);
/// The longest a receiver is left alone for whom something urgent waits. Ours: a relay that was restarted hears within half a minute
/// of an alert, and one that is down is asked twice a minute, which costs it nothing.
pub const LONGEST_WHEN_URGENT: Duration = Duration::from_secs(30);
/// Within what time something urgent is to be taken; else the room is told that it was not. Ours: as long as the room itself has to
/// take an alert before it goes up (`conduct::escalation::Step::usual`), so that whoever is asked to telephone is asked in time.
pub const TAKEN_WITHIN: Span = Span::minutes(2);
/// For how long a message is tried. Ours: a day, so that a receiver that was down overnight still hears, and whoever
/// is on duty learns within a day of one that does not.
pub const TRIED_FOR: Span = Span::hours(24);

/// How long to leave a receiver alone that has failed so often in a row (at least once): twice as long each time, and
/// of that a part drawn between half and all, so that many who failed together do not come back together.
#[must_use]
pub fn pause(failures: u32, chance: u32, longest: Duration) -> Duration {
    let doubled = FIRST.saturating_mul(1_u32.checked_shl(failures.saturating_sub(1)).unwrap_or(u32::MAX));
    let whole = doubled.min(longest);
    let half = whole / 2;
    half + half.mul_f64(f64::from(chance) / f64::from(u32::MAX))
}

/// Whether a message that has just failed is not tried again.
#[must_use]
pub fn is_over(waits_since: Instant, now: Instant) -> bool {
    now.since(waits_since) >= TRIED_FOR
}

/// Whether a message that has just failed should have been taken by now, and the room does not know yet that it was not.
#[must_use]
pub fn is_late(message: &Message, now: Instant) -> bool {
    message.about.is_urgent() && !message.late && now.since(message.since) >= TAKEN_WITHIN
}

#[cfg(test)]
mod tests {
    use conduct::message::About;
    use model::id::{AlertId, MovementId};
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_pause_doubles_up_to_a_quarter_of_an_hour_and_chance_takes_up_to_half_of_it() {
        let most = |failures| pause(failures, u32::MAX, LONGEST);
        assert_eq!([1, 2, 3, 10].map(most), [1, 2, 4, 512].map(Duration::from_secs));
        for failures in [11, 12, 32, 33, 1000, u32::MAX] {
            assert_eq!(most(failures), LONGEST, "{failures}");
            assert_eq!(pause(failures, 0, LONGEST), LONGEST / 2, "{failures}");
        }
        assert_eq!(pause(1, 0, LONGEST), FIRST / 2);
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

    #[test]
    fn what_is_urgent_is_late_after_two_minutes_once_and_nothing_else_ever_is() {
        let since: Instant = "2026-12-01T02:00:00Z".parse().unwrap();
        let late = |about, late, seconds| {
            let message = Message { movement: MovementId(Uuid::nil()), about, since, late };
            is_late(&message, since.saturating_add(Span::seconds(seconds)))
        };
        let alert = About::Alert(AlertId(Uuid::nil()));
        assert_eq!([119, 120].map(|seconds| late(alert, false, seconds)), [false, true]);
        assert!(!late(alert, true, 3_600), "that was said");
        assert!(!late(About::Cleared, false, 3_600));
    }
}
