//! Values, spans and roles as people say them. Numbers, dates and identifiers stay as they are.

use model::{Path, Span, Unit, Value, Word, party::Role, schema};

use crate::Catalogue;

const SECOND: u64 = 1_000_000;
/// The parts of a span, largest first: how many microseconds, and the message.
const PARTS: [(u64, &str); 4] = [
    (86_400 * SECOND, "span-days"),
    (3600 * SECOND, "span-hours"),
    (60 * SECOND, "span-minutes"),
    (SECOND, "span-seconds"),
];

impl Catalogue {
    /// What the fact at `path` says; times by clocks `offset` ahead of UTC.
    #[must_use]
    pub fn value_of(&self, path: &Path, value: &Value, offset: Span) -> String {
        match (value, schema::attribute_at(path).map(|attribute| attribute.takes)) {
            (Value::Word(word), Ok(schema::Type::Word(words))) if words.contains(&word.as_str()) => {
                self.word(word)
            }
            _ => self.value(value, offset),
        }
    }

    /// A word of a list the schema names.
    fn word(&self, word: &Word) -> String {
        self.say(&format!("word-{word}"))
    }

    /// A value by itself.
    #[must_use]
    pub fn value(&self, value: &Value, offset: Span) -> String {
        match value {
            Value::Bool(true) => self.say("value-yes"),
            Value::Bool(false) => self.say("value-no"),
            Value::Time(moment) => moment.display_local(offset),
            Value::Quantity(quantity) => match quantity.unit {
                Unit::Microsecond => self.span(Span(quantity.n)),
                Unit::Millimetre => self.measured("unit-metres", &quantity.to_string()),
                Unit::Gram => self.measured("unit-kilograms", &quantity.to_string()),
                Unit::Count | Unit::Money => quantity.to_string(),
            },
            Value::Word(_) | Value::Day(_) | Value::Place(_) => value.to_string(),
        }
    }

    fn measured(&self, id: &str, shown: &str) -> String {
        let number = shown.split(' ').next().unwrap_or(shown);
        self.say_with(id, [("number", number.into())])
    }

    /// A span, by its two largest parts.
    #[must_use]
    pub fn span(&self, span: Span) -> String {
        let mut rest = span.0.unsigned_abs();
        let mut parts = Vec::new();
        for (size, id) in PARTS {
            if rest >= size || (size == SECOND && parts.is_empty()) {
                parts.push(self.say_with(id, [("count", (rest / size).into())]));
                rest %= size;
            }
        }
        parts.truncate(2);
        let text = parts.join(" ");
        if span.0 < 0 { self.say_with("span-negative", [("span", text.into())]) } else { text }
    }

    /// A role.
    #[must_use]
    pub fn role(&self, role: Role) -> String {
        self.say(match role {
            Role::DutyOfficer => "role-duty-officer",
            Role::Sponsor => "role-sponsor",
            Role::DistrictOfficer => "role-district-officer",
            Role::Commander => "role-commander",
            Role::Principal => "role-principal",
            Role::Authority => "role-authority",
            Role::Investigator => "role-investigator",
            Role::Partner => "role-partner",
            Role::Administrator => "role-administrator",
            Role::System => "role-system",
        })
    }
}
