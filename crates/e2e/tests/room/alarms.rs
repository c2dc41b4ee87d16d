//! An alert from its beginning to its end, the watch that changes hands with it, and the account of both.

use e2e::{
    events::Events,
    orders::{fact, order},
    unit::Scene,
};
use serde_json::{Value, json};

/// A movement seen on the road without authority, which is an alert.
fn alarmed(scene: &Scene, number: &str) -> Value {
    let seen = scene.the("duty-officer").post("/observed-movements", &json!({"number": number}));
    let movement = seen.is(201).movement();
    let alerts = scene.the("duty-officer").read("/alerts");
    alerts.as_array().unwrap().iter().find(|alert| alert["movement"] == *movement).unwrap().clone()
}

#[test]
fn an_alert_is_taken_closed_and_accounted_for() {
    let scene = Scene::open();
    let duty = scene.the("duty-officer");
    let alert = alarmed(&scene, "SEEN-1");
    let id = alert["id"].as_str().unwrap();
    assert_eq!((&alert["next"]["step"], &alert["climbed"]), (&json!("room"), &json!([])));
    assert!(alert["taken_by"].is_null() && alert["next"]["at"].is_string(), "{alert}");
    assert_eq!(scene.the("commander").read("/alerts"), json!([]), "of a movement they do not command");
    let not_theirs = scene.the("commander").does(&format!("/alerts/{id}/acknowledgement"));
    not_theirs.is_problem(404, "not-there");
    duty.does(&format!("/alerts/{id}/acknowledgement")).is(200);
    let taken = &duty.read("/alerts")[0];
    assert!(taken["taken_by"]["name"].is_string() && taken["next"].is_null(), "{taken}");
    assert!(taken["left_until"].is_string() && alert["left_until"].is_null(), "taken is not done: {taken}");
    let closing = json!({"verdict": "planned", "because": "a convoy of the army, announced by telephone"});
    duty.post(&format!("/alerts/{id}/closure"), &closing).is(200);
    assert_eq!(duty.read("/alerts"), json!([]));

    let account = duty.read("/alerts/account");
    let counts = |name: &str| account[name].as_u64().unwrap();
    let closed = &account["closed"];
    assert_eq!((counts("raised"), counts("acknowledged"), counts("open")), (1, 1, 0), "{account}");
    assert_eq!((&closed["planned"], &closed["true"]), (&json!(1), &json!(0)));
    assert_eq!(account["rules"][0]["rule"], "departed-without-authority");
    assert_eq!(account["eemua_191_per_ten_minutes"], 1);
    let backwards = "/alerts/account?from=2026-12-02T00:00:00Z&to=2026-12-01T00:00:00Z";
    duty.get(backwards).is_problem(422, "malformed");
    scene.close();
}

/// The officer had nothing to do with the movement before, and has nothing afterwards; the commander sees it all along.
#[test]
fn whoever_was_called_and_whoever_commands_hear_that_an_alert_was_taken_and_that_it_is_over() {
    let scene = Scene::open();
    let (duty, officer, commander) =
        (scene.the("duty-officer"), scene.the("district-officer"), scene.the("commander"));
    let pages = [Events::of(&officer, None), Events::of(&commander, None)];
    let facts = [order(), vec![fact("escalation.districts", "1 s")]].concat();
    let seen = duty.post("/observed-movements", &json!({"number": "SEEN-5", "facts": facts}));
    let movement = seen.is(201).movement();
    let path = format!("/movements/{movement}");
    let open = || officer.read("/alerts");
    pages[0].until(|event| event.kind == "changed" && open() != json!([]));
    officer.get(&path).is(200);
    let alert = open()[0]["id"].as_str().unwrap().to_owned();
    let hears = |page: &Events, entry: u64| {
        let told = page.up_to(entry);
        assert_eq!(told.last().unwrap().data["movement"], movement, "{told:?}");
    };
    let entry = |done: Value| done["entry"].as_u64().unwrap();
    let taken = entry(duty.does(&format!("/alerts/{alert}/acknowledgement")).is(200).json());
    pages.iter().for_each(|page| hears(page, taken));
    assert!(open()[0]["taken_by"]["name"].is_string(), "the room has it: {}", open());
    let closing = json!({"verdict": "true"});
    let closed = entry(duty.post(&format!("/alerts/{alert}/closure"), &closing).is(200).json());
    pages.iter().for_each(|page| hears(page, closed));
    // So do those who come back afterwards.
    for client in [&officer, &commander] {
        hears(&Events::of(client, Some(closed - 1)), closed);
    }
    officer.get(&path).is_problem(404, "not-there");
    commander.get(&path).is(200);
    scene.close();
}

