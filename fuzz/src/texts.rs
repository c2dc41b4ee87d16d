//! What people write: facts, rules, expressions, networks, single words and quantities.

use std::{fmt::Display, str::FromStr, sync::LazyLock};

use model::{Day, Digest, Dossier, Instant, Path, Span, Unit, Word};
use rulebook::{
    At, RuleSet, Rulebook,
    expression::Expression,
    notation::{Document, Sources, Standing},
};

/// The rules that facts are held against.
static RULES: LazyLock<RuleSet> = LazyLock::new(|| {
    let shipped = [
        ("pk-foreign-nationals.toml", include_str!("../../rules/pk-foreign-nationals.toml")),
        ("convoy-practice.toml", include_str!("../../rules/convoy-practice.toml")),
    ];
    let books = shipped.map(|(name, text)| Rulebook::read(name, text.as_bytes()).expect("shipped").into());
    RuleSet::compose(books.to_vec()).expect("shipped")
});

/// Facts that expressions are evaluated on.
static FACTS: LazyLock<Dossier> =
    LazyLock::new(|| dossier(include_bytes!("../../cases/demo-airport-run.toml")).expect("a shipped case"));

/// The parts of a case that are not facts.
const OF_THE_FILE: [&str; 6] = ["case", "sources", "expect", "waivers", "rulebooks", "route"];

fn at() -> At {
    At { now: "2026-11-24T07:00:00+05:00".parse().expect("a moment"), offset: Span::hours(5) }
}

fn dossier(bytes: &[u8]) -> Option<Dossier> {
    let document = Document::parse("fuzzed.toml", bytes).ok()?;
    let root = document.root();
    let sources = root.get("sources").and_then(|entry| entry.table()).map(|table| Sources::read(&table));
    let sources = sources.unwrap_or_default();
    let facts = root.dossier(Standing { sources: &sources, as_of: at(), source: None }, &OF_THE_FILE);
    document.finish(Some(facts)).ok()
}

/// Facts in TOML; what is accepted is held against the shipped rules.
pub fn facts(bytes: &[u8]) {
    if let Some(facts) = dossier(bytes) {
        let evaluation = rulebook::evaluate(&RULES, &facts, &[], at());
        assert_eq!(evaluation.rules.len(), RULES.rules().count(), "every rule has a verdict");
        evaluation.rules.iter().for_each(|judgement| drop(judgement.reason.to_string()));
    }
}

/// A rulebook; what is accepted runs its own examples.
pub fn rulebook_file(bytes: &[u8]) {
    match Rulebook::read("fuzzed.toml", bytes) {
        Ok(book) => book.test().iter().for_each(|result| drop(result.to_string())),
        Err(faults) => {
            assert!(!faults.faults.is_empty(), "a refusal says why");
            assert!(faults.to_string().starts_with("fuzzed.toml:"), "and where");
        }
    }
}

/// An expression; what is accepted is evaluated on facts and on none.
pub fn expression(bytes: &[u8]) {
    let Ok(source) = std::str::from_utf8(bytes) else { return };
    match Expression::compile(source) {
        Ok(expression) => {
            for facts in [&*FACTS, &Dossier::default()] {
                if let Ok(evaluated) = expression.evaluate(facts, at()) {
                    drop((evaluated.truth(), evaluated.why().to_string(), evaluated.uses()));
                }
            }
        }
        Err(fault) => assert!(!fault.to_string().is_empty(), "a refusal says why"),
    }
}

/// A network of roads.
pub fn network(bytes: &[u8]) {
    if let Err(fault) = roads::schematic::read("fuzzed.toml", bytes) {
        assert!(fault.to_string().contains("fuzzed.toml"), "a refusal says where: {fault}");
    }
}

/// Paths, words, moments, days, quantities, digests and keys.
pub fn words(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    settles::<Path>(text);
    settles::<Word>(text);
    if let Ok(moment) = text.parse::<Instant>() {
        // It is written to the second.
        let again: Instant = moment.to_string().parse().expect("a moment reads as it is written");
        assert!(
            moment.since(again) < Span::seconds(1) && again <= moment,
            "{text:?} was written as {moment}"
        );
    }
    settles::<Day>(text);
    settles::<Digest>(text);
    settles::<record::VerifierKey>(text);
    settles::<record::Hash>(text);
    settles::<record::Nonce>(text);
    settles::<roads::End>(text);
    for unit in [Unit::Count, Unit::Millimetre, Unit::Gram, Unit::Microsecond, Unit::Money] {
        if let Err(refused) = unit.parse(text) {
            assert!(!refused.to_string().is_empty());
        }
    }
}

/// What is accepted and written reads as the same.
fn settles<T: FromStr<Err: Display> + Display + PartialEq>(text: &str) {
    match text.parse::<T>() {
        Ok(read) => {
            let again = read.to_string().parse::<T>();
            assert!(again.is_ok_and(|again| again == read), "{text:?} was written as {read}");
        }
        Err(refused) => assert!(!refused.to_string().is_empty(), "a refusal says why"),
    }
}
