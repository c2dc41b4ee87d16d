//! The envelope around every entry of the log.
//!
//! ```json
//! {"actor":"…","body":…,"epoch":1,"n":0,"nonce":"<32 hex>","recorded_at":1711440000000000,
//!  "type":"…","v":1,"world":"…"}
//! ```
//!
//! on one line, canonical. The nonce makes two entries with the same content hash differently, so that
//! a hash given to a witness betrays nothing. The record reads the envelope and never the body; what
//! a `type` means is somebody else's business.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::canonical::{self, CanonicalError, MAX_INTEGER, check_canonical};
use crate::hash::{from_hex, shortened, to_hex};
use crate::in_order::InOrder;
use crate::scan::{Scanner, unescaped};

/// `actor`, `world` and `type` are 1 to 128 bytes of UTF-8.
pub const MAX_NAME_BYTES: usize = 128;

/// Why bytes are not an entry, or an envelope cannot become one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// Not canonical JSON.
    #[error("not canonical JSON: {0}")]
    Canonical(#[from] CanonicalError),
    /// Canonical JSON, but not the nine fields of an entry.
    #[error(
        "not an entry (actor, body, epoch, n, nonce, recorded_at, type, v, world, and nothing else): {0}"
    )]
    Fields(CanonicalError),
    /// `actor`, `world` or `type` is empty, too long or holds a control character.
    #[error("{field} is 1 to {MAX_NAME_BYTES} bytes without control characters, not {text:?}")]
    Name {
        /// The field.
        field: &'static str,
        /// What it holds.
        text: String,
    },
    /// A number outside its range.
    #[error("{field} cannot be {found}")]
    Number {
        /// The field.
        field: &'static str,
        /// What it holds.
        found: i128,
    },
    /// Not 128 bits in hexadecimal.
    #[error("a nonce is 32 lower-case hexadecimal digits, not {0:?}")]
    Nonce(String),
    /// The body is not what its type says.
    #[error("the body of entry {n} is not a {kind}: {reason}")]
    Body {
        /// The entry.
        n: u64,
        /// Its type.
        kind: String,
        /// What is wrong.
        reason: String,
    },
}

/// 128 random bits; whoever writes the entry draws them.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Nonce(pub [u8; 16]);

impl fmt::Display for Nonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&to_hex(&self.0))
    }
}

impl fmt::Debug for Nonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Nonce({self})")
    }
}

impl FromStr for Nonce {
    type Err = EntryError;

    fn from_str(text: &str) -> Result<Nonce, EntryError> {
        from_hex(text).map(Nonce).ok_or_else(|| EntryError::Nonce(shortened(text)))
    }
}

impl Serialize for Nonce {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Nonce {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Nonce, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// One entry, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// The entry's place in the log, from 0.
    pub n: u64,
    /// The epoch it was written in (see [`crate::epoch`]).
    pub epoch: u64,
    /// Its nonce.
    pub nonce: Nonce,
    /// When it was recorded, in microseconds since 1970-01-01T00:00:00Z; never before its predecessor.
    pub recorded_at: i64,
    /// What kind of event this is.
    #[serde(rename = "type")]
    pub kind: String,
    /// The version of that kind's body, from 1.
    pub v: u32,
    /// The world it happened in: the actual one or an exercise.
    pub world: String,
    /// Who caused it.
    pub actor: String,
    /// What happened: any JSON without floats.
    pub body: Value,
}

/// An envelope's members in the order they are written.
#[derive(Serialize)]
struct Spelling<'a> {
    actor: &'a str,
    body: InOrder<'a>,
    epoch: u64,
    n: u64,
    nonce: Nonce,
    recorded_at: i64,
    #[serde(rename = "type")]
    kind: &'a str,
    v: u32,
    world: &'a str,
}

impl<'a> Spelling<'a> {
    fn of(entry: &'a Envelope) -> Self {
        let Envelope { n, epoch, nonce, recorded_at, kind, v, world, actor, body } = entry;
        Spelling {
            actor,
            body: InOrder(body),
            epoch: *epoch,
            n: *n,
            nonce: *nonce,
            recorded_at: *recorded_at,
            kind,
            v: *v,
            world,
        }
    }
}

impl Envelope {
    /// The bytes to hash and store.
    pub fn encode(&self) -> Result<Vec<u8>, EntryError> {
        check_name("actor", &self.actor)?;
        check_name("type", &self.kind)?;
        check_name("world", &self.world)?;
        check_number("n", self.n.into(), 0)?;
        check_number("epoch", self.epoch.into(), 0)?;
        check_number("recorded_at", self.recorded_at.into(), -MAX_INTEGER)?;
        check_number("v", self.v.into(), 1)?;
        canonical::check_member("body", &self.body)?;
        Ok(canonical::write(&Spelling::of(self))?)
    }

