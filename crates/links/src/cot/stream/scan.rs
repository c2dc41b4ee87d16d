//! Where an event ends: a state for each place in XML or in a message's header, a byte at a time.

use memchr::memchr;

use super::{Astray, Form, MAGIC, PASSED_OVER};

/// The most bytes before a message: the magic byte and a length of ten.
pub(super) const HEADER: usize = 11;
/// What follows `<!` and begins something other than a DTD.
const COMMENT: &[u8] = b"--";
const CDATA: &[u8] = b"[CDATA[";
const MARK: [u8; 3] = [0xef, 0xbb, 0xbf];

/// What a byte was.
pub(super) enum Step {
    /// Between events, or of a declaration there.
    Between,
    /// Of an event.
    Within,
    /// The last of an event.
    Ended(Form),
}

/// Where in the stream the next byte stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Place {
    /// Between events.
    #[default]
    Between,
    /// In a byte order mark, after so many of its bytes.
    Mark(usize),
    /// In a root, between tags.
    Text,
    /// After `<`.
    Less,
    /// In a tag that begins an element; in a value with this quote; after a slash.
    Tag { quote: Option<u8>, slash: bool },
    /// In a tag that ends one.
    End,
    /// After `<?`; after a question mark.
    Instruction { mark: bool },
    /// After `<!`, after so many bytes of what it begins.
    Bang { of: &'static [u8], seen: usize },
    /// In a comment or literal text, after so many of the two that stand before its `>`.
    Until { mark: u8, seen: usize },
    /// In a message's length, after so many bytes.
    Length { value: u64, seen: u32 },
    /// In a message, before so many bytes more; whether it has no other.
    Message { left: u64, only: bool },
    /// In a message with a datagram's header, which goes on until the connection is closed.
    ToTheEnd,
}

#[derive(Debug, Default)]
pub(super) struct Scan {
    place: Place,
    depth: u32,
}

impl Scan {
    pub(super) fn is_between(&self) -> bool {
        self.place == Place::Between && self.depth == 0
    }

    /// Passes the next bytes that are of an event and neither begin nor end anything, those of a text, of a tag up to its end,
    /// of a message, and says how many they are.
    pub(super) fn pass(&mut self, bytes: &[u8]) -> usize {
        match &mut self.place {
            Place::Text => memchr(b'<', bytes).unwrap_or(bytes.len()),
            Place::Tag { quote, slash } => {
                let (passed, open, ends) = tag(bytes, *quote, *slash);
                (*quote, *slash) = (open, ends);
                passed
            }
            // Its last byte ends it.
            Place::Message { left, only: false } => {
                let passed = usize::try_from(left.saturating_sub(1)).unwrap_or(usize::MAX).min(bytes.len());
                *left -= passed as u64;
                passed
            }
            _ => 0,
        }
    }

    pub(super) fn step(&mut self, byte: u8) -> Result<Step, Astray> {
        self.place = match (self.place, byte) {
            (Place::Between, b' ' | b'\t' | b'\r' | b'\n') => return Ok(Step::Between),
            (Place::Between, b'<') => Place::Less,
            (Place::Between, MAGIC) => Place::Length { value: 0, seen: 0 },
            (Place::Between, 0xef) => return self.between(Place::Mark(1)),
            (Place::Between, other) => return Err(Astray::Garbage(other)),
            (Place::Mark(seen), byte) if MARK.get(seen) == Some(&byte) => {
                let ended = seen + 1 == MARK.len();
                return self.between(if ended { Place::Between } else { Place::Mark(seen + 1) });
            }
            (Place::Mark(_), other) => return Err(Astray::Garbage(other)),
            (Place::Text, b'<') => Place::Less,
            (Place::Text, _) => Place::Text,
            (Place::Less, b'/') if self.depth == 0 => return Err(Astray::EndAlone),
            (Place::Less, b'/') => Place::End,
            (Place::Less, b'?') => Place::Instruction { mark: false },
            (Place::Less, b'!') => Place::Bang { of: b"", seen: 0 },
            (Place::Less, b'A'..=b'Z' | b'a'..=b'z' | b'_' | b':' | 0x80..) => {
                Place::Tag { quote: None, slash: false }
            }
            (Place::Less, other) => return Err(Astray::Markup(other)),
            // Whatever else is in a tag was passed.
            (Place::Tag { slash, .. }, b'>') => return Ok(self.begun(slash)),
            (Place::Tag { .. }, other) => return Err(Astray::Markup(other)),
            (Place::End, b'>') => return Ok(self.ended()),
            (Place::End, b'<') => return Err(Astray::Markup(b'<')),
            (Place::End, _) => Place::End,
            (Place::Instruction { mark: true }, b'>') | (Place::Until { seen: 2.., .. }, b'>') => {
                return Ok(self.after());
            }
            (Place::Instruction { .. }, byte) => Place::Instruction { mark: byte == b'?' },
            (Place::Bang { of, seen }, byte) => self.bang(of, seen, byte)?,
            (Place::Until { mark, seen }, byte) => {
                Place::Until { mark, seen: if byte == mark { seen + 1 } else { 0 } }
            }
            (Place::Length { value, seen }, byte) => return self.length(value, seen, byte),
            // A message of the magic byte alone is none: this is a datagram's header.
            (Place::Message { only: true, .. }, MAGIC) => Place::ToTheEnd,
            (Place::Message { left: 0 | 1, .. }, _) => {
                self.place = Place::Between;
                return Ok(Step::Ended(Form::Tak));
            }
            (Place::Message { left, only }, _) => Place::Message { left: left - 1, only },
            (Place::ToTheEnd, _) => Place::ToTheEnd,
        };
        // What stands before a root is not of it: a declaration, a comment.
        Ok(Step::Within)
    }

