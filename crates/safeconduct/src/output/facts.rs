//! A fact as people read it: what is said, by whom, how old.

use model::{Claim, Instant};
use rulebook::{
    At,
    expression::{FactUse, State},
};

/// One line: `districts[shangla].notice.given: no (B1, on the day)`.
pub fn line(used: &FactUse, at: At) -> String {
    let said = |claim: &Claim| format!("{} ({})", shown(claim, at), origin(claim, at));
    let all = || used.claims.iter().map(said).collect::<Vec<_>>();
    match used.state {
        State::Known => format!("{}: {}", used.path, all().join(", ")),
        State::Missing => format!("{}: nobody has said", used.path),
        State::Stale => format!("{}: expired; it was {}", used.path, all().join(", ")),
        State::Contradictory => format!("{}: disputed: {}", used.path, all().join(" against ")),
    }
}

fn shown(claim: &Claim, at: At) -> String {
    match &claim.value {
        model::Value::Time(moment) => moment.display_local(at.offset),
        value => value.to_string(),
    }
}

fn origin(claim: &Claim, at: At) -> String {
    let by = claim.source.by.as_ref().map(|by| format!("{by}, ")).unwrap_or_default();
    format!("{by}{}, {}", claim.source.cite, age(claim.observed, at.now))
}

/// How long ago, as people say it.
pub fn age(observed: Instant, now: Instant) -> String {
    let span = now.since(observed);
    if span.0 < model::Span::hours(1).0 { "fresh".to_owned() } else { format!("{span} old") }
}
