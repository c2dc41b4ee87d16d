//! Moments, days and spans as integers. Nothing here reads a clock.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Microseconds in a second.
const SECOND: i64 = 1_000_000;
/// Microseconds in a day of 24 hours.
const DAY: i64 = 86_400 * SECOND;

/// A moment: microseconds since the Unix epoch, UTC. Between the years 1900 and 2200.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Instant(i64);

/// A calendar day, as days since 1970-01-01. Between the years 1900 and 2200.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(i32);

/// A length of time in microseconds; may be negative.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Span(pub i64);

/// Why a number or text is not a moment or a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotATime {
    /// Outside the years this system keeps.
    #[error("{0} lies outside the years 1900 to 2200: check the year")]
    OutOfRange(String),
    /// Not in the form expected.
    #[error("`{0}` is not a time: write it as 2024-03-26T09:15:00+05:00, with its offset from UTC")]
    Malformed(String),
    /// Not in the form expected, or no such day.
    #[error("`{0}` is not a day: write it as 2024-03-26")]
    NoSuchDay(String),
}

impl Instant {
    /// 1900-01-01T00:00:00Z.
    pub const MIN: Instant = Instant(-2_208_988_800 * SECOND);
    /// 2199-12-31T23:59:59.999999Z.
    pub const MAX: Instant = Instant(7_258_118_400 * SECOND - 1);

    /// # Errors
    /// When the moment lies outside the years 1900 to 2200.
    pub fn from_micros(micros: i64) -> Result<Self, NotATime> {
        let moment = Instant(micros);
        if (Self::MIN..=Self::MAX).contains(&moment) {
            Ok(moment)
        } else {
            Err(NotATime::OutOfRange(format!("{micros} µs")))
        }
    }

    /// Microseconds since the Unix epoch.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// The moment `span` later, or `None` beyond the years kept.
    #[must_use]
    pub fn checked_add(self, span: Span) -> Option<Self> {
        Self::from_micros(self.0.checked_add(span.0)?).ok()
    }

    /// The moment `span` later, held at the edge of the years kept.
    #[must_use]
    pub fn saturating_add(self, span: Span) -> Self {
        Instant(self.0.saturating_add(span.0)).clamp(Self::MIN, Self::MAX)
    }

    /// How long after `earlier` this is.
    #[must_use]
    pub fn since(self, earlier: Instant) -> Span {
        Span(self.0 - earlier.0)
    }

    /// The calendar day at this moment where clocks stand `offset` ahead of UTC.
    #[must_use]
    pub fn day(self, offset: Span) -> Day {
        let days = self.saturating_add(offset).0.div_euclid(DAY);
        Day(i32::try_from(days).unwrap_or_default())
    }

    /// RFC 3339 in the zone `offset` ahead of UTC, to the minute: `2024-03-26 09:15`.
    #[must_use]
    pub fn display_local(self, offset: Span) -> String {
        self.saturating_add(offset).civil().strftime("%Y-%m-%d %H:%M").to_string()
    }

    fn civil(self) -> jiff::civil::DateTime {
        jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::from_microsecond(self.0).unwrap_or_default())
    }
}

impl Day {
    /// # Errors
    /// When there is no such day, or it lies outside the years 1900 to 2200.
    pub fn from_ymd(year: i16, month: i8, day: i8) -> Result<Self, NotATime> {
        let text = || format!("{year:04}-{month:02}-{day:02}");
        if !(1900..2200).contains(&year) {
            return Err(NotATime::OutOfRange(text()));
        }
        let date = jiff::civil::Date::new(year, month, day).map_err(|_| NotATime::NoSuchDay(text()))?;
        let since_epoch =
            date.since(jiff::civil::date(1970, 1, 1)).map_err(|_| NotATime::NoSuchDay(text()))?;
        Ok(Day(since_epoch.get_days()))
    }

    /// The moment this day begins where clocks stand `offset` ahead of UTC.
    #[must_use]
    pub fn begins(self, offset: Span) -> Instant {
        Instant(i64::from(self.0) * DAY).saturating_add(Span(-offset.0))
    }

    /// The month it lies in, 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        let begins = jiff::Timestamp::from_second(i64::from(self.0) * 86_400).unwrap_or_default();
        jiff::tz::Offset::UTC.to_datetime(begins).month().unsigned_abs()
    }

    /// The day `days` later, or `None` beyond the years kept.
    #[must_use]
    pub fn checked_add(self, days: i64) -> Option<Self> {
        let day = Day(i32::try_from(i64::from(self.0).checked_add(days)?).ok()?);
        (Self::first()..=Self::last()).contains(&day).then_some(day)
    }

    /// How long after `earlier` this day begins.
    #[must_use]
    pub fn since(self, earlier: Day) -> Span {
        Span((i64::from(self.0) - i64::from(earlier.0)) * DAY)
    }

    fn first() -> Day {
        Day(-25_567)
    }

    fn last() -> Day {
        Day(84_005)
    }

    fn civil(self) -> jiff::civil::Date {
        Instant(i64::from(self.0) * DAY).civil().date()
    }
}

