//! A movement of the past is gone through again: the room and the command find what the record has, and what is damaged is named.

use e2e::{
    binary::safeconduct,
    clock,
    events::Events,
    orders::{fact, order},
    unit::{Scene, adopt_the_corridor},
};
use serde_json::{Value, json};

/// A movement that was in two places at once, says its device, and has arrived since.
fn driven(scene: &Scene) -> String {
    let duty = scene.the("duty-officer");
    let device = json!({"serves": "vehicles[test-car]", "sort": "phone"});
    let token = duty.post("/devices", &device).is(201).json()["token"].as_str().unwrap().to_owned();
    let facts = [order(), vec![fact("watch.fastest", "200 km")]].concat();
    let urgent = json!({"number": "PAST-1", "facts": facts, "reason": "a fall on the site"});
    let movement = duty.post("/urgent-movements", &urgent).is(201).movement();
    let page = Events::of(&duty, None);
    for place in ["lat=34.93&lon=72.88", "lat=35.93&lon=72.88"] {
        scene.nobody().get(&format!("/reports?id={token}&{place}&timestamp={}", clock::unix())).is(200);
    }
    let is_alerted = || {
        let all = duty.read("/alerts");
        all.as_array().unwrap().iter().any(|one| one["rule"] == "two-places")
    };
    page.until(|event| event.kind != "moved" && is_alerted());
    movement
}

fn past(scene: &Scene, role: &str, movement: &str) -> Value {
    scene.the(role).read(&format!("/movements/{movement}/past"))
}

#[test]
fn what_the_record_has_is_found_again_by_the_room_and_by_the_command() {
    let scene = Scene::open();
    let movement = driven(&scene);
    let seen = past(&scene, "duty-officer", &movement);
    assert_eq!(seen["outcome"], "same", "{seen:#}");
    assert_eq!(
        seen["reported"]["anchored"].as_u64().unwrap() + seen["reported"]["waiting"].as_u64().unwrap(),
        2
    );
    let [alert] = seen["alerts"].as_array().unwrap().as_slice() else { panic!("{seen:#}") };
    assert_eq!((&alert["rule"], &alert["agrees"]), (&json!("two-places"), &json!("same")));
    let [track] = seen["tracks"].as_array().unwrap().as_slice() else { panic!("{seen:#}") };
    assert_eq!((&track["vehicle"], &track["serves"]), (&json!("test-car"), &json!("vehicles[test-car]")));
    assert_eq!(track["places"], json!([[72.88, 34.93], [72.88, 35.93]]));

    let dir = scene.dir().to_str().unwrap().to_owned();
    let told = safeconduct(["record", "past", &dir, "--movement", "PAST-1", "--json"]);
    let document: Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!((told.code, &document["outcome"]), (Some(0), &json!("same")), "{}", told.out);
    let told = safeconduct(["record", "past", &dir, "--movement", "PAST-1"]);
    assert!(
        told.out.contains("reports from two places")
            && told.out.contains("test-car")
            && told.out.contains("the same"),
        "{}",
        told.out
    );
    scene.close();
}

#[test]
fn whoever_answers_for_it_or_works_its_case_sees_its_past_and_nobody_else() {
    let scene = Scene::open();
    let movement = driven(&scene);
    let path = format!("/movements/{movement}/past");
    for role in ["duty-officer", "commander", "authority"] {
        assert_eq!(past(&scene, role, &movement)["outcome"], "same", "{role}");
    }
    for role in ["sponsor", "principal"] {
        scene.the(role).get(&path).is(403);
    }
    scene.the("investigator").get(&path).is(404);
    let case = json!({"reason": "a plan was leaked"});
    scene.the("duty-officer").post(&format!("/movements/{movement}/case"), &case).is(200);
    assert_eq!(past(&scene, "investigator", &movement)["tracks"].as_array().unwrap().len(), 1);
    let seen = scene.the("investigator").read(&format!("/movements/{movement}/sights"));
    assert!(seen.as_array().unwrap().iter().any(|one| one["part"] == "picture"), "{seen}");
    scene.close();
}

#[test]
fn what_never_left_says_so_and_has_no_past() {
    let scene = Scene::open();
    let duty = scene.the("duty-officer");
    let wanted = json!({"number": "PAST-2", "facts": order()});
    let movement = duty.post("/movements", &wanted).is(201).movement();
    assert_eq!(past(&scene, "duty-officer", &movement)["outcome"], "never-departed");
    let dir = scene.dir().to_str().unwrap().to_owned();
    let told = safeconduct(["record", "past", &dir, "--movement", "PAST-2"]);
    assert_eq!(told.code, Some(1), "{}", told.out);
    scene.close();
}

