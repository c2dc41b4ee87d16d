//! The watch, held to what was promised of it: scenarios, whatever order reports come in, and a slow second opinion.

#![allow(
    clippy::unwrap_used,
    clippy::cast_possible_wrap,
    clippy::cast_possible_truncation,
    reason = "a test says what it expects; there a panic is the report, and its numbers are small"
)]

mod convergence;
mod scenarios;
mod scene;
mod slowly;
