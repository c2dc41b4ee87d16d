//! The ways of movements through the API, from the first request to the closed file, with a page that follows.

use e2e::{
    client::Client,
    clock,
    events::{Event, Events},
    orders::{
        DISTRICT, acceptance, cleared, convoy, early_notice, fact, gate, late_notice, manifest, order,
        prepare, requested, waiver, way,
    },
    unit::Scene,
};
use serde_json::{Value, json};

/// A movement, by whoever looks.
struct Movement<'a> {
    scene: &'a Scene,
    id: String,
}

impl Movement<'_> {
    fn at(&self, what: &str) -> String {
        format!("/movements/{}/{what}", self.id)
    }

    #[track_caller]
    fn seen_by(&self, client: &Client) -> Value {
        client.read(&format!("/movements/{}", self.id))
    }

    #[track_caller]
    fn stands(&self, stage: &str) {
        assert_eq!(self.seen_by(&self.scene.the("duty-officer"))["stage"], stage);
    }

    /// Somebody does something, and what happened of it.
    #[track_caller]
    fn does(&self, role: &str, what: &str, body: &Value) -> Value {
        let done = self.scene.the(role).post(&self.at(what), body).is(200).json();
        assert_eq!(done["movement"], self.id, "{done}");
        done["happened"].clone()
    }

    /// Somebody does something that needs no words.
    #[track_caller]
    fn just(&self, role: &str, what: &str) -> Value {
        self.scene.the(role).does(&self.at(what)).is(200).json()
    }
}

fn entries_of(events: &[Event]) -> Vec<u64> {
    events.iter().filter(|event| event.kind == "changed").filter_map(|event| event.id).collect()
}

#[test]
fn a_movement_goes_its_whole_way_and_a_page_that_follows_misses_none_of_it() {
    let scene = Scene::open();
    let (duty, sponsor) = (scene.the("duty-officer"), scene.the("sponsor"));
    let page = Events::of(&duty, None);
    let movement = Movement { scene: &scene, id: requested(&scene, "WAY-1") };
    movement.stands("requested");
    assert_eq!(movement.just("duty-officer", "clearance")["clears"], false);
    let ruling = duty.read(&movement.at("ruling"));
    assert!(ruling["way_out"].as_array().is_some_and(|steps| steps.len() >= 4), "{ruling}");

    let revision = movement.seen_by(&sponsor)["revision"].as_u64().unwrap();
    let amended = json!({"revision": revision, "facts": [fact("movement.purpose", "site-visit")]});
    assert_eq!(movement.does("sponsor", "amendments", &amended)[0], "order-amended");
    movement.does("duty-officer", "early-notices", &early_notice());
    assert_eq!(movement.does("district-officer", "answers", &acceptance())[0], "notice-answered");
    movement.does("duty-officer", "late-notices", &late_notice());
    movement.does("authority", "approvals", &json!({"granted": true}));
    assert_eq!(
        movement.does("duty-officer", "waivers", &waiver())[0],
        "waiver-refused",
        "it is the authority's"
    );
    assert_eq!(movement.does("authority", "waivers", &waiver())[0], "waiver-granted");
    movement.does("sponsor", "reports", &manifest(3600));
    assert_eq!(movement.just("duty-officer", "clearance")["clears"], true);
    movement.stands("cleared");

    let refused = movement.just("duty-officer", "departure");
    assert_eq!((&refused["clears"], &refused["happened"][0]), (&json!(false), &json!("departure-refused")));
    movement.does("commander", "gate-checks", &gate());
    let departed = movement.just("duty-officer", "departure");
    assert_eq!(
        (&departed["clears"], &departed["happened"]),
        (&json!(true), &json!(["departure-authorised"]))
    );
    assert_eq!(movement.seen_by(&duty)["authority"], "authorised");
    movement.does("commander", "arrival", &json!({}));
    movement.stands("arrived");
    assert_eq!(movement.seen_by(&scene.the("partner"))["parts"], json!(["number", "outcome"]));
    let closed = movement.just("duty-officer", "closure");
    movement.stands("closed");

    let heard = page.up_to(closed["entry"].as_u64().unwrap());
    assert_eq!(heard[0].kind, "listening");
    let history = duty.read(&movement.at("history"));
    let recorded: Vec<u64> =
        history.as_array().unwrap().iter().map(|one| one["entry"].as_u64().unwrap()).collect();
    assert_eq!(entries_of(&heard), recorded, "every entry about it, once, in order");
    // A page that lost the line after any of them is told the rest, and goes on.
    let other = requested(&scene, "WAY-2");
    for lost_at in [0, recorded.len() / 2, recorded.len() - 1] {
        let again = Events::of(&duty, Some(recorded[lost_at]));
        let last = again.until(|event| event.data["movement"] == *other);
        assert_eq!(entries_of(&last)[..recorded.len() - 1 - lost_at], recorded[lost_at + 1..]);
        assert_eq!(entries_of(&last).len(), recorded.len() - lost_at);
    }
    scene.close();
}