    /// Reads stored bytes; whatever [`Envelope::encode`] would not have written is refused.
    pub fn decode(bytes: &[u8]) -> Result<Envelope, EntryError> {
        let entry = EntryView::parse(bytes)?;
        Ok(Envelope {
            n: entry.n,
            epoch: entry.epoch,
            nonce: entry.nonce,
            recorded_at: entry.recorded_at,
            v: entry.v,
            body: entry.body_as()?,
            kind: entry.kind.into_owned(),
            world: entry.world.into_owned(),
            actor: entry.actor.into_owned(),
        })
    }
}

/// One entry, read in a single pass with its body left as it stands: what verification needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryView<'a> {
    /// As in [`Envelope`].
    pub n: u64,
    /// As in [`Envelope`].
    pub epoch: u64,
    /// As in [`Envelope`].
    pub nonce: Nonce,
    /// As in [`Envelope`]; microseconds.
    pub recorded_at: i64,
    /// As in [`Envelope`]; the field `type`.
    pub kind: Cow<'a, str>,
    /// As in [`Envelope`].
    pub v: u32,
    /// As in [`Envelope`].
    pub world: Cow<'a, str>,
    /// As in [`Envelope`].
    pub actor: Cow<'a, str>,
    /// The canonical JSON of the body.
    pub body: &'a str,
}

impl<'a> EntryView<'a> {
    /// Reads stored bytes, checking that they are canonical and an entry in the same pass.
    pub fn parse(bytes: &'a [u8]) -> Result<EntryView<'a>, EntryError> {
        let mut scanner = Scanner::new(canonical::text(bytes)?);
        let fields = Fields::scan(&mut scanner).map_err(|error| match check_canonical(bytes) {
            Ok(()) => EntryError::Fields(error),
            Err(form) => EntryError::Canonical(form),
        })?;
        fields.check()
    }

    /// The body as a `T`.
    pub fn body_as<T: DeserializeOwned>(&self) -> Result<T, EntryError> {
        serde_json::from_str(self.body).map_err(|error| EntryError::Body {
            n: self.n,
            kind: self.kind.to_string(),
            reason: error.to_string(),
        })
    }
}

/// The nine fields as they stand, in the order of their keys, which canonical JSON fixes.
struct Fields<'a> {
    actor: &'a str,
    body: &'a str,
    epoch: i64,
    n: i64,
    nonce: &'a str,
    recorded_at: i64,
    kind: &'a str,
    v: i64,
    world: &'a str,
}

impl<'a> Fields<'a> {
    fn scan(scanner: &mut Scanner<'a>) -> Result<Fields<'a>, CanonicalError> {
        scanner.literal("{\"actor\":")?;
        let actor = scanner.string()?;
        scanner.literal(",\"body\":")?;
        let body = scanner.value(1)?;
        scanner.literal(",\"epoch\":")?;
        let epoch = scanner.integer()?;
        scanner.literal(",\"n\":")?;
        let n = scanner.integer()?;
        scanner.literal(",\"nonce\":")?;
        let nonce = scanner.string()?;
        scanner.literal(",\"recorded_at\":")?;
        let recorded_at = scanner.integer()?;
        scanner.literal(",\"type\":")?;
        let kind = scanner.string()?;
        scanner.literal(",\"v\":")?;
        let v = scanner.integer()?;
        scanner.literal(",\"world\":")?;
        let world = scanner.string()?;
        scanner.literal("}")?;
        scanner.end()?;
        Ok(Fields { actor, body, epoch, n, nonce, recorded_at, kind, v, world })
    }

    fn check(self) -> Result<EntryView<'a>, EntryError> {
        let v = number("v", self.v)?;
        if v == 0 {
            return Err(EntryError::Number { field: "v", found: 0 });
        }
        Ok(EntryView {
            n: number("n", self.n)?,
            epoch: number("epoch", self.epoch)?,
            nonce: self.nonce.parse()?,
            recorded_at: self.recorded_at,
            kind: name("type", self.kind)?,
            v,
            world: name("world", self.world)?,
            actor: name("actor", self.actor)?,
            body: self.body,
        })
    }
}

fn number<T: TryFrom<i64>>(field: &'static str, found: i64) -> Result<T, EntryError> {
    T::try_from(found).map_err(|_| EntryError::Number { field, found: found.into() })
}

fn check_number(field: &'static str, found: i128, least: i64) -> Result<(), EntryError> {
    let range = i128::from(least)..=i128::from(MAX_INTEGER);
    if range.contains(&found) { Ok(()) } else { Err(EntryError::Number { field, found }) }
}

fn name<'a>(field: &'static str, inside: &'a str) -> Result<Cow<'a, str>, EntryError> {
    let text = unescaped(inside);
    check_name(field, &text)?;
    Ok(text)
}

fn check_name(field: &'static str, text: &str) -> Result<(), EntryError> {
    if text.is_empty() || text.len() > MAX_NAME_BYTES || text.chars().any(char::is_control) {
        return Err(EntryError::Name { field, text: shortened(text) });
    }
    Ok(())
}
