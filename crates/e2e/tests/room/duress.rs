//! Whoever says under duress that all is well is answered as anybody is; only the room's duty officers, and whom they call,
//! know otherwise; and it ends by a challenge answered, by nothing else.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use e2e::{binary::safeconduct, client::Client, clock, events::Events, orders::order, unit::Scene};
use serde_json::{Value, json};

const SECRETS: [&str; 5] = ["rainbow", "2580", "7391", "a blue door", "RAINBOW"];

/// A movement on the road, with whose commander words were agreed on.
pub(super) fn agreed(scene: &Scene) -> String {
    let duty = scene.the("duty-officer");
    let urgent = json!({"number": "SC-0412", "facts": order(), "reason": "a fall on the site"});
    let movement = duty.post("/urgent-movements", &urgent).is(201).movement();
    for of in ["commanders[test-commander]", "principals[test-principal]"] {
        let words = json!({"of": of, "word": "Rainbow", "pin": "2580", "duress_pin": "7391",
            "question": "Which door?", "answer": "A blue door"});
        duty.put("/duress/words", &words).is(200);
    }
    movement
}

pub(super) fn check_in(client: &Client, movement: &str, pin: &str) -> Value {
    client.post(&format!("/movements/{movement}/check-ins"), &json!({"pin": pin})).is(200).json()
}

fn rules(alerts: &Value) -> Vec<&str> {
    alerts.as_array().unwrap().iter().filter_map(|alert| alert["rule"].as_str()).collect()
}

/// Everything that somebody can read about a movement, as text: whatever the room's own description says can be asked for, of this
/// movement where it is of one. What is of something else than a movement is left out, and the line that never ends.
fn everything(client: &Client, movement: &str) -> String {
    let description = client.read("/openapi.json");
    let described = description["paths"].as_object().unwrap().iter();
    let readable = described.filter(|(path, methods)| !methods["get"].is_null() && *path != "/api/v1/events");
    let paths = readable.filter_map(|(path, _)| {
        let path =
            path.strip_prefix("/api/v1")?.replace("/movements/{id}", &format!("/movements/{movement}"));
        (!path.contains('{')).then_some(path)
    });
    let paths: Vec<String> = paths.collect();
    for known in ["/convoys", "/shift", "/alerts/cap", "/alerts/cap.atom", "/alerts/account"] {
        assert!(paths.iter().any(|path| path == known), "{known}");
    }
    let of_it = |part: &&String| part.starts_with(&format!("/movements/{movement}/"));
    assert!(paths.iter().filter(of_it).count() >= 9, "{paths:?}");
    let read = |path: &String| {
        let answer = client.get(path);
        if answer.status == 200 { answer.text() } else { String::new() }
    };
    paths.iter().map(read).collect()
}

/// A duty officer takes every alert about duress.
fn is_taken(duty: &Client) {
    let alerts = duty.read("/alerts");
    let of_duress: Vec<&Value> =
        alerts.as_array().unwrap().iter().filter(|alert| alert["rule"] == "duress").collect();
    assert!(!of_duress.is_empty());
    for alert in of_duress {
        duty.does(&format!("/alerts/{}/acknowledgement", alert["id"].as_str().unwrap())).is(200);
    }
}

#[test]
fn the_other_pin_is_answered_like_the_usual_one_in_the_same_bytes_and_time_and_only_the_room_knows() {
    let scene = Scene::open();
    let movement = agreed(&scene);
    for who in ["commander", "principal"] {
        let client = scene.the(who);
        // Whatever was typed, the answer waits for the same moment after it was asked.
        let waits = |typed: &str| {
            let begun = Instant::now();
            let answer = client.post(&format!("/movements/{movement}/check-ins"), &json!({"pin": typed}));
            assert!(begun.elapsed() >= Duration::from_millis(750), "{who}: {:?}", begun.elapsed());
            answer
        };
        waits("2580").is(200);
        waits("7391").is(200);
        waits("0000").is_problem(422, "malformed");
        let noted = check_in(&client, &movement, "2580");
        assert_eq!(noted, check_in(&client, &movement, "7391"), "{who}");
        assert_eq!(noted, json!({"movement": movement}), "not where it stands on the record");
    }
    let duty = scene.the("duty-officer");
    assert!(rules(&duty.read("/alerts")).contains(&"duress"));
    let told = duty.read("/duress")[0]["signalled"].clone();
    let signalled = |one: &Value| (one["of"].clone(), one["by"].clone());
    let both =
        ["commanders[test-commander]", "principals[test-principal]"].map(|of| (json!(of), json!("pin")));
    assert_eq!(told.as_array().unwrap().iter().map(signalled).collect::<Vec<_>>(), both);
    is_taken(&duty);
    for who in [
        "commander",
        "principal",
        "sponsor",
        "district-officer",
        "authority",
        "investigator",
        "partner",
        "administrator",
    ] {
        let seen = everything(&scene.the(who), &movement).to_lowercase();
        assert!(!seen.contains("duress") && !seen.contains("challenge"), "{who}: {seen}");
    }
    scene.close();
}

