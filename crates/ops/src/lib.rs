//! The room's engine: one writer per log.
//!
//! A [`Room`] takes submissions, decides each on speculative state, writes the whole batch with one commit and
//! answers only afterwards. What a person was told happened is on disk; what could not be written did not
//! happen. [`Writer`] puts a room on a thread of its own and gathers what arrives meanwhile into the next
//! batch.
//!
//! | module | its subject |
//! |---|---|
//! | [`submission`] | what is handed in, and what is answered |
//! | [`room`] | deciding a batch and making it durable |
//! | `draft`, `decide` | a batch in the making, and one submission in it |
//! | [`repetition`] | the same submission once more |
//! | [`journal`] | events to signed entries and back |
//! | [`texts`] | people's words: sealed, opened, destroyed |
//! | [`epoch`] | the next epoch of a log that was brought back |
//! | [`shelf`] | rulebooks and fact sets, by digest |
//! | [`surroundings`], [`jump`] | clocks and randomness; a clock that was set |
//! | [`schedule`] | what only time brings about |
//! | [`upkeep`], `maker` | snapshots now and then, outcomes forgotten in time |
//! | [`recovery`] | from a stored log to the state it means |
//! | [`replay`] | whether the stored snapshot is what the log says |
//! | [`writer`] | a room on its own thread, many at its door |
//! | [`history`] | the entries about one movement, and who has seen it |
//! | [`extract`] | one movement's entries, with their proofs |
//! | [`again`] | recorded evaluations, made again |
//! | [`track`] | reports from the road: durable before they are heard, anchored, let go of |
//! | [`watching`] | every movement on the road held to its order, the alerts to what is found |
//! | [`waivers`] | how often who has made an exception |

pub mod account;
pub mod again;
mod decide;
mod draft;
pub mod epoch;
pub mod extract;
pub mod history;
pub mod journal;
pub mod jump;
mod maker;
pub mod recovery;
pub mod repetition;
pub mod replay;
pub mod room;
pub mod schedule;
pub mod shelf;
pub mod submission;
pub mod surroundings;
pub mod texts;
pub mod track;
pub mod upkeep;
mod vigil;
pub mod waivers;
pub mod watching;
pub mod writer;

pub use room::Room;
pub use submission::{Answer, Recorded, Refusal, Submission, Task};
pub use surroundings::{Clock, Reading, Surroundings};
pub use writer::{Audience, Door, Writer};

/// Names the code that gives entries their meaning: a hash over the sources of `model`, `rulebook`, `conduct`
/// and `ops`, taken when this was built. A snapshot made by other code is not believed, because an `apply` that
/// was changed would continue from a state it would never have reached itself.
pub const BUILD: &str = env!("OPS_BUILD");
