//! Which rules a movement is held against: the file's, one's own, without some of them.

use crate::{
    binary::{FALSE, MISUSE, TRUE, case, safeconduct, text},
    files::{Desk, SMALL_RULEBOOK, lies_in, small_movement},
};

#[test]
fn a_rulebook_of_ones_own_takes_the_place_of_those_the_file_names() {
    let desk = Desk::new();
    let rules = desk.file("small.toml", SMALL_RULEBOOK);
    for (approved, code) in [(true, TRUE), (false, FALSE)] {
        let file = desk.file("movement.toml", small_movement("small", approved));
        let run = safeconduct(["clear", text(&file), "--rules", text(&rules), "--json"]).ended(code).json();
        assert_eq!(run["rules"].as_array().unwrap().len(), 1);
        assert_eq!(run["rulebooks"][0]["id"], "small");
    }
}

#[test]
fn a_rule_that_is_switched_off_is_shown_as_not_applicable_and_changes_the_rulebooks_name() {
    let desk = Desk::new();
    let rules = desk.file("small.toml", SMALL_RULEBOOK);
    let file = desk.file("movement.toml", small_movement("small", false));
    let with = safeconduct(["clear", text(&file), "--rules", text(&rules), "--json"]).ended(FALSE).json();
    let off = ["--switch-off", "movement-approved", "--because", "a made-up trial run"];
    let arguments = ["clear", text(&file), "--rules", text(&rules), "--json"];
    let without = safeconduct([&arguments[..], &off].concat());
    // Where nothing was proved, nothing is cleared.
    let without = without.ended(FALSE).json();
    assert_eq!(without["rules"][0]["verdict"], "not-applicable");
    assert_ne!(without["rulebook"], with["rulebook"]);

    let besham = case("besham-2024-03-26");
    let arguments =
        ["clear", text(&besham), "--json", "--switch-off", "notice-seven-days", "--because", "to see"];
    let besham = safeconduct(arguments).ended(FALSE).json();
    let rules = besham["rules"].as_array().unwrap();
    let rule = rules.iter().find(|rule| rule["id"] == "notice-seven-days").unwrap();
    assert_eq!(rule["verdict"], "not-applicable");
    assert!(rule["reason"].as_str().unwrap().contains("switched off"), "{rule}");
}

#[test]
fn switching_off_a_rule_that_is_not_there_is_a_slip_that_is_told() {
    let desk = Desk::new();
    let data = desk.data();
    let besham = case("besham-2024-03-26");
    let arguments =
        ["clear", text(&besham), "--switch-off", "notice-seven-day", "--because", "x", "--data", text(&data)];
    let run = safeconduct(arguments).ended(MISUSE);
    run.complained(&["--switch-off notice-seven-day", "besham-2024-03-26.toml", "notice-seven-days"]);
    assert_eq!(lies_in(&data), [""; 0]);
    safeconduct(["clear", text(&besham), "--switch-off", "not a word"]).ended(MISUSE);
}

#[test]
fn a_rule_is_switched_off_for_a_reason_that_is_sealed_in_the_vault_or_not_at_all() {
    let desk = Desk::new();
    let data = desk.data();
    let besham = case("besham-2024-03-26");
    let off = ["clear", text(&besham), "--data", text(&data), "--switch-off", "notice-seven-days"];
    for because in [&[][..], &["--because", "  "]] {
        let run = safeconduct([&off[..], because].concat()).ended(MISUSE);
        run.complained(&["--because"]);
        assert_eq!(lies_in(&data), [""; 0]);
    }
    let reason = "Ordered by the made-up authority of these tests";
    safeconduct([&off[..], &["--because", reason]].concat()).ended(FALSE);
    let kept = std::fs::read(data.join("safeconduct.db"));
    let kept = String::from_utf8_lossy(&kept.unwrap()).into_owned();
    assert!(kept.contains("\"because\":\""), "the entry names the text");
    assert!(!kept.contains(reason), "whoever copies the file cannot read it");
    assert!(data.join("keys.db").exists(), "whoever has the keys can");
}

#[test]
fn a_rulebook_that_is_not_shipped_is_named_with_its_line() {
    let desk = Desk::new();
    let data = desk.data();
    let file = desk.file(
        "movement.toml",
        format!(
            "rulebooks = [\n  \"convoy-practice\",\n  \"convoy-practise\",\n]\n{}",
            small_movement("m", true)
        ),
    );
    let run = safeconduct(["clear", text(&file), "--data", text(&data)]).ended(MISUSE);
    run.complained(&["movement.toml:3:", "convoy-practise", "convoy-practice", "--rules"]);
    assert_eq!(lies_in(&data), [""; 0]);
    // With a rulebook of one's own it does not matter.
    let rules = desk.file("small.toml", SMALL_RULEBOOK);
    safeconduct(["clear", text(&file), "--rules", text(&rules)]).ended(TRUE);
}

#[test]
fn the_same_rulebook_twice_is_told_before_anything_is_recorded() {
    let desk = Desk::new();
    let data = desk.data();
    let twice =
        format!("rulebooks = [\"convoy-practice\", \"convoy-practice\"]\n{}", small_movement("m", true));
    let file = desk.file("movement.toml", twice);
    let run = safeconduct(["clear", text(&file), "--data", text(&data)]).ended(MISUSE);
    run.complained(&["movement.toml:1:", "convoy-practice", "twice"]);
    let rules = desk.file("small.toml", SMALL_RULEBOOK);
    let copy = desk.file("other.toml", SMALL_RULEBOOK.replace("id = \"small\"", "id = \"other\""));
    let arguments =
        ["clear", text(&file), "--rules", text(&rules), "--rules", text(&copy), "--data", text(&data)];
    safeconduct(arguments).ended(MISUSE).complained(&["movement-approved", "small.toml:6", "other.toml:6"]);
    assert_eq!(lies_in(&data), [""; 0]);
}

#[test]
fn a_faulty_file_among_good_ones_leaves_nothing_on_the_record() {
    let desk = Desk::new();
    let data = desk.data();
    let good = case("demo-airport-run");
    let faulty = [
        desk.file("not-toml.toml", "[case"),
        desk.changed("demo-short-notice", "rule = \"notice-seven-days\"", "rule = \"notice-six-days\""),
        desk.file("unshipped.toml", format!("rulebooks = [\"nobodys\"]\n{}", small_movement("m", true))),
        desk.path().join("not-there.toml"),
    ];
    for bad in faulty {
        for order in [[&good, &bad], [&bad, &good]] {
            let run = safeconduct(["clear", text(order[0]), text(order[1]), "--data", text(&data)]);
            let run = run.ended(MISUSE).complained(&[text(&bad)]);
            assert_eq!(lies_in(&data), [""; 0], "{}", run.err);
        }
    }
}

#[test]
fn a_faulty_rulebook_of_ones_own_is_told_with_its_line_and_leaves_nothing() {
    let desk = Desk::new();
    let data = desk.data();
    let rules = desk.file(
        "faulty.toml",
        SMALL_RULEBOOK.replace("movement.approved\"\neffect", "movement.aproved\"\neffect"),
    );
    let besham = case("besham-2024-03-26");
    let run = safeconduct(["clear", text(&besham), "--rules", text(&rules), "--data", text(&data)]);
    run.ended(MISUSE).complained(&["faulty.toml:9:", "aproved"]);
    assert_eq!(lies_in(&data), [""; 0]);
}
