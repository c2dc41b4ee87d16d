//! Case and movement files: a dossier, and what the file says about itself. `docs/cases.md` describes them.

mod day;
mod route;

use std::path::Path;

use model::{Dossier, Instant, Span, Word, party::Role};
use rulebook::{
    At,
    notation::{Document, Entry, Faults, LARGEST_FILE, Sources, Standing, Table},
};

use crate::exit::Misuse;

pub use day::{Day, Inject};

/// Keys of the file that are not facts.
const OF_THE_FILE: [&str; 7] = ["case", "sources", "expect", "waivers", "rulebooks", "route", "exercise"];
/// The rulebook a file is held against that names none.
const DEFAULT_RULEBOOK: &str = "pk-foreign-nationals";

/// What sort of file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CaseKind {
    /// It happened; its facts are public.
    Historic,
    /// Made up, and says so.
    Exercise,
    /// A movement somebody plans.
    Movement,
}

/// A file, read.
#[derive(Debug)]
pub struct Case {
    pub file: String,
    pub title: String,
    pub kind: CaseKind,
    pub number: Word,
    pub summary: Option<String>,
    pub at: At,
    /// The rulebooks it names, or the one it need not name.
    pub rulebooks: Vec<Named>,
    pub facts: Dossier,
    pub waivers: Vec<CaseWaiver>,
    pub expect: Option<Expectation>,
    /// Its day as an exercise.
    pub day: Option<Day>,
}

/// A word that must be known elsewhere, and the line it stands on.
#[derive(Debug)]
pub struct Named {
    pub word: Word,
    pub line: usize,
}

/// A waiver the file says was granted.
#[derive(Debug)]
pub struct CaseWaiver {
    /// Where the file says so.
    pub line: usize,
    pub rule: Word,
    pub by: Role,
    pub reason: String,
    pub expires: Instant,
}

/// What a replay should find; every other applicable rule is expected unproved.
#[derive(Debug, Default)]
pub struct Expectation {
    pub breached: Vec<Word>,
    pub met: Vec<Word>,
}

/// Reads a file. `now` is the time of files that state none.
pub fn read(path: &Path, now: Instant) -> anyhow::Result<Case> {
    let name = path.display().to_string();
    Ok(parse(&name, &read_bounded(path)?, now)?)
}

/// Reads the bytes of a file somebody named, but no more than will be refused anyway: a device or a film must
/// not fill the memory.
pub fn read_bounded(path: &Path) -> anyhow::Result<Vec<u8>> {
    read_at_most(path, LARGEST_FILE)
}

/// Reads a file's first bytes: one more than `most`, so that its reader finds out that it is too long.
pub fn read_at_most(path: &Path, most: usize) -> anyhow::Result<Vec<u8>> {
    use std::io::Read as _;
    let mut bytes = Vec::new();
    let read = std::fs::File::open(path)
        .and_then(|file| file.take(most.saturating_add(1) as u64).read_to_end(&mut bytes));
    // Whoever names a file that cannot be read has named the wrong one.
    read.map_err(|error| Misuse(format!("{} cannot be read: {error}", path.display())))?;
    Ok(bytes)
}

/// Reads a file's content.
pub fn parse(name: &str, bytes: &[u8], now: Instant) -> Result<Case, Faults> {
    let document = Document::parse(name, bytes)?;
    let root = document.root();
    let case = read_case(name, &root, now);
    document.finish(case)
}

