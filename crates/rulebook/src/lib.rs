//! What must hold? Rules as data, three-valued verdicts, explanations, and the way out of a refusal.

mod at;
pub mod expression;

pub use at::At;
