//! What the room sends to TAK clients: where vehicles are, ways, points on them, calls for help, ground that is closed.
//!
//! The shapes are those that the clients make themselves, and that ATAK, WinTAK and iTAK therefore show. Identifiers and
//! moments are handed in: an event with the same identifier replaces the one before, and one that is not renewed until
//! `stale` fades.

use model::{Fix, Instant, Place, Span};

use super::{Event, Point, negotiation::tidings};
use crate::{moment, number, xml::Element};

/// How long the answer to a ping holds. Ours: clients ask again after a few seconds and do not keep it.
const PONG_HOLDS: Span = Span::seconds(20);
/// How long it is said that something is no more. Ours: a minute, as ATAK does.
const REMOVAL_HOLDS: Span = Span::seconds(60);
/// The room of the chat that every client has.
const EVERYBODY: &str = "All Chat Rooms";
/// Colours as the clients write them, alpha, red, green and blue in one signed number. Ours: red for ground that is
/// closed and for ways, green for havens.
const RED: &str = "-65536";
const RED_TRANSPARENT: &str = "1358888960";
const GREEN: &str = "-16711936";
/// How thick lines are drawn, in the clients' own unit; theirs are 3 to 6.
const STROKE: &str = "4.0";
/// A spot on the map, in a colour of its own.
const SPOT: &str = "b-m-p-s-m";

/// What every event says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said<'a> {
    /// Whose or what it is.
    pub uid: &'a str,
    /// What it is called on the map.
    pub callsign: &'a str,
    /// When it is made.
    pub now: Instant,
    /// Until when it holds.
    pub stale: Instant,
}

/// A point on the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    /// A checkpoint, as clients have it (`b-m-p-c`).
    Checkpoint,
    /// A waypoint: a start, release or rally point (`b-m-p-w`).
    Waypoint,
    /// A safe haven: a green spot (`b-m-p-s-m`), because clients have no sort of their own for it.
    SafeHaven,
}

/// A point of a way that is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop<'a> {
    /// Where.
    pub place: Place,
    /// What it is called; a point without a name only gives the way its shape.
    pub name: &'a str,
}

/// Where a vehicle or person is. `kind` says what is shown, `a-f-G-E-V-C` for a civilian vehicle of one's own.
#[must_use]
pub fn position(said: Said<'_>, kind: &str, at: Instant, fix: &Fix) -> Event {
    let mut detail = Element::new("detail").holding(contact(said.callsign));
    if fix.speed_mm_s.is_some() || fix.course_mdeg.is_some() {
        let number = |thousandths: Option<u32>| number::text(thousandths.unwrap_or_default().into(), 3);
        let (speed, course) = (number(fix.speed_mm_s), number(fix.course_mdeg));
        detail = detail.holding(Element::new("track").with("speed", speed).with("course", course));
    }
    if let Some(percent) = fix.battery_percent {
        detail = detail.holding(Element::new("status").with("battery", percent.to_string()));
    }
    let point =
        Point { place: fix.place, height_mm: fix.height_mm, circular_mm: fix.accuracy_mm, linear_mm: None };
    Event { time: at, start: at, ..event(said, kind, "m-g", point, detail) }
}

/// A point on the map, with what is to be known of it.
#[must_use]
pub fn marker(said: Said<'_>, marker: Marker, place: Place, remarks: &str) -> Event {
    let (kind, color) = match marker {
        Marker::Checkpoint => ("b-m-p-c", None),
        Marker::Waypoint => ("b-m-p-w", None),
        Marker::SafeHaven => (SPOT, Some(GREEN)),
    };
    let mut detail = Element::new("detail")
        .holding(Element::new("status").with("readiness", "true"))
        .holding(Element::new("archive"))
        .holding(contact(said.callsign))
        .holding(Element::new("remarks").saying(remarks));
    if let Some(color) = color {
        detail = colored(detail, kind, color);
    }
    event(said, kind, "h-g-i-g-o", here(place), detail)
}

