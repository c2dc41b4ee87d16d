//! What an evaluation and a gate check leave on the record.

use model::{Digest, Instant, Word, id::MovementId};
use rulebook::Verdict;
use serde::{Deserialize, Serialize};

use crate::{Pinned, movement::Bar};

/// One evaluation of the rules, pinned so that anyone can make it again.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evaluated {
    /// Which movement.
    pub movement: MovementId,
    /// The order's revision.
    pub revision: u32,
    /// What led to it.
    pub prompt: Prompt,
    /// Whether it clears.
    pub clears: bool,
    /// Every rule's verdict.
    pub verdicts: Vec<(Word, Verdict)>,
    /// The rules that stand in the way.
    pub failing: Vec<Word>,
    /// What else stands in the way.
    pub bars: Vec<Bar>,
    /// When time alone may change it.
    pub valid_until: Option<Instant>,
    /// The rulebooks and switches it was made with.
    pub pinned: Pinned,
    /// The network that the way it was made with lies on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub network: Option<Digest>,
    /// The facts it was made with.
    pub facts: Digest,
    /// The version of the engine.
    pub engine: Word,
}

/// What led to an evaluation.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Prompt {
    /// Somebody asked.
    Asked,
    /// A fact, the order, a waiver or a rulebook changed.
    Change,
    /// Time passed.
    Time,
    /// A departure was to be authorised.
    Departure,
}

/// One difference between the gate and the order.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Difference {
    /// In the order, not at the gate.
    VehicleAbsent(Word),
    /// At the gate, not in the order (by plate).
    VehicleUnplanned(Word),
    /// In the order, not at the gate.
    PersonAbsent(Word),
    /// At the gate, not in the order.
    PersonUnplanned(Word),
    /// So many heads, where the order has so many people.
    Heads {
        /// Counted.
        seen: u32,
        /// In the order.
        planned: u32,
    },
}