    fn between(&mut self, place: Place) -> Result<Step, Astray> {
        self.place = place;
        Ok(Step::Between)
    }

    fn begun(&mut self, and_ended: bool) -> Step {
        self.depth = self.depth.saturating_add(1);
        if and_ended {
            return self.ended();
        }
        self.place = Place::Text;
        Step::Within
    }

    fn ended(&mut self) -> Step {
        self.depth = self.depth.saturating_sub(1);
        if self.depth == 0 {
            self.place = Place::Between;
            return Step::Ended(Form::Xml);
        }
        self.place = Place::Text;
        Step::Within
    }

    /// After a comment, a literal text or an instruction. Before a root they are not of an event.
    fn after(&mut self) -> Step {
        if self.depth == 0 {
            self.place = Place::Between;
            return Step::Between;
        }
        self.place = Place::Text;
        Step::Within
    }

    fn bang(&self, of: &'static [u8], seen: usize, byte: u8) -> Result<Place, Astray> {
        let of = match (seen, byte) {
            (0, b'-') => COMMENT,
            (0, b'[') if self.depth > 0 => CDATA,
            _ => of,
        };
        if of.get(seen) != Some(&byte) {
            return Err(if seen == 0 { Astray::Dtd } else { Astray::Markup(byte) });
        }
        Ok(match (of, seen + 1) {
            (COMMENT, 2) => Place::Until { mark: b'-', seen: 0 },
            (CDATA, 7) => Place::Until { mark: b']', seen: 0 },
            _ => Place::Bang { of, seen: seen + 1 },
        })
    }

    fn length(&mut self, value: u64, seen: u32, byte: u8) -> Result<Step, Astray> {
        let value = value | u64::from(byte & 0x7f) << (7 * seen);
        if value > PASSED_OVER as u64 || (byte >= 0x80 && seen == 3) {
            return Err(Astray::Length);
        }
        self.place = match (byte, value) {
            (0x80.., _) => Place::Length { value, seen: seen + 1 },
            (_, 0) => {
                self.place = Place::Between;
                return Ok(Step::Ended(Form::Tak));
            }
            _ => Place::Message { left: value, only: value == 1 },
        };
        Ok(Step::Within)
    }
}

/// How many bytes of a tag come before its end, which quote is open there, and whether a slash stands last. Most of an event is
/// tags, and each byte costs what this loop does with it.
fn tag(bytes: &[u8], quote: Option<u8>, mut slash: bool) -> (usize, Option<u8>, bool) {
    let mut open = quote.unwrap_or_default();
    for (at, &byte) in bytes.iter().enumerate() {
        if open != 0 {
            if byte == open {
                open = 0;
            }
            continue;
        }
        match byte {
            b'<' | b'>' => return (at, None, slash),
            b'"' | b'\'' => (open, slash) = (byte, false),
            _ => slash = byte == b'/',
        }
    }
    (bytes.len(), Some(open).filter(|open| *open != 0), slash)
}

/// What stands behind magic byte and length.
pub(super) fn payload(frame: &[u8]) -> &[u8] {
    let after = frame.get(1..).unwrap_or_default();
    let length = after.iter().position(|&byte| byte < 0x80).map_or(0, |last| last + 1);
    after.get(length..).unwrap_or_default()
}