#[test]
fn other_systems_are_given_an_alert_as_cap_with_a_number_and_nothing_more() {
    let scene = Scene::open();
    let duty = scene.the("duty-officer");
    let alert = alarmed(&scene, "SEEN-2");
    let id = alert["id"].as_str().unwrap();
    duty.does(&format!("/alerts/{id}/acknowledgement")).is(200);
    duty.post(&format!("/alerts/{id}/closure"), &json!({"verdict": "true"})).is(200);
    let feed = duty.read("/alerts/cap");
    let types: Vec<&str> =
        feed.as_array().unwrap().iter().map(|it| it["msg_type"].as_str().unwrap()).collect();
    assert_eq!(types, ["Cancel", "Update", "Alert"], "the newest first");
    let atom = duty.get("/alerts/cap.atom").is(200);
    assert_eq!(atom.headers["content-type"], "application/atom+xml; charset=utf-8");
    let atom = atom.text();
    for line in feed.as_array().unwrap() {
        let (sent, href) = (line["sent"].as_str().unwrap(), line["href"].as_str().unwrap());
        let id = format!("<id>urn:uuid:{}#{}-{sent}</id>", line["alert"].as_str().unwrap(), line["message"]);
        let link = format!("type=\"application/cap+xml\" href=\"{href}\"");
        let said = [id, format!("<updated>{sent}</updated>"), link];
        assert!(said.iter().all(|said| atom.contains(said)), "{said:?} in {atom}");
    }
    assert!(!atom.contains("SEEN-2"), "which messages there are, not what they say: {atom}");
    scene.the("sponsor").get("/alerts/cap.atom").is_problem(403, "not-yours-to-do");
    let href = feed[0]["href"].as_str().unwrap().strip_prefix("/api/v1").unwrap();
    let answer = duty.get(href).is(200);
    let cancel = answer.text();
    for said in ["<status>Actual</status>", "<msgType>Cancel</msgType>", "<incidents>SEEN-2</incidents>"] {
        assert!(cancel.contains(said), "{said} in {cancel}");
    }
    assert_eq!(cancel.matches(&format!(",{id}.")).count(), 2, "it refers to both: {cancel}");
    assert!(!cancel.contains("without-authority"), "{cancel}");
    duty.get(&format!("/alerts/{id}/cap/4")).is_problem(404, "not-there");
    scene.the("sponsor").get(href).is_problem(403, "not-yours-to-do");
    scene.close();
}

/// Everything that is open, as it is read.
fn open(scene: &Scene) -> (Value, Value, Value) {
    let shift = scene.the("duty-officer").read("/shift");
    let ids =
        |list: &str| shift[list].as_array().unwrap().iter().map(|it| it["id"].clone()).collect::<Vec<_>>();
    let (alerts, movements) = (json!(ids("alerts")), json!(ids("movements")));
    (shift, alerts, movements)
}

#[test]
fn a_watch_changes_hands_with_everything_that_is_open_and_names_what_is_missing() {
    let scene = Scene::open();
    let (first, second) = (scene.the("duty-officer"), scene.the_other_duty_officer());
    let me = |client: &e2e::client::Client| client.read("/me")["id"].clone();
    alarmed(&scene, "SEEN-3");
    let (shift, alerts, movements) = open(&scene);
    assert!(shift["on"].is_null() && shift["officers"].as_array().unwrap().len() >= 2, "{shift}");
    first.post("/shift", &json!({"alerts": alerts, "movements": movements})).is(200);
    let (shift, ..) = open(&scene);
    assert_eq!(shift["on"]["id"], me(&first));
    let offer = json!({"to": me(&second), "alerts": alerts, "movements": movements});
    first.post("/shift/offer", &offer).is(200);
    alarmed(&scene, "SEEN-4");
    let taking = json!({"alerts": alerts, "movements": movements});
    let refused = second.post("/shift", &taking).is_problem(409, "outdated");
    assert!(refused["detail"].as_str().unwrap().contains("SEEN-4"), "{refused}");
    let (_, alerts, movements) = open(&scene);
    second.post("/shift", &json!({"alerts": alerts, "movements": movements})).is(200);
    let (shift, ..) = open(&scene);
    assert_eq!(shift["on"]["id"], me(&second));
    second.post("/shift", &json!({"alerts": ["no"], "movements": []})).is_problem(422, "malformed");
    scene.close();
}
