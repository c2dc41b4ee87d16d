//! Words, numbers and times as requests state them.

use model::{Day, Instant, Path, Word};

use crate::problem::Problem;

/// The longest reason, in bytes.
const LONGEST: usize = 4000;

/// The number people use for a movement.
pub(crate) fn number(text: &str) -> Result<Word, Problem> {
    word(text, "number")
}

/// A word at a place of the body.
pub(crate) fn word(text: &str, place: &str) -> Result<Word, Problem> {
    text.parse().map_err(|error: model::word::NotAWord| Problem::malformed(error.to_string()).at(place))
}

/// Somebody's reason: there is one.
pub(crate) fn reason(text: &str) -> Result<&str, Problem> {
    said(text, "reason")
}

/// Somebody's words at a place of the body.
pub(crate) fn said<'a>(text: &'a str, place: &str) -> Result<&'a str, Problem> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        let detail = format!("say it in 1 to {LONGEST} bytes");
        return Err(Problem::malformed(detail).at(place));
    }
    Ok(text)
}

/// A time at a place of the body, if it is stated.
pub(crate) fn moment(text: Option<&str>, place: &str) -> Result<Option<Instant>, Problem> {
    let parse = |text: &str| {
        text.parse().map_err(|error: model::time::NotATime| Problem::malformed(error.to_string()).at(place))
    };
    text.map(parse).transpose()
}

/// A day at a place of the body.
pub(crate) fn day(text: &str, place: &str) -> Result<Day, Problem> {
    text.parse().map_err(|error: model::time::NotATime| Problem::malformed(error.to_string()).at(place))
}

/// A party at a place of the body, such as `districts[shangla]`.
pub(crate) fn party(text: &str) -> Result<Path, Problem> {
    text.parse().map_err(|error: model::path::NotAPath| Problem::malformed(error.to_string()).at("party"))
}
