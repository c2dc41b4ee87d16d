//! Safeconduct from the command line.
//!
//! Exit codes: 0 cleared or true, 3 refused or false, 2 wrong usage or a faulty file, 1 failure.

// The binary is the one place that speaks to a terminal.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod arguments;
mod case;
mod commands;
mod desk;
mod exit;
mod keys;
mod output;
mod shipped;

use std::process::ExitCode;

use clap::Parser as _;

use arguments::{Arguments, Command};

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // A failure to print has nowhere to be reported.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { exit::USAGE } else { exit::TRUE });
        }
    };
    let outcome = match arguments.command {
        Command::Clear(clear) => commands::clear::run(&clear),
        Command::Replay(replay) => commands::replay::run(&replay),
        Command::Rules(rules) => commands::rules::run(&rules),
        Command::Record(record) => commands::record::run(&record),
        Command::Demo(demo) => commands::demo::run(&demo),
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("safeconduct: {error:#}");
        ExitCode::from(exit::code_of(&error))
    })
}
