//! Times as the API takes them. The unit's clocks stand five hours ahead of UTC, as `serve` has it unless told.

use jiff::{SignedDuration, Timestamp, tz::Offset};

/// The moment so many seconds from now.
pub fn seconds_ahead(seconds: i64) -> String {
    let at = Timestamp::now() + SignedDuration::from_secs(seconds);
    format!("{at:.3}")
}

/// The unit's day so many days from now.
pub fn day(ahead: i64) -> String {
    let at = Timestamp::now() + SignedDuration::from_hours(24 * ahead);
    Offset::constant(5).to_datetime(at).date().to_string()
}

/// Seconds since 1970, as codes count them.
pub fn unix() -> u64 {
    Timestamp::now().as_second().try_into().expect("it is later than 1970")
}
