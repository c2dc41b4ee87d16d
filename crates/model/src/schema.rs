//! Every kind of thing and every attribute, once.
//!
//! A file of facts is read against these tables, a rule is type-checked against them, and the book's list of
//! facts is printed from them. Adding an attribute is adding a row.

mod kinds;

use std::fmt;

use crate::{Path, Segment, Span, Unit, Value, Word, area::is_area};

pub use kinds::{DOSSIER, KINDS};

/// A kind of thing.
#[derive(Debug)]
pub struct Kind {
    /// Its name, as in `domain.md` where that has one.
    pub name: &'static str,
    /// What it is.
    pub doc: &'static str,
    /// What can be said about it.
    pub attributes: &'static [Attribute],
}

/// Something that can be said about a kind of thing.
#[derive(Debug)]
pub struct Attribute {
    /// Its name.
    pub name: &'static str,
    /// What values it takes.
    pub takes: Type,
    /// Who or what can change it.
    pub nature: Nature,
    /// What it means, for a person.
    pub doc: &'static str,
    /// Of a list that comes from a feed: how long somebody's word that it is complete is believed who did not say
    /// until when. Of anything else `None`.
    pub fresh_for: Option<Span>,
}

/// What values an attribute takes.
#[derive(Clone, Copy, Debug)]
pub enum Type {
    /// Yes or no.
    Bool,
    /// One of these words; any word when the list is empty.
    Word(&'static [&'static str]),
    /// A number of a unit.
    Quantity(Unit),
    /// A moment.
    Time,
    /// A calendar day.
    Day,
    /// A point on the earth.
    Place,
    /// A thing within the thing.
    Record(&'static Kind),
    /// Several things, under labels of their own.
    List(&'static Kind),
}

/// What a fix may do about an attribute.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Nature {
    /// The plan says so, and whoever plans can say otherwise.
    Plan,
    /// Somebody does it or does not: a notice, an answer, a briefing, a payment. It can still be done.
    Act,
    /// The world is so. Evidence can be obtained where there is none; what was found cannot be wished away.
    Finding,
}

/// The attribute every list has: a claim that nothing is missing from it.
pub static COMPLETE: Attribute = Attribute {
    name: "complete",
    takes: Type::Bool,
    nature: Nature::Act,
    doc: "somebody vouches that the list has everything",
    fresh_for: None,
};

/// Why a path or a value does not fit the schema.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Misplaced {
    /// No such attribute.
    #[error("there is no fact `{path}`{}", .hint.as_ref().map(|h| format!(": {h}")).unwrap_or_default())]
    Unknown {
        /// The path as given.
        path: String,
        /// What may have been meant.
        hint: Option<Hint>,
    },
    /// A value of another type.
    #[error("`{path}` takes {expected}, not `{given}`")]
    Mistyped {
        /// The path as given.
        path: String,
        /// The type expected, in words.
        expected: String,
        /// The value given.
        given: String,
    },
}

/// What may have been meant by a path that leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Hint {
    /// One of its attributes.
    #[error("it names a thing; say which of its attributes")]
    Thing,
    /// One item of a list of this kind.
    #[error("it is a list; name one {0} as [label]")]
    List(&'static str),
    /// Something that is no list.
    #[error("it is not a list")]
    NoList,
    /// Something that has no attributes.
    #[error("the part before the last dot has no attributes")]
    NoAttributes,
    /// Another attribute.
    #[error("a {kind} has {names}")]
    Attributes {
        /// Of this kind.
        kind: &'static str,
        /// Its attributes.
        names: String,
    },
}

impl Misplaced {
    pub(crate) fn unknown(path: &Path) -> Self {
        Misplaced::Unknown { path: path.to_string(), hint: None }
    }
}

impl Kind {
    /// The attribute called `name`.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&'static Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    /// The attribute names, for an error that says what would be right.
    #[must_use]
    pub fn names(&self) -> String {
        self.attributes.iter().map(|a| a.name).collect::<Vec<_>>().join(", ")
    }
}

impl Attribute {
    /// Attributes of this name hold an [area](crate::area), wherever they stand.
    #[must_use]
    pub fn holds_an_area(&self) -> bool {
        self.name == "area"
    }

    fn expected(&self) -> String {
        match self.takes {
            Type::Word(_) if self.holds_an_area() => {
                "an area in lower case that begins with its country's two-letter code, such as pk/kp/shangla"
                    .to_owned()
            }
            Type::Quantity(_) => format!("{}, not negative", self.takes),
            takes => takes.to_string(),
        }
    }

    /// Whether `value` is of this attribute's type.
    ///
    /// # Errors
    /// When it is not; the error names `path` and what would be right.
    pub fn accepts(&self, path: &Path, value: &Value) -> Result<(), Misplaced> {
        let fits = match (self.takes, value) {
            (Type::Word(_), Value::Word(word)) if self.holds_an_area() => is_area(word),
            (Type::Word(words), Value::Word(word)) => words.is_empty() || words.contains(&word.as_str()),
            (Type::Quantity(unit), Value::Quantity(quantity)) => quantity.unit == unit && quantity.n >= 0,
            (Type::Bool, Value::Bool(_))
            | (Type::Time, Value::Time(_))
            | (Type::Day, Value::Day(_))
            | (Type::Place, Value::Place(_)) => true,
            _ => false,
        };
        if fits {
            return Ok(());
        }
        Err(Misplaced::Mistyped {
            path: path.to_string(),
            expected: self.expected(),
            given: value.to_string(),
        })
    }
}

