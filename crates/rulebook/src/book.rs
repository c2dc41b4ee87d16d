//! A rulebook: a file of rules, known by the hash of its bytes.

use std::{collections::BTreeSet, sync::Arc};

use model::Word;
use sha2::{Digest, Sha256};

use crate::{
    Rule, Threshold,
    example::ExampleResult,
    notation::{Document, Faults, Sources, Table},
};

/// Rules from one file.
#[derive(Clone, Debug)]
pub struct Rulebook {
    /// Its name.
    pub id: Word,
    /// What it is about.
    pub title: String,
    /// For people.
    pub note: Option<String>,
    /// What its rules cite.
    pub sources: Sources,
    /// Its rules, in the file's order.
    pub rules: Vec<Arc<Rule>>,
    /// What movements are watched by where their orders say nothing else, in the file's order.
    pub thresholds: Vec<Threshold>,
    file: String,
    hash: [u8; 32],
}

impl Rulebook {
    /// Reads a rulebook from the bytes of a file that people know as `file`.
    ///
    /// # Errors
    /// Every fault of the file, each with its line; `docs/rulebook.md` says what is right.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, Faults> {
        let document = Document::parse(file, bytes)?;
        let root = document.root();
        root.only(&["rulebook", "sources", "rule", "threshold"]);
        let sources = root.get("sources").and_then(|e| e.table()).map(|t| Sources::read(&t));
        let sources = sources.unwrap_or_default();
        let head = root.need("rulebook", "its id and title").and_then(|e| e.table());
        let id: Option<Word> = head.and_then(|head| {
            head.only(&["id", "title", "note"]);
            head.need("id", "a word that names the rulebook")?.parse()
        });
        let title = head.and_then(|head| head.need("title", "what it is about")?.text());
        let note = head.and_then(|head| head.get("note")?.text());
        let limits = root.get("threshold").map(|e| e.tables()).unwrap_or_default();
        let written = match limits[..] {
            [] => root.need("rule", "a rulebook has rules, or thresholds"),
            _ => root.get("rule"),
        };
        let tables = written.map(|e| e.tables()).unwrap_or_default();
        let unnamed = || "rulebook".parse().ok();
        let book = id.clone().or_else(unnamed);
        let rules: Vec<Arc<Rule>> = tables
            .iter()
            .filter_map(|table| Some(Arc::new(Rule::read(table, book.as_ref()?, &sources)?)))
            .collect();
        let thresholds: Vec<Threshold> =
            limits.iter().filter_map(|table| Threshold::read(table, &sources)).collect();
        note_overlaps(&tables, &rules);
        note_twice(&limits, &thresholds);
        if rules.len() == tables.len() && thresholds.len() == limits.len() {
            note_unused(&root, &sources, &rules, &thresholds);
        }
        document.finish(id.zip(title).map(|(id, title)| Rulebook {
            id,
            title: title.to_owned(),
            note: note.map(str::to_owned),
            sources,
            rules,
            thresholds,
            file: file.to_owned(),
            hash: Sha256::digest(bytes).into(),
        }))
    }

    /// Runs every rule's examples.
    #[must_use]
    pub fn test(&self) -> Vec<ExampleResult> {
        let of = |rule: &Arc<Rule>| {
            let run = |example| ExampleResult::of(&self.file, rule, example);
            rule.examples.iter().map(run).collect::<Vec<_>>()
        };
        self.rules.iter().flat_map(of).collect()
    }

    /// What the rulebook is, bit for bit: `sha256:` and the hash of the file's bytes in hex.
    #[must_use]
    pub fn hash(&self) -> String {
        let hex: String = self.hash.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("sha256:{hex}")
    }

    /// The file it was read from, as the person named it.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The rules called `id`: versions of one rule, in the file's order.
    pub fn named<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Arc<Rule>> {
        self.rules.iter().filter(move |rule| rule.id == *id)
    }
}

/// Two rulebooks are the same if their bytes are.
impl PartialEq for Rulebook {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash
    }
}

impl Eq for Rulebook {}

fn note_overlaps(tables: &[Table<'_>], rules: &[Arc<Rule>]) {
    for (i, rule) in rules.iter().enumerate() {
        let earlier = rules.iter().take(i).find(|e| e.id == rule.id && e.effective.overlaps(rule.effective));
        let table = tables.iter().find(|table| table.line() == rule.line);
        if let (Some(earlier), Some(table)) = (earlier, table) {
            table.note(format!(
                "the rule `{}` is already there (line {}), {}: give versions of a rule dates that do not overlap",
                rule.id, earlier.line, earlier.effective
            ));
        }
    }
}

fn note_twice(tables: &[Table<'_>], thresholds: &[Threshold]) {
    for (i, threshold) in thresholds.iter().enumerate() {
        let earlier = thresholds.iter().take(i).find(|earlier| earlier.of == threshold.of);
        let table = tables.iter().find(|table| table.line() == threshold.line);
        if let (Some(earlier), Some(table)) = (earlier, table) {
            table.note(format!(
                "the threshold `{}` is already there (line {}): leave one out",
                threshold.of, earlier.line
            ));
        }
    }
}

/// A source nobody cites is noted. Not asked while anything is faulty: that may be what cites it.
fn note_unused(root: &Table<'_>, sources: &Sources, rules: &[Arc<Rule>], thresholds: &[Threshold]) {
    let mut used: BTreeSet<&Word> = BTreeSet::new();
    used.extend(
        thresholds.iter().flat_map(|threshold| threshold.source.iter().map(|citation| &citation.key)),
    );
    for rule in rules {
        used.extend(rule.source.iter().map(|citation| &citation.key));
        for example in &rule.examples {
            let facts = example.facts.facts();
            used.extend(facts.iter().flat_map(|(_, claims)| claims.iter().map(|claim| &claim.source.cite)));
        }
    }
    let declared = root.get("sources").and_then(|entry| entry.table());
    for (key, _) in sources.iter().filter(|(key, _)| !used.contains(key)) {
        if let Some(entry) = declared.and_then(|table| table.get(key.as_str())) {
            entry.note_key(format!("no rule cites the source `{key}`: cite it or take it out"));
        }
    }
}
