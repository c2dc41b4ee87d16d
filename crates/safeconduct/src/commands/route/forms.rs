//! Ways for other programs: JSON, GPX, GeoJSON.

use std::fmt::Write as _;

use roads::decimal;
use serde_json::{Value, json};

use super::Way;

/// As a number of JSON: the nearest there is, which prints as the same seven digits.
fn number(e7: i32) -> Value {
    json!(f64::from(e7) / 1e7)
}

pub fn json(ways: &[Way<'_>]) -> Value {
    let route = |way: &Way<'_>| {
        let districts: Vec<Value> = way
            .districts
            .iter()
            .map(|(name, at)| json!({"name": name, "entered_after_m": at / 1000}))
            .collect();
        json!({
            "sort": way.sort.word(),
            "duration_s": way.choice.duration_us / 1_000_000,
            "length_m": way.choice.length_mm / 1000,
            // Expected events, in 1e-15.
            "exposure_e15": way.choice.exposure,
            "unknown_m": way.choice.unknown_mm / 1000,
            "longest_without_coverage_m": way.without.coverage_mm.map(|mm| mm / 1000),
            "longest_without_haven_m": way.without.haven_mm.map(|mm| mm / 1000),
            "shared_with_first_percent": way.shared,
            "districts": districts,
            "line": way.line.iter().map(|point| point.map(number)).collect::<Vec<_>>(),
        })
    };
    json!({"routes": ways.iter().map(route).collect::<Vec<_>>()})
}

pub fn geojson(ways: &[Way<'_>]) -> Value {
    let feature = |(n, way): (usize, &Way<'_>)| {
        json!({
            "type": "Feature",
            "properties": {
                "route": n + 1,
                "sort": way.sort.word(),
                "duration_s": way.choice.duration_us / 1_000_000,
                "length_m": way.choice.length_mm / 1000,
            },
            "geometry": {
                "type": "LineString",
                "coordinates": way.line.iter().map(|[lat, lon]| [number(*lon), number(*lat)]).collect::<Vec<_>>(),
            },
        })
    };
    json!({"type": "FeatureCollection", "features": ways.iter().enumerate().map(feature).collect::<Vec<_>>()})
}

/// Nothing in it needs to be escaped: it holds numbers only.
pub fn gpx(ways: &[Way<'_>]) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gpx version=\"1.1\" creator=\"safeconduct\" xmlns=\"http://www.topografix.com/GPX/1/1\">\n",
    );
    for (n, way) in ways.iter().enumerate() {
        // Writing into a text cannot fail.
        let _ = writeln!(text, "  <rte>\n    <name>{}</name>", n + 1);
        for [lat, lon] in &way.line {
            let _ = writeln!(text, "    <rtept lat=\"{}\" lon=\"{}\"/>", decimal(*lat), decimal(*lon));
        }
        text.push_str("  </rte>\n");
    }
    text.push_str("</gpx>\n");
    text
}
