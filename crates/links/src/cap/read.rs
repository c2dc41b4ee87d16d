//! An alert out of XML.

use model::Instant;

use super::{
    Alert, Area, Category, Certainty, Circle, Info, LIMITS, MOST_CORNERS, MsgType, NotAnAlert, Resource,
    Scope, Severity, Status, Urgency,
};
use crate::{
    moment::{self, Unsaid},
    number::{self, short},
    xml::{Element, decoded, local},
};

/// The namespaces of the versions that are read.
const NAMESPACES: [&str; 3] = [
    "urn:oasis:names:tc:emergency:cap:1.2",
    "urn:oasis:names:tc:emergency:cap:1.1",
    "http://www.incident.com/cap/1.0",
];

/// What is being read: an element, where it is, and what is remarked on the way.
struct Part<'e> {
    element: &'e Element,
    path: String,
}

/// Reads an alert, in UTF-8 or ISO-8859-1.
///
/// # Errors
/// When it is not XML, no alert, or something in it is missing or cannot be read; what and where.
pub fn read(bytes: &[u8]) -> Result<Alert, NotAnAlert> {
    let root = Element::read(&decoded(bytes)?, LIMITS)?;
    if local(&root.name) != "alert" {
        return Err(NotAnAlert::Another(short(&root.name)));
    }
    let namespace = namespace(&root);
    if !NAMESPACES.contains(&namespace) {
        return Err(NotAnAlert::Namespace(short(namespace)));
    }
    let part = Part { element: &root, path: String::new() };
    let mut remarks = Vec::new();
    let infos = part.parts("info").map(|info| self::info(&info, &mut remarks)).collect::<Result<_, _>>()?;
    Ok(Alert {
        identifier: part.needed("identifier")?,
        sender: part.needed("sender")?,
        sent: moment(&part, "sent", &part.needed("sent")?)?,
        status: word(&part, "status", Status::ALL, Status::of, Status::text)?,
        msg_type: word(&part, "msgType", MsgType::ALL, MsgType::of, MsgType::text)?,
        scope: word(&part, "scope", Scope::ALL, Scope::of, Scope::text)?,
        source: part.text("source"),
        restriction: part.text("restriction"),
        addresses: part.text("addresses"),
        codes: part.texts("code"),
        note: part.text("note"),
        references: part.text("references"),
        incidents: part.text("incidents"),
        infos,
        signed: root.child("Signature").is_some(),
        remarks,
    })
}

fn namespace(root: &Element) -> &str {
    let declared = match root.name.split_once(':') {
        Some((prefix, _)) => root.attribute(&format!("xmlns:{prefix}")),
        None => root.attribute("xmlns"),
    };
    declared.unwrap_or_default().trim()
}

fn info(part: &Part<'_>, remarks: &mut Vec<String>) -> Result<Info, NotAnAlert> {
    let time = |name| part.said(name).map(|text| moment(part, name, &text)).transpose();
    let categories = part.texts("category").into_iter().map(|text| {
        Category::of(&text).ok_or_else(|| part.wrong_word("category", &text, Category::ALL, Category::text))
    });
    let resources = part.parts("resource").map(|it| resource(&it, remarks)).collect();
    Ok(Info {
        language: part.text("language"),
        categories: categories.collect::<Result<_, _>>()?,
        event: part.needed("event")?,
        responses: part.texts("responseType"),
        urgency: grade(part, "urgency", Urgency::of, remarks).unwrap_or(Urgency::Unknown),
        severity: grade(part, "severity", Severity::of, remarks).unwrap_or(Severity::Unknown),
        certainty: grade(part, "certainty", Certainty::of, remarks).unwrap_or(Certainty::Unknown),
        audience: part.text("audience"),
        event_codes: part.pairs("eventCode"),
        effective: time("effective")?,
        onset: time("onset")?,
        expires: time("expires")?,
        sender_name: part.text("senderName"),
        headline: part.text("headline"),
        description: part.text("description"),
        instruction: part.text("instruction"),
        web: part.text("web"),
        contact: part.text("contact"),
        parameters: part.pairs("parameter"),
        resources,
        areas: part.parts("area").map(|it| area(&it, remarks)).collect::<Result<_, _>>()?,
    })
}

/// How urgent, severe or certain. What is left empty or is of an older version nobody can judge: it is unknown, and that is said.
fn grade<T>(
    part: &Part<'_>,
    name: &'static str,
    of: fn(&str) -> Option<T>,
    remarks: &mut Vec<String>,
) -> Option<T> {
    let text = part.text(name);
    // CAP 1.0 said `Very Likely` for what is now `Likely`.
    let text = if text.eq_ignore_ascii_case("very likely") { "Likely".to_owned() } else { text };
    let word = of(&text);
    if word.is_none() {
        remarks.push(format!("{}`{name}` is `{}`: taken as unknown", part.path, short(&text)));
    }
    word
}

