//! What the main commands promise: exit codes, the JSON of one movement, the table a duty officer reads.

use std::fs;

use serde_json::Value;

use crate::{
    binary::{FALSE, MISUSE, TRUE, case, house, safeconduct, text},
    files::{Desk, lies_in},
};

#[test]
fn besham_is_refused_with_the_json_the_house_promises() {
    let answer = safeconduct(["clear", text(&case("besham-2024-03-26")), "--json"]).ended(FALSE).json();
    assert_eq!(answer["movement"], "besham-2024-03-26");
    assert_eq!(answer["outcome"], "refused");
    assert!(answer["valid_until"].is_null() || is_moment(&answer["valid_until"]));
    for digest in ["rulebook", "facts"] {
        assert!(is_digest(&answer[digest]), "{digest}: {}", answer[digest]);
    }
    let rules = answer["rules"].as_array().unwrap();
    assert!(rules.len() > 30, "{} rules", rules.len());
    rules.iter().for_each(is_a_judged_rule);
    for verdict in ["breached", "unproved", "met", "not-applicable"] {
        assert!(rules.iter().any(|rule| rule["verdict"] == verdict), "no rule is {verdict}");
    }
    let steps = answer["shortest_fix"].as_array().unwrap();
    assert!(!steps.is_empty(), "a refusal says the way out");
    for step in steps {
        for said in ["action", "owner", "text"] {
            assert!(step[said].as_str().is_some_and(|word| !word.is_empty()), "{said}: {step}");
        }
        assert!(step["mends"].as_array().is_some_and(|rules| !rules.is_empty()), "{step}");
    }
}

#[test]
fn the_table_of_besham_names_every_rule_its_verdict_and_a_way_out() {
    let file = case("besham-2024-03-26");
    let rules = safeconduct(["clear", text(&file), "--json"]).ended(FALSE).json();
    let table = safeconduct(["clear", text(&file)]).ended(FALSE);
    for rule in rules["rules"].as_array().unwrap() {
        let id = rule["id"].as_str().unwrap();
        // Whole, so that it can be copied into a command.
        assert!(table.out.contains(id), "the table has no {id}: {}", table.out);
    }
    table.said(&["REFUSED", "breached", "unproved", "not applicable", "B1", "way to clearance"]);
    let cleared = safeconduct(["clear", text(&case("demo-airport-run"))]).ended(TRUE).out.to_lowercase();
    let words: Vec<_> = cleared.split(|c: char| !c.is_alphanumeric()).collect();
    for word in ["safe", "secure", "foolproof"] {
        assert!(!words.contains(&word), "nothing here is ever called {word}: {cleared}");
    }
}

#[test]
fn a_clean_movement_is_cleared_with_exit_code_zero_and_needs_no_fix() {
    let file = case("demo-airport-run");
    let answer = safeconduct(["clear", text(&file), "--json"]).ended(TRUE).json();
    assert_eq!(answer["outcome"], "cleared");
    assert_eq!(answer["shortest_fix"], Value::Array(Vec::new()));
    assert!(is_moment(&answer["valid_until"]), "a clearance ends: {}", answer["valid_until"]);
    answer["rules"].as_array().unwrap().iter().for_each(is_a_judged_rule);
    safeconduct(["clear", text(&file)]).ended(TRUE).said(&["CLEARED"]);
}

#[test]
fn one_refusal_among_several_movements_refuses() {
    let [good, bad] = ["demo-airport-run", "besham-2024-03-26"].map(case);
    let answers = safeconduct(["clear", text(&good), text(&bad), "--json"]).ended(FALSE).lines();
    let outcomes: Vec<_> = answers.iter().map(|answer| &answer["outcome"]).collect();
    assert_eq!(outcomes, ["cleared", "refused"]);
}

#[test]
fn the_demonstration_refuses_one_clears_one_and_verifies_its_record() {
    let run = safeconduct(["demo", "--without-room"]).ended(TRUE);
    run.said(&["DEMONSTRATION", "REFUSED", "CLEARED", "self-consistent to", "unwitnessed"]);
}

#[test]
fn the_demonstration_keeps_its_record_where_it_is_told() {
    let desk = Desk::new();
    safeconduct(["demo", "--without-room", "--data", text(&desk.data())]).ended(TRUE);
    safeconduct(["record", "verify", text(&desk.data())]).ended(TRUE);
}

#[test]
fn a_record_nobody_keeps_leaves_nothing_behind() {
    let desk = Desk::new();
    let mut run = std::process::Command::new(crate::binary::BINARY);
    run.args(["clear", text(&case("demo-airport-run"))]).env("TMPDIR", desk.path());
    crate::binary::run(&mut run).ended(TRUE);
    assert_eq!(lies_in(desk.path()), [""; 0]);
}

