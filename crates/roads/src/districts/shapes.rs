//! Districts from GeoJSON and from TopoJSON, where neighbours share their boundary's arcs.

use std::collections::BTreeMap;

use geojson::{GeoJson, GeometryValue};
use serde::Deserialize;
use serde_json::Value;

use super::Shape;

/// The largest file read, in bytes.
const LARGEST: usize = 1 << 28;
/// The longest name kept, in characters.
const LONGEST_NAME: usize = 200;

/// Why bytes are not districts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadDistricts {
    /// A file beyond all measure.
    #[error("the file of districts has {0} bytes, and {LARGEST} is the most: simplify its boundaries")]
    TooLarge(usize),
    /// Not JSON, or another sort of it.
    #[error("the file of districts is neither GeoJSON nor TopoJSON: {0}")]
    Malformed(String),
    /// Several layers, and nothing that says which one.
    #[error("the file of districts has several layers ({0}) and none is called `districts`: leave one in it")]
    WhichLayer(String),
    /// A district without a name.
    #[error(
        "district {position} of the file has no text as its `{property}`: name the property that holds the names, it has {has}"
    )]
    Unnamed {
        /// Its position in the file, from 1.
        position: usize,
        /// The property asked for.
        property: String,
        /// The properties it has.
        has: String,
    },
    /// A district without an area.
    #[error("district {position} of the file (`{name}`) is no polygon on the globe")]
    NoArea {
        /// Its position in the file, from 1.
        position: usize,
        /// Its name.
        name: String,
    },
    /// No district at all.
    #[error("the file of districts has none")]
    Empty,
}

pub(super) fn shapes(bytes: &[u8], property: &str) -> Result<Vec<Shape>, BadDistricts> {
    if bytes.len() > LARGEST {
        return Err(BadDistricts::TooLarge(bytes.len()));
    }
    let malformed = |error: &dyn std::fmt::Display| BadDistricts::Malformed(error.to_string());
    let kind: Kind = serde_json::from_slice(bytes).map_err(|e| malformed(&e))?;
    let found = if kind.kind == "Topology" {
        let topology: Topology = serde_json::from_slice(bytes).map_err(|e| malformed(&e))?;
        topology.districts()?
    } else {
        let text = std::str::from_utf8(bytes).map_err(|e| malformed(&e))?;
        of_geojson(text.parse().map_err(|e: geojson::Error| malformed(&e))?)?
    };
    if found.is_empty() {
        return Err(BadDistricts::Empty);
    }
    let named = (1..).zip(found).map(|(position, (properties, rings))| {
        let name =
            properties.get(property).and_then(Value::as_str).map(str::trim).filter(|name| !name.is_empty());
        let name: String = match name {
            Some(name) => name.chars().take(LONGEST_NAME).collect(),
            None => {
                let has: Vec<&str> = properties.keys().map(String::as_str).take(20).collect();
                return Err(BadDistricts::Unnamed {
                    position,
                    property: property.to_owned(),
                    has: has.join(", "),
                });
            }
        };
        let rings: Option<Vec<_>> = rings.iter().map(placed).collect();
        match rings.filter(|rings| rings.iter().any(|ring| ring.len() > 2)) {
            Some(rings) => Ok(Shape { name, rings }),
            None => Err(BadDistricts::NoArea { position, name }),
        }
    });
    named.collect()
}

type Properties = serde_json::Map<String, Value>;
/// Longitude and latitude in degrees, as both formats have them.
type Ring = Vec<[f64; 2]>;

/// `None` if a point is off the globe.
fn placed(ring: &Ring) -> Option<Vec<[i32; 2]>> {
    let e7 = |degrees: f64, most: f64| {
        #[expect(clippy::cast_possible_truncation, reason = "held against the most before")]
        let rounded = (degrees * 1e7).round() as i32;
        (degrees.abs() <= most).then_some(rounded)
    };
    ring.iter().map(|&[lon, lat]| Some([e7(lat, 90.0)?, e7(lon, 180.0)?])).collect()
}

#[derive(Deserialize)]
struct Kind {
    #[serde(rename = "type")]
    kind: String,
}

fn of_geojson(file: GeoJson) -> Result<Vec<(Properties, Vec<Ring>)>, BadDistricts> {
    let features = match file {
        GeoJson::FeatureCollection(collection) => collection.features,
        GeoJson::Feature(feature) => vec![feature],
        GeoJson::Geometry(_) => return Err(BadDistricts::Malformed("a shape without a name".to_owned())),
    };
    let of_feature = |feature: geojson::Feature| {
        let polygons = match feature.geometry.map(|geometry| geometry.value) {
            Some(GeometryValue::Polygon { coordinates }) => vec![coordinates],
            Some(GeometryValue::MultiPolygon { coordinates }) => coordinates,
            _ => Vec::new(),
        };
        let point = |position: &geojson::Position| {
            position.as_slice().first_chunk().copied().unwrap_or([f64::NAN; 2])
        };
        let rings = polygons.iter().flatten().map(|ring| ring.iter().map(point).collect()).collect();
        (feature.properties.unwrap_or_default(), rings)
    };
    Ok(features.into_iter().map(of_feature).collect())
}

