//! What telephones post: OsmAnd's and Traccar Client's parameters, Traccar Client's JSON, OwnTracks' JSON.
//!
//! Who a device claims to be is only a text here; whether it is, the caller finds out. A post that says nothing to report
//! is no error: it is taken, and what was passed over is named. A value that makes no sense where the position does not
//! hang on it (a negative speed, a battery of 120 per cent) is how telephones say that they do not know.
//!
//! | source | speed | charge | time |
//! |---|---|---|---|
//! | OsmAnd parameters (Traccar `OsmAndProtocolDecoder`) | knots | per cent | s, ms or ISO 8601 |
//! | Traccar Client JSON (traccar.org/osmand) | m/s | 0 to 1 | ISO 8601 |
//! | OwnTracks JSON (owntracks.org/booklet/tech/json) | km/h | per cent | s |
//!
//! Heights and accuracies are metres, courses degrees, everywhere.

pub mod osmand;
pub mod owntracks;
#[cfg(test)]
mod tests;
pub mod traccar;

use model::{Place, Report};
use serde_json::Value;

use crate::{
    moment::NotAMoment,
    number::{self, NotANumber, NotAPlace},
};

/// The largest post that is read, in bytes. Ours: a position has a few hundred.
pub const LARGEST: usize = 256 << 10;
/// The most positions in one post. Ours: telephones that were silent for hours send some hundreds at once.
pub const MOST: usize = 1000;
/// The longest name of a device, in bytes. Ours.
const LONGEST_NAME: usize = 256;

/// What a post says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Posted {
    /// Who the device claims to be; `OwnTracks` may leave it to whoever authenticates the post.
    pub device: Option<String>,
    /// What it reports, in its order.
    pub reports: Vec<Report>,
    /// What was passed over, and why.
    pub ignored: Vec<Ignored>,
}

/// Something in a post that is no report.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Ignored {
    /// A message of another sort.
    #[error("a message of the sort `{0}` reports no position")]
    Sort(String),
    /// It cannot be read without a key.
    #[error(
        "an encrypted message cannot be read: switch encryption off in the app, the connection is encrypted"
    )]
    Encrypted,
    /// The telephone says itself that the position is made up.
    #[error("the position is simulated, as the telephone says itself")]
    Simulated,
    /// The device says itself that the position is not valid.
    #[error("the position is not valid, as the device says itself")]
    Invalid,
    /// An alarm that is no call for help.
    #[error("the alarm `{0}` is no call for help")]
    Alarm(String),
    /// Radio cells or networks, which would have to be looked up elsewhere.
    #[error("`{0}` is no position: it would have to be looked up outside")]
    Surroundings(&'static str),
}

/// Why a post is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// More than is read.
    #[error("the post has {0} bytes: no more than 262144 are read")]
    TooLarge(usize),
    /// More positions than are read.
    #[error("the post has more than 1000 positions: send fewer at once")]
    TooMany,
    /// Not JSON.
    #[error("the post is no JSON: {0}")]
    NoJson(String),
    /// JSON of another shape.
    #[error("{0}: expected {1}")]
    Shape(String, &'static str),
    /// Something that has to be there is not.
    #[error("{0}: missing")]
    Missing(String),
    /// Something stands there twice, and nobody can say which is meant.
    #[error("{0}: given more than once")]
    Twice(String),
    /// Longer than a name is.
    #[error("{0}: longer than 256 bytes")]
    TooLong(String),
    /// No number.
    #[error("{0}: {1}")]
    Number(String, NotANumber),
    /// No time.
    #[error("{0}: {1}")]
    Time(String, NotAMoment),
    /// No place.
    #[error("{0}: {1}")]
    Place(String, NotAPlace),
}

/// A number scaled, and `None` when it does not fit or is negative.
fn unsigned<T: TryFrom<i64>>(scaled: i64) -> Option<T> {
    Some(scaled).filter(|&scaled| scaled >= 0).and_then(|scaled| scaled.try_into().ok())
}

/// A charge in per cent.
fn percent(scaled: i64) -> Option<u8> {
    unsigned::<u8>(scaled).filter(|&percent| percent <= 100)
}

/// An object of JSON, with its place in the post for whoever has to be told.
#[derive(Clone, Copy)]
struct Fields<'j> {
    fields: &'j serde_json::Map<String, Value>,
    within: &'static str,
}

fn parsed(bytes: &[u8]) -> Result<Value, Refused> {
    if bytes.len() > LARGEST {
        return Err(Refused::TooLarge(bytes.len()));
    }
    // Its own limit of depth bounds what is nested.
    serde_json::from_slice(bytes).map_err(|error| Refused::NoJson(error.to_string()))
}

impl<'j> Fields<'j> {
    fn of(value: &'j Value, within: &'static str) -> Result<Self, Refused> {
        let shape =
            || Refused::Shape(if within.is_empty() { "the post" } else { within }.to_owned(), "an object");
        Ok(Fields { fields: value.as_object().ok_or_else(shape)?, within })
    }

    fn path(self, name: &str) -> String {
        if self.within.is_empty() { name.to_owned() } else { format!("{}.{name}", self.within) }
    }

    fn get(self, name: &str) -> Option<&'j Value> {
        self.fields.get(name).filter(|value| !value.is_null())
    }

    fn needed(self, name: &str) -> Result<&'j Value, Refused> {
        self.get(name).ok_or_else(|| Refused::Missing(self.path(name)))
    }

    /// A number in units of 10^-`decimals`; some devices write numbers as texts.
    fn number(self, name: &str, decimals: u8) -> Result<Option<i64>, Refused> {
        let scaled = match self.get(name) {
            None => return Ok(None),
            Some(Value::Number(number)) => number::scaled(&number.to_string(), decimals),
            Some(Value::String(text)) => number::scaled(text, decimals),
            Some(_) => return Err(Refused::Shape(self.path(name), "a number")),
        };
        scaled.map(Some).map_err(|fault| Refused::Number(self.path(name), fault))
    }

    fn text(self, name: &str) -> Result<Option<&'j str>, Refused> {
        match self.get(name) {
            None => Ok(None),
            Some(Value::String(text)) if text.len() > LONGEST_NAME => Err(Refused::TooLong(self.path(name))),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Refused::Shape(self.path(name), "a text")),
        }
    }

    fn place(self, lat: &str, lon: &str) -> Result<Place, Refused> {
        let degrees = |name: &str| match self.needed(name)? {
            Value::Number(number) => Ok(number.to_string()),
            Value::String(text) => Ok(text.clone()),
            _ => Err(Refused::Shape(self.path(name), "a number")),
        };
        let (lat_text, lon_text) = (degrees(lat)?, degrees(lon)?);
        number::place(&lat_text, &lon_text).map_err(|fault| {
            let name = if matches!(fault, NotAPlace::Longitude(_)) { lon } else { lat };
            Refused::Place(self.path(name), fault)
        })
    }
}
