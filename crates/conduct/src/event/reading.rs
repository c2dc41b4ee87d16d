//! An entry's body, read in one pass: its type stands on the envelope and not in the body, so the events' own
//! reader is given it first and then the body as it comes. A tree of JSON in between was most of what replaying a
//! log took.

use std::fmt;

use model::{Instant, party::Actor};
use serde::{
    Deserialize,
    de::{
        DeserializeSeed, Deserializer, Error, IntoDeserializer as _, MapAccess, Visitor,
        value::{MapAccessDeserializer, StrDeserializer},
    },
};

use super::{Event, What};

/// Reads a body as an event of this type.
pub(super) struct As<'k> {
    pub kind: &'k str,
}

/// A body's members.
#[derive(Deserialize, Clone, Copy)]
#[serde(field_identifier, rename_all = "lowercase")]
enum Member {
    At,
    By,
    What,
}

impl<'de> DeserializeSeed<'de> for As<'_> {
    type Value = Event;

    fn deserialize<D: Deserializer<'de>>(self, body: D) -> Result<Event, D::Error> {
        body.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for As<'_> {
    type Value = Event;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with at, by and what")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut body: A) -> Result<Event, A::Error> {
        let (mut at, mut by, mut what) = (None::<Instant>, None::<Actor>, None::<What>);
        while let Some(member) = body.next_key()? {
            match member {
                Member::At if at.is_none() => at = Some(body.next_value()?),
                Member::By if by.is_none() => by = Some(body.next_value()?),
                Member::What if what.is_none() => {
                    what = Some(body.next_value_seed(Tagged { kind: self.kind })?);
                }
                Member::At => return Err(Error::duplicate_field("at")),
                Member::By => return Err(Error::duplicate_field("by")),
                Member::What => return Err(Error::duplicate_field("what")),
            }
        }
        Ok(Event {
            at: at.ok_or_else(|| Error::missing_field("at"))?,
            by: by.ok_or_else(|| Error::missing_field("by"))?,
            what: what.ok_or_else(|| Error::missing_field("what"))?,
        })
    }
}

/// What happened, under the type it has.
struct Tagged<'k> {
    kind: &'k str,
}

impl<'de> DeserializeSeed<'de> for Tagged<'_> {
    type Value = What;

    fn deserialize<D: Deserializer<'de>>(self, body: D) -> Result<What, D::Error> {
        What::deserialize(MapAccessDeserializer::new(TypeThenBody {
            kind: Some(self.kind),
            body: Some(body),
        }))
    }
}

/// `{"type": kind, "body": body}`, of which only the body is there.
struct TypeThenBody<'k, D> {
    kind: Option<&'k str>,
    body: Option<D>,
}

impl<'de, D: Deserializer<'de>> MapAccess<'de> for TypeThenBody<'_, D> {
    type Error = D::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, key: K) -> Result<Option<K::Value>, D::Error> {
        let name: StrDeserializer<'_, D::Error> = match (self.kind, &self.body) {
            (Some(_), _) => "type".into_deserializer(),
            (None, Some(_)) => "body".into_deserializer(),
            (None, None) => return Ok(None),
        };
        key.deserialize(name).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, value: V) -> Result<V::Value, D::Error> {
        match (self.kind.take(), self.body.take()) {
            (Some(kind), body) => {
                self.body = body;
                let kind: StrDeserializer<'_, D::Error> = kind.into_deserializer();
                value.deserialize(kind)
            }
            (None, Some(body)) => value.deserialize(body),
            (None, None) => Err(Error::custom("a value is read once, after its key")),
        }
    }
}
