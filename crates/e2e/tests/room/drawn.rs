//! The room's own map as a browser draws it, and what moves on it.

use e2e::{
    browser::{self, Browser, Page},
    clock,
    orders::order,
    unit::{Scene, network, person},
};
use serde_json::{Value, json};

/// Resolves when the map says that it has drawn everything, with where it is on the page.
const IS_DRAWN: &str = r#"new Promise((tell) => {
  const look = () => {
    const canvas = document.querySelector('.map[data-idle="true"] canvas');
    if (!canvas) return;
    const { x, y, width, height } = canvas.getBoundingClientRect();
    tell({ x, y, width, height, scale: 1 });
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
  look();
})"#;

/// How many of a million points of a picture have another colour than most of it has.
const DIFFERENT: &str = r#"(async (picture) => {
  const drawn = await createImageBitmap(await (await fetch('data:image/png;base64,' + picture)).blob());
  const on = new OffscreenCanvas(drawn.width, drawn.height).getContext('2d');
  on.drawImage(drawn, 0, 0);
  const points = new Uint32Array(on.getImageData(0, 0, drawn.width, drawn.height).data.buffer);
  const counted = new Map();
  for (const point of points) counted.set(point, (counted.get(point) ?? 0) + 1);
  return Math.round((1e6 * (points.length - Math.max(...counted.values()))) / points.length);
})"#;

/// Resolves when a text stands on the page and the map has drawn everything, with where the map is.
const SHOWS: &str = r#"((text) => new Promise((tell) => {
  const look = () => {
    const canvas = document.querySelector('.map[data-idle="true"] canvas');
    const said = document.querySelector('main')?.innerText ?? '';
    if (!canvas || !said.includes(text)) return requestAnimationFrame(look);
    const { x, y, width, height } = canvas.getBoundingClientRect();
    tell({ x, y, width, height, scale: 1 });
  };
  look();
}))"#;

/// The middle of all points of a picture that have the colour of a vehicle that is heard, and how many they are.
const MARKED: &str = r#"(async (picture) => {
  const drawn = await createImageBitmap(await (await fetch('data:image/png;base64,' + picture)).blob());
  const on = new OffscreenCanvas(drawn.width, drawn.height).getContext('2d');
  on.drawImage(drawn, 0, 0);
  const { data } = on.getImageData(0, 0, drawn.width, drawn.height);
  let [count, x, y] = [0, 0, 0];
  for (let at = 0; at < data.length; at += 4) {
    if (data[at] !== 0x0b || data[at + 1] !== 0x5c || data[at + 2] !== 0xad) continue;
    count += 1;
    x += (at / 4) % drawn.width;
    y += Math.floor(at / 4 / drawn.width);
  }
  return [count, Math.round(x / count), Math.round(y / count)];
})"#;

/// A page of the room, signed in as its duty officer.
pub(super) fn opened(browser: &mut Browser, scene: &Scene, path: &str) -> Page {
    let address = format!("http://{}{path}", scene.nobody().at());
    browser.page_of(&address, &person("duty-officer", 0).token)
}

/// Looks at the map's page, signed in; how many points of a million are not background.
fn look(browser: &mut Browser, scene: &Scene) -> u64 {
    let page = opened(browser, scene, "/map");
    let place: Value = browser.value(&page, IS_DRAWN);
    // What lies over the canvas is not the map.
    browser.value(&page, "document.querySelector('.maplibregl-control-container').remove()");
    let shot = browser.of(&page, "Page.captureScreenshot", &json!({"format": "png", "clip": place}));
    let beside = browser.page();
    let counts = format!("{DIFFERENT}({})", shot["data"]);
    browser.value(&beside, &counts).as_u64().expect("a count")
}

