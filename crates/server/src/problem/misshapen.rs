//! A body that is JSON and not of the shape its endpoint states. The parser says so in sentences of its own, which are
//! taken apart here, so that they are told in the reader's language; one that is not known is quoted.

use super::Problem;

/// What the parser found wrong.
#[derive(Debug, PartialEq, Eq)]
enum Wrong {
    Missing(String),
    Unknown { field: String, known: String },
    Twice(String),
    Type { given: String, expected: String },
    Other(String),
}

impl Problem {
    /// Why a body is not of its shape.
    pub(crate) fn misshapen(error: &serde_json::Error) -> Self {
        let wrong = Wrong::read(&error.to_string());
        Problem::malformed(move |words| match &wrong {
            Wrong::Missing(field) => {
                words.say_with("problem-field-missing", [("field", field.as_str().into())])
            }
            Wrong::Unknown { field, known } if known.is_empty() => {
                words.say_with("problem-field-unknown-here", [("field", field.as_str().into())])
            }
            Wrong::Unknown { field, known } => words.say_with(
                "problem-field-unknown",
                [("field", field.as_str().into()), ("known", known.as_str().into())],
            ),
            Wrong::Twice(field) => words.say_with("problem-field-twice", [("field", field.as_str().into())]),
            Wrong::Type { given, expected } => words.say_with(
                "problem-field-type",
                [("given", given.as_str().into()), ("expected", expected.as_str().into())],
            ),
            Wrong::Other(why) => words.say_with("problem-field-other", [("why", why.as_str().into())]),
        })
    }
}

impl Wrong {
    fn read(text: &str) -> Wrong {
        let text = without_line(text);
        let quoted = |prefix: &str| text.strip_prefix(prefix)?.split_once('`');
        let shown = |text: &str| text.chars().take(200).collect::<String>();
        if let Some((field, _)) = quoted("missing field `") {
            return Wrong::Missing(shown(field));
        }
        if let Some((field, _)) = quoted("duplicate field `") {
            return Wrong::Twice(shown(field));
        }
        if let Some((field, rest)) = quoted("unknown field `").or_else(|| quoted("unknown variant `")) {
            return Wrong::Unknown { field: shown(field), known: known(rest) };
        }
        let of_type = text.strip_prefix("invalid type: ").or_else(|| text.strip_prefix("invalid value: "));
        match of_type.and_then(|text| text.rsplit_once(", expected ")) {
            Some((given, expected)) => Wrong::Type { given: shown(given), expected: shown(expected) },
            None => Wrong::Other(shown(text)),
        }
    }
}

/// The names in "expected one of `a`, `b`", as a list.
fn known(text: &str) -> String {
    text.split('`').skip(1).step_by(2).collect::<Vec<_>>().join(", ")
}

/// Where a fault stands is told by its place, not by lines of a body nobody sees.
fn without_line(text: &str) -> &str {
    text.rsplit_once(" at line ").map_or(text, |(text, _)| text)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize, Debug)]
    #[serde(deny_unknown_fields)]
    struct Order {
        #[serde(rename = "number")]
        _number: String,
        #[serde(rename = "way", default)]
        _way: Option<Way>,
    }

    #[derive(Deserialize, Debug)]
    #[serde(rename_all = "kebab-case")]
    enum Way {
        There,
        Back,
    }

    fn read(body: &str) -> Wrong {
        Wrong::read(&serde_json::from_str::<Order>(body).unwrap_err().to_string())
    }

    /// The parser's sentences are not promised to stay: a new version that says it otherwise is found here.
    #[test]
    fn what_the_parser_says_is_understood() {
        assert_eq!(read("{}"), Wrong::Missing("number".into()));
        let unknown = Wrong::Unknown { field: "colour".into(), known: "number, way".into() };
        assert_eq!(read(r#"{"number": "X", "colour": "red"}"#), unknown);
        let variant = Wrong::Unknown { field: "up".into(), known: "there, back".into() };
        assert_eq!(read(r#"{"number": "X", "way": "up"}"#), variant);
        assert_eq!(read(r#"{"number": "X", "number": "Y"}"#), Wrong::Twice("number".into()));
        let wrong = Wrong::Type { given: "integer `7`".into(), expected: "a string".into() };
        assert_eq!(read(r#"{"number": 7}"#), wrong);
    }

    #[test]
    fn a_sentence_that_is_not_known_is_quoted() {
        assert_eq!(Wrong::read("no such luck at line 1 column 2"), Wrong::Other("no such luck".into()));
    }
}
