//! Telephones and trackers report from the road: durable before they are answered, seen within a second, refused when
//! nobody enrolled them.

use std::{path::Path, time::Instant};

use e2e::{
    binary::safeconduct,
    clock,
    events::{self, Events},
    orders::order,
    room::Room,
    unit::Scene,
};
use serde_json::{Value, json};

/// Base64 of `phone:` and a token, as a browser's basic authentication has it.
pub(super) fn basic(token: &str) -> String {
    use base64::{Engine as _, prelude::BASE64_STANDARD};
    format!("Basic {}", BASE64_STANDARD.encode(format!("phone:{token}")))
}

/// A device of the unit's; its identifier and its credential.
pub(super) fn enrolled(scene: &Scene, serves: &str) -> (String, String) {
    let device = json!({"serves": serves, "sort": "phone"});
    let made = scene.the("duty-officer").post("/devices", &device).is(201).json();
    assert_eq!(made["reports_to"], "/api/v1/reports");
    let text = |of: &str| made[of].as_str().unwrap().to_owned();
    (text("device"), text("token"))
}

/// A movement on the road, with one car.
pub(super) fn under_way(scene: &Scene, number: &str) -> String {
    let urgent = json!({"number": number, "facts": order(), "reason": "a fall on the site"});
    scene.the("duty-officer").post("/urgent-movements", &urgent).is(201).movement()
}

pub(super) fn positions(scene: &Scene, movement: &str) -> Vec<Value> {
    let seen = scene.the("duty-officer").read(&format!("/movements/{movement}/positions"));
    seen.as_array().unwrap().clone()
}

#[test]
fn what_a_phone_reports_is_on_the_page_within_a_second_whichever_app_it_has() {
    let scene = Scene::open();
    let movement = under_way(&scene, "ROAD-1");
    let (_, token) = enrolled(&scene, "vehicles[test-car]");
    assert_eq!(positions(&scene, &movement), Vec::<Value>::new(), "nothing reported yet");
    let page = Events::of(&scene.the("commander"), None);
    let nobody = scene.nobody();

    let now = clock::unix();
    let osmand = format!("/reports?id={token}&lat=34.93&lon=72.88&timestamp={}&speed=10&batt=80", now - 30);
    nobody.get(&osmand).is(200);
    // A report is answered once it is durable, and heard by the room right after.
    let moved = || page.until(|event| event.kind == "moved" && event.data["movements"] == json!([movement]));
    moved();
    let seen = &positions(&scene, &movement)[0];
    assert_eq!((&seen["place"], &seen["battery_percent"]), (&json!([72.88, 34.93]), &json!(80)));
    assert_eq!((&seen["serves"], &seen["speed_kmh"]), (&json!("vehicles[test-car]"), &json!(19)));

    let at = clock::seconds_ahead(-20);
    let coords = json!({"latitude": 34.94, "longitude": 72.89, "accuracy": 5.0, "speed": 10.0, "heading": 45.0, "altitude": 900.0});
    let traccar = json!({"device_id": token, "location": {"timestamp": at, "coords": coords, "battery": {"level": 0.5, "is_charging": false}}});
    nobody.post("/reports", &traccar).is(200);
    moved();
    assert_eq!(positions(&scene, &movement)[0]["place"], json!([72.89, 34.94]));

    let owntracks =
        json!({"_type": "location", "lat": 34.95, "lon": 72.9, "tst": clock::unix() - 10, "tid": "t1"});
    let authorised = basic(&token);
    nobody.answer("POST", "/reports", &[("authorization", &authorised)], Some(&owntracks)).is(200);
    moved();
    assert_eq!(positions(&scene, &movement)[0]["place"], json!([72.9, 34.95]));

    // Of several one after the other, from before it is sent until the page hears of it and has read it.
    let took = (1..=9).map(|n| {
        let (began, at) = (Instant::now(), clock::unix() - 10 + n);
        let (lat, lon) = (34.95 + f64::from(u32::try_from(n).unwrap()) / 1000.0, 72.9);
        nobody.get(&format!("/reports?id={token}&lat={lat:.3}&lon={lon}&timestamp={at}")).is(200);
        moved();
        let place = positions(&scene, &movement)[0]["place"].clone();
        assert!((place[1].as_f64().unwrap() - lat).abs() < 1e-6, "{n}: {place}");
        began.elapsed()
    });
    let took = events::median(took.collect());
    assert!(took < events::PROMISED, "{took:?}");
    nobody.get(&format!("/reports?id={token}&lat=34.95&lon=72.9&timestamp={}", clock::unix())).is(200);
    moved();

    // What was kept while there was no network comes late and moves nothing back.
    nobody.get(&format!("/reports?id={token}&lat=34.9&lon=72.8&timestamp={}", now - 600)).is(200);
    assert_eq!(positions(&scene, &movement)[0]["place"], json!([72.9, 34.95]));
    scene.close();
}

