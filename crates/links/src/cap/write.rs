//! An alert as XML.

use model::{Instant, Place};

use super::{Alert, Area, Info, Resource};
use crate::{
    number,
    xml::{Element, document},
};

/// Why an alert is not written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unwritable {
    /// The standard does not allow it there: references are made of it, separated by commas and blanks.
    #[error("`{0}` of an alert must not be empty or have a blank, a comma, `<` or `&`")]
    Name(&'static str),
    /// Something that each alert has is empty.
    #[error("`{0}` of an alert must not be empty")]
    Empty(&'static str),
    /// An area that is none.
    #[error("a polygon of an alert has four corners at least, the first and the last the same")]
    Polygon,
}

/// Writes an alert as CAP 1.2, to the second. Read again it is the same, without signature and remarks.
///
/// # Errors
/// When it is not as the standard has it, so that others would not read it.
pub fn write(alert: &Alert) -> Result<String, Unwritable> {
    for (name, value) in [("identifier", &alert.identifier), ("sender", &alert.sender)] {
        if value.is_empty()
            || value.chars().any(|char| char.is_whitespace() || matches!(char, ',' | '<' | '&'))
        {
            return Err(Unwritable::Name(name));
        }
    }
    let root = Element::new("alert").with("xmlns", "urn:oasis:names:tc:emergency:cap:1.2");
    let mut root = texts(
        root,
        [
            ("identifier", alert.identifier.as_str()),
            ("sender", &alert.sender),
            ("sent", &moment(alert.sent)),
            ("status", alert.status.text()),
            ("msgType", alert.msg_type.text()),
            ("source", &alert.source),
            ("scope", alert.scope.text()),
            ("restriction", &alert.restriction),
            ("addresses", &alert.addresses),
        ],
    );
    root = texts(root, alert.codes.iter().map(|code| ("code", code.as_str())));
    root = texts(
        root,
        [("note", alert.note.as_str()), ("references", &alert.references), ("incidents", &alert.incidents)],
    );
    for info in &alert.infos {
        root = root.holding(self::info(info)?);
    }
    Ok(document(&root))
}

fn info(it: &Info) -> Result<Element, Unwritable> {
    if it.event.trim().is_empty() {
        return Err(Unwritable::Empty("event"));
    }
    if it.categories.is_empty() {
        return Err(Unwritable::Empty("category"));
    }
    let time = |at: Option<Instant>| at.map(moment).unwrap_or_default();
    let mut info = texts(Element::new("info"), [("language", it.language.as_str())]);
    info = texts(info, it.categories.iter().map(|category| ("category", category.text())));
    info = texts(info, [("event", it.event.as_str())]);
    info = texts(info, it.responses.iter().map(|response| ("responseType", response.as_str())));
    info = texts(
        info,
        [
            ("urgency", it.urgency.text()),
            ("severity", it.severity.text()),
            ("certainty", it.certainty.text()),
            ("audience", &it.audience),
        ],
    );
    info = pairs(info, "eventCode", &it.event_codes);
    info = texts(
        info,
        [
            ("effective", time(it.effective).as_str()),
            ("onset", &time(it.onset)),
            ("expires", &time(it.expires)),
            ("senderName", &it.sender_name),
            ("headline", &it.headline),
            ("description", &it.description),
            ("instruction", &it.instruction),
            ("web", &it.web),
            ("contact", &it.contact),
        ],
    );
    info = pairs(info, "parameter", &it.parameters);
    info = it.resources.iter().map(resource).fold(info, Element::holding);
    for area in &it.areas {
        info = info.holding(self::area(area)?);
    }
    Ok(info)
}

fn resource(it: &Resource) -> Element {
    texts(
        Element::new("resource"),
        [
            ("resourceDesc", it.description.as_str()),
            ("mimeType", &it.mime_type),
            ("uri", &it.uri),
            ("digest", &it.digest),
        ],
    )
}

fn area(it: &Area) -> Result<Element, Unwritable> {
    let mut area = texts(Element::new("area"), [("areaDesc", it.description.as_str())]);
    for ring in &it.polygons {
        if ring.len() < 4 || ring.first() != ring.last() {
            return Err(Unwritable::Polygon);
        }
        let corners: Vec<String> = ring.iter().map(|&place| pair(place)).collect();
        area = area.holding(Element::new("polygon").saying(&corners.join(" ")));
    }
    for circle in &it.circles {
        let radius = number::text(i64::try_from(circle.radius_mm).unwrap_or(i64::MAX), 6);
        area = area.holding(Element::new("circle").saying(&format!("{} {radius}", pair(circle.centre))));
    }
    area = pairs(area, "geocode", &it.geocodes);
    Ok(texts(area, [("altitude", it.altitude.as_str()), ("ceiling", &it.ceiling)]))
}

/// With an element for each text that there is.
fn texts<'t>(element: Element, texts: impl IntoIterator<Item = (&'t str, &'t str)>) -> Element {
    let said = texts.into_iter().filter(|(_, text)| !text.is_empty());
    said.fold(element, |element, (name, text)| element.holding(Element::new(name).saying(text)))
}

fn pairs(element: Element, name: &str, pairs: &[(String, String)]) -> Element {
    pairs.iter().fold(element, |element, (key, value)| {
        let pair = Element::new(name)
            .holding(Element::new("valueName").saying(key))
            .holding(Element::new("value").saying(value));
        element.holding(pair)
    })
}

fn pair(place: Place) -> String {
    format!("{},{}", number::text(place.lat_e7().into(), 7), number::text(place.lon_e7().into(), 7))
}

/// How other messages refer to one: `sender,identifier,sent`.
#[must_use]
pub fn reference(sender: &str, identifier: &str, sent: Instant) -> String {
    format!("{sender},{identifier},{}", moment(sent))
}

/// The standard wants an offset in numbers, and `-00:00` for UTC, without decimals.
fn moment(at: Instant) -> String {
    let whole = Instant::from_micros(at.micros() - at.micros().rem_euclid(1_000_000)).unwrap_or(at);
    crate::moment::text(whole).replace(".000Z", "-00:00")
}