/// A bundle is handed to a partner, and who reads it there nobody here knows.
#[test]
fn a_bundle_that_is_written_on_the_machine_tells_of_duress_only_where_that_is_asked_for() {
    let scene = Scene::open();
    let movement = agreed(&scene);
    check_in(&scene.the("commander"), &movement, "7391");
    let of = json!({"of": "commanders[test-commander]"});
    scene.the("duty-officer").post(&format!("/movements/{movement}/challenges"), &of).is(200);
    let dir = scene.closed();
    let export = ["record", "export", dir.path().to_str().unwrap(), "--movement", "SC-0412"];
    let usual = safeconduct(export);
    assert_eq!((usual.code, usual.err.as_str()), (Some(0), ""));
    assert!(usual.out.contains("checked-in"), "{}", usual.out);
    assert!(!usual.out.contains("duress") && !usual.out.contains("challenge"), "{}", usual.out);
    let whole = safeconduct(export.into_iter().chain(["--with-duress"]));
    assert!(whole.out.contains("duress-signalled") && whole.out.contains("challenge-put"), "{}", whole.out);
    assert!(whole.code == Some(0) && whole.err.contains("Hand it to nobody"), "{}", whole.err);
}

#[test]
fn the_account_of_alerts_counts_duress_to_the_room_and_to_nobody_else() {
    let scene = Scene::open();
    let movement = agreed(&scene);
    let window =
        format!("/alerts/account?from={}&to={}", clock::seconds_ahead(-3600), clock::seconds_ahead(3600));
    let told = |who: &str| scene.the(who).read(&window);
    let duty = scene.the("duty-officer");
    let others = || ["authority", "investigator"].map(told);
    let (before, without) = (told("duty-officer"), others());
    check_in(&scene.the("commander"), &movement, "7391");
    let of = json!({"of": "commanders[test-commander]"});
    let open = told("duty-officer");
    assert_eq!(open["raised"].as_u64(), before["raised"].as_u64().map(|raised| raised + 1), "{open}");
    assert_eq!(others(), without);
    duty.post(&format!("/movements/{movement}/challenges"), &of).is(200);
    let answer = json!({"of": "commanders[test-commander]", "answer": "a blue door"});
    duty.post(&format!("/movements/{movement}/challenge-answers"), &answer).is(200);
    let over = told("duty-officer");
    let counts = |name: &str| over[name].as_u64().unwrap();
    let closed: u64 = over["closed"].as_object().unwrap().values().filter_map(Value::as_u64).sum();
    assert_eq!(counts("ended"), 1, "{over}");
    assert_eq!(counts("raised"), counts("withdrawn") + closed + counts("ended") + counts("open"));
    assert_eq!(others(), without, "nor by how it goes on");
    scene.close();
}

#[test]
fn whoever_guesses_at_a_pin_has_to_wait_and_the_duress_pin_is_heard_all_the_same() {
    let scene = Scene::open();
    let movement = agreed(&scene);
    let (commander, duty) = (scene.the("commander"), scene.the("duty-officer"));
    let types = |pin: &str| commander.post(&format!("/movements/{movement}/check-ins"), &json!({"pin": pin}));
    let (mut guessed, mut refused) = (0, 0);
    while guessed < 8 {
        match types(&format!("{:04}", 9000 + guessed)).status {
            422 => guessed += 1,
            status => {
                assert_eq!(status, 429);
                refused += 1;
            }
        }
    }
    assert!(refused > 0, "guesses without end");
    // Now there is none for eight seconds. The right one is not taken either, and nobody can tell one from another.
    types("2580").is_problem(429, "too-many");
    assert!(!rules(&duty.read("/alerts")).contains(&"duress"));
    types("7391").is_problem(429, "too-many");
    assert!(rules(&duty.read("/alerts")).contains(&"duress"));
    // Nor does the record tell one from another to whoever has the telephone.
    let seen = everything(&commander, &movement).to_lowercase();
    assert!(!seen.contains("checked-in") && !seen.contains("duress"), "{seen}");
    scene.close();
}

