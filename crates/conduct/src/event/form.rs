//! Events as entries of the record: by type and version, and read back as long as there is a record.

use serde::de::DeserializeSeed as _;
use serde_json::Value;
use strum::VariantNames as _;

use super::{Event, What, reading::As};

/// The version every type of event is written in today.
pub const VERSION: u32 = 1;

/// Every type of event, as entries name it.
pub const TYPES: &[&str] = What::VARIANTS;

/// Why an entry cannot be read as an event.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// A newer system wrote it.
    #[error(
        "entries of type `{kind}` version {version} are not known to this version: update before opening this record"
    )]
    UnknownType {
        /// The entry's type.
        kind: String,
        /// Its version.
        version: u32,
    },
    /// The body is not what its type says.
    #[error("the body of an entry of type `{kind}` cannot be read: {source}")]
    Body {
        /// The entry's type.
        kind: String,
        /// What is wrong.
        source: serde_json::Error,
    },
}

impl What {
    /// The type of the entry that says so.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        self.into()
    }
}

impl Event {
    /// The entry's type, and its body with the world's time and the actor.
    ///
    /// # Errors
    /// When it cannot be written as JSON, which no event built from the model's types can fail to be.
    pub fn to_entry(&self) -> Result<(String, Value), serde_json::Error> {
        let Value::Object(mut parts) = serde_json::to_value(&self.what)? else {
            return Err(serde::ser::Error::custom("an event is an object"));
        };
        let kind = match parts.remove("type") {
            Some(Value::String(kind)) => kind,
            _ => return Err(serde::ser::Error::custom("an event has a type")),
        };
        let what = parts.remove("body").unwrap_or(Value::Null);
        let (at, by) = (serde_json::to_value(self.at)?, serde_json::to_value(&self.by)?);
        Ok((kind, object([("at", at), ("by", by), ("what", what)])))
    }

    /// Reads an entry's body, as JSON text, by its type and version.
    ///
    /// # Errors
    /// When the type or version is unknown, or the body is not of that type.
    pub fn from_entry(kind: &str, version: u32, body: &str) -> Result<Event, Unreadable> {
        if version != VERSION || !TYPES.contains(&kind) {
            return Err(Unreadable::UnknownType { kind: kind.to_owned(), version });
        }
        let mut json = serde_json::Deserializer::from_str(body);
        let read = As { kind }.deserialize(&mut json).and_then(|event| json.end().map(|()| event));
        read.map_err(|source| Unreadable::Body { kind: kind.to_owned(), source })
    }
}

/// An object that takes its members over: `json!` would copy them, and a body may be a whole order.
fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}
