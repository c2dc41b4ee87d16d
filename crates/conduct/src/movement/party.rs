//! What one party was told of a movement, and what it answered.

use model::{Day, Instant, Word, id::TextId};
use serde::{Deserialize, Serialize};

/// What one party was told and answered.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// Date window and resources.
    pub early: Option<Notice>,
    /// Hour and route.
    pub late: Option<Notice>,
    /// The last answer to the early notice.
    pub answer: Option<Answered>,
    /// When somebody must telephone because nothing was answered; `None` once that is on the record.
    pub call_due: Option<Instant>,
    /// The no-objection certificate, if its police head issued one, and until when.
    pub no_objection: Option<NoObjection>,
}

/// One notice given.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// When it was given, as stated.
    pub given_at: Instant,
    /// How.
    pub channel: Word,
    /// The days it announces, first and last. A departure outside them was not announced.
    pub window: (Day, Day),
    /// What is asked of the party, in an early notice.
    pub asks: Option<TextId>,
}

/// One answer received.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    /// What.
    pub answer: Answer,
    /// When, as stated.
    pub at: Instant,
}

/// What a party says to an early notice. Only acceptance meets a rule.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Answer {
    /// The notice has been read. Nothing is promised.
    Received,
    /// A named officer answers for it, with resources and a telephone (texts in the vault).
    Accepted {
        /// The officer's name.
        officer: TextId,
        /// The officer's telephone.
        telephone: TextId,
        /// What is provided.
        resources: TextId,
    },
    /// The party objects.
    Objected {
        /// Why.
        reason: TextId,
    },
}

/// A no-objection certificate.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoObjection {
    /// Whether it was granted.
    pub granted: bool,
    /// When.
    pub at: Instant,
    /// Until when it is valid.
    pub valid_until: Option<Instant>,
}