#[test]
fn of_two_officers_on_one_order_the_second_is_told_what_changed_and_overwrites_nothing() {
    let scene = Scene::open();
    let (first, second) = (scene.the("duty-officer"), scene.the_other_duty_officer());
    let movement = Movement { scene: &scene, id: requested(&scene, "TWO-1") };
    let revision = movement.seen_by(&first)["revision"].clone();
    let change = |purpose: &str| json!({"revision": revision, "facts": [fact("movement.purpose", purpose)]});
    first.post(&movement.at("amendments"), &change("site-visit")).is(200);
    let problem = second.post(&movement.at("amendments"), &change("leave")).is_problem(409, "outdated");
    let [changed] = problem["changes"].as_array().unwrap().as_slice() else { panic!("{problem}") };
    assert_eq!(changed["facts"], json!(["movement.purpose"]));
    assert_eq!((&changed["what"], &changed["by"]["name"]), (&json!("order-amended"), &json!("Dara Duty")));
    let facts = movement.seen_by(&second)["facts"].clone();
    let purpose = facts.as_array().unwrap().iter().find(|fact| fact["path"] == "movement.purpose").unwrap();
    assert!(
        purpose.to_string().contains("site-visit") && !purpose.to_string().contains("leave"),
        "{purpose}"
    );
    scene.close();
}

#[test]
fn a_movement_is_called_off_and_nothing_more_is_done_to_it() {
    let scene = Scene::open();
    let movement = Movement { scene: &scene, id: requested(&scene, "OFF-1") };
    movement.does("sponsor", "cancellation", &json!({"reason": "the guest has flown"}));
    movement.stands("cancelled");
    scene.the("duty-officer").post(&movement.at("gate-checks"), &gate()).is_problem(409, "out-of-place");
    scene.close();
}

#[test]
fn an_urgent_movement_leaves_at_once_and_is_reviewed_before_its_file_is_closed() {
    let scene = Scene::open();
    let urgent = json!({"number": "URGENT-1", "facts": order(), "reason": "a fall on the site"});
    let started = scene.the("commander").post("/urgent-movements", &urgent).is(201);
    let movement = Movement { scene: &scene, id: started.movement() };
    assert_eq!(movement.seen_by(&scene.the("duty-officer"))["authority"], "urgent");
    let call = json!({"party": DISTRICT});
    assert_eq!(movement.does("duty-officer", "vain-calls", &call), json!(["call-was-vain"]));
    movement.does("commander", "arrival", &json!({}));
    scene.the("duty-officer").does(&movement.at("closure")).is_problem(409, "out-of-place");
    movement.does("authority", "review", &json!({"finding": "it could not wait"}));
    movement.just("duty-officer", "closure");
    movement.stands("closed");
    scene.close();
}

#[test]
fn a_run_departs_under_a_standing_permission() {
    let scene = Scene::open();
    let period = vec![fact("movement.begins_on", clock::day(0)), fact("movement.ends_on", clock::day(20))];
    let facts = [way(), period].concat();
    let wanted = json!({"number": "STANDING-1", "standing": true, "facts": facts});
    let standing =
        Movement { scene: &scene, id: scene.the("sponsor").post("/movements", &wanted).is(201).movement() };
    standing.does("duty-officer", "early-notices", &early_notice());
    standing.does("district-officer", "answers", &acceptance());
    standing.does("authority", "approvals", &json!({"granted": true}));
    let day = vec![fact("movement.departs_on", clock::day(0))];
    let facts = [convoy(), day].concat();
    let plan = json!({"number": "RUN-1", "facts": facts});
    let planned = scene.the("sponsor").post(&standing.at("runs"), &plan).is(201);
    let run = Movement { scene: &scene, id: planned.movement() };
    assert_eq!(run.seen_by(&scene.the("sponsor"))["runs_under"], standing.id);
    run.does("authority", "waivers", &waiver());
    run.does("sponsor", "reports", &manifest(3600));
    let judged = run.just("duty-officer", "clearance");
    assert_eq!(judged["clears"], true, "{}", scene.the("duty-officer").get(&run.at("ruling")).text());
    run.does("commander", "gate-checks", &gate());
    assert_eq!(run.just("authority", "departure")["clears"], true);
    scene.close();
}

