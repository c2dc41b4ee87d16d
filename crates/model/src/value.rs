//! What a fact can say: yes or no, a word, a quantity with its unit, a moment, a day, a place.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Day, Instant, Place, Span, Word};

/// The value of a claim.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Value {
    /// Yes or no.
    Bool(bool),
    /// A word, often one of a list the schema names.
    Word(Word),
    /// A number with its unit.
    Quantity(Quantity),
    /// A moment.
    Time(Instant),
    /// A calendar day.
    Day(Day),
    /// A point on the earth.
    Place(Place),
}

/// A whole number of a unit. Beyond 2^53-1 in magnitude no entry of the record can hold it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Quantity {
    /// How many.
    pub n: i64,
    /// Of what.
    pub unit: Unit,
}

/// The units the house counts in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Unit {
    /// Things.
    #[serde(rename = "count")]
    Count,
    /// Millimetres.
    #[serde(rename = "mm")]
    Millimetre,
    /// Grams.
    #[serde(rename = "g")]
    Gram,
    /// Microseconds.
    #[serde(rename = "us")]
    Microsecond,
    /// Whole units of the project's currency; only shares of one project are ever compared.
    #[serde(rename = "money")]
    Money,
}

/// The largest magnitude JSON numbers carry exactly.
pub const LARGEST: i64 = (1 << 53) - 1;

/// Why a text is not a quantity of a unit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAQuantity {
    /// Number or unit not understood.
    #[error("`{text}` is not a quantity here: write a number and one of {units}, for instance `{example}`")]
    Malformed {
        /// What was given.
        text: String,
        /// The units accepted.
        units: &'static str,
        /// One that would be.
        example: &'static str,
    },
    /// Too large for the record.
    #[error("`{0}` is too large")]
    TooLarge(String),
}

/// A unit as people write it: its name, and how many of the house's unit it is, as a fraction.
type Written = (&'static str, i64, i64);

impl Unit {
    fn written(self) -> (&'static [Written], &'static str, &'static str) {
        match self {
            Unit::Count => (&[("", 1, 1)], "no unit", "12"),
            Unit::Money => (&[("", 1, 1)], "no unit", "250000"),
            Unit::Millimetre => (
                &[("mm", 1, 1), ("cm", 10, 1), ("m", 1000, 1), ("km", 1_000_000, 1), ("ft", 3048, 10)],
                "mm, cm, m, km, ft",
                "150 m",
            ),
            Unit::Gram => (&[("g", 1, 1), ("kg", 1000, 1)], "g, kg", "15 kg"),
            Unit::Microsecond => (
                &[
                    ("s", 1_000_000, 1),
                    ("min", 60_000_000, 1),
                    ("h", 3_600_000_000, 1),
                    ("d", 86_400_000_000, 1),
                ],
                "s, min, h, d",
                "2 h",
            ),
        }
    }

    /// Reads `4.6 m`, `8 ft`, `2 h`, `12`: exactly, rounded towards zero to the house's unit.
    ///
    /// # Errors
    /// When the number or its unit is not understood, or the result is too large for the record.
    pub fn parse(self, text: &str) -> Result<Quantity, NotAQuantity> {
        let (written, units, example) = self.written();
        let shown: String = text.chars().take(40).collect();
        let malformed = || NotAQuantity::Malformed { text: shown.clone(), units, example };
        let text = text.trim();
        let split = text.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-')).unwrap_or(text.len());
        let (number, unit) = (text[..split].trim(), text[split..].trim());
        let &(_, times, over) = written.iter().find(|(name, ..)| *name == unit).ok_or_else(malformed)?;
        let (digits, decimals) = decimal(number).ok_or_else(malformed)?;
        let n = i128::from(digits) * i128::from(times) / (i128::from(over) * 10i128.pow(decimals));
        match i64::try_from(n) {
            Ok(n) if n.abs() <= LARGEST => Ok(Quantity { n, unit: self }),
            _ => Err(NotAQuantity::TooLarge(shown)),
        }
    }
}

/// `-12.50` as (-1250, 2): the digits and how many of them follow the point.
fn decimal(text: &str) -> Option<(i64, u32)> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let all_digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    let unsigned = whole.strip_prefix('-').unwrap_or(whole);
    if unsigned.is_empty() || !all_digits(unsigned) || !all_digits(fraction) || text.ends_with('.') {
        return None;
    }
    let decimals = u32::try_from(fraction.len()).ok().filter(|n| *n <= 9)?;
    format!("{whole}{fraction}").parse().ok().map(|digits| (digits, decimals))
}

