//! The harness of the tests that try the room from outside: the built binary is started on a free port, spoken to
//! over HTTP and closed again, and its log has to be clean.
//!
//! Nothing here waits for a length of time: it waits for something to happen, and fails when that takes too long.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

pub mod binary;
pub mod browser;
pub mod client;
pub mod clock;
pub mod disk;
pub mod events;
pub mod orders;
pub mod people;
pub mod receivers;
pub mod room;
pub mod tak;
pub mod unit;
