//! What was reported.

use std::{fmt, str::FromStr};

use model::{Instant, Place, Word};

/// Something that happened, as somebody reported it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Incident {
    /// The report's identifier, to be shown as a reason.
    pub id: Word,
    /// What happened: `attack`, `explosion` and so on, the words of the schema's incident.
    pub kind: Word,
    /// When.
    pub at: Instant,
    /// Where.
    pub place: Place,
    /// How far from there it may have been, in millimetres: a report that names a district only is as vague as
    /// the district is wide.
    pub within_mm: u64,
    /// How its source graded it. Shown beside the numbers; it changes none of them.
    pub grade: Option<Grade>,
}

/// A grade of the Admiralty code: the source's reliability, A to F, and the information's credibility, 1 to 6.
/// F and 6 mean that it cannot be judged, so the letters are no scale and no weight.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Grade {
    source: u8,
    information: u8,
}

/// Why a text is no grade.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{}` is not a grade of the Admiralty code: write a letter A to F and a digit 1 to 6, such as B2", .0.escape_debug())]
pub struct NotAGrade(String);

impl FromStr for Grade {
    type Err = NotAGrade;

    fn from_str(text: &str) -> Result<Self, NotAGrade> {
        match text.as_bytes() {
            &[source @ b'A'..=b'F', information @ b'1'..=b'6'] => Ok(Grade { source, information }),
            _ => Err(NotAGrade(text.chars().take(20).collect())),
        }
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", char::from(self.source), char::from(self.information))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grade_reads_back_as_it_is_shown_and_nothing_else_does() {
        assert_eq!("B2".parse::<Grade>().unwrap().to_string(), "B2");
        for wrong in ["", "B", "b2", "G1", "A7", "A0", "A1 ", "2B"] {
            assert!(wrong.parse::<Grade>().is_err(), "{wrong}");
        }
    }
}
