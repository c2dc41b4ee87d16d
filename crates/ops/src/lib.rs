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
//! | [`journal`] | events to signed entries and back |
//! | [`shelf`] | rulebooks and fact sets, by digest |
//! | [`recovery`] | from a stored log to the state it means |
//! | [`writer`] | a room on its own thread, many at its door |
//! | [`extract`] | one movement's entries, with their proofs |

pub mod extract;
pub mod journal;
pub mod recovery;
pub mod room;
pub mod shelf;
pub mod submission;
pub mod writer;

pub use room::{Room, Surroundings};
pub use submission::{Answer, Recorded, Refusal, Submission, Task};
pub use writer::Writer;
