//! Waivers a file states: granted by those who may, refused and recorded otherwise, never past their end.

use std::path::PathBuf;

use crate::{
    binary::{FALSE, MISUSE, TRUE, case, safeconduct, text},
    files::{Desk, lies_in},
};

const CASE: &str = "demo-short-notice";
const RULE: &str = "notice-seven-days";

/// The shipped case with a waiver, with one text of it replaced.
fn with(desk: &Desk, from: &str, to: &str) -> PathBuf {
    desk.changed(CASE, from, to)
}

fn verdict(answer: &serde_json::Value) -> &serde_json::Value {
    let rules = answer["rules"].as_array().unwrap();
    &rules.iter().find(|rule| rule["id"] == RULE).unwrap()["verdict"]
}

#[test]
fn a_waiver_by_an_authority_clears_and_is_shown_as_waived() {
    let answer = safeconduct(["clear", text(&case(CASE)), "--json"]).ended(TRUE).json();
    assert_eq!(answer["outcome"], "cleared");
    assert_eq!(verdict(&answer), "waived");
    safeconduct(["clear", text(&case(CASE))]).ended(TRUE).said(&["waived", RULE]);
}

#[test]
fn without_its_waiver_the_movement_is_refused() {
    let desk = Desk::new();
    let original = crate::files::shipped(CASE);
    let (before, waiver) = original.split_at(original.find("[[waivers]]").unwrap());
    let rest = &waiver[waiver.find("[expect]").unwrap()..];
    let file = desk.file("unwaived.toml", format!("{before}{rest}"));
    let answer = safeconduct(["clear", text(&file), "--json"]).ended(FALSE).json();
    assert_eq!(verdict(&answer), "breached");
}

#[test]
fn a_waiver_by_a_role_that_may_not_give_it_does_not_clear_and_is_on_the_record() {
    let desk = Desk::new();
    let data = desk.data();
    let file = with(&desk, "by = \"authority\"", "by = \"duty-officer\"");
    let arguments = ["clear", text(&file), "--data", text(&data)];
    let answer = safeconduct([&arguments[..], &["--json"]].concat()).ended(FALSE).json();
    assert_eq!(verdict(&answer), "breached");
    assert_eq!(answer["waivers_refused"][0]["rule"], RULE);
    assert_eq!(answer["waivers_refused"][0]["by"], "duty-officer");
    safeconduct(arguments).ended(FALSE).said(&["Not waived: notice-seven-days", "duty officer"]);
    let id = answer["movement_id"].as_str().unwrap();
    let bundle = safeconduct(["record", "export", text(&data), "--movement", id]).ended(TRUE);
    bundle.said(&["waiver-refused"]);
}

#[test]
fn a_rule_nobody_may_waive_stays_as_it_was_found() {
    let desk = Desk::new();
    // Asked of the rules themselves: one that refuses whatever anybody grants.
    let answer = safeconduct(["clear", text(&case(CASE)), "--json"]).json();
    let rules = answer["rules"].as_array().unwrap();
    let strict = rules.iter().find(|rule| rule["effect"] == "refuse" && rule["verdict"] == "met").unwrap();
    let file = with(&desk, "rule = \"notice-seven-days\"", &format!("rule = {}", strict["id"]));
    let answer = safeconduct(["clear", text(&file), "--json"]).ended(FALSE).json();
    assert_eq!(answer["waivers_refused"][0]["rule"], strict["id"]);
}

#[test]
fn an_expired_waiver_is_a_slip_that_is_told_with_its_line() {
    let desk = Desk::new();
    let data = desk.data();
    // At the very moment of its end it no longer covers anything.
    for end in ["2026-11-23T18:00:00+05:00", "2026-11-24T07:00:00+05:00"] {
        let file = with(&desk, "expires = 2026-11-24T18:00:00+05:00", &format!("expires = {end}"));
        let run = safeconduct(["clear", text(&file), "--data", text(&data)]).ended(MISUSE);
        run.complained(&["demo-short-notice.toml:256:", RULE, "expired on 2026-11-2", "2026-11-24 07:00"]);
        assert_eq!(lies_in(&data), [""; 0]);
    }
}

#[test]
fn a_waiver_of_a_rule_that_is_not_there_is_a_slip_that_is_told_with_its_line() {
    let desk = Desk::new();
    let file = with(&desk, "rule = \"notice-seven-days\"", "rule = \"notice-six-days\"");
    let run = safeconduct(["clear", text(&file)]).ended(MISUSE);
    run.complained(&["demo-short-notice.toml:256:", "notice-six-days", RULE]);
}

#[test]
fn a_waiver_that_says_too_little_or_too_much_is_a_fault() {
    let desk = Desk::new();
    let faults: [(&str, &str, &[&str]); 4] = [
        ("by = \"authority\"", "by = \"anybody\"", &[":258:", "anybody", "authority"]),
        ("reason = \"Demonstration", "raison = \"Demonstration", &["raison", "reason"]),
        ("expires = 2026-11-24T18:00:00+05:00", "expires = 2026-11-24T18:00:00", &[":260:", "offset"]),
        ("kind = \"exercise\"", "kind = \"historic\"", &[":256:", "a historic case has no waivers"]),
    ];
    for (from, to, parts) in faults {
        let file = with(&desk, from, to);
        safeconduct(["clear", text(&file)]).ended(MISUSE).complained(parts);
    }
}
