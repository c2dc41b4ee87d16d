//! The ways from here to there over a network file.

use std::path::PathBuf;

use crate::{
    binary::{FAILURE, MISUSE, Run, TRUE, safeconduct, text},
    files::Desk,
};

const CORRIDOR: &str = "crates/roads/networks/karakoram-corridor.toml";
const ISLAMABAD: &str = "33.69,73.06";
const CHILAS: &str = "35.42,74.10";

fn corridor(desk: &Desk) -> PathBuf {
    let network = desk.path().join("corridor.net");
    safeconduct(["roads", "import", CORRIDOR, "--output", text(&network)]).ended(TRUE);
    network
}

fn route(network: &std::path::Path, month: &str, more: &[&str]) -> Run {
    let asked = ["route", "--network", text(network), "--from", ISLAMABAD, "--to", CHILAS, "--month", month];
    safeconduct(asked.iter().chain(more))
}

#[test]
fn the_ways_to_chilas_are_two_in_summer_and_one_when_the_babusar_pass_is_closed() {
    let desk = Desk::new();
    let network = corridor(&desk);
    let ways =
        |month| route(&network, month, &["--json"]).ended(TRUE).json()["routes"].as_array().unwrap().clone();
    let (summer, winter) = (ways("8"), ways("1"));
    assert!(
        summer.len() >= 2 && summer[0]["duration_s"].as_u64() < summer[1]["duration_s"].as_u64(),
        "{summer:?}"
    );
    let through = |way: &serde_json::Value, district: &str| way["districts"].to_string().contains(district);
    assert!(winter.iter().all(|way| through(way, "kohistan")), "{winter:?}");
    assert!(summer.iter().any(|way| !through(way, "kohistan")), "{summer:?}");
    for way in summer.iter().chain(&winter) {
        assert_eq!(way["districts"][0]["name"], "pk/islamabad");
        assert_eq!(way["unknown_m"], way["length_m"], "nobody reports from a schematic");
        let line = way["line"].as_array().unwrap();
        assert_eq!(line[0], serde_json::json!([33.69, 73.06]));
        assert!(
            way["shared_with_first_percent"].as_u64() <= Some(60) || way == &summer[0] || way == &winter[0]
        );
    }
    route(&network, "8", &[]).ended(TRUE).said(&[
        "Way",
        "Districts",
        "pk/islamabad",
        "is unknown, not nothing",
    ]);
}

/// A haven at Besham, and coverage as far north as Abbottabad.
const SUPPORT: &str = r#"{"type": "FeatureCollection", "features": [
    {"type": "Feature", "properties": {"kind": "safe-haven", "label": "camp", "within_km": 5},
     "geometry": {"type": "Point", "coordinates": [72.88, 34.93]}},
    {"type": "Feature", "properties": {"kind": "coverage"},
     "geometry": {"type": "Polygon", "coordinates": [[[72, 33], [74, 33], [74, 34.15], [72, 34.15], [72, 33]]]}}]}"#;

#[test]
fn the_longest_part_without_coverage_or_haven_is_told_where_somebody_said_where_they_are() {
    let desk = Desk::new();
    let (network, support) = (corridor(&desk), desk.file("support.json", SUPPORT));
    let unsaid = route(&network, "1", &["--json"]).ended(TRUE).json();
    assert!(unsaid["routes"][0]["longest_without_coverage_m"].is_null(), "nobody said");
    route(&network, "1", &[]).ended(TRUE).said(&["nobody said it with this network"]);

    let said = desk.path().join("said.net");
    safeconduct(["roads", "import", CORRIDOR, "--support", text(&support), "--output", text(&said)])
        .ended(TRUE);
    let way = &route(&said, "1", &["--json"]).ended(TRUE).json()["routes"][0];
    let metres = |of: &str| way[of].as_u64().unwrap();
    let (length, coverage, haven) =
        (metres("length_m"), metres("longest_without_coverage_m"), metres("longest_without_haven_m"));
    // From Abbottabad on there is none; Besham lies between, nearer to Islamabad than to Chilas.
    assert!(coverage > length / 2 && coverage < length, "{coverage} of {length}");
    assert!(haven > length / 3 && haven < coverage + 20_000, "{haven} of {length}");
    route(&said, "1", &[]).ended(TRUE).said(&["without coverage", "without haven"]);
}

