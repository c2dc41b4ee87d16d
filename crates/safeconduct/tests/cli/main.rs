//! The built binary, from outside: what a person types, reads and finds on the disk afterwards.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test says what it expects; there a panic is the report"
)]

mod altered;
mod answers;
mod backed_up;
mod binary;
mod bundles;
mod choices;
mod cut;
mod delivery;
mod disk;
mod driven;
mod evidence;
mod faults;
mod files;
mod hostile;
mod independent;
mod killed;
mod languages;
mod matching;
mod record;
mod roads;
mod route;
mod rules;
mod told;
mod waivers;
