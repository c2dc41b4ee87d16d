//! Clearance is alive: nobody has to ask.

use e2e::{binary::safeconduct, events::Events, orders::cleared, unit::Scene};
use serde_json::{Value, json};

#[test]
fn a_movement_whose_fact_expires_holds_by_itself_and_everybody_concerned_is_told() {
    let scene = Scene::open();
    let duty = scene.the("duty-officer");
    let (at_the_desk, with_the_sponsor) = (Events::of(&duty, None), Events::of(&scene.the("sponsor"), None));
    let (movement, entry) = cleared(&scene, "EXPIRES-1", 3);
    assert_eq!(duty.read(&format!("/movements/{movement}"))["stage"], "cleared");
    // From here on nothing is sent: everybody only listens.
    let heard = with_the_sponsor.until(|event| event.id > Some(entry));
    let told = heard.last().unwrap();
    assert_eq!((told.kind.as_str(), &told.data["movement"]), ("changed", &json!(movement)));
    let held_at = told.id.unwrap();
    at_the_desk.up_to(held_at);

    let held = duty.read(&format!("/movements/{movement}"));
    assert_eq!((&held["stage"], &held["outcome"]["failing"]), (&json!("held"), &json!(["manifest"])));
    let history = duty.read(&format!("/movements/{movement}/history?from={held_at}"));
    let [happened, told] = history.as_array().unwrap().as_slice() else { panic!("{history}") };
    assert_eq!(told["what"], "messages-due", "and whoever is not looking is to be told");
    assert_eq!(
        (&happened["what"], &happened["by"]["role"]),
        (&json!("clearance-evaluated"), &json!("system"))
    );

    let dir = scene.dir().to_str().unwrap().to_owned();
    let shown = safeconduct(["record", "show", &dir, "--json"]);
    let shown: Value = serde_json::from_str(&shown.out).unwrap();
    let entry = shown["entries"].as_array().unwrap().iter().find(|entry| entry["n"] == held_at).unwrap();
    let words = entry["words"].as_str().unwrap();
    assert!(words.starts_with("time passed: EXPIRES-1 REFUSED: manifest unproved"), "{words}");
    scene.close();
}
