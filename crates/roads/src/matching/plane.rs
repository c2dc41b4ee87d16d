//! The plane around a report: millimetres east and north of it. Over the few hundred metres that matter here, what the
//! earth's curve changes lies below a millimetre.

use model::Place;

/// Millimetres in 1e-7 degree of a great circle, in units of 2^-20: 2 pi 6371008.8 m / 360 / 10^7.
const NORTH: i64 = 11_659_649;
/// Half the globe, and the whole, in 1e-7 degree.
const HALF: i64 = 1_800_000_000;

/// A plane, its origin at a report.
#[derive(Clone, Copy, Debug)]
pub struct Plane {
    origin: [i64; 2],
    /// Millimetres in 1e-7 degree of longitude, in units of 2^-20.
    east: i64,
}

/// How near a piece of a line comes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Foot {
    /// Squared, in square millimetres.
    pub apart: u64,
    /// How far along the piece, in units of 2^-20 of it.
    pub along: u64,
}

impl Plane {
    /// Around a place.
    #[must_use]
    pub fn at(place: Place) -> Self {
        let latitude = (f64::from(place.lat_e7()) / 1e7).to_radians();
        #[expect(clippy::cast_possible_truncation, reason = "a scale between 0 and NORTH, rounded")]
        let east = libm::round(11_659_649.0 * libm::cos(latitude)) as i64;
        Plane { origin: [place.lat_e7().into(), place.lon_e7().into()], east: east.max(1) }
    }

    /// East and north of the origin, in millimetres, of latitude and longitude in 1e-7 degree. Farther than a thousand
    /// kilometres it is no measure.
    #[must_use]
    pub fn of(&self, [lat, lon]: [i32; 2]) -> [i64; 2] {
        let mut east = i64::from(lon) - self.origin[1];
        // The short way round.
        if east.abs() > HALF {
            east -= east.signum() * 2 * HALF;
        }
        [(east * self.east) >> 20, ((i64::from(lat) - self.origin[0]) * NORTH) >> 20]
    }

    /// How far a place is, in millimetres.
    #[must_use]
    pub fn distance(&self, place: Place) -> u64 {
        let [east, north] = self.of([place.lat_e7(), place.lon_e7()]);
        squared([east, north]).isqrt()
    }

    /// How much 1e-7 degree so many millimetres are, rounded up: of latitude and of longitude.
    #[must_use]
    pub fn degrees(&self, millimetres: u32) -> [i64; 2] {
        [NORTH, self.east].map(|scale| ((i64::from(millimetres) << 20) / scale).saturating_add(1))
    }

    /// Where a piece of a line comes nearest to the origin. Both its ends lie within a thousand kilometres.
    #[must_use]
    pub fn foot(&self, from: [i32; 2], to: [i32; 2]) -> Foot {
        let (from, to) = (self.of(from), self.of(to));
        let way = [to[0] - from[0], to[1] - from[1]];
        let length = squared(way);
        let towards = (-(from[0] * way[0]) - from[1] * way[1]).max(0).unsigned_abs().min(length);
        let along = match length {
            0 => 0,
            // Below a kilometre exact to a millionth of it, and so above.
            1..0x100_0000_0000 => (towards << 20) / length,
            _ => (towards / (length >> 20)).min(1 << 20),
        };
        let at = |axis: usize| from[axis] + ((way[axis] * along.cast_signed()) >> 20);
        Foot { apart: squared([at(0), at(1)]), along }
    }
}

/// The square of a length.
pub(super) fn squared([east, north]: [i64; 2]) -> u64 {
    east.saturating_mul(east).saturating_add(north.saturating_mul(north)).unsigned_abs()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distance_mm;

    fn place(lat: i64, lon: i64) -> Place {
        Place::from_e7(lat, lon).unwrap()
    }

    #[test]
    fn a_kilometre_on_the_plane_is_a_kilometre_on_the_globe_to_a_centimetre() {
        for lat in [0, 411_500_000, -600_000_000] {
            let here = place(lat, 1_799_990_000);
            for (north, east) in [(70_000, 20_000), (-10_000, -90_000), (5, 5)] {
                let lon = 1_799_990_000 + east;
                let there = place(lat + north, if lon > HALF { lon - 2 * HALF } else { lon });
                let [plane, globe] = [Plane::at(here).distance(there), distance_mm(here, there)];
                assert!(plane.abs_diff(globe) <= 2 + globe / 50_000, "{plane} {globe} at {lat}");
            }
        }
    }

    #[test]
    fn the_foot_lies_on_the_piece_or_at_its_nearer_end() {
        let plane = Plane::at(place(0, 0));
        let foot = plane.foot([1000, -1000], [1000, 3000]);
        // A quarter of the way, to a millimetre of 44 m; a thousand times 11.1195 mm north.
        assert!(foot.along.abs_diff(1 << 18) < 24, "{foot:?}");
        assert_eq!(foot.apart.isqrt(), 11_119);
        assert_eq!(plane.foot([1000, 500], [1000, 3000]).along, 0);
        assert_eq!(plane.foot([1000, -3000], [1000, -500]).along, 1 << 20);
        assert_eq!(plane.foot([7, 7], [7, 7]).along, 0);
        // 200 km: the other way to divide.
        assert_eq!(plane.foot([10, -9_000_000], [10, 9_000_000]).along.abs_diff(1 << 19), 0);
    }
}
