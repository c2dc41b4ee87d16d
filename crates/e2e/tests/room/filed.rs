//! Files that were closed: found again by whoever had to do with the movement, whole, and by nobody else.

use e2e::{client::Client, orders::order, unit::Scene};
use serde_json::{Value, json};

/// An urgent movement from its start to its review.
fn reviewed(scene: &Scene, number: &str) -> String {
    let urgent = json!({"number": number, "facts": order(), "reason": "a fall on the site"});
    let id = scene.the("sponsor").post("/urgent-movements", &urgent).is(201).movement();
    let at = |what: &str| format!("/movements/{id}/{what}");
    scene.the("commander").post(&at("arrival"), &json!({})).is(200);
    scene.the("authority").post(&at("review"), &json!({"finding": "it could not wait"})).is(200);
    id
}

/// And to its closed file.
fn closed(scene: &Scene, number: &str) -> String {
    let id = reviewed(scene, number);
    file(&scene.the("duty-officer"), &id);
    id
}

/// Says of every alert about it that it was so, and closes its file.
fn file(duty: &Client, id: &str) {
    for alert in duty.read("/alerts").as_array().unwrap().iter().filter(|alert| alert["movement"] == *id) {
        let closing = format!("/alerts/{}/closure", alert["id"].as_str().unwrap());
        duty.post(&closing, &json!({"verdict": "true"})).is(200);
    }
    duty.does(&format!("/movements/{id}/closure")).is(200);
}

fn numbers(lines: &Value) -> Vec<&str> {
    lines.as_array().unwrap().iter().map(|line| line["number"].as_str().unwrap()).collect()
}

#[test]
fn a_closed_file_leaves_the_list_and_is_found_again_whole() {
    let scene = Scene::open();
    let duty = scene.the("duty-officer");
    let id = reviewed(&scene, "FILED-1");
    let facts = || duty.read(&format!("/movements/{id}"))["facts"].clone();
    let before = facts();
    file(&duty, &id);
    let open = json!({"number": "OPEN-1", "facts": order(), "reason": "a fall on the site"});
    scene.the("sponsor").post("/urgent-movements", &open).is(201);
    assert_eq!(numbers(&duty.read("/movements")), ["OPEN-1"]);
    let files = duty.read("/closed-movements");
    assert_eq!(numbers(&files), ["FILED-1"]);
    assert_eq!((&files[0]["id"], &files[0]["kind"]), (&json!(id), &json!("urgent")));
    assert!(files[0]["closed_at"].is_string() && files[0]["departs"].is_string(), "{files}");

    let view = duty.read(&format!("/movements/{id}"));
    assert_eq!((&view["stage"], &view["number"]), (&json!("closed"), &json!("FILED-1")));
    assert_eq!(facts(), before, "the order is as it was");
    assert!(duty.read(&format!("/movements/{id}/ruling"))["rules"].as_array().is_some_and(|r| !r.is_empty()));
    let history = duty.read(&format!("/movements/{id}/history"));
    assert!(history.as_array().unwrap().iter().any(|happened| happened["what"] == "closed"), "{history}");
    duty.post(&format!("/movements/{id}/arrival"), &json!({})).is_problem(409, "out-of-place");
    duty.post(&format!("/movements/{id}/case"), &json!({"reason": "what came of it"})).is(200);
    assert_eq!(numbers(&scene.the("investigator").read("/closed-movements")), ["FILED-1"]);
    scene.close();
}

#[test]
fn a_closed_file_is_found_by_its_number_and_exists_for_nobody_who_had_nothing_to_do_with_it() {
    let scene = Scene::open();
    let id = closed(&scene, "FILED-2");
    let find = |role: &str| scene.the(role).read("/closed-movements?number=FILED-2");
    for role in
        ["duty-officer", "authority", "sponsor", "commander", "principal", "district-officer", "partner"]
    {
        assert_eq!(numbers(&find(role)), ["FILED-2"], "{role}");
        assert_eq!(scene.the(role).read(&format!("/movements/{id}"))["stage"], "closed", "{role}");
    }
    let of_a_partner = find("partner");
    assert_eq!(of_a_partner[0]["departs"], Value::Null);
    assert_eq!(numbers(&find("investigator")), [""; 0]);
    scene.the("investigator").get(&format!("/movements/{id}")).is_problem(404, "not-there");
    scene.the("administrator").get("/closed-movements").is_problem(403, "not-yours-to-do");
    let duty = scene.the("duty-officer");
    assert_eq!(numbers(&duty.read("/closed-movements?number=FILED-9")), [""; 0]);
    for query in ["before=yesterday", "number=a%20b", "befor=x", "before=1&before=2"] {
        duty.get(&format!("/closed-movements?{query}")).is_problem(422, "malformed");
    }
    scene.close();
}

#[test]
fn closed_files_are_read_a_page_at_a_time_and_none_is_missed() {
    let scene = Scene::open();
    let duty = scene.the("duty-officer");
    let expected: Vec<String> = (0..103).rev().map(|n| format!("SEEN-{n}")).collect();
    for number in expected.iter().rev() {
        let seen = json!({"number": number, "facts": []});
        let id = duty.post("/observed-movements", &seen).is(201).movement();
        duty.post(&format!("/movements/{id}/arrival"), &json!({})).is(200);
        file(&duty, &id);
    }
    let first = duty.read("/closed-movements");
    let last = first.as_array().unwrap().last().unwrap()["id"].as_str().unwrap();
    let second = duty.read(&format!("/closed-movements?before={last}"));
    assert_eq!([numbers(&first), numbers(&second)].concat(), expected);
    assert_eq!((numbers(&first).len(), numbers(&second).len()), (100, 3));
    let again =
        duty.post("/observed-movements", &json!({"number": "SEEN-7", "facts": []})).is(201).movement();
    assert_eq!(duty.read(&format!("/movements/{again}"))["number"], "SEEN-7-2");
    scene.close();
}
