//! What may happen, told as it happens in the room.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "in a test a panic is the report")]

mod alerts;
mod announced;
mod approvals;
mod devices;
mod draws;
mod duress;
mod erasure;
mod escalation;
mod gate;
mod habits;
mod handovers;
mod messages;
mod notices;
mod observed;
mod orders;
mod roads;
#[path = "../room/mod.rs"]
mod room;
mod rulebooks;
mod runs;
mod search;
mod shift;
mod silence;
mod single;
mod stand_fast;
mod taking;
mod time;
mod urgent;
mod voices;
mod waivers;
mod watched;
