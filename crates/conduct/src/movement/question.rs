//! What those under way are asked, and what they choose.

use model::{Instant, Word, id::DangerId};
use serde::{Deserialize, Serialize};

/// A question to those under way.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// Since when it is open.
    pub since: Instant,
    /// Why.
    pub why: Why,
}

/// Why those under way are asked to decide.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// These rules no longer hold.
    Rules(Vec<Word>),
    /// The area was told to stand fast.
    StandFast(Word),
    /// The permission the run relies on was withdrawn or has ended.
    PermissionEnded,
    /// A danger was reported on their way.
    Danger(DangerId),
}

/// What those under way choose. The room never commands a convoy.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Choice {
    /// Go on as planned.
    Continue,
    /// Take another route.
    Divert,
    /// Turn back.
    Return,
    /// Make for a safe haven.
    SafeHaven,
}
