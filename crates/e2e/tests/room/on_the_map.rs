//! What the room's map says of those under way, and where a tap on it leads.

use std::fs;

use e2e::{
    browser::{self, Browser, Page},
    clock,
    events::Events,
    orders::fact,
    unit::{Scene, network, person},
};
use serde_json::json;

use super::{
    drawn::{marked, opened},
    watched::{enrolled, report, under_way},
};

/// On the N-35 between Thakot and Besham.
const ON_THE_WAY: &str = "34.86,72.905";

/// What the page says in words below the map.
fn said(browser: &mut Browser, page: &Page, text: &str) -> String {
    browser.of(page, "Page.bringToFront", &json!({}));
    let waits = format!(
        "new Promise((tell) => {{
           const look = () => {{
             const said = document.querySelector('main')?.innerText ?? '';
             said.includes({}) ? tell(said) : requestAnimationFrame(look);
           }};
           look();
         }})",
        json!(text)
    );
    browser.value(page, &waits).as_str().unwrap().to_owned()
}

/// A movement of nobody's cars, on the road over a way that passes its checkpoint.
pub(super) fn passing(scene: &Scene, number: &str) -> String {
    let duty = scene.the("duty-officer");
    let facts = json!([fact("points[CP1].at", ON_THE_WAY), fact("points[CP1].sort", "checkpoint")]);
    let urgent = json!({"number": number, "facts": facts, "reason": "a fall on the site"});
    let movement = duty.post("/urgent-movements", &urgent).is(201).movement();
    let offered = duty.read(&format!("/movements/{movement}/ways?from=34.34,73.20&to=35.29,73.22"));
    let plan = json!({"revision": offered["revision"], "drives": offered["ways"][0]["drives"]});
    duty.put(&format!("/movements/{movement}/way"), &plan).is(200);
    movement
}

#[test]
fn a_tap_on_a_vehicle_that_stands_on_anothers_checkpoint_leads_to_the_vehicles_movement_and_once() {
    let Some(program) = browser::found_to("tap on the map") else { return };
    let scene = Scene::open();
    browser::needs_the_pages_of(&scene.nobody());
    let own = under_way(&scene, "MAP-1");
    let token = enrolled(&scene);
    let other = passing(&scene, "MAP-2");
    let ground = scene.the("duty-officer").read(&format!("/movements/{other}/ground"));
    assert_eq!(ground["points"][0]["label"], "CP1", "{ground}");
    let at = ground["points"][0]["place"].clone();
    report(&scene, &token, &format!("{},{}", at[1], at[0]), 0);
    let mut browser = Browser::open(&program);
    let page = opened(&mut browser, &scene, "/map");
    let [count, x, y] = marked(&mut browser, &page, "test-car");
    assert!((30..2_000).contains(&count), "the vehicle is on top: {count} points");
    browser.of(&page, "Page.bringToFront", &json!({}));
    let taps = format!(
        "(() => {{
           const canvas = document.querySelector('.map canvas');
           canvas.scrollIntoView();
           const {{ x, y }} = canvas.getBoundingClientRect();
           return [x + {x}, y + {y}, history.length];
         }})()"
    );
    let to = browser.value(&page, &taps);
    for kind in ["mousePressed", "mouseReleased"] {
        let tap = json!({"type": kind, "x": to[0], "y": to[1], "button": "left", "clickCount": 1});
        browser.of(&page, "Input.dispatchMouseEvent", &tap);
    }
    said(&mut browser, &page, "What happened");
    let led = browser.value(&page, "[location.pathname, history.length]");
    assert_eq!(led[0], format!("/movements/{own}"), "not to {other}");
    assert_eq!(led[1].as_u64(), to[2].as_u64().map(|before| before + 1), "by one step");
    drop(browser);
    scene.close();
}

