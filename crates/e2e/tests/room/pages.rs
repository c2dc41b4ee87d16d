//! What a duty officer does on the room's own page, done there: by the keyboard, and by its buttons.

use e2e::{
    browser::{self, Browser, Page},
    events::Events,
    orders::order,
    unit::Scene,
};
use serde_json::{Value, json};

use super::{drawn::opened, on_the_map::passing};

/// What the scripts below find things on a page by: the first that is so, waited for.
const FINDS: &str = r#"
  const found = (find) => new Promise((tell) => {
    const look = () => { const it = find(); it ? tell(it) : requestAnimationFrame(look); };
    look();
  });
  const says = (text, all) => [...document.querySelectorAll(all)].find((one) => one.innerText.includes(text));
  const button = (within, text) => [...within.querySelectorAll('button')].find((one) => one.textContent.trim() === text);
"#;

/// Has the room's page do something, and resolves with its answer.
fn does(browser: &mut Browser, page: &Page, script: &str) -> Value {
    browser.value(page, &format!("(async () => {{ {FINDS} {script} }})()"))
}

/// A key is pressed, with Alt if `alt`.
fn presses(browser: &mut Browser, page: &Page, key: &str, code: &str, alt: bool) {
    for kind in ["rawKeyDown", "keyUp"] {
        let how = json!({"type": kind, "key": key, "code": code, "modifiers": u8::from(alt)});
        browser.of(page, "Input.dispatchKeyEvent", &how);
    }
}

/// A movement seen on the road without authority, which is an alert.
fn alarmed(scene: &Scene, number: &str) {
    let seen = json!({"number": number, "facts": order()});
    scene.the("duty-officer").post("/observed-movements", &seen).is(201);
}

#[test]
fn a_report_by_radio_is_written_down_by_the_keyboard_alone_and_shown_as_understood() {
    let Some(program) = browser::found_to("write a report down") else { return };
    let scene = Scene::open();
    browser::needs_the_pages_of(&scene.nobody());
    alarmed(&scene, "SC-0412");
    let mut browser = Browser::open(&program);
    let page = opened(&mut browser, &scene, "/");
    browser.of(&page, "Page.bringToFront", &json!({}));
    does(&mut browser, &page, "await found(() => document.querySelector('form input[aria-keyshortcuts]'));");
    presses(&mut browser, &page, "r", "KeyR", true);
    let is_there = "document.activeElement.getAttribute('aria-keyshortcuts')";
    assert_eq!(browser.value(&page, is_there), "Alt+R", "one is in the line, from wherever one was");
    browser.of(&page, "Input.insertText", &json!({"text": "0412 CP3"}));
    let read =
        does(&mut browser, &page, "return (await found(() => says('SC-0412', '#voice-read'))).innerText;");
    assert!(read.as_str().unwrap().contains("CP3"), "before it is sent: {read}");
    let enter = json!({"type": "keyDown", "key": "Enter", "code": "Enter", "text": "\r", "windowsVirtualKeyCode": 13});
    browser.of(&page, "Input.dispatchKeyEvent", &enter);
    let line = "form input[aria-keyshortcuts]";
    does(&mut browser, &page, &format!("await found(() => document.querySelector('{line}').value === '');"));
    let sent = does(&mut browser, &page, "return (await found(() => says('CP3', '#voice-read'))).innerText;");
    assert!(sent.as_str().unwrap().contains("SC-0412"), "{sent}");
    assert_eq!(browser.value(&page, is_there), "Alt+R", "the next one can be typed");
    let movements = scene.the("duty-officer").read("/movements");
    let id = movements[0]["id"].as_str().unwrap();
    let heard = scene.the("duty-officer").read(&format!("/movements/{id}"))["heard"].clone();
    assert_eq!((&heard[0]["point"], &heard[0]["means"]), (&json!("CP3"), &json!("radio")), "{heard}");
    drop(browser);
    scene.close();
}

