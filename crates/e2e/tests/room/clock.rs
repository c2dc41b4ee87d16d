//! A wall clock that is set under an open room: that is on the record, and while nobody knows the time nothing that
//! rests on it is proved and nothing departs.

use std::path::Path;

use e2e::{
    binary::safeconduct,
    clock::WallClock,
    events::Events,
    orders::{cleared, gate, manifest, prepare, requested},
    room::Room,
    unit::Scene,
};
use serde_json::{Value, json};

/// How long a manifest is good, in seconds: longer than a test, shorter than the clock is set ahead.
const MANIFEST: i64 = 300;

/// Which ways the record says that the clock was set.
fn jumps(dir: &Path) -> Vec<String> {
    let shown = safeconduct(["record", "show", dir.to_str().unwrap(), "--json"]);
    let shown: Value = serde_json::from_str(&shown.out).unwrap();
    let entries = shown["entries"].as_array().unwrap().iter();
    let words = entries.filter_map(|entry| entry["words"].as_str()?.strip_prefix("the clock was set "));
    words.map(|words| words.split(' ').next().unwrap().to_owned()).collect()
}

/// Whether it may depart when that is asked.
fn departs(scene: &Scene, movement: &str) -> bool {
    let asked = scene.the("duty-officer").does(&format!("/movements/{movement}/departure")).is(200).json();
    asked["clears"].as_bool().unwrap()
}

/// A movement that was cleared and stands at the gate: nothing but the time can still keep it.
fn at_the_gate(scene: &Scene, number: &str) -> (String, u64) {
    let (movement, entry) = cleared(scene, number, MANIFEST);
    scene.the("commander").post(&format!("/movements/{movement}/gate-checks"), &gate()).is(200);
    (movement, entry)
}

/// Everything is proved for a movement, as far as facts go.
fn ready(scene: &Scene, number: &str) -> String {
    let movement = requested(scene, number);
    prepare(scene, &movement);
    scene.the("sponsor").post(&format!("/movements/{movement}/reports"), &manifest(MANIFEST)).is(200);
    scene.the("commander").post(&format!("/movements/{movement}/gate-checks"), &gate()).is(200);
    movement
}

fn clears(scene: &Scene, movement: &str) -> bool {
    let asked = scene.the("duty-officer").does(&format!("/movements/{movement}/clearance")).is(200).json();
    asked["clears"].as_bool().unwrap()
}

fn stage(scene: &Scene, movement: &str) -> Value {
    scene.the("duty-officer").read(&format!("/movements/{movement}"))["stage"].clone()
}

#[test]
fn a_clock_set_ahead_is_recorded_and_what_has_expired_by_it_holds() {
    let clock = WallClock::right();
    let scene = Scene::open_on(&clock, &[]);
    let page = Events::of(&scene.the("duty-officer"), None);
    let (movement, _) = at_the_gate(&scene, "AHEAD");
    let before = scene.nobody().read("/healthz")["entries"].as_u64();
    clock.set(2 * MANIFEST);
    page.until(|event| event.id >= before && event.data["movement"] == movement.as_str());
    let held = scene.the("duty-officer").read(&format!("/movements/{movement}"));
    assert_eq!((&held["stage"], &held["outcome"]["failing"]), (&json!("held"), &json!(["manifest"])));
    assert!(!departs(&scene, &movement));
    assert_eq!(jumps(scene.dir()), ["forward"]);
    scene.close();
}

#[test]
fn a_clock_set_back_behind_the_record_clears_nothing_until_it_is_right_again() {
    let clock = WallClock::right();
    let scene = Scene::open_on(&clock, &[]);
    let page = Events::of(&scene.the("duty-officer"), None);
    let (movement, _) = at_the_gate(&scene, "BACK");
    let before = scene.nobody().read("/healthz")["entries"].as_u64();
    // Less than the minute by which a session may have begun in what is now the future.
    clock.set(-40);
    page.until(|event| event.id >= before && event.data["movement"] == movement.as_str());
    assert_eq!(stage(&scene, &movement), "held");
    assert!(!departs(&scene, &movement));
    let other = ready(&scene, "BACK-TOO");
    assert!(!clears(&scene, &other) && !departs(&scene, &other));

    let before = scene.nobody().read("/healthz")["entries"].as_u64();
    clock.set(0);
    page.until(|event| event.id >= before && event.data["movement"] == movement.as_str());
    assert_eq!(stage(&scene, &movement), "cleared");
    assert!(departs(&scene, &movement));
    assert_eq!(jumps(scene.dir()), ["back", "forward"]);
    scene.close();
}

#[test]
fn by_a_clock_that_nobody_keeps_nothing_departs() {
    if Path::new("/run/systemd/timesync/synchronized").exists() {
        return eprintln!("SKIPPED: this machine's clock is kept");
    }
    let scene = Scene::open_by(|dir| Room::serve_as(dir, &[]));
    let movement = ready(&scene, "UNKEPT");
    assert!(!clears(&scene, &movement) && !departs(&scene, &movement));
    scene.close();
}