#[test]
fn a_report_of_nobodys_device_from_the_future_or_not_understood_is_refused_and_counted() {
    let scene = Scene::open();
    let (device, token) = enrolled(&scene, "vehicles[test-car]");
    let nobody = scene.nobody();
    let report = |token: &str, at: u64| format!("/reports?id={token}&lat=34.93&lon=72.88&timestamp={at}");
    let now = clock::unix();
    nobody.get(&report("guessed", now)).is_problem(401, "not-signed-in");
    let encrypted = nobody.post("/reports", &json!({"_type": "encrypted", "data": "AAAA"}));
    let why = encrypted.is_problem(422, "malformed")["detail"].to_string();
    assert!(why.contains("switch encryption off"), "{why}");
    let future = nobody.get(&report(&token, now + 600)).is_problem(422, "malformed");
    assert!(future["detail"].as_str().unwrap().contains("clock"), "{future}");
    nobody.get(&report(&token, now - 31 * 86_400)).is_problem(422, "malformed");
    let nonsense =
        nobody.get(&format!("/reports?id={token}&lat=134.93&lon=72.88")).is_problem(422, "malformed");
    assert!(nonsense["detail"].as_str().unwrap().contains("lat"), "{nonsense}");

    let because = json!({"reason": "the phone was lost"});
    scene.the("administrator").post(&format!("/devices/{device}/revocation"), &because).is(200);
    nobody.get(&report(&token, now)).is_problem(401, "not-signed-in");
    let metrics = nobody.get("/metrics").is(200).text();
    for (counter, count) in [
        ("kept", 0),
        ("not_enrolled", 2),
        ("from_the_future", 1),
        ("too_old", 1),
        ("malformed", 2),
        ("closing", 0),
    ] {
        let line = format!("\nsafeconduct_reports_{counter}_total {count}\n");
        assert!(metrics.contains(&line), "{counter}: {metrics}");
    }
    scene.close();
}

#[test]
fn of_several_positions_those_from_the_future_are_refused_and_the_rest_is_kept_and_not_asked_for_again() {
    let scene = Scene::open();
    let (_, token) = enrolled(&scene, "vehicles[test-car]");
    let one = |ahead: i64| {
        let coords = json!({"latitude": 34.94, "longitude": 72.89});
        json!({"timestamp": clock::seconds_ahead(ahead), "coords": coords})
    };
    let post = |ahead: &[i64]| {
        let all: Vec<Value> = ahead.iter().map(|ahead| one(*ahead)).collect();
        scene.nobody().post("/reports", &json!({"device_id": token, "location": all}))
    };
    post(&[-20, 600, -31 * 86_400]).is(200);
    post(&[600, 660]).is_problem(422, "malformed");
    assert_eq!(counted(&scene, "kept", "from_the_future", "too_old"), [1, 3, 1]);
    scene.close();
}

/// What was counted, under three names.
fn counted(scene: &Scene, one: &str, another: &str, third: &str) -> [u64; 3] {
    let metrics = scene.nobody().get("/metrics").is(200).text();
    [one, another, third].map(|counter| {
        let name = format!("safeconduct_reports_{counter}_total ");
        metrics.lines().find_map(|line| line.strip_prefix(&name)).expect(counter).parse().unwrap()
    })
}

