//! The room's own map as a browser draws it.

use e2e::{
    browser::{self, Browser, Page},
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

/// Looks at the map's page, signed in; how many points of a million are not background.
fn look(browser: &mut Browser, scene: &Scene) -> u64 {
    let map = format!("http://{}/map", scene.nobody().at());
    let page: Page = browser.page_of(&map, &person("duty-officer", 0).token);
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
    let site = format!("http://{}/", scene.nobody().at());
    let mut browser = Browser::open(&program);
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
