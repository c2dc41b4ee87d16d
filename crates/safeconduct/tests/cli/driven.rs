//! The day of a case, driven through the live engine.

use serde_json::Value;

use crate::{
    binary::{MISUSE, TRUE, case, safeconduct, text},
    files::{Desk, shipped},
};

/// Besham's day in half an hour.
fn short() -> String {
    let day = shipped("besham-2024-03-26");
    let shorter = [
        ("\"210 min\"", "\"30 min\""),
        ("\"50 min\"", "\"3 min\""),
        ("\"80 min\"", "\"12 min\""),
        ("\"3 h\"", "\"22 min\""),
    ];
    shorter.iter().fold(day, |day, (from, to)| {
        assert!(day.contains(from), "{from}");
        day.replace(from, to)
    })
}

fn driven(day: &Value) -> Vec<(String, String)> {
    let text = |event: &Value, of: &str| event[of].as_str().unwrap().to_owned();
    day["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| (text(event, "type"), text(event, "words")))
        .collect()
}

#[test]
fn a_day_is_refused_departs_all_the_same_and_what_happens_on_it_becomes_alerts() {
    let desk = Desk::new();
    let file = desk.file("day.toml", short());
    let day = safeconduct(["replay", text(&file), "--speed", "1000000", "--json"]).ended(TRUE).json();
    let events = driven(&day);
    let kinds: Vec<&str> = events.iter().map(|(kind, _)| kind.as_str()).collect();
    let first = |kind: &str| {
        kinds.iter().position(|known| *known == kind).unwrap_or_else(|| panic!("no {kind}: {events:#?}"))
    };
    assert!(first("departure-refused") < first("departure-observed"));
    assert!(first("departure-observed") < first("alert-raised"));
    assert!(first("alert-withdrawn") < first("danger-reported"), "what came late explains the silence");
    let says = |what: &str| events.iter().any(|(kind, words)| kind == "alert-raised" && words.contains(what));
    for what in [
        "two vehicles are too close",
        "a vehicle stands where no halt is planned",
        "nothing is heard where something should be",
        "somebody calls for help",
    ] {
        assert!(says(what), "{what}: {events:#?}");
    }
    // It is the bus that is struck, as the facts say, and whoever drives behind it calls for help.
    let of = |what: &str, vehicle: &str| {
        let mut since = events.iter().skip(first("danger-reported"));
        since.any(|(kind, words)| kind == "alert-raised" && words.contains(what) && words.contains(vehicle))
    };
    assert!(of("nothing is heard where something should be", "bus"), "{events:#?}");
    assert!(of("somebody calls for help", "exercise-2"), "{events:#?}");
    // Twelve vehicles, each 15 feet behind the one before it, are 50 m from the first to the last, from the beginning to the end of
    // the day: whoever is silent is blown up or follows as before, and all others halt where they are.
    for what in [
        "the convoy has come apart",
        "two vehicles are too far apart",
        "a vehicle is alone behind the others",
        "principals are without an escort near them",
    ] {
        assert!(!says(what), "{what}: {events:#?}");
    }
    let count = |of: &str| day[of].as_u64().unwrap();
    assert_eq!(count("raised") - count("withdrawn"), count("open"), "nobody closed any");
    // Each alert is told, and goes up to whoever has a duty; whom the day left without notice nobody can reach.
    let told = |whom: &str| {
        events.iter().filter(|(kind, words)| kind == "messages-due" && words.contains(whom)).count()
    };
    assert!(told("duty officer (made up)") as u64 >= count("raised"), "{events:#?}");
    assert!(told("authority (made up)") > 0 && told("district officer, upper-kohistan (made up)") > 0);
    assert!(count("told") > count("raised"));
    assert_eq!(day["unreached"], serde_json::json!(["district officer, shangla (made up)"]));
    // On that day nobody commanded.
    let is_nobodys = |words: &str| words.contains("the commander: NOBODY TO TELL");
    assert!(events.iter().any(|(kind, words)| kind == "alert-escalated" && is_nobodys(words)), "{events:#?}");
}

#[test]
fn a_day_that_is_kept_can_be_gone_through_again() {
    let desk = Desk::new();
    let (file, data) = (desk.file("day.toml", short()), desk.path().join("data"));
    let day = ["replay", text(&file), "--speed", "1000000", "--data", text(&data), "--json"];
    let day = safeconduct(day).ended(TRUE).json();
    let movement = day["movement"].as_str().unwrap();
    let again = ["record", "past", text(&data), "--movement", movement, "--json"];
    let past = safeconduct(again).ended(TRUE).json();
    assert_eq!(past["outcome"], "same", "{past:#}");
    assert!(past["reported"]["anchored"].as_u64().unwrap() > 1000, "{past:#}");
    assert_eq!(past["reported"]["waiting"], 0, "{past:#}");
}

#[test]
fn what_cannot_be_driven_is_said_before_anything_is_recorded() {
    let gwadar = case("gwadar-2023-08-13");
    safeconduct(["replay", text(&gwadar), "--speed", "60"]).ended(MISUSE).complained(&["no [exercise]"]);
    safeconduct(["replay", text(&gwadar), text(&gwadar), "--speed", "60"])
        .ended(MISUSE)
        .complained(&["name one file"]);
    let desk = Desk::new();
    let file = desk.file("day.toml", short().replace("vehicle = 1 ", "vehicle = 40 "));
    safeconduct(["replay", text(&file), "--speed", "60"]).ended(MISUSE).complained(&["vehicles 1 to 12"]);
}

#[test]
fn a_day_is_not_driven_among_the_reports_of_a_units_own_vehicles() {
    let desk = Desk::new();
    let (file, data) = (desk.file("day.toml", short()), desk.path().join("room"));
    safeconduct(["user", "first", "--data", text(&data), "--name", "Amina", "--agency", "spu"]).ended(TRUE);
    let entries =
        || safeconduct(["record", "verify", text(&data), "--json"]).ended(TRUE).json()["size"].clone();
    let before = entries();
    safeconduct(["replay", text(&file), "--speed", "1000000", "--data", text(&data)])
        .ended(MISUSE)
        .complained(&[text(&data), "another directory"]);
    assert_eq!(entries(), before, "nothing was written");
}