/// Whoever holds them may have heard the hour wrong, or whoever writes it down: they said the word all the same.
#[test]
fn the_word_beside_a_mistaken_hour_is_heard_and_the_report_refused_as_with_any_other_word() {
    let scene = Scene::open();
    let movement = agreed(&scene);
    let duty = scene.the("duty-officer");
    // An hour before it left, and one that is still to come.
    for hour in [clock::seconds_ahead(-7_200), clock::seconds_ahead(7_200)] {
        let refused = |word: &str| {
            let said = json!({"movement": "SC-0412", "at": hour, "word": word, "means": "radio"});
            let answer = duty.post("/reports/voice", &said);
            assert!((400..500).contains(&answer.status), "{}", answer.text());
            answer.text()
        };
        let signalled = || {
            let history = duty.read(&format!("/movements/{movement}/history"));
            history.as_array().unwrap().iter().filter(|one| one["what"] == "duress-signalled").count()
        };
        let before = signalled();
        let other = refused("sunshine");
        assert_eq!(signalled(), before);
        assert_eq!(refused("rainbow"), other);
        assert_eq!(signalled(), before + 1);
    }
    assert!(rules(&duty.read("/alerts")).contains(&"duress"));
    assert_eq!(duty.read("/duress")[0]["signalled"][0]["by"], json!("word"));
    let heard = &duty.read(&format!("/movements/{movement}"))["heard"];
    assert!(heard.as_array().is_none_or(Vec::is_empty), "{heard}");
    scene.close();
}

#[test]
fn a_word_said_beside_a_report_is_recognised_and_the_report_recorded_as_any_other() {
    let scene = Scene::open();
    let movement = agreed(&scene);
    let commander = scene.the("commander");
    let before = everything(&commander, &movement);
    let page = Events::of(&commander, None);
    let duty = scene.the("duty-officer");
    let says = |line: &str| {
        let mut told = duty.post("/reports/voice", &json!({"line": line, "means": "radio"})).is(200).json();
        told["understood"]["at"] = Value::Null;
        told["understood"]["point"].take();
        told["understood"].clone()
    };
    assert_eq!(says("0412 CP3 sunshine"), says("0412 CP3 rainbow"));
    assert!(rules(&duty.read("/alerts")).contains(&"duress"));
    // Said in the place of a point it is no point.
    assert_eq!(says("0412 RAINBOW")["word"], json!(true));
    let heard = duty.read(&format!("/movements/{movement}"))["heard"].clone();
    assert_eq!(heard[0]["point"], Value::Null, "{heard}");

    // The commander's page is told of three reports and of nothing else.
    let last = duty.read(&format!("/movements/{movement}/history"));
    let reports = |history: &Value| {
        let all = history.as_array().unwrap().clone();
        all.into_iter().filter(|one| one["what"] == "voice-reported").collect::<Vec<_>>()
    };
    let entries: Vec<u64> = reports(&last).iter().map(|one| one["entry"].as_u64().unwrap()).collect();
    let told = page.up_to(*entries.last().unwrap());
    let changed = told.iter().filter(|event| event.kind == "changed").count();
    assert_eq!(changed, 3, "{told:?}");
    let after = everything(&commander, &movement);
    assert!(before != after && !after.to_lowercase().contains("duress"));
    scene.close();
}

#[test]
fn duress_is_neither_closed_nor_filed_and_ends_by_the_right_answer() {
    let scene = Scene::open();
    let movement = agreed(&scene);
    let duty = scene.the("duty-officer");
    let on = |what: &str| format!("/movements/{movement}/{what}");
    let of = "commanders[test-commander]";
    check_in(&scene.the("commander"), &movement, "7391");
    let alerts = duty.read("/alerts");
    let alert = alerts.as_array().unwrap().iter().find(|alert| alert["rule"] == "duress").unwrap();
    let alert = alert["id"].as_str().unwrap();
    duty.does(&format!("/alerts/{alert}/acknowledgement")).is(200);
    let closing = json!({"verdict": "false"});
    duty.post(&format!("/alerts/{alert}/closure"), &closing).is_problem(409, "out-of-place");
    duty.post(&on("arrival"), &json!({})).is(200);
    duty.post(&on("review"), &json!({"finding": "it could not wait"})).is(200);
    duty.does(&on("closure")).is_problem(409, "out-of-place");

    let answers = |answer: &str| duty.post(&on("challenge-answers"), &json!({"of": of, "answer": answer}));
    answers("A blue door").is_problem(409, "out-of-place");
    let put = duty.post(&on("challenges"), &json!({"of": of})).is(200).json();
    assert_eq!(put["question"], json!("Which door?"));
    answers("a red door").is(200);
    assert!(rules(&duty.read("/alerts")).contains(&"duress"), "a wrong answer ends nothing");
    duty.post(&on("challenges"), &json!({"of": of})).is(200);
    let done = answers("a BLUE door").is(200).json();
    assert_eq!(done["happened"], json!(["challenge-answered", "duress-ended"]));
    assert!(!rules(&duty.read("/alerts")).contains(&"duress"));
    assert_eq!(duty.read("/duress"), json!([]));
    duty.does(&on("closure")).is(200);
    for who in ["commander", "authority", "sponsor"] {
        scene.the(who).post(&on("challenges"), &json!({"of": of})).is_problem(403, "not-yours-to-do");
    }
    scene.close();
}