impl Quantity {
    /// So many things.
    #[must_use]
    pub const fn count(n: i64) -> Self {
        Quantity { n, unit: Unit::Count }
    }
}

/// A value as plain JSON: yes or no, a number of things, else a text as people write it.
#[derive(Debug)]
pub struct Plain<'a>(pub &'a Value);

impl Serialize for Plain<'_> {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Bool(yes) => to.serialize_bool(*yes),
            Value::Quantity(q) if matches!(q.unit, Unit::Count | Unit::Money) => to.serialize_i64(q.n),
            other => to.collect_str(other),
        }
    }
}

impl From<Span> for Value {
    fn from(span: Span) -> Value {
        Value::Quantity(Quantity { n: span.0, unit: Unit::Microsecond })
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Value {
        Value::Bool(yes)
    }
}

impl From<Instant> for Value {
    fn from(moment: Instant) -> Value {
        Value::Time(moment)
    }
}

impl From<Day> for Value {
    fn from(day: Day) -> Value {
        Value::Day(day)
    }
}

impl From<Word> for Value {
    fn from(word: Word) -> Value {
        Value::Word(word)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.unit {
            Unit::Count | Unit::Money => write!(f, "{}", self.n),
            Unit::Millimetre => scaled(f, self.n, "m"),
            Unit::Gram => scaled(f, self.n, "kg"),
            Unit::Microsecond => Span(self.n).fmt(f),
        }
    }
}

/// Thousandths of a unit, without trailing zeros.
fn scaled(f: &mut fmt::Formatter<'_>, thousandths: i64, unit: &str) -> fmt::Result {
    let sign = if thousandths < 0 { "-" } else { "" };
    let (whole, rest) = (thousandths.unsigned_abs() / 1000, thousandths.unsigned_abs() % 1000);
    let fraction = format!("{rest:03}");
    let fraction = fraction.trim_end_matches('0');
    let point = if fraction.is_empty() { "" } else { "." };
    write!(f, "{sign}{whole}{point}{fraction} {unit}")
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Bool(true) => f.write_str("yes"),
            Value::Bool(false) => f.write_str("no"),
            Value::Word(word) => word.fmt(f),
            Value::Quantity(quantity) => quantity.fmt(f),
            Value::Time(moment) => moment.fmt(f),
            Value::Day(day) => day.fmt(f),
            Value::Place(place) => {
                write!(f, "{:.5},{:.5}", f64::from(place.lat_e7()) / 1e7, f64::from(place.lon_e7()) / 1e7)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_read_exactly_and_shown_as_people_write_them() {
        let read = |unit: Unit, text: &str| unit.parse(text).map(|q| (q.n, q.to_string()));
        assert_eq!(read(Unit::Millimetre, "4.6 m"), Ok((4600, "4.6 m".into())));
        assert_eq!(read(Unit::Millimetre, "8 ft"), Ok((2438, "2.438 m".into())));
        assert_eq!(read(Unit::Microsecond, "2 h"), Ok((7_200_000_000, "2 h".into())));
        assert_eq!(read(Unit::Gram, "15 kg"), Ok((15_000, "15 kg".into())));
        assert_eq!(read(Unit::Count, "12"), Ok((12, "12".into())));
    }

    #[test]
    fn a_number_without_its_unit_is_refused() {
        assert!(Unit::Millimetre.parse("150").is_err());
        assert!(Unit::Millimetre.parse("150 s").is_err());
        assert!(Unit::Millimetre.parse("1e3 m").is_err());
        assert!(Unit::Millimetre.parse("99999999999999 km").is_err());
        assert!(Unit::Count.parse("1.-2").is_err());
    }
}