fn resource(part: &Part<'_>, remarks: &mut Vec<String>) -> Resource {
    if part.element.child("derefUri").is_some() {
        remarks.push(format!("{}the file in it was left out", part.path));
    }
    Resource {
        description: part.text("resourceDesc"),
        mime_type: part.text("mimeType"),
        uri: part.text("uri"),
        digest: part.text("digest"),
    }
}

fn area(part: &Part<'_>, remarks: &mut Vec<String>) -> Result<Area, NotAnAlert> {
    let mut polygons = Vec::new();
    for text in part.texts("polygon") {
        let ring = polygon(part, &text)?;
        if ring.len() < 4 || ring.first() != ring.last() {
            remarks.push(format!("{}`polygon` is not closed", part.path));
        }
        polygons.push(ring);
    }
    Ok(Area {
        description: part.text("areaDesc"),
        polygons,
        circles: part.texts("circle").iter().map(|text| circle(part, text)).collect::<Result<_, _>>()?,
        geocodes: part.pairs("geocode"),
        altitude: part.text("altitude"),
        ceiling: part.text("ceiling"),
    })
}

/// `38.47,-120.14 38.34,-119.95 …`; a comma behind a pair is let by.
fn polygon(part: &Part<'_>, text: &str) -> Result<Vec<model::Place>, NotAnAlert> {
    let pairs =
        text.split_whitespace().map(|pair| pair.trim_end_matches(',')).filter(|pair| !pair.is_empty());
    let mut ring = Vec::new();
    for pair in pairs {
        if ring.len() >= MOST_CORNERS {
            return Err(NotAnAlert::TooManyCorners(part.path.clone()));
        }
        ring.push(place(part, "polygon", pair)?);
    }
    Ok(ring)
}

/// `32.9525,-115.5527 10.5`: a centre and a radius in kilometres.
fn circle(part: &Part<'_>, text: &str) -> Result<Circle, NotAnAlert> {
    let shape = || NotAnAlert::Shape(part.path.clone(), "circle", short(text));
    let (centre, radius) = text.split_once(char::is_whitespace).ok_or_else(shape)?;
    let radius = number::scaled(radius, 6);
    let radius = radius.map_err(|fault| NotAnAlert::Number(part.path.clone(), "circle", fault))?;
    Ok(Circle {
        centre: place(part, "circle", centre)?,
        radius_mm: u64::try_from(radius).map_err(|_| shape())?,
    })
}

fn place(part: &Part<'_>, name: &'static str, pair: &str) -> Result<model::Place, NotAnAlert> {
    let shape = || NotAnAlert::Shape(part.path.clone(), name, short(pair));
    let (lat, lon) = pair.split_once(',').ok_or_else(shape)?;
    number::place(lat, lon).map_err(|fault| NotAnAlert::Place(part.path.clone(), name, fault))
}

fn moment(part: &Part<'_>, name: &'static str, text: &str) -> Result<Instant, NotAnAlert> {
    moment::rfc3339(text, Unsaid::Refused).map_err(|fault| NotAnAlert::Time(part.path.clone(), name, fault))
}

fn word<T: Copy>(
    part: &Part<'_>,
    name: &'static str,
    all: &[T],
    of: fn(&str) -> Option<T>,
    text: fn(T) -> &'static str,
) -> Result<T, NotAnAlert> {
    let said = part.needed(name)?;
    of(&said).ok_or_else(|| part.wrong_word(name, &said, all, text))
}

impl<'e> Part<'e> {
    /// The parts of a name, numbered.
    fn parts(&self, name: &'static str) -> impl Iterator<Item = Part<'e>> + use<'e> {
        let path = self.path.clone();
        let numbered = self.element.children(name).enumerate();
        numbered
            .map(move |(number, element)| Part { element, path: format!("{path}{name} {}: ", number + 1) })
    }

    fn texts(&self, name: &str) -> Vec<String> {
        let texts = self.element.children(name).map(|it| it.text().trim().to_owned());
        texts.filter(|text| !text.is_empty()).collect()
    }

    fn said(&self, name: &str) -> Option<String> {
        self.texts(name).into_iter().next()
    }

    fn text(&self, name: &str) -> String {
        self.said(name).unwrap_or_default()
    }

    fn needed(&self, name: &'static str) -> Result<String, NotAnAlert> {
        self.said(name).ok_or_else(|| NotAnAlert::Missing(self.path.clone(), name))
    }

    fn pairs(&self, name: &'static str) -> Vec<(String, String)> {
        self.parts(name).map(|part| (part.text("valueName"), part.text("value"))).collect()
    }

    fn wrong_word<T: Copy>(
        &self,
        name: &'static str,
        said: &str,
        all: &[T],
        text: fn(T) -> &'static str,
    ) -> NotAnAlert {
        let all: Vec<&str> = all.iter().map(|&word| text(word)).collect();
        NotAnAlert::Word(self.path.clone(), name, short(said), all.join(", "))
    }
}
