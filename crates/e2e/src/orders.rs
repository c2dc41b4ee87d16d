//! Orders, and the way of a movement up to its clearance, in the words of the API.

use serde_json::{Value, json};

use crate::{clock, unit::Scene};

/// The rules that are in force; made up for these tests.
pub const RULES: &str = include_str!("rules.toml");

/// Rulebooks to be adopted.
pub fn rulebooks() -> Value {
    json!({"rulebooks": [{"name": "rules.toml", "text": RULES}]})
}

/// One fact.
pub fn fact(path: &str, value: impl Into<Value>) -> Value {
    json!({"path": path, "value": value.into()})
}

/// Who and what travels: one car, its driver, the commander and one guest.
pub fn convoy() -> Vec<Value> {
    vec![
        fact("commanders[test-commander].duty", "commander"),
        fact("principals[test-principal].duty", "principal"),
        fact("crew[test-driver].duty", "driver"),
        fact("vehicles[test-car].plate", "TEST-1"),
        fact("vehicles.complete", true),
        fact("movement.vehicle_count", 1),
    ]
}

/// Where it goes: through one district.
pub fn way() -> Vec<Value> {
    vec![
        fact("movement.area", "pk/punjab"),
        fact("districts[rawalpindi].area", "pk/punjab/rawalpindi"),
        fact("districts.complete", true),
    ]
}

/// Another way: through two districts, the second an hour later.
pub fn two_districts() -> Vec<Value> {
    vec![
        fact("districts[rawalpindi].area", "pk/punjab/rawalpindi"),
        fact("districts[rawalpindi].enters_at", clock::seconds_ahead(60)),
        fact("districts[attock].area", "pk/punjab/attock"),
        fact("districts[attock].enters_at", clock::seconds_ahead(3600)),
        fact("districts.complete", true),
    ]
}

/// A journey of today.
pub fn order() -> Vec<Value> {
    [convoy(), way(), vec![fact("movement.departs_on", clock::day(0))]].concat()
}

/// Whom the movement of [`order`] goes through.
pub const DISTRICT: &str = "districts[rawalpindi]";

/// An early notice to the district.
pub fn early_notice() -> Value {
    json!({"party": DISTRICT, "channel": "system", "from": clock::day(0), "until": clock::day(1)})
}

/// A late notice to the district.
pub fn late_notice() -> Value {
    json!({"party": DISTRICT, "channel": "system"})
}

/// The district's acceptance.
pub fn acceptance() -> Value {
    let accepted = json!({"officer": "Inspector Nobody", "telephone": "000", "resources": "two cars"});
    json!({"answer": {"accepted": accepted}})
}

/// An exception to the rule that an authority may make one to.
pub fn waiver() -> Value {
    waiver_of("armour")
}

/// An exception to a rule.
pub fn waiver_of(rule: &str) -> Value {
    let expires = clock::seconds_ahead(3600);
    json!({"rule": rule, "reason": "the armoured car is in the workshop", "expires": expires})
}

/// What stands at the gate, as ordered.
pub fn gate() -> Value {
    json!({"plates": ["TEST-1"], "crew": ["test-commander", "test-driver"], "heads": 3})
}

/// That the manifest was given, for so many seconds.
pub fn manifest(seconds: i64) -> Value {
    let until = clock::seconds_ahead(seconds);
    json!({"facts": [{"path": "movement.manifest_given", "value": true, "valid_until": until}]})
}

/// A movement asked for.
#[track_caller]
pub fn requested(scene: &Scene, number: &str) -> String {
    let wanted = json!({"number": number, "facts": order()});
    scene.the("sponsor").post("/movements", &wanted).is(201).movement()
}

/// Tells the district, has it accept, has the movement approved and its armour waived: the manifest is left.
#[track_caller]
pub fn prepare(scene: &Scene, movement: &str) {
    let at = |what: &str| format!("/movements/{movement}/{what}");
    scene.the("duty-officer").post(&at("early-notices"), &early_notice()).is(200);
    scene.the("district-officer").post(&at("answers"), &acceptance()).is(200);
    scene.the("authority").post(&at("approvals"), &json!({"granted": true})).is(200);
    scene.the("authority").post(&at("waivers"), &waiver()).is(200);
}

/// A movement that was cleared, on a manifest that is good for so many seconds, and the entry that says so.
#[track_caller]
pub fn cleared(scene: &Scene, number: &str, seconds: i64) -> (String, u64) {
    let movement = requested(scene, number);
    prepare(scene, &movement);
    scene.the("sponsor").post(&format!("/movements/{movement}/reports"), &manifest(seconds)).is(200);
    let done = scene.the("duty-officer").does(&format!("/movements/{movement}/clearance")).is(200).json();
    assert_eq!(
        done["clears"],
        true,
        "{}",
        scene.the("duty-officer").get(&format!("/movements/{movement}/ruling")).text()
    );
    (movement, done["entry"].as_u64().expect("an entry"))
}
