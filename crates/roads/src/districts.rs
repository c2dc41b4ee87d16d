//! In which district does a point lie, and where does a road enter the next? Districts are polygons, from GeoJSON or
//! TopoJSON.
//!
//! Everything is counted in whole 1e-7 degree, so a point lies on the same side of a boundary on every machine. Of
//! districts that overlap the first in the file counts; where there is none, there is none: nothing is guessed.

mod along;
mod shapes;

use rstar::{AABB, RTree, RTreeObject};

pub use shapes::BadDistricts;

use crate::chart::NO_DISTRICT;

/// Districts with their boundaries.
#[derive(Debug)]
pub struct Districts {
    names: Vec<String>,
    outlines: Vec<(usize, Vec<[i32; 2]>)>,
    edges: RTree<Edge>,
}

/// A piece of a boundary. What lies within is what is surrounded by an odd number of rings.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Edge {
    district: u32,
    a: [i32; 2],
    b: [i32; 2],
}

impl RTreeObject for Edge {
    type Envelope = AABB<[i32; 2]>;

    fn envelope(&self) -> Self::Envelope {
        AABB::from_corners(self.a, self.b)
    }
}

/// A district as a file states it: a name, and rings of points.
struct Shape {
    name: String,
    rings: Vec<Vec<[i32; 2]>>,
}

impl Districts {
    /// Reads districts from GeoJSON or TopoJSON; `property` is the one that holds their names.
    ///
    /// # Errors
    /// When the bytes are neither, or a district has no name or no area.
    pub fn read(bytes: &[u8], property: &str) -> Result<Districts, BadDistricts> {
        let mut names: Vec<String> = Vec::new();
        let (mut edges, mut outlines) = (Vec::new(), Vec::new());
        for Shape { name, rings } in shapes::shapes(bytes, property)? {
            // Two features of one name are two parts of one district.
            let at = names.iter().position(|other| *other == name).unwrap_or_else(|| {
                names.push(name);
                names.len() - 1
            });
            let district = u32::try_from(at).unwrap_or(NO_DISTRICT);
            for ring in rings {
                let closing = ring.last().copied().zip(ring.first().copied());
                let pairs = ring.windows(2).map(|two| (two[0], two[1])).chain(closing);
                edges.extend(pairs.filter(|(a, b)| a != b).map(|(a, b)| Edge { district, a, b }));
                outlines.push((at, ring));
            }
        }
        Ok(Districts { names, outlines, edges: RTree::bulk_load(edges) })
    }

    /// Their names, in the order of the file.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The rings of their boundaries in 1e-7 degree (latitude, longitude), each with the position of its district among
    /// the names. What lies within is what is surrounded by an odd number of a district's rings.
    #[must_use]
    pub fn outlines(&self) -> &[(usize, Vec<[i32; 2]>)] {
        &self.outlines
    }

    /// The district a point lies in, by its position among the names; [`NO_DISTRICT`] if in none.
    #[must_use]
    pub fn at(&self, point: [i32; 2]) -> u32 {
        // A ray to the east crosses the boundary of a district an odd number of times from within.
        let east = AABB::from_corners(point, [point[0], i32::MAX]);
        let crossed = self.edges.locate_in_envelope_intersecting(&east);
        let mut within: Vec<u32> =
            crossed.filter(|edge| edge.is_crossed_eastward(point)).map(|e| e.district).collect();
        within.sort_unstable();
        let odd = within.chunk_by(|a, b| a == b).find(|times| times.len() % 2 == 1);
        odd.map_or(NO_DISTRICT, |times| times[0])
    }
}

impl Edge {
    /// Whether a ray from the point to the east meets it. Of its two ends the southern one belongs to it, so that a ray
    /// through a corner counts once.
    fn is_crossed_eastward(&self, point: [i32; 2]) -> bool {
        let (south, north) = if self.a[0] < self.b[0] { (self.a, self.b) } else { (self.b, self.a) };
        (south[0]..north[0]).contains(&point[0]) && side(south, north, point) > 0
    }
}

/// Twice the area of the triangle `a`, `b`, `point`; above 0 if the point lies west of a line that runs north.
fn side(a: [i32; 2], b: [i32; 2], point: [i32; 2]) -> i128 {
    let from = |to: [i32; 2]| [i128::from(to[0]) - i128::from(a[0]), i128::from(to[1]) - i128::from(a[1])];
    let (b, point) = (from(b), from(point));
    b[1] * point[0] - b[0] * point[1]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two squares beside each other, the western one with a hole.
    const SQUARES: &str = r#"{"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"name": "west"}, "geometry": {"type": "Polygon", "coordinates": [
            [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]], [[2, 2], [4, 2], [4, 4], [2, 4], [2, 2]]]}},
        {"type": "Feature", "properties": {"name": "east"}, "geometry": {"type": "Polygon", "coordinates": [
            [[10, 0], [20, 0], [20, 10], [10, 10], [10, 0]]]}}]}"#;

    #[test]
    fn a_point_lies_in_one_district_in_none_or_in_a_hole() {
        let districts = Districts::read(SQUARES.as_bytes(), "name").unwrap();
        let at = |lat: f64, lon: f64| {
            #[expect(clippy::cast_possible_truncation, reason = "small degrees")]
            let e7 = |degrees: f64| (degrees * 1e7) as i32;
            districts.at([e7(lat), e7(lon)])
        };
        assert_eq!(districts.names(), ["west", "east"]);
        assert_eq!((at(5.0, 5.0), at(5.0, 15.0)), (0, 1));
        assert_eq!(at(3.0, 3.0), NO_DISTRICT, "the hole");
        assert_eq!(at(5.0, 25.0), NO_DISTRICT);
        assert_eq!(at(-1.0, 5.0), NO_DISTRICT);
        // Level with corners, and on the boundary that the two share: in one of them, and always the same.
        assert_eq!(at(2.0, 1.0), 0);
        assert_eq!(at(5.0, 10.0), 1);
    }
}
