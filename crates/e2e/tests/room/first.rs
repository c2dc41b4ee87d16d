//! What a movement's page shows first, as a browser lays it out: before departure what stands in its way, on the road where it is.

use e2e::{
    browser::{self, Browser, Page},
    clock,
    orders::{convoy, requested, two_districts},
    unit::{Scene, person},
};
use serde_json::json;

/// Resolves when all of these sections are there, with the names of all in the order in which they are read out, and by how much
/// the page is wider than the screen.
const SECTIONS: &str = r"((needed) => new Promise((tell) => {
  const look = () => {
    const headings = [...document.querySelectorAll('main h2[id]')];
    const named = headings.map(({ id }) => id);
    if (!needed.every((id) => named.includes(id))) return;
    const tops = headings.map((heading) => heading.getBoundingClientRect().top);
    const isInOrder = tops.every((top, i) => i === 0 || tops[i - 1] < top);
    const screen = document.documentElement;
    tell({ named, is_in_order: isInOrder, beyond: screen.scrollWidth - screen.clientWidth });
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true });
  look();
}))";

/// On the road through two districts, with an alert, and its commander under duress.
fn on_the_road(scene: &Scene) -> String {
    let facts = [convoy(), two_districts()].concat();
    let urgent = json!({"number": "FIRST-2", "facts": facts, "reason": "a fall on the site"});
    let duty = scene.the("duty-officer");
    let movement = duty.post("/urgent-movements", &urgent).is(201).movement();
    let device = json!({"serves": "vehicles[test-car]", "sort": "phone"});
    let token = duty.post("/devices", &device).is(201).json()["token"].as_str().unwrap().to_owned();
    let heard = format!("/reports?id={token}&lat=34.93&lon=72.88&timestamp={}&alarm=sos", clock::unix());
    scene.nobody().get(&heard).is(200);
    let words = json!({"of": "commanders[test-commander]", "word": "Rainbow", "pin": "2580", "duress_pin": "7391",
        "question": "Which door?", "answer": "A blue door"});
    duty.put("/duress/words", &words).is(200);
    let pin = json!({"pin": "7391"});
    scene.the("commander").post(&format!("/movements/{movement}/check-ins"), &pin).is(200);
    movement
}

/// How the page of a movement is laid out once these sections are there: all that are, from the top.
fn laid_out(browser: &mut Browser, page: &Page, address: &str, needed: &[&str]) -> Vec<String> {
    browser.of(page, "Page.navigate", &json!({"url": address}));
    let laid = browser.value(page, &format!("{SECTIONS}({})", json!(needed)));
    assert_eq!((&laid["is_in_order"], &laid["beyond"]), (&json!(true), &json!(0)), "{laid}");
    laid["named"].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}

#[test]
fn before_departure_the_rules_come_first_and_on_the_road_where_it_is() {
    let Some(program) = browser::found_to("look at the page of a movement") else { return };
    let scene = Scene::open();
    browser::needs_the_pages_of(&scene.nobody());
    let site = format!("http://{}/movements", scene.nobody().at());
    let (asked, road) = (requested(&scene, "FIRST-1"), on_the_road(&scene));
    let mut browser = Browser::open(&program);
    let page = browser.page_of(&site, &person("duty-officer", 0).token);
    for (width, language) in [(1280, "en"), (390, "en"), (390, "ur")] {
        let screen = json!({"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 500});
        browser.of(&page, "Emulation.setDeviceMetricsOverride", &screen);
        browser.value(&page, &format!("localStorage.setItem('language', '{language}')"));
        let before = laid_out(&mut browser, &page, &format!("{site}/{asked}"), &["ruling"]);
        let until = before.iter().position(|name| name == "ruling").unwrap();
        assert!(before[1..until].iter().all(|name| name == "way-out"), "{width} {language}: {before:?}");
        let first = ["movement", "duress", "alerts", "positions", "watch", "hand-overs"];
        let needed = [&first[..], &["ruling"]].concat();
        let after = laid_out(&mut browser, &page, &format!("{site}/{road}"), &needed);
        assert_eq!(after[..first.len()], first, "{width} {language}");
    }
    drop(browser);
    scene.close();
}
