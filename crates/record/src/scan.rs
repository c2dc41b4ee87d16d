//! One pass over bytes that must already be canonical JSON.
//!
//! Verifying a million entries is mostly this: checking the form while walking, without building a
//! tree and without looking at any byte twice. Because RFC 8785 leaves exactly one spelling for every
//! value, the scanner needs no leniency: whatever is not that spelling is refused where it stands.

use std::cmp::Ordering;

use crate::canonical::{CanonicalError, MAX_DEPTH, MAX_INTEGER};

/// Walks `text` from the front. Every method either consumes one thing or says what is wrong there.
pub(crate) struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    pub(crate) fn new(text: &'a str) -> Scanner<'a> {
        Scanner { text, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Consumes exactly `expected`, or says that it is missing here.
    pub(crate) fn literal(&mut self, expected: &'static str) -> Result<(), CanonicalError> {
        let here = self.text.as_bytes().get(self.at..).unwrap_or_default();
        if here.starts_with(expected.as_bytes()) {
            self.at += expected.len();
            return Ok(());
        }
        Err(self.unexpected(expected))
    }

    /// Nothing may follow.
    pub(crate) fn end(&self) -> Result<(), CanonicalError> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.unexpected("the end")),
        }
    }

    /// Any value; `depth` counts the arrays and objects around it. Answers its own text.
    pub(crate) fn value(&mut self, depth: usize) -> Result<&'a str, CanonicalError> {
        let start = self.at;
        match self.peek() {
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.array(depth)?,
            Some(b'"') => self.string().map(drop)?,
            Some(b'-' | b'0'..=b'9') => self.integer().map(drop)?,
            Some(b't') => self.literal("true")?,
            Some(b'f') => self.literal("false")?,
            Some(b'n') => self.literal("null")?,
            _ => return Err(self.unexpected("a value")),
        }
        Ok(self.since(start))
    }

    fn object(&mut self, depth: usize) -> Result<(), CanonicalError> {
        self.descend(depth)?;
        self.literal("{")?;
        if self.peek() == Some(b'}') {
            return self.literal("}");
        }
        let mut last: Option<&str> = None;
        loop {
            let start = self.at;
            let key = self.string()?;
            match last.map(|last| compare_keys(last, key)) {
                None | Some(Ordering::Less) => last = Some(key),
                Some(Ordering::Equal) => return Err(CanonicalError::DuplicateKey { offset: start }),
                Some(Ordering::Greater) => return Err(CanonicalError::KeyOrder { offset: start }),
            }
            self.literal(":")?;
            self.value(depth + 1)?;
            if self.peek() != Some(b',') {
                return self.literal("}");
            }
            self.at += 1;
        }
    }

    fn array(&mut self, depth: usize) -> Result<(), CanonicalError> {
        self.descend(depth)?;
        self.literal("[")?;
        if self.peek() == Some(b']') {
            return self.literal("]");
        }
        loop {
            self.value(depth + 1)?;
            if self.peek() != Some(b',') {
                return self.literal("]");
            }
            self.at += 1;
        }
    }

    fn descend(&self, depth: usize) -> Result<(), CanonicalError> {
        if depth < MAX_DEPTH { Ok(()) } else { Err(CanonicalError::TooDeep { offset: self.at }) }
    }

    /// A string; answers the text between its quotes, escapes as written.
    pub(crate) fn string(&mut self) -> Result<&'a str, CanonicalError> {
        self.literal("\"")?;
        let start = self.at;
        loop {
            let ahead = self.text.as_bytes().get(self.at..).unwrap_or_default();
            let special = |byte: &u8| matches!(byte, b'"' | b'\\' | ..0x20);
            self.at += ahead.iter().position(special).unwrap_or(ahead.len());
            match self.peek() {
                Some(b'"') => {
                    let inside = self.since(start);
                    self.at += 1;
                    return Ok(inside);
                }
                Some(b'\\') => self.escape()?,
                _ => return Err(self.unexpected("the closing quote of a string")),
            }
        }
    }

    /// RFC 8785 section 3.2.2.2 escapes the quote, the backslash and the control characters, nothing
    /// else, the latter by their short form where JSON has one and by lower-case `\u00xx` where not.
    fn escape(&mut self) -> Result<(), CanonicalError> {
        let rest = self.text.as_bytes().get(self.at + 1..).unwrap_or_default();
        self.at += match rest {
            [b'"' | b'\\' | b'b' | b't' | b'n' | b'f' | b'r', ..] => 2,
            [b'u', b'0', b'0', b'0', b'0'..=b'7' | b'b' | b'e' | b'f', ..] => 6,
            [b'u', b'0', b'0', b'1', b'0'..=b'9' | b'a'..=b'f', ..] => 6,
            _ => return Err(CanonicalError::Escape { offset: self.at }),
        };
        Ok(())
    }

    /// An integer of at most 2^53-1 in magnitude, in its shortest spelling.
    pub(crate) fn integer(&mut self) -> Result<i64, CanonicalError> {
        let start = self.at;
        let negative = self.peek() == Some(b'-');
        self.at += usize::from(negative);
        let digits = self.at;
        let mut magnitude: i64 = 0;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            magnitude = magnitude.saturating_mul(10).saturating_add(i64::from(digit - b'0'));
            self.at += 1;
        }
        let leading_zero = self.text.as_bytes().get(digits) == Some(&b'0');
        match self.peek() {
            Some(b'.' | b'e' | b'E') => return Err(CanonicalError::Float { offset: start }),
            _ if self.at == digits => return Err(self.unexpected("a digit")),
            _ if leading_zero && (negative || self.at > digits + 1) => {
                return Err(CanonicalError::Zero { offset: start });
            }
            _ if magnitude > MAX_INTEGER => return Err(CanonicalError::Integer { offset: start }),
            _ => {}
        }
        Ok(if negative { -magnitude } else { magnitude })
    }

    fn since(&self, start: usize) -> &'a str {
        // Every method stops at an ASCII byte, so the cut is never inside a character.
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn unexpected(&self, wanted: &'static str) -> CanonicalError {
        let found = self.text.get(self.at..).and_then(|rest| rest.chars().next());
        match found {
            Some(found) => CanonicalError::Unexpected { offset: self.at, wanted, found },
            None => CanonicalError::Ended { wanted },
        }
    }
}

