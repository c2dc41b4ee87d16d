//! One token after the other, within limits.

use std::borrow::Cow;

use compact_str::CompactString;
use quick_xml::{
    Reader, XmlVersion,
    errors::Error,
    escape::EscapeError,
    events::{BytesStart, Event, attributes::Attribute},
};

use super::{
    Fault, Limits, Malformed,
    letters::{all_allowed, allowed, is_name, is_plain},
};
use crate::number::short;

/// What stands in XML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token<'t> {
    /// An element begins.
    Open(Tag),
    /// Text, with its entities resolved. Neighbouring pieces come one after the other.
    Text(Cow<'t, str>),
    /// The element begun last and not ended yet ends.
    Close,
}

/// The beginning of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Its name with its prefix.
    pub name: CompactString,
    /// Its attributes in order, with their entities resolved.
    pub attributes: Vec<(CompactString, CompactString)>,
}

impl Tag {
    /// An attribute's value.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Walks through a text.
pub struct Walk<'t> {
    reader: Reader<&'t [u8]>,
    limits: Limits,
    /// The names of the elements begun and not ended.
    open: Vec<CompactString>,
    elements: usize,
    /// An empty element was told to begin and has to be told to end.
    closing: bool,
    ended: bool,
}

impl<'t> Walk<'t> {
    /// # Errors
    /// When the text is larger than the limits allow.
    pub fn new(text: &'t str, limits: Limits) -> Result<Self, Malformed> {
        if text.len() > limits.bytes {
            return Err(Malformed { at: limits.bytes, fault: Fault::TooLarge(limits.bytes) });
        }
        let reader = Reader::from_str(text);
        Ok(Walk { reader, limits, open: Vec::new(), elements: 0, closing: false, ended: false })
    }

    /// The byte up to which it was read.
    #[must_use]
    pub fn at(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// How many elements lie around the next token.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// An error here.
    #[must_use]
    pub fn wrong(&self, fault: Fault) -> Malformed {
        Malformed { at: self.at(), fault }
    }

    /// The next token; `None` after the root's end, when nothing but white space follows.
    ///
    /// # Errors
    /// When what comes next is not well formed, or beyond the limits.
    pub fn step(&mut self) -> Result<Option<Token<'t>>, Malformed> {
        if std::mem::take(&mut self.closing) {
            return Ok(Some(self.close()));
        }
        loop {
            let event = self.reader.read_event().map_err(|error| self.wrong(syntax(&error)))?;
            match event {
                Event::Start(tag) => return self.begin(&tag).map(Some),
                Event::Empty(tag) => {
                    let token = self.begin(&tag)?;
                    self.closing = true;
                    return Ok(Some(token));
                }
                Event::End(_) => return Ok(Some(self.close())),
                Event::Text(text) => {
                    let outside = self.open.is_empty();
                    let content = text.xml10_content();
                    self.check(&content)?;
                    // A byte order mark is no text.
                    if outside && !content.trim_start_matches('\u{feff}').trim().is_empty() {
                        return Err(self.wrong(Fault::BesideTheRoot));
                    }
                    if !outside {
                        return Ok(Some(Token::Text(Cow::Owned(content.into_owned()))));
                    }
                }
                Event::CData(text) => {
                    let content = text.xml10_content().into_owned();
                    return self.inner(content.into());
                }
                Event::GeneralRef(entity) => {
                    let resolved = self.resolved(entity.as_ref())?;
                    return self.inner(resolved.into());
                }
                Event::DocType(_) => return Err(self.wrong(Fault::Dtd)),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
                Event::Eof => return self.end(),
            }
        }
    }

