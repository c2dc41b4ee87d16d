//! What the rules say, in the words of the catalogue: reasons, verdicts, acts.
//!
//! `Display` of these is the English of the catalogue, which JSON carries and tests read.

mod act;
mod reason;
mod verdict;

pub use act::{acts, is_same_act};
