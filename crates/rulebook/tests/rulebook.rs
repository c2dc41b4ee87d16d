//! What is wrong with a rulebook is said with file and line; rulebooks compose; examples are run.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod scratch;

use rulebook::{Incompatible, RuleSet, Rulebook, Verdict, evaluate};
use scratch::{book, facts, noon, rule, try_book, verdict};
use words::{Catalogue, Language};

const APPROVED: &str = "require = 'movement.approved'";

/// The faults of a book of one rule, whose text begins on line 6.
fn faults(body: &str) -> String {
    match try_book("b", &[rule("r", body)]) {
        Ok(_) => panic!("read without a fault:\n{body}"),
        Err(faults) => faults.to_string(),
    }
}

fn assert_says(body: &str, line: usize, says: &[&str]) {
    let faults = faults(body);
    let found = faults.lines().filter(|fault| fault.starts_with(&format!("b.toml:{line}:")));
    let found: Vec<&str> = found.collect();
    assert!(
        found.iter().any(|fault| says.iter().all(|word| fault.contains(word))),
        "no fault on line {line} says {says:?}:\n{faults}"
    );
}

#[test]
fn a_fault_in_an_expression_is_placed_in_the_file() {
    assert_says("require = 'movement.aproved'", 8, &["8:21", "aproved"]);
    let folded = "require = \"\"\"\nmovement.approved\n  && movement.kind == 'sngle'\"\"\"";
    assert_says(folded, 10, &["10:23", "single, standing, urgent"]);
    let escaped = "require = \"movement.kind == \\u0027sngle\\u0027\"";
    assert_says(escaped, 8, &["8:29", "single"]);
    assert_says("require = 'has(movement.kind)'", 8, &["has"]);
    assert_says("require = 'movement.approved && 3'", 8, &["yes or no"]);
}

#[test]
fn unknown_and_missing_keys_are_faults() {
    assert_says(&format!("{APPROVED}\nefective = {{}}"), 9, &["did you mean `effective`"]);
    assert_says("title = 't'", 6, &["no `require`"]);
    assert_says(&format!("{APPROVED}\neffect = 'refuze'"), 9, &["did you mean `refuse`"]);
    assert_says(
        &format!("{APPROVED}\neffect = {{ refuse_unless_waived_by = 'general' }}"),
        9,
        &["is not a role"],
    );
    assert_says(&format!("{APPROVED}\nbasis = 'ours'"), 9, &["say why in `note`"]);
    assert_says(&format!("{APPROVED}\nsource = ['B1']"), 9, &["`B1` is not declared"]);
    assert_says(&format!("{APPROVED}\nsource = []"), 9, &["at least one source"]);
    assert_says(
        &format!("{APPROVED}\neffective = {{ from = 2026-02-01, to = 2026-01-01 }}"),
        9,
        &["never apply"],
    );
}

#[test]
fn a_title_is_translated_into_known_languages_or_stands_as_it_is() {
    let titled = |title_in: &str| format!("{APPROVED}\n{title_in}");
    assert_says(&titled("title_in.urdu = 'ت'"), 9, &["no key `urdu`", "ur, zh"]);
    assert_says(&titled("title_in.zh = ' '"), 9, &["empty text"]);
    assert_says(&titled("title_in.zh = 3"), 9, &["text"]);
    assert_says(&titled("title_in = 'ت'"), 9, &["table"]);
    let book = book("b", &[rule("r", &titled("title_in.zh = '已获批'"))]);
    let [title, untranslated] =
        [Language::Chinese, Language::Urdu].map(|language| book.rules[0].title(language));
    assert_eq!((title, untranslated), ("已获批", book.rules[0].title.as_str()));
}

