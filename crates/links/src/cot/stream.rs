//! Events out of the bytes of a connection or a datagram.
//!
//! A connection carries XML events back to back, with or without declarations and white space between, or TAK messages
//! with magic byte and length, and may change from one to the other between two events: the magic byte begins no XML. The
//! end of an XML event is where its root ends, found by its tokens: `</event>` in a text, a comment or an attribute ends
//! nothing. Bytes come in any portions; each is looked at once.
//!
//! Two sorts of wrong are kept apart. An event that begins and ends, and is not what an event should be, is
//! [`Item::Refused`]: the next one is where it ends, and the connection goes on. Where nobody can say any more where the next
//! one begins, the stream is [`Lost`]: the connection has to be closed. That an event is larger than is read is told as
//! soon as it is known; the rest of it is passed over unkept, up to [`PASSED_OVER`].

mod scan;

use super::{
    Event, LIMITS, NotAnEvent, read,
    tak::{self, Control, MAGIC, MESH, NotAMessage},
};
use scan::{Scan, Step};

/// The most bytes of one event that are passed over before the stream counts as lost. Ours: pictures that clients put into
/// events have a few megabytes.
pub const PASSED_OVER: usize = 16 << 20;

/// How an event came, and how its sender therefore reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// XML.
    Xml,
    /// Protobuf, TAK protocol version 1.
    Tak,
}

/// What came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// An event.
    Event(Event, Form),
    /// Which versions of the protocol the sender reads; an event with it comes by itself.
    Control(Control),
    /// Something that is no event. The connection can go on.
    Refused(Refused),
}

/// Something that began and ended, and is no event.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("what begins at byte {at}: {why}")]
pub struct Refused {
    /// The byte of the stream at which it begins, counted from zero.
    pub at: u64,
    /// What is wrong with it.
    pub why: Why,
}

/// Why something is no event.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// It is no event in XML. Bytes that it names are counted from where it begins.
    #[error(transparent)]
    Event(#[from] NotAnEvent),
    /// It is no event in protobuf.
    #[error(transparent)]
    Message(#[from] NotAMessage),
    /// It is larger than is read.
    #[error("an event has more than 65536 bytes: it was passed over")]
    TooLarge,
    /// It is no datagram of an event.
    #[error("a datagram begins with neither `<` nor the bytes bf 01 bf")]
    NoDatagram,
}

/// Nobody can say where the next event begins: the connection has to be closed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("byte {at} of the stream: {why}; the connection has to be closed")]
pub struct Lost {
    /// The byte of the stream, counted from zero.
    pub at: u64,
    /// What is wrong there.
    pub why: Astray,
}

/// How a stream is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Astray {
    /// A byte that begins nothing.
    #[error("{0:#04x} begins neither an XML event nor a TAK message")]
    Garbage(u8),
    /// A byte that XML does not have there.
    #[error("{0:#04x} cannot stand there in XML")]
    Markup(u8),
    /// A document type declaration, which would be the way to define entities.
    #[error("a DTD is not accepted")]
    Dtd,
    /// An end without a beginning.
    #[error("an element ends that did not begin")]
    EndAlone,
    /// A length that no message has.
    #[error("a TAK message's length is no number or more than 16777216")]
    Length,
    /// An event that does not end.
    #[error("an event does not end within 16777216 bytes")]
    Endless,
    /// The connection ended within an event.
    #[error("the connection ended within an event")]
    Unfinished,
}

/// Takes the bytes of one connection.
#[derive(Debug, Default)]
pub struct Stream {
    scan: Scan,
    /// The event that has begun, as far as it came.
    kept: Vec<u8>,
    /// Where it begins.
    began: u64,
    /// It is too large, and told to be.
    passing_over: bool,
    at: u64,
    lost: Option<Lost>,
}

impl Stream {
    /// Takes the next bytes; what they complete goes into `items`, one after the other. It keeps no more than the beginning
    /// of one event, 64 KiB; an event that comes whole is read where it lies.
    ///
    /// # Errors
    /// When the stream is lost. It stays so.
    pub fn hear(&mut self, bytes: &[u8], items: &mut impl Extend<Item>) -> Result<(), Lost> {
        if let Some(lost) = &self.lost {
            return Err(lost.clone());
        }
        let before = self.at;
        // What of these bytes is of the event that has begun.
        let (mut from, mut next) = (0, 0);
        loop {
            // Most of an event is values and names, where nothing happens: they are taken as a whole.
            next += self.scan.pass(&bytes[next..]);
            self.at = before + next as u64;
            let Some(&byte) = bytes.get(next) else { break };
            let step = self.scan.step(byte);
            next += 1;
            match step {
                Ok(Step::Within) => {}
                Ok(Step::Between) => {
                    self.measure(next - 1 - from, items)?;
                    from = next;
                    self.begin_anew(before + next as u64);
                }
                Ok(Step::Ended(form)) => {
                    self.at = before + next as u64;
                    self.tell(form, &bytes[from..next], items)?;
                    from = next;
                }
                Err(why) => {
                    self.keep(&bytes[from..next - 1], items)?;
                    return Err(self.lose(self.at, why));
                }
            }
        }
        self.keep(&bytes[from..], items)
    }

