//! District polygons from TopoJSON, and which one a point lies in.

use serde_json::Value;

use crate::{Point, point};

/// The schematic's area word for a district of the shared data.
fn area(properties: &Value) -> String {
    let province = match properties["province"].as_str().unwrap() {
        "Khyber Pakhtunkhwa" => "pk/kp/",
        "Punjab" => "pk/punjab/",
        "Gilgit-Baltistan" => "pk/gb/",
        "Islamabad Capital Territory" => "pk/",
        other => other,
    };
    let name = properties["name"].as_str().unwrap().to_lowercase().replace(' ', "-");
    // Two of the data's spellings.
    let name = name.replace("abbotabad", "abbottabad").replace("batagram", "battagram");
    format!("{province}{name}")
}

/// District polygons as rings: a point inside an odd number of them is inside the district.
pub struct Districts(Vec<(String, Vec<Ring>)>);

struct Ring {
    corners: Vec<Point>,
    south: f64,
    north: f64,
}

impl Districts {
    /// TopoJSON without a transform: a ring is a list of arcs, `!n` is arc `n` backwards.
    pub fn decode(topology: &Value) -> Self {
        assert!(topology.get("transform").is_none(), "coordinates are plain degrees");
        let arcs: Vec<Vec<Point>> = topology["arcs"]
            .as_array()
            .unwrap()
            .iter()
            .map(|arc| arc.as_array().unwrap().iter().map(point).collect())
            .collect();
        let ring = |indices: &Value| {
            let arc = |index: &Value| match usize::try_from(index.as_i64().unwrap()) {
                Ok(forth) => arcs[forth].clone(),
                Err(_) => {
                    let back = usize::try_from(!index.as_i64().unwrap()).unwrap();
                    arcs[back].iter().rev().copied().collect()
                }
            };
            let corners: Vec<Point> = indices.as_array().unwrap().iter().flat_map(arc).collect();
            let south = corners.iter().map(|corner| corner.1).fold(f64::INFINITY, f64::min);
            let north = corners.iter().map(|corner| corner.1).fold(f64::NEG_INFINITY, f64::max);
            Ring { corners, south, north }
        };
        let district = |geometry: &Value| {
            let polygons = match geometry["type"].as_str().unwrap() {
                "MultiPolygon" => geometry["arcs"].as_array().unwrap().clone(),
                "Polygon" => vec![geometry["arcs"].clone()],
                other => panic!("a district is a polygon, not {other}"),
            };
            let rings = polygons.iter().flat_map(|polygon| polygon.as_array().unwrap()).map(ring);
            (area(&geometry["properties"]), rings.collect())
        };
        let geometries = topology["objects"]["districts"]["geometries"].as_array().unwrap();
        Districts(geometries.iter().map(district).collect())
    }

    pub fn know(&self, area: &str) -> bool {
        self.0.iter().any(|(known, _)| known == area)
    }

    pub fn of(&self, point: Point) -> Option<&str> {
        let inside = |rings: &[Ring]| rings.iter().filter(|ring| encloses(ring, point)).count() % 2 == 1;
        self.0.iter().find(|(_, rings)| inside(rings)).map(|(area, _)| area.as_str())
    }
}

/// Ray casting to the east.
fn encloses(ring: &Ring, (x, y): Point) -> bool {
    if !(ring.south..=ring.north).contains(&y) {
        return false;
    }
    let edges = ring.corners.iter().zip(ring.corners.iter().cycle().skip(1));
    let crossed = |&(a, b): &(&Point, &Point)| {
        (a.1 > y) != (b.1 > y) && x < (b.0 - a.0) * (y - a.1) / (b.1 - a.1) + a.0
    };
    edges.filter(crossed).count() % 2 == 1
}