#[test]
fn who_called_for_help_is_marked_as_calling_while_an_alert_is_open_and_as_having_called_after() {
    let Some(program) = browser::found_to("look for who calls") else { return };
    let scene = Scene::open();
    browser::needs_the_pages_of(&scene.nobody());
    under_way(&scene, "MAP-3");
    let token = enrolled(&scene);
    let heard = Events::of(&scene.the("duty-officer"), None);
    let call = format!("/reports?id={token}&lat=34.86&lon=72.905&timestamp={}&alarm=sos", clock::unix());
    scene.nobody().get(&call).is(200);
    let alerts = || scene.the("duty-officer").read("/alerts");
    heard.until(|_| alerts()[0]["rule"] == "emergency");
    let mut browser = Browser::open(&program);
    let page = opened(&mut browser, &scene, "/map");
    let told = said(&mut browser, &page, "calls for help");
    assert!(told.contains("test-car"), "{told}");
    let alert = alerts()[0]["id"].as_str().unwrap().to_owned();
    let closed = json!({"verdict": "false", "because": "a button pressed by mistake"});
    scene.the("duty-officer").post(&format!("/alerts/{alert}/closure"), &closed).is(200);
    let told = said(&mut browser, &page, "called for help; no alert about it is open");
    assert!(!told.contains("calls for help"), "{told}");
    drop(browser);
    scene.close();
}

#[test]
fn whether_somebody_is_heard_goes_by_when_the_room_had_it_and_by_no_other_clock() {
    let Some(program) = browser::found_to("look who is heard") else { return };
    let scene = Scene::open();
    browser::needs_the_pages_of(&scene.nobody());
    under_way(&scene, "MAP-4");
    let token = enrolled(&scene);
    let mut browser = Browser::open(&program);
    // A telephone whose clock is twenty minutes late; the browser's stands two hours ahead.
    report(&scene, &token, ON_THE_WAY, 20 * 60);
    let ahead = "const right = Date.now.bind(Date); Date.now = () => right() + 7_200_000;";
    let page = browser.page();
    browser.of(&page, "Page.addScriptToEvaluateOnNewDocument", &json!({"source": ahead}));
    browser.go(&page, &format!("http://{}/map", scene.nobody().at()), &person("duty-officer", 0).token);
    let told = said(&mut browser, &page, "test-car");
    assert!(told.contains("MAP-4") && !told.contains("not heard for a quarter of an hour"), "{told}");
    drop(browser);
    scene.close();
}

#[test]
fn a_change_that_concerns_no_movement_has_no_way_read_again() {
    let Some(program) = browser::found_to("listen to what a page asks for") else { return };
    let scene = Scene::open();
    browser::needs_the_pages_of(&scene.nobody());
    let movement = passing(&scene, "MAP-5");
    let mut browser = Browser::open(&program);
    let page = opened(&mut browser, &scene, "/map");
    said(&mut browser, &page, "planned way");
    let asked = |browser: &mut Browser, of: &str| {
        // What was asked until now has been heard of once the browser answers.
        browser.value(&page, "1");
        browser.requests().iter().filter(|asked| asked.url.ends_with(of)).count()
    };
    let ground = format!("/movements/{movement}/ground");
    let (before, first) = (asked(&mut browser, "/dangers"), asked(&mut browser, &ground));
    assert!(first >= 1);
    let level = json!({"area": "pk/kp/shangla", "level": "amber", "stand_fast": false});
    scene.the("authority").post("/areas/levels", &level).is(200);
    let began = std::time::Instant::now();
    while asked(&mut browser, "/dangers") == before {
        assert!(began.elapsed() < e2e::events::WITHIN, "the page heard of no change");
    }
    said(&mut browser, &page, "planned way");
    assert_eq!(asked(&mut browser, &ground), first);
    drop(browser);
    scene.close();
}

#[test]
fn a_way_whose_network_is_not_at_hand_is_said_to_be_a_straight_line_by_its_movements_number() {
    let Some(program) = browser::found_to("read what a map says of its lines") else { return };
    let scene = Scene::open();
    browser::needs_the_pages_of(&scene.nobody());
    passing(&scene, "MAP-6");
    let scene = scene.killed_and_opened_after(|dir| {
        let name = network().replace("sha256:", "");
        let files = fs::read_dir(dir.join("networks")).unwrap().map(|file| file.unwrap().path());
        let of_it = files.filter(|file| file.to_str().unwrap().contains(&name));
        assert_eq!(of_it.map(|file| fs::remove_file(file).unwrap()).count(), 1);
    });
    let mut browser = Browser::open(&program);
    let page = opened(&mut browser, &scene, "/map");
    let told = said(&mut browser, &page, "their lines only join their ends");
    assert!(told.contains("are not at hand, and their lines only join their ends: MAP-6"), "{told}");
    drop(browser);
    scene.close();
}
