//! Only like goes with like, and what to write so that it does.

use cel::IdedExpr;
use model::{Unit, Value, schema::Type};

use super::{Checker, Fault, Id, Op};

impl Checker<'_> {
    pub(super) fn same_type(&self, expr: &IdedExpr, a: Id, b: Id) -> Result<(), Fault> {
        let (x, y) = (self.takes(a), self.takes(b));
        match (x, y) {
            (Type::Word(words), Type::Word(_)) if !words.is_empty() => self.allowed(words, a, b),
            (Type::Word(_), Type::Word(words)) if !words.is_empty() => self.allowed(words, b, a),
            (Type::Word(_), Type::Word(_))
            | (Type::Bool, Type::Bool)
            | (Type::Time, Type::Time)
            | (Type::Day, Type::Day) => Ok(()),
            (Type::Quantity(x), Type::Quantity(y)) if x == y => Ok(()),
            _ => {
                let message = format!(
                    "`{}` is {} and `{}` is {}: only like compares with like{}",
                    self.source(a),
                    described(x),
                    self.source(b),
                    described(y),
                    unit_hint(x, y)
                );
                Err(self.fault(expr, message))
            }
        }
    }

    /// A fixed word compared with an attribute must be one the attribute can take.
    fn allowed(&self, words: &[&str], attribute: Id, other: Id) -> Result<(), Fault> {
        let Op::Constant(Value::Word(word)) = &self.nodes[other].op else { return Ok(()) };
        if words.contains(&word.as_str()) {
            return Ok(());
        }
        let message =
            format!("`{}` is never `{word}`: it is one of {}", self.source(attribute), words.join(", "));
        Err(self.fault_at(self.span(other).start, message))
    }
}

/// A type as a noun with its article.
pub(in crate::expression) fn described(takes: Type) -> String {
    use model::Unit::{Count, Gram, Microsecond, Millimetre, Money};
    match takes {
        Type::Bool => "yes or no".to_owned(),
        Type::Word(_) => "a word".to_owned(),
        Type::Quantity(Count) => "a number".to_owned(),
        Type::Quantity(Money) => "an amount of money".to_owned(),
        Type::Quantity(Millimetre) => "a length".to_owned(),
        Type::Quantity(Gram) => "a mass".to_owned(),
        Type::Quantity(Microsecond) => "a span of time".to_owned(),
        Type::Time => "a moment".to_owned(),
        Type::Day => "a day".to_owned(),
        Type::Place => "a place".to_owned(),
        Type::Record(kind) => format!("a {}", kind.name),
        Type::List(kind) => format!("a list of {}", kind.name),
    }
}

/// How to write a plain number so that it fits the other side.
pub(super) fn unit_hint(x: Type, y: Type) -> &'static str {
    use Type::{Day, Quantity, Time};
    use Unit::{Count, Gram, Microsecond, Millimetre, Money};
    match (x, y) {
        (Quantity(Count), Quantity(other)) | (Quantity(other), Quantity(Count)) => match other {
            Millimetre => "; write a length, such as metres(50)",
            Gram => "; write a mass, such as kilograms(15)",
            Microsecond => "; write a span, such as days(7) or hours(72)",
            Money => "; compare shares of one project, as in funded * 100 >= cost",
            Count => "",
        },
        (Day | Time, Quantity(Count)) | (Quantity(Count), Day | Time) => "; write a span, such as days(7)",
        (Day, Quantity(Microsecond)) | (Quantity(Microsecond), Day) => "; subtract two days to get a span",
        (Time, Quantity(Microsecond)) | (Quantity(Microsecond), Time) => {
            "; subtract two moments to get a span"
        }
        (Day, Time) | (Time, Day) => "; use `today` with days and `now` with moments",
        (Day, Type::Word(_)) | (Type::Word(_), Day) => "; write a day as date('2024-03-26')",
        _ => "",
    }
}

/// What to add to something that is not yes or no.
pub(super) fn comparison_hint(takes: Type) -> &'static str {
    match takes {
        Type::Word(_) => ": compare it, as in == 'word'",
        Type::Quantity(_) | Type::Time | Type::Day => ": compare it, as in >= or <=",
        _ => "",
    }
}