#[test]
fn whoever_speaks_freely_again_ends_no_duress_but_their_own() {
    let scene = Scene::open();
    let movement = agreed(&scene);
    let duty = scene.the("duty-officer");
    for who in ["commander", "principal"] {
        check_in(&scene.the(who), &movement, "7391");
    }
    let on = |what: &str| format!("/movements/{movement}/{what}");
    let open = || rules(&duty.read("/alerts")).iter().filter(|rule| **rule == "duress").count();
    assert_eq!(open(), 2);
    for (of, left) in [("commanders[test-commander]", 1), ("principals[test-principal]", 0)] {
        duty.post(&on("challenges"), &json!({"of": of})).is(200);
        duty.post(&on("challenge-answers"), &json!({"of": of, "answer": "a blue door"})).is(200);
        assert_eq!(open(), left, "{of}");
    }
    assert_eq!(duty.read("/duress"), json!([]));
    scene.close();
}

/// That it is over is told to those who have to do with the movement.
#[test]
fn an_investigator_without_a_case_hears_neither_of_duress_nor_that_it_is_over() {
    let scene = Scene::open();
    let movement = agreed(&scene);
    let (duty, investigator) = (scene.the("duty-officer"), scene.the("investigator"));
    let page = Events::of(&investigator, None);
    check_in(&scene.the("commander"), &movement, "7391");
    is_taken(&duty);
    let of = json!({"of": "commanders[test-commander]"});
    duty.post(&format!("/movements/{movement}/challenges"), &of).is(200);
    let answer = json!({"of": "commanders[test-commander]", "answer": "a blue door"});
    duty.post(&format!("/movements/{movement}/challenge-answers"), &answer).is(200);
    // Of a case it hears at once, and of nothing before.
    let opened = duty.post(&format!("/movements/{movement}/case"), &json!({"reason": "what was it?"})).json();
    let told = page.up_to(opened["entry"].as_u64().unwrap());
    assert_eq!(told.iter().filter(|event| event.kind == "changed").count(), 1, "{told:?}");
    scene.close();
}

#[test]
fn whom_a_duty_officer_calls_knows_and_nobody_of_the_movement_can_be_called() {
    let scene = Scene::open();
    let movement = agreed(&scene);
    let (duty, authority) = (scene.the("duty-officer"), scene.the("authority"));
    let page = Events::of(&authority, None);
    check_in(&scene.the("commander"), &movement, "7391");
    is_taken(&duty);
    assert_eq!(authority.read("/duress"), json!([]));
    let could = duty.read("/duress")[0]["could_be_called"].clone();
    let one = |role: &str| could.as_array().unwrap().iter().find(|one| one["role"] == role).cloned();
    assert!(one("commander").is_none() && one("principal").is_none() && one("sponsor").is_none(), "{could}");
    let person = one("authority").unwrap()["person"].clone();
    let responders = format!("/movements/{movement}/responders");
    let commander = scene.the("commander").read("/me")["id"].clone();
    duty.post(&responders, &json!({"person": commander})).is_problem(409, "out-of-place");
    let called = duty.post(&responders, &json!({"person": person})).is(201).json();
    let told = page.up_to(called["entry"].as_u64().unwrap());
    let changed: Vec<_> = told.iter().filter(|event| event.kind == "changed").collect();
    // That the commander checked in, and that they were called: not what lay between, nor that somebody took it.
    assert_eq!(changed.len(), 2, "{told:?}");
    assert!(changed.iter().all(|event| event.data["movement"] == movement), "{told:?}");
    assert_eq!(authority.read("/duress")[0]["number"], json!("SC-0412"));
    assert!(rules(&authority.read("/alerts")).contains(&"duress"));
    assert_eq!(scene.the("district-officer").read("/duress"), json!([]));
    scene.close();
}

#[test]
fn no_word_no_pin_and_no_answer_lies_anywhere_in_the_data_directory() {
    let scene = Scene::open();
    let movement = agreed(&scene);
    check_in(&scene.the("commander"), &movement, "7391");
    let line = json!({"line": "0412 CP3 rainbow", "means": "radio"});
    scene.the("duty-officer").post("/reports/voice", &line).is(200);
    let dir = scene.closed();
    let mut looked = 0;
    below(dir.path(), &mut |bytes| {
        looked += bytes.len();
        for secret in SECRETS.iter().filter(|secret| secret.len() > 4) {
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{secret}");
        }
    });
    assert!(looked > 10_000, "nothing was looked at");
}

fn below(dir: &Path, look: &mut impl FnMut(&[u8])) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { below(&path, look) } else { look(&fs::read(&path).unwrap()) }
    }
}
