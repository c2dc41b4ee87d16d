//! An end of a route, as people give it: a label, or coordinates read off a phone.

use std::{fmt, str::FromStr};

use model::{Place, Word, place::OffTheGlobe};
use serde::{Deserialize, Serialize};

use crate::degrees;

/// Where a route starts, passes or ends.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum End {
    /// The junction of this label.
    At(Word),
    /// The junction nearest to this point, if it lies within the network's reach.
    Near(Place),
}

/// Why a text names no end of a route.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAnEnd {
    /// Neither a label nor coordinates.
    #[error(
        "`{0}` is neither a place's label (such as `besham`) nor latitude,longitude in degrees (such as `34.93,72.88`)"
    )]
    Malformed(String),
    /// Coordinates of no place.
    #[error(transparent)]
    OffTheGlobe(#[from] OffTheGlobe),
}

/// `besham`, or `34.93,72.88`: latitude first.
impl FromStr for End {
    type Err = NotAnEnd;

    fn from_str(text: &str) -> Result<Self, NotAnEnd> {
        let malformed = || NotAnEnd::Malformed(text.chars().take(80).collect());
        match text.split_once(',') {
            None => text.trim().parse().map(End::At).map_err(|_| malformed()),
            Some((lat, lon)) => {
                let lat = degrees::e7(lat.trim()).ok_or_else(malformed)?;
                let lon = degrees::e7(lon.trim()).ok_or_else(malformed)?;
                Ok(End::Near(Place::from_e7(lat, lon)?))
            }
        }
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            End::At(label) => write!(f, "{label}"),
            End::Near(place) => write!(f, "{}", Degrees(*place)),
        }
    }
}

/// A place as `34.93,72.88`, exactly.
pub(crate) struct Degrees(pub Place);

impl fmt::Display for Degrees {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{}", degrees::decimal(self.0.lat_e7()), degrees::decimal(self.0.lon_e7()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_is_a_label_or_latitude_and_longitude_and_prints_as_it_was_written() {
        for text in ["besham", "34.93,72.88", "-0.5,180"] {
            assert_eq!(text.parse::<End>().unwrap().to_string(), text);
        }
        let besham = Place::from_e7(349_300_000, 728_800_000).unwrap();
        assert_eq!("34.93, 72.88".parse(), Ok(End::Near(besham)));
    }

    #[test]
    fn other_text_is_refused_with_an_example() {
        for text in ["", "the camp", "34.93,", "a,b", "34.93,72.88,5", "north pole"] {
            assert!(matches!(text.parse::<End>(), Err(NotAnEnd::Malformed(_))), "{text}");
        }
        assert!(matches!("91,0".parse::<End>(), Err(NotAnEnd::OffTheGlobe(_))));
    }
}
