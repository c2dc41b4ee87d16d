//! What must hold? Rules as data, three-valued verdicts, explanations, and the way out of a refusal.
//!
//! A [`Rulebook`] is read from TOML ([`notation`]); rulebooks compose into a [`RuleSet`]; [`evaluate`] judges
//! the facts about one movement by all of its rules, in Kleene's logic ([`expression`]): *met*, *breached* or
//! *unproved*, and unproved does not clear. A refusal says the way out ([`fix`]): the shortest list of acts
//! after which evaluating again clears. Nothing here reads a clock, a file or the network.

mod applies;
mod at;
mod book;
mod derive;
mod evaluate;
pub mod example;
mod explain;
pub mod expression;
pub mod fix;
pub mod in_words;
mod json;
pub mod notation;
pub mod remedy;
pub mod rule;
mod set;
pub mod threshold;
pub mod verdict;

pub use at::At;
pub use book::Rulebook;
pub use derive::is_reserved_origin;
pub use evaluate::{Waiver, evaluate};
pub use explain::explain;
pub use fix::{Fix, Fixes, Step, shortest_fix};
pub use rule::Rule;
pub use set::{Incompatible, RuleSet};
pub use threshold::Threshold;
pub use verdict::{Evaluation, Judgement, Reason, Verdict};
