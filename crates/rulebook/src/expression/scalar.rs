//! Values at evaluation: small, copied freely, words borrowed from where they stand.

use std::cmp::Ordering;

use model::{Day, Instant, Quantity, Span, Unit, Value, Word, schema::Type, value::LARGEST};

use super::tree::Operator;

/// Microseconds in a day.
const DAY: i64 = 86_400_000_000;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Scalar<'a> {
    Bool(bool),
    Word(&'a Word),
    Quantity(Quantity),
    Time(Instant),
    Day(Day),
}

/// Why two values that may be calculated with have no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoResult {
    TooLarge,
    OutOfYears,
    PartOfADay,
    /// The types do not go together; a checked tree never asks for it.
    Mistyped,
}

impl<'a> Scalar<'a> {
    /// `None` for a place, which no expression reads.
    pub fn of(value: &'a Value) -> Option<Self> {
        Some(match value {
            Value::Bool(yes) => Scalar::Bool(*yes),
            Value::Word(word) => Scalar::Word(word),
            Value::Quantity(quantity) => Scalar::Quantity(*quantity),
            Value::Time(moment) => Scalar::Time(*moment),
            Value::Day(day) => Scalar::Day(*day),
            Value::Place(_) => return None,
        })
    }

    /// The value, if it is one an attribute of type `takes` can have.
    pub fn fitting(value: &'a Value, takes: Type) -> Option<Self> {
        let fits = match (takes, value) {
            (Type::Word(words), Value::Word(word)) => words.is_empty() || words.contains(&word.as_str()),
            (Type::Quantity(unit), Value::Quantity(quantity)) => {
                quantity.unit == unit && quantity.n.unsigned_abs() <= LARGEST.unsigned_abs()
            }
            (Type::Bool, Value::Bool(_)) | (Type::Time, Value::Time(_)) | (Type::Day, Value::Day(_)) => true,
            _ => false,
        };
        if fits { Self::of(value) } else { None }
    }

    pub fn to_value(self) -> Value {
        match self {
            Scalar::Bool(yes) => Value::Bool(yes),
            Scalar::Word(word) => Value::Word(word.clone()),
            Scalar::Quantity(quantity) => Value::Quantity(quantity),
            Scalar::Time(moment) => Value::Time(moment),
            Scalar::Day(day) => Value::Day(day),
        }
    }

    /// Where on its line of time or number it stands, for what moves with the clock.
    pub fn position(self) -> Option<i64> {
        match self {
            Scalar::Quantity(quantity) => Some(quantity.n),
            Scalar::Time(moment) => Some(moment.micros()),
            Scalar::Bool(_) | Scalar::Word(_) | Scalar::Day(_) => None,
        }
    }

    /// How it compares with another of its own type; `None` across types.
    pub fn compare(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Scalar::Bool(a), Scalar::Bool(b)) => Some(a.cmp(&b)),
            (Scalar::Word(a), Scalar::Word(b)) => Some(a.cmp(b)),
            (Scalar::Quantity(a), Scalar::Quantity(b)) if a.unit == b.unit => Some(a.n.cmp(&b.n)),
            (Scalar::Time(a), Scalar::Time(b)) => Some(a.cmp(&b)),
            (Scalar::Day(a), Scalar::Day(b)) => Some(a.cmp(&b)),
            _ => None,
        }
    }

    pub fn calculate(self, operator: Operator, other: Self) -> Result<Self, NoResult> {
        use Operator::{Add, Multiply, Subtract};
        match (self, operator, other) {
            (Scalar::Quantity(a), Multiply, Scalar::Quantity(b)) => {
                let unit = if a.unit == Unit::Count { b.unit } else { a.unit };
                quantity(a.n.checked_mul(b.n), unit)
            }
            (Scalar::Quantity(a), Add, Scalar::Quantity(b)) => quantity(a.n.checked_add(b.n), a.unit),
            (Scalar::Quantity(a), Subtract, Scalar::Quantity(b)) => quantity(a.n.checked_sub(b.n), a.unit),
            (Scalar::Time(a), Subtract, Scalar::Time(b)) => quantity(Some(a.since(b).0), Unit::Microsecond),
            (Scalar::Day(a), Subtract, Scalar::Day(b)) => quantity(Some(a.since(b).0), Unit::Microsecond),
            (Scalar::Time(moment), Add | Subtract, Scalar::Quantity(by))
            | (Scalar::Quantity(by), Add, Scalar::Time(moment)) => {
                let by = if operator == Subtract { -by.n } else { by.n };
                moment.checked_add(Span(by)).map(Scalar::Time).ok_or(NoResult::OutOfYears)
            }
            (Scalar::Day(day), Add | Subtract, Scalar::Quantity(by))
            | (Scalar::Quantity(by), Add, Scalar::Day(day)) => {
                if by.n % DAY != 0 {
                    return Err(NoResult::PartOfADay);
                }
                let days = if operator == Subtract { -(by.n / DAY) } else { by.n / DAY };
                day.checked_add(days).map(Scalar::Day).ok_or(NoResult::OutOfYears)
            }
            _ => Err(NoResult::Mistyped),
        }
    }
}

fn quantity<'a>(n: Option<i64>, unit: Unit) -> Result<Scalar<'a>, NoResult> {
    match n {
        Some(n) if n.unsigned_abs() <= LARGEST.unsigned_abs() => Ok(Scalar::Quantity(Quantity { n, unit })),
        _ => Err(NoResult::TooLarge),
    }
}
