//! What must hold? Rules as data, three-valued verdicts, explanations, and the way out of a refusal.

mod at;
pub mod notation;

pub use at::At;
