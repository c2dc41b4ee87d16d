//! Starting the binary, and what it must never do whatever it is given.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// The binary these tests are about.
pub const BINARY: &str = env!("CARGO_BIN_EXE_safeconduct");

/// The exit codes it promises.
pub const TRUE: i32 = 0;
pub const FAILURE: i32 = 1;
pub const MISUSE: i32 = 2;
pub const FALSE: i32 = 3;

/// What one run said.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// Runs the binary at the root of the house.
pub fn safeconduct<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(arguments: I) -> Run {
    run(&mut plain(arguments))
}

/// The binary in English, on a page of the usual width, whatever the environment of the tests says.
pub fn plain<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(arguments: I) -> Command {
    let mut command = Command::new(BINARY);
    command.args(arguments).env("LC_ALL", "C").env_remove("COLUMNS");
    command
}

/// Runs a command that starts the binary.
pub fn run(command: &mut Command) -> Run {
    read(command.current_dir(house()).output().expect("it starts"))
}

/// What a run left, if it ended as a program should: it panicked at nothing.
pub fn read(Output { status, stdout, stderr }: Output) -> Run {
    let out = String::from_utf8(stdout).expect("the answer is UTF-8");
    let err = String::from_utf8_lossy(&stderr).into_owned();
    assert!(!err.contains("panicked"), "it panicked: {err}");
    Run { code: status.code(), out, err }
}

impl Run {
    /// The run, if it ended with this code.
    #[track_caller]
    pub fn ended(self, code: i32) -> Run {
        assert_eq!(self.code, Some(code), "out: {}\nerr: {}", self.out, self.err);
        self
    }

    /// The run, if what it complained of has all of these in it, and it answered nothing.
    #[track_caller]
    pub fn complained(self, parts: &[&str]) -> Run {
        for part in parts {
            assert!(self.err.contains(part), "no {part:?} in: {}", self.err);
        }
        assert_eq!(self.out, "", "an answer beside a complaint");
        self
    }

    /// The run, if its answer has all of these in it.
    #[track_caller]
    pub fn said(self, parts: &[&str]) -> Run {
        for part in parts {
            assert!(self.out.contains(part), "no {part:?} in: {}\nerr: {}", self.out, self.err);
        }
        self
    }

    /// The answer as one JSON document.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}\n{}", self.out, self.err))
    }

    /// The answer as one JSON document a line.
    #[track_caller]
    pub fn lines(&self) -> Vec<serde_json::Value> {
        self.out.lines().map(|line| serde_json::from_str(line).expect("a line is a document")).collect()
    }
}

/// The root of the house.
pub fn house() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the house stands")
}

/// A shipped case.
pub fn case(name: &str) -> PathBuf {
    house().join("cases").join(name).with_extension("toml")
}

/// A path as an argument.
pub fn text(path: &Path) -> &str {
    path.to_str().expect("a path of ours is UTF-8")
}