#[test]
fn a_browser_draws_the_map_of_the_rooms_own_tiles_and_asks_nobody_else() {
    let Some(program) = browser::found_to("look at the map") else { return };
    let scene = Scene::open();
    browser::needs_the_pages_of(&scene.nobody());
    let mut browser = Browser::open(&program);
    let site = format!("http://{}/", scene.nobody().at());
    let drawn = look(&mut browser, &scene);
    let asked = browser.requests();
    let beyond: Vec<_> = asked
        .iter()
        .filter(|asked| {
            !["data:", "blob:", "about:", site.as_str()].iter().any(|own| asked.url.starts_with(own))
        })
        .collect();
    assert!(beyond.is_empty(), "asked of others: {beyond:?}");
    let of_tiles = format!("{site}api/v1/map/{}/", network().replace(':', "%3A"));
    let of_tiles = [of_tiles, format!("{site}api/v1/map/{}/", network())];
    let tiles: Vec<_> =
        asked.iter().filter(|asked| of_tiles.iter().any(|tiles| asked.url.starts_with(tiles))).collect();
    assert!(tiles.iter().any(|tile| tile.status == Some(200)), "{asked:?}");
    // Where nothing is there is an empty answer.
    assert!(tiles.iter().all(|tile| matches!(tile.status, Some(200 | 204))), "{tiles:?}");

    browser.go_without(&["*/api/v1/map/*"]);
    let blank = look(&mut browser, &scene);
    eprintln!("{} tiles, {drawn} of a million points drawn, {blank} without tiles", tiles.len());
    assert!(drawn > 5_000 && drawn > 10 * blank, "{drawn} of a million points drawn, {blank} without tiles");
    drop(browser);
    scene.close();
}

/// Where the marks of vehicles are on the map of a page that shows this text, and how many points of the screen they have.
pub(super) fn marked(browser: &mut Browser, page: &Page, text: &str) -> [u64; 3] {
    // A page behind another draws nothing.
    browser.of(page, "Page.bringToFront", &json!({}));
    let place = browser.value(page, &format!("{SHOWS}({})", json!(text)));
    let shot = browser.of(page, "Page.captureScreenshot", &json!({"format": "png", "clip": place}));
    let beside = browser.page();
    let counted = browser.value(&beside, &format!("{MARKED}({})", shot["data"]));
    [0, 1, 2].map(|n| counted[n].as_u64().unwrap_or_default())
}

#[test]
fn a_vehicle_under_way_is_on_the_map_with_its_label_and_moves_as_it_reports() {
    let Some(program) = browser::found_to("look at the map") else { return };
    let scene = Scene::open();
    browser::needs_the_pages_of(&scene.nobody());
    let mut browser = Browser::open(&program);
    let duty = scene.the("duty-officer");
    let urgent = json!({"number": "DRAWN-1", "facts": order(), "reason": "a fall on the site"});
    duty.post("/urgent-movements", &urgent).is(201);
    let device = json!({"serves": "vehicles[test-car]", "sort": "phone"});
    let token = duty.post("/devices", &device).is(201).json()["token"].as_str().unwrap().to_owned();
    let report = |lat: &str, at: u64| {
        let report = format!("/reports?id={token}&lat={lat}&lon=72.88&timestamp={at}");
        scene.nobody().get(&report).is(200);
    };
    let now = clock::unix();
    report("34.93", now - 20);
    let page = opened(&mut browser, &scene, "/map");
    let [count, x, y] = marked(&mut browser, &page, "34.93000, 72.88000");
    let said = browser.value(&page, "document.querySelector('main').innerText");
    let said = said.as_str().unwrap();
    assert!(said.contains("DRAWN-1") && said.contains("test-car"), "{said}");
    let listed = browser.value(&page, "document.querySelector('dl.pairs').textContent");
    assert!(listed.as_str().unwrap().contains("DRAWN-1 test-car"), "{listed}");
    assert!((30..2_000).contains(&count), "one round mark, and no other: {count} points");
    // Northwards, and without the page being asked for anew.
    report("34.935", now - 10);
    let [count, x_then, y_then] = marked(&mut browser, &page, "34.93500, 72.88000");
    assert!((30..2_000).contains(&count), "{count} points");
    assert!(x.abs_diff(x_then) <= 2 && y_then + 20 < y, "from {x}, {y} to {x_then}, {y_then}");
    drop(browser);
    scene.close();
}
