//! What the language must hold to, on small dossiers said in a line each.

mod bounds;
mod checks;
mod clock;
mod information;
mod kleene;
mod leaks;
mod random;
mod reasons;
mod values;

use model::{Claim, Day, Dossier, Instant, Source, Span, Value};

use super::{Defect, Evaluated, Expression, Truth};
use crate::At;

/// 2024-03-26 09:15 at Besham.
pub(super) fn morning() -> At {
    at("2024-03-26T09:15:00+05:00")
}

pub(super) fn at(moment: &str) -> At {
    At { now: instant(moment), offset: Span::hours(5) }
}

pub(super) fn instant(moment: &str) -> Instant {
    moment.parse().unwrap()
}

pub(super) fn day(day: &str) -> Value {
    Value::Day(day.parse::<Day>().unwrap())
}

pub(super) fn word(word: &str) -> Value {
    Value::Word(word.parse().unwrap())
}

/// A claim of `by`, observed long ago.
pub(super) fn claim(by: &str, value: impl Into<Value>) -> Claim {
    Claim {
        value: value.into(),
        source: Source { cite: "B1".parse().unwrap(), by: Some(by.parse().unwrap()) },
        observed: instant("2024-01-01T00:00:00Z"),
        valid_until: None,
        settles: Vec::new(),
    }
}

/// A dossier in which one origin says each of these.
pub(super) fn said<const N: usize>(facts: [(&str, Value); N]) -> Dossier {
    let mut dossier = Dossier::default();
    for (path, value) in facts {
        say(&mut dossier, path, claim("unit", value));
    }
    dossier
}

pub(super) fn say(dossier: &mut Dossier, path: &str, claim: Claim) {
    dossier.say(&path.parse().unwrap(), claim).unwrap();
}

pub(super) fn compiled(source: &str) -> Expression {
    Expression::compile(source).unwrap_or_else(|fault| panic!("{source}: {fault}"))
}

pub(super) fn truth(source: &str, facts: &Dossier) -> Truth {
    compiled(source).evaluate(facts, morning()).unwrap().truth()
}

pub(super) fn defect(source: &str, facts: &Dossier) -> Defect {
    compiled(source).evaluate(facts, morning()).unwrap_err()
}

pub(super) fn why(source: &str, facts: &Dossier) -> String {
    compiled(source).evaluate(facts, morning()).as_ref().map(Evaluated::why).unwrap().to_string()
}

/// The fault of a condition that must not compile, as line, column and message.
pub(super) fn fault(source: &str) -> (u32, u32, String) {
    match Expression::compile(source) {
        Ok(_) => panic!("`{source}` compiled"),
        Err(fault) => (fault.line, fault.column, fault.message),
    }
}
