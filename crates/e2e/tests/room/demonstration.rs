//! A demonstration: anybody at the machine takes any role, also one that somebody else has.

use std::collections::BTreeMap;

use e2e::{
    binary::command,
    client::Client,
    clock::{self, WallClock},
    events::Events,
    room::Room,
};
use serde_json::{Value, json};

#[test]
fn a_role_that_is_taken_twice_is_had_by_both() {
    let dir = tempfile::tempdir().unwrap();
    let room = Room::begin(command().args(["demo", "--data"]).arg(dir.path()), dir.path());
    let nobody = room.nobody();
    let kind = nobody.read("/demonstration");
    let role = json!({"name": kind["people"][0]["name"]});
    let taken = || {
        let answer = nobody.post("/demonstration/session", &role).is(204);
        let cookie = answer.header("set-cookie").unwrap();
        cookie.split("; ").next().unwrap().to_owned()
    };
    let [first, second] = [taken(), taken()];
    assert_ne!(first, second, "each has a session of their own");
    for cookie in [&first, &second] {
        let me = nobody.answer("GET", "/me", &[("cookie", cookie)], None).is(200).json();
        assert_eq!(me["name"], role["name"]);
    }
    nobody.answer("DELETE", "/session", &[("cookie", &first)], None).is(204);
    nobody.answer("GET", "/me", &[("cookie", &second)], None).is(200);
    room.close();
}

/// The convoys that drive in it.
const CONVOYS: [&str; 3] = ["DEMO-EAST", "DEMO-NORTH", "DEMO-WEST"];

/// Somebody who took the first role of this sort.
fn playing(room: &Room, role: &str) -> Client {
    let nobody = room.nobody();
    let people = nobody.read("/demonstration")["people"].clone();
    let who = people.as_array().unwrap().iter().find(|one| one["role"] == role).unwrap().clone();
    let answer = nobody.post("/demonstration/session", &json!({"name": who["name"]})).is(204);
    let cookie = answer.header("set-cookie").unwrap();
    let session = cookie.split("; ").next().unwrap().split_once('=').unwrap().1.to_owned();
    nobody.with(&session)
}

/// Where the vehicles of each convoy that reports are, by its number.
fn places(duty: &Client) -> BTreeMap<String, Vec<Value>> {
    let all = duty.read("/convoys");
    let of = |convoy: &Value| {
        let places: Vec<Value> =
            convoy["positions"].as_array().unwrap().iter().map(|one| one["place"].clone()).collect();
        (convoy["number"].as_str().unwrap().to_owned(), places)
    };
    all.as_array().unwrap().iter().map(of).filter(|(_, places)| !places.is_empty()).collect()
}

#[test]
fn its_convoys_report_and_are_seen_to_move_and_what_happens_to_them_becomes_alerts() {
    let (dir, clock) = (tempfile::tempdir().unwrap(), WallClock::right());
    let mut demo = command();
    demo.args(["demo", "--data"]).arg(dir.path());
    clock.show(&mut demo);
    let began = clock::unix();
    let room = Room::begin(&mut demo, dir.path());
    let duty = playing(&room, "duty-officer");
    let page = Events::of(&duty, None);
    page.until(|_| places(&duty).keys().eq(CONVOYS));
    let first = places(&duty);
    for (number, places) in &first {
        assert!(places.len() >= 3 && places.iter().all(Value::is_array), "{number}: {places:?}");
    }
    // All of them are under way from the first sight, and nobody waits for what they do: they report each ten seconds by the room's
    // clock, which is set on.
    clock.set(20);
    page.until(|event| {
        let now = places(&duty);
        event.kind == "moved" && CONVOYS.iter().all(|number| now[*number] != first[*number])
    });

    // A car of DEMO-WEST strays from the second minute on; DEMO-NORTH stands from the third to the tenth.
    let alerts = |rule: &str| -> Vec<String> {
        let all = duty.read("/alerts");
        let of = all.as_array().unwrap().iter().filter(|one| one["rule"] == rule);
        of.map(|one| one["number"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(alerts("left-corridor"), Vec::<String>::new());
    let passed = i64::try_from(clock::unix() - began).unwrap();
    clock.set(4 * 60 - passed);
    page.until(|event| event.kind == "changed" && alerts("left-corridor") == ["DEMO-WEST"]);
    clock.set(9 * 60 + 30 - passed);
    page.until(|event| event.kind == "changed" && alerts("stopped") == ["DEMO-NORTH"]);
    room.close();
}
