//! A convoy is handed over at each district boundary: by both sides, in whatever order, each for itself.

use e2e::{
    orders::{acceptance, convoy, early_notice, late_notice, two_districts},
    unit::Scene,
};
use serde_json::{Value, json};

const HERE: &str = "districts[rawalpindi]";
const NEXT: &str = "districts[attock]";

/// A movement on the road through two districts.
fn under_way(scene: &Scene) -> String {
    let facts = [convoy(), two_districts()].concat();
    let urgent = json!({"number": "SC-0412", "facts": facts, "reason": "a fall on the site"});
    scene.the("duty-officer").post("/urgent-movements", &urgent).is(201).movement()
}

#[test]
fn both_sides_confirm_each_for_itself_and_what_is_open_is_shown() {
    let scene = Scene::open();
    let movement = under_way(&scene);
    let shown = |who: &str| scene.the(who).read(&format!("/movements/{movement}"))["hand_overs"].clone();
    let open = shown("duty-officer");
    assert_eq!(open.as_array().unwrap().len(), 1, "{open}");
    assert_eq!((&open[0]["from"], &open[0]["into"]), (&json!(HERE), &json!(NEXT)));
    assert_eq!((&open[0]["given"], &open[0]["taken"]), (&Value::Null, &Value::Null));
    assert_eq!(shown("commander")[0]["speaks_for"], json!(["giving"]));
    // Who lies next on the way is the route: the officer learns it with hour and route, neither by looking nor by asking.
    let (duty, commander, officer) =
        (scene.the("duty-officer"), scene.the("commander"), scene.the("district-officer"));
    let over = format!("/movements/{movement}/hand-overs");
    officer.get(&format!("/movements/{movement}")).is(200);
    assert_eq!(shown("district-officer"), json!([]));
    for into in [NEXT, "districts[nowhere]"] {
        officer.post(&over, &json!({"into": into, "side": "giving"})).is_problem(409, "out-of-place");
    }
    duty.post(&format!("/movements/{movement}/early-notices"), &early_notice()).is(200);
    officer.post(&format!("/movements/{movement}/answers"), &acceptance()).is(200);
    duty.post(&format!("/movements/{movement}/late-notices"), &late_notice()).is(200);
    let told = shown("district-officer");
    assert_eq!((&told[0]["speaks_for"], told[0]["due"].is_string()), (&json!(["giving"]), true), "{told}");

    commander.post(&over, &json!({"into": NEXT, "side": "taking"})).is_problem(403, "not-yours-to-do");
    officer.post(&over, &json!({"into": NEXT, "side": "taking"})).is_problem(403, "not-yours-to-do");
    duty.post(&over, &json!({"into": NEXT})).is_problem(422, "malformed");
    commander.post(&over, &json!({"into": HERE})).is_problem(409, "out-of-place");
    duty.post(&over, &json!({"into": NEXT, "side": "taking"})).is_problem(409, "out-of-place");
    // The way leads there once.
    assert_eq!(told[0]["visit"], json!(1));
    commander.post(&over, &json!({"into": NEXT, "visit": 2})).is_problem(409, "out-of-place");
    commander.post(&over, &json!({"into": NEXT, "visit": "again"})).is_problem(422, "malformed");
    // Nor may one be both sides of whom no order says a name: neither first in writing nor first by signing in.
    let officers = json!({"into": NEXT, "side": "taking", "reporter": "rabia  DISTRICT"});
    duty.post(&over, &officers).is(200);
    officer.post(&over, &json!({"into": NEXT})).is_problem(409, "out-of-place");
    duty.post(&over, &json!({"into": NEXT, "side": "taking", "reporter": "DEMO-OFFICER, by telephone"}))
        .is(200);
    // One person's word is one person's however it is typed.
    for same in ["demo-officer,  by TELEPHONE ", "ＤＥＭＯ-OFFICER, by telephone"] {
        let told = duty.post(&over, &json!({"into": NEXT, "side": "giving", "reporter": same}));
        told.is_problem(409, "out-of-place");
    }
    let done = officer.post(&over, &json!({"into": NEXT})).is(200).json();
    assert_eq!(done["happened"], json!(["hand-over-confirmed"]));
    duty.post(&over, &officers).is_problem(409, "out-of-place");
    assert_eq!(shown("duty-officer")[0]["taken_by"], json!("DEMO-OFFICER, by telephone"));
    let shown = shown("district-officer");
    assert!(shown[0]["given"].is_string() && shown[0]["taken"].is_string(), "{shown}");
    scene.close();
}

#[test]
fn the_commander_who_gave_it_over_is_recognised_by_name_and_by_label() {
    let scene = Scene::open();
    let movement = under_way(&scene);
    let over = format!("/movements/{movement}/hand-overs");
    scene.the("commander").post(&over, &json!({"into": NEXT})).is(200);
    let duty = scene.the("duty-officer");
    let taken = |who: &str| duty.post(&over, &json!({"into": NEXT, "side": "taking", "reporter": who}));
    for same in ["commanders[test-commander]", "Test-Commander", "kamal  commander"] {
        taken(same).is_problem(409, "out-of-place");
    }
    taken("Inspector Kamal Nobody, Attock").is(200);
    scene.close();
}
