//! An event out of XML.

use compact_str::CompactString;
use model::Instant;

use super::{Event, LIMITS, LONGEST, NotAnEvent, Point, UNKNOWN_FROM_MM};
use crate::{
    moment::{self, Unsaid},
    number,
    xml::{self, Element, Node},
};

/// Reads one event.
///
/// What clients leave out in practice may be missing: the version, how it is known, the detail. A height or error of
/// 9999999 or `NaN` is unknown; whose coordinate is `NaN` has no fix, and may call for help all the same.
///
/// # Errors
/// When it is not XML within [`LIMITS`], or no event; what is wrong, and for XML at which byte.
pub fn read(bytes: &[u8]) -> Result<Event, NotAnEvent> {
    let text = xml::decoded(bytes)?;
    of(Element::read(&text, LIMITS)?)
}

/// An element as an event.
fn of(mut root: Element) -> Result<Event, NotAnEvent> {
    if !root.is_called("event") {
        return Err(NotAnEvent::Another(number::short(&root.name)));
    }
    if let Some(version) = root.attribute("version").filter(|version| !matches!(version.trim(), "2.0" | "2"))
    {
        return Err(NotAnEvent::Version(number::short(version)));
    }
    only(&root, "detail")?;
    let (uid, kind) = (named(&mut root, "uid")?.into_string(), named(&mut root, "type")?);
    let how = bounded(root.take("how").unwrap_or_default(), "how")?;
    let made = time(&root, "time")?;
    // Of a position it is the same.
    let start = if root.attribute("start") == root.attribute("time") { made } else { time(&root, "start")? };
    Ok(Event {
        uid,
        kind,
        how,
        time: made,
        start,
        stale: time(&root, "stale")?,
        point: point(only(&root, "point")?.ok_or(NotAnEvent::Without("point"))?)?,
        attributes: others(&mut root),
        detail: detail(root),
    })
}

/// The one element `detail`; none is as an empty one.
fn detail(root: Element) -> Element {
    let mut nodes = root.nodes.into_iter();
    let found = nodes.find_map(|node| match node {
        Node::Element(element) if element.is_called("detail") => Some(element),
        _ => None,
    });
    found.unwrap_or_else(|| Element::new("detail"))
}

fn named(root: &mut Element, name: &'static str) -> Result<CompactString, NotAnEvent> {
    let value = root.take(name).ok_or(NotAnEvent::Without(name))?;
    if value.trim().is_empty() { Err(NotAnEvent::Length(name)) } else { bounded(value, name) }
}

fn bounded(value: CompactString, name: &'static str) -> Result<CompactString, NotAnEvent> {
    if value.len() > LONGEST { Err(NotAnEvent::Length(name)) } else { Ok(value) }
}

fn time(root: &Element, name: &'static str) -> Result<Instant, NotAnEvent> {
    let value = root.attribute(name).ok_or(NotAnEvent::Without(name))?;
    moment::rfc3339(value, Unsaid::Refused).map_err(|fault| NotAnEvent::Time(name, fault))
}

fn only<'e>(root: &'e Element, name: &'static str) -> Result<Option<&'e Element>, NotAnEvent> {
    let mut found = root.children(name);
    let first = found.next();
    if found.next().is_some() {
        return Err(NotAnEvent::Without(name));
    }
    Ok(first)
}

fn others(root: &mut Element) -> Vec<(CompactString, CompactString)> {
    let of_every_event =
        |name: &str| matches!(name, "version" | "uid" | "type" | "how" | "time" | "start" | "stale");
    root.attributes.retain(|(name, _)| !of_every_event(name));
    std::mem::take(&mut root.attributes)
}

fn point(it: &Element) -> Result<Point, NotAnEvent> {
    let coordinate = |name| it.attribute(name).ok_or(NotAnEvent::Without(name));
    let (lat, lon) = (coordinate("lat")?, coordinate("lon")?);
    if is_unknown(lat) || is_unknown(lon) {
        return Ok(Point::NOWHERE);
    }
    let place = number::place(lat, lon)?;
    Ok(Point {
        place,
        height_mm: metres(it, "hae")?.and_then(|mm| i32::try_from(mm).ok()),
        circular_mm: metres(it, "ce")?.and_then(|mm| u32::try_from(mm).ok()),
        linear_mm: metres(it, "le")?.and_then(|mm| u32::try_from(mm).ok()),
    })
}

fn is_unknown(value: &str) -> bool {
    value.trim().eq_ignore_ascii_case("nan")
}

/// Metres in millimetres; `None` when they are said to be unknown.
fn metres(it: &Element, name: &'static str) -> Result<Option<i64>, NotAnEvent> {
    let value = it.attribute(name).unwrap_or("NaN").trim();
    if value.is_empty() || is_unknown(value) {
        return Ok(None);
    }
    let mm = number::scaled(value, 3).map_err(|fault| NotAnEvent::Number(name, fault))?;
    Ok(Some(mm).filter(|&mm| mm < UNKNOWN_FROM_MM))
}
