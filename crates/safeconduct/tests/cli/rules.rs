//! `rules check|test|explain`: faults with file and line, examples run, rules explained with their source.

use crate::{
    binary::{FALSE, MISUSE, TRUE, house, safeconduct, text},
    files::{Desk, SMALL_RULEBOOK},
};

#[test]
fn the_shipped_rulebooks_have_no_fault_and_their_examples_hold() {
    let checked = safeconduct(["rules", "check", "--json"]).ended(TRUE).json();
    assert_eq!(checked["faults"].as_array().unwrap().len(), 0);
    assert_eq!(checked["rulebooks"].as_array().unwrap().len(), 3);
    let tested = safeconduct(["rules", "test", "--json"]).ended(TRUE).json();
    let examples = tested["examples"].as_array().unwrap();
    assert!(examples.len() > 100 && examples.iter().all(|example| example["passed"] == true));
    assert_eq!(tested["failed"], 0);
    safeconduct(["rules", "check"]).ended(TRUE).said(&[
        "pk-foreign-nationals",
        "convoy-practice",
        "15 thresholds",
    ]);
    safeconduct(["rules", "test"]).ended(TRUE).said(&["0 failed"]);
}

#[test]
fn the_shipped_rulebooks_are_those_in_the_house() {
    let files = ["rules/pk-foreign-nationals.toml", "rules/convoy-practice.toml", "rules/watch.toml"];
    let built_in = safeconduct(["rules", "check", "--json"]).json();
    let on_disk = safeconduct(["rules", "check", files[0], files[1], files[2], "--json"]).json();
    assert_eq!(built_in, on_disk, "in {}", house().display());
}

/// One change to a good rulebook, and what a person must be told about it.
const FAULTS: [(&str, &str, &[&str]); 12] = [
    ("require = \"movement.approved\"", "require = \"movement.approved &&\"", &[":9:"]),
    ("movement.approved\"\neffect", "movement.aproved\"\neffect", &[":9:", "aproved", "approved"]),
    ("movement.approved\"\neffect", "movement.kind == 3\"\neffect", &[":9:"]),
    ("movement.approved\"\neffect", "has(movement.approved)\"\neffect", &[":9:", "has"]),
    ("movement.approved\"\neffect", "size(vehicles)\"\neffect", &[":9:", "yes or no"]),
    ("owner = \"sponsor\"", "owner = \"sponsors\"", &[":11:", "sponsor"]),
    ("basis = \"source\"", "efective = { from = 2026-01-01 }\nbasis = \"source\"", &[":13:", "effective"]),
    ("basis = \"source\"", "effective = { from = 2026-02-30 }\nbasis = \"source\"", &[":13:"]),
    ("source = [\"desk\"]", "source = [\"nobody\"]", &[":12:", "nobody"]),
    ("obtain-approval", "obtain-aproval", &[":14:", "obtain-approval"]),
    ("expect = \"breached\"", "expect = \"met\"", &["breached"]),
    ("title = \"One rule", "titel = \"One rule", &[":3:", "title"]),
];

#[test]
fn every_fault_of_a_rulebook_is_told_with_file_and_line() {
    let desk = Desk::new();
    for (from, to, parts) in FAULTS {
        assert!(SMALL_RULEBOOK.contains(from), "{from}");
        let file = desk.file("faulty.toml", SMALL_RULEBOOK.replacen(from, to, 1));
        let run = safeconduct(["rules", "check", text(&file)]).ended(FALSE);
        assert!(run.out.contains("faulty.toml:"), "{to}: {}", run.out);
        let run = run.said(parts);
        let json = safeconduct(["rules", "check", text(&file), "--json"]).ended(FALSE).json();
        let fault = &json["faults"][0];
        assert!(fault["line"].as_u64().is_some_and(|line| line > 0), "{fault}\n{}", run.out);
    }
}

#[test]
fn overlapping_dates_are_told_whichever_file_they_are_in() {
    let desk = Desk::new();
    let first = desk.file("first.toml", SMALL_RULEBOOK);
    let second = desk.file("second.toml", SMALL_RULEBOOK.replace("id = \"small\"", "id = \"other\""));
    let run = safeconduct(["rules", "check", text(&first), text(&second)]).ended(FALSE);
    run.said(&["movement-approved", "first.toml:6", "second.toml:6", "overlap"]);
    let rule = &SMALL_RULEBOOK[SMALL_RULEBOOK.find("[[rule]]").unwrap()..];
    let twice = desk.file("twice.toml", format!("{SMALL_RULEBOOK}{rule}"));
    safeconduct(["rules", "check", text(&twice)]).ended(FALSE).said(&["twice.toml:", "movement-approved"]);
}

#[test]
fn an_example_that_does_not_hold_fails_the_test_with_its_line() {
    let desk = Desk::new();
    // Said the wrong way round, every example is still there.
    let turned = SMALL_RULEBOOK.replacen("movement.approved\"\neffect", "!movement.approved\"\neffect", 1);
    let file = desk.file("turned.toml", turned);
    let run = safeconduct(["rules", "test", text(&file)]).ended(FALSE);
    run.said(&["turned.toml:", "approved", "3 examples, 2 failed"]);
}

#[test]
fn a_rule_is_explained_with_its_source_and_its_ways_out() {
    let run = safeconduct(["rules", "explain", "notice-seven-days"]).ended(TRUE);
    run.said(&["notice-seven-days", "B1", "dailythepatriot.com", "7", "duty officer"]);
    let json = safeconduct(["rules", "explain", "notice-seven-days", "--json"]).ended(TRUE).json();
    assert!(json.to_string().contains("dailythepatriot.com"));
    let desk = Desk::new();
    let file = desk.file("small.toml", SMALL_RULEBOOK);
    let run = safeconduct(["rules", "explain", "movement-approved", "--rules", text(&file)]).ended(TRUE);
    run.said(&["The movement is approved", "made up"]);
}

#[test]
fn an_unknown_rule_is_not_explained_away() {
    let run = safeconduct(["rules", "explain", "notice-seven-day"]).ended(MISUSE);
    run.complained(&["notice-seven-day", "notice-seven-days"]);
    safeconduct(["rules", "explain", "no rule at all"]).ended(MISUSE);
}

#[test]
fn a_rulebook_that_cannot_be_read_is_named() {
    for what in [["rules", "check", "/no/such/rulebook.toml"], ["rules", "test", "/no/such/rulebook.toml"]] {
        safeconduct(what).ended(MISUSE).complained(&["/no/such/rulebook.toml", "cannot be read"]);
    }
}