#[test]
fn what_an_author_says_to_those_who_mend_a_rule_is_translated_likewise() {
    let step = |note: &str| {
        let act = "action = 'obtain-approval', set = { movement.approved = true }";
        format!("{APPROVED}\nremedy = [[{{ {act}, {note} }}]]")
    };
    assert_says(&step("note_in = { zh = '先问' }"), 9, &["write `note` too"]);
    assert_says(&step("note = 'ask first', note_in = { zh = ' ' }"), 9, &["empty text"]);
    let book = book("b", &[rule("r", &step("note = 'ask first', note_in = { zh = '先问' }"))]);
    let acts =
        Language::ALL.map(|language| book.rules[0].remedies[0].measures[0].in_words(Catalogue::of(language)));
    assert!(acts[0].contains("ask first") && acts[1].contains("ask first"), "{acts:?}");
    assert!(acts[2].contains("先问") && !acts[2].contains("ask first"), "{acts:?}");
}

#[test]
fn remedies_are_checked_against_the_schema() {
    let step = |step: &str| format!("{APPROVED}\nremedy = [[{{ {step} }}]]");
    let says = |body: &str, words: &[&str]| assert_says(&step(body), 9, words);
    says("action = 'give-notise', set = { movement.approved = true }", &["did you mean `give-notice`"]);
    says("action = 'waive', set = { movement.approved = true }", &["not an action"]);
    says("action = 'brief'", &["changes nothing"]);
    says("action = 'brief', set = { movement.aproved = true }", &["`approved`"]);
    says("action = 'brief', set = { movement.approved = 'today' }", &["takes true or false"]);
    says("action = 'brief', set = { vehicles.plate = \"'x'\" }", &["a list"]);
    says("action = 'brief', for = 'd of districts', set = { movement.approved = true }", &["d in districts"]);
    says(
        "action = 'brief', for = 'd in movement', set = { movement.approved = true }",
        &["a list after `in`"],
    );
    says(
        "action = 'brief', for = 'd in districts', where = 'd.area', set = { d.accepted = true }",
        &["true or false"],
    );
    says("action = 'postpone'", &["until when"]);
    says("action = 'postpone', to = 'days(7)'", &["a day or a moment"]);
    says("action = 'reroute', remove = 'd in districts'", &["cannot take items out"]);
    says(
        "action = 'replace-vehicle', replace = 'i in incidents', set = { i.closes_route = false }",
        &["cannot take items out"],
    );
    says(
        "action = 'replace-vehicle', replace = 'v in vehicles', keep = ['seats'], set = { v.bullet_proof = true }",
        &["no part of the plan"],
    );
    assert_says(&format!("{APPROVED}\nremedy = []"), 9, &["no way out"]);
}

#[test]
fn nothing_but_a_postponement_moves_the_departure() {
    let step = |step: &str| format!("{APPROVED}\nremedy = [[{{ {step} }}]]");
    for set in ["movement.departs_on = 'today'", "movement.departs_at = 'now'"] {
        let change = step(&format!("action = 'change-plan', set = {{ {set} }}"));
        assert_says(&change, 9, &["only `postpone`"]);
    }
    let postponed = step("action = 'postpone', to = 'today'");
    assert!(try_book("b", &[rule("r", &postponed)]).is_ok());
}

#[test]
fn a_rule_shows_what_meets_breaches_and_leaves_it_unproved() {
    let without = rule("r", APPROVED).replace("expect = \"unproved\"", "expect = \"met\"");
    let faults = try_book("b", &[without]).unwrap_err().to_string();
    assert!(faults.contains("b.toml:6:1: the rule has no example for `unproved`"), "{faults}");
}

#[test]
fn a_source_nobody_cites_is_named() {
    let text =
        "[rulebook]\nid = 'b'\ntitle = 't'\n[sources]\nS = 'a'\nT = 'b'\n".to_owned() + &rule("r", APPROVED);
    let faults = Rulebook::read("b.toml", text.as_bytes()).unwrap_err().to_string();
    assert_eq!(faults, "b.toml:6:1: no rule cites the source `T`: cite it or take it out");
}

#[test]
fn versions_of_a_rule_have_dates_that_do_not_overlap() {
    let version = |dates: &str| rule("r", &format!("{APPROVED}\neffective = {{ {dates} }}"));
    let (old, new) = (version("to = 2024-08-31"), version("from = 2024-09-01"));
    assert!(try_book("b", &[old.clone(), new]).is_ok());
    let faults = try_book("b", &[old, version("from = 2024-08-31")]).unwrap_err().to_string();
    assert!(faults.contains("already there (line 6)"), "{faults}");
}