#[test]
fn a_call_for_help_is_heard_whatever_the_telephones_clock_says() {
    let scene = Scene::open();
    let movement = under_way(&scene, "ROAD-8");
    let (_, token) = enrolled(&scene, "vehicles[test-car]");
    let page = Events::of(&scene.the("commander"), None);
    for ago in [-600, 31 * 86_400] {
        let at = i64::try_from(clock::unix()).unwrap() - ago;
        let call = format!("/reports?id={token}&lat=34.93&lon=72.88&timestamp={at}&alarm=sos");
        scene.nobody().get(&call).is(200);
        page.until(|event| event.kind == "moved" && event.data["movements"] == json!([movement]));
    }
    let seen = &positions(&scene, &movement)[0];
    assert_eq!((&seen["emergency"], &seen["place"]), (&json!(true), &json!([72.88, 34.93])));
    assert_eq!(seen["at"], seen["received_at"], "it is of the moment at which it came");
    assert_eq!(counted(&scene, "time_not_believed", "from_the_future", "kept"), [2, 0, 2]);
    scene.close();
}

#[test]
fn a_telephone_whose_positions_are_simulated_was_heard_and_is_shown_where_it_was_before() {
    let scene = Scene::open();
    let movement = under_way(&scene, "ROAD-9");
    let (_, token) = enrolled(&scene, "vehicles[test-car]");
    let page = Events::of(&scene.the("commander"), None);
    let (before, now) = (clock::seconds_ahead(-40), clock::seconds_ahead(-20));
    for (at, mock, lat) in [(&before, false, 34.94), (&now, true, 35.5)] {
        let coords = json!({"latitude": lat, "longitude": 72.89});
        let location = json!({"timestamp": at, "mock": mock, "coords": coords});
        scene.nobody().post("/reports", &json!({"device_id": token, "location": location})).is(200);
        page.until(|event| event.kind == "moved" && event.data["movements"] == json!([movement]));
    }
    let seen = &positions(&scene, &movement)[0];
    assert_eq!(seen["place"], json!([72.89, 34.94]));
    // Views state whole seconds.
    let [at, placed_at] = ["at", "placed_at"].map(|name| &seen[name].as_str().unwrap()[..19]);
    assert_eq!((at, placed_at), (&now[..19], &before[..19]));
    assert_eq!(counted(&scene, "simulated", "kept", "malformed"), [1, 2, 0]);
    scene.close();
}

#[test]
fn a_post_that_is_too_long_or_holds_too_many_reports_is_refused_and_counted() {
    let scene = Scene::open();
    let (_, token) = enrolled(&scene, "vehicles[test-car]");
    let nobody = scene.nobody();
    let at = clock::seconds_ahead(-20);
    let one = json!({"timestamp": at, "coords": {"latitude": 34.94, "longitude": 72.89}});
    let many = |count: usize| json!({"device_id": token, "location": vec![one.clone(); count]});
    nobody.post("/reports", &many(1_001)).is_problem(422, "malformed");
    nobody.post("/reports", &json!("x".repeat(2 << 20))).is_problem(413, "too-long");
    let metrics = nobody.get("/metrics").is(200).text();
    for (counter, count) in [("kept", 0), ("too_many", 1), ("too_long", 1), ("not_heard", 0)] {
        let line = format!("\nsafeconduct_reports_{counter}_total {count}\n");
        assert!(metrics.contains(&line), "{counter}: {metrics}");
    }
    scene.close();
}

#[test]
fn tracks_are_kept_for_as_many_days_as_the_room_is_told() {
    let serve = |days: &'static str| {
        move |dir: &Path| Room::serve_as(dir, &["--clock-is-kept", "--keep-tracks", days])
    };
    let scene = Scene::open_by(serve("60"));
    let (_, token) = enrolled(&scene, "vehicles[test-car]");
    let ago = |days: u64| {
        format!("/reports?id={token}&lat=34.93&lon=72.88&timestamp={}", clock::unix() - days * 86_400)
    };
    scene.nobody().get(&ago(59)).is(200);
    scene.nobody().get(&ago(61)).is_problem(422, "malformed");
    let scene = scene.killed_and_opened_again_by(serve("1"));
    scene.nobody().get(&ago(2)).is_problem(422, "malformed");
    let dir = scene.dir().to_str().unwrap().to_owned();
    let _dir = scene.closed();
    for days in ["0", "367", "some"] {
        let said = safeconduct(["serve", "--data", &dir, "--listen", "127.0.0.1:0", "--keep-tracks", days]);
        assert!(said.code == Some(2) && said.err.contains("--keep-tracks"), "{said:?}");
    }
}

