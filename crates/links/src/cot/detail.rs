//! What a detail says, as far as the room knows it.
//!
//! The names are those of TAK clients, which no standard lists: they are taken from the clients' own events. A sub-element
//! that is not as expected says nothing; it is passed on all the same.

use model::Place;

use super::Event;
use crate::{number, xml::Element};

/// Who sends, `<contact callsign= endpoint= phone=>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contact<'e> {
    /// What they are called.
    pub callsign: &'e str,
    /// Where they listen; for clients of a server `*:-1:stcp`.
    pub endpoint: Option<&'e str>,
    /// A telephone.
    pub phone: Option<&'e str>,
}

/// How it moves, `<track speed= course=>`: metres a second and degrees clockwise from north.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Track {
    /// In millimetres a second.
    pub speed_mm_s: Option<u32>,
    /// In thousandths of a degree, below 360,000.
    pub course_mdeg: Option<u32>,
}

/// A call for help, `<emergency type=>` or `<emergency cancel="true">`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emergency<'e> {
    /// What for, in the client's words: `911 Alert`, `In Contact`; may be empty.
    pub what: &'e str,
    /// It is called off.
    pub over: bool,
    /// Who calls, in the client's words.
    pub who: String,
}

/// A message of the chat, `<__chat>` with its `<remarks>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chat<'e> {
    /// The room, or the callsign of whom it is for.
    pub room: &'e str,
    /// Who wrote it, by callsign.
    pub sender: &'e str,
    /// Who wrote it, by identifier.
    pub sender_uid: Option<&'e str>,
    /// Its own identifier.
    pub message: Option<&'e str>,
    /// What is written.
    pub text: String,
}

/// A point of a route, `<link type= point= callsign=>`, or a corner of a shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waypoint<'e> {
    /// Where.
    pub place: Place,
    /// What it is called; empty for points between.
    pub callsign: &'e str,
    /// Its sort: `b-m-p-w` a waypoint, `b-m-p-c` a point between; empty for corners.
    pub kind: &'e str,
}

impl Event {
    fn says(&self, name: &str) -> Option<&Element> {
        self.detail.child(name)
    }

    /// Who sends.
    #[must_use]
    pub fn contact(&self) -> Option<Contact<'_>> {
        let it = self.detail.children("contact").find(|it| it.attribute("callsign").is_some())?;
        let (endpoint, phone) = (it.attribute("endpoint"), it.attribute("phone"));
        Some(Contact { callsign: it.attribute("callsign")?, endpoint, phone })
    }

    /// What its subject is called.
    #[must_use]
    pub fn callsign(&self) -> Option<&str> {
        self.contact().map(|contact| contact.callsign)
    }

    /// How it moves. A speed or course that is negative or no number is unknown.
    #[must_use]
    pub fn track(&self) -> Option<Track> {
        let it = self.says("track")?;
        let speed = it.attribute("speed").and_then(|text| number::scaled(text, 3).ok());
        let course = it.attribute("course").and_then(|text| number::scaled(text, 3).ok());
        Some(Track {
            speed_mm_s: speed.and_then(|mm| mm.try_into().ok()),
            course_mdeg: course.and_then(round),
        })
    }

    /// The battery's charge in per cent.
    #[must_use]
    pub fn battery_percent(&self) -> Option<u8> {
        let mut all = self.detail.children("status").filter_map(|it| it.attribute("battery"));
        all.find_map(|text| u8::try_from(number::scaled(text, 0).ok()?).ok())
            .filter(|&percent| percent <= 100)
    }

    /// A call for help, or its end. Its sort is `b-a-o` (ATAK's `EmergencyType`: `tbl` 911, `pan` ring the bell, `opn` in
    /// contact, `can` cancelled), or another event has an element `emergency`.
    #[must_use]
    pub fn emergency(&self) -> Option<Emergency<'_>> {
        let element = self.says("emergency");
        if !self.is("b-a-o") && element.is_none() {
            return None;
        }
        let cancelled = element.and_then(|it| it.attribute("cancel"));
        let over =
            cancelled.is_some_and(|text| text.trim().eq_ignore_ascii_case("true")) || self.is("b-a-o-can");
        let what = element.and_then(|it| it.attribute("type")).unwrap_or_default();
        Some(Emergency { what, over, who: element.map(Element::text).unwrap_or_default() })
    }

    /// A message of the chat (`b-t-f`). Receipts (`b-t-f-d`, `b-t-f-r`) are none.
    #[must_use]
    pub fn chat(&self) -> Option<Chat<'_>> {
        if self.kind != "b-t-f" {
            return None;
        }
        let it = self.says("__chat")?;
        Some(Chat {
            room: it.attribute("chatroom").unwrap_or_default(),
            sender: it.attribute("senderCallsign").unwrap_or_default(),
            sender_uid: it.child("chatgrp").and_then(|group| group.attribute("uid0")),
            message: it.attribute("messageId"),
            text: self.says("remarks").map(Element::text).unwrap_or_default(),
        })
    }

    /// The identifier of the device whose event it is: an emergency and a marker name it in a link to their parent, and an
    /// emergency without one has the device's identifier with `-9-1-1` behind.
    #[must_use]
    pub fn device(&self) -> &str {
        let mut links = self.detail.children("link").filter(|it| it.attribute("relation") == Some("p-p"));
        let parent = links.find_map(|it| it.attribute("uid")).filter(|uid| !uid.is_empty());
        parent.unwrap_or_else(|| self.uid.strip_suffix("-9-1-1").unwrap_or(&self.uid))
    }

    /// The points of a route or the corners of a shape, in order. One that is no place is left out.
    pub fn waypoints(&self) -> impl Iterator<Item = Waypoint<'_>> {
        self.detail.children("link").filter_map(|it| {
            let mut numbers = it.attribute("point")?.split(',');
            let place = number::place(numbers.next()?, numbers.next()?).ok()?;
            let said = |name| it.attribute(name).unwrap_or_default();
            Some(Waypoint { place, callsign: said("callsign"), kind: said("type") })
        })
    }

    /// The radius of a circle, in millimetres; `None` for what is none.
    #[must_use]
    pub fn circle_radius_mm(&self) -> Option<u64> {
        let ellipse = self.says("shape")?.child("ellipse")?;
        let axis = |name| number::scaled(ellipse.attribute(name)?, 3).ok();
        let (major, minor) = (axis("major")?, axis("minor")?);
        (major == minor).then(|| u64::try_from(major).ok()).flatten()
    }

    /// Asks whether the connection holds (`t-x-c-t`).
    #[must_use]
    pub fn is_ping(&self) -> bool {
        self.kind == "t-x-c-t"
    }
}

/// A course within the circle: 360 degrees is north again. A negative one is how devices say that they do not know.
pub(crate) fn round(mdeg: i64) -> Option<u32> {
    u32::try_from(mdeg).ok().filter(|&mdeg| mdeg <= 360_000).map(|mdeg| mdeg % 360_000)
}
