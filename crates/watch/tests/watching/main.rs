//! The watch, held to what was promised of it: scenarios, whatever order reports come in, and a slow second opinion.

#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report")]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "metres and seconds of scenes that are made up"
)]

mod convergence;
mod engine;
mod scenarios;
mod scene;
mod slowly;
