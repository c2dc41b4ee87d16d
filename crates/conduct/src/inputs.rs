//! Everything a decision needs that is not in the state: the time, fresh identifiers, pinned artefacts.

use std::sync::Arc;

use model::{Digest, Dossier, Instant, Word};
use rulebook::RuleSet;
use serde::{Deserialize, Serialize};
use threat::Ground;
use uuid::Uuid;

/// What the shell hands in with a command.
pub struct Inputs<'a> {
    /// The time of this decision. The writer never hands in an earlier one than before.
    pub now: Instant,
    /// Whether the clock is known to be synchronised. If not, no rule about time can be proved.
    pub clock_is_sound: bool,
    /// Fresh identifiers, UUIDv7.
    pub ids: &'a dyn Fn() -> Uuid,
    /// Rulebooks and networks by digest, and where fact sets are pinned.
    pub artefacts: &'a dyn Artefacts,
}

/// The rulebooks a world has adopted, and the rules it has switched off.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pinned {
    /// Digests of the rulebooks, in order.
    pub rulebooks: Vec<Digest>,
    /// Rules that do not apply here, by decision of whoever adopted the rulebooks.
    pub switched_off: Vec<Word>,
}

/// Road networks by digest, opened by whoever keeps the files.
pub trait Networks: Send + Sync {
    /// A network, opened; `None` if it is not here.
    fn ground(&self, network: &Digest) -> Option<Arc<Ground>>;
}

/// Content-addressed things, kept by the shell.
pub trait Artefacts {
    /// The adopted rules, ready to evaluate; `None` if one of the rulebooks is not there or they do not
    /// compose.
    fn rules(&self, pinned: &Pinned) -> Option<Arc<RuleSet>>;

    /// A road network, opened; `None` if it is not here.
    fn ground(&self, network: &Digest) -> Option<Arc<Ground>>;

    /// Names a fact set by its content; the shell keeps it with the entry that refers to it.
    fn pin(&self, facts: &Dossier) -> Digest;
}