fn read_case(name: &str, root: &Table<'_>, now: Instant) -> Option<Case> {
    let header =
        root.need("case", "a case or movement file says what it is: [case] with title, kind, number");
    let header = header.and_then(|entry| entry.table())?;
    header.only(&["title", "kind", "number", "as_of", "summary"]);
    let kinds = ["historic", "exercise", "movement"];
    let title = header.need("title", "one line on what this is").and_then(|e| e.text());
    let kind = header
        .need("kind", "historic, exercise or movement")
        .and_then(|e| e.one_of("a kind of case", &kinds));
    let number = header.need("number", "the movement's number").and_then(|e| e.parse());
    let summary = header.get("summary").and_then(|e| e.text());
    let at = match header.get("as_of") {
        // What may depart is asked now: judged as of another day, yesterday's approval or tomorrow's briefing would clear it.
        Some(entry) if kind == Some(CaseKind::Movement) => {
            entry.note_key(
                "a movement is held against the rules at the moment one asks: leave `as_of` out, or make it an \
                 exercise to see what another day would bring",
            );
            return None;
        }
        Some(entry) => entry.moment()?,
        None if kind == Some(CaseKind::Movement) => At { now, offset: Span::hours(5) },
        None => {
            header.note(
                "[case] has no `as_of`: write the moment it is held against the rules, with its offset",
            );
            return None;
        }
    };
    let sources = root.get("sources").and_then(|entry| entry.table()).map(|table| Sources::read(&table));
    let sources = sources.unwrap_or_default();
    let mut facts = root.dossier(Standing { sources: &sources, as_of: at, source: None }, &OF_THE_FILE);
    if let Some(table) = root.get("route").and_then(|entry| entry.table()) {
        route::read(&table, &mut facts, at);
    }
    let waivers = root.get("waivers").map(|entry| entry.tables()).unwrap_or_default();
    if kind == Some(CaseKind::Historic)
        && let Some(waiver) = waivers.first()
    {
        waiver.note("a historic case has no waivers: leave them out");
    }
    let waivers = waivers.iter().filter_map(read_waiver).collect();
    let day = root.get("exercise").and_then(|entry| entry.table()).map(|table| day::read(&table));
    let expect = root.get("expect").and_then(|entry| entry.table()).map(|table| read_expectation(&table));
    Some(Case {
        file: name.to_owned(),
        title: title?.to_owned(),
        kind: kind?,
        number: number?,
        summary: summary.map(str::to_owned),
        at,
        rulebooks: root.get("rulebooks").map_or_else(default_rulebooks, |entry| rulebooks(&entry)),
        facts,
        waivers,
        expect,
        day: day.flatten(),
    })
}

fn default_rulebooks() -> Vec<Named> {
    DEFAULT_RULEBOOK.parse().into_iter().map(|word| Named { word, line: 1 }).collect()
}

fn rulebooks(entry: &Entry<'_>) -> Vec<Named> {
    let named = named(entry);
    if named.is_empty() {
        entry.note(format!("`rulebooks` names none: name one, or leave the line out for {DEFAULT_RULEBOOK}"));
    }
    named
}

fn named(entry: &Entry<'_>) -> Vec<Named> {
    let elements = entry.elements().unwrap_or_default();
    elements
        .iter()
        .filter_map(|e| Some(Named { word: e.parse()?, line: e.margin().line(e.span().start) }))
        .collect()
}

fn words(entry: &Entry<'_>) -> Vec<Word> {
    entry.elements().unwrap_or_default().iter().filter_map(Entry::parse).collect()
}

fn read_waiver(table: &Table<'_>) -> Option<CaseWaiver> {
    table.only(&["rule", "by", "reason", "expires"]);
    let rule = table.need("rule", "the rule it waives").and_then(|e| e.parse());
    let by = table
        .need("by", "the role that granted it")
        .and_then(|e| e.one_of("a role", &["authority", "duty-officer"]));
    let reason = table.need("reason", "why").and_then(|e| {
        let text = e.text().filter(|text| !text.trim().is_empty());
        if text.is_none() {
            e.note("a waiver says why: it is an exception somebody answers for");
        }
        text
    });
    let expires = table.need("expires", "until when, with its offset").and_then(|e| e.moment());
    Some(CaseWaiver {
        line: table.line(),
        rule: rule?,
        by: by?,
        reason: reason?.to_owned(),
        expires: expires?.now,
    })
}

fn read_expectation(table: &Table<'_>) -> Expectation {
    table.only(&["breached", "met"]);
    let list = |key: &str| table.get(key).map(|entry| words(&entry)).unwrap_or_default();
    Expectation { breached: list("breached"), met: list("met") }
}