/// TopoJSON, as far as polygons need it (github.com/topojson/topojson-specification).
#[derive(Deserialize)]
struct Topology {
    arcs: Vec<Ring>,
    transform: Option<Transform>,
    objects: BTreeMap<String, Collection>,
}

/// With it, points are whole numbers, each the difference to the one before.
#[derive(Deserialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

#[derive(Deserialize)]
struct Collection {
    #[serde(default)]
    geometries: Vec<Geometry>,
}

#[derive(Deserialize)]
struct Geometry {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    arcs: Value,
    #[serde(default)]
    properties: Properties,
}

impl Topology {
    fn districts(self) -> Result<Vec<(Properties, Vec<Ring>)>, BadDistricts> {
        let names: Vec<&str> = self.objects.keys().map(String::as_str).collect();
        let layer = match (self.objects.get("districts"), self.objects.values().next()) {
            (Some(layer), _) => layer,
            (None, Some(layer)) if self.objects.len() == 1 => layer,
            (None, None) => return Err(BadDistricts::Empty),
            (None, Some(_)) => return Err(BadDistricts::WhichLayer(names.join(", "))),
        };
        let arcs = self.drawn();
        let of_geometry = |geometry: &Geometry| {
            let malformed = |e: serde_json::Error| BadDistricts::Malformed(e.to_string());
            let polygons: Vec<Vec<Vec<i64>>> = match geometry.kind.as_str() {
                "Polygon" => vec![serde_json::from_value(geometry.arcs.clone()).map_err(malformed)?],
                "MultiPolygon" => serde_json::from_value(geometry.arcs.clone()).map_err(malformed)?,
                _ => Vec::new(),
            };
            let rings =
                polygons.iter().flatten().map(|ring| strung(&arcs, ring)).collect::<Result<_, _>>()?;
            Ok((geometry.properties.clone(), rings))
        };
        layer.geometries.iter().map(of_geometry).collect()
    }

    /// The arcs in degrees.
    fn drawn(&self) -> Vec<Ring> {
        let Some(Transform { scale, translate }) = &self.transform else { return self.arcs.clone() };
        let draw = |arc: &Ring| {
            let mut sum = [0.0; 2];
            let place = |step: &[f64; 2]| {
                sum = [sum[0] + step[0], sum[1] + step[1]];
                [sum[0] * scale[0] + translate[0], sum[1] * scale[1] + translate[1]]
            };
            arc.iter().map(place).collect()
        };
        self.arcs.iter().map(draw).collect()
    }
}

/// A ring out of arcs; one below 0 is the arc `!n`, the other way round. Where two meet, the point is theirs both.
fn strung(arcs: &[Ring], ring: &[i64]) -> Result<Ring, BadDistricts> {
    let mut points: Ring = Vec::new();
    for &number in ring {
        let arc = usize::try_from(if number < 0 { !number } else { number }).ok().and_then(|at| arcs.get(at));
        let arc = arc.ok_or_else(|| BadDistricts::Malformed(format!("there is no arc {number}")))?;
        let mut turned = arc.clone();
        if number < 0 {
            turned.reverse();
        }
        points.pop();
        points.extend(turned);
    }
    Ok(points)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two triangles that share arc 0.
    const SHARED: &str = r#"{"type": "Topology", "transform": {"scale": [0.5, 0.5], "translate": [10, 20]},
        "arcs": [[[0, 0], [4, 0]], [[4, 0], [-2, 2], [-2, -2]], [[0, 0], [2, -2], [2, 2]]],
        "objects": {"districts": {"type": "GeometryCollection", "geometries": [
            {"type": "Polygon", "arcs": [[0, 1]], "properties": {"name": "north"}},
            {"type": "MultiPolygon", "arcs": [[[2, -1]]], "properties": {"name": "south"}}]}}}"#;

    #[test]
    fn arcs_are_strung_together_and_turned_round() {
        let shapes = shapes(SHARED.as_bytes(), "name").unwrap();
        let e7 = |lat: i32, lon: i32| [lat * 10_000_000, lon * 10_000_000];
        assert_eq!(shapes[0].rings, [vec![e7(20, 10), e7(20, 12), e7(21, 11), e7(20, 10)]]);
        assert_eq!(shapes[1].rings, [vec![e7(20, 10), e7(19, 11), e7(20, 12), e7(20, 10)]]);
    }

    #[test]
    fn what_is_wrong_with_districts_is_said() {
        let said = |text: &str, property: &str| shapes(text.as_bytes(), property).err().unwrap().to_string();
        assert!(said("hello", "name").contains("neither GeoJSON nor TopoJSON"));
        assert!(said(SHARED, "pcode").contains("district 1 of the file has no text as its `pcode`"));
        assert!(said(&SHARED.replace("[0, 1]", "[0, 7]"), "name").contains("there is no arc 7"));
        assert!(said(r#"{"type": "FeatureCollection", "features": []}"#, "name").contains("has none"));
        let point = r#"{"type": "Feature", "properties": {"name": "a"}, "geometry": {"type": "Point", "coordinates": [1, 2]}}"#;
        assert!(said(point, "name").contains("no polygon"));
    }
}
