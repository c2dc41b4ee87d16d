//! What an authority allowed: the movement itself, or an exception to one rule.

use model::{Instant, Word, id::TextId, party::Actor};
use serde::{Deserialize, Serialize};

/// Prior approval.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// Granted or refused.
    pub granted: bool,
    /// By whom.
    pub by: Actor,
    /// When.
    pub at: Instant,
}

/// An exception to one rule for one movement.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The rule.
    pub rule: Word,
    /// Who granted it.
    pub by: Actor,
    /// Why (text in the vault).
    pub reason: TextId,
    /// From when on it is worth nothing.
    pub expires: Instant,
}
