//! An event as XML.

use super::{Event, Point, UNKNOWN};
use crate::{moment, number, xml};

/// One event, without declaration and line end, as it stands in a stream. What [`super::read`] makes of it is the same
/// event, as long as its names are names of XML and its texts are characters of XML.
#[must_use]
pub fn write(event: &Event) -> String {
    let mut into = String::with_capacity(1024);
    into.push_str("<event version=\"2.0\"");
    let [time, start, stale] = [event.time, event.start, event.stale].map(moment::text);
    for (name, value) in [("uid", &*event.uid), ("type", &*event.kind), ("how", &*event.how)] {
        xml::attribute(name, value, &mut into);
    }
    for (name, value) in [("time", &time), ("start", &start), ("stale", &stale)] {
        xml::attribute(name, value, &mut into);
    }
    for (name, value) in &event.attributes {
        xml::attribute(name, value, &mut into);
    }
    into.push('>');
    point(&event.point, &mut into);
    xml::written(&event.detail, &mut into);
    into.push_str("</event>");
    into
}

fn point(it: &Point, into: &mut String) {
    into.push_str("<point");
    let metres = |mm: Option<i64>| mm.map_or_else(|| UNKNOWN.to_owned(), |mm| number::text(mm, 3));
    for (name, value) in [
        ("lat", number::text(it.place.lat_e7().into(), 7)),
        ("lon", number::text(it.place.lon_e7().into(), 7)),
        ("hae", metres(it.height_mm.map(i64::from))),
        ("ce", metres(it.circular_mm.map(i64::from))),
        ("le", metres(it.linear_mm.map(i64::from))),
    ] {
        xml::attribute(name, &value, into);
    }
    into.push_str("/>");
}