    fn begin(&mut self, tag: &BytesStart<'_>) -> Result<Token<'t>, Malformed> {
        if self.open.is_empty() && self.ended {
            return Err(self.wrong(Fault::BesideTheRoot));
        }
        self.elements += 1;
        if self.elements > self.limits.elements {
            return Err(self.wrong(Fault::TooMany(self.limits.elements)));
        }
        if self.open.len() >= self.limits.depth {
            return Err(self.wrong(Fault::TooDeep(self.limits.depth)));
        }
        let name = self.name(tag.name().as_ref())?;
        let mut attributes: Vec<(CompactString, CompactString)> = Vec::new();
        // Which names stand already is seen from those that were taken, without a list beside them.
        for attribute in tag.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| self.wrong(Fault::Attribute(error.to_string())))?;
            if attributes.len() >= self.limits.attributes {
                return Err(self.wrong(Fault::TooManyAttributes(self.limits.attributes)));
            }
            let key = self.name(attribute.key.as_ref())?;
            if attributes.iter().any(|(taken, _)| *taken == key) {
                return Err(self.wrong(Fault::Attribute(format!("`{}` stands twice", short(&key)))));
            }
            let value = self.value(&key, &attribute)?;
            attributes.push((key, value));
        }
        self.open.push(name.clone());
        Ok(Token::Open(Tag { name, attributes }))
    }

    fn value(&self, key: &str, attribute: &Attribute<'_>) -> Result<CompactString, Malformed> {
        if is_plain(&attribute.value) {
            return Ok((&*attribute.value).into());
        }
        if attribute.value.contains('<') {
            return Err(self.wrong(Fault::Attribute(format!("`<` stands in the value of `{}`", short(key)))));
        }
        let value = attribute.normalized_value(XmlVersion::Implicit1_0);
        let value = value.map_err(|error| self.wrong(syntax(&error)))?;
        self.check(&value)?;
        Ok(value.into())
    }

    fn close(&mut self) -> Token<'t> {
        self.open.pop();
        self.ended = self.open.is_empty();
        Token::Close
    }

    fn inner(&self, text: Cow<'t, str>) -> Result<Option<Token<'t>>, Malformed> {
        if self.open.is_empty() {
            return Err(self.wrong(Fault::BesideTheRoot));
        }
        self.check(&text)?;
        Ok(Some(Token::Text(text)))
    }

    fn end(&self) -> Result<Option<Token<'t>>, Malformed> {
        match self.open.last() {
            Some(name) => Err(self.wrong(Fault::Unfinished(short(name)))),
            None if self.ended => Ok(None),
            None => Err(self.wrong(Fault::Empty)),
        }
    }

    fn check(&self, text: &str) -> Result<(), Malformed> {
        if all_allowed(text) { Ok(()) } else { Err(self.wrong(Fault::Character)) }
    }

    fn name(&self, text: &str) -> Result<CompactString, Malformed> {
        if is_name(text) { Ok(text.into()) } else { Err(self.wrong(Fault::Name(short(text)))) }
    }

    fn resolved(&self, entity: &str) -> Result<String, Malformed> {
        let foreign = || self.wrong(Fault::Entity(short(entity)));
        let Some(number) = entity.strip_prefix('#') else {
            return quick_xml::escape::resolve_xml_entity(entity).map(str::to_owned).ok_or_else(foreign);
        };
        let code = match number.strip_prefix('x') {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        let char = code.ok().and_then(char::from_u32).filter(|&char| allowed(char));
        char.map(String::from).ok_or_else(|| self.wrong(Fault::Character))
    }
}

fn syntax(error: &Error) -> Fault {
    match error {
        Error::Escape(EscapeError::UnrecognizedEntity(_, entity)) => Fault::Entity(short(entity)),
        Error::Escape(EscapeError::InvalidCharRef(_)) => Fault::Character,
        other => Fault::Syntax(other.to_string().chars().take(200).collect()),
    }
}

/// The text of a document in bytes: UTF-8 unless its declaration says ISO-8859-1, which is read as well.
///
/// # Errors
/// When the bytes are in another encoding.
pub fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, Malformed> {
    if matches!(bytes, [0xfe, 0xff, ..] | [0xff, 0xfe, ..] | [0, b'<', ..] | [b'<', 0, ..]) {
        return Err(Malformed { at: 0, fault: Fault::ForeignEncoding("UTF-16".to_owned()) });
    }
    let unmarked = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let declared = declared_encoding(unmarked).unwrap_or_else(|| "UTF-8".to_owned());
    match declared.to_ascii_uppercase().as_str() {
        "UTF-8" | "UTF8" | "US-ASCII" | "ASCII" => match std::str::from_utf8(unmarked) {
            Ok(text) => Ok(text.into()),
            Err(error) => Err(Malformed { at: error.valid_up_to(), fault: Fault::Encoding("UTF-8") }),
        },
        "ISO-8859-1" | "LATIN1" | "ISO_8859-1" => {
            Ok(unmarked.iter().copied().map(char::from).collect::<String>().into())
        }
        _ => Err(Malformed { at: 0, fault: Fault::ForeignEncoding(short(&declared)) }),
    }
}

/// What the XML declaration says of the encoding.
fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let rest = bytes.strip_prefix(b"<?xml")?;
    let end = rest.windows(2).take(256).position(|pair| pair == b"?>")?;
    let declaration = std::str::from_utf8(rest.get(..end)?).ok()?;
    let (_, after) = declaration.split_once("encoding")?;
    let value = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|char| matches!(char, '"' | '\''))?;
    value.get(1..)?.split(quote).next().map(str::to_owned)
}
