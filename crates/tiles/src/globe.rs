//! The plane of web maps: Mercator's, from 0 to 2^30 in either direction, from the north-west. A unit is 4 cm at the
//! equator.
//!
//! The logarithm is `libm`'s, which is the same to the last bit on every machine.

/// A point of the plane: from the west, from the north.
pub(crate) type Point = [i32; 2];

/// How many times the plane was halved.
pub(crate) const DEPTH: u8 = 30;
const SIDE: f64 = (1_u32 << DEPTH) as f64;
/// Where the plane ends: beyond, Mercator's map is endless.
const FARTHEST_E7: i32 = 850_511_288;

/// Where a place lies, from its latitude and longitude in 1e-7 degree.
pub(crate) fn point([lat, lon]: [i32; 2]) -> Point {
    let sine = libm::sin((f64::from(lat.clamp(-FARTHEST_E7, FARTHEST_E7)) / 1e7).to_radians());
    let north = 0.5 - libm::log((1.0 + sine) / (1.0 - sine)) / (4.0 * std::f64::consts::PI);
    let east = (f64::from(lon) + 1.8e9) / 3.6e9;
    [units(east), units(north)]
}

fn units(share: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "held between 0 and 2^30 - 1")]
    let units = libm::floor(share * SIDE).clamp(0.0, SIDE - 1.0) as i32;
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_the_corners_and_a_town_lie_where_web_maps_have_them() {
        assert_eq!(point([0, 0]), [1 << 29, 1 << 29]);
        assert_eq!(point([900_000_000, -1_800_000_000]), [0, 0]);
        assert_eq!(point([-900_000_000, 1_800_000_000]), [(1 << 30) - 1; 2]);
        // Besham, 34.93 north 72.88 east: by the formula of the OpenStreetMap wiki (Slippy map tilenames) tile
        // 5754/3246 of zoom 13.
        assert_eq!(point([349_300_000, 728_800_000]).map(|unit| unit >> (DEPTH - 13)), [5754, 3246]);
    }
}
