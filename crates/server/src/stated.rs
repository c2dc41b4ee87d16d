//! Words, numbers and times as requests state them.

use model::{Day, Instant, Path, Place, Word, time::NotATime};
use words::Catalogue;

use crate::problem::Problem;

/// The longest reason, in characters.
pub(crate) const LONGEST: usize = 4000;

/// The number people use for a movement.
pub(crate) fn number(text: &str) -> Result<Word, Problem> {
    word(text, "number")
}

/// A word at a place of the body.
pub(crate) fn word(text: &str, place: &str) -> Result<Word, Problem> {
    text.parse().map_err(|_| Problem::not_a_word(text).at(place))
}

/// An area at a place of the body: one that is misspelt would be set to stand fast, and nothing would.
pub(crate) fn area(text: &str, place: &str) -> Result<Word, Problem> {
    let area = word(text, place)?;
    if model::area::is_area(&area) {
        return Ok(area);
    }
    let unfit = move |words: &Catalogue| words.say_with("unfit-area", [("text", area.as_str().into())]);
    Err(Problem::malformed(unfit).at(place))
}

/// Somebody's reason: there is one.
pub(crate) fn reason(text: &str) -> Result<&str, Problem> {
    said(text, "reason")
}

/// Somebody's words at a place of the body.
pub(crate) fn said<'a>(text: &'a str, place: &str) -> Result<&'a str, Problem> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST {
        let most = |words: &Catalogue| {
            words.say_with("problem-words-length", [("most", LONGEST.to_string().into())])
        };
        return Err(Problem::malformed(most).at(place));
    }
    Ok(text)
}

/// A time at a place of the body, if it is stated.
pub(crate) fn moment(text: Option<&str>, place: &str) -> Result<Option<Instant>, Problem> {
    text.map(|text| at(text, place)).transpose()
}

/// A time, written as RFC 3339 has it: what else a parser takes is somebody's guess.
pub(crate) fn at(text: &str, place: &str) -> Result<Instant, Problem> {
    let parsed = if is_rfc_3339(text) { text.parse() } else { Err(NotATime::Malformed(shown(text))) };
    parsed.map_err(|error: NotATime| Problem::from(error).at(place))
}

fn is_rfc_3339(text: &str) -> bool {
    let is = |text: &str, like: &str| {
        let digits = text.replace(|c: char| c.is_ascii_digit(), "0");
        digits == like
    };
    let Some((time, rest)) = text.split_at_checked(19) else { return false };
    let zone = match rest.strip_prefix('.') {
        None => rest,
        Some(fraction) => {
            let zone = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            if !(1..=9).contains(&(fraction.len() - zone.len())) {
                return false;
            }
            zone
        }
    };
    is(time, "0000-00-00T00:00:00") && (zone == "Z" || is(zone, "+00:00") || is(zone, "-00:00"))
}

fn shown(text: &str) -> String {
    text.chars().take(40).collect()
}

/// A day at a place of the body.
pub(crate) fn day(text: &str, place: &str) -> Result<Day, Problem> {
    text.parse().map_err(|error: NotATime| Problem::from(error).at(place))
}

/// A place on earth, at a place of the body.
pub(crate) fn place(text: &str, at: &str) -> Result<Place, Problem> {
    let shown: String = text.chars().take(60).collect();
    let unfit =
        move |words: &Catalogue| words.say_with("problem-no-place", [("text", shown.as_str().into())]);
    text.parse().map_err(|_| Problem::malformed(unfit).at(at))
}

/// A party at a place of the body, such as `districts[shangla]`.
pub(crate) fn party(text: &str) -> Result<Path, Problem> {
    text.parse().map_err(|error: model::path::NotAPath| Problem::from(error).at("party"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_in_one_way() {
        for text in ["2026-11-24T09:15:00Z", "2026-11-24T09:15:00.5+05:00", "2026-11-24T09:15:00-00:30"] {
            assert!(at(text, "at").is_ok(), "{text}");
        }
        for text in [
            "2026-11-24 09:15:00Z",
            "2026-11-24T09:15Z",
            "2026-11-24T09:15:00",
            "2026-11-24T09:15:00+05",
            "2026-11-24T09:15:00.Z",
            "2026-11-24t09:15:00z",
            "2026-11-24T09:15:00+05:00[Asia/Karachi]",
            "1850-11-24T09:15:00Z",
            "٢٠٢٦-11-24T09:15:00Z",
            "",
        ] {
            assert!(at(text, "at").is_err(), "{text}");
        }
    }

    #[test]
    fn words_are_counted_in_letters_of_any_script() {
        assert!(said(&"پ".repeat(LONGEST), "reason").is_ok());
        assert!(said(&"پ".repeat(LONGEST + 1), "reason").is_err());
        assert!(said(" \u{a0} ", "reason").is_err());
    }

    #[test]
    fn an_area_is_one_that_a_movement_can_touch() {
        assert!(area("pk/kp/shangla", "area").is_ok());
        for text in ["pk/KP", "punjab", "pk/kp/", ""] {
            assert_eq!(area(text, "area").unwrap_err().place.as_deref(), Some("area"), "{text}");
        }
    }
}
