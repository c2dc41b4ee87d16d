//! The shipped rulebooks and cases, read from the working copy as anybody's files are.

use std::{fs, path::PathBuf, sync::Arc};

use anyhow::Context as _;
use model::Dossier;
use ops::submission::RulebookFile;
use rulebook::{
    At, RuleSet, Rulebook,
    notation::{Document, Sources, Standing},
};

/// The rulebooks, in the order they are composed.
pub const RULEBOOKS: [&str; 2] = ["rules/pk-foreign-nationals.toml", "rules/convoy-practice.toml"];
/// A movement of which every rule is proved.
pub const AIRPORT_RUN: &str = "cases/demo-airport-run.toml";
/// The movement that was attacked.
pub const BESHAM: &str = "cases/besham-2024-03-26.toml";

/// What a case file says about a movement, and as of when.
#[derive(Clone, Debug)]
pub struct Case {
    /// The facts.
    pub facts: Dossier,
    /// The moment it is judged at.
    pub at: At,
}

/// The rulebooks as files.
///
/// # Errors
/// When one cannot be read.
pub fn rulebook_files() -> anyhow::Result<Vec<RulebookFile>> {
    RULEBOOKS.iter().map(|name| Ok(RulebookFile { name: (*name).to_owned(), text: text(name)? })).collect()
}

/// All rulebooks, composed.
///
/// # Errors
/// When one cannot be read or they do not go together.
pub fn rules(files: &[RulebookFile]) -> anyhow::Result<RuleSet> {
    let read = |file: &RulebookFile| Ok(Arc::new(Rulebook::read(&file.name, file.text.as_bytes())?));
    Ok(RuleSet::compose(files.iter().map(read).collect::<anyhow::Result<_>>()?)?)
}

/// A case's facts.
///
/// # Errors
/// When it cannot be read or has faults.
pub fn case(name: &str) -> anyhow::Result<Case> {
    parse(name, &text(name)?)
}

/// The same from its text.
///
/// # Errors
/// When it has faults.
pub fn parse(name: &str, text: &str) -> anyhow::Result<Case> {
    let document = Document::parse(name, text.as_bytes())?;
    let root = document.root();
    let as_of = root.get("case").and_then(|case| case.table()).and_then(|case| case.get("as_of"));
    let at = as_of.and_then(|entry| entry.moment()).with_context(|| format!("{name} has no as_of"))?;
    let sources = root.get("sources").and_then(|entry| entry.table()).map(|table| Sources::read(&table));
    let sources = sources.unwrap_or_default();
    let beside = ["case", "sources", "expect", "waivers", "rulebooks", "route", "exercise"];
    let facts = root.dossier(Standing { sources: &sources, as_of: at, source: None }, &beside);
    Ok(Case { facts: document.finish(Some(facts))?, at })
}

/// The text of a file of the working copy.
///
/// # Errors
/// When it cannot be read.
pub fn text(name: &str) -> anyhow::Result<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join(name);
    fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))
}
