//! Distance over the globe.
//!
//! Lengths end up in pinned artefacts and on the record, so every machine must compute the same millimetre.
//! The platform's sine is not the same to the last bit everywhere; `libm` is.

use model::Place;

/// The earth's mean radius in millimetres (IUGG 1980: 6371.0088 km).
const RADIUS_MM: f64 = 6_371_008_800.0;

/// Great-circle distance in millimetres, on a sphere of the earth's mean radius (within 0.6% of the ellipsoid).
#[must_use]
pub fn distance_mm(a: Place, b: Place) -> u64 {
    let radians = |e7: i32| (f64::from(e7) / 1e7).to_radians();
    let (lat_a, lat_b) = (radians(a.lat_e7()), radians(b.lat_e7()));
    let half_lat = libm::sin((lat_b - lat_a) / 2.0);
    let half_lon = libm::sin((radians(b.lon_e7()) - radians(a.lon_e7())) / 2.0);
    let haversine = half_lat * half_lat + libm::cos(lat_a) * libm::cos(lat_b) * half_lon * half_lon;
    let mm = 2.0 * RADIUS_MM * libm::asin(libm::sqrt(haversine.clamp(0.0, 1.0)));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and half the earth's circumference, rounded"
    )]
    let whole = libm::round(mm) as u64;
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(lat: i64, lon: i64) -> Place {
        Place::from_e7(lat * 10_000_000, lon * 10_000_000).unwrap()
    }

    #[test]
    fn a_degree_of_the_equator_and_half_the_globe_have_their_known_lengths() {
        // 2 pi x 6371008.8 m / 360, and pi x 6371008.8 m.
        assert_eq!(distance_mm(place(0, 0), place(0, 1)), 111_195_080);
        assert_eq!(distance_mm(place(90, 0), place(-90, 0)), 20_015_114_442);
    }

    #[test]
    fn distance_is_symmetric_and_nothing_to_itself_even_across_the_date_line() {
        let (fiji, samoa) = (place(-18, 178), place(-14, -172));
        assert_eq!(distance_mm(fiji, samoa), distance_mm(samoa, fiji));
        assert!(distance_mm(fiji, samoa) < 1_200_000_000, "the short way round");
        assert_eq!(distance_mm(fiji, fiji), 0);
    }
}