#[test]
fn alerts_are_closed_as_what_they_were_by_two_taps() {
    let Some(program) = browser::found_to("close an alert") else { return };
    let scene = Scene::open();
    browser::needs_the_pages_of(&scene.nobody());
    let verdicts = [("SEEN-1", "true"), ("SEEN-2", "false"), ("SEEN-3", "planned")];
    verdicts.iter().for_each(|(number, _)| alarmed(&scene, number));
    let mut browser = Browser::open(&program);
    let page = opened(&mut browser, &scene, "/");
    browser.of(&page, "Page.bringToFront", &json!({}));
    for (nth, (number, verdict)) in verdicts.iter().enumerate() {
        let closes = format!(
            "const line = await found(() => says('{number}', '.alarm li'));
             button(line, 'Close it').click();
             (await found(() => line.querySelectorAll('button').length >= 3 && [...line.querySelectorAll('button')].at(-3 + {nth}))).click();
             await found(() => !says('{number}', '.alarm li'));"
        );
        does(&mut browser, &page, &closes);
        let account = scene.the("duty-officer").read("/alerts/account");
        assert_eq!(account["closed"][verdict], 1, "{number} as {verdict}: {account}");
    }
    assert_eq!(scene.the("duty-officer").read("/alerts"), json!([]));
    drop(browser);
    scene.close();
}

#[test]
fn a_watch_is_taken_over_with_everything_that_is_open_confirmed_by_name() {
    let Some(program) = browser::found_to("take a watch") else { return };
    let scene = Scene::open();
    browser::needs_the_pages_of(&scene.nobody());
    alarmed(&scene, "SEEN-4");
    let mut browser = Browser::open(&program);
    let page = opened(&mut browser, &scene, "/");
    browser.of(&page, "Page.bringToFront", &json!({}));
    let taken = does(
        &mut browser,
        &page,
        "const shift = await found(() => document.querySelector('section[aria-labelledby=shift] details'));
         shift.open = true;
         const boxes = await found(() => shift.querySelectorAll('input[type=checkbox]').length === 2 && [...shift.querySelectorAll('input[type=checkbox]')]);
         const take = shift.querySelector('button.main');
         const before = take.disabled;
         boxes[0].click();
         await found(() => boxes[0].checked);
         const half = take.disabled;
         boxes[1].click();
         await found(() => !take.disabled);
         take.click();
         const said = await found(() => says('Dara Duty', 'section[aria-labelledby=shift] > p'));
         return [before, half, said.innerText];",
    );
    assert_eq!(
        (&taken[0], &taken[1]),
        (&json!(true), &json!(true)),
        "what is not confirmed is not signed for: {taken}"
    );
    let shift = scene.the("duty-officer").read("/shift");
    assert_eq!(shift["on"]["name"], "Dara Duty", "{shift}");
    drop(browser);
    scene.close();
}

#[test]
fn the_ends_of_a_way_that_its_order_does_not_name_are_told_as_what_they_are() {
    let Some(program) = browser::found_to("read what lies ahead") else { return };
    let scene = Scene::open();
    browser::needs_the_pages_of(&scene.nobody());
    let movement = passing(&scene, "AHEAD-1");
    let watch = format!("/movements/{movement}/watch");
    let ahead = || scene.the("duty-officer").read(&watch)["ahead"].clone();
    Events::of(&scene.the("duty-officer"), None).until(|_| ahead() != json!([]));
    let all = ahead();
    assert_eq!(all.as_array().unwrap().last().unwrap()["point"], "release", "{all}");
    let mut browser = Browser::open(&program);
    let page = opened(&mut browser, &scene, &format!("/movements/{movement}"));
    let told = "return (await found(() => document.querySelector('section[aria-labelledby=watch] tbody'))).innerText;";
    let told = does(&mut browser, &page, told);
    let told = told.as_str().unwrap();
    assert!(told.contains("CP1") && told.contains("release point"), "{told}");
    drop(browser);
    scene.close();
}
