//! Values as TOML writes them, and as the schema wants them.

use model::{Day, Instant, Place, Quantity, Span, Unit, Value, schema::Type, value::LARGEST};
use toml::de::{DeInteger, DeValue};
use toml::value::Offset;

use super::Entry;
use crate::At;

impl Entry<'_> {
    /// A value of the schema's type `takes`; notes what is wrong with it.
    #[must_use]
    pub fn value_of(&self, takes: Type) -> Option<Value> {
        match (takes, self.value()) {
            (Type::Bool, DeValue::Boolean(yes)) => Some(Value::Bool(*yes)),
            (Type::Word(words), DeValue::String(_)) => {
                let word: model::Word = self.parse()?;
                if words.is_empty() || words.contains(&word.as_str()) {
                    return Some(Value::Word(word));
                }
                self.note(format!("`{}` is not {takes}{}", word, super::table::hint(word.as_str(), words)));
                None
            }
            (Type::Quantity(unit @ (Unit::Count | Unit::Money)), DeValue::Integer(number)) => {
                self.whole(number).map(|n| Value::Quantity(Quantity { n, unit }))
            }
            (
                Type::Quantity(unit @ (Unit::Millimetre | Unit::Gram | Unit::Microsecond)),
                DeValue::String(text),
            ) => {
                let read = unit.parse(text).map(Value::Quantity);
                read.map_err(|error| self.note(error.to_string())).ok()
            }
            (Type::Time, DeValue::Datetime(_)) => self.moment().map(|at| Value::Time(at.now)),
            (Type::Day, DeValue::Datetime(_)) => self.day().map(Value::Day),
            (Type::Place, DeValue::Table(_)) => self.place().map(Value::Place),
            _ => self.mistyped(&takes.to_string()),
        }
    }

    /// A moment with its offset: when, and how far those clocks stand ahead of UTC.
    #[must_use]
    pub fn moment(&self) -> Option<At> {
        let DeValue::Datetime(stamp) = self.value() else {
            return self.mistyped(&Type::Time.to_string());
        };
        let minutes = match (stamp.date, stamp.time, stamp.offset) {
            (Some(_), Some(_), Some(Offset::Z)) => 0,
            (Some(_), Some(_), Some(Offset::Custom { minutes })) => minutes,
            (Some(_), Some(_), None) => {
                self.note(format!(
                    "`{stamp}` does not say in which zone: give the offset, such as {stamp}+05:00"
                ));
                return None;
            }
            _ => return self.mistyped(&Type::Time.to_string()),
        };
        let now: Instant = stamp.to_string().parse().map_err(|error| self.note(format!("{error}"))).ok()?;
        Some(At { now, offset: Span::minutes(minutes.into()) })
    }

    /// A calendar day.
    #[must_use]
    pub fn day(&self) -> Option<Day> {
        match self.value() {
            DeValue::Datetime(stamp) if stamp.date.is_some() && stamp.time.is_none() => {
                stamp.to_string().parse().map_err(|error| self.note(format!("{error}"))).ok()
            }
            _ => self.mistyped(&Type::Day.to_string()),
        }
    }

    fn whole(&self, number: &DeInteger<'_>) -> Option<i64> {
        let n = i64::from_str_radix(number.as_str(), number.radix()).ok();
        let n = n.filter(|n| n.abs() <= LARGEST);
        if n.is_none() {
            self.note(format!("{number} is too large: the record keeps numbers up to {LARGEST}"));
        }
        n
    }

    fn place(&self) -> Option<Place> {
        let table = self.table()?;
        table.only(&["lat", "lon"]);
        let lat = table.need("lat", "write the latitude in degrees")?.degrees();
        let lon = table.need("lon", "write the longitude in degrees")?.degrees();
        Place::from_e7(lat?, lon?).map_err(|error| self.note(error.to_string())).ok()
    }

    /// Degrees in 1e-7, exactly as written.
    fn degrees(&self) -> Option<i64> {
        let text = match self.value() {
            DeValue::String(text) => text.as_ref(),
            DeValue::Float(number) => number.as_str(),
            DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
            _ => return self.mistyped("degrees such as \"34.93\""),
        };
        let read = model::place::e7(text);
        if read.is_none() {
            self.note(format!(
                "`{}` is not degrees: write a decimal number with at most 7 decimals, such as \"34.93\"",
                text.chars().take(40).collect::<String>()
            ));
        }
        read
    }
}
