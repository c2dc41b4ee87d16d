//! Canonical JSON (RFC 8785), narrowed to what an entry may hold.
//!
//! Entries are hashed as stored, so one value must have one spelling. RFC 8785 gives it, except that
//! numbers are doubles there: beyond 2^53-1 two different integers share a spelling, and a float
//! computed on another machine may differ in its last digit. Here numbers are therefore integers of
//! at most 2^53-1 in magnitude, and everything else is refused rather than rounded.

use serde::Serialize;
use serde_json::Value;

use crate::in_order::InOrder;
use crate::scan::Scanner;

/// An entry is at most 1 MiB.
pub const MAX_BYTES: usize = 1 << 20;
/// At most 64 arrays and objects around a value.
pub const MAX_DEPTH: usize = 64;
/// 2^53-1: the largest integer that every JSON reader takes exactly.
pub const MAX_INTEGER: i64 = (1 << 53) - 1;

/// Why a value cannot be written canonically, or why bytes are not canonical. Offsets are in bytes
/// from the start.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CanonicalError {
    /// The bytes are not UTF-8.
    #[error("byte {offset}: not UTF-8")]
    Utf8 {
        /// Where the first bad byte stands.
        offset: usize,
    },
    /// Longer than [`MAX_BYTES`].
    #[error("{bytes} bytes is too long: at most {MAX_BYTES}")]
    TooLong {
        /// The length.
        bytes: usize,
    },
    /// Deeper than [`MAX_DEPTH`].
    #[error("byte {offset}: more than {MAX_DEPTH} arrays and objects inside each other")]
    TooDeep {
        /// Where the first one too many opens.
        offset: usize,
    },
    /// Something else stands where `wanted` should.
    #[error("byte {offset}: {found:?} where {wanted} should stand")]
    Unexpected {
        /// Where.
        offset: usize,
        /// What canonical JSON has here.
        wanted: &'static str,
        /// What stands there.
        found: char,
    },
    /// The bytes stop too early.
    #[error("ends where {wanted} should stand")]
    Ended {
        /// What should have followed.
        wanted: &'static str,
    },
    /// A fraction or an exponent.
    #[error("byte {offset}: a fraction or exponent; write an integer in a smaller unit")]
    Float {
        /// Where the number starts.
        offset: usize,
    },
    /// Beyond 2^53-1.
    #[error("byte {offset}: an integer beyond 2^53-1; write it as a string")]
    Integer {
        /// Where the number starts.
        offset: usize,
    },
    /// `-0` or a leading zero.
    #[error("byte {offset}: zero is written 0, and no other number starts with it")]
    Zero {
        /// Where the number starts.
        offset: usize,
    },
    /// An escape that RFC 8785 writes otherwise.
    #[error("byte {offset}: an escape that canonical JSON does not use")]
    Escape {
        /// Where the backslash stands.
        offset: usize,
    },
    /// The same key twice in one object.
    #[error("byte {offset}: the same key a second time")]
    DuplicateKey {
        /// Where the second one starts.
        offset: usize,
    },
    /// A key that belongs before its predecessor.
    #[error("byte {offset}: keys are not in the order of their UTF-16 code units")]
    KeyOrder {
        /// Where the misplaced key starts.
        offset: usize,
    },
    /// A value to be written holds a number that has no exact canonical spelling.
    #[error("{path}: {number} is not an integer of at most 2^53-1; use a smaller unit or a string")]
    Number {
        /// Where in the value, as a JSON pointer (RFC 6901).
        path: String,
        /// The number as it was given.
        number: String,
    },
    /// A value to be written is nested too deep.
    #[error("{path}: more than {MAX_DEPTH} arrays and objects inside each other")]
    DeepValue {
        /// Where in the value, as a JSON pointer.
        path: String,
    },
    /// The value's own `Serialize` failed.
    #[error("cannot be written as JSON: {0}")]
    Serialize(String),
}

/// The one canonical spelling of `value`.
pub fn canonical<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, CanonicalError> {
    let value = serde_json::to_value(value).map_err(|error| CanonicalError::Serialize(error.to_string()))?;
    check_value(&value)?;
    write(&InOrder(&value))
}

/// Writes what [`check_value`] has let through, and what serialises its members in order.
pub(crate) fn write<T: Serialize>(value: &T) -> Result<Vec<u8>, CanonicalError> {
    let bytes = serde_json::to_vec(value).map_err(|error| CanonicalError::Serialize(error.to_string()))?;
    if bytes.len() > MAX_BYTES {
        return Err(CanonicalError::TooLong { bytes: bytes.len() });
    }
    Ok(bytes)
}

/// Are these bytes the canonical spelling of some value? Nothing else may be hashed or stored.
pub fn check_canonical(bytes: &[u8]) -> Result<(), CanonicalError> {
    let mut scanner = Scanner::new(text(bytes)?);
    scanner.value(0)?;
    scanner.end()
}

/// The bytes as text, if they are UTF-8 and not too long.
pub(crate) fn text(bytes: &[u8]) -> Result<&str, CanonicalError> {
    if bytes.len() > MAX_BYTES {
        return Err(CanonicalError::TooLong { bytes: bytes.len() });
    }
    std::str::from_utf8(bytes).map_err(|error| CanonicalError::Utf8 { offset: error.valid_up_to() })
}

/// Refuses what RFC 8785 would round or what is nested too deep; says where as a JSON pointer.
fn check_value(value: &Value) -> Result<(), CanonicalError> {
    check_at(value, &mut Vec::new())
}

/// The same for a value that will be the member `key` of the object written.
pub(crate) fn check_member(key: &str, value: &Value) -> Result<(), CanonicalError> {
    check_at(value, &mut vec![Step::Key(key)])
}

fn check_at<'a>(value: &'a Value, path: &mut Vec<Step<'a>>) -> Result<(), CanonicalError> {
    match value {
        Value::Null | Value::Bool(_) | Value::String(_) => Ok(()),
        Value::Number(number) => match number.as_i64() {
            Some(integer) if (-MAX_INTEGER..=MAX_INTEGER).contains(&integer) => Ok(()),
            _ => Err(CanonicalError::Number { path: pointer(path), number: number.to_string() }),
        },
        Value::Array(_) | Value::Object(_) if path.len() >= MAX_DEPTH => {
            Err(CanonicalError::DeepValue { path: pointer(path) })
        }
        Value::Array(items) => {
            items.iter().enumerate().try_for_each(|(index, item)| inside(Step::Index(index), item, path))
        }
        Value::Object(members) => {
            members.iter().try_for_each(|(key, member)| inside(Step::Key(key), member, path))
        }
    }
}

fn inside<'a>(step: Step<'a>, value: &'a Value, path: &mut Vec<Step<'a>>) -> Result<(), CanonicalError> {
    path.push(step);
    check_at(value, path)?;
    path.pop();
    Ok(())
}

enum Step<'a> {
    Index(usize),
    Key(&'a str),
}

fn pointer(path: &[Step<'_>]) -> String {
    if path.is_empty() {
        return "the value".to_owned();
    }
    path.iter()
        .map(|step| match step {
            Step::Index(index) => format!("/{index}"),
            Step::Key(key) => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
        })
        .collect()
}
