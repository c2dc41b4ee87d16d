//! Which feeds look where, and until when they are fresh. Silence means something only there.

use model::{Instant, Place};

use crate::roads::Flat;

/// A feed of incidents: somebody vouches that it has all there is in its area.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Feed {
    /// Where it looks.
    pub area: Area,
    /// Since when.
    pub from: Instant,
    /// Until when it is fresh; at that moment it no longer is.
    pub until: Instant,
}

/// Part of the earth's surface.
#[derive(Clone, PartialEq, Eq, Debug)]
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

impl Feed {
    /// Whether the feed is fresh at a moment.
    #[must_use]
    pub fn is_fresh(&self, at: Instant) -> bool {
        self.from <= at && at < self.until
    }
}

impl Area {
    /// Whether a place lies in it. On the edge of a polygon either answer may come.
    #[must_use]
    pub fn contains(&self, place: Place) -> bool {
        match self {
            Area::Around { place: middle, radius_mm } => {
                Flat::around(*middle).distance_mm(place) <= *radius_mm
            }
            Area::Within(corners) => encloses(corners, place),
        }
    }
}

/// Whether a ray to the east crosses the outline an odd number of times.
pub(crate) fn encloses(corners: &[Place], place: Place) -> bool {
    let (x, y) = (i128::from(place.lon_e7()), i128::from(place.lat_e7()));
    let mut inside = false;
    for (n, a) in corners.iter().enumerate() {
        let b = &corners[(n + 1) % corners.len()];
        let (ax, ay, bx, by) =
            (i128::from(a.lon_e7()), i128::from(a.lat_e7()), i128::from(b.lon_e7()), i128::from(b.lat_e7()));
        if (ay > y) != (by > y) {
            // x < ax + (bx - ax)(y - ay) / (by - ay), without dividing.
            let (side, rise) = ((x - ax) * (by - ay) - (bx - ax) * (y - ay), by - ay);
            inside ^= (side < 0) == (rise > 0);
        }
    }
    inside
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
    fn a_feed_is_fresh_until_the_moment_it_no_longer_is() {
        let at = |text: &str| text.parse::<Instant>().unwrap();
        let feed = Feed {
            area: Area::Around { place: place("34.93,72.88"), radius_mm: 1 },
            from: at("2026-01-01T00:00:00Z"),
            until: at("2026-01-02T00:00:00Z"),
        };
        assert!(feed.is_fresh(at("2026-01-01T00:00:00Z")) && feed.is_fresh(at("2026-01-01T23:59:59Z")));
        assert!(!feed.is_fresh(at("2026-01-02T00:00:00Z")) && !feed.is_fresh(at("2025-12-31T23:59:59Z")));
    }
}
