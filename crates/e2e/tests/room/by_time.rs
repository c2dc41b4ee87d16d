//! What only time brings about in an open room: nobody asks, and the room's own scheduler finds what was left undone. The clock
//! is set under it, so that nobody waits.

use e2e::{
    clock::{self, WallClock},
    events::Events,
    orders::{convoy, fact},
    unit::Scene,
};
use serde_json::{Value, json};

/// The first call of a silence is due in so many seconds, and its grace is five minutes.
const FIRST_CALL: i64 = 10;
/// It enters the second district after so many seconds, which is to be confirmed within a quarter of an hour.
const ENTERS: i64 = 600;

/// The alert of a rule about a movement, if it is open.
fn alert(scene: &Scene, rule: &str, movement: &str) -> Option<Value> {
    let all = scene.the("duty-officer").read("/alerts");
    let is_it = |one: &&Value| one["rule"] == rule && one["movement"] == movement;
    all.as_array().unwrap().iter().find(is_it).cloned()
}

#[test]
fn a_call_that_is_not_made_and_a_hand_over_nobody_confirms_are_alerts_by_the_clock_alone() {
    let clock = WallClock::right();
    let scene = Scene::open_on(&clock, &[]);
    let duty = scene.the("duty-officer");
    let mut facts = convoy();
    for (district, enters) in [("rawalpindi", 0), ("attock", ENTERS)] {
        let at = format!("districts[{district}]");
        facts.push(fact(&format!("{at}.area"), format!("pk/punjab/{district}")));
        facts.push(fact(&format!("{at}.enters_at"), clock::seconds_ahead(enters)));
    }
    let urgent = json!({"number": "SC-0412", "facts": facts, "reason": "a fall on the site"});
    let movement = duty.post("/urgent-movements", &urgent).is(201).movement();
    let silence = json!({
        "movement": movement, "why": "jamming", "every_minutes": 10,
        "from": clock::seconds_ahead(FIRST_CALL - 600), "until": clock::seconds_ahead(7200),
    });
    duty.post("/silences", &silence).is(201);
    let page = Events::of(&scene.the("commander"), None);
    let (missed, unconfirmed) = ("missed-call", "handover-unconfirmed");
    clock.set(FIRST_CALL + 240);
    assert_eq!(alert(&scene, missed, &movement), None, "it may still come");
    clock.set(FIRST_CALL + 310);
    page.until(|event| event.kind == "changed" && alert(&scene, missed, &movement).is_some());
    assert_eq!(alert(&scene, unconfirmed, &movement), None, "the convoy is not there yet");

    clock.set(ENTERS + 15 * 60 + 10);
    page.until(|event| event.kind == "changed" && alert(&scene, unconfirmed, &movement).is_some());
    let found = alert(&scene, unconfirmed, &movement).unwrap();
    assert_eq!((&found["element"], &found["acknowledged"]), (&json!("attock"), &json!(false)), "{found}");
    scene.close();
}
