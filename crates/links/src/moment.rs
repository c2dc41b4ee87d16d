//! Moments as others write them: RFC 3339, and seconds or milliseconds since 1970.

use model::Instant;

use crate::number::{self, short};

/// The longest text that is taken for a moment.
const LONGEST: usize = 64;
/// 1970-01-01T00:00:00Z. Nothing that reports to a room is older.
const EARLIEST: i64 = 0;
/// As many decimals of a second as are looked at; what follows is cut off.
const DECIMALS: usize = 9;
/// Epochs from here on are milliseconds: so does Traccar tell them apart (`OsmAndProtocolDecoder`, `Integer.MAX_VALUE`).
const MILLISECONDS_FROM: i64 = i32::MAX as i64;

/// Why a text is not a moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAMoment {
    /// Not in a form that is read here.
    #[error("`{0}` is not a time: write it as 2024-03-26T04:15:00Z")]
    Malformed(String),
    /// It has no zone, and the format does not say which one is meant.
    #[error("`{0}` does not say its offset from UTC: write it as 2024-03-26T04:15:00Z")]
    NoZone(String),
    /// A time, and one that nobody reports from.
    #[error("`{0}` lies outside the years 1970 to 2199: the device's clock is wrong")]
    OutOfRange(String),
}

/// What a time without a zone means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsaid {
    /// It is refused.
    Refused,
    /// It is UTC: so GPX says, and Traccar takes it so.
    Utc,
}

/// An RFC 3339 time with any number of decimals, kept to the microsecond.
///
/// # Errors
/// When it is malformed, or outside the years 1970 to 2199.
pub fn rfc3339(text: &str, unsaid: Unsaid) -> Result<Instant, NotAMoment> {
    let trimmed = text.trim();
    let malformed = || NotAMoment::Malformed(short(text));
    // A `[` would begin a zone by name, which RFC 3339 does not have.
    if trimmed.len() > LONGEST || !trimmed.is_ascii() || trimmed.contains('[') {
        return Err(malformed());
    }
    let cut = cut(trimmed);
    if let Ok(stamp) = cut.parse::<jiff::Timestamp>() {
        return checked(stamp.as_microsecond(), text);
    }
    let civil = cut.parse::<jiff::civil::DateTime>().map_err(|_| malformed())?;
    if unsaid == Unsaid::Refused || !cut.contains(':') {
        return Err(NotAMoment::NoZone(short(text)));
    }
    let stamp = jiff::tz::Offset::UTC.to_timestamp(civil).map_err(|_| malformed())?;
    checked(stamp.as_microsecond(), text)
}

/// The text with no more decimals of a second than are read.
fn cut(text: &str) -> std::borrow::Cow<'_, str> {
    let Some((before, after)) = text.split_once('.') else { return text.into() };
    let decimals = after.bytes().take_while(u8::is_ascii_digit).count();
    match (after.get(..DECIMALS), after.get(decimals..)) {
        (Some(kept), Some(zone)) if decimals > DECIMALS => format!("{before}.{kept}{zone}").into(),
        _ => text.into(),
    }
}

/// Seconds since 1970, or milliseconds where seconds would lie beyond 2038.
///
/// # Errors
/// When it is no number, or outside the years 1970 to 2199.
pub fn epoch(text: &str) -> Result<Instant, NotAMoment> {
    let micros = number::scaled(text, 6).map_err(|_| NotAMoment::Malformed(short(text)))?;
    let micros = if micros / 1_000_000 >= MILLISECONDS_FROM { micros / 1000 } else { micros };
    checked(micros, text)
}

/// Milliseconds since 1970.
///
/// # Errors
/// When it lies outside the years 1970 to 2199.
pub fn milliseconds(millis: u64) -> Result<Instant, NotAMoment> {
    let micros = i64::try_from(millis).ok().and_then(|millis| millis.checked_mul(1000)).unwrap_or(i64::MAX);
    checked(micros, &format!("{millis} ms"))
}

fn checked(micros: i64, text: &str) -> Result<Instant, NotAMoment> {
    let out_of_range = || NotAMoment::OutOfRange(short(text));
    if micros < EARLIEST {
        return Err(out_of_range());
    }
    Instant::from_micros(micros).map_err(|_| out_of_range())
}

/// RFC 3339 in UTC with milliseconds, or microseconds where there are any: `2024-03-26T04:15:00.000Z`.
#[must_use]
pub fn text(at: Instant) -> String {
    let stamp = jiff::Timestamp::from_microsecond(at.micros()).unwrap_or_default();
    if at.micros() % 1000 == 0 { format!("{stamp:.3}") } else { format!("{stamp:.6}") }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn micros(text: &str) -> i64 {
        rfc3339(text, Unsaid::Refused).unwrap().micros()
    }

    #[test]
    fn moments_are_read_with_any_number_of_decimals() {
        assert_eq!(micros("2023-07-18T15:23:09.00Z"), 1_689_693_789_000_000);
        assert_eq!(micros("2023-07-18T20:23:09.123456789012+05:00"), 1_689_693_789_123_456);
        assert_eq!(micros("2011-07-09T20:52:00-07:00"), 1_310_269_920_000_000);
        assert_eq!(epoch("1377177267").unwrap().micros(), 1_377_177_267_000_000);
        assert_eq!(epoch("1442068686579").unwrap().micros(), 1_442_068_686_579_000);
        assert_eq!(epoch("1442068686.5").unwrap().micros(), 1_442_068_686_500_000);
    }

    #[test]
    fn a_time_without_a_zone_is_utc_only_where_the_format_says_so() {
        assert!(matches!(rfc3339("2014-06-04 09:10:11", Unsaid::Refused), Err(NotAMoment::NoZone(_))));
        assert_eq!(rfc3339("2014-06-04 09:10:11", Unsaid::Utc).unwrap().micros(), 1_401_873_011_000_000);
    }

    #[test]
    fn what_is_no_moment_or_of_no_year_is_refused() {
        for text in [
            "",
            "now",
            "2014-06-04",
            "2014-13-04T00:00:00Z",
            "2014-06-04T25:00:00Z",
            "2014-06-04T09:10:11Z[UTC]",
        ] {
            assert!(rfc3339(text, Unsaid::Utc).is_err(), "{text}");
        }
        for text in ["1969-12-31T23:59:59Z", "2200-01-01T00:00:00Z", "0001-01-01T00:00:00Z"] {
            assert!(matches!(rfc3339(text, Unsaid::Refused), Err(NotAMoment::OutOfRange(_))), "{text}");
        }
        assert!(epoch("-1").is_err() && epoch("x").is_err() && milliseconds(u64::MAX).is_err());
    }

    proptest! {
        #[test]
        fn a_moment_written_is_read_as_the_same(micros in 0..7_258_118_400_000_000_i64) {
            let at = Instant::from_micros(micros).unwrap();
            prop_assert_eq!(rfc3339(&text(at), Unsaid::Refused), Ok(at));
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,70}|[-+0-9TZ:. ]{0,40}") {
            let _ = (rfc3339(&text, Unsaid::Utc), epoch(&text));
        }
    }
}
