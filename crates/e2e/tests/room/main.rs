//! The room, tried from outside.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that cannot go on fails, and says what it counted"
)]

mod access;
mod alarms;
mod alerted;
mod answers;
mod backed_up;
mod by_time;
mod clock;
mod comes_back;
mod coming_in;
mod crowd;
mod demonstration;
mod description;
mod devices;
mod disk;
mod drawn;
mod duress;
mod erased;
mod expiring;
mod filed;
mod first;
mod hand_overs;
mod hostile;
mod hours;
mod killed;
mod languages;
mod map;
mod on_the_map;
mod pages;
mod past;
mod repeated;
mod roads;
mod searches;
mod secrets;
mod tak;
mod taken_up;
mod tls;
mod told;
mod trackers;
mod voice;
mod watched;
mod way;
