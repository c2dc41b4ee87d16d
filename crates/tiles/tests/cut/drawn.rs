//! What is drawn beside roads, and the corridor of the demonstration.

use std::collections::BTreeSet;

use roads::import::scenery::{Spot, SpotKind, Water, WaterKind, WaterShape};

use super::*;

fn all(tiles: &[(TileKey, Vec<u8>)], zoom: u8, layer: &str) -> Vec<(TileKey, Seen)> {
    let of = tiles.iter().filter(|(key, _)| key.zoom() == zoom);
    of.flat_map(|(key, bytes)| read(bytes).into_iter().map(|seen| (*key, seen)))
        .filter(|(_, seen)| seen.layer == layer)
        .collect()
}

#[test]
fn the_corridor_goes_the_same_way_as_an_extract() {
    let (chart, scenery) = corridor();
    let tiles = cut(&chart, &scenery, None);
    let places: BTreeSet<String> =
        all(&tiles, 7, "places").iter().map(|(_, seen)| seen.text("name").unwrap().to_owned()).collect();
    assert_eq!(places.len(), chart.places().len());
    assert!(places.contains("Besham") && places.contains("Dasu/Komila"));
    let roads = all(&tiles, 7, "roads");
    assert!(roads.iter().all(|(_, seen)| seen.text("class") == Some("drawn")));
    assert!(roads.iter().any(|(_, seen)| seen.text("ref") == Some("N-35")));
    assert!(all(&tiles, 7, "water").is_empty());
    // Stretches run straight over many tiles of the highest zoom, and are in all of them: no gap along a row.
    let highest: BTreeSet<[u32; 2]> = all(&tiles, 13, "roads").iter().map(|(key, _)| key.place()).collect();
    let rows: BTreeSet<u32> = highest.iter().map(|place| place[1]).collect();
    let (first, last) = (rows.first().unwrap(), rows.last().unwrap());
    assert_eq!(rows.len(), (last - first + 1) as usize);
}

/// Scenery over the corridor: a lake with an island, in 1e-7 degree around 34 north, 73 east.
fn lake() -> Scenery {
    let square = |low: i32, side: i32| -> Vec<[i32; 2]> {
        [[0, 0], [0, side], [side, side], [side, 0]]
            .map(|[lat, lon]| [340_000_000 + low + lat, 730_000_000 + low + lon])
            .to_vec()
    };
    let names =
        vec![("name", "جھیل".to_owned()), ("name:en", "Lake".to_owned()), ("name:zh", "湖".to_owned())];
    let polygons = WaterShape::Polygons(vec![vec![square(0, 8_000_000), square(3_000_000, 2_000_000)]]);
    let town = |kind, population, name: &str| Spot {
        at: [341_000_000, 731_000_000],
        kind,
        names: vec![("name", name.to_owned())],
        population,
    };
    Scenery {
        spots: vec![
            town(SpotKind::Town, None, "a"),
            town(SpotKind::Town, Some(200_000), "b"),
            town(SpotKind::City, None, "c"),
        ],
        waters: vec![Water { kind: WaterKind::Lake, names, shape: polygons }],
    }
}

#[test]
fn a_lake_keeps_its_names_in_every_language_and_its_island() {
    let (chart, _) = corridor();
    let tiles = cut(&chart, &lake(), None);
    let seen = all(&tiles, 5, "water");
    let names = |seen: &Seen| ["name", "name:en", "name:zh"].map(|key| seen.text(key).unwrap().to_owned());
    assert!(!seen.is_empty() && seen.iter().all(|(_, seen)| names(seen) == ["جھیل", "Lake", "湖"]));
    // 0.8 degrees square without 0.2 degrees square: 15/16 of the whole, in the tiles where it lies.
    let mut area = 0;
    let mut island = 0;
    for (_, seen) in &seen {
        let polygons: Vec<_> = match &seen.geometry {
            Geometry::MultiPolygon(all) => all.iter().cloned().collect(),
            Geometry::Polygon(one) => vec![one.clone()],
            other => panic!("{other:?}"),
        };
        for polygon in polygons {
            area += twice(&polygon.exterior().0);
            island += polygon.interiors().iter().map(|ring| twice(&ring.0)).sum::<i64>();
        }
    }
    assert!(area > 0, "an outline goes clockwise as it is seen");
    assert!(island < 0, "a hole the other way round");
    assert!((area + 16 * island).abs() * 20 < area, "{area} and {island}");
    // Near by the tiles within the lake are all of it, and the same.
    let inner: Vec<&Vec<u8>> =
        tiles.iter().filter(|(key, _)| key.zoom() == 13).map(|(_, bytes)| bytes).collect();
    let different: BTreeSet<&Vec<u8>> = inner.iter().copied().collect();
    assert!(different.len() * 2 < inner.len(), "{} of {}", different.len(), inner.len());
}

fn twice(ring: &[geo_types::Coord<i32>]) -> i64 {
    ring.windows(2)
        .map(|two| i64::from(two[0].x) * i64::from(two[1].y) - i64::from(two[1].x) * i64::from(two[0].y))
        .sum()
}

#[test]
fn of_places_those_with_more_people_come_first() {
    let (chart, _) = corridor();
    let tiles = cut(&chart, &lake(), None);
    let seen = all(&tiles, 7, "places");
    let order: Vec<&str> = seen.iter().map(|(_, seen)| seen.text("name").unwrap()).collect();
    assert_eq!(order, ["c", "b", "a"]);
}

#[test]
fn extracts_show_their_places_and_water() {
    let Some((chart, scenery)) = network("liechtenstein-latest") else { return };
    let tiles = cut(&chart, &scenery, None);
    let seen = |layer: &str| all(&tiles, 13, layer).into_iter().map(|(_, seen)| seen).collect::<Vec<_>>();
    let (water, places) = (seen("water"), seen("places"));
    let has = |seen: &[Seen], key: &str, text: &str| seen.iter().any(|seen| seen.text(key) == Some(text));
    assert!(has(&water, "kind", "river") && has(&water, "kind", "stream") && has(&water, "kind", "lake"));
    assert!(has(&water, "name", "Rhein") && has(&places, "name", "Vaduz") && has(&places, "kind", "village"));
}

#[test]
fn districts_have_borders_and_a_name_each() {
    let Some(bytes) = shared("admin/pak_osm_geography.topojson.json") else { return };
    let (chart, scenery) = corridor();
    let property = ["name", "name_en", "ADM2_EN", "district"];
    let districts = property
        .iter()
        .find_map(|property| Districts::read(&bytes, property).ok())
        .expect("districts with a name");
    let tiles = cut(&chart, &scenery, Some(&districts));
    let seen = all(&tiles, 7, "districts");
    let names: BTreeSet<&str> = seen.iter().filter_map(|(_, seen)| seen.text("name")).collect();
    let stated: BTreeSet<&str> = districts.names().iter().map(String::as_str).collect();
    assert_eq!(names, stated);
    let lines = seen
        .iter()
        .filter(|(_, seen)| !matches!(seen.geometry, Geometry::Point(_) | Geometry::MultiPoint(_)));
    assert!(lines.count() > 0);
}
