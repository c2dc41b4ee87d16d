//! Safeconduct from the command line.
//!
//! Exit codes: 0 cleared or true, 3 refused or false, 2 wrong usage or a faulty file, 1 failure.

// First: its `println!` takes the place of the standard one, which panics when nobody reads.
#[macro_use]
mod terminal;

mod alive;
mod arguments;
mod case;
mod clock;
mod commands;
mod demonstration;
mod desk;
mod exit;
mod features;
mod kept;
mod keys;
mod log;
mod manifest;
mod march;
mod opened;
mod outlook;
mod output;
mod outside;
mod page;
mod prepared;
mod progress;
mod proof;
mod reach;
mod reports;
mod shipped;
mod support;
mod tak;
mod track;
mod upkeep;
mod wrap;

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
    let page = page::Page::of(arguments.language);
    let outcome = match arguments.command {
        Command::Clear(clear) => commands::clear::run(&clear, &page),
        Command::Replay(replay) => commands::replay::run(&replay, &page),
        Command::Rules(rules) => commands::rules::run(&rules, &page),
        Command::Roads(roads) => commands::roads::run(&roads, &page),
        Command::Route(route) => commands::route::run(&route, &page),
        Command::Match(asked) => commands::matching::run(&asked, &page),
        Command::Record(record) => commands::record::run(&record, &page),
        Command::Demo(demo) => commands::demo::run(&demo, &page),
        Command::Serve(serve) => commands::serve::run(&serve, &page),
        Command::Tls(tls) => commands::tls::run(&tls, &page),
        Command::User(user) => commands::user::run(&user, &page),
        Command::Backup(backup) => commands::backup::run(&backup, &page),
        Command::Restore(restore) => commands::restore::run(&restore, &page),
    };
    let answer = outcome.unwrap_or_else(|error| {
        terminal::complain(format_args!("{error:#}"));
        ExitCode::from(exit::code_of(&error))
    });
    // An answer that was not delivered is a failure, whatever it was.
    match terminal::finished() {
        Ok(()) => answer,
        Err(error) => {
            terminal::complain(format_args!("standard output cannot be written: {error}"));
            ExitCode::from(exit::FAILURE)
        }
    }
}
