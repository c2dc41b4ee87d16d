//! When a stretch is open: whole months, because that is how a pass is announced.

use std::fmt;

use model::{Instant, Span};
use serde::{Deserialize, Serialize};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The months in which a stretch can be driven.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "Vec<u8>", into = "Vec<u8>")]
pub struct Season(u16);

/// Why numbers are not months of a season.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAMonth {
    /// A number that is no month.
    #[error("{0} is not a month: use 1 (January) to 12 (December)")]
    OutOfRange(i64),
    /// Never open.
    #[error("a season without months is never open: leave the stretch out, or name the months")]
    Never,
}

impl Season {
    /// Open in every month.
    pub const ALL_YEAR: Season = Season(0b1111_1111_1111);

    /// Open in these months, 1 to 12; order and repetition don't matter.
    ///
    /// # Errors
    /// When a number is no month, or there is none.
    pub fn of_months(months: &[i64]) -> Result<Self, NotAMonth> {
        let mut open = 0;
        for &month in months {
            if !(1..=12).contains(&month) {
                return Err(NotAMonth::OutOfRange(month));
            }
            open |= 1 << (month - 1);
        }
        if open == 0 { Err(NotAMonth::Never) } else { Ok(Season(open)) }
    }

    /// Whether the stretch is open in every month touched between the two moments, where clocks stand
    /// `utc_offset` ahead of UTC.
    #[must_use]
    pub fn is_open_throughout(self, from: Instant, until: Instant, utc_offset: Span) -> bool {
        if self == Self::ALL_YEAR {
            return true;
        }
        let (first, last) = (month_number(from, utc_offset), month_number(until, utc_offset));
        (first..=last.min(first + 11)).all(|month| self.0 & (1 << month.rem_euclid(12)) != 0)
    }

    /// From one bit a month, January the lowest. Without any it is never open.
    pub(crate) fn of_mask(mask: u16) -> Self {
        Season(mask & Self::ALL_YEAR.0)
    }

    /// One bit a month, January the lowest.
    pub(crate) fn mask(self) -> u16 {
        self.0
    }

    /// Whether it is open in that month, 1 to 12.
    #[must_use]
    pub fn is_open_in(self, month: u8) -> bool {
        (1..=12).contains(&month) && self.0 & (1 << (month - 1)) != 0
    }

    /// Whether there is no month in which it is open.
    #[must_use]
    pub fn is_never(self) -> bool {
        self.0 == 0
    }

    /// The months in which both are open; there may be none.
    pub(crate) fn and(self, other: Season) -> Self {
        Season(self.0 & other.0)
    }

    fn months(self) -> impl Iterator<Item = u8> {
        (1..=12).filter(move |month| self.0 & (1 << (month - 1)) != 0)
    }
}

/// Months since January of the year 0, in local time.
fn month_number(moment: Instant, utc_offset: Span) -> i32 {
    let local = jiff::Timestamp::from_microsecond(moment.saturating_add(utc_offset).micros());
    let date = jiff::tz::Offset::UTC.to_datetime(local.unwrap_or_default());
    i32::from(date.year()) * 12 + i32::from(date.month()) - 1
}

/// `all year`, or the months as people say them: `June to October`, `April and October`.
impl fmt::Display for Season {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == 0 {
            return f.write_str("never");
        }
        if *self == Self::ALL_YEAR {
            return f.write_str("all year");
        }
        let is_open = |month: usize| self.0 & (1 << (month % 12)) != 0;
        let opens = (0..12).filter(|&month| is_open(month) && !is_open(month + 11));
        for (run, first) in opens.enumerate() {
            let last = (first..first + 12).take_while(|&month| is_open(month)).last().unwrap_or(first);
            f.write_str(if run == 0 { "" } else { " and " })?;
            f.write_str(MONTHS[first % 12])?;
            if last != first {
                write!(f, " to {}", MONTHS[last % 12])?;
            }
        }
        Ok(())
    }
}

impl TryFrom<Vec<u8>> for Season {
    type Error = NotAMonth;

    fn try_from(months: Vec<u8>) -> Result<Self, NotAMonth> {
        Self::of_months(&months.into_iter().map(i64::from).collect::<Vec<_>>())
    }
}

impl From<Season> for Vec<u8> {
    fn from(season: Season) -> Self {
        season.months().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn the_month_is_the_local_one() {
        let summer = Season::of_months(&[6, 7, 8, 9, 10]).unwrap();
        let karachi = Span::hours(5);
        // 31 May 20:00 UTC is already June in Karachi.
        let moment = at("2024-05-31T20:00:00Z");
        assert!(summer.is_open_throughout(moment, moment, karachi));
        assert!(!summer.is_open_throughout(moment, moment, Span::ZERO));
    }

    #[test]
    fn a_month_between_two_open_ones_counts() {
        let spring_and_autumn = Season::of_months(&[4, 10]).unwrap();
        let (april, october) = (at("2024-04-10T00:00:00Z"), at("2024-10-10T00:00:00Z"));
        assert!(spring_and_autumn.is_open_throughout(april, april, Span::ZERO));
        assert!(!spring_and_autumn.is_open_throughout(april, october, Span::ZERO));
    }

    #[test]
    fn a_season_over_the_new_year_is_one_stretch_of_months() {
        let winter = Season::of_months(&[12, 1]).unwrap();
        assert!(winter.is_open_throughout(
            at("2024-12-31T12:00:00Z"),
            at("2025-01-01T12:00:00Z"),
            Span::ZERO
        ));
    }

    #[test]
    fn a_season_reads_as_people_say_it() {
        let said = |months: &[i64]| Season::of_months(months).unwrap().to_string();
        assert_eq!(said(&[6, 7, 8, 9, 10]), "June to October");
        assert_eq!(said(&[12, 1, 2]), "December to February");
        assert_eq!(said(&[10, 4]), "April and October");
        assert_eq!(said(&(1..=12).collect::<Vec<_>>()), "all year");
    }

    #[test]
    fn impossible_months_are_refused() {
        assert_eq!(Season::of_months(&[13]), Err(NotAMonth::OutOfRange(13)));
        assert_eq!(Season::of_months(&[]), Err(NotAMonth::Never));
    }
}
