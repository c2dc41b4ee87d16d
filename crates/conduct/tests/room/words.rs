//! Facts, orders and people, written short.

use conduct::{command::Statement, movement::Answer};
use model::{
    Claim, Day, Dossier, Instant, Path, Source, Span, Unit, Value, Word,
    id::TextId,
    party::{Actor, Role},
    schema::{Type, attribute_at},
};
use uuid::Uuid;

/// Clocks of the corridor.
pub const OFFSET: Span = Span::hours(5);

pub fn word(text: &str) -> Word {
    text.parse().unwrap()
}

pub fn path(text: &str) -> Path {
    text.parse().unwrap()
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A local time, `2026-12-10 06:00`.
pub fn at(text: &str) -> Instant {
    let (day, hour) = text.split_once(' ').unwrap();
    format!("{day}T{hour}:00+05:00").parse().unwrap()
}

pub fn text(n: u128) -> TextId {
    TextId(Uuid::from_u128(n))
}

pub fn role(role: Role) -> Actor {
    Actor { person: None, role, agency: word("spu") }
}

/// A value as the schema types it at `at`.
pub fn value(at: &str, text: &str) -> Value {
    match attribute_at(&path(at)).unwrap().takes {
        Type::Bool => Value::Bool(text.parse().unwrap()),
        Type::Word(_) => Value::Word(word(text)),
        Type::Day => Value::Day(day(text)),
        Type::Time => Value::Time(text.parse().unwrap()),
        Type::Quantity(unit) => Value::Quantity(Unit::parse(unit, text).unwrap()),
        other => panic!("{at} takes {other}"),
    }
}

/// A claim observed at the beginning of 2026.
pub fn claim(at: &str, text: &str) -> Claim {
    let source = Source { cite: word("order"), by: None };
    let observed = "2026-01-01T00:00:00Z".parse().unwrap();
    Claim { value: value(at, text), source, observed, valid_until: None, settles: Vec::new() }
}

/// An order: facts as `(path, value)`. A path to an item only mentions it.
pub fn order(facts: &[(&str, &str)]) -> Dossier {
    let mut plan = Dossier::default();
    for (at, text) in facts {
        match *text {
            "" => plan.mention(&path(at)).unwrap(),
            text => plan.say(&path(at), claim(at, text)).unwrap(),
        }
    }
    plan
}

pub fn state(at: &str, text: &str) -> Statement {
    Statement { path: path(at), claim: claim(at, text) }
}

/// A statement of `by`, observed at `observed`, with a voice until `until`.
pub fn said(at: &str, text: &str, by: &str, observed: Instant, until: Option<Instant>) -> Statement {
    let source = Source { cite: word("report"), by: Some(word(by)) };
    let claim = Claim { value: value(at, text), source, observed, valid_until: until, settles: Vec::new() };
    Statement { path: path(at), claim }
}

pub fn accepts() -> Answer {
    Answer::Accepted { officer: text(1), telephone: text(2), resources: text(3) }
}

/// One district, one armoured car, three people.
pub const USUAL_ORDER: &[(&str, &str)] = &[
    ("movement.area", "pk/kp"),
    ("movement.departs_on", "2026-12-11"),
    ("districts.complete", "true"),
    ("districts[shangla].area", "pk/kp/shangla"),
    ("vehicles.complete", "true"),
    ("vehicles[car].plate", "LES-1"),
    ("commanders[lead].duty", "commander"),
    ("crew[driver].duty", "driver"),
    ("principals[p1]", ""),
];
