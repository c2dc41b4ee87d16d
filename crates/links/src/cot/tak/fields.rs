//! Which elements of a detail are fields, and back.

use super::wire;
use crate::{
    cot::{LIMITS, NotAnEvent},
    xml::{self, Element, Node, cleaned},
};

/// The detail that fields and text amount to. What stands in both is taken from the text, as the protocol has it.
pub(super) fn detail(it: wire::Detail) -> Result<Element, NotAnEvent> {
    let rest = match without_declaration(&it.xml) {
        // As of most positions: they have a field for everything.
        "" => Element::new("detail"),
        said => Element::read(&format!("<detail>{said}</detail>"), LIMITS)?,
    };
    let mut whole = Element::new("detail");
    for field in of_fields(it) {
        if rest.child(&field.name).is_none() {
            whole.nodes.push(Node::Element(field));
        }
    }
    whole.nodes.extend(rest.nodes);
    Ok(whole)
}

/// Some clients put a declaration before their elements, where none may stand.
fn without_declaration(xml: &str) -> &str {
    let trimmed = xml.trim_start();
    match trimmed.strip_prefix("<?xml") {
        Some(rest) => rest.split_once("?>").map_or(trimmed, |(_, after)| after),
        None => trimmed,
    }
}

fn of_fields(it: wire::Detail) -> Vec<Element> {
    let fields = [
        it.contact.map(|it| element("contact", [("callsign", it.callsign), ("endpoint", it.endpoint)])),
        it.group.map(|it| element("__group", [("name", it.name), ("role", it.role)])),
        it.precision
            .map(|it| element("precisionlocation", [("geopointsrc", it.geopointsrc), ("altsrc", it.altsrc)])),
        it.status.map(|it| element("status", [("battery", it.battery.to_string())])),
        it.takv.map(|it| {
            let said =
                [("device", it.device), ("platform", it.platform), ("os", it.os), ("version", it.version)];
            element("takv", said)
        }),
        it.track
            .map(|it| element("track", [("speed", it.speed.to_string()), ("course", it.course.to_string())])),
    ];
    fields.into_iter().flatten().collect()
}

/// A field that is not set is empty on the wire.
fn element<const N: usize>(name: &str, said: [(&str, String); N]) -> Element {
    let said = said.into_iter().filter(|(_, value)| !value.is_empty());
    said.fold(Element::new(name), |it, (name, value)| it.with(name, cleaned(value)))
}

/// A detail in fields and text.
pub(super) fn told(detail: &Element) -> wire::Detail {
    let mut told = wire::Detail::default();
    let mut rest = Element::new("detail");
    for node in &detail.nodes {
        let field = match node {
            Node::Element(it) if has_a_field(&it.name) && detail.children(&it.name).nth(1).is_none() => {
                Some(it)
            }
            _ => None,
        };
        if !field.is_some_and(|it| goes_into_a_field(it, &mut told)) {
            rest.nodes.push(node.clone());
        }
    }
    told.xml = inner(&rest);
    told
}

fn has_a_field(name: &str) -> bool {
    ["contact", "__group", "precisionlocation", "status", "takv", "track"].contains(&name)
}

/// Puts an element into its field, if it has one and loses nothing there.
fn goes_into_a_field(it: &Element, told: &mut wire::Detail) -> bool {
    let said = |name| it.attribute(name).unwrap_or_default().to_owned();
    let number = |name| it.attribute(name).and_then(|text| text.parse().ok()).unwrap_or_default();
    let mut alone = wire::Detail::default();
    match it.name.as_str() {
        "contact" => {
            alone.contact = Some(wire::Contact { endpoint: said("endpoint"), callsign: said("callsign") });
        }
        "__group" => alone.group = Some(wire::Group { name: said("name"), role: said("role") }),
        "precisionlocation" => {
            let (geopointsrc, altsrc) = (said("geopointsrc"), said("altsrc"));
            alone.precision = Some(wire::PrecisionLocation { geopointsrc, altsrc });
        }
        "status" => {
            let battery = said("battery").parse().unwrap_or_default();
            alone.status = Some(wire::Status { battery });
        }
        "takv" => {
            let (device, platform, os, version) =
                (said("device"), said("platform"), said("os"), said("version"));
            alone.takv = Some(wire::Takv { device, platform, os, version });
        }
        "track" => alone.track = Some(wire::Track { speed: number("speed"), course: number("course") }),
        _ => return false,
    }
    if !of_fields(alone.clone()).first().is_some_and(|again| same(again, it) && is_whole(it)) {
        return false;
    }
    *told = wire::Detail {
        xml: String::new(),
        contact: alone.contact.or(told.contact.take()),
        group: alone.group.or(told.group.take()),
        precision: alone.precision.or(told.precision.take()),
        status: alone.status.or(told.status.take()),
        takv: alone.takv.or(told.takv.take()),
        track: alone.track.or(told.track.take()),
    };
    true
}

/// TAK Server takes an element as a field only with all of the field's attributes, a contact's endpoint excepted.
fn is_whole(it: &Element) -> bool {
    let every: &[&str] = match it.name.as_str() {
        "contact" => &["callsign"],
        "__group" => &["name", "role"],
        "precisionlocation" => &["geopointsrc", "altsrc"],
        "status" => &["battery"],
        "takv" => &["device", "platform", "os", "version"],
        _ => &["speed", "course"],
    };
    every.iter().all(|name| it.attribute(name).is_some())
}

/// The order of attributes means nothing.
fn same(one: &Element, other: &Element) -> bool {
    let sorted = |it: &Element| {
        let mut attributes = it.attributes.clone();
        attributes.sort();
        attributes
    };
    one.nodes == other.nodes && sorted(one) == sorted(other)
}

fn inner(rest: &Element) -> String {
    let mut whole = String::new();
    xml::written(rest, &mut whole);
    let inner = whole.strip_prefix("<detail>").and_then(|it| it.strip_suffix("</detail>"));
    inner.unwrap_or_default().to_owned()
}
