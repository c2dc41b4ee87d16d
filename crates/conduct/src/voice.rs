//! What is reported by voice: where a movement is when no device says so.

use model::{Instant, Path, Span, Word, id::TextId};
use serde::{Deserialize, Serialize};

use crate::{Movement, dossier::left};

/// The most reports by voice that are kept of one movement for decisions; ours: several days of hourly calls. All of them
/// stand on the record.
pub const MOST_HEARD: usize = 128;
/// A report that reaches the room longer than this after the hour it states is marked late; ours: what it takes to take a
/// call and to type a line.
pub const LATE: Span = Span::minutes(5);

/// What is reported so shortly before departure counts. Ours, a minute: devices state whole seconds, and whoever writes down that
/// a convoy has left is not quicker than it.
pub const BEFORE_DEPARTURE: Span = Span::minutes(1);

/// Whether an hour that is stated of a movement lies before it left: it was heard wrong, or typed so. Of one that was only seen on the
/// road nobody knows when it left, and of one that waits all is taken.
#[must_use]
pub fn is_before_departure(movement: &Movement, stated_at: Instant) -> bool {
    left(movement).is_some_and(|left| stated_at < left.saturating_add(Span(-BEFORE_DEPARTURE.0)))
}

/// By what means somebody spoke.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VoiceMeans {
    /// Over the radio.
    Radio,
    /// By telephone.
    Telephone,
    /// By a short message.
    Sms,
}

impl VoiceMeans {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            VoiceMeans::Radio => "radio",
            VoiceMeans::Telephone => "telephone",
            VoiceMeans::Sms => "sms",
        }
    }
}

/// Who spoke.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reporter {
    /// Somebody whom orders name: `commanders[SPU-41]`.
    Named(Path),
    /// Somebody else (text in the vault).
    Somebody(TextId),
}

/// A report by voice, as decisions read it.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spoken {
    /// The point that was passed; without one, that all is well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point: Option<Word>,
    /// When, as stated.
    pub stated_at: Instant,
    /// When it reached the room.
    pub received_at: Instant,
    /// By what means.
    pub means: VoiceMeans,
    /// Who said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reporter: Option<Reporter>,
}

impl Spoken {
    /// Whether it is the same report, whoever is said to have made it.
    #[must_use]
    pub fn is(&self, other: &Spoken) -> bool {
        let told = |one: &Spoken| (one.stated_at, one.received_at, one.means);
        told(self) == told(other) && self.point == other.point
    }

    /// Whether it reached the room long after it is said to have been.
    #[must_use]
    pub fn is_late(&self) -> bool {
        self.stated_at.saturating_add(LATE) < self.received_at
    }
}
