//! A request whose answer was lost is sent again: it does no harm.

use e2e::{
    orders::order,
    people::{enrol, token_of},
    unit::{POSTS, Scene},
};
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

#[test]
fn an_enrolment_asked_for_again_shows_no_link_and_a_new_link_ends_the_old_one() {
    let scene = Scene::open();
    let (administrator, nobody) = (scene.the("administrator"), scene.nobody());
    let partner = POSTS.iter().find(|post| post.role == "partner").unwrap().body();
    let first = administrator.post_keyed("key-5", "/people", &partner).is(201).json();
    let again = administrator.post_keyed("key-5", "/people", &partner).is(201).json();
    assert_eq!((&again["person"], &again["done"]["repeated"]), (&first["person"], &json!(true)));
    assert!(again.get("link").is_none(), "{again}");

    // Whose link was lost is given another, and the lost one opens nothing any more.
    let anew = format!("/people/{}/invitation", first["person"].as_str().unwrap());
    let anew = administrator.does(&anew).is(201).json();
    let [old, new] = [&first, &anew].map(|invited| invited["link"].as_str().unwrap());
    let chosen = json!({"token": token_of(old), "name": "pei.again", "password": "three plums in a yard"});
    nobody.post("/enrolment", &chosen).is_problem(410, "not-good");
    enrol(&nobody, new, "pei again");
    scene.close();
}

#[test]
fn the_first_link_stays_good_when_its_enrolment_is_asked_for_again() {
    let scene = Scene::open();
    let administrator = scene.the("administrator");
    let partner = POSTS.iter().find(|post| post.role == "partner").unwrap().body();
    let first = administrator.post_keyed("key-6", "/people", &partner).is(201).json();
    administrator.post_keyed("key-6", "/people", &partner).is(201);
    enrol(&scene.nobody(), first["link"].as_str().unwrap(), "pei first");
    scene.close();
}
