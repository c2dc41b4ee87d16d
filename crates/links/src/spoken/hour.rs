//! An hour as it is said: `0915`, `9:15`, by the clocks of the place; `0415Z` by UTC.

use model::{Instant, Span};

use super::AHEAD;

const DAY_MINUTES: i64 = 24 * 60;
const MINUTE_US: i64 = 60_000_000;

/// The latest such hour that is not in the future. Whoever names a minute means all of it: at 09:15:20, `0915` is the
/// minute that runs.
pub(super) fn hour(said: &str, now: Instant, offset: Span) -> Option<Instant> {
    let (said, offset) = match said.strip_suffix(['Z', 'z']) {
        Some(said) => (said, Span::seconds(0)),
        None => (said, offset),
    };
    let minutes = minutes(said)?;
    let today = now.day(offset);
    // From the day after on, for a watch that is ahead over midnight.
    (-1..=1).rev().find_map(|days| {
        let begins = today.checked_add(days)?.begins(offset);
        let at = Instant::from_micros(begins.micros().checked_add(minutes * MINUTE_US)?).ok()?;
        (at <= now.saturating_add(AHEAD)).then(|| at.min(now))
    })
}

/// Minutes since midnight.
fn minutes(said: &str) -> Option<i64> {
    let (hours, minutes) = match said.split_once([':', '.']) {
        Some((hours, minutes)) => (hours, minutes),
        None if said.len() == 4 => said.split_at_checked(2)?,
        None => return None,
    };
    let two = |text: &str| text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
    if !two(hours) || minutes.len() != 2 || !two(minutes) {
        return None;
    }
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    let sum = hours * 60 + minutes;
    (minutes < 60 && sum < DAY_MINUTES).then_some(sum)
}
