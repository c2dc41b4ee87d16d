//! TAK protocol version 1: an event as protobuf.
//!
//! What the protocol has fields for goes into fields, the rest of the detail goes as XML in a text. A sub-element goes
//! into its field only if nothing of it is lost thereby: if it has exactly the attributes that the field has, and reads as the same
//! again. So an event comes back as it was, but for three things: moments are whole milliseconds, the elements that went
//! into fields come first, and attributes that protocol version 1 does not know (of `event` and `detail` themselves) are gone.
//!
//! Source: the messages `takmessage.proto`, `cotevent.proto` and `detail.proto` of `AndroidTacticalAssaultKit-CIV`
//! (`commoncommo/core/impl/protobuf`), and TAK Server's `StreamingProtoBufHelper`, for when an element is a field.

mod fields;
mod wire;

use prost::Message as _;

use super::{Event, LIMITS, LONGEST, NotAnEvent, Point, UNKNOWN_FROM_MM};
use crate::{
    moment,
    number::{self, NotANumber},
    xml::cleaned,
};

/// What stands before a message in a datagram: the magic byte, the version, the magic byte.
pub const MESH: [u8; 3] = [MAGIC, 1, MAGIC];
/// What stands before the length of a message in a stream.
pub const MAGIC: u8 = 0xbf;
/// What is written for an unknown height or error, in metres.
const UNKNOWN: f64 = 9_999_999.0;

/// What a client says beside events: which versions of the protocol it reads.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Control {
    /// From this version on.
    pub least: u32,
    /// Up to this version.
    pub most: u32,
    /// Whose it is, if no event says so.
    pub contact: String,
}

/// One message: an event, a control, both; or neither, which is only a sign of life.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Message {
    /// Which versions its sender reads.
    pub control: Option<Control>,
    /// The event.
    pub event: Option<Event>,
}

/// Why bytes are no message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAMessage {
    /// Not protobuf of this shape.
    #[error("no TAK message: {0}")]
    Malformed(String),
    /// More than is read.
    #[error("a TAK message of {0} bytes: no more than 65536 are read")]
    TooLarge(usize),
    /// The event in it is none.
    #[error("a TAK message: {0}")]
    Event(#[from] NotAnEvent),
}

/// Reads a message, without what stands before it in a stream or datagram.
///
/// # Errors
/// When it is no message, or its event is wrong.
pub fn read(bytes: &[u8]) -> Result<Message, NotAMessage> {
    if bytes.len() > LIMITS.bytes {
        return Err(NotAMessage::TooLarge(bytes.len()));
    }
    let told = wire::TakMessage::decode(bytes).map_err(|error| NotAMessage::Malformed(error.to_string()))?;
    let control = told.control.map(|it| Control {
        // Nothing said is version 1 (`takcontrol.proto`).
        least: it.least.max(1),
        most: it.most.max(1),
        contact: it.contact,
    });
    Ok(Message { control, event: told.event.map(event).transpose()? })
}

/// Writes a message, without what stands before it.
#[must_use]
pub fn write(message: &Message) -> Vec<u8> {
    let control = message.control.as_ref().map(|it| wire::TakControl {
        least: it.least,
        most: it.most,
        contact: it.contact.clone(),
    });
    let told =
        wire::TakMessage { control, event: message.event.as_ref().map(wire_event), ..Default::default() };
    told.encode_to_vec()
}

/// Writes an event as it stands in a stream, with magic byte and length.
#[must_use]
pub fn frame(event: &Event) -> Vec<u8> {
    let message = write(&Message { control: None, event: Some(event.clone()) });
    let mut into = Vec::with_capacity(message.len() + 6);
    into.push(MAGIC);
    prost::encode_length_delimiter(message.len(), &mut into).unwrap_or_default();
    into.extend_from_slice(&message);
    into
}

/// Writes an event as a datagram.
#[must_use]
pub fn datagram(event: &Event) -> Vec<u8> {
    let mut into = MESH.to_vec();
    into.extend(write(&Message { control: None, event: Some(event.clone()) }));
    into
}

fn event(it: wire::CotEvent) -> Result<Event, NotAnEvent> {
    let point = point(&it)?;
    // Protobuf has characters that XML has not, and what came this way may be passed on the other.
    let [uid, kind, how] = [it.uid, it.kind, it.how].map(cleaned);
    for (name, value, needed) in [("uid", &uid, true), ("type", &kind, true), ("how", &how, false)] {
        if value.len() > LONGEST || (needed && value.trim().is_empty()) {
            return Err(NotAnEvent::Length(name));
        }
    }
    let time = |name, ms| moment::milliseconds(ms).map_err(|fault| NotAnEvent::Time(name, fault));
    let (time, start, stale) = (time("time", it.send)?, time("start", it.start)?, time("stale", it.stale)?);
    let detail = fields::detail(it.detail.unwrap_or_default())?;
    let attributes = [
        ("access", it.access),
        ("qos", it.qos),
        ("opex", it.opex),
        ("caveat", it.caveat),
        ("releaseableTo", it.releasable),
    ];
    let said = attributes.into_iter().filter(|(_, value)| !value.is_empty());
    let attributes = said.map(|(name, value)| (name.into(), cleaned(value).into())).collect();
    Ok(Event { uid, kind: kind.into(), how: how.into(), time, start, stale, point, attributes, detail })
}

fn point(it: &wire::CotEvent) -> Result<Point, NotAnEvent> {
    if it.lat.is_nan() || it.lon.is_nan() {
        return Ok(Point::NOWHERE);
    }
    Ok(Point {
        place: number::place_of_floats(it.lat, it.lon)?,
        height_mm: metres("hae", it.hae)?.and_then(|mm| mm.try_into().ok()),
        circular_mm: metres("ce", it.ce)?.and_then(|mm| mm.try_into().ok()),
        linear_mm: metres("le", it.le)?.and_then(|mm| mm.try_into().ok()),
    })
}

fn metres(name: &'static str, value: f64) -> Result<Option<i64>, NotAnEvent> {
    if value.is_nan() {
        return Ok(None);
    }
    let mm = number::of_float(value, 3).map_err(|fault: NotANumber| NotAnEvent::Number(name, fault))?;
    Ok(Some(mm).filter(|&mm| mm < UNKNOWN_FROM_MM))
}

fn wire_event(it: &Event) -> wire::CotEvent {
    let ms = |at: model::Instant| u64::try_from(at.micros().div_euclid(1000)).unwrap_or_default();
    let said = |name| it.attribute(name).unwrap_or_default().to_owned();
    let metres = |mm: Option<f64>| mm.map_or(UNKNOWN, |mm| mm / 1e3);
    wire::CotEvent {
        kind: it.kind.to_string(),
        access: said("access"),
        qos: said("qos"),
        opex: said("opex"),
        uid: it.uid.clone(),
        send: ms(it.time),
        start: ms(it.start),
        stale: ms(it.stale),
        how: it.how.to_string(),
        lat: f64::from(it.point.place.lat_e7()) / 1e7,
        lon: f64::from(it.point.place.lon_e7()) / 1e7,
        hae: metres(it.point.height_mm.map(f64::from)),
        ce: metres(it.point.circular_mm.map(f64::from)),
        le: metres(it.point.linear_mm.map(f64::from)),
        detail: Some(fields::told(&it.detail)),
        caveat: said("caveat"),
        releasable: said("releaseableTo"),
    }
}
