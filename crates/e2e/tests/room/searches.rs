//! Where one person's device was: for a case, asked by one, approved by another, read by the first for a day, all on the record.

use e2e::{binary::safeconduct, clock, orders::order, unit::Scene};
use serde_json::{Value, json};

const COMMANDER: &str = "commanders[test-commander]";

/// A movement with a case or without one.
fn movement(scene: &Scene, number: &str, case: bool) -> String {
    let duty = scene.the("duty-officer");
    let wanted = json!({"number": number, "facts": order()});
    let movement = duty.post("/movements", &wanted).is(201).movement();
    if case {
        duty.post(&format!("/movements/{movement}/case"), &json!({"reason": "a plan was leaked"})).is(200);
    }
    movement
}

/// The commander's telephone, which reports where it is now.
fn reports(scene: &Scene) {
    let device = json!({"serves": COMMANDER, "sort": "phone"});
    let made = scene.the("duty-officer").post("/devices", &device).is(201).json();
    let token = made["token"].as_str().unwrap();
    let at = clock::unix();
    scene.nobody().get(&format!("/reports?id={token}&lat=34.93&lon=72.88&timestamp={at}")).is(200);
}

fn search(movement: &str) -> Value {
    let (from, until) = (clock::seconds_ahead(-60), clock::seconds_ahead(0));
    json!({"movement": movement, "of": COMMANDER, "from": from, "until": until, "reason": "where was he (made up)"})
}

fn asked(scene: &Scene, role: &str, movement: &str) -> String {
    let asked = scene.the(role).post("/searches", &search(movement)).is(201).json();
    asked["search"].as_str().unwrap().to_owned()
}

#[test]
fn one_asks_another_approves_the_first_reads_and_the_record_says_all_of_it() {
    let scene = Scene::open();
    let movement = movement(&scene, "SEARCH-1", true);
    reports(&scene);
    let (investigator, authority) = (scene.the("investigator"), scene.the("authority"));
    let id = asked(&scene, "investigator", &movement);
    investigator.get(&format!("/searches/{id}/track")).is_problem(409, "out-of-place");
    let listed = authority.read("/searches");
    assert_eq!((&listed[0]["standing"], &listed[0]["of"]), (&json!("waiting"), &json!(COMMANDER)));
    authority.post(&format!("/searches/{id}/approve"), &json!({})).is(200);

    let found = investigator.read(&format!("/searches/{id}/track"));
    assert_eq!(found["tracks"][0]["places"], json!([[72.88, 34.93]]), "{found:#}");
    authority.get(&format!("/searches/{id}/track")).is_problem(403, "not-yours-to-do");
    scene.the("duty-officer").get(&format!("/searches/{id}/track")).is(403);

    let dir = scene.dir().to_str().unwrap().to_owned();
    let told = safeconduct(["record", "show", &dir, "--movement", "SEARCH-1"]).out;
    for said in ["asked for a search in the case of SEARCH-1", "approved a search", "read what a search"] {
        assert!(told.contains(said), "{said}: {told}");
    }
    // It names somebody: nobody reads of it with the movement but whoever works its case.
    let history = |role| scene.the(role).read(&format!("/movements/{movement}/history")).to_string();
    assert!(history("investigator").contains("search-asked"));
    assert!(!history("duty-officer").contains("search-"));
    scene.close();
}

#[test]
fn without_a_case_for_oneself_or_for_a_vehicle_there_is_no_search() {
    let scene = Scene::open();
    let (with, without) = (movement(&scene, "SEARCH-2", true), movement(&scene, "SEARCH-3", false));
    let (investigator, authority) = (scene.the("investigator"), scene.the("authority"));
    investigator.post("/searches", &search(&without)).is(404);
    authority.post("/searches", &search(&without)).is_problem(409, "out-of-place");
    let id = asked(&scene, "authority", &with);
    authority.post(&format!("/searches/{id}/approve"), &json!({})).is_problem(403, "not-yours-to-do");
    investigator.post(&format!("/searches/{id}/approve"), &json!({})).is(403);
    authority.get(&format!("/searches/{id}/track")).is_problem(409, "out-of-place");

    let mut vehicle = search(&with);
    vehicle["of"] = json!("vehicles[test-car]");
    investigator.post("/searches", &vehicle).is_problem(422, "malformed");
    let mut long = search(&with);
    long["from"] = json!(clock::seconds_ahead(-8 * 86_400));
    investigator.post("/searches", &long).is_problem(422, "malformed");
    scene.close();
}

#[test]
fn a_search_that_was_refused_is_not_read_and_not_approved_after_all() {
    let scene = Scene::open();
    let movement = movement(&scene, "SEARCH-4", true);
    let id = asked(&scene, "investigator", &movement);
    let (investigator, authority) = (scene.the("investigator"), scene.the("authority"));
    authority.post(&format!("/searches/{id}/refuse"), &json!({"reason": "too little (made up)"})).is(200);
    investigator.get(&format!("/searches/{id}/track")).is_problem(409, "out-of-place");
    authority.post(&format!("/searches/{id}/approve"), &json!({})).is_problem(409, "out-of-place");
    let listed = investigator.read("/searches");
    assert_eq!((&listed[0]["standing"], &listed[0]["yours"]), (&json!("refused"), &json!(true)));
    investigator.get("/searches/01800000-0000-7000-8000-000000000000/track").is(404);
    scene.close();
}
