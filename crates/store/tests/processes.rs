//! A writer in a process of its own: killed at any moment, or out of space.
//!
//! The writer is this test program again, told by an environment variable where to write. It says
//! "acknowledged N" for each append that was answered `Ok`.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what it expects; there a panic is the report"
)]

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use store::conformance::Growth;
use store::{AppendError, Batch, DataDir, ReadStore as _, SqliteStore, Store as _, StoreError};

const DIRECTORY: &str = "STORE_TEST_DIRECTORY";

/// What the child does; without a directory there is nothing to do.
#[test]
#[ignore = "the other tests here start it in a process of its own"]
fn writer() {
    let Ok(path) = std::env::var(DIRECTORY) else { return };
    let dir = match DataDir::open(&path) {
        Ok(dir) => dir,
        Err(refused) => return say(&format!("refused {refused}")),
    };
    let mut store = dir.into_store().unwrap();
    let mut growth = regrown(&store);
    loop {
        let size = growth.size();
        match store.append(size, 1, &next(&mut growth)) {
            Ok(()) => say(&format!("acknowledged {}", growth.size())),
            Err(AppendError::Refused(refused)) => {
                assert_eq!(store.size(), Ok(size), "refused means that nothing was written");
                return say(&format!("refused {refused}"));
            }
            Err(other) => panic!("{other}"),
        }
    }
}

fn say(line: &str) {
    // The test harness has begun a line of its own.
    let mut out = std::io::stdout();
    writeln!(out, "\n{line}").unwrap();
}

/// One to seven entries, some of several pages.
fn next(growth: &mut Growth) -> Batch {
    let size = growth.size();
    growth.batch(
        (size..=size + size % 7)
            .map(|n| format!("entry {n} ").repeat(1 + 600 * usize::from(n % 5 == 0)).into()),
    )
}

/// The log that the store should hold, from its first entry; compared with what it holds.
fn regrown(store: &SqliteStore) -> Growth {
    let mut growth = Growth::new();
    let size = store.size().unwrap();
    while growth.size() < size {
        let from = growth.size();
        let batch = next(&mut growth);
        assert!(
            store.entries(from, batch.entries.len() as u64).unwrap() == batch.entries,
            "from entry {from}"
        );
    }
    assert_eq!(growth.size(), size, "half a batch was kept");
    let last = store.latest_checkpoint().unwrap();
    assert_eq!(last.map_or(0, |checkpoint| checkpoint.size), size);
    growth
}

fn child(shell: &str, dir: &Path) -> Child {
    Command::new("sh")
        .args(["-c", &format!("{shell} exec \"$0\" --exact writer --ignored --nocapture --test-threads=1")])
        .arg(std::env::current_exe().unwrap())
        .env(DIRECTORY, dir)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// The last size acknowledged among the lines, and the refusal if there was one.
fn heard(lines: impl Iterator<Item = String>) -> (u64, Option<String>) {
    let (mut acknowledged, mut refused) = (0, None);
    for line in lines {
        if let Some(size) = line.strip_prefix("acknowledged ") {
            acknowledged = size.parse().unwrap();
        } else if let Some(reason) = line.strip_prefix("refused ") {
            refused = Some(reason.to_owned());
        }
    }
    (acknowledged, refused)
}

fn open(path: &Path) -> SqliteStore {
    DataDir::open(path).unwrap().into_store().unwrap()
}

#[test]
fn a_killed_writer_loses_nothing_acknowledged_and_lets_go_of_the_directory() {
    let root = tempfile::tempdir().unwrap();
    let mut size = 0;
    for acknowledgements in [1, 2, 5, 13, 40, 90, 3] {
        let mut writer = child("", root.path());
        let mut lines = BufReader::new(writer.stdout.take().unwrap()).lines().map_while(Result::ok);
        let (before, _) = heard(lines.by_ref().filter(|line| line.starts_with("ack")).take(acknowledgements));
        let told = DataDir::open(root.path()).unwrap_err();
        assert!(matches!(told, StoreError::Locked { .. }), "{told:?}");
        writer.kill().unwrap();
        writer.wait().unwrap();
        let (acknowledged, refused) = heard(lines);
        assert_eq!(refused, None);
        let store = open(root.path());
        regrown(&store);
        let kept = store.size().unwrap();
        assert!(
            before > size && kept >= acknowledged.max(before),
            "{before} and {acknowledged} were acknowledged, {kept} are kept"
        );
        size = kept;
    }
}

/// Runs a writer until it is refused. A file may not grow past `blocks` of 512 bytes (or of 1024, as the shell has it).
fn limited(blocks: u32, dir: &Path) -> (u64, String) {
    let mut writer = child(&format!("trap '' XFSZ; ulimit -f {blocks};"), dir);
    let (acknowledged, refused) =
        heard(BufReader::new(writer.stdout.take().unwrap()).lines().map_while(Result::ok));
    writer.wait().unwrap();
    (acknowledged, refused.unwrap())
}

#[test]
fn a_file_that_cannot_grow_is_refused_with_the_reason_and_keeps_what_was_acknowledged() {
    let root = tempfile::tempdir().unwrap();
    for blocks in [400, 1500, 6000] {
        let (acknowledged, refused) = limited(blocks, root.path());
        assert!(refused.contains("safeconduct.db cannot be written"), "{refused}");
        assert!(refused.contains("file-size limit"), "{refused}");
        let mut store = open(root.path());
        let mut growth = regrown(&store);
        assert_eq!(growth.size(), acknowledged);
        let batch = next(&mut growth);
        assert_eq!(store.append(acknowledged, 1, &batch), Ok(()), "with space it goes on");
        regrown(&store);
    }
}

#[test]
fn a_directory_whose_files_cannot_be_written_is_refused_before_it_is_opened() {
    let root = tempfile::tempdir().unwrap();
    drop(open(root.path()));
    let (acknowledged, refused) = limited(0, root.path());
    assert_eq!(acknowledged, 0);
    assert!(refused.contains("writer.lock cannot be written"), "{refused}");
    regrown(&open(root.path()));
}
