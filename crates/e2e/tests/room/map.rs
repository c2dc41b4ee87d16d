//! The map of the network in force.

use e2e::unit::{ROLES, Scene, network};
use serde_json::json;

#[test]
fn everybody_who_is_signed_in_may_look_at_the_map_and_it_says_what_it_is() {
    let scene = Scene::open();
    for role in ROLES {
        let map = scene.the(role).read("/map")["in_force"].clone();
        assert_eq!((&map["network"], &map["source"]), (&json!(network()), &json!("drawn")), "{role}");
    }
    let map = scene.the("duty-officer").read("/map")["in_force"].clone();
    assert_eq!(map["tiles"]["layers"], json!(["water", "roads", "districts", "places"]));
    // From Peshawar in the west and Rawalpindi in the south to Raikot and Gilgit.
    assert_eq!(map["bounds"], json!([71.58, 33.6, 74.59, 35.92]));
    scene.nobody().get("/map").is(401);
    scene.close();
}

#[test]
fn a_tile_comes_compressed_is_kept_for_ever_and_is_empty_where_nothing_is() {
    let scene = Scene::open();
    let duty = scene.the("duty-officer");
    let address = |tile: &str| format!("/map/{}/{tile}", network());
    let tile = duty.get(&address("7/89/50")).is(200);
    assert_eq!(tile.header("content-type"), Some("application/vnd.mapbox-vector-tile"));
    let kept = tile.header("cache-control").unwrap_or_default();
    assert!(kept.contains("immutable") && kept.contains("private"), "{kept}");
    let tag = tile.header("etag").expect("a tag");
    duty.answer("GET", &address("7/89/50"), &[("if-none-match", tag)], None).is(304);
    duty.get(&address("7/0/0")).is(204);
    duty.get(&address("28/268435455/268435455")).is(204);
    scene.nobody().get(&address("7/89/50")).is(401);
    scene.close();
}

#[test]
fn what_is_no_tile_is_not_there() {
    let scene = Scene::open();
    let duty = scene.the("duty-officer");
    let nobodys = "sha256:0000000000000000000000000000000000000000000000000000000000000000";
    for tile in [
        "7/128/0",
        "7/0/128",
        "29/0/0",
        "255/0/0",
        "256/0/0",
        "-1/0/0",
        "7/-1/50",
        "7/89/4294967296",
        "7/89/x",
        "7/8.5/50",
        "7/89/50%00",
        "7/89/..%2f..",
    ] {
        duty.get(&format!("/map/{}/{tile}", network())).is(404);
    }
    for other in [nobodys, "x", "sha256:..%2f..%2fetc", "%ff"] {
        duty.get(&format!("/map/{other}/7/89/50")).is(404);
    }
    scene.close();
}
