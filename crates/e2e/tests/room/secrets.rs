//! Nothing secret is ever in the log, however much is asked of it: canaries go in by every way there is, and none comes
//! out.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
};

use e2e::{
    events::Events,
    orders::{early_notice, fact, order, requested, waiver_of},
    people::{code, enrol, token_of},
    room::Room,
    unit::{Scene, person},
};
use serde_json::json;

/// What must not be found. Whatever is secret and made by the room is added.
const CANARIES: [&str; 9] = [
    "canary-password-right",
    "canary-password-wrong",
    "canary-reason",
    "Canary Name",
    "canary-telephone",
    "canary-query",
    "canary-path",
    "canary-field",
    "canary-key",
];

#[test]
fn secrets_names_and_reasons_are_never_in_the_log() {
    for form in ["json", "text"] {
        let told = told(form);
        let log = told.0.to_lowercase();
        assert!(log.contains("answered") && log.contains("/api/v1/movements"), "it was not verbose: {log}");
        for canary in CANARIES.iter().map(|canary| (*canary).to_owned()).chain(told.1) {
            assert!(!log.contains(&canary.to_lowercase()), "{canary} is in the log ({form})");
        }
    }
}

/// What a room says in its log at its most talkative, and the secrets it made.
fn told(form: &str) -> (String, Vec<String>) {
    let arguments = ["--clock-is-kept", "--log-level", "trace", "--log", form];
    let scene = Scene::open_by(|dir| Room::serve_as(dir, &arguments));
    let mut secrets = Vec::new();
    let nobody = scene.nobody();
    let (administrator, sponsor, duty) =
        (scene.the("administrator"), scene.the("sponsor"), scene.the("duty-officer"));

    // Links, names, passwords, codes and sessions.
    let post = json!({"name": "Canary Name", "role": "authority", "agency": "test-ministry", "label": null, "areas": []});
    let invited = administrator.post("/people", &post).is(201).json();
    let link = token_of(invited["link"].as_str().unwrap()).to_owned();
    let chosen = json!({"token": link, "name": "canary.name", "password": "canary-password-right"});
    let begun = nobody.post("/enrolment", &chosen).is(200).json();
    let secret = begun["codes_secret"].as_str().unwrap().to_owned();
    let body = json!({"token": link, "code": code(&secret, 0), "as": "token"});
    let session = nobody.post("/enrolment/code", &body).is(200).json()["token"].as_str().unwrap().to_owned();
    nobody.post("/enrolment", &chosen).is_problem(410, "not-good");
    for password in ["canary-password-wrong", "canary-password-right"] {
        let given = json!({"name": "canary.name", "password": password});
        let answer = nobody.post("/session", &given);
        if let Some(ticket) = answer.json()["factor"]["ticket"].as_str() {
            secrets.push(ticket.to_owned());
        }
    }
    let signed_in = nobody.with(&session);
    let page = Events::of(&signed_in, None);
    page.until(|event| event.kind == "listening");

    // Reasons, telephones, and words in every wrong place.
    let movement = requested(&scene, "CANARY");
    let at = |what: &str| format!("/movements/{movement}/{what}");
    let mut waiver = waiver_of("no-such-rule");
    waiver["reason"] = json!("canary-reason");
    signed_in.post(&at("waivers"), &waiver);
    duty.post(&at("early-notices"), &early_notice()).is(200);
    let accepted =
        json!({"officer": "Canary Name", "telephone": "canary-telephone", "resources": "canary-reason"});
    scene.the("district-officer").post(
        &at("answers"),
        &json!({"party": "districts[rawalpindi]", "answer": "accepted", "accepted": accepted}),
    );
    duty.post(&at("cancellation"), &json!({"reason": "canary-reason"}));
    sponsor.post(
        "/movements?q=canary-query",
        &json!({"number": "canary-field", "canary-field": 1, "facts": order()}),
    );
    sponsor.post(
        "/movements",
        &json!({"number": "Q", "facts": [fact("movement.canary-field", "canary-field")]}),
    );
    sponsor.get("/movements/canary-path/history?from=canary-query");
    sponsor.get("/canary-path?canary-query");
    sponsor.post_keyed("canary-key", "/movements", &json!({"number": "KEYED", "facts": order()}));
    nobody.with("canary-key").get("/me");
    nobody.answer("GET", "/me", &[("cookie", "session=canary-key")], None);
    nobody.answer("POST", "/session", &[("origin", "https://canary-path.example")], Some(&chosen));
    nobody.answer("GET", "/healthz", &[("host", "canary-path.example")], None);
    // What is no HTTP at all.
    let mut line = TcpStream::connect(scene.room().at()).unwrap();
    line.write_all(b"GET /canary-path HTTP/9.9\r\ncookie: session=canary-key\r\n\r\n").unwrap();
    let _ = line.read_to_end(&mut Vec::new());

    signed_in.delete("/session").is(204);
    assert!(page.ended());
    let again = administrator.does(&format!("/people/{}/invitation", person("partner", 0).id)).is(201).json();
    let back = enrol(&nobody, again["link"].as_str().unwrap(), "Canary Name Again");
    secrets.extend([link, secret, session, back.token, back.password, back.codes.unwrap()]);
    secrets.push(token_of(again["link"].as_str().unwrap()).to_owned());
    secrets.push(sponsor.token().unwrap().to_owned());
    (scene.close_having_complained(&[]), secrets)
}