#[test]
fn every_historical_case_comes_out_as_it_expects() {
    let answers = safeconduct(["replay", "cases/", "--json"]).ended(TRUE).lines();
    assert_eq!(answers.len(), 7);
    for answer in answers {
        assert_eq!(answer["as_expected"], true, "{answer}");
        assert!(
            ["breached", "no breach published", "not provable"]
                .contains(&answer["finding"].as_str().unwrap())
        );
        assert!(answer.get("outcome").is_none(), "only `clear` has an outcome");
    }
    safeconduct(["replay", "cases/"]).ended(TRUE).said(&["7 cases; every case came out as expected"]);
}

#[test]
fn a_falsified_expectation_is_told_rule_by_rule() {
    let desk = Desk::new();
    let from = "breached = [";
    let besham = desk.changed("besham-2024-03-26", from, "breached = [\n  \"site-wall-height\",");
    let answer = safeconduct(["replay", text(&besham), "--json"]).ended(FALSE).json();
    assert_eq!(answer["as_expected"], false);
    let difference = &answer["differences"][0];
    assert_eq!(
        (&difference["rule"], &difference["expected"]),
        (&"site-wall-height".into(), &"breached".into())
    );
    safeconduct(["replay", text(&besham)]).ended(FALSE).said(&[
        "DIFFERS",
        "site-wall-height",
        "NOT as expected",
    ]);

    let gwadar = desk.changed("gwadar-2023-08-13", "met = [", "met = [] # ");
    let answer = safeconduct(["replay", text(&gwadar), "--json"]).ended(FALSE).json();
    assert!(!answer["differences"].as_array().unwrap().is_empty(), "a rule that proves more is a difference");
}

#[test]
fn a_directory_without_a_historical_case_is_not_replayed_in_silence() {
    let desk = Desk::new();
    safeconduct(["replay", text(desk.path())]).ended(MISUSE).complained(&["no historical case"]);
    fs::copy(case("demo-airport-run"), desk.path().join("demo.toml")).unwrap();
    safeconduct(["replay", text(desk.path())]).ended(MISUSE).complained(&["no historical case"]);
}

#[test]
fn replay_asks_for_an_expectation_before_it_records_anything() {
    let desk = Desk::new();
    let file = desk.changed("demo-airport-run", "[expect]", "[expect_not]");
    let data = desk.data();
    let plain = desk.file("plain.toml", crate::files::small_movement("plain", true));
    let gwadar = case("gwadar-2023-08-13");
    for file in [file, plain] {
        let arguments = ["replay", text(&gwadar), text(&file), "--data", text(&data)];
        let run = safeconduct(arguments).ended(MISUSE);
        assert!(run.err.contains("expect") && run.err.contains(text(&file)), "{}", run.err);
        assert!(!data.exists(), "{:?}", lies_in(&data));
    }
}

#[test]
fn wrong_usage_is_told_apart_from_a_refusal() {
    for arguments in
        [&["clear"][..], &["clears"], &["clear", "--json"], &["record"], &["clear", "--nonsense", "x"]]
    {
        safeconduct(arguments).ended(MISUSE);
    }
    safeconduct(["--help"]).ended(TRUE).said(&["clear", "replay", "rules", "record", "demo", "Exit codes"]);
    safeconduct(["--version"]).ended(TRUE).said(&["safeconduct "]);
    assert!(house().join("cases").is_dir());
}

/// Every field the issue promises for a rule, each of its type.
fn is_a_judged_rule(rule: &Value) {
    let verdicts = ["met", "breached", "unproved", "waived", "not-applicable"];
    let effect = &rule["effect"];
    assert!(rule["id"].as_str().is_some_and(|id| !id.is_empty()), "{rule}");
    assert!(rule["verdict"].as_str().is_some_and(|verdict| verdicts.contains(&verdict)), "{rule}");
    assert!(
        effect == "refuse" || effect == "warn" || effect["refuse_unless_waived_by"].is_string(),
        "{rule}"
    );
    assert!(rule["reason"].as_str().is_some_and(|reason| !reason.is_empty()), "{rule}");
    assert!(rule["owner"].as_str().is_some_and(|owner| !owner.is_empty()), "{rule}");
    assert!(rule["remedy"].is_array(), "{rule}");
    let sources = rule["source"].as_array().unwrap();
    assert!(!sources.is_empty() && sources.iter().all(|source| source["text"].is_string()), "{rule}");
    for fact in rule["facts"].as_array().unwrap() {
        let states = ["known", "missing", "stale", "contradictory"];
        assert!(fact["path"].is_string() && fact["decisive"].is_boolean(), "{fact}");
        assert!(fact["state"].as_str().is_some_and(|state| states.contains(&state)), "{fact}");
        for claim in fact["claims"].as_array().unwrap() {
            assert!(claim["source"].is_string() && is_moment(&claim["observed"]), "{claim}");
        }
        assert_eq!(fact["state"] == "missing", fact["claims"].as_array().unwrap().is_empty(), "{fact}");
    }
}

fn is_moment(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.parse::<model::Instant>().is_ok())
}

fn is_digest(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.starts_with("sha256:") && text.parse::<model::Digest>().is_ok())
}