#[test]
fn what_was_answered_survives_a_power_cut_and_is_anchored_on_the_record() {
    let scene = Scene::open();
    let movement = under_way(&scene, "ROAD-2");
    let (_, token) = enrolled(&scene, "vehicles[test-car]");
    let now = clock::unix();
    // Made since it left: what was made before is not of it.
    for n in 0..20 {
        let at = now - 40 + n;
        scene.nobody().get(&format!("/reports?id={token}&lat=34.{n:02}&lon=72.88&timestamp={at}")).is(200);
    }
    let scene = scene.killed_and_opened_again();
    assert_eq!(positions(&scene, &movement)[0]["place"], json!([72.88, 34.19]));
    // They are anchored as soon as the room is open again, and stay known when they are packed.
    let dir = scene.dir().to_owned();
    let began = Instant::now();
    while !says(&dir, &movement, "anchored 20 reports of one device") {
        assert!(began.elapsed() < events::WITHIN, "nothing was anchored");
    }
    let scene = scene.killed_and_opened_again();
    assert_eq!(positions(&scene, &movement)[0]["place"], json!([72.88, 34.19]));
    scene.close();
}

/// Whether the record says so of a movement, in words.
fn says(dir: &Path, movement: &str, said: &str) -> bool {
    safeconduct(["record", "show", dir.to_str().unwrap(), "--movement", movement]).out.contains(said)
}

#[test]
fn only_those_who_answer_for_a_movement_see_where_it_is_and_that_is_noted() {
    let scene = Scene::open();
    let movement = under_way(&scene, "ROAD-3");
    let (_, token) = enrolled(&scene, "vehicles[test-car]");
    scene.nobody().get(&format!("/reports?id={token}&lat=34.93&lon=72.88")).is(200);
    let path = format!("/movements/{movement}/positions");
    for role in ["duty-officer", "commander", "authority"] {
        assert_eq!(scene.the(role).read(&path).as_array().unwrap().len(), 1, "{role}");
    }
    for role in ["sponsor", "principal"] {
        scene.the(role).get(&path).is_problem(403, "not-yours-to-do");
    }
    for role in ["district-officer", "partner", "investigator"] {
        let refused = scene.the(role).get(&path).status;
        assert!([403, 404].contains(&refused), "{role}: {refused}");
    }
    scene.close();
}

#[test]
fn whoever_follows_the_road_sees_everything_under_way_that_is_theirs_and_nothing_else() {
    let scene = Scene::open();
    let movement = under_way(&scene, "ROAD-5");
    let others = json!({"number": "ROAD-6", "facts": [], "reason": "somebody else's"});
    let other = scene.the("duty-officer").post("/urgent-movements", &others).is(201).movement();
    let waits = json!({"number": "ROAD-7", "facts": order()});
    scene.the("sponsor").post("/movements", &waits).is(201);
    let (_, token) = enrolled(&scene, "vehicles[test-car]");
    scene.nobody().get(&format!("/reports?id={token}&lat=34.93&lon=72.88")).is(200);
    let seen = |role: &str| {
        let convoys = scene.the(role).read("/convoys");
        let all = convoys.as_array().unwrap().iter();
        all.map(|convoy| (convoy["movement"].clone(), convoy["positions"].as_array().unwrap().len()))
            .collect::<Vec<_>>()
    };
    let (own, other) = ((json!(movement), 1), (json!(other), 0));
    for role in ["duty-officer", "authority"] {
        assert_eq!(seen(role), [other.clone(), own.clone()], "{role}");
    }
    assert_eq!(seen("commander"), [own], "of the movement they command");
    for role in ["sponsor", "district-officer", "principal", "partner", "investigator"] {
        scene.the(role).get("/convoys").is_problem(403, "not-yours-to-do");
    }
    scene.close();
}
