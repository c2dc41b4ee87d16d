//! The answer on its way out: read in part, to a full disk, to nobody. It is decided and recorded all the same.

use std::{
    fs::File,
    process::{Command, Stdio},
};

use crate::{
    binary::{BINARY, FAILURE, FALSE, TRUE, case, read, run, safeconduct, text},
    files::{Desk, recorded},
};

/// The binary in a pipe or a redirection; the shell answers with its exit code.
fn shell(script: &str, arguments: &[&str]) -> crate::binary::Run {
    run(Command::new("bash").args(["-c", script, BINARY]).args(arguments))
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let besham = case("besham-2024-03-26");
    let airport = case("demo-airport-run");
    for (file, code) in [(&besham, FALSE), (&airport, TRUE)] {
        let script = "\"$0\" \"$@\" | head -1; exit ${PIPESTATUS[0]}";
        for extra in [&[][..], &["--json"]] {
            let run = shell(script, &[&["clear", text(file)], extra].concat()).ended(code);
            assert_eq!(run.err, "");
            assert_eq!(run.out.lines().count(), 1);
        }
    }
    shell("\"$0\" demo --without-room | head -1; exit ${PIPESTATUS[0]}", &[]).ended(TRUE);
    shell("\"$0\" rules test --json | true; exit ${PIPESTATUS[0]}", &[]).ended(TRUE);
}

#[test]
fn an_answer_that_cannot_be_written_is_a_failure_that_says_so_and_is_on_the_record() {
    let desk = Desk::new();
    let data = desk.data();
    let airport = case("demo-airport-run");
    for arguments in [
        &["clear", text(&airport), "--data", text(&data)][..],
        &["clear", text(&airport), "--data", text(&data), "--json"],
        &["replay", "cases/", "--data", text(&data)],
        &["demo", "--without-room"],
        &["rules", "check"],
        &["record", "verify", text(&data)],
        &["record", "checkpoint", text(&data)],
        &["record", "key", text(&data)],
    ] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let mut command = Command::new(BINARY);
        command.args(arguments).current_dir(crate::binary::house()).stdout(full);
        let run = read(command.output().unwrap()).ended(FAILURE);
        assert!(run.err.contains("standard output cannot be written"), "{arguments:?}: {}", run.err);
    }
    // Two runs of one movement and seven cases, and the first entry.
    let report = safeconduct(["record", "verify", text(&data), "--json"]).ended(TRUE).json();
    assert_eq!(report["proved"], 1 + 2 * 4 + 7 * 4);
}

#[test]
fn a_complaint_that_nobody_can_read_still_ends_with_its_code() {
    let full = || File::options().write(true).open("/dev/full").unwrap();
    let mut command = Command::new(BINARY);
    let status =
        command.args(["clear", "/no/such/file"]).stdout(Stdio::null()).stderr(full()).status().unwrap();
    assert_eq!(status.code(), Some(crate::binary::MISUSE));
    let mut command = Command::new(BINARY);
    let status = command.args(["--help"]).stdout(full()).stderr(full()).status().unwrap();
    assert!(status.code().is_some_and(|code| code <= 3), "{status}");
}

#[test]
fn a_closed_standard_output_is_not_a_crash() {
    let airport = case("demo-airport-run");
    let run = shell("\"$0\" \"$@\" >&-", &["clear", text(&airport)]);
    assert!(matches!(run.code, Some(TRUE | FAILURE)), "{run:?}");
}

#[test]
fn a_bundle_that_cannot_be_written_leaves_the_one_before_it_whole() {
    let desk = Desk::new();
    let data = desk.data();
    recorded(&data, &["demo-airport-run"]).ended(TRUE);
    let number = "demo-airport-run-2026-11-24";
    let bundle = desk.file("bundle.json", "the one before");
    // A limit the bundle does not fit under; the signal of the limit is ignored, so that the write fails.
    let script = "trap '' XFSZ; ulimit -f 4; exec \"$0\" \"$@\"";
    let export = ["record", "export", text(&data), "--movement", number, "-o", text(&bundle)];
    let run = shell(script, &export).ended(FAILURE).complained(&["bundle.json", "cannot be written"]);
    assert_eq!(std::fs::read_to_string(&bundle).unwrap(), "the one before", "{}", run.err);
    assert_eq!(crate::files::lies_in(desk.path()), ["bundle.json", "data"]);
    let nowhere = desk.path().join("no/such/directory/bundle.json");
    let export = ["record", "export", text(&data), "--movement", number, "-o", text(&nowhere)];
    safeconduct(export).ended(FAILURE).complained(&["cannot be written"]);
    let export = ["record", "export", text(&data), "--movement", number, "-o", "/dev/full"];
    safeconduct(export).ended(FAILURE).complained(&["/dev/full", "cannot be written"]);
    let export = ["record", "export", text(&data), "--movement", number, "-o", "/dev/null"];
    safeconduct(export).ended(TRUE);
}
