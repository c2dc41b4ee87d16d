//! The binary, found beside the tests and started as a person would.

use std::{
    ffi::{OsStr, OsString},
    path::PathBuf,
    process::{Command, Output},
};

/// What one run said.
#[derive(Debug)]
pub struct Said {
    /// Its exit code.
    pub code: Option<i32>,
    /// Its answer.
    pub out: String,
    /// What it complained of.
    pub err: String,
}

/// Runs the binary to its end.
pub fn safeconduct<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(arguments: I) -> Said {
    let Output { status, stdout, stderr } = command().args(arguments).output().expect("the binary starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it speaks UTF-8");
    Said { code: status.code(), out: text(stdout), err: text(stderr) }
}

/// The binary in English, whatever the environment of the tests says.
pub fn command() -> Command {
    command_by(&[])
}

/// The same, started by another program.
pub fn command_by(by: &[String]) -> Command {
    let mut words = by.iter().map(OsString::from).chain([binary().into()]);
    let mut command = Command::new(words.next().expect("at least the binary"));
    command.args(words);
    command.env("LC_ALL", "C").env_remove("COLUMNS");
    command
}

/// Tests lie in `target/<profile>/deps`, the binary one above. Cargo builds a crate's own binaries for its tests and
/// not those of others.
fn binary() -> PathBuf {
    let test = std::env::current_exe().expect("a test knows where it lies");
    let profile = test.ancestors().nth(2).expect("a test lies two deep");
    let binary = profile.join("safeconduct");
    assert!(binary.exists(), "{} is not there: run `cargo build -p safeconduct` first", binary.display());
    binary
}