/// Where something was that needs somebody: a red spot that goes by itself unless it is renewed until `stale`, and that nobody moves.
///
/// It is no `b-a-…`: with an element `emergency` ATAK warns of such a one as of a comrade's own call for help, until that comrade
/// ends it, whatever is taken off the map (ATAK-CIV 5.5, `EmergencyDetailHandler`, `EmergencyAlertReceiver`). A spot without
/// `archive` is deleted as soon as it is stale (`CotMarkerRefresher`).
#[must_use]
pub fn spot(said: Said<'_>, point: Point, remarks: &str) -> Event {
    let detail = Element::new("detail")
        .holding(Element::new("status").with("readiness", "true"))
        .holding(contact(said.callsign))
        .holding(Element::new("remarks").saying(remarks));
    event(said, SPOT, "m-g", point, colored(detail, SPOT, RED))
}

/// A way. The points' identifiers are made of its own and their number.
#[must_use]
pub fn route(said: Said<'_>, stops: &[Stop<'_>]) -> Event {
    let links = stops.iter().enumerate().map(|(number, stop)| {
        let kind = if stop.name.is_empty() { "b-m-p-c" } else { "b-m-p-w" };
        Element::new("link")
            .with("uid", format!("{}.{number}", said.uid))
            .with("callsign", stop.name)
            .with("type", kind)
            .with("point", corner(stop.place))
            .with("remarks", "")
            .with("relation", "c")
    });
    let attributes = Element::new("link_attr")
        .with("planningmethod", "Infil")
        .with("color", RED)
        .with("method", "Driving")
        .with("prefix", "CP")
        .with("type", "Vehicle")
        .with("stroke", "4")
        .with("direction", "Infil")
        .with("routetype", "Primary")
        .with("order", "Ascending Check Points");
    let detail = links.fold(Element::new("detail"), Element::holding).holding(attributes);
    let detail = drawn(detail, RED).holding(contact(said.callsign)).holding(Element::new("archive"));
    let detail = detail.holding(Element::new("__routeinfo").holding(Element::new("__navcues")));
    event(said, "b-m-r", "h-e", here(Place::ORIGIN), detail)
}

/// A device calls for help, at its last known place. The event is the device's `-9-1-1`, as clients name it.
#[must_use]
pub fn emergency(device: Said<'_>, point: Point) -> Event {
    let call = Element::new("emergency").with("type", "911 Alert").saying(device.callsign);
    alert(device, "b-a-o-tbl", point, call)
}

/// The call for help of a device is over.
#[must_use]
pub fn emergency_over(device: Said<'_>, point: Point) -> Event {
    let call = Element::new("emergency").with("cancel", "true").saying(device.callsign);
    alert(device, "b-a-o-can", point, call)
}

fn alert(device: Said<'_>, kind: &str, point: Point, call: Element) -> Event {
    let link = Element::new("link").with("uid", device.uid).with("type", "a-f-G").with("relation", "p-p");
    let name = format!("{}-Alert", device.callsign);
    let detail = Element::new("detail").holding(link).holding(contact(&name)).holding(call);
    let uid = format!("{}-9-1-1", device.uid);
    event(Said { uid: &uid, ..device }, kind, "h-e", point, detail)
}

/// Closed ground as a circle.
#[must_use]
pub fn circle(said: Said<'_>, centre: Place, radius_mm: u64) -> Event {
    let radius = number::text(i64::try_from(radius_mm).unwrap_or(i64::MAX), 3);
    let ellipse =
        Element::new("ellipse").with("major", radius.clone()).with("minor", radius).with("angle", "360");
    let detail = Element::new("detail").holding(Element::new("shape").holding(ellipse));
    event(said, "u-d-c-c", "h-e", here(centre), shaded(detail, said.callsign))
}

