//! A fact as people read it: what is said, by whom, how old.

use model::{Claim, Instant};
use rulebook::{
    At,
    expression::{FactUse, State},
};
use words::Catalogue;

/// One line: `district shangla: early notice given: no (B1, fresh)`.
pub fn line(used: &FactUse, at: At, words: &Catalogue) -> String {
    let claims: Vec<String> = used.claims.iter().map(|claim| said(used, claim, at, words)).collect();
    let against = |one: String, other: String| {
        words.say_with("fact-against", [("claim", one.into()), ("other", other.into())])
    };
    let (id, claims) = match used.state {
        State::Known => ("fact-known", words.list(&claims)),
        State::Missing => ("fact-missing", String::new()),
        State::Stale => ("fact-stale", words.list(&claims)),
        State::Contradictory => {
            ("fact-contradictory", claims.into_iter().reduce(against).unwrap_or_default())
        }
    };
    words.say_with(id, [("fact", words.fact(&used.path).into()), ("claims", claims.into())])
}

fn said(used: &FactUse, claim: &Claim, at: At, words: &Catalogue) -> String {
    let by = claim.source.by.as_ref();
    let about = [
        ("value", words.value_of(&used.path, &claim.value, at.offset).into()),
        ("by", by.map(ToString::to_string).unwrap_or_default().into()),
        ("cite", claim.source.cite.as_str().into()),
        ("age", age(claim.observed, at.now, words).into()),
    ];
    words.say_with(if by.is_some() { "claim-by" } else { "claim" }, about)
}

/// How long ago, as people say it.
pub fn age(observed: Instant, now: Instant, words: &Catalogue) -> String {
    let span = now.since(observed);
    if span.0 < model::Span::hours(1).0 {
        words.say("age-fresh")
    } else {
        words.say_with("age-old", [("span", words.span(span).into())])
    }
}
