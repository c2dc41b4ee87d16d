//! A request whose answer was lost is sent again: it does no harm.

use e2e::{orders::order, unit::Scene};
use serde_json::json;

#[test]
fn the_same_request_under_the_same_key_is_done_once() {
    let scene = Scene::open();
    let sponsor = scene.the("sponsor");
    let wanted = json!({"number": "ONCE-1", "facts": order()});
    let first = sponsor.post_keyed("key-1", "/movements", &wanted).is(201).json();
    assert_eq!(first["repeated"], false);
    let second = sponsor.post_keyed("key-1", "/movements", &wanted).is(201).json();
    assert_eq!(second["repeated"], true);
    for same in ["movement", "entry", "entries", "happened"] {
        assert_eq!(first[same], second[same], "{same}");
    }
    assert_eq!(sponsor.read("/movements").as_array().unwrap().len(), 1);
    scene.close();
}

#[test]
fn words_of_a_repeated_request_are_kept_once() {
    let scene = Scene::open();
    let duty = scene.the("duty-officer");
    let urgent = json!({"number": "ONCE-2", "facts": order(), "reason": "a fall on the site"});
    let first = duty.post_keyed("key-2", "/urgent-movements", &urgent).is(201).json();
    let second = duty.post_keyed("key-2", "/urgent-movements", &urgent).is(201).json();
    assert_eq!((&second["repeated"], &second["entry"]), (&json!(true), &first["entry"]));
    scene.close();
}

#[test]
fn another_request_under_the_same_key_is_a_conflict_and_does_nothing() {
    let scene = Scene::open();
    let sponsor = scene.the("sponsor");
    sponsor.post_keyed("key-3", "/movements", &json!({"number": "ONCE-3", "facts": order()})).is(201);
    let other = json!({"number": "ONCE-4", "facts": order()});
    sponsor.post_keyed("key-3", "/movements", &other).is_problem(409, "key-used");
    assert_eq!(sponsor.read("/movements").as_array().unwrap().len(), 1);
    // A key is its sender's own.
    scene.the("duty-officer").post_keyed("key-3", "/movements", &other).is(201);
    scene.close();
}