#[test]
fn coverage_and_havens_that_are_not_understood_are_refused_and_no_network_is_written() {
    let desk = Desk::new();
    for (support, complaint) in [
        (SUPPORT.replace("safe-haven", "heaven"), "heaven"),
        (SUPPORT.replace(r#", "within_km": 5"#, ""), "within_km"),
        (SUPPORT.replace(r#""label""#, r#""lable""#), "lable"),
        (SUPPORT.replace("72.88, 34.93", "72.88, 134.93"), "globe"),
    ] {
        let file = desk.file("support.json", support);
        let said = desk.path().join("said.net");
        let asked = ["roads", "import", CORRIDOR, "--support", text(&file), "--output", text(&said)];
        safeconduct(asked).ended(MISUSE).complained(&["support.json: feature 1", complaint]);
        assert!(!said.exists());
    }
}

/// An attack near Naran, and a feed that looks along the whole corridor.
fn reports(kind: &str, more: &str) -> String {
    let attack = format!(
        r#"{{"type": "Feature", "properties": {{"id": "R-1", "kind": "{kind}", "at": "2026-11-20T10:00:00Z", "grade": "B2"{more}}},
            "geometry": {{"type": "Point", "coordinates": [73.65, 34.91]}}}}"#
    );
    let feed = r#"{"type": "Feature", "properties": {"from": "2026-01-01T00:00:00Z", "until": "2099-01-01T00:00:00Z"},
        "geometry": {"type": "Polygon", "coordinates": [[[71, 32], [76, 32], [76, 38], [71, 38], [71, 32]]]}}"#;
    format!(r#"{{"type": "FeatureCollection", "features": [{attack}, {feed}]}}"#)
}

#[test]
fn a_report_makes_the_fastest_way_the_more_exposed_one_and_the_way_around_it_stands_beside_it() {
    let desk = Desk::new();
    let network = corridor(&desk);
    let file = desk.file("reports.json", reports("attack", ""));
    let with =
        |more: &[&str]| route(&network, "8", &[&["--reports", text(&file)], more].concat()).ended(TRUE);
    let ways = with(&["--json"]).json()["routes"].as_array().unwrap().clone();
    let sorts: Vec<_> = ways.iter().map(|way| way["sort"].as_str().unwrap()).collect();
    assert_eq!((sorts[0], sorts.contains(&"least-exposed")), ("fastest", true), "{sorts:?}");
    let least = ways.iter().find(|way| way["sort"] == "least-exposed").unwrap();
    assert!(least["exposure_e15"].as_u64() < ways[0]["exposure_e15"].as_u64());
    assert!(least["duration_s"].as_u64() > ways[0]["duration_s"].as_u64());
    assert!(
        least["districts"].to_string().contains("kohistan")
            && !ways[0]["districts"].to_string().contains("kohistan")
    );
    assert!(ways.iter().all(|way| way["unknown_m"] == 0), "a fresh feed looks everywhere");
    with(&[]).said(&["least exposed", "in a million", "not that nothing can happen"]);
    let graded = desk.file("graded.json", reports("attack", "").replace("B2", "F6"));
    let other = route(&network, "8", &["--reports", text(&graded), "--json"]).ended(TRUE).json();
    assert_eq!(other["routes"].as_array().unwrap(), &ways, "a grade is shown, never weighed");
}

#[test]
fn reports_that_are_not_understood_are_refused_with_the_feature_and_what_is_wrong() {
    let desk = Desk::new();
    let network = corridor(&desk);
    for (reports, complaint) in [
        (reports("attack", r#", "garde": "B2""#), "`garde`"),
        (reports("attack", "").replace("2026-11-20T10:00:00Z", "yesterday"), "yesterday"),
        (reports("attack", "").replace("B2", "Z9"), "Z9"),
        (reports("attack", r#", "within_km": -1"#), "within_km"),
        (
            reports("attack", "")
                .replace("Point", "MultiPoint")
                .replace("[73.65, 34.91]", "[[73.65, 34.91]]"),
            "neither",
        ),
    ] {
        let file = desk.file("reports.json", &reports);
        let asked = ["--reports", text(&file)];
        route(&network, "8", &asked).ended(MISUSE).complained(&["reports.json: feature 1", complaint]);
    }
    for text_ in ["", "[]", r#"{"type": "Point", "coordinates": [1, 2]}"#] {
        let file = desk.file("reports.json", text_);
        route(&network, "8", &["--reports", text(&file)]).ended(MISUSE).complained(&["reports.json"]);
    }
}

#[test]
fn other_programs_are_given_json_gpx_or_geojson_and_one_of_them() {
    let desk = Desk::new();
    let network = corridor(&desk);
    let gpx = route(&network, "8", &["--gpx"]).ended(TRUE).out;
    assert!(gpx.starts_with("<?xml") && gpx.contains(r#"<rtept lat="33.69" lon="73.06"/>"#), "{gpx}");
    let lines = route(&network, "8", &["--geojson", "--ways", "1"]).ended(TRUE).json();
    assert_eq!(lines["features"].as_array().unwrap().len(), 1);
    assert_eq!(lines["features"][0]["geometry"]["coordinates"][0], serde_json::json!([73.06, 33.69]));
    route(&network, "8", &["--gpx", "--json"]).ended(MISUSE);
}

#[test]
fn what_cannot_be_answered_says_what_and_where() {
    let desk = Desk::new();
    let network = corridor(&desk);
    let ask = |from: &str, to: &str| {
        safeconduct(["route", "--network", text(&network), "--from", from, "--to", to, "--month", "8"])
    };
    ask("42.5,1.5", CHILAS).ended(FAILURE).complained(&["42.5,1.5 is too far from any road", "km away"]);
    for place in ["islamabad", "33.69", "91,73", "33.69,73.06,5"] {
        ask(place, CHILAS).ended(MISUSE).complained(&["--from"]);
    }
    route(&network, "13", &[]).ended(MISUSE);
    route(&network, "8", &["--height", "3,5"]).ended(MISUSE).complained(&["3,5", "such as 3.5"]);
    let other = desk.file("other.net", "hello");
    route(&other, "8", &[]).ended(FAILURE).complained(&["other.net", "is not a network file"]);
    route(&desk.path().join("absent.net"), "8", &[]).ended(MISUSE).complained(&["absent.net"]);
}
