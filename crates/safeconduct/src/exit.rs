//! Exit codes, so that a script can tell a refusal from a failure.

use std::process::ExitCode;

/// Cleared, or true.
pub const TRUE: u8 = 0;
/// Something failed.
pub const FAILURE: u8 = 1;
/// Wrong usage, or a file with faults.
pub const USAGE: u8 = 2;
/// Refused, or false.
pub const FALSE: u8 = 3;

/// The code for a question that was answered.
pub fn answered(yes: bool) -> ExitCode {
    ExitCode::from(if yes { TRUE } else { FALSE })
}

/// The code for an error: what the user gave us is their mistake, the rest is a failure.
pub fn code_of(error: &anyhow::Error) -> u8 {
    let theirs = error.chain().any(|cause| cause.is::<rulebook::notation::Faults>() || cause.is::<Misuse>());
    if theirs { USAGE } else { FAILURE }
}

/// The user asked for something that cannot be.
#[derive(Debug)]
pub struct Misuse(pub String);

impl std::fmt::Display for Misuse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Misuse {}
