//! What people get wrong in a file: each told with its line, in words that say what to write, and nothing of
//! the file recorded.

use crate::{
    binary::{MISUSE, safeconduct, text},
    files::{Desk, lies_in, shipped},
};

/// A change to a shipped case that clears: what is replaced, by what, and what a person must be told. The
/// place `:?:` stands for the line on which the replacement begins.
const FAULTS: [(&str, &str, &[&str]); 30] = [
    ("[movement]\n", "[movement\n", &["demo.toml:?:"]),
    ("kind = \"standing\"", "kind = standing", &["demo.toml:?:"]),
    ("vehicle_count = 3", "vehicle_count = 3\nvehicle_count = 3", &["demo.toml:", "duplicate"]),
    ("vehicle_count = 3", "vehicel_count = 3", &[":?:", "vehicel_count", "did you mean `vehicle_count`"]),
    ("vehicle_count = 3", "vehicle_count = \"three\"", &[":?:", "vehicle_count"]),
    ("vehicle_count = 3", "vehicle_count = 3.5", &[":?:", "vehicle_count"]),
    ("vehicle_count = 3", "vehicle_count = 9007199254740993", &[":?:", "9007199254740993 is too large"]),
    ("interval = \"50 m\"", "interval = \"50 yards\"", &[":?:", "50 yards", "km, ft"]),
    ("interval = \"50 m\"", "interval = 50", &[":?:", "interval", "50 m"]),
    ("longest_leg = \"50 min\"", "longest_leg = \"5000000000000 h\"", &[":?:"]),
    ("kind = \"standing\"", "kind = \"permanent\"", &[":?:", "permanent", "standing"]),
    ("begins_on = 2026-11-23", "begins_on = 2026-02-30", &["demo.toml:?:"]),
    ("begins_on = 2026-11-23", "begins_on = 2026-13-01", &["demo.toml:?:"]),
    ("begins_on = 2026-11-23", "begins_on = \"23 November\"", &[":?:", "begins_on"]),
    ("as_of = 2026-11-24T07:00:00+05:00", "as_of = 2026-11-24T07:00:00", &[":?:", "offset"]),
    ("as_of = 2026-11-24T07:00:00+05:00", "as_of = 2026-11-24T25:00:00+05:00", &["demo.toml:?:"]),
    ("as_of = 2026-11-24T07:00:00+05:00", "as_of = 2026-11-24T07:00:00+99:00", &["demo.toml:?:"]),
    ("as_of = 2026-11-24T07:00:00+05:00", "", &["demo.toml:", "as_of"]),
    ("number = \"demo-airport-run-2026-11-24\"", "number = \"the airport run\"", &[":?:", "the airport run"]),
    ("kind = \"exercise\"", "kind = \"rehearsal\"", &[":?:", "rehearsal", "exercise"]),
    ("kind = \"exercise\"", "kind = \"movement\"", &["demo.toml:", "leave `as_of` out"]),
    (
        "source = \"demo-order\"\nkind",
        "source = \"demo-order\"\nby = \"seating\"\nkind",
        &["nobody speaks under it"],
    ),
    (
        "kind = \"standing\"",
        "kind = { value = \"standing\", by = \"departs-at:x\" }",
        &[":?:", "departs-at:x"],
    ),
    ("[case]", "[case]\nauthor = \"me\"", &["demo.toml:", "author", "title"]),
    ("[sources]\n", "[sources]\nnobodys-word = 3\n", &["demo.toml:", "nobodys-word"]),
    ("source = \"demo-order\"\nkind", "source = \"demo-ordre\"\nkind", &[":?:", "demo-ordre", "demo-order"]),
    (
        "[[commanders]]\nid = \"demo-commander\"",
        "[[commanders]]\nid = \"\"",
        &["demo.toml:", "is not a word"],
    ),
    ("[[commanders]]\nid = \"demo-commander\"\n", "[[commanders]]\n", &["demo.toml:?:", "id"]),
    ("[expect]", "[expects]", &["expects", "expect"]),
    ("[movement]\n", "[movement]\nunknown = true\n", &["unknown"]),
];

