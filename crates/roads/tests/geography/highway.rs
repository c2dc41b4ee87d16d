//! The highway's line from GeoJSON, and where along it a place stands.

use model::Place;
use roads::distance_mm;
use serde_json::Value;

use crate::{Point, between, place, point};

/// The highway's line, about every 250 m, with the distance driven so far in metres.
pub struct Highway(pub Vec<(Point, u64)>);

impl Highway {
    pub fn decode(collection: &Value) -> Self {
        let line = collection["features"][0]["geometry"]["coordinates"].as_array().unwrap();
        let corners: Vec<Point> = line.iter().map(point).collect();
        let mut driven = 0;
        let mut points = Vec::new();
        for pair in corners.windows(2) {
            let step = distance_mm(place(pair[0]), place(pair[1])) / 1000;
            for part in 0..10_u32 {
                points.push((
                    between(pair[0], pair[1], f64::from(part) / 10.0),
                    driven + step * u64::from(part) / 10,
                ));
            }
            driven += step;
        }
        Highway(points)
    }

    /// Position in the line nearest to a place, and its distance in metres.
    pub fn nearest(&self, at: Place) -> (usize, u64) {
        let distances = self.0.iter().map(|&(point, _)| distance_mm(place(point), at) / 1000);
        distances.enumerate().min_by_key(|&(_, distance)| distance).unwrap()
    }
}