/// A telephone that somebody carries, which reports where it is now.
fn carries(scene: &Scene, of: &str, place: &str) {
    let phone = json!({"serves": of, "sort": "phone", "consent": "May be followed to the dam"});
    let made = scene.the("duty-officer").post("/devices", &phone).is(201).json();
    let token = made["token"].as_str().unwrap();
    scene.nobody().get(&format!("/reports?id={token}&{place}&timestamp={}", clock::unix())).is(200);
}

#[test]
fn where_people_were_is_left_out_but_for_whoever_has_a_search_that_somebody_else_approved() {
    const COMMANDER: &str = "commanders[test-commander]";
    let scene = Scene::open();
    let movement = driven(&scene);
    carries(&scene, COMMANDER, "lat=34.94&lon=72.89");
    carries(&scene, "principals[test-principal]", "lat=34.95&lon=72.90");
    let (duty, authority, investigator) =
        (scene.the("duty-officer"), scene.the("authority"), scene.the("investigator"));
    duty.post(&format!("/movements/{movement}/case"), &json!({"reason": "a plan was leaked"})).is(200);
    let served = |role: &str| {
        let seen = past(&scene, role, &movement);
        let tracks = seen["tracks"].as_array().unwrap().iter();
        let served: Vec<String> = tracks.map(|track| track["serves"].as_str().unwrap().to_owned()).collect();
        (served, seen["withheld"].as_u64().unwrap())
    };
    let the_car = "vehicles[test-car]".to_owned();
    for role in ["duty-officer", "commander", "authority", "investigator"] {
        let (tracks, withheld) = served(role);
        assert_eq!((tracks, withheld), (vec![the_car.clone()], 2), "{role}");
    }

    let (from, until) = (clock::seconds_ahead(-60), clock::seconds_ahead(0));
    let search = json!({"movement": movement, "of": COMMANDER, "from": from, "until": until, "reason": "where was he (made up)"});
    let asked = investigator.post("/searches", &search).is(201).json();
    assert_eq!(served("investigator").1, 2, "it is not approved yet");
    let id = asked["search"].as_str().unwrap();
    authority.post(&format!("/searches/{id}/approve"), &json!({})).is(200);
    let (mut tracks, withheld) = served("investigator");
    tracks.sort();
    assert_eq!((tracks, withheld), (vec![COMMANDER.to_owned(), the_car], 1));
    assert_eq!(served("authority").1, 2, "whoever approved it does not read it");
    let dir = scene.dir().to_str().unwrap().to_owned();
    let told = safeconduct(["record", "show", &dir, "--movement", "PAST-1"]).out;
    assert!(told.contains("read what a search"), "{told}");
    scene.close();
}

#[test]
fn a_time_in_which_the_room_was_down_is_shown_as_such() {
    let scene = Scene::open();
    let movement = driven(&scene);
    let deaf = |scene: &Scene, what: &str| {
        scene.the("duty-officer").read(&format!("/movements/{movement}/{what}"))["deaf"].clone()
    };
    assert_eq!((deaf(&scene, "watch"), deaf(&scene, "past")), (json!([]), json!([])));
    let mut downs = String::new();
    let scene = scene.killed_and_opened_after(|dir| {
        let since = clock::unix();
        downs = clock::seconds_ahead(0);
        // Two whole seconds of nobody's time: what is shorter than one is not said.
        while clock::unix() < since + 2 {
            std::thread::yield_now();
        }
        // Who writes on the record meanwhile does not listen.
        adopt_the_corridor(dir);
    });
    let told = deaf(&scene, "watch");
    let [gap] = told.as_array().unwrap().as_slice() else { panic!("{told:#}") };
    let second = |at: &str| at[.."2026-12-11T04:00:00".len()].to_owned();
    let [from, until] = ["from", "until"].map(|end| second(gap[end].as_str().unwrap()));
    assert!(from <= second(&downs) && second(&downs) < until, "{gap}, down at {downs}");
    assert_eq!(deaf(&scene, "past"), told);
    let seen = past(&scene, "duty-officer", &movement);
    assert_eq!(seen["outcome"], "same", "{seen:#}");
    let history = scene.the("duty-officer").read(&format!("/movements/{movement}/history")).to_string();
    assert!(history.contains("went-unheard"), "{history}");
    let dir = scene.dir().to_str().unwrap().to_owned();
    let told = safeconduct(["record", "show", &dir, "--movement", "PAST-1"]).out;
    assert!(told.contains("is heard of again: nothing was since"), "{told}");
    let told = safeconduct(["record", "past", &dir, "--movement", "PAST-1"]).out;
    assert!(told.contains("The room heard nothing from"), "{told}");
    scene.close();
}
