//! Messages to people outside the open pages: to whom, about what, and what became of them.
//!
//! A message says what sort of thing happened to which movement, by its number, and nothing more: whoever it concerns
//! reads the rest in the room, where it is noted that they did. Addresses lie in the vault.

use std::{fmt, str::FromStr};

use imbl::OrdMap;
use model::{
    Instant, Word,
    id::{AlertId, MessageId, MovementId, PersonId, TextId},
};
use serde::{Deserialize, Serialize};

/// Whom a message is for: a person, by mail, or the systems of an agency, by webhook.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Recipient {
    /// Somebody enrolled.
    Person(PersonId),
    /// An agency that people here act for.
    Agency(Word),
}

/// Where messages for somebody go.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// The address (text in the vault).
    pub address: TextId,
    /// What messages to an agency are signed with (text in the vault).
    pub secret: Option<TextId>,
    /// The language a person reads.
    pub language: Word,
    /// Since when.
    pub since: Instant,
}

/// What sort of thing happened.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// A party was given notice, early or late: which of them would say how near the day is.
    Notice,
    /// A party was silent too long: somebody must telephone.
    CallDue,
    /// The rules were proved to hold.
    Cleared,
    /// It was cleared and no longer is.
    Held,
    /// Those under way are asked to choose.
    DecisionAsked,
    /// Something needs a person.
    Alert(AlertId),
    /// A danger was reported on its way.
    RouteTouched,
    /// It was called off.
    Cancelled,
    /// The same as an alert, for those alone who may know that it is duress. Whoever reads the message over somebody's
    /// shoulder reads of an alert.
    Duress(AlertId),
    /// An alert went further up: nobody took it in time, or whoever took it did not close it in time or is dismissed.
    AlertEscalated(AlertId),
    /// What an alert was raised for turned out not to be so.
    AlertWithdrawn(AlertId),
}

/// A message that is neither delivered nor given up.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// The movement.
    pub movement: MovementId,
    /// What happened to it.
    pub about: About,
    /// Since when it waits.
    pub since: Instant,
    /// Whether it is on the record that it was not taken in time.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub late: bool,
}

/// What waits, by whom it is for.
pub type Outbox = OrdMap<Recipient, OrdMap<MessageId, Message>>;

/// What became of a message.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// The receiver took it. Whether anybody read it is another matter.
    Delivered,
    /// It will not be tried again; or it was not taken in time ([`Failure::NotInTime`]), and goes on being tried.
    Failed(Failure),
}

/// Why a message failed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Failure {
    /// It was tried for as long as messages are.
    GivenUp,
    /// The receiver says that it never takes it.
    Refused,
    /// The address leads where nothing may be sent, or is none.
    BadAddress,
    /// Whoever it was for has no address any more.
    NoAddress,
    /// It is urgent and was not taken in time. It goes on being tried: that it came late is better than never.
    NotInTime,
}

impl About {
    /// Whether somebody has to act on it within minutes: it comes before all that is not.
    #[must_use]
    pub fn is_urgent(self) -> bool {
        match self {
            About::Alert(_)
            | About::AlertEscalated(_)
            | About::Duress(_)
            | About::DecisionAsked
            | About::RouteTouched => true,
            About::Notice
            | About::CallDue
            | About::Cleared
            | About::Held
            | About::Cancelled
            | About::AlertWithdrawn(_) => false,
        }
    }

    /// The word receivers and the record use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            About::Notice => "notice",
            About::CallDue => "call-due",
            About::Cleared => "cleared",
            About::Held => "held",
            About::DecisionAsked => "decision-asked",
            About::Alert(_) | About::Duress(_) => "alert",
            About::RouteTouched => "route-touched",
            About::Cancelled => "cancelled",
            About::AlertEscalated(_) => "alert-escalated",
            About::AlertWithdrawn(_) => "alert-withdrawn",
        }
    }

    /// The alert it calls somebody to.
    #[must_use]
    pub fn alert(self) -> Option<AlertId> {
        match self {
            About::Alert(alert) | About::AlertEscalated(alert) => Some(alert),
            _ => None,
        }
    }
}

impl Failure {
    /// The word the record uses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Failure::GivenUp => "given-up",
            Failure::Refused => "refused",
            Failure::BadAddress => "bad-address",
            Failure::NoAddress => "no-address",
            Failure::NotInTime => "not-in-time",
        }
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Recipient::Person(person) => write!(f, "person {person}"),
            Recipient::Agency(agency) => write!(f, "agency {agency}"),
        }
    }
}

impl From<Recipient> for String {
    fn from(recipient: Recipient) -> String {
        recipient.to_string()
    }
}

/// A text that names no recipient.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("`{0}` is no recipient: `person` or `agency`, a space, and which")]
pub struct NoRecipient(String);

impl FromStr for Recipient {
    type Err = NoRecipient;

    fn from_str(text: &str) -> Result<Self, NoRecipient> {
        let read = match text.split_once(' ') {
            Some(("person", id)) => id.parse().ok().map(Recipient::Person),
            Some(("agency", word)) => word.parse().ok().map(Recipient::Agency),
            _ => None,
        };
        read.ok_or_else(|| NoRecipient(text.chars().take(80).collect()))
    }
}

impl TryFrom<String> for Recipient {
    type Error = NoRecipient;

    fn try_from(text: String) -> Result<Self, NoRecipient> {
        text.parse()
    }
}
