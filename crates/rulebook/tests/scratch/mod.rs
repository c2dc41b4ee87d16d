//! Small rulebooks and dossiers for tests.

#![allow(dead_code, reason = "every test file uses a part of it")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::sync::Arc;

use model::{Dossier, Instant, Span};
use rulebook::{
    At, Evaluation, RuleSet, Rulebook, Verdict,
    notation::{Document, Faults, Sources, Standing},
};

/// Noon in Karachi on the first of January 2026.
pub fn noon() -> At {
    at("2026-01-01T12:00:00+05:00")
}

pub fn at(moment: &str) -> At {
    At { now: instant(moment), offset: Span::hours(5) }
}

pub fn instant(moment: &str) -> Instant {
    moment.parse().unwrap()
}

/// A rule, with what every rule needs and this test does not care about.
pub fn rule(id: &str, body: &str) -> String {
    let given = |key: &str, value: &str| {
        let is_there = body.lines().any(|line| line.trim_start().starts_with(&format!("{key} =")));
        if is_there { String::new() } else { format!("{key} = {value}\n") }
    };
    let defaults = [
        given("title", "\"a title\""),
        given("effect", "\"refuse\""),
        given("owner", "\"duty-officer\""),
        given("source", "[\"S\"]"),
        given("basis", "\"source\""),
        given("remedy", "[[{ action = \"obtain-approval\", set = { movement.approved = true } }]]"),
    ];
    let examples = ["met", "breached", "unproved"].map(|expect| {
        format!("[[rule.example]]\nname = \"{expect}\"\nexpect = \"{expect}\"\nfacts = {{}}\n")
    });
    format!("[[rule]]\nid = \"{id}\"\n{body}\n{}{}", defaults.concat(), examples.concat())
}

pub fn try_book(id: &str, rules: &[String]) -> Result<Rulebook, Faults> {
    let head = format!("[rulebook]\nid = \"{id}\"\ntitle = \"t\"\n[sources]\nS = \"a source\"\n");
    Rulebook::read(&format!("{id}.toml"), (head + &rules.concat()).as_bytes())
}

pub fn book(id: &str, rules: &[String]) -> Arc<Rulebook> {
    Arc::new(try_book(id, rules).unwrap_or_else(|faults| panic!("{faults}")))
}

pub fn rules(rules: &[String]) -> RuleSet {
    RuleSet::compose(vec![book("scratch", rules)]).unwrap()
}

/// Facts as of `noon`, from the source `S`.
pub fn facts(text: &str) -> Dossier {
    try_facts(text).unwrap_or_else(|faults| panic!("{faults}"))
}

pub fn try_facts(text: &str) -> Result<Dossier, Faults> {
    let document = Document::parse("facts.toml", text.as_bytes())?;
    let sources = Document::parse("sources.toml", b"S = 'a source'\nT = 'another'").unwrap();
    let sources = Sources::read(&sources.root());
    let source = "S".parse().unwrap();
    let standing = Standing { sources: &sources, as_of: noon(), source: Some(&source) };
    let facts = document.root().dossier(standing, &[]);
    document.finish(Some(facts))
}

pub fn verdict(evaluation: &Evaluation, rule: &str) -> Verdict {
    evaluation.get(rule).unwrap().verdict
}
