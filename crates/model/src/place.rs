//! A point on the earth, as integers: WGS 84 in units of 1e-7 degree (about 1.1 cm).

use serde::{Deserialize, Serialize};

/// A point, always on the globe.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "Coordinates", into = "Coordinates")]
pub struct Place {
    lat_e7: i32,
    lon_e7: i32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Coordinates {
    lat_e7: i32,
    lon_e7: i32,
}

/// Why two numbers are not a place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{lat_e7}, {lon_e7} (in 1e-7 degree) is off the globe: latitude goes from -90 to 90, longitude from -180 to 180"
)]
pub struct OffTheGlobe {
    lat_e7: i64,
    lon_e7: i64,
}

impl Place {
    /// Latitude and longitude in 1e-7 degree.
    ///
    /// # Errors
    /// When the point is off the globe.
    pub fn from_e7(lat_e7: i64, lon_e7: i64) -> Result<Self, OffTheGlobe> {
        let off = OffTheGlobe { lat_e7, lon_e7 };
        if lat_e7.abs() > 900_000_000 || lon_e7.abs() > 1_800_000_000 {
            return Err(off);
        }
        match (i32::try_from(lat_e7), i32::try_from(lon_e7)) {
            (Ok(lat_e7), Ok(lon_e7)) => Ok(Place { lat_e7, lon_e7 }),
            _ => Err(off),
        }
    }

    /// Latitude in 1e-7 degree.
    #[must_use]
    pub const fn lat_e7(self) -> i32 {
        self.lat_e7
    }

    /// Longitude in 1e-7 degree.
    #[must_use]
    pub const fn lon_e7(self) -> i32 {
        self.lon_e7
    }
}

impl TryFrom<Coordinates> for Place {
    type Error = OffTheGlobe;

    fn try_from(c: Coordinates) -> Result<Self, OffTheGlobe> {
        Self::from_e7(c.lat_e7.into(), c.lon_e7.into())
    }
}

impl From<Place> for Coordinates {
    fn from(place: Place) -> Self {
        Coordinates { lat_e7: place.lat_e7, lon_e7: place.lon_e7 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_on_the_globe_or_refused() {
        assert!(Place::from_e7(349_300_000, 728_800_000).is_ok());
        assert!(Place::from_e7(900_000_001, 0).is_err());
        assert!(Place::from_e7(0, -1_800_000_001).is_err());
        assert!(Place::from_e7(i64::MIN + 1, 0).is_err());
    }
}
