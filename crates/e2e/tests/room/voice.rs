//! What is said by radio is written down in one line, and is on the page; where nothing else can be heard a call that is not
//! made is an alert.

use e2e::{
    clock,
    events::Events,
    orders::{fact, order},
    unit::Scene,
};
use serde_json::{Value, json};

/// A movement on the road.
fn under_way(scene: &Scene, number: &str) -> String {
    let urgent = json!({"number": number, "facts": order(), "reason": "a fall on the site"});
    scene.the("duty-officer").post("/urgent-movements", &urgent).is(201).movement()
}

/// One that was seen on the road, and had left before: nobody knows when.
fn seen(scene: &Scene, number: &str) -> String {
    let seen = json!({"number": number, "facts": order()});
    scene.the("duty-officer").post("/observed-movements", &seen).is(201).movement()
}

fn heard(scene: &Scene, who: &str, movement: &str) -> Value {
    scene.the(who).read(&format!("/movements/{movement}"))["heard"].clone()
}

#[test]
fn a_line_is_understood_before_it_is_sent_and_echoed_when_it_is_recorded() {
    let scene = Scene::open();
    let movement = seen(&scene, "SC-0412");
    let page = Events::of(&scene.the("commander"), None);
    let duty = scene.the("duty-officer");
    let read = duty.post("/reports/voice/reading", &json!({"line": "0412 cp3"})).is(200).json();
    assert_eq!((&read["movement"], &read["number"]), (&json!(movement), &json!("SC-0412")));
    assert_eq!(
        (&read["point"], &read["point_known"]),
        (&json!("CP3"), &Value::Null),
        "the order names no points"
    );
    assert_eq!(heard(&scene, "duty-officer", &movement), json!([]), "reading records nothing");

    let sent = json!({"line": "۰۴۱۲ CP۳ ۰۰:۰۰", "means": "radio", "reporter": "commanders[test-commander]"});
    let told = duty.post("/reports/voice", &sent).is(200).json();
    assert_eq!(
        (&told["understood"]["point"], &told["done"]["happened"]),
        (&json!("CP3"), &json!(["voice-reported"]))
    );
    page.until(|event| event.kind == "changed" && event.data["movement"] == movement);
    for who in ["duty-officer", "commander"] {
        let said = &heard(&scene, who, &movement)[0];
        assert_eq!((&said["point"], &said["means"]), (&json!("CP3"), &json!("radio")));
        assert_eq!(said["stated_at"], told["understood"]["at"]);
    }
    assert_eq!(heard(&scene, "principal", &movement), Value::Null, "where it is is not theirs to see");

    let parts = json!({"movement": "sc-0412", "point": "CP4", "at": clock::seconds_ahead(-3600), "means": "sms", "reporter": "the driver of a lorry"});
    let told = duty.post("/reports/voice", &parts).is(200).json();
    assert_eq!(told["understood"]["late"], json!(true));
    assert_eq!(told["understood"]["said_by"], parts["reporter"], "who is kept as having said it");
    // Who said it is kept with it, for those who are told who is of the detail.
    let said = heard(&scene, "duty-officer", &movement);
    let who = |point: &str| {
        let said = said.as_array().unwrap().iter().find(|one| one["point"] == point);
        said.unwrap()["reporter"].clone()
    };
    assert_eq!((&who("CP3"), &who("CP4")), (&sent["reporter"], &parts["reporter"]));
    let read = duty.post("/reports/voice/reading", &json!({"line": "0412"})).is(200).json();
    assert_eq!(read["said_by"], sent["reporter"], "they spoke last, of those whom the order names");
    let nobody = json!({"line": "0412 CP5", "means": "radio"});
    let told = duty.post("/reports/voice", &nobody).is(200).json();
    let said = heard(&scene, "duty-officer", &movement);
    let kept = said.as_array().unwrap().iter().find(|one| one["point"] == "CP5").unwrap()["reporter"].clone();
    assert_eq!((&told["understood"]["said_by"], &kept), (&Value::Null, &Value::Null), "nobody was named");
    scene.close();
}

