//! What is on the road is watched: what devices report becomes alerts within a second, once, and over a power cut.

use e2e::{
    clock,
    events::Events,
    orders::{fact, order},
    unit::Scene,
};
use serde_json::json;

/// A movement on the road with one car, watched by what its order says.
pub(super) fn under_way(scene: &Scene, number: &str) -> String {
    let facts = [order(), vec![fact("watch.fastest", "200 km"), fact("watch.corridor", "300 m")]].concat();
    let urgent = json!({"number": number, "facts": facts, "reason": "a fall on the site"});
    scene.the("duty-officer").post("/urgent-movements", &urgent).is(201).movement()
}

/// The credential of a device in its car.
pub(super) fn enrolled(scene: &Scene) -> String {
    let device = json!({"serves": "vehicles[test-car]", "sort": "phone"});
    let made = scene.the("duty-officer").post("/devices", &device).is(201).json();
    made["token"].as_str().unwrap().to_owned()
}

pub(super) fn report(scene: &Scene, token: &str, place: &str, ago: u64) {
    let (lat, lon) = place.split_once(',').unwrap();
    let at = clock::unix() - ago;
    scene.nobody().get(&format!("/reports?id={token}&lat={lat}&lon={lon}&timestamp={at}")).is(200);
}

/// The rules of the watch whose alerts about a movement are open.
fn alerts(scene: &Scene, movement: &str) -> Vec<String> {
    let all = scene.the("duty-officer").read("/alerts");
    let ours = all
        .as_array()
        .unwrap()
        .iter()
        .filter(|alert| alert["movement"] == json!(movement) && !alert["since"].is_null());
    let mut rules: Vec<String> = ours.map(|alert| alert["rule"].as_str().unwrap().to_owned()).collect();
    rules.sort();
    rules
}

/// How it is watched, as the duty officer is told.
pub(super) fn standing(scene: &Scene, movement: &str) -> serde_json::Value {
    scene.the("duty-officer").read(&format!("/movements/{movement}/watch"))
}

/// Waits, change by change, until these rules have alerts about a movement.
pub(super) fn told(scene: &Scene, page: &Events, movement: &str, rules: &[&str]) {
    page.until(|event| event.kind == "changed" && alerts(scene, movement) == rules);
}

#[test]
fn a_device_in_two_places_and_a_car_where_nobody_goes_are_alerts_once_and_over_a_power_cut() {
    let scene = Scene::open();
    let token = enrolled(&scene);
    let page = Events::of(&scene.the("duty-officer"), None);
    let movement = under_way(&scene, "WATCH-1");
    page.until(|event| event.kind == "watched" && standing(&scene, &movement)["watched"] == json!(true));
    let standing = standing(&scene, &movement);
    assert_eq!(standing["blind"], json!(false));
    let lacks = |rule: &str| {
        let all = standing["unwatched"].as_array().unwrap();
        all.iter().find(|one| one["rule"] == json!(rule)).map_or(json!(null), |one| one["lacks"].clone())
    };
    assert_eq!(lacks("left-corridor"), json!("way"), "{standing}");
    assert_eq!(lacks("two-places"), json!(null), "{standing}");
    report(&scene, &token, "34.93,72.88", 0);
    report(&scene, &token, "35.93,72.88", 0);
    told(&scene, &page, &movement, &["two-places"]);

    let corners = json!(["34.9,72.8", "34.9,72.9", "34.95,72.9", "34.95,72.8"]);
    let no_go = json!({"corners": corners});
    scene.the("duty-officer").post("/dangers/no-go-areas", &no_go).is(200);
    report(&scene, &token, "34.93,72.88", 0);
    told(&scene, &page, &movement, &["entered-no-go", "two-places"]);

    let scene = scene.killed_and_opened_again();
    let page = Events::of(&scene.the("duty-officer"), None);
    scene
        .nobody()
        .get(&format!("/reports?id={token}&lat=34.93&lon=72.88&timestamp={}&alarm=sos", clock::unix()))
        .is(200);
    told(&scene, &page, &movement, &["emergency", "entered-no-go", "two-places"]);
    scene.close();
}