#[test]
fn every_fault_of_a_file_is_told_with_its_line_and_nothing_is_recorded() {
    let desk = Desk::new();
    let data = desk.data();
    let original = shipped("demo-airport-run");
    for (from, to, parts) in FAULTS {
        assert!(original.contains(from), "the case has no {from:?}");
        let at = original.find(from).unwrap();
        let line = original[..at].matches('\n').count() + 1;
        let file = desk.file("demo.toml", original.replacen(from, to, 1));
        let run = safeconduct(["clear", text(&file), "--data", text(&data)]);
        assert_eq!(run.code, Some(MISUSE), "{to:?} passed: {}{}", run.out, run.err);
        let parts: Vec<String> = parts.iter().map(|part| part.replace(":?:", &format!(":{line}:"))).collect();
        for part in &parts {
            assert!(run.err.contains(part.as_str()), "{to:?}: no {part:?} in: {}", run.err);
        }
        assert_eq!((run.out.as_str(), lies_in(&data)), ("", Vec::new()), "{to:?}");
    }
}

#[test]
fn every_fault_of_a_file_is_told_at_once() {
    let desk = Desk::new();
    let original = shipped("demo-airport-run");
    let faulty = original
        .replacen("vehicle_count = 3", "vehicle_count = \"three\"", 1)
        .replacen("interval = \"50 m\"", "interval = 50", 1)
        .replacen("environment = \"urban\"", "enviroment = \"urban\"", 1);
    let file = desk.file("demo.toml", faulty);
    let run = safeconduct(["clear", text(&file)]).ended(MISUSE);
    run.complained(&["vehicle_count", "interval", "enviroment", "did you mean `environment`"]);
}

/// Ends a shipped case with these tables.
fn ending_with(desk: &Desk, tables: &str) -> String {
    let file = desk.file("demo.toml", format!("{}\n{tables}\n", shipped("demo-airport-run")));
    let run = safeconduct(["clear", text(&file), "--data", text(&desk.data())]);
    assert_eq!(run.code, Some(MISUSE), "{tables} passed: {}{}", run.out, run.err);
    assert!(run.err.contains("demo.toml:"), "{}", run.err);
    assert_eq!(lies_in(&desk.data()), [""; 0]);
    run.err
}

#[test]
fn two_vehicles_of_one_name_are_told() {
    let desk = Desk::new();
    let err = ending_with(&desk, "[[vehicles]]\nid = \"demo-car\"\nsource = \"demo-order\"");
    assert!(err.contains("demo-car"), "{err}");
}

#[test]
fn a_place_off_the_globe_is_told() {
    let desk = Desk::new();
    for place in [
        "{ lat = \"91\", lon = \"72\" }",
        "{ lat = \"34\", lon = \"181\" }",
        "{ lat = \"34\", lon = \"nan\" }",
    ] {
        let tables = format!("[[incidents]]\nid = \"off\"\nsource = \"demo-order\"\nplace = {place}");
        let err = ending_with(&desk, &tables);
        assert!(["lat", "lon", "degrees"].iter().any(|word| err.contains(word)), "{place}: {err}");
    }
    let err =
        ending_with(&desk, "[[incidents]]\nid = \"off\"\nsource = \"demo-order\"\nplace = { lat = \"34\" }");
    assert!(err.contains("lon"), "{err}");
}

#[test]
fn a_route_that_does_not_connect_is_told_with_the_gap() {
    let desk = Desk::new();
    let routes: [(&str, &[&str]); 6] = [
        ("along = [\"islamabad\", \"gilgit\"]", &["islamabad", "gilgit"]),
        ("along = [\"islamabad\", \"atlantis\"]", &["atlantis"]),
        ("from = \"islamabad\"\nto = \"atlantis\"", &["atlantis"]),
        ("from = \"islamabad\"", &["to"]),
        ("along = []", &["the route names no place"]),
        ("along = [\"islamabad\"]\nby = \"night\"", &["by"]),
    ];
    const ITS_OWN: &str = "along = [\"rawalpindi\", \"islamabad\"]";
    let original = shipped("demo-airport-run");
    assert!(original.contains(ITS_OWN), "the case has a route to put another in the place of");
    for (route, parts) in routes {
        let file = desk.file("demo.toml", original.replacen(ITS_OWN, route, 1));
        let run = safeconduct(["clear", text(&file), "--data", text(&desk.data())]);
        assert_eq!(run.code, Some(MISUSE), "{route} passed: {}{}", run.out, run.err);
        assert!(run.err.contains("demo.toml:"), "{}", run.err);
        assert_eq!(lies_in(&desk.data()), [""; 0]);
        let err = run.err;
        for part in parts {
            assert!(err.contains(part), "{route}: no {part:?} in {err}");
        }
    }
}