impl Span {
    /// No time at all.
    pub const ZERO: Span = Span(0);

    /// Whole days of 24 hours, or `None` on overflow.
    #[must_use]
    pub fn days(n: i64) -> Option<Span> {
        n.checked_mul(DAY).map(Span)
    }

    /// Whole hours.
    #[must_use]
    pub const fn hours(n: i32) -> Span {
        Span(n as i64 * 3600 * SECOND)
    }

    /// Whole minutes.
    #[must_use]
    pub const fn minutes(n: i32) -> Span {
        Span(n as i64 * 60 * SECOND)
    }

    /// Whole seconds.
    #[must_use]
    pub const fn seconds(n: i32) -> Span {
        Span(n as i64 * SECOND)
    }
}

impl FromStr for Instant {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<Self, NotATime> {
        let stamp: jiff::Timestamp =
            text.parse().map_err(|_| NotATime::Malformed(text.chars().take(40).collect()))?;
        Self::from_micros(stamp.as_microsecond()).map_err(|_| NotATime::OutOfRange(text.to_owned()))
    }
}

impl FromStr for Day {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<Self, NotATime> {
        let malformed = || NotATime::NoSuchDay(text.chars().take(40).collect());
        if text.len() != 10 {
            return Err(malformed());
        }
        let date: jiff::civil::Date = text.parse().map_err(|_| malformed())?;
        Self::from_ymd(date.year(), date.month(), date.day())
    }
}

impl TryFrom<i64> for Instant {
    type Error = NotATime;

    fn try_from(micros: i64) -> Result<Self, NotATime> {
        Self::from_micros(micros)
    }
}

impl From<Instant> for i64 {
    fn from(moment: Instant) -> i64 {
        moment.0
    }
}

impl TryFrom<String> for Day {
    type Error = NotATime;

    fn try_from(text: String) -> Result<Self, NotATime> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> String {
        day.to_string()
    }
}

/// RFC 3339 in UTC, to the second.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.civil().strftime("%Y-%m-%dT%H:%M:%SZ"))
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.civil())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// The largest whole unit first and at most two: `7 d`, `2 h 5 min`, `40 s`.
impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const UNITS: [(i64, &str); 4] =
            [(DAY, "d"), (3600 * SECOND, "h"), (60 * SECOND, "min"), (SECOND, "s")];
        let mut rest = self.0.unsigned_abs();
        let mut parts = Vec::new();
        for (size, name) in UNITS {
            let size = size.unsigned_abs();
            if rest >= size {
                parts.push(format!("{} {name}", rest / size));
                rest %= size;
            }
        }
        parts.truncate(2);
        let text = if parts.is_empty() { "0 s".to_owned() } else { parts.join(" ") };
        write!(f, "{}{text}", if self.0 < 0 { "-" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_local_midnight() {
        let day: Day = "2024-03-26".parse().unwrap();
        let karachi = Span::hours(5);
        assert_eq!(day.begins(karachi).to_string(), "2024-03-25T19:00:00Z");
        assert_eq!(day.begins(karachi).day(karachi), day);
        assert_eq!(day.begins(karachi).saturating_add(Span(-1)).day(karachi).to_string(), "2024-03-25");
    }

    #[test]
    fn impossible_days_and_far_years_are_refused() {
        assert!("2024-02-30".parse::<Day>().is_err());
        assert!("0024-02-03".parse::<Day>().is_err());
        assert!("3024-02-03".parse::<Day>().is_err());
        assert!("2024-03-26T09:15:00".parse::<Instant>().is_err(), "no offset");
        assert!("9999-03-26T09:15:00Z".parse::<Instant>().is_err());
    }

    #[test]
    fn the_edges_agree_with_each_other() {
        assert_eq!(Day::first().to_string(), "1900-01-01");
        assert_eq!(Day::last().to_string(), "2199-12-31");
        assert_eq!(Instant::MIN.to_string(), "1900-01-01T00:00:00Z");
        assert_eq!(Instant::MAX.to_string(), "2199-12-31T23:59:59Z");
    }

    #[test]
    fn a_span_reads_as_people_say_it() {
        assert_eq!(Span::days(7).unwrap().to_string(), "7 d");
        assert_eq!(Span::minutes(125).to_string(), "2 h 5 min");
        assert_eq!(Span(0).to_string(), "0 s");
        assert_eq!(Span::seconds(-40).to_string(), "-40 s");
    }
}