#[test]
fn an_area_that_stands_fast_holds_what_waits_and_asks_what_is_under_way_until_it_is_released() {
    let scene = Scene::open();
    let duty = scene.the("duty-officer");
    let (waiting, _) = cleared(&scene, "FAST-1", 3600);
    let urgent = json!({"number": "FAST-2", "facts": order(), "reason": "a fall on the site"});
    let under_way = duty.post("/urgent-movements", &urgent).is(201).movement();
    let [waiting, under_way] = [waiting, under_way].map(|id| Movement { scene: &scene, id });
    let page = Events::of(&duty, None);

    let level = json!({"area": "pk/punjab/rawalpindi", "level": "red", "stand_fast": true});
    let set = scene.the("authority").post("/areas/levels", &level).is(200).json();
    waiting.stands("held");
    assert_eq!(under_way.seen_by(&scene.the("commander"))["asked"]["why"], "stand-fast");
    let heard = page.up_to(set["entry"].as_u64().unwrap() + set["entries"].as_u64().unwrap() - 1);
    for concerned in [&waiting, &under_way] {
        assert!(heard.iter().any(|event| event.data["movement"] == *concerned.id), "{heard:?}");
    }
    under_way.does("commander", "choices", &json!({"choice": "safe-haven"}));

    let refused = waiting.just("duty-officer", "departure");
    assert_eq!(refused["clears"], false);
    let green = json!({"area": "pk/punjab/rawalpindi", "level": "green"});
    duty.post("/areas/levels", &green).is(200);
    waiting.stands("held");
    let areas = duty.read("/areas");
    assert_eq!((&areas[0]["level"], &areas[0]["stands_fast"]), (&json!("green"), &json!(true)));
    duty.post("/areas/releases", &json!({"area": "pk/punjab/rawalpindi"})).is(200);
    waiting.stands("cleared");
    scene.close();
}

#[test]
fn one_seen_on_the_road_without_authority_raises_an_alert_that_a_person_closes() {
    let scene = Scene::open();
    let duty = scene.the("duty-officer");
    let seen = json!({"number": "SEEN-1", "facts": [fact("vehicles[seen].plate", "TEST-9")]});
    let observed = scene.the("district-officer").post("/observed-movements", &seen).is(201);
    let movement = Movement { scene: &scene, id: observed.movement() };
    assert_eq!(movement.seen_by(&duty)["authority"], "none");
    let alerts = duty.read("/alerts");
    assert_eq!(alerts[0]["movement"], movement.id);
    let alert = alerts[0]["id"].as_str().unwrap();
    duty.does(&format!("/alerts/{alert}/acknowledgement")).is(200);
    assert_eq!(duty.read("/alerts")[0]["acknowledged"], true);
    duty.post(&format!("/alerts/{alert}/closure"), &json!({"verdict": "true"})).is(200);
    assert_eq!(duty.read("/alerts"), json!([]));
    scene.close();
}

#[test]
fn who_has_seen_a_movement_is_told_to_whoever_works_its_case() {
    let scene = Scene::open();
    let movement = Movement { scene: &scene, id: requested(&scene, "CASE-1") };
    let investigator = scene.the("investigator");
    investigator.get(&movement.at("sights")).is_problem(404, "not-there");
    movement.seen_by(&scene.the("sponsor"));
    movement.does("authority", "case", &json!({"reason": "a plan was leaked"}));
    let sights = investigator.read(&movement.at("sights"));
    let seen_by = |name: &str| sights.as_array().unwrap().iter().any(|sight| sight["name"] == name);
    assert!(seen_by("Salim Sponsor") && !seen_by("Dara Duty"), "{sights}");
    prepare(&scene, &movement.id);
    let extract = investigator.get(&movement.at("extract")).is(200);
    let file = scene.dir().join("extract.json");
    std::fs::write(&file, &extract.body).unwrap();
    let key = scene.dir().join("record.pub");
    let said = e2e::binary::safeconduct([
        "record",
        "verify",
        file.to_str().unwrap(),
        "--key",
        key.to_str().unwrap(),
    ]);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{said:?}");
    scene.close();
}

#[test]
fn a_list_of_thousands_of_movements_is_seen_and_that_is_noted() {
    let scene = Scene::open();
    let (sponsor, duty) = (scene.the("sponsor"), scene.the("duty-officer"));
    // Some parts of each are seen at once: more sights than are put into one entry of the record.
    let made: Vec<String> = (0..2000).map(|nth| requested(&scene, &format!("MANY-{nth}"))).collect();
    assert_eq!(sponsor.read("/movements").as_array().unwrap().len(), 2000);
    assert_eq!(duty.read("/movements").as_array().unwrap().len(), 2000);
    assert_eq!(scene.nobody().read("/healthz")["sights_waiting"], 0);
    for movement in [&made[0], &made[1999]] {
        let case = json!({"reason": "a plan was leaked"});
        duty.post(&format!("/movements/{movement}/case"), &case).is(200);
        let sights = scene.the("investigator").read(&format!("/movements/{movement}/sights"));
        let seen_by = |name: &str| sights.as_array().unwrap().iter().any(|sight| sight["name"] == name);
        assert!(seen_by("Salim Sponsor") && seen_by("Dara Duty"), "{sights}");
    }
    scene.close();
}
