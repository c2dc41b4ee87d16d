//! What real clients, devices and agencies have written. The files lie beside the repository; without them these tests
//! say that they are skipped.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "in a test a panic is the report, also outside its test functions"
)]

use std::{fs, io::Write as _, path::PathBuf};

#[path = "real/cap.rs"]
mod cap;
#[path = "real/cot.rs"]
mod cot;
#[path = "real/files.rs"]
mod files;
#[path = "real/trackers.rs"]
mod trackers;

/// The files of a folder of shared data, by name; none when it is absent, which is said.
fn shared(folder: &str) -> Vec<(String, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(folder);
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) => {
            // Straight to the handle: the test harness would swallow what `println!` says in a passing test.
            let told = format!("SKIPPED: {}: {error}; nothing was read from it\n", folder.display());
            let _ = std::io::stderr().write_all(told.as_bytes());
            return Vec::new();
        }
    };
    let mut files: Vec<_> = entries
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}

/// Hands each file, cut at every place (at most some hundreds of them) and with bytes changed, to a decoder. It must
/// neither panic nor take long.
fn mutilated(files: &[(String, Vec<u8>)], decoder: impl Fn(&[u8])) {
    let began = std::time::Instant::now();
    let mut tried = 0_u32;
    for (_, whole) in files {
        // A large file is cut down first: what can go wrong does so in the first kilobytes.
        let bytes = &whole[..whole.len().min(12_000)];
        let step = (bytes.len() / 200).max(1);
        for at in (0..bytes.len()).step_by(step) {
            decoder(&bytes[..at]);
            for flipped in [0x01, 0x20, 0x80, 0xff] {
                let mut changed = bytes.to_vec();
                changed[at] ^= flipped;
                decoder(&changed);
            }
            tried += 5;
        }
    }
    assert!(files.is_empty() || tried > 100);
    assert!(began.elapsed().as_secs() < 120, "{tried} decodings took {:?}", began.elapsed());
}
