//! What may happen, told as it happens in the room.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "in a test a panic is the report")]

mod alerts;
mod approvals;
mod devices;
mod draws;
mod erasure;
mod gate;
mod habits;
mod messages;
mod notices;
mod observed;
mod orders;
mod roads;
#[path = "../room/mod.rs"]
mod room;
mod rulebooks;
mod runs;
mod single;
mod stand_fast;
mod time;
mod urgent;
mod voices;
mod waivers;
mod watched;
