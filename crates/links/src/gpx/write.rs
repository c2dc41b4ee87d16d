//! A route as a file for whoever drives it.

use super::Point;
use crate::{
    number,
    xml::{Element, document},
};

/// Writes a route: its points in order, those with a name as such. What is written reads as the same route.
#[must_use]
pub fn route(name: &str, points: &[Point]) -> String {
    let points = points.iter().map(|point| {
        let degrees = |e7: i32| number::text(e7.into(), 7);
        let mut element = Element::new("rtept")
            .with("lat", degrees(point.place.lat_e7()))
            .with("lon", degrees(point.place.lon_e7()));
        // The schema has these in this order.
        if let Some(mm) = point.height_mm {
            element = element.holding(Element::new("ele").saying(&number::text(mm.into(), 3)));
        }
        if let Some(at) = point.at {
            element = element.holding(Element::new("time").saying(&crate::moment::text(at)));
        }
        if !point.name.is_empty() {
            element = element.holding(Element::new("name").saying(&point.name));
        }
        element
    });
    let route = Element::new("rte").holding(Element::new("name").saying(name));
    let route = points.fold(route, Element::holding);
    let gpx = Element::new("gpx")
        .with("version", "1.1")
        .with("creator", "Safeconduct")
        .with("xmlns", "http://www.topografix.com/GPX/1/1");
    document(&gpx.holding(route))
}

#[cfg(test)]
mod tests {
    use model::{Instant, Place};
    use proptest::prelude::*;

    use super::{Point, route};
    use crate::gpx::read;

    fn points() -> impl Strategy<Value = Vec<Point>> {
        let point = (
            (-900_000_000_i64..=900_000_000, -1_800_000_000_i64..=1_800_000_000),
            prop::option::of(0..7_258_118_400_000_000_i64),
            "([!-~\u{6f22}]([ -~]{0,9}[!-~])?)?",
            prop::option::of(any::<i32>()),
        );
        let point = point.prop_map(|((lat, lon), at, name, height_mm)| Point {
            place: Place::from_e7(lat, lon).unwrap(),
            at: at.map(|at| Instant::from_micros(at).unwrap()),
            name,
            height_mm,
            speed_mm_s: None,
            course_mdeg: None,
        });
        prop::collection::vec(point, 0..8)
    }

    proptest! {
        #[test]
        fn a_route_written_is_read_as_the_same(points in points(), name in "([!-~]([ -~]{0,9}[!-~])?)?") {
            let gpx = read(route(&name, &points).as_bytes()).unwrap();
            prop_assert_eq!((&gpx.routes[0].name, &gpx.routes[0].points), (&name, &points));
            prop_assert_eq!((gpx.routes.len(), gpx.tracks.len(), gpx.waypoints.len()), (1, 0, 0));
        }
    }
}
