//! Why a text or a value is not what it should be, and what would be right.

use model::{
    Path, Unit,
    dossier::{LONGEST_LIST, Unplaceable},
    path::NotAPath,
    schema::{Attribute, Hint, Misplaced, Type, attribute_at},
    time::NotATime,
};

use crate::Catalogue;

/// As much of what was given as is shown again.
const SHOWN: usize = 80;

impl Catalogue {
    /// That a text is no word.
    #[must_use]
    pub fn not_a_word(&self, text: &str) -> String {
        self.say_with("unfit-word", [("text", shown(text).into())])
    }

    /// That a text is no path.
    #[must_use]
    pub fn not_a_path(&self, error: &NotAPath) -> String {
        let (NotAPath::Segment { path, .. } | NotAPath::Malformed(path)) = error;
        self.say_with("unfit-path", [("path", shown(path).into())])
    }

    /// That a text is no moment or no day.
    #[must_use]
    pub fn not_a_time(&self, error: &NotATime) -> String {
        let (id, text) = match error {
            NotATime::OutOfRange(text) => ("unfit-year", text),
            NotATime::Malformed(text) => ("unfit-moment", text),
            NotATime::NoSuchDay(text) => ("unfit-day", text),
        };
        self.say_with(id, [("text", shown(text).into())])
    }

    /// That a claim does not fit the schema, or its list is full.
    #[must_use]
    pub fn unplaceable(&self, error: &Unplaceable) -> String {
        match error {
            Unplaceable::Misplaced(misplaced) => self.misplaced(misplaced),
            Unplaceable::TooLong(list) => self.say_with(
                "unfit-list-full",
                [("list", self.fact(list).into()), ("most", LONGEST_LIST.to_string().into())],
            ),
        }
    }

    /// That a claim does not fit the schema.
    #[must_use]
    pub fn misplaced(&self, error: &Misplaced) -> String {
        match error {
            Misplaced::Unknown { path, hint: None } => {
                self.say_with("unfit-fact", [("path", shown(path).into())])
            }
            Misplaced::Unknown { path, hint: Some(hint) } => self.say_with(
                "unfit-fact-hint",
                [("path", shown(path).into()), ("hint", self.hint(hint).into())],
            ),
            Misplaced::Mistyped { path, expected, given } => {
                let at: Option<Path> = path.parse().ok();
                let expected =
                    at.and_then(|at| attribute_at(&at).ok()).map_or(expected.clone(), |it| self.takes(it));
                self.mistyped(path, expected, given)
            }
        }
    }

    /// That a fact takes something else than was given.
    #[must_use]
    pub fn mistyped(&self, path: &str, expected: String, given: &str) -> String {
        self.say_with(
            "unfit-value",
            [("path", shown(path).into()), ("expected", expected.into()), ("given", shown(given).into())],
        )
    }

    /// What an attribute takes.
    #[must_use]
    pub fn takes(&self, attribute: &Attribute) -> String {
        match attribute.takes {
            Type::Word(_) if attribute.holds_an_area() => self.say("takes-area"),
            Type::Word([]) => self.say("takes-word"),
            Type::Word(words) => self.say_with("takes-one-of", [("words", words.join(", ").into())]),
            Type::Bool => self.say("takes-yes-no"),
            Type::Quantity(Unit::Count | Unit::Money) => self.say("takes-number"),
            Type::Quantity(Unit::Millimetre) => self.say("takes-length"),
            Type::Quantity(Unit::Gram) => self.say("takes-mass"),
            Type::Quantity(Unit::Microsecond) => self.say("takes-span"),
            Type::Time => self.say("takes-moment"),
            Type::Day => self.say("takes-day"),
            Type::Place => self.say("takes-place"),
            // Nothing is said of these themselves.
            Type::Record(kind) | Type::List(kind) => kind.name.to_owned(),
        }
    }

    fn hint(&self, hint: &Hint) -> String {
        match hint {
            Hint::Thing => self.say("unfit-hint-thing"),
            Hint::List(kind) => self.say_with("unfit-hint-list", [("kind", (*kind).into())]),
            Hint::NoList => self.say("unfit-hint-no-list"),
            Hint::NoAttributes => self.say("unfit-hint-no-attributes"),
            Hint::Attributes { kind, names } => self.say_with(
                "unfit-hint-attributes",
                [("kind", (*kind).into()), ("names", names.as_str().into())],
            ),
        }
    }
}

/// As much of a text as is shown again, with what cannot be seen made visible.
fn shown(text: &str) -> String {
    text.chars().take(SHOWN).collect::<String>().escape_debug().to_string()
}
