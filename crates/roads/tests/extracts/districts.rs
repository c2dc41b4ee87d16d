//! Districts of Pakistan, and a road through them.

use roads::{
    chart::NO_DISTRICT,
    districts::Districts,
    import::{Options, extract},
};

use super::shared;

#[test]
fn the_districts_of_pakistan_hold_their_towns() {
    let Some(bytes) = shared("admin/pak_osm_geography.topojson.json") else { return };
    let districts = Districts::read(&bytes, "name").unwrap();
    assert_eq!(districts.names().len(), 156);
    let at = |lat: i32, lon: i32| {
        let district = districts.at([lat * 100_000, lon * 100_000]);
        districts.names().get(district as usize).map(String::as_str)
    };
    // docs/corridor.md and the schematic have these places (two decimals).
    assert_eq!(at(3493, 7288), Some("Shangla"), "Besham");
    assert_eq!(at(3415, 7321), Some("Abbotabad"), "as the file spells it");
    assert_eq!(at(3399, 7293), Some("Haripur"));
    assert_eq!(at(3401, 7158), Some("Peshawar"));
    assert_eq!(at(2500, 6000), None, "the sea");
}

#[test]
fn an_extract_elsewhere_lies_in_no_district() {
    let (Some(shapes), Some(andorra)) =
        (shared("admin/pak_osm_geography.topojson.json"), shared("roads/andorra.osm.pbf"))
    else {
        return;
    };
    let districts = Districts::read(&shapes, "name").unwrap();
    let made =
        extract(&andorra, &Options { districts: Some(&districts), ..Options::default() }, &()).unwrap();
    let chart = roads::chart::Chart::open(std::sync::Arc::new(made.file)).unwrap();
    assert_eq!(chart.districts().len(), 156);
    assert!(chart.district_of().iter().all(|&district| district == NO_DISTRICT));
    assert!(chart.boundary_at().is_empty());
}
