//! Files and directories the tests make.

use std::{
    fs,
    path::{Path, PathBuf},
};

use tempfile::TempDir;

use crate::binary::{self, safeconduct, text};

/// A directory of a test's own, with a name that a person would recognise in a message.
pub struct Desk(TempDir);

impl Desk {
    pub fn new() -> Desk {
        Desk(tempfile::tempdir().expect("a temporary directory"))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// A file with this content.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        fs::write(&path, content).expect("a file");
        path
    }

    /// A copy of a shipped case with one text replaced by another.
    pub fn changed(&self, case: &str, from: &str, to: &str) -> PathBuf {
        let original = shipped(case);
        assert!(original.contains(from), "{case} has no {from:?}");
        self.file(&format!("{case}.toml"), original.replacen(from, to, 1))
    }

    /// The path of a data directory that is not there yet.
    pub fn data(&self) -> PathBuf {
        self.path().join("data")
    }
}

/// The text of a shipped case.
pub fn shipped(case: &str) -> String {
    fs::read_to_string(binary::case(case)).expect("a shipped case")
}

/// A movement under one rule, small enough to be judged a thousand times.
pub fn small_movement(number: &str, approved: bool) -> String {
    format!(
        r#"[case]
title = "A made-up movement of these tests"
kind = "exercise"
as_of = 2026-11-24T07:00:00+05:00
number = "{number}"
[sources]
desk = "made up"
[movement]
source = "desk"
kind = "single"
departs_on = 2026-11-24
approved = {approved}
"#
    )
}

/// A rulebook with one rule: what [`small_movement`] is held against.
pub const SMALL_RULEBOOK: &str = r#"[rulebook]
id = "small"
title = "One rule, made up for these tests"
[sources]
desk = "made up"
[[rule]]
id = "movement-approved"
title = "The movement is approved"
require = "movement.approved"
effect = { refuse_unless_waived_by = "authority" }
owner = "sponsor"
source = ["desk"]
basis = "source"
remedy = [[{ action = "obtain-approval", set = { movement.approved = true } }]]
[[rule.example]]
name = "approved"
expect = "met"
[rule.example.facts]
movement = { approved = true }
[[rule.example]]
name = "turned down"
expect = "breached"
[rule.example.facts]
movement = { approved = false }
[[rule.example]]
name = "nobody has said"
expect = "unproved"
[rule.example.facts]
movement = { kind = "single" }
"#;

/// Holds shipped cases on a record in `data`.
pub fn recorded(data: &Path, cases: &[&str]) -> binary::Run {
    let mut arguments = vec!["clear".to_owned()];
    arguments.extend(cases.iter().map(|name| text(&binary::case(name)).to_owned()));
    arguments.extend(["--data", text(data), "--json"].map(str::to_owned));
    safeconduct(arguments)
}

/// Copies a data directory as it lies there.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a directory");
    for entry in fs::read_dir(from).expect("a directory") {
        let entry = entry.expect("an entry");
        fs::copy(entry.path(), to.join(entry.file_name())).expect("a copy");
    }
}

/// What lies in a directory, sorted; nothing if it is not there.
pub fn lies_in(dir: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(dir) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
