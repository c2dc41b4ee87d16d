//! An alert outside the open pages: by mail and by webhook, further up while nobody takes it, and taken back. The clock is set under
//! the room, so that nobody waits for it.

use e2e::{
    clock::{self, WallClock},
    events::Events,
    orders::{fact, order},
    receivers::{Hook, Letter, Notified, Relay},
    unit::Scene,
};
use serde_json::{Value, json};

const NUMBER: &str = "TOLD-9";

/// A room that is told where messages may go, and shown a clock.
fn open(clock: &WallClock, relay: &Relay, hook: &Hook) -> Scene {
    let (relay, hook) = (relay.at().to_string(), hook.at().to_string());
    let mail = ["--mail-relay", &relay, "--mail-security", "none", "--mail-from", "room@unit.example"];
    Scene::open_on(clock, &[&mail[..], &["--webhook-host", &hook]].concat())
}

/// The one alert of the watch that is open, if there is one.
fn alert(scene: &Scene) -> Option<Value> {
    let all = scene.the("duty-officer").read("/alerts");
    all.as_array().unwrap().iter().find(|one| one["rule"] == "lost-contact").cloned()
}

/// The next mail with this in its subject, and the next notification of a type.
#[track_caller]
fn told((relay, hook): (&Relay, &Hook), says: &str, of: &str) -> (Letter, Notified) {
    let letter = std::iter::from_fn(|| Some(relay.next())).find(|letter| letter.text.contains(says)).unwrap();
    let notified = std::iter::from_fn(|| Some(hook.next())).find(|one| one.json()["type"] == of).unwrap();
    (letter, notified)
}

#[test]
fn an_alert_is_told_by_mail_and_webhook_goes_up_while_nobody_takes_it_and_is_taken_back() {
    let (clock, relay, hook) = (WallClock::right(), Relay::on(0), Hook::open());
    let scene = open(&clock, &relay, &hook);
    let duty = scene.the("duty-officer");
    duty.put("/me/address", &json!({"mail": "dara@unit.example", "language": "en"})).is(200);
    scene.the("administrator").put("/webhooks/test-unit", &json!({"url": hook.url()})).is(200);
    let device = json!({"serves": "vehicles[test-car]", "sort": "phone"});
    let token = duty.post("/devices", &device).is(201).json()["token"].as_str().unwrap().to_owned();
    let facts = [order(), vec![fact("watch.silence", "3 min")]].concat();
    let page = Events::of(&duty, None);
    let urgent = json!({"number": NUMBER, "facts": facts, "reason": "a fall on the site"});
    let movement = duty.post("/urgent-movements", &urgent).is(201).movement();
    let began = clock::unix();
    let report = |after: u64| {
        let at = began + after;
        scene.nobody().get(&format!("/reports?id={token}&lat=34.93&lon=72.88&timestamp={at}")).is(200);
    };
    report(0);
    page.until(|event| event.kind == "moved" && event.data["movements"] == json!([movement]));

    clock.set(4 * 60);
    page.until(|event| event.kind == "changed" && alert(&scene).is_some());
    let raised = alert(&scene).unwrap();
    assert_eq!((&raised["next"]["step"], &raised["climbed"]), (&json!("room"), &json!([])), "{raised}");
    let (letter, notified) = told((&relay, &hook), "needs a person", "alert");
    assert_eq!((letter.to.as_str(), &notified.json()["number"]), ("dara@unit.example", &json!(NUMBER)));
    for told in [letter.text.as_str(), std::str::from_utf8(&notified.body).unwrap()] {
        assert!(told.contains(NUMBER) && !told.contains("test-car"), "the number, and nothing more: {told}");
        assert!(!told.contains("contact") && !told.contains("34.93"), "{told}");
    }

    // Two minutes after it was raised, by the usual timetable.
    clock.set(4 * 60 + 130);
    page.until(|event| {
        event.kind == "changed" && alert(&scene).is_some_and(|one| one["climbed"] != json!([]))
    });
    let climbed = alert(&scene).unwrap();
    assert_eq!(climbed["climbed"][0]["step"], "room", "{climbed}");
    told((&relay, &hook), "Nobody has taken an alert", "alert-escalated");

    // There was no network, and the telephone kept what it had to say.
    (1..=6).for_each(|minute| report(minute * 60));
    page.until(|event| event.kind == "changed" && alert(&scene).is_none());
    let (letter, notified) = told((&relay, &hook), "was taken back", "alert-withdrawn");
    assert_eq!((letter.to.as_str(), &notified.json()["number"]), ("dara@unit.example", &json!(NUMBER)));
    let account = duty.read("/alerts/account");
    assert_eq!((&account["raised"], &account["withdrawn"]), (&json!(1), &json!(1)), "{account}");
    scene.close();
}
