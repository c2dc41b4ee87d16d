//! What is written: the movement's number, what sort of thing happened, and nothing more. Whoever reads it over a
//! shoulder or on the way learns no day, no hour, no place and no name.

use conduct::message::{About, Message};
use model::{Word, id::MessageId};
use serde::Serialize;
use words::{Catalogue, Language};

/// A mail in one language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Letter {
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
}

/// What people are written.
#[must_use]
pub fn letter(about: About, number: &Word, language: Language) -> Letter {
    let words = Catalogue::of(language);
    let id = match about {
        About::Notice => "message-notice",
        About::CallDue => "message-call-due",
        About::Cleared => "message-cleared",
        About::Held => "message-held",
        About::DecisionAsked => "message-decision-asked",
        About::Alert(_) | About::Duress(_) => "message-alert",
        About::RouteTouched => "message-route-touched",
        About::Cancelled => "message-cancelled",
        About::AlertEscalated(_) => "message-alert-escalated",
        About::AlertWithdrawn(_) => "message-alert-withdrawn",
    };
    let what = words.say_part(id, "what", []);
    let subject =
        words.say_with("message-subject", [("number", number.as_str().into()), ("what", what.into())]);
    let text = words.say_with(id, [("number", number.as_str().into())]);
    Letter { subject, text: format!("{text}\r\n\r\n{}\r\n", words.say("message-foot")) }
}

/// What an agency's systems are sent.
#[derive(Serialize)]
struct Body<'a> {
    r#type: &'static str,
    id: MessageId,
    number: &'a Word,
    at: String,
}

/// The same as JSON. It is the same bytes at every attempt.
#[must_use]
pub fn json(id: MessageId, message: &Message, number: &Word) -> Vec<u8> {
    let body = Body { r#type: message.about.word(), id, number, at: message.since.to_string() };
    serde_json::to_vec(&body).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use model::id::{AlertId, MovementId};
    use uuid::Uuid;

    use super::*;

    const ALL: [About; 10] = [
        About::Notice,
        About::CallDue,
        About::Cleared,
        About::Held,
        About::DecisionAsked,
        About::RouteTouched,
        About::Alert(AlertId(Uuid::nil())),
        About::Cancelled,
        About::AlertEscalated(AlertId(Uuid::nil())),
        About::AlertWithdrawn(AlertId(Uuid::nil())),
    ];

    #[test]
    fn every_sort_of_thing_is_written_in_every_language_with_the_number_and_differently() {
        let number: Word = "SC-17".parse().unwrap();
        for language in Language::ALL {
            let letters = ALL.map(|about| letter(about, &number, language));
            for (i, Letter { subject, text }) in letters.iter().enumerate() {
                assert!(subject.contains("SC-17") && text.contains("SC-17"), "{subject}: {text}");
                assert!(!subject.contains("message-") && !text.contains("message-"), "{subject}: {text}");
                assert!(letters[..i].iter().all(|other| other.text != *text && other.subject != *subject));
            }
        }
    }

    #[test]
    fn a_webhook_has_type_identifier_number_and_moment_and_nothing_else() {
        let id = MessageId(Uuid::from_u128(7));
        let since = "2026-12-01T21:00:00Z".parse().unwrap();
        let message =
            Message { movement: MovementId(Uuid::from_u128(9)), about: About::Held, since, late: false };
        let body = String::from_utf8(json(id, &message, &"SC-17".parse().unwrap())).unwrap();
        assert_eq!(
            body,
            r#"{"type":"held","id":"00000000-0000-0000-0000-000000000007","number":"SC-17","at":"2026-12-01T21:00:00Z"}"#
        );
    }
}
