//! What was driven, for other programs: JSON, GPX, GeoJSON.

use std::fmt::Write as _;

use roads::decimal;
use serde_json::{Value, json};

use super::{
    LeftOut,
    driven::{Driven, What},
};

/// As a number of JSON: the nearest there is, which prints as the same seven digits.
fn number(e7: i32) -> Value {
    json!(f64::from(e7) / 1e7)
}

fn properties(row: &Driven) -> Value {
    let mut said = json!({
        "began": row.began.to_string(),
        "ended": row.ended.to_string(),
    });
    match &row.what {
        What::Road { name } => {
            said["kind"] = json!("road");
            said["road"] = json!(name);
            said["length_m"] = json!(row.length_mm / 1000);
        }
        What::OffRoad => said["kind"] = json!("off-road"),
        What::Break { why } => {
            said["kind"] = json!("break");
            said["why"] = json!(why);
        }
    }
    said
}

pub fn json(driven: &[Driven], left_out: &LeftOut) -> Value {
    let row = |row: &Driven| {
        let mut said = properties(row);
        said["line"] = row.line.iter().map(|point| json!(point.map(number))).collect();
        said
    };
    json!({
        "driven": driven.iter().map(row).collect::<Vec<_>>(),
        "left_out": {"late": left_out.late, "repeated": left_out.repeated, "too_vague": left_out.vague},
    })
}

/// A break has no line.
pub fn geojson(driven: &[Driven]) -> Value {
    let feature = |row: &Driven| {
        let points: Vec<Value> =
            row.line.iter().map(|[lat, lon]| json!([number(*lon), number(*lat)])).collect();
        let geometry = match points.as_slice() {
            [] => Value::Null,
            [one] => json!({"type": "Point", "coordinates": one}),
            line => json!({"type": "LineString", "coordinates": line}),
        };
        json!({"type": "Feature", "properties": properties(row), "geometry": geometry})
    };
    json!({"type": "FeatureCollection", "features": driven.iter().map(feature).collect::<Vec<_>>()})
}

/// Nothing in it needs to be escaped: it holds numbers and times only.
pub fn gpx(driven: &[Driven]) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gpx version=\"1.1\" creator=\"safeconduct\" xmlns=\"http://www.topografix.com/GPX/1/1\">\n  <trk>\n    <trkseg>\n",
    );
    for row in driven {
        if matches!(row.what, What::Break { .. }) {
            text.push_str("    </trkseg>\n    <trkseg>\n");
        }
        let last = row.line.len().saturating_sub(1);
        for (position, [lat, lon]) in row.line.iter().enumerate() {
            let time = match position {
                0 => Some(row.began),
                at if at == last => Some(row.ended),
                _ => None,
            };
            let time = time.map(|time| format!("<time>{time}</time>")).unwrap_or_default();
            // Writing into a text cannot fail.
            let (lat, lon) = (decimal(*lat), decimal(*lon));
            let _ = writeln!(text, "      <trkpt lat=\"{lat}\" lon=\"{lon}\">{time}</trkpt>");
        }
    }
    text.push_str("    </trkseg>\n  </trk>\n</gpx>\n");
    text
}
