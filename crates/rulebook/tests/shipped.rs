//! The shipped rulebooks are read without a fault, do what their examples say, and go together.

use std::{path::PathBuf, sync::Arc};

use rulebook::{RuleSet, Rulebook};

/// Every file of a folder at the workspace's root, by name.
fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    let entries = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|e| e == "toml")).collect();
    paths.sort();
    assert!(!paths.is_empty(), "nothing in {}", folder.display());
    paths
        .into_iter()
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap()))
        .collect()
}

fn books() -> Vec<Arc<Rulebook>> {
    let read = |(file, bytes): (String, Vec<u8>)| {
        Arc::new(Rulebook::read(&file, &bytes).unwrap_or_else(|faults| panic!("{faults}")))
    };
    files("rules").into_iter().map(read).collect()
}

#[test]
fn every_example_of_a_shipped_rule_comes_out_as_it_says() {
    let results: Vec<_> = books().iter().flat_map(|book| book.test()).collect();
    let failed: Vec<String> = results.iter().filter(|r| !r.passed()).map(ToString::to_string).collect();
    assert!(failed.is_empty(), "{} of {} examples:\n{}", failed.len(), results.len(), failed.join("\n"));
    assert!(results.len() > 130, "only {} examples", results.len());
}

#[test]
fn the_shipped_rulebooks_go_together() {
    let rules = RuleSet::compose(books()).unwrap();
    assert!(rules.rules().count() >= 40);
}
