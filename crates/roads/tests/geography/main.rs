//! The schematic against real geography, where the shared data is present: district polygons and the
//! highway's line (OpenStreetMap contributors, ODbL 1.0; read in place, never copied).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "in a test a panic is the report, also outside its test functions"
)]

mod districts;
mod highway;

use std::{collections::BTreeMap, io::Write, path::PathBuf};

use model::Place;
use roads::{Junction, Network, schematic};
use serde_json::Value;

use districts::Districts;
use highway::Highway;

/// Longitude and latitude in degrees.
type Point = (f64, f64);

fn shared(path: &str) -> Option<Value> {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(path);
    match std::fs::read(&file) {
        Ok(bytes) => Some(serde_json::from_slice(&bytes).expect("the shared data is JSON")),
        Err(error) => {
            // Straight to the handle: the test harness would swallow what `println!` says in a passing test.
            let told = format!("SKIPPED: ../shared/data/{path}: {error}; nothing compared with it\n");
            let _ = std::io::stderr().write_all(told.as_bytes());
            None
        }
    }
}

fn point(value: &Value) -> Point {
    (value[0].as_f64().unwrap(), value[1].as_f64().unwrap())
}

fn place((lon, lat): Point) -> Place {
    #[expect(clippy::cast_possible_truncation, reason = "degrees")]
    let e7 = |degrees: f64| (degrees * 1e7).round() as i64;
    Place::from_e7(e7(lat), e7(lon)).unwrap()
}

fn degrees(place: Place) -> Point {
    (f64::from(place.lon_e7()) / 1e7, f64::from(place.lat_e7()) / 1e7)
}

fn between(a: Point, b: Point, part: f64) -> Point {
    (a.0 + (b.0 - a.0) * part, a.1 + (b.1 - a.1) * part)
}

fn corridor() -> Network {
    schematic::karakoram_corridor().unwrap()
}

#[test]
fn every_place_lies_in_the_district_the_schematic_says() {
    let Some(topology) = shared("admin/pak_osm_geography.topojson.json") else { return };
    let districts = Districts::decode(&topology);
    let network = corridor();
    let wrong: Vec<String> = network
        .junctions()
        .filter(|junction| districts.of(degrees(junction.place)) != Some(junction.district.as_str()))
        .map(|Junction { label, place, district, .. }| {
            format!("{label}: schematic {district}, polygons {:?}", districts.of(degrees(place)))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(
        network.districts().iter().all(|district| districts.know(district.as_str())),
        "{:?}",
        network.districts()
    );
}

/// A straight line between two places is not the road, so this only prints where the two disagree.
#[test]
fn districts_along_straight_lines_are_compared_with_the_schematic() {
    let Some(topology) = shared("admin/pak_osm_geography.topojson.json") else { return };
    let districts = Districts::decode(&topology);
    let network = corridor();
    let summer = "2024-07-15T00:00:00Z".parse().unwrap();
    let mut compared = 0;
    for leg in network.stretches().filter(|leg| leg.from < leg.to) {
        let ends = [&leg.from, &leg.to].map(|label| degrees(network.junction(label.as_str()).unwrap().place));
        let mut crossed: Vec<&str> = Vec::new();
        for part in 0..=50_u32 {
            let district =
                districts.of(between(ends[0], ends[1], f64::from(part) / 50.0)).unwrap_or("nowhere");
            if crossed.last() != Some(&district) {
                crossed.push(district);
            }
        }
        let route = network.along(&[leg.from.clone(), leg.to.clone()], summer).unwrap();
        let said: Vec<&str> = route.crossings.iter().map(|crossing| crossing.district.as_str()).collect();
        // The ends at least agree: that much a straight line and a road have in common.
        assert_eq!((said.first(), said.last()), (crossed.first(), crossed.last()), "{leg:?}");
        if said != crossed {
            println!(
                "{} {} to {}: schematic {said:?}, straight line {crossed:?}",
                leg.road, leg.from, leg.to
            );
        }
        compared += 1;
    }
    assert!(compared > 20, "{compared}");
}

#[test]
fn the_karakoram_highway_is_about_as_long_as_its_line() {
    let Some(collection) = shared("roads/karakoram_highway_cleaned.geojson") else { return };
    let highway = Highway::decode(&collection);
    let network = corridor();
    let (mut ours, mut theirs) = (0, 0);
    for leg in network.stretches().filter(|leg| leg.road.as_str() == "N-35") {
        let ends = [&leg.from, &leg.to].map(|label| network.junction(label.as_str()).unwrap().place);
        let [(start, off_start), (end, off_end)] = ends.map(|end| highway.nearest(end));
        if start >= end {
            continue;
        }
        let (line, off) = (highway.0[end].1 - highway.0[start].1, off_start + off_end);
        let stretch = leg.length_mm / 1000;
        println!("{} to {}: schematic {stretch} m, line {line} m, places {off} m off it", leg.from, leg.to);
        // As far as Mansehra the line is the motorway's, which passes the towns by.
        if !["hasan-abdal", "haripur", "abbottabad"].contains(&leg.from.as_str()) {
            assert!(stretch.abs_diff(line) <= line * 15 / 100 + off, "{} to {}", leg.from, leg.to);
            (ours, theirs) = (ours + stretch, theirs + line);
        }
    }
    println!("together: schematic {ours} m, line {theirs} m");
    assert!(theirs > 370_000, "the highway from Mansehra to Gilgit was compared");
    assert!(ours.abs_diff(theirs) * 100 <= theirs * 5);
}

/// Where the real line runs for more than 3 km through a district, the schematic says so, in the same order.
/// Shorter runs are the river: the line is drawn with 2.5 km between points and cuts its bends.
#[test]
fn the_karakoram_highway_crosses_the_districts_its_line_crosses() {
    let Some(topology) = shared("admin/pak_osm_geography.topojson.json") else { return };
    let Some(collection) = shared("roads/karakoram_highway_cleaned.geojson") else { return };
    let (districts, highway, network) =
        (Districts::decode(&topology), Highway::decode(&collection), corridor());
    let ends = ["mansehra", "gilgit"].map(|label| highway.nearest(network.junction(label).unwrap().place).0);

    let mut runs: Vec<(&str, u64)> = Vec::new();
    for pair in highway.0[ends[0]..ends[1]].windows(2) {
        let district = districts.of(pair[0].0).unwrap_or("nowhere");
        let metres = pair[1].1 - pair[0].1;
        match runs.last_mut() {
            Some((last, run)) if *last == district => *run += metres,
            _ => runs.push((district, metres)),
        }
    }
    println!("along the line, in metres: {runs:?}");
    let mut real: Vec<&str> =
        runs.iter().filter(|&&(_, metres)| metres > 3000).map(|&(area, _)| area).collect();
    real.dedup();

    let stated = [
        "mansehra",
        "shinkiari",
        "battagram",
        "thakot",
        "besham",
        "dubair",
        "pattan",
        "dasu",
        "chilas",
        "raikot",
        "gilgit",
    ];
    let stated = stated.map(|label| label.parse().unwrap());
    let route = network.along(&stated, "2024-07-15T00:00:00Z".parse().unwrap()).unwrap();
    let said: Vec<&str> = route.crossings.iter().map(|crossing| crossing.district.as_str()).collect();
    let mut lengths: BTreeMap<&str, u64> = BTreeMap::new();
    runs.iter().for_each(|&(area, metres)| *lengths.entry(area).or_default() += metres);
    assert_eq!(said, real, "{lengths:?}");
}
