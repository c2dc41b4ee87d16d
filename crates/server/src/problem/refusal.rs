//! What the room did not take, or could not write.

use conduct::Rejection;
use ops::Refusal;
use store::{AppendError, StoreError};

use super::{Kind, Problem};

impl From<Rejection> for Problem {
    fn from(rejection: Rejection) -> Self {
        let kind = match rejection {
            Rejection::NoSuchMovement(_) | Rejection::NoSuch(_) => return Problem::not_there(),
            Rejection::Outdated { .. } | Rejection::ShiftDiffers { .. } => Kind::Outdated,
            Rejection::NumberTaken(_) => Kind::NumberTaken,
            Rejection::OutOfPlace { .. }
            | Rejection::Duress(_)
            | Rejection::Alert(_)
            | Rejection::Voice("voice-not-heard")
            | Rejection::Shift(_) => Kind::OutOfPlace,
            Rejection::NoticeOrder { .. } => Kind::NoticeOrder,
            Rejection::NotAllowed { .. }
            | Rejection::Search("search-your-own" | "search-of-yourself" | "search-somebody-elses") => {
                Kind::NotYours
            }
            Rejection::Search("search-of-a-person" | "search-time") => Kind::Malformed,
            Rejection::Search(_) => Kind::OutOfPlace,
            _ => Kind::Malformed,
        };
        Problem::new(kind, move |words| rejection.in_words(words))
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Rejected(rejection) => rejection.into(),
            Refusal::KeyConflict(key) => Problem::new(Kind::KeyUsed, move |words| {
                words.say_with("problem-key-used-before", [("key", key.as_str().into())])
            }),
            Refusal::Malformed(why) => because(Kind::Malformed, "problem-cannot-be-kept", why),
            Refusal::FaultyRulebook(why) => because(Kind::Malformed, "problem-rulebook-faulty", why),
            Refusal::NotRecorded(AppendError::Refused(StoreError::Full { why, .. }))
            | Refusal::Unreadable(StoreError::Full { why, .. }) => {
                because(Kind::DiskFull, "problem-nothing-recorded-disk-full", why)
            }
            Refusal::NotRecorded(AppendError::Refused(error)) | Refusal::NotKept(error) => {
                because(Kind::Busy, "problem-not-recorded", error)
            }
            Refusal::NotRecorded(error) => because(Kind::Busy, "problem-not-recorded", error),
            Refusal::Unreadable(error) => Problem::unreadable(error),
            Refusal::DoorFull(waiting) => because(Kind::Busy, "problem-waiting", waiting),
            Refusal::Closed(why) => because(Kind::Busy, "problem-closed", why),
            Refusal::Unanswered => Problem::busy(|words| words.say("problem-unanswered")),
            Refusal::NoSuchWorld(_)
            | Refusal::WorldExists(_)
            | Refusal::SecondActual(_)
            | Refusal::NotItsClock => because(Kind::Malformed, "problem-other-world", refusal),
        }
    }
}

impl Problem {
    /// What is stored cannot be read.
    pub(crate) fn unreadable(error: impl std::fmt::Display) -> Self {
        because(Kind::Busy, "problem-record-unreadable", error)
    }
}

/// A message about a cause that is told in its own words: a path, a count, what a database or an author's file says.
fn because(kind: Kind, message: &'static str, why: impl std::fmt::Display) -> Problem {
    let why = why.to_string();
    Problem::new(kind, move |words| words.say_with(message, [("why", why.as_str().into())]))
}
