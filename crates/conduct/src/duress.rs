//! Duress: somebody says that all is well because somebody else makes them. They say it with a word, or a PIN, that was
//! agreed on; whoever stands beside them must not see any difference, and neither must anybody in the room who could be
//! the one who has them watched.
//!
//! Only the room's duty officers and those whom they call know of it ([`knows`]). It ends by a challenge answered, because
//! that is the one thing whoever holds them cannot say for them: no acknowledgement and no closing ends it.

use model::{
    Instant, Span, Word,
    id::{AlertId, PersonId, TextId},
    party::Role,
};
use serde::{Deserialize, Serialize};

use crate::{
    Known, Movement, State, What,
    alert::{Alert, Key},
    dossier::spoken::DURESS,
    message::About,
    tie,
};

/// Within what time a challenge is to be answered. Ours: it is asked and answered in one call, and a call may break off.
pub const ANSWER_WITHIN: Span = Span::minutes(10);

/// What was agreed on with somebody of the detail or a principal, each a text in the vault. Only the question can be read:
/// of the rest the vault keeps hashes that take long to try, because a PIN has few digits.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agreed {
    /// The word that says duress.
    pub word: TextId,
    /// The PIN that says that all is well.
    pub pin: TextId,
    /// The PIN that says duress, and looks like the other one.
    pub duress_pin: TextId,
    /// The question that is put to them.
    pub question: TextId,
    /// Its answer.
    pub answer: TextId,
}

/// What is agreed on with somebody, and since when: whoever is ordered by their label after them agrees anew.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// On what.
    pub on: Agreed,
    /// Since when.
    pub since: Instant,
}

/// How duress became known.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Signal {
    /// They said the word.
    Word,
    /// They used the other PIN.
    Pin,
    /// They did not answer a challenge in time.
    ChallengeMissed,
    /// They answered it wrongly.
    ChallengeFailed,
}

impl Signal {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Signal::Word => "word",
            Signal::Pin => "pin",
            Signal::ChallengeMissed => "challenge-missed",
            Signal::ChallengeFailed => "challenge-failed",
        }
    }
}

/// Duress of one person of a movement, until they answer a challenge. Each has their own alert: that one of them speaks
/// freely again says nothing of another.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duress {
    /// The alert about it.
    pub alert: AlertId,
    /// How it became known first.
    pub by: Signal,
    /// When.
    pub since: Instant,
}

impl What {
    /// Whether an event says, or lets anybody see, that somebody may be under duress.
    #[must_use]
    pub fn is_of_duress(&self) -> bool {
        match self {
            What::DuressSignalled { .. }
            | What::DuressEnded { .. }
            | What::ChallengePut { .. }
            | What::ChallengeAnswered { .. }
            | What::DuressUnheard { .. }
            | What::ResponderCalled { .. } => true,
            What::AlertRaised { rule, .. } => *rule == *DURESS,
            What::MessagesDue { about, .. }
            | What::MessageDelivered { about, .. }
            | What::MessageFailed { about, .. } => matches!(about, About::Duress(_)),
            _ => false,
        }
    }
}

impl Alert {
    /// Whether it is about duress, which few may know of.
    #[must_use]
    pub fn is_of_duress(&self) -> bool {
        self.rule == *DURESS
    }
}

impl Key {
    /// Whether it is about duress, which no watch finds.
    pub(crate) fn is_of_duress(&self) -> bool {
        self.rule == *DURESS
    }
}

impl Movement {
    /// Whether somebody of it is under duress, or was asked whether they are.
    #[must_use]
    pub fn is_in_doubt(&self) -> bool {
        !self.challenged.is_empty() || !self.duress.is_empty()
    }
}

/// Whether somebody can be called: nobody of the movement itself, for nobody knows who of them speaks freely.
#[must_use]
pub fn could_be_called(state: &State, movement: &Movement, person: PersonId) -> bool {
    let Some(person) = state.people.get(&person) else { return false };
    let known = Known::Whole(movement);
    let of_it = |label: &Word| tie::commands(state, known, label) || tie::travels(state, known, label);
    let may =
        [Role::DutyOfficer, Role::DistrictOfficer, Role::Authority, Role::Commander].contains(&person.role);
    may && !person.label.as_ref().is_some_and(of_it)
}

/// Whether somebody may know of duress in a movement: duty officers, whom they called, and once it is over those who answer
/// for what the room did or look into it. Nobody who travels, commands or sponsors it, whatever they see otherwise.
#[must_use]
pub fn knows(movement: &Movement, person: PersonId, role: Role) -> bool {
    let called = movement.responders.contains(&person);
    match role {
        Role::DutyOfficer => true,
        Role::Authority | Role::Investigator => called || !movement.is_in_doubt(),
        _ => called,
    }
}

/// Whether somebody may know that an alert is there, as far as duress goes: who sees alerts otherwise is `access`'s to say.
#[must_use]
pub fn may_know_of(state: &State, alert: &Alert, person: PersonId, role: Role) -> bool {
    !alert.is_of_duress() || state.movement(alert.movement).is_some_and(|it| knows(it, person, role))
}