    /// The connection is closed. A message with a datagram's header goes on until then.
    ///
    /// # Errors
    /// When it was lost, or was closed within an event.
    pub fn end(mut self, items: &mut impl Extend<Item>) -> Result<(), Lost> {
        if let Some(lost) = self.lost {
            return Err(lost);
        }
        if self.scan.is_between() {
            return Ok(());
        }
        if self.kept.starts_with(&MESH) && !self.passing_over {
            items.extend(datagram(&self.kept));
            return Ok(());
        }
        Err(self.lose(self.at, Astray::Unfinished))
    }

    fn begin_anew(&mut self, at: u64) {
        self.kept.clear();
        self.passing_over = false;
        self.began = at;
    }

    /// So many bytes more are of an event that reaches to here: whether it is still read, or passed over.
    fn measure(&mut self, more: usize, items: &mut impl Extend<Item>) -> Result<(), Lost> {
        // A message's length and magic byte are not of it.
        if !self.passing_over && self.kept.len() + more > LIMITS.bytes + scan::HEADER {
            items.extend([Item::Refused(Refused { at: self.began, why: Why::TooLarge })]);
            self.passing_over = true;
            self.kept.clear();
        }
        let last = self.began + PASSED_OVER as u64;
        if self.at > last { Err(self.lose(last + 1, Astray::Endless)) } else { Ok(()) }
    }

    /// Keeps the beginning of an event whose end has not come.
    fn keep(&mut self, bytes: &[u8], items: &mut impl Extend<Item>) -> Result<(), Lost> {
        self.measure(bytes.len(), items)?;
        if !self.passing_over {
            self.kept.extend_from_slice(bytes);
        }
        Ok(())
    }

    /// An event has ended, and these are the last of its bytes.
    fn tell(&mut self, form: Form, bytes: &[u8], items: &mut impl Extend<Item>) -> Result<(), Lost> {
        self.measure(bytes.len(), items)?;
        if !self.passing_over {
            let mut kept = std::mem::take(&mut self.kept);
            let whole = if kept.is_empty() {
                bytes
            } else {
                kept.extend_from_slice(bytes);
                &kept
            };
            let refused = |why| Item::Refused(Refused { at: self.began, why });
            match form {
                Form::Xml => match read(whole) {
                    Ok(event) => items.extend([Item::Event(event, Form::Xml)]),
                    Err(why) => items.extend([refused(why.into())]),
                },
                Form::Tak => match tak::read(scan::payload(whole)) {
                    Ok(message) => items.extend(of(message)),
                    Err(why) => items.extend([refused(why.into())]),
                },
            }
            self.kept = kept;
        }
        self.begin_anew(self.at);
        Ok(())
    }

    fn lose(&mut self, at: u64, why: Astray) -> Lost {
        self.kept = Vec::new();
        self.lost.insert(Lost { at, why }).clone()
    }
}

fn of(message: tak::Message) -> impl Iterator<Item = Item> {
    let event = message.event.map(|event| Item::Event(event, Form::Tak));
    message.control.map(Item::Control).into_iter().chain(event)
}

/// What a datagram says: one XML event, or a TAK message with a datagram's header.
#[must_use]
pub fn datagram(bytes: &[u8]) -> Vec<Item> {
    let refused = |why| vec![Item::Refused(Refused { at: 0, why })];
    if let Some(message) = bytes.strip_prefix(&MESH) {
        return match tak::read(message) {
            Ok(message) => of(message).collect(),
            Err(why) => refused(why.into()),
        };
    }
    let unmarked = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if unmarked.first() == Some(&MAGIC) || unmarked.trim_ascii_start().first() != Some(&b'<') {
        return refused(Why::NoDatagram);
    }
    match read(bytes) {
        Ok(event) => vec![Item::Event(event, Form::Xml)],
        Err(why) => refused(why.into()),
    }
}