/// RFC 8785 section 3.2.3: keys are ordered by their UTF-16 code units, unescaped. For plain ASCII
/// that is the order of the bytes; characters beyond U+FFFF sort before U+E000 to U+FFFF.
fn compare_keys(left: &str, right: &str) -> Ordering {
    let plain = |key: &str| key.is_ascii() && !key.contains('\\');
    if plain(left) && plain(right) {
        return left.cmp(right);
    }
    unescaped(left).encode_utf16().cmp(unescaped(right).encode_utf16())
}

/// What the inside of a scanned string says.
pub(crate) fn unescaped(inside: &str) -> std::borrow::Cow<'_, str> {
    if !inside.contains('\\') {
        return inside.into();
    }
    let mut said = String::with_capacity(inside.len());
    let mut rest = inside.chars();
    while let Some(next) = rest.next() {
        said.push(match next {
            '\\' => match rest.next() {
                Some('b') => '\u{8}',
                Some('t') => '\t',
                Some('n') => '\n',
                Some('f') => '\u{c}',
                Some('r') => '\r',
                Some('u') => {
                    let code = rest
                        .by_ref()
                        .take(4)
                        .fold(0, |code, digit| code * 16 + digit.to_digit(16).unwrap_or(0));
                    char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
                }
                Some(other) => other,
                None => '\\',
            },
            other => other,
        });
    }
    said.into()
}