#[test]
fn a_mistyped_point_is_taken_back_with_a_reason_and_stays_to_be_seen_and_a_points_end_is_its_name() {
    let scene = Scene::open();
    let named = ["DEMO-SITE-1", "UP-CP3", "DOWN-CP3"].map(|point| {
        [
            fact(&format!("points[{point}].at"), "34.86,72.905"),
            fact(&format!("points[{point}].sort"), "checkpoint"),
        ]
    });
    let facts = [order(), named.concat()].concat();
    let urgent = json!({"number": "SC-0412", "facts": facts, "reason": "a fall on the site"});
    let duty = scene.the("duty-officer");
    let movement = duty.post("/urgent-movements", &urgent).is(201).movement();
    let which = duty.post("/reports/voice", &json!({"line": "0412 CP3", "means": "radio"}));
    let which = which.is_problem(422, "malformed");
    let detail = which["detail"].as_str().unwrap();
    assert!(detail.contains("UP-CP3") && detail.contains("DOWN-CP3"), "{detail}");
    let told = duty.post("/reports/voice", &json!({"line": "0412 site-1", "means": "radio"})).is(200).json();
    let understood = &told["understood"];
    assert_eq!((&understood["point"], &understood["point_known"]), (&json!("DEMO-SITE-1"), &json!(true)));

    let said = heard(&scene, "duty-officer", &movement)[0].clone();
    let at = format!("/movements/{movement}/heard/taking-back");
    let mut back =
        json!({"stated_at": said["stated_at"], "received_at": said["received_at"], "point": said["point"]});
    duty.post(&at, &back).is_problem(422, "malformed");
    back["reason"] = json!("it was the other site");
    scene.the("commander").post(&at, &back).is_problem(403, "not-yours-to-do");
    let done = duty.post(&at, &back).is(200).json();
    assert_eq!(done["happened"], json!(["voice-taken-back"]));
    let said = heard(&scene, "commander", &movement);
    assert_eq!((&said[0]["point"], &said[0]["taken_back"]), (&json!("DEMO-SITE-1"), &json!(true)));
    duty.post(&at, &back).is_problem(409, "out-of-place");
    scene.close();
}

#[test]
fn a_line_that_makes_no_sense_is_refused_with_what_was_wrong_and_only_duty_officers_write_any() {
    let scene = Scene::open();
    under_way(&scene, "SC-0412");
    let duty = scene.the("duty-officer");
    for (line, wrong) in
        [("9999 CP3", "number"), ("0412 CP3 0960", "0960"), ("0412 CP3 0915 a b", "too long")]
    {
        for (at, body) in [
            ("/reports/voice/reading", json!({"line": line})),
            ("/reports/voice", json!({"line": line, "means": "radio"})),
        ] {
            let problem = duty.post(at, &body).is_problem(422, "malformed");
            assert!(problem["detail"].as_str().unwrap().contains(wrong), "{line}: {problem}");
        }
    }
    let both = json!({"line": "0412", "movement": "SC-0412", "means": "radio"});
    duty.post("/reports/voice", &both).is_problem(422, "malformed");
    let future = json!({"movement": "SC-0412", "at": clock::seconds_ahead(600), "means": "radio"});
    duty.post("/reports/voice", &future).is_problem(422, "malformed");
    // It left a moment ago: a minute of the last hour is yesterday's, or before it left.
    let before = json!({"movement": "SC-0412", "at": clock::seconds_ahead(-3600), "means": "radio"});
    let problem = duty.post("/reports/voice", &before).is_problem(422, "malformed");
    let understood = problem["detail"].as_str().unwrap();
    assert!(understood.contains("SC-0412") && understood.contains("left"), "{understood}");
    for who in ["commander", "authority", "sponsor", "district-officer"] {
        let line = json!({"line": "0412", "means": "radio"});
        scene.the(who).post("/reports/voice", &line).is_problem(403, "not-yours-to-do");
    }
    scene.close();
}

#[test]
fn a_silence_is_shown_to_those_in_it_with_their_next_call_and_is_lifted() {
    let scene = Scene::open();
    let movement = under_way(&scene, "SC-0412");
    let (from, until) = (clock::seconds_ahead(-60), clock::seconds_ahead(7200));
    let silence = |over: &str, which: &str, every: u32| json!({over: which, "from": from, "until": until, "why": "shutdown", "every_minutes": every});
    let duty = scene.the("duty-officer");
    let page = Events::of(&scene.the("commander"), None);
    let announced = duty.post("/silences", &silence("area", "pk/punjab", 30)).is(201).json();
    // The commander in it hears of it at once.
    page.until(|event| event.kind == "changed" && event.data["entry"] == announced["entry"]);
    duty.post("/silences", &silence("area", "pk/sindh", 30)).is(201);
    duty.post("/silences", &silence("movement", &movement, 20)).is(201);
    let shown = scene.the("commander").read(&format!("/movements/{movement}"))["silences"].clone();
    assert_eq!(shown.as_array().unwrap().len(), 2, "{shown}");
    assert!(shown[0]["next_call"].is_string(), "{shown}");
    scene.the("commander").get("/silences").is_problem(403, "not-yours-to-do");
    let all = duty.read("/silences");
    assert_eq!(all.as_array().unwrap().len(), 3);
    for silence in all.as_array().unwrap() {
        let lifting = format!("/silences/{}/lifting", silence["id"].as_str().unwrap());
        duty.post(&lifting, &json!({"reason": "service is back"})).is(200);
        duty.post(&lifting, &json!({"reason": "again"})).is_problem(404, "not-there");
    }
    assert_eq!(duty.read("/silences"), json!([]));
    duty.post("/silences", &silence("area", "pk/punjab", 5)).is_problem(422, "malformed");
    duty.post("/silences", &json!({"from": from, "until": until, "why": "jamming", "every_minutes": 30}))
        .is_problem(422, "malformed");
    scene.close();
}
