//! Hours on the pages are the room's, wherever the browser is: orders and radios speak by no other clock.

use e2e::{
    browser::{self, Browser},
    clock::{self, WallClock},
    orders::{fact, order},
    unit::Scene,
};
use serde_json::{Value, json};

use super::drawn::opened;

/// Sets the level of an area until an hour, as a person does it, and resolves with what its row says then.
const SETS_A_LEVEL: &str = r#"(async ([says, area, until]) => {
  const found = (find) => new Promise((tell) => {
    const look = () => { const it = find(); it ? tell(it) : requestAnimationFrame(look); };
    look();
  });
  const form = await found(() => {
    const action = [...document.querySelectorAll('details.action')].find((one) => one.querySelector('summary').textContent === says);
    if (action) action.open = true;
    return action?.querySelector('form');
  });
  const fill = (field, value) => {
    field.value = value;
    for (const event of ['input', 'change']) field.dispatchEvent(new Event(event, { bubbles: true }));
  };
  fill(form.querySelector('input:not([type])') ?? form.querySelector('input[type=text]'), area);
  fill(form.querySelector('select'), 'amber');
  fill(form.querySelector('input[type=datetime-local]'), until);
  form.requestSubmit();
  const row = await found(() => [...document.querySelectorAll('tr')].find((one) => one.textContent.includes(area)));
  return [row.innerText, document.querySelector("footer").innerText, Intl.DateTimeFormat().resolvedOptions().timeZone];
})"#;

fn said(browser: &mut Browser, scene: &Scene, zone: &str, area: &str) -> Value {
    let page = opened(browser, scene, "/");
    browser.of(&page, "Emulation.setTimezoneOverride", &json!({"timezoneId": zone}));
    let asked = json!(["Set an area's alert level, have it stand fast", area, "2030-01-15T09:30"]);
    browser.value(&page, &format!("{SETS_A_LEVEL}({asked})"))
}

#[test]
fn a_page_tells_and_takes_hours_by_the_rooms_clock_wherever_its_browser_is() {
    let Some(program) = browser::found_to("read its hours") else { return };
    let scene = Scene::open();
    browser::needs_the_pages_of(&scene.nobody());
    let mut browser = Browser::open(&program);
    for (zone, area) in [("America/New_York", "pk/kp/shangla"), ("Asia/Tokyo", "pk/kp/swat")] {
        let told = said(&mut browser, &scene, zone, area);
        assert_eq!(told[2], zone, "the browser is there");
        let (row, footer) = (told[0].as_str().unwrap(), told[1].as_str().unwrap());
        assert!(row.contains("15 Jan 2030, 09:30"), "{zone}: {row}");
        assert!(footer.contains("UTC+05:00"), "{zone}: {footer}");
        let areas = scene.the("duty-officer").read("/areas");
        let set = areas.as_array().unwrap().iter().find(|it| it["area"] == *area).unwrap().clone();
        assert_eq!(set["valid_until"], "2030-01-15T04:30:00Z", "{zone}: the room is five hours ahead of UTC");
    }
    drop(browser);
    scene.close();
}

/// A moment, as the room's own clocks show its hour.
fn hour(at: &str) -> String {
    let at: jiff::Timestamp = at.parse().unwrap();
    jiff::tz::Offset::constant(5).to_datetime(at).strftime("%H:%M").to_string()
}

#[test]
fn a_planned_silence_in_which_nobody_calls_is_named_by_the_rooms_hour() {
    let Some(program) = browser::found_to("read its alerts") else { return };
    let clock = WallClock::right();
    let scene = Scene::open_on(&clock, &[]);
    browser::needs_the_pages_of(&scene.nobody());
    let from = clock::seconds_ahead(-60);
    let silence = [
        fact("silences[jam].from", from.as_str()),
        fact("silences[jam].until", clock::seconds_ahead(7200)),
        fact("silences[jam].calls_every", "10 min"),
    ];
    let facts = [order(), silence.to_vec()].concat();
    let urgent = json!({"number": "JAM-1", "facts": facts, "reason": "a fall on the site"});
    scene.the("duty-officer").post("/urgent-movements", &urgent).is(201);
    let mut browser = Browser::open(&program);
    let page = opened(&mut browser, &scene, "/");
    browser.of(&page, "Emulation.setTimezoneOverride", &json!({"timezoneId": "America/New_York"}));
    clock.set(11 * 60);
    let alert = "new Promise((tell) => {
        const look = () => {
            const line = [...document.querySelectorAll('.alarm li')].find((one) => one.innerText.includes('JAM-1'));
            line ? tell(line.innerText) : requestAnimationFrame(look);
        };
        look();
    })";
    let told = browser.value(&page, alert);
    let told = told.as_str().unwrap();
    let (before, after) = told.split_once("in the silence planned from ").expect(told);
    assert!(!before.contains('Z'), "{told}");
    assert!(after.split_once(" on").unwrap().0.ends_with(&hour(&from)), "{told}");
    drop(browser);
    scene.close();
}