#[test]
fn a_failing_example_says_what_came_out_instead_and_why() {
    let text = rule("r", APPROVED).replace("facts = {}", "facts = { movement = { approved = false } }");
    let results = book("b", &[text]).test();
    let passed: Vec<bool> = results.iter().map(rulebook::example::ExampleResult::passed).collect();
    assert_eq!(passed, [false, true, false]);
    let shown = results[0].to_string();
    assert!(shown.starts_with("b.toml:") && shown.contains("expected met, came out breached"), "{shown}");
    assert!(shown.contains("movement approved beforehand: no"), "{shown}");
}

#[test]
fn an_example_happens_where_and_when_its_rule_applies_unless_it_says_otherwise() {
    let body = format!("{APPROVED}\narea = 'pk/kp'\neffective = {{ from = 2012-01-01, to = 2012-12-31 }}");
    let text = rule("r", &body).replacen(
        "facts = {}",
        "facts = { movement = { approved = true, departs_on = 2012-06-01 } }",
        1,
    );
    let results = book("b", &[text]).test();
    assert!(results[0].passed(), "{}", results[0]);
}

#[test]
fn a_rulebook_is_known_by_its_bytes() {
    let one = book("b", &[rule("r", APPROVED)]);
    assert!(one.hash().starts_with("sha256:") && one.hash().len() == 71);
    assert_ne!(one.hash(), book("b", &[rule("s", APPROVED)]).hash());
}

#[test]
fn rulebooks_compose_unless_a_rule_would_be_in_force_twice() {
    let one = book("one", &[rule("r", APPROVED)]);
    let other = book("other", &[rule("s", "require = 'movement.inter_city'")]);
    let clash = book("clash", &[rule("r", APPROVED)]);
    assert_eq!(RuleSet::compose(vec![one.clone(), other]).unwrap().rules().count(), 2);
    let overlap = RuleSet::compose(vec![one.clone(), clash]).unwrap_err();
    assert!(matches!(&overlap, Incompatible::Overlap { rule, .. } if rule.as_str() == "r"), "{overlap}");
    assert!(overlap.to_string().contains("one.toml:6 and clash.toml:6"), "{overlap}");
    assert!(matches!(RuleSet::compose(vec![one.clone(), one]), Err(Incompatible::SameBook { .. })));
}

#[test]
fn a_rule_switched_off_is_not_applicable_and_says_why() {
    let two = book("b", &[rule("r", APPROVED), rule("s", "require = 'movement.inter_city'")]);
    let mut rules = RuleSet::compose(vec![two]).unwrap();
    let facts = facts("movement.inter_city = true");
    assert!(!evaluate(&rules, &facts, &[], noon()).clears());
    rules.switch_off(&"r".parse().unwrap(), "by the authority, for the trial run").unwrap();
    let evaluation = evaluate(&rules, &facts, &[], noon());
    assert_eq!(verdict(&evaluation, "r"), Verdict::NotApplicable);
    assert!(evaluation.get("r").unwrap().reason.to_string().contains("for the trial run"));
    assert!(evaluation.clears());
    assert!(rules.switch_off(&"x".parse().unwrap(), "").is_err());
}

#[test]
fn a_rule_is_explained_in_words_with_its_source() {
    let text = include_str!("../../../docs/rulebook.md");
    let block = text.split_once("```toml\n").unwrap().1.split_once("```").unwrap().0;
    let book = Rulebook::read("doc.toml", block.as_bytes()).unwrap();
    let shown = rulebook::explain(book.named("districts-noticed").next().unwrap(), Catalogue::english());
    for part in [
        "at least 7 days ahead",
        "B1 dailythepatriot",
        "in pk, from 2014-01-01",
        "- give notice, for each of the districts",
        "notice.given_on >= days(7)",
        "the day it was told",
        "nobody told Shangla",
    ] {
        assert!(shown.contains(part), "`{part}` is not in:\n{shown}");
    }
}
