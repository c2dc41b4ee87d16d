//! How a connection changes from XML to protobuf.
//!
//! The server offers (`t-x-takp-v`), the client may ask within a minute, by the offer's identifier (`t-x-takp-q`), the
//! server answers (`t-x-takp-r`), and with a yes everything after it is protobuf in both directions. A client that never
//! asks stays with XML. Source: `commoncommo/core/impl/protobuf/protocol.txt` of `AndroidTacticalAssaultKit-CIV`.

use model::{Instant, Place, Span};

use super::{Event, Point};
use crate::xml::Element;

/// The version of the protocol that is offered; there is no other yet.
pub const VERSION: u32 = 1;
/// How long an offer holds (TAK Server: `TIMEOUT_MILLIS`).
pub const HOLDS: Span = Span::seconds(60);

/// What is said about the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// The server reads this version.
    Offered(u32),
    /// The client asks for this version.
    Asked(u32),
    /// The server says whether it changes.
    Answered(bool),
}

impl Event {
    /// What it says about the protocol; `None` for every other event, and for one that says nothing readable. Whoever
    /// asks for nothing readable gets no answer, and stays with XML.
    #[must_use]
    pub fn negotiates(&self) -> Option<Word> {
        let control = self.detail.child("TakControl")?;
        let version = |name| control.child(name)?.attribute("version")?.trim().parse().ok();
        match self.kind.as_str() {
            "t-x-takp-v" => version("TakProtocolSupport").map(Word::Offered),
            "t-x-takp-q" => version("TakRequest").map(Word::Asked),
            "t-x-takp-r" => {
                let status = control.child("TakResponse")?.attribute("status")?.trim();
                Some(Word::Answered(status.eq_ignore_ascii_case("true")))
            }
            _ => None,
        }
    }
}

/// An offer, by an identifier made for it.
#[must_use]
pub fn offer(uid: &str, now: Instant) -> Event {
    let support = Element::new("TakProtocolSupport").with("version", VERSION.to_string());
    about(uid, "t-x-takp-v", support, now)
}

/// What a client asks, by the offer's identifier.
#[must_use]
pub fn request(uid: &str, now: Instant) -> Event {
    about(uid, "t-x-takp-q", Element::new("TakRequest").with("version", VERSION.to_string()), now)
}

/// The answer to whoever asked.
#[must_use]
pub fn answer(asked: &Event, now: Instant) -> Event {
    let agreed = asked.negotiates() == Some(Word::Asked(VERSION));
    about(&asked.uid, "t-x-takp-r", Element::new("TakResponse").with("status", agreed.to_string()), now)
}

fn about(uid: &str, kind: &str, word: Element, now: Instant) -> Event {
    let detail = Element::new("detail").holding(Element::new("TakControl").holding(word));
    tidings(uid, kind, detail, now, HOLDS)
}

/// An event about the connection itself, of no place.
pub(super) fn tidings(uid: &str, kind: &str, detail: Element, now: Instant, holds: Span) -> Event {
    Event {
        uid: uid.to_owned(),
        kind: kind.into(),
        how: "m-g".into(),
        time: now,
        start: now,
        stale: now.saturating_add(holds),
        point: Point { place: Place::ORIGIN, height_mm: Some(0), circular_mm: None, linear_mm: None },
        attributes: Vec::new(),
        detail,
    }
}
