//! Cursor on Target: what TAK clients say to each other.
//!
//! An [`Event`] says what of which sort was where, from when until when, and how that is known (`CoT Base-Event Schema`,
//! MITRE, public release). Everything else stands in its detail, which every client extends as it likes. So the detail is
//! kept whole, as a canonical tree ([`crate::xml::Element`]): what the room does not know is passed on as it came. What it
//! does know is looked up there: [`detail`].
//!
//! | module | its subject |
//! |---|---|
//! | `read`, `write` | an event as XML |
//! | [`detail`] | what a detail says: who, how fast, an emergency, a chat, a route's points |
//! | `report` | a position or a call for help, as the model has it |
//! | [`make`] | what the room sends to TAK clients |
//! | [`tak`] | an event as protobuf, TAK protocol version 1 |
//! | [`negotiation`] | how a connection changes from XML to protobuf |
//! | [`stream`] | events out of the bytes of a connection or a datagram |

pub mod detail;
pub mod make;
pub mod negotiation;
mod read;
mod report;
pub mod stream;
pub mod tak;
#[cfg(test)]
mod tests;
mod write;

use compact_str::CompactString;
use model::{Instant, Place};

use crate::{
    moment::NotAMoment,
    number::{NotANumber, NotAPlace},
    xml::{Element, Limits, Malformed},
};
pub use read::read;
pub use write::write;

/// How much of an event is read. Ours: the largest of the clients' own events at hand has 3 kB, a route of a few hundred
/// points has 50; a server's default is 2 kB (TAK Server, `maxMessageReadSizeBytes`), which routes exceed.
pub const LIMITS: Limits = Limits { bytes: 64 << 10, depth: 32, elements: 4096, attributes: 64 };
/// The longest identifier, sort and manner, in bytes. Ours: a chat's identifier, the longest in use, has about 120.
const LONGEST: usize = 512;
/// What clients write for an unknown height or error, in metres (schema: 9999999).
const UNKNOWN: &str = "9999999.0";
/// From here on a height or error is unknown. Negotiations write 999999 (TAK protocol's `cotevent.proto`).
const UNKNOWN_FROM_MM: i64 = 999_999_000;

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Whose or what it is; an event replaces the one before with the same identifier.
    pub uid: String,
    /// Its sort, `a-f-G-U-C` (the schema's `type`).
    pub kind: CompactString,
    /// How it is known, `m-g` for a receiver, `h-e` for a person's estimate; may be empty.
    pub how: CompactString,
    /// When it was made.
    pub time: Instant,
    /// From when it holds.
    pub start: Instant,
    /// Until when it holds.
    pub stale: Instant,
    /// Where.
    pub point: Point,
    /// Its other attributes, in order: `access`, `qos`, `opex` and whatever else, without `version`.
    pub attributes: Vec<(CompactString, CompactString)>,
    /// The element `detail`, empty when there was none.
    pub detail: Element,
}

/// A point with what is known of its error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// Where.
    pub place: Place,
    /// Height above the ellipsoid, in millimetres (`hae`).
    pub height_mm: Option<i32>,
    /// Within how many millimetres around it is likely to be so (`ce`).
    pub circular_mm: Option<u32>,
    /// Within how many millimetres of height (`le`).
    pub linear_mm: Option<u32>,
}

impl Point {
    /// What a client without a fix says: the place where it is is none.
    pub const NOWHERE: Point =
        Point { place: Place::ORIGIN, height_mm: None, circular_mm: None, linear_mm: None };
}

/// Why something is no event.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAnEvent {
    /// It is not XML within the limits.
    #[error("no CoT event: {0}")]
    Malformed(#[from] Malformed),
    /// The root is another element.
    #[error("no CoT event: the element is `{0}`, not `event`")]
    Another(String),
    /// A version that is not read.
    #[error("a CoT event of version `{0}`: only 2.0 is read")]
    Version(String),
    /// Something that each event has is missing, or stands twice.
    #[error("a CoT event without `{0}`, or with more than one")]
    Without(&'static str),
    /// An identifier or sort that nobody would give.
    #[error("a CoT event whose `{0}` is empty or longer than 512 bytes")]
    Length(&'static str),
    /// A time is none.
    #[error("a CoT event whose `{0}` is wrong: {1}")]
    Time(&'static str, NotAMoment),
    /// Its place is none.
    #[error("a CoT event whose point is wrong: {0}")]
    Place(#[from] NotAPlace),
    /// Height or error is no number.
    #[error("a CoT event whose point has a wrong `{0}`: {1}")]
    Number(&'static str, NotANumber),
}

impl Event {
    /// Whether its sort is the given one or under it: `a-f` has `a-f-G`, and not `a-fx`.
    #[must_use]
    pub fn is(&self, kind: &str) -> bool {
        self.kind.strip_prefix(kind).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    }

    /// An attribute beside those every event has.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}
