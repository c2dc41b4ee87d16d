//! Hashes the sources that give entries their meaning; see `BUILD` in `src/lib.rs`.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

/// The crates whose code decides what state a log means.
const SOURCES: [&str; 4] = ["model", "rulebook", "conduct", "ops"];

fn main() -> io::Result<()> {
    let here = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
    let mut hash = Sha256::new();
    for name in SOURCES {
        let sources = here.join("..").join(name).join("src");
        // Cargo looks for changes in the whole folder.
        println!("cargo::rerun-if-changed={}", sources.display());
        let mut files = Vec::new();
        collect(&sources, &mut files)?;
        files.sort();
        for file in files {
            let text = fs::read(&file)?;
            let shown = file.strip_prefix(&sources).unwrap_or(&file).display().to_string();
            // Lengths keep one file's end apart from the next one's beginning.
            hash.update(format!("{name}/{shown} {}\n", text.len()));
            hash.update(&text);
        }
    }
    let hex: String = hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    println!("cargo::rustc-env=OPS_BUILD={hex}");
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(())
}
