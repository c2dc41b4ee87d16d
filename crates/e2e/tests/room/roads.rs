//! Ways over a network in force, and dangers on them.

use e2e::{
    binary::safeconduct,
    clock,
    events::Events,
    orders::{fact, order},
    unit::{Scene, adopt_the_corridor, network},
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// From Rawalpindi to Dasu, in the north.
const ENDS: &str = "from=33.60,73.04&to=35.29,73.22";
/// On the N-35 between Thakot and Besham.
const ON_THE_WAY: &str = "34.86,72.905";

/// A movement of the sponsor's that drives the fastest way; its identifier, and that way.
fn planned(scene: &Scene, number: &str) -> (String, Value) {
    let sponsor = scene.the("sponsor");
    let movement =
        sponsor.post("/movements", &json!({"number": number, "facts": order()})).is(201).movement();
    let offered = sponsor.read(&format!("/movements/{movement}/ways?{ENDS}"));
    let fastest = offered["ways"][0].clone();
    let plan = json!({"revision": offered["revision"], "drives": fastest["drives"]});
    sponsor.put(&format!("/movements/{movement}/way"), &plan).is(200);
    (movement, fastest)
}

fn sorts(ways: &Value) -> Vec<&str> {
    ways["ways"].as_array().unwrap().iter().map(|way| way["sort"].as_str().unwrap()).collect()
}

#[test]
fn a_map_shows_the_planned_way_with_its_points_to_those_who_may_read_ways_and_to_nobody_else() {
    let scene = Scene::open();
    let duty = scene.the("duty-officer");
    let named = [fact("points[lion].at", ON_THE_WAY), fact("points[lion].sort", "phase-line")];
    let facts = [order(), named.to_vec()].concat();
    let wanted = json!({"number": "GROUND-1", "facts": facts});
    let movement = scene.the("sponsor").post("/movements", &wanted).is(201).movement();
    let ground = format!("/movements/{movement}/ground");
    let empty = duty.read(&ground);
    assert_eq!((&empty["line"], &empty["points"]), (&json!([]), &json!([])), "no way is planned");
    let offered = duty.read(&format!("/movements/{movement}/ways?{ENDS}"));
    let plan = json!({"revision": offered["revision"], "drives": offered["ways"][0]["drives"]});
    duty.put(&format!("/movements/{movement}/way"), &plan).is(200);
    for role in ["duty-officer", "sponsor", "commander", "authority"] {
        let seen = scene.the(role).read(&ground);
        assert_eq!(seen["line"], offered["ways"][0]["line"], "{role}");
        assert_eq!(seen["is_as_it_runs"], json!(true));
        let point = &seen["points"][0];
        assert_eq!((&point["label"], &point["sort"]), (&json!("lion"), &json!("phase-line")), "{seen}");
    }
    // A district is told hour and boundary, and a principal the hour: neither is told the line.
    for role in ["district-officer", "principal", "partner", "investigator"] {
        let refused = scene.the(role).get(&ground).status;
        assert!([403, 404].contains(&refused), "{role}: {refused}");
    }
    let theirs = json!({"number": "GROUND-2", "facts": []});
    let theirs = duty.post("/movements", &theirs).is(201).movement();
    scene.the("commander").get(&format!("/movements/{theirs}/ground")).is_problem(404, "not-there");
    scene.close();
}

#[test]
fn a_way_is_looked_up_planned_and_names_the_districts_to_be_told() {
    let scene = Scene::open();
    let (movement, fastest) = planned(&scene, "ROAD-1");
    let areas: Vec<&str> =
        fastest["districts"].as_array().unwrap().iter().map(|it| it["area"].as_str().unwrap()).collect();
    assert_eq!((areas[0], areas[areas.len() - 1]), ("pk/punjab/rawalpindi", "pk/kp/upper-kohistan"));
    let seen = scene.the("duty-officer").read(&format!("/movements/{movement}"));
    let paths: Vec<&str> =
        seen["facts"].as_array().unwrap().iter().map(|fact| fact["path"].as_str().unwrap()).collect();
    for area in areas {
        let label = area.rsplit('/').next().unwrap();
        assert!(paths.contains(&format!("districts[{label}].area").as_str()), "{label}");
    }
    let ways = scene.the("sponsor").read(&format!("/movements/{movement}/ways"));
    assert_eq!((&ways["network"], &ways["planned_elsewhere"]), (&json!(network()), &json!(false)));
    assert_eq!(ways["planned"]["drives"], fastest["drives"]);
    assert_eq!(sorts(&ways)[0], "fastest");
    scene.close();
}

#[test]
fn a_closure_is_told_to_those_concerned_with_the_best_way_left_beside_the_planned_one() {
    let scene = Scene::open();
    let (movement, fastest) = planned(&scene, "ROAD-2");
    let sponsor = Events::of(&scene.the("sponsor"), None);
    let closure = json!({"place": ON_THE_WAY, "within_m": 1000});
    let done = scene.the("duty-officer").post("/dangers/closures", &closure).is(200).json();
    assert_eq!(done["happened"][1], "route-touched");
    sponsor.until(|event| event.data["movement"] == json!(movement));
    let ways = scene.the("sponsor").read(&format!("/movements/{movement}/ways"));
    assert_eq!((&ways["planned"]["closed"], &ways["planned"]["drives"]), (&json!(true), &fastest["drives"]));
    let best = &ways["ways"][0];
    assert_eq!(best["closed"], json!(false));
    assert!(best["takes_s"].as_u64() > ways["planned"]["takes_s"].as_u64(), "the way left takes longer");
    let facts = scene.the("duty-officer").read(&format!("/movements/{movement}"))["facts"].clone();
    let closes = |fact: &&Value| fact["path"].as_str().unwrap().ends_with(".closes_route");
    assert!(facts.as_array().unwrap().iter().any(|fact| closes(&fact) && fact.to_string().contains("true")));

    let dangers = scene.the("commander").read("/dangers");
    let id = dangers[0]["id"].as_str().unwrap();
    scene.the("authority").post(&format!("/dangers/{id}/lifting"), &json!({"reason": "cleared"})).is(200);
    let ways = scene.the("sponsor").read(&format!("/movements/{movement}/ways"));
    assert_eq!((&ways["planned"]["closed"], &ways["ways"][0]["drives"]), (&json!(false), &fastest["drives"]));
    scene.close();
}

/// One rule: nothing closes the way.
const OPEN_WAY: &str = r#"
[rulebook]
id = "open-way"
title = "Made up for this test"
[sources]
desk = "made up"
[[rule]]
id = "route-open"
title = "Nothing closes the way"
require = "incidents.all(i, !i.closes_route)"
effect = "refuse"
owner = "duty-officer"
source = ["desk"]
basis = "source"
remedy = [[
  { action = "verify-fact", for = "i in incidents", where = "i.closes_route", set = { i.closes_route = false } },
  { action = "complete-list", set = { incidents.complete = true } },
]]
[[rule.example]]
name = "open"
expect = "met"
[rule.example.facts]
complete = { incidents = true }
incidents = [{ id = "i-1", kind = "landslide", closes_route = false }]
[[rule.example]]
name = "closed"
expect = "breached"
[rule.example.facts]
incidents = [{ id = "i-1", kind = "closure", closes_route = true }]
[[rule.example]]
name = "nobody looks"
expect = "unproved"
[rule.example.facts]
incidents = [{ id = "i-1", kind = "landslide", closes_route = false }]
"#;

#[test]
fn works_announced_for_tomorrow_are_in_the_way_of_tomorrows_movement_and_not_of_todays() {
    let scene = Scene::open();
    let (duty, authority) = (scene.the("duty-officer"), scene.the("authority"));
    let books = json!({"rulebooks": [{"name": "open-way.toml", "text": OPEN_WAY}]});
    authority.put("/rulebooks", &books).is(200);
    let leaves = |number: &str, hours: i64| {
        let (movement, fastest) = planned(&scene, number);
        let hour = fact("movement.departs_at", clock::seconds_ahead(3600 * hours));
        let complete = fact("incidents.complete", true);
        let seen = duty.read(&format!("/movements/{movement}"))["revision"].clone();
        let amended = json!({"revision": seen, "facts": [hour]});
        scene.the("sponsor").post(&format!("/movements/{movement}/amendments"), &amended).is(200);
        duty.post(&format!("/movements/{movement}/reports"), &json!({"facts": [complete]})).is(200);
        (movement, fastest)
    };
    // The unit's day may end meanwhile: hours alone are said, and no day.
    let ((today, _), (tomorrow, fastest)) = (leaves("AHEAD-1", 1), leaves("AHEAD-2", 30));
    let begins = clock::seconds_ahead(3600 * 29);
    let works = json!({"place": ON_THE_WAY, "within_m": 1000, "from": begins, "until": clock::seconds_ahead(3600 * 60)});
    scene.the("district-officer").post("/dangers/closures", &works).is(200);
    let clears = |movement: &str| {
        let done = duty.does(&format!("/movements/{movement}/clearance")).is(200).json();
        done["clears"].as_bool().unwrap()
    };
    assert_eq!((clears(&today), clears(&tomorrow)), (true, false));
    let failing = duty.read(&format!("/movements/{tomorrow}"))["outcome"]["failing"].clone();
    assert_eq!(failing, json!(["route-open"]));

    // Today's ways lead there, and say from when on they would not; tomorrow's lead elsewhere.
    let ways = |movement: &str| scene.the("sponsor").read(&format!("/movements/{movement}/ways"));
    let (now, then) = (ways(&today), ways(&tomorrow));
    assert_eq!((&now["planned"]["closed"], &now["ways"][0]["drives"]), (&json!(false), &fastest["drives"]));
    let told = scene.the("commander").read("/dangers")[0]["since"].clone();
    assert_eq!((&now["planned"]["closes_from"], &now["ways"][0]["closes_from"]), (&told, &told));
    assert_eq!((&then["planned"]["closed"], &then["planned"]["closes_from"]), (&json!(true), &Value::Null));
    assert_ne!(then["ways"][0]["drives"], fastest["drives"]);
    scene.close();
}

#[test]
fn nobody_without_the_route_is_offered_ways_and_nobody_from_outside_reads_dangers() {
    let scene = Scene::open();
    let (movement, _) = planned(&scene, "ROAD-3");
    for role in ["district-officer", "principal", "investigator", "partner"] {
        scene.the(role).get(&format!("/movements/{movement}/ways")).is(403);
        scene.the(role).get("/dangers").is(403);
    }
    scene.close();
}

#[test]
fn what_is_wrong_with_a_question_or_a_plan_is_said() {
    let scene = Scene::open();
    let (movement, fastest) = planned(&scene, "ROAD-4");
    let sponsor = scene.the("sponsor");
    let ways = format!("/movements/{movement}/ways");
    for (asked, said) in [
        ("?from=33.60,73.04", "both"),
        ("?from=here&to=there", "not a place"),
        ("?from=1,2&to=3,4", "too far from any road"),
    ] {
        let refused = sponsor.get(&format!("{ways}{asked}")).is(422).json();
        assert!(refused["detail"].as_str().unwrap().contains(said), "{refused}");
    }
    let way = format!("/movements/{movement}/way");
    let outdated = sponsor.put(&way, &json!({"revision": 1, "drives": fastest["drives"]})).is(409).json();
    assert_eq!(outdated["changes"][0]["what"], "route-planned");
    let broken = sponsor.put(&way, &json!({"revision": 2, "drives": [0, 0]})).is(422).json();
    assert!(broken["detail"].as_str().unwrap().contains("2th stretch"), "{broken}");
    scene.close();
}

#[test]
fn a_network_adopted_beside_an_open_room_waits_for_an_authority_and_comes_back_from_a_backup() {
    let scene = Scene::open();
    let at_hand = scene.the("authority").read("/networks");
    assert_eq!((&at_hand[0]["network"], &at_hand[0]["in_force"]), (&json!(network()), &json!(true)));
    // The server holds the record: the file is put beside it and nothing more.
    assert_eq!(adopt_the_corridor(scene.dir()), network());
    scene.the("authority").put("/networks/in-force", &json!({"network": network()})).is(200);
    let apart = tempfile::tempdir().unwrap();
    let (backup, again) = (apart.path().join("backup"), apart.path().join("again"));
    let [data, to, back] = [scene.dir(), &backup, &again].map(|path| path.to_str().unwrap().to_owned());
    let made = safeconduct(["backup", "--data", &data, &to]);
    assert_eq!((made.code, made.err.as_str()), (Some(0), ""), "{made:?}");
    let restored = safeconduct(["restore", &to, "--data", &back]);
    assert_eq!(restored.code, Some(0), "{restored:?}");
    let name = format!("networks/{}.net", network().trim_start_matches("sha256:"));
    assert_eq!(std::fs::read(again.join(&name)).unwrap(), std::fs::read(scene.dir().join(&name)).unwrap());
    scene.close();
}

#[test]
fn way_and_hour_are_drawn_and_the_record_holds_what_anybody_needs_to_check_it() {
    let scene = Scene::open();
    let (movement, _) = planned(&scene, "ROAD-6");
    let (duty, sponsor) = (scene.the("duty-officer"), scene.the("sponsor"));
    let at = format!("/movements/{movement}");
    let offered = duty.read(&format!("{at}/ways"));
    let ways: Vec<&Value> = offered["ways"].as_array().unwrap().iter().map(|way| &way["drives"]).collect();
    let hours: Vec<String> = (1..=3).map(|minutes| clock::seconds_ahead(60 * minutes)).collect();
    let drawing = json!({"revision": offered["revision"], "ways": ways, "hours": hours});
    duty.post(&format!("{at}/draw"), &drawing).is(200);
    let waits = sponsor.read(&format!("{at}/ways"))["draw"].clone();
    assert_eq!(waits["lots"].as_str().unwrap().lines().count(), ways.len() * hours.len());
    let contribution = "0123456789abcdef".repeat(4);
    sponsor.post(&format!("{at}/draw/contributions"), &json!({"contribution": contribution})).is(200);
    let done = duty.does(&format!("{at}/draw/revelation")).is(200).json();
    assert_eq!(done["happened"], json!(["draw-revealed", "route-planned", "order-amended"]));
    duty.does(&format!("{at}/draw/revelation")).is(409);
    assert_eq!(sponsor.read(&format!("{at}/ways"))["draw"], Value::Null);

    // From the record alone: the commitment is the hash of the seed and the lots as they were shown.
    let dir = scene.dir().to_str().unwrap().to_owned();
    let shown = safeconduct(["record", "show", &dir, "--json"]);
    let shown: Value = serde_json::from_str(&shown.out).unwrap();
    let entry = |kind: &str| {
        let entries = shown["entries"].as_array().unwrap();
        entries.iter().find(|entry| entry["type"] == kind).unwrap()["words"].as_str().unwrap().to_owned()
    };
    let seed = entry("draw-revealed").rsplit(' ').next().unwrap().to_owned();
    let hashed = format!("safeconduct draw 1: commitment\nseed {seed}\n{}", waits["lots"].as_str().unwrap());
    let hash: String = Sha256::digest(hashed).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(waits["commitment"], json!(format!("sha256:{hash}")));
    scene.close();
}
