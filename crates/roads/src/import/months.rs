//! Closures by the month, as `motor_vehicle:conditional` states them: `no @ (Nov-May)`, `yes @ (Jun 15-Oct 15)`.
//!
//! A stretch is open by whole months here. So a month that is closed on any day is closed, and one that is open
//! counts as open only if it is open on all its days. Hours, weekdays and weather are not read.

use crate::Season;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/// A day that is in every month of its name, or beyond its last.
const DAYS: [u8; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// Months of a year, one bit each.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Spread {
    /// Those with a day in it.
    touched: u16,
    /// Those with all days in it.
    whole: u16,
}

/// When a road is open, of which it is otherwise said whether it is. `None` if anything but months is in it.
pub(crate) fn season(conditional: &str, open_otherwise: bool) -> Option<Season> {
    let mut open = if open_otherwise { Season::ALL_YEAR.mask() } else { 0 };
    for clause in clauses(conditional) {
        let (value, when) = clause?;
        let spread = months(when)?;
        match value {
            "no" | "closed" => open &= !spread.touched,
            "yes" | "designated" | "permissive" => open |= spread.whole,
            _ => return None,
        }
    }
    Some(Season::of_mask(open))
}

/// `a @ (b); c @ (d)` as pairs; `;` within brackets separates nothing.
fn clauses(text: &str) -> impl Iterator<Item = Option<(&str, &str)>> {
    let mut depth = 0_i32;
    let outside = move |c: char| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        c == ';' && depth <= 0
    };
    text.split(outside).map(|clause| {
        let (value, when) = clause.split_once('@')?;
        let when = when.trim();
        let bare = when.strip_prefix('(').and_then(|when| when.strip_suffix(')')).unwrap_or(when);
        Some((value.trim(), bare))
    })
}

/// `Nov-May`, `Nov 15-May 15`, `Dec,Jan,Feb`.
fn months(text: &str) -> Option<Spread> {
    let mut all = Spread::default();
    for item in text.split(',') {
        let (from, until) = item.split_once('-').unwrap_or((item, item));
        let ((first, first_day), (last, last_day)) = (day(from)?, day(until)?);
        if first == last && (first_day, last_day) != (None, None) {
            // A few days of one month, or all the year but them: say which in another way.
            return None;
        }
        for i in 0..12 {
            let month = (first + i) % 12;
            let bit = 1 << month;
            all.touched |= bit;
            let begins_late = i == 0 && first_day.is_some_and(|day| day > 1);
            let ends_early = month == last && last_day.is_some_and(|day| day < DAYS[last]);
            if !begins_late && !ends_early {
                all.whole |= bit;
            }
            if month == last {
                break;
            }
        }
    }
    Some(all)
}

/// `Nov` or `Nov 15`.
fn day(text: &str) -> Option<(usize, Option<u8>)> {
    let mut words = text.split_whitespace();
    let name = words.next()?;
    let month = MONTHS.iter().position(|month| name.eq_ignore_ascii_case(month))?;
    let day = match words.next() {
        None => None,
        Some(day) => Some(day.parse().ok().filter(|day| (1..=31).contains(day))?),
    };
    words.next().is_none().then_some((month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(text: &str, otherwise: bool) -> Option<String> {
        season(text, otherwise).map(|season| season.to_string())
    }

    #[test]
    fn a_winter_closure_leaves_the_summer() {
        assert_eq!(open("no @ (Nov-May)", true).as_deref(), Some("June to October"));
        assert_eq!(open("no @ Nov-May", true).as_deref(), Some("June to October"));
        assert_eq!(open("closed @ (Dec,Jan,Feb)", true).as_deref(), Some("March to November"));
    }

    #[test]
    fn a_month_that_is_partly_closed_is_closed() {
        assert_eq!(open("no @ (Nov 15-May 15)", true).as_deref(), Some("June to October"));
        assert_eq!(open("yes @ (May 15-Oct 15)", false).as_deref(), Some("June to September"));
        assert_eq!(open("yes @ (May 1-Oct 31)", false).as_deref(), Some("May to October"));
    }

    #[test]
    fn hours_weekdays_weather_and_single_days_are_not_read() {
        for text in [
            "no @ (07:00-09:00)",
            "no @ (Mo-Fr)",
            "no @ snow",
            "no @ (Nov-Apr 22:00-05:00)",
            "no",
            "no @ (Nov 3-Nov 5)",
        ] {
            assert_eq!(season(text, true), None, "{text}");
        }
        assert_eq!(season("no @ (Nov-May); destination @ (Jun)", true), None);
        assert_eq!(season("no @ (Nov-May; Mo-Fr)", true), None);
    }

    #[test]
    fn closed_in_every_month_is_never_open() {
        assert_eq!(season("no @ (Jan-Dec)", true).map(Season::mask), Some(0));
    }
}
