//! Alerts as a duty officer finds them on the pages: the most urgent first, nothing offered that is refused, and what shows them one
//! tap away.

use e2e::{
    browser::{self, Browser},
    events::Events,
    unit::Scene,
};
use serde_json::json;

use super::{
    drawn::opened,
    duress::{agreed, check_in},
    watched::{enrolled, report, standing, told, under_way},
};

/// The alerts of the page, as each is written there, once there are so many.
const LISTED: &str = r#"((count) => new Promise((tell) => {
  const look = () => {
    const all = [...document.querySelectorAll('section[aria-labelledby=alerts] > ul > li')];
    if (all.length < count) return requestAnimationFrame(look);
    tell(all.map((one) => one.innerText));
  };
  look();
}))"#;

/// Follows what shows an alert; where the past of its movement stands then.
const SHOWN: &str = r#"new Promise((tell) => {
  let followed = false;
  const look = () => {
    const link = document.querySelector('section[aria-labelledby=alerts] a[href*="?at="]');
    const slider = document.querySelector('section[aria-labelledby=replay] input[type=range]');
    if (link && !followed) {
      followed = true;
      link.click();
    }
    const places = [...document.querySelectorAll('section[aria-labelledby=replay] ul.places li')];
    if (!slider || slider.value === '0' || places.length === 0) return requestAnimationFrame(look);
    const standing = document.querySelector('section[aria-labelledby=replay]').innerText;
    tell([Number(slider.value), places.map((one) => one.innerText), standing]);
  };
  look();
})"#;

#[test]
fn a_call_for_help_stands_first_and_duress_is_not_offered_to_be_closed() {
    let Some(program) = browser::found_to("look at alerts") else { return };
    let scene = Scene::open();
    browser::needs_the_pages_of(&scene.nobody());
    let mut browser = Browser::open(&program);
    let movement = agreed(&scene);
    check_in(&scene.the("commander"), &movement, "7391");
    let duty = scene.the("duty-officer");
    duty.post("/observed-movements", &json!({"number": "SEEN-9"})).is(201);
    let rules = duty.read("/alerts");
    let rules: Vec<_> =
        rules.as_array().unwrap().iter().map(|alert| alert["rule"].as_str().unwrap()).collect();
    assert_eq!(rules, ["duress", "departed-without-authority"], "the newer one is less urgent");
    let page = opened(&mut browser, &scene, "/");
    let listed = browser.value(&page, &format!("{LISTED}(2)"));
    let [duress, other] = [0, 1].map(|n| listed[n].as_str().unwrap());
    assert!(duress.contains("answers the question rightly") && !duress.contains("Close it"), "{duress}");
    assert!(other.contains("Close it") && !other.contains("answers the question"), "{other}");
    drop(browser);
    scene.close();
}

#[test]
fn what_shows_an_alert_leads_to_where_its_vehicle_was_then() {
    let Some(program) = browser::found_to("look at alerts") else { return };
    let scene = Scene::open();
    browser::needs_the_pages_of(&scene.nobody());
    let mut browser = Browser::open(&program);
    let token = enrolled(&scene);
    let page = Events::of(&scene.the("duty-officer"), None);
    let movement = under_way(&scene, "SHOWN-1");
    page.until(|event| event.kind == "watched" && standing(&scene, &movement)["watched"] == json!(true));
    report(&scene, &token, "34.93,72.78", 30);
    let corners = json!(["34.9,72.8", "34.9,72.9", "34.95,72.9", "34.95,72.8"]);
    scene.the("duty-officer").post("/dangers/no-go-areas", &json!({"corners": corners})).is(200);
    report(&scene, &token, "34.93,72.81", 0);
    told(&scene, &page, &movement, &["entered-no-go"]);
    let page = opened(&mut browser, &scene, "/");
    let shown = browser.value(&page, SHOWN);
    assert!(shown[0].as_u64().unwrap() > 0, "the slider stands at the moment of the alert: {shown}");
    assert!(shown[1][0].as_str().unwrap().contains("test-car"), "{shown}");
    // The table below names it whatever the moment is.
    let standing = shown[2].as_str().unwrap();
    let (_, standing) = standing.split_once("Alerts at this moment").unwrap();
    let (standing, _) = standing.split_once("What is found again").unwrap();
    // It stands from the second in which it was raised, which may be the next.
    let past = scene.the("duty-officer").read(&format!("/movements/{movement}/past"));
    let is_raised_then = past["alerts"][0]["raised_at"] == past["alerts"][0]["since"];
    assert_eq!(standing.contains("an area that may not be entered"), is_raised_then, "{shown}, {past}");
    drop(browser);
    scene.close();
}
