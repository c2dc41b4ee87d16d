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
    /// Latitude 0, longitude 0: where devices and protocols put what has no place.
    pub const ORIGIN: Place = Place { lat_e7: 0, lon_e7: 0 };
    /// A degree north of it.
    pub const NORTH_OF_ORIGIN: Place = Place { lat_e7: 10_000_000, lon_e7: 0 };

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

/// `-12.5` as -125,000,000; `None` unless it is up to three digits and at most seven decimals.
#[must_use]
pub fn e7(text: &str) -> Option<i64> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !digits(whole, 3) || !digits(decimals, 7) {
        return None;
    }
    let magnitude: i64 = format!("{whole}{decimals:0<7}").parse().ok()?;
    Some(if negative { -magnitude } else { magnitude })
}

/// Why a text is not a place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a place: write latitude and longitude in degrees, such as 34.93,72.88")]
pub struct NotAPlace(String);

/// Latitude and longitude in degrees, as people read them off a telephone: `34.93,72.88`.
impl std::str::FromStr for Place {
    type Err = NotAPlace;

    fn from_str(text: &str) -> Result<Self, NotAPlace> {
        let read = || {
            let (lat, lon) = text.split_once(',')?;
            Place::from_e7(e7(lat.trim())?, e7(lon.trim())?).ok()
        };
        read().ok_or_else(|| NotAPlace(text.chars().take(60).collect()))
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

    #[test]
    fn a_place_is_read_as_a_telephone_shows_it() {
        assert_eq!("34.93, -72.88".parse(), Ok(Place::from_e7(349_300_000, -728_800_000).unwrap()));
        for wrong in ["", "34.93", "34.93,72.88,1", "91,0", "N34,E72", "34.123456789,1"] {
            assert!(wrong.parse::<Place>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn degrees_are_read_exactly() {
        assert_eq!(e7("34.93"), Some(349_300_000));
        assert_eq!(e7("-72.8800001"), Some(-728_800_001));
        assert_eq!(e7("+0"), Some(0));
        for wrong in ["", "-", "1e2", "34.", ".5", "34.93000001", "nan", "inf", "1_0.5", "9999", "3 4"] {
            assert_eq!(e7(wrong), None, "{wrong}");
        }
    }
}