/// Closed ground by its corners, in order; the first need not be repeated. The event stands at the first.
#[must_use]
pub fn outline(said: Said<'_>, corners: &[Place]) -> Event {
    let closing = corners.first().filter(|&first| corners.last() != Some(first));
    let links = corners.iter().chain(closing).map(|&place| Element::new("link").with("point", corner(place)));
    let detail = links.fold(Element::new("detail"), Element::holding);
    let at = corners.first().copied().unwrap_or(Place::ORIGIN);
    event(said, "u-d-f", "h-e", here(at), shaded(detail, said.callsign))
}

/// Something that was sent is no more: clients take it off the map, whatever they keep.
#[must_use]
pub fn removal(uid: &str, now: Instant) -> Event {
    let link = Element::new("link").with("uid", uid).with("type", "none").with("relation", "none");
    let detail = Element::new("detail").holding(link).holding(Element::new("__forcedelete"));
    tidings(&format!("{uid}.removal"), "t-x-d-d", detail, now, REMOVAL_HOLDS)
}

/// A message to everybody who reads this connection. `said` names who writes; clients show a message once, by its identifier.
#[must_use]
pub fn message(said: Said<'_>, id: &str, text: &str) -> Event {
    let group = Element::new("chatgrp").with("uid0", said.uid).with("uid1", EVERYBODY).with("id", EVERYBODY);
    let chat = Element::new("__chat")
        .with("parent", "RootContactGroup")
        .with("groupOwner", "false")
        .with("messageId", id)
        .with("chatroom", EVERYBODY)
        .with("id", EVERYBODY)
        .with("senderCallsign", said.callsign)
        .holding(group);
    let link = Element::new("link").with("uid", said.uid).with("type", "a-f-G").with("relation", "p-p");
    let remarks = Element::new("remarks")
        .with("source", said.uid)
        .with("to", EVERYBODY)
        .with("time", moment::text(said.now))
        .saying(text);
    let detail = Element::new("detail").holding(chat).holding(link).holding(remarks);
    let uid = format!("GeoChat.{}.{EVERYBODY}.{id}", said.uid);
    event(Said { uid: &uid, ..said }, "b-t-f", "h-g-i-g-o", here(Place::ORIGIN), detail)
}

/// The answer to a ping.
#[must_use]
pub fn pong(now: Instant) -> Event {
    tidings("takPong", "t-x-c-t-r", Element::new("detail"), now, PONG_HOLDS)
}

fn colored(detail: Element, kind: &str, color: &str) -> Element {
    let icon = format!("COT_MAPPING_SPOTMAP/{kind}/{color}");
    detail
        .holding(Element::new("color").with("argb", color))
        .holding(Element::new("usericon").with("iconsetpath", icon))
}

fn shaded(detail: Element, callsign: &str) -> Element {
    let detail =
        detail.holding(Element::new("__shapeExtras").with("cpvis", "true").with("editable", "false"));
    drawn(detail, RED)
        .holding(Element::new("fillColor").with("value", RED_TRANSPARENT))
        .holding(contact(callsign))
        .holding(Element::new("archive"))
}

fn drawn(detail: Element, color: &str) -> Element {
    detail
        .holding(Element::new("strokeColor").with("value", color))
        .holding(Element::new("strokeWeight").with("value", STROKE))
        .holding(Element::new("strokeStyle").with("value", "solid"))
        .holding(Element::new("color").with("value", color))
        .holding(Element::new("labels_on").with("value", "true"))
        .holding(Element::new("remarks"))
}

fn contact(callsign: &str) -> Element {
    Element::new("contact").with("callsign", callsign)
}

/// `34.93,72.88`: degrees in one text.
fn corner(place: Place) -> String {
    format!("{},{}", number::text(place.lat_e7().into(), 7), number::text(place.lon_e7().into(), 7))
}

fn here(place: Place) -> Point {
    Point { place, height_mm: None, circular_mm: None, linear_mm: None }
}

fn event(said: Said<'_>, kind: &str, how: &str, point: Point, detail: Element) -> Event {
    Event {
        uid: said.uid.to_owned(),
        kind: kind.into(),
        how: how.into(),
        time: said.now,
        start: said.now,
        stale: said.stale,
        point,
        attributes: Vec::new(),
        detail,
    }
}
