//! `safeconduct replay`: historical cases, held against the rules of their day.
//!
//! A case says which rules it expects breached and which met; every other rule that applies must come out
//! unproved, so that neither the facts nor the rules can be bent to look wise without a test failing.

mod cast;
mod day;
mod driven;
mod stage;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use rulebook::{Judgement, Verdict};
use serde_json::json;
use words::Catalogue;

pub use day::Drive;

use crate::{
    arguments::Replay,
    case::{self, Case, CaseKind, Expectation},
    clock,
    desk::{Desk, Judged},
    exit::{self, Misuse},
    page::Page,
    prepared::prepare,
};

pub fn run(replay: &Replay, page: &Page) -> anyhow::Result<ExitCode> {
    if let Some(speed) = replay.speed {
        return driven::run(replay, speed, page);
    }
    let cases = prepare(cases(&replay.paths)?, &replay.with)?;
    for prepared in &cases {
        expectation(&prepared.case)?;
    }
    let mut desk = Desk::open(replay.with.data.as_deref())?;
    let mut all_as_expected = true;
    for prepared in &cases {
        let judged = desk.judge(prepared)?;
        let case = &prepared.case;
        let differences = differences(&judged, expectation(case)?);
        all_as_expected &= differences.is_empty();
        if replay.with.json {
            println!("{}", as_json(case, &judged, &differences));
        } else {
            print(case, &judged, &differences, page);
        }
    }
    if !replay.with.json {
        let id = if all_as_expected { "replay-as-expected" } else { "replay-not-as-expected" };
        page.say(&page.words.say_with(id, [("count", cases.len().into())]));
    }
    Ok(exit::answered(all_as_expected))
}

fn expectation(case: &Case) -> Result<&Expectation, Misuse> {
    let missing = || {
        let file = &case.file;
        Misuse(format!("{file}:1: no [expect]: a replayed case says what should be found (docs/cases.md)"))
    };
    case.expect.as_ref().ok_or_else(missing)
}

/// Files as they are named; of a directory the historical cases in it, in order of their names.
fn cases(paths: &[PathBuf]) -> anyhow::Result<Vec<Case>> {
    let mut cases = Vec::new();
    for path in paths {
        if path.is_dir() {
            let found = files_in(path)?.into_iter().map(|file| case::read(&file, clock::wall()));
            let found = found.collect::<anyhow::Result<Vec<_>>>()?;
            cases.extend(found.into_iter().filter(|case| case.kind == CaseKind::Historic));
        } else {
            cases.push(case::read(path, clock::wall())?);
        }
    }
    if cases.is_empty() {
        anyhow::bail!(Misuse(
            "there is no historical case there: name a case file, or a directory with some".to_owned()
        ));
    }
    Ok(cases)
}

fn files_in(dir: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let unreadable = |error| Misuse(format!("{} cannot be read: {error}", dir.display()));
    let entries = std::fs::read_dir(dir).map_err(unreadable)?;
    let mut files: Vec<PathBuf> =
        entries.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>().map_err(unreadable)?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    Ok(files)
}

/// One rule that came out otherwise than the case expects.
struct Difference<'a> {
    rule: &'a str,
    expected: Verdict,
    /// `None`: no adopted rulebook has the rule.
    found: Option<&'a Judgement>,
}

fn differences<'a>(judged: &'a Judged, expectation: &'a Expectation) -> Vec<Difference<'a>> {
    let expected_of = |rule: &model::Word| {
        if expectation.breached.contains(rule) {
            Verdict::Breached
        } else if expectation.met.contains(rule) {
            Verdict::Met
        } else {
            Verdict::Unproved
        }
    };
    let applicable = judged.evaluation.rules.iter().filter(|j| j.verdict != Verdict::NotApplicable);
    let wrong = applicable.filter_map(|j| {
        let expected = expected_of(&j.rule.id);
        (j.underlying != expected).then(|| Difference { rule: j.rule.id.as_str(), expected, found: Some(j) })
    });
    let named = expectation.breached.iter().map(|r| (r, Verdict::Breached));
    let named = named.chain(expectation.met.iter().map(|r| (r, Verdict::Met)));
    let idle = named.filter_map(|(rule, expected)| {
        let found = judged.evaluation.get(rule.as_str());
        let applies = found.is_some_and(|j| j.verdict != Verdict::NotApplicable);
        (!applies).then(|| Difference { rule: rule.as_str(), expected, found })
    });
    wrong.chain(idle).collect()
}

