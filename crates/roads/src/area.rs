//! Parts of the earth's surface: around a place, or within corners.

use model::Place;
use serde::{Deserialize, Serialize};

use crate::distance_mm;

/// Part of the earth's surface.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Area {
    /// Everything within a distance of a place.
    Around {
        /// The middle.
        place: Place,
        /// In millimetres.
        radius_mm: u64,
    },
    /// A polygon by its corners; the last is joined to the first. It may not cross the meridian of 180 degrees.
    Within(Vec<Place>),
}

impl Area {
    /// Whether a place lies in it. On the edge of a polygon either answer may come.
    #[must_use]
    pub fn contains(&self, place: Place) -> bool {
        match self {
            Area::Around { place: middle, radius_mm } => distance_mm(*middle, place) <= *radius_mm,
            Area::Within(corners) => encloses(corners, place),
        }
    }
}

/// Whether a ray to the east crosses the outline an odd number of times.
#[must_use]
pub fn encloses(corners: &[Place], place: Place) -> bool {
    let (x, y) = (i128::from(place.lon_e7()), i128::from(place.lat_e7()));
    let sides = corners.iter().zip(corners.iter().cycle().skip(1));
    let crossed = sides.filter(|(a, b)| {
        // Most sides lie above or below.
        if (a.lat_e7() > place.lat_e7()) == (b.lat_e7() > place.lat_e7()) {
            return false;
        }
        let (ax, ay, bx, by) =
            (i128::from(a.lon_e7()), i128::from(a.lat_e7()), i128::from(b.lon_e7()), i128::from(b.lat_e7()));
        // x < ax + (bx - ax)(y - ay) / (by - ay), without dividing.
        let (side, rise) = ((x - ax) * (by - ay) - (bx - ax) * (y - ay), by - ay);
        (side < 0) == (rise > 0)
    });
    crossed.count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str) -> Place {
        text.parse().unwrap()
    }

    #[test]
    fn a_polygon_with_a_notch_contains_what_is_in_it_whichever_way_it_is_drawn() {
        let mut corners: Vec<Place> = ["0,0", "0,4", "4,4", "4,0", "2,2"].map(place).to_vec();
        for _ in 0..2 {
            let area = Area::Within(corners.clone());
            assert!(area.contains(place("1,2")) && area.contains(place("3,3")));
            assert!(!area.contains(place("2,1")), "in the notch");
            assert!(!area.contains(place("5,1")) && !area.contains(place("1,-1")));
            corners.reverse();
        }
        assert!(!Area::Within(Vec::new()).contains(place("0,0")));
    }

    #[test]
    fn around_a_place_is_as_far_as_it_says() {
        // A degree of the equator is 111,195,080 mm.
        let around = |radius_mm| Area::Around { place: place("0,0"), radius_mm };
        assert!(around(111_195_080).contains(place("0,1")) && !around(111_195_079).contains(place("0,1")));
    }
}