/// The attribute at `path`, which must lead to one that holds claims.
///
/// # Errors
/// When it does not, naming what there is instead.
pub fn attribute_at(path: &Path) -> Result<&'static Attribute, Misplaced> {
    match walk(path)? {
        Found::Attribute(attribute) if !matches!(attribute.takes, Type::Record(_) | Type::List(_)) => {
            Ok(attribute)
        }
        Found::Attribute(_) | Found::Item(_) => {
            Err(Misplaced::Unknown { path: path.to_string(), hint: Some(Hint::Thing) })
        }
    }
}

/// The record or list at `path` (an item of a list is a record).
///
/// # Errors
/// When the path leads nowhere, or to an attribute that holds claims.
pub fn place_at(path: &Path) -> Result<Type, Misplaced> {
    match walk(path)? {
        Found::Item(kind) => Ok(Type::Record(kind)),
        Found::Attribute(attribute) if matches!(attribute.takes, Type::Record(_) | Type::List(_)) => {
            Ok(attribute.takes)
        }
        Found::Attribute(_) => Err(Misplaced::unknown(path)),
    }
}

enum Found {
    Attribute(&'static Attribute),
    Item(&'static Kind),
}

fn walk(path: &Path) -> Result<Found, Misplaced> {
    let mut kind: &'static Kind = &DOSSIER;
    let mut list: Option<&'static Kind> = None;
    let mut found = Found::Item(&DOSSIER);
    for segment in path.segments() {
        let unknown = |hint: Hint| Misplaced::Unknown { path: path.to_string(), hint: Some(hint) };
        found = match (segment, list.take()) {
            (Segment::Item(_), Some(item)) => {
                kind = item;
                Found::Item(item)
            }
            (Segment::Attribute(name), Some(_)) if name == COMPLETE.name => Found::Attribute(&COMPLETE),
            (Segment::Attribute(_), Some(item)) => {
                return Err(unknown(Hint::List(item.name)));
            }
            (Segment::Item(_), None) => return Err(unknown(Hint::NoList)),
            (Segment::Attribute(name), None) => {
                if !matches!(
                    found,
                    Found::Item(_) | Found::Attribute(Attribute { takes: Type::Record(_), .. })
                ) {
                    return Err(unknown(Hint::NoAttributes));
                }
                let attribute = kind
                    .attribute(name.as_str())
                    .ok_or_else(|| unknown(Hint::Attributes { kind: kind.name, names: kind.names() }))?;
                match attribute.takes {
                    Type::Record(inner) => kind = inner,
                    Type::List(inner) => list = Some(inner),
                    _ => {}
                }
                Found::Attribute(attribute)
            }
        };
    }
    Ok(found)
}

/// [`COMPLETE`]'s name as a word.
pub(crate) fn complete_word() -> Word {
    static WORD: std::sync::OnceLock<Word> = std::sync::OnceLock::new();
    WORD.get_or_init(|| word_of(COMPLETE.name)).clone()
}

/// A name of these tables as a word. Every one is: a test holds them to it.
fn word_of(name: &'static str) -> Word {
    name.parse().unwrap_or_else(|_| unreachable!("the schema's names are words"))
}

/// In words, for errors and the book.
impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Type::Bool => f.write_str("true or false"),
            Type::Word([]) => f.write_str("a word"),
            Type::Word(words) => write!(f, "one of {}", words.join(", ")),
            Type::Quantity(Unit::Count) => f.write_str("a number"),
            Type::Quantity(Unit::Money) => f.write_str("an amount of money"),
            Type::Quantity(Unit::Millimetre) => f.write_str("a length such as \"150 m\""),
            Type::Quantity(Unit::Gram) => f.write_str("a mass such as \"15 kg\""),
            Type::Quantity(Unit::Microsecond) => f.write_str("a span such as \"2 h\""),
            Type::Time => f.write_str("a moment with its offset, such as 2024-03-26T09:15:00+05:00"),
            Type::Day => f.write_str("a day such as 2024-03-26"),
            Type::Place => f.write_str("a place such as { lat = \"34.93\", lon = \"72.88\" }"),
            Type::Record(kind) => write!(f, "a {}", kind.name),
            Type::List(kind) => write!(f, "a list of {}", kind.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_and_listed_word_is_a_word_and_every_name_is_used_once_in_its_kind() {
        for kind in KINDS {
            let mut names: Vec<&str> = kind.attributes.iter().map(|a| a.name).collect();
            names.sort_unstable();
            names.windows(2).for_each(|pair| assert_ne!(pair[0], pair[1], "twice in {}", kind.name));
            for attribute in kind.attributes {
                assert!(attribute.name.parse::<Word>().is_ok() && attribute.name != COMPLETE.name);
                if let Type::Word(words) = attribute.takes {
                    words.iter().for_each(|word| assert!(word.parse::<Word>().is_ok(), "{word}"));
                }
            }
        }
    }

    #[test]
    fn paths_lead_where_the_schema_says() {
        let at = |text: &str| attribute_at(&text.parse().unwrap()).map(|a| a.name);
        assert_eq!(at("vehicles[bus].bullet_proof"), Ok("bullet_proof"));
        assert_eq!(at("vehicles.complete"), Ok("complete"));
        assert_eq!(at("districts[shangla].notice.given_on"), Ok("given_on"));
        for wrong in [
            "vehicles",
            "vehicles.bullet_proof",
            "movement[x].kind",
            "movement.kind.x",
            "districts[a].notice",
        ] {
            assert!(at(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_unknown_attribute_names_those_there_are() {
        let error = attribute_at(&"movement.departure".parse().unwrap()).unwrap_err().to_string();
        assert!(error.contains("departs_on"), "{error}");
    }
}