/// What the public facts amount to. Only `clear` has an outcome: nobody asks whether Besham may depart.
#[derive(Clone, Copy)]
enum Finding {
    Breached,
    NoBreachPublished,
    NotProvable,
}

impl Finding {
    fn of(judged: &Judged) -> Self {
        let any = |verdict: Verdict| judged.evaluation.rules.iter().any(|j| j.verdict == verdict);
        if any(Verdict::Breached) {
            Finding::Breached
        } else if any(Verdict::Met) {
            Finding::NoBreachPublished
        } else {
            Finding::NotProvable
        }
    }

    /// As JSON has it.
    fn word(self) -> &'static str {
        match self {
            Finding::Breached => "breached",
            Finding::NoBreachPublished => "no breach published",
            Finding::NotProvable => "not provable",
        }
    }

    fn in_words(self, words: &Catalogue) -> String {
        words.say(match self {
            Finding::Breached => "finding-breached",
            Finding::NoBreachPublished => "finding-no-breach",
            Finding::NotProvable => "finding-not-provable",
        })
    }
}

fn with(judged: &Judged, verdict: Verdict) -> Vec<&str> {
    let rules = judged.evaluation.rules.iter().filter(|j| j.verdict == verdict);
    rules.map(|j| j.rule.id.as_str()).collect()
}

fn print(case: &Case, judged: &Judged, differences: &[Difference<'_>], page: &Page) {
    let words = page.words;
    let finding = Finding::of(judged).in_words(words);
    let about = [("number", case.number.as_str().into()), ("finding", finding.into())];
    page.say(&words.say_with("replay-case", about));
    let line = |text: String| page.paragraph(&format!("  {text}"), "      ");
    line(case.title.clone());
    let at = case.at.now.display_local(case.at.offset);
    line(words.say_with("replay-as-of", [("at", at.into()), ("books", books(judged, words).into())]));
    for verdict in [Verdict::Breached, Verdict::Met] {
        for judgement in judged.evaluation.rules.iter().filter(|j| j.verdict == verdict) {
            let about = [
                ("verdict", verdict.in_words(words).into()),
                ("rule", judgement.rule.id.as_str().into()),
                ("reason", judgement.reason.in_words(words).into()),
            ];
            line(words.say_with("replay-rule", about));
        }
    }
    let about = [
        ("verdict", Verdict::Unproved.in_words(words).into()),
        ("count", with(judged, Verdict::Unproved).len().into()),
        ("idle", with(judged, Verdict::NotApplicable).len().into()),
    ];
    line(words.say_with("replay-unproved", about));
    differences.iter().for_each(|difference| line(difference.in_words(words)));
    println!();
}

impl Difference<'_> {
    fn in_words(&self, words: &Catalogue) -> String {
        let (id, found, reason) = match self.found {
            Some(j) => ("replay-differs", j.underlying.in_words(words), j.reason.in_words(words)),
            None => ("replay-differs-unknown", String::new(), String::new()),
        };
        let about = [
            ("rule", self.rule.into()),
            ("expected", self.expected.in_words(words).into()),
            ("found", found.into()),
            ("reason", reason.into()),
        ];
        words.say_with(id, about)
    }
}

fn books(judged: &Judged, words: &Catalogue) -> String {
    let books: Vec<String> = judged.rules.books().iter().map(|book| book.id.to_string()).collect();
    words.list(&books)
}

fn as_json(case: &Case, judged: &Judged, differences: &[Difference<'_>]) -> serde_json::Value {
    let differences: Vec<_> = differences
        .iter()
        .map(|d| json!({ "rule": d.rule, "expected": d.expected, "found": d.found.map(|j| j.underlying) }))
        .collect();
    json!({
        "case": case.number,
        "file": case.file,
        "as_of": case.at.now.to_string(),
        "finding": Finding::of(judged).word(),
        "as_expected": differences.is_empty(),
        "breached": with(judged, Verdict::Breached),
        "met": with(judged, Verdict::Met),
        "unproved": with(judged, Verdict::Unproved),
        "not_applicable": with(judged, Verdict::NotApplicable),
        "differences": differences,
        "rulebooks": judged.recorded.pinned.rulebooks,
        "facts": judged.recorded.facts,
        "entries": { "first": judged.entries.start, "count": judged.entries.end - judged.entries.start },
    })
}
