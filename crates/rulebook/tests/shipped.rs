//! The shipped rulebooks are read without a fault, do what their examples say, and go together; and the
//! shipped cases come out as they expect, neither the facts nor the rules bent to look wise.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "in a test a panic is the report, also outside its test functions"
)]

use std::{
    path::PathBuf,
    sync::{Arc, LazyLock},
};

use model::{Dossier, Word};
use rulebook::{
    At, RuleSet, Rulebook, Verdict, evaluate,
    fix::MOST_WORK,
    notation::{Document, Sources, Standing, Table},
    rule::Basis,
    shortest_fix,
};
use words::{Catalogue, Language};

/// The files of a folder at the workspace's root, by name.
fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    let name = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
    paths.iter().map(|path| (name(path), std::fs::read(path).unwrap())).collect()
}

fn books() -> Vec<Arc<Rulebook>> {
    static BOOKS: LazyLock<Vec<Arc<Rulebook>>> = LazyLock::new(|| {
        let read = |(file, bytes): (String, Vec<u8>)| {
            Arc::new(Rulebook::read(&file, &bytes).unwrap_or_else(|faults| panic!("{faults}")))
        };
        files("rules").into_iter().map(read).collect()
    });
    BOOKS.clone()
}

/// What this test needs of a case file; `docs/cases.md` describes all of it.
struct Case {
    file: String,
    historic: bool,
    at: At,
    rules: RuleSet,
    facts: Dossier,
    breached: Vec<String>,
    met: Vec<String>,
}

fn cases() -> Vec<Case> {
    files("cases").iter().map(|(file, bytes)| read(file, bytes)).collect()
}

fn read(file: &str, bytes: &[u8]) -> Case {
    let document = Document::parse(file, bytes).unwrap_or_else(|faults| panic!("{faults}"));
    let root = document.root();
    let table = |key: &str| root.get(key).and_then(|entry| entry.table()).unwrap();
    let at = table("case").get("as_of").unwrap().moment().unwrap();
    let sources = Sources::read(&table("sources"));
    let beside = ["rulebooks", "case", "sources", "expect", "waivers", "route", "exercise"];
    let facts = root.dossier(Standing { sources: &sources, as_of: at, source: None }, &beside);
    let named = if root.get("rulebooks").is_some() {
        texts(&root, "rulebooks")
    } else {
        vec!["pk-foreign-nationals".to_owned()]
    };
    let chosen: Vec<_> =
        books().into_iter().filter(|b| named.iter().any(|id| b.id == *id.as_str())).collect();
    assert_eq!(chosen.len(), named.len(), "{file}: {named:?}");
    let expect = table("expect");
    document.finish(Some(())).unwrap_or_else(|faults| panic!("{faults}"));
    Case {
        file: file.to_owned(),
        historic: table("case").get("kind").unwrap().text() == Some("historic"),
        at,
        rules: RuleSet::compose(chosen).unwrap(),
        facts,
        breached: texts(&expect, "breached"),
        met: texts(&expect, "met"),
    }
}

fn texts(table: &Table<'_>, key: &str) -> Vec<String> {
    let elements = table.get(key).unwrap().elements().unwrap();
    elements.iter().map(|element| element.text().unwrap().to_owned()).collect()
}

#[test]
fn every_shipped_rule_has_its_title_in_every_language() {
    for book in books() {
        for rule in &book.rules {
            let titles = Language::ALL.map(|language| rule.title(language));
            assert!(
                titles[0] != titles[1] && titles[0] != titles[2] && titles[1] != titles[2],
                "{}",
                rule.id
            );
        }
    }
}

#[test]
fn every_note_for_those_who_mend_a_shipped_rule_is_in_every_language() {
    let books = books();
    let rules = books.iter().flat_map(|book| &book.rules);
    let measures = rules.flat_map(|rule| &rule.remedies).flat_map(|remedy| &remedy.measures);
    let notes: Vec<_> = measures.filter_map(|measure| measure.note.as_ref()).collect();
    assert!(notes.len() > 100, "only {} notes", notes.len());
    for note in notes {
        let said = Language::ALL.map(|language| note.in_words(Catalogue::of(language)));
        assert!(said[0] != said[1] && said[0] != said[2] && said[1] != said[2], "{said:?}");
    }
}

#[test]
fn every_example_of_a_shipped_rule_comes_out_as_it_says() {
    let results: Vec<_> = books().iter().flat_map(|book| book.test()).collect();
    let failed: Vec<String> = results.iter().filter(|r| !r.passed()).map(ToString::to_string).collect();
    assert!(failed.is_empty(), "{} of {} examples:\n{}", failed.len(), results.len(), failed.join("\n"));
    assert!(results.len() >= 150, "only {} examples", results.len());
}

#[test]
fn the_shipped_rulebooks_go_together() {
    let rules = RuleSet::compose(books()).unwrap();
    assert!(rules.rules().count() >= 40);
}

#[test]
fn rules_of_ours_do_not_judge_the_past() {
    let first_issue = "2026-11-23".parse().unwrap();
    for book in books() {
        for rule in book.rules.iter().filter(|rule| rule.basis == Basis::Ours) {
            assert!(rule.effective.from >= Some(first_issue), "{} in {}", rule.id, book.file());
        }
    }
}

#[test]
fn every_case_comes_out_as_it_expects_and_everything_else_unproved() {
    let mut wrong = Vec::new();
    for case in cases() {
        let evaluation = evaluate(&case.rules, &case.facts, &[], case.at);
        for judgement in evaluation.rules {
            let id = judgement.rule.id.as_str();
            let expected = [(&case.breached, Verdict::Breached), (&case.met, Verdict::Met)];
            let expected = expected.into_iter().find(|(rules, _)| rules.iter().any(|rule| rule == id));
            let as_expected = match expected {
                Some((_, verdict)) => judgement.verdict == verdict,
                None => matches!(judgement.verdict, Verdict::Unproved | Verdict::NotApplicable),
            };
            if !as_expected {
                wrong.push(format!("{}: {id} is {}: {}", case.file, judgement.verdict, judgement.reason));
            }
        }
        for id in case.breached.iter().chain(&case.met) {
            assert!(case.rules.rules().any(|rule| rule.id == *id.as_str()), "{}: no rule {id}", case.file);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_historical_case_expects_a_breach_of_a_rule_without_a_beginning() {
    let historic: Vec<Case> = cases().into_iter().filter(|case| case.historic).collect();
    assert_eq!(historic.len(), 7);
    for case in historic {
        for id in &case.breached {
            let id: Word = id.parse().unwrap();
            let dated = case.rules.rules().any(|rule| rule.id == id && rule.effective.from.is_some());
            assert!(dated, "{}: {id} gives no day from which it is in force", case.file);
        }
    }
}

#[test]
fn the_search_for_a_way_out_of_every_case_keeps_its_bound_and_finds_one() {
    for case in cases() {
        let fixes = shortest_fix(&case.rules, &case.facts, &[], case.at);
        assert!(fixes.work <= MOST_WORK, "{}: {}", case.file, fixes.work);
        let clears = evaluate(&case.rules, &case.facts, &[], case.at).clears();
        assert_eq!(fixes.options.is_empty(), clears, "{}: {:?} {:?}", case.file, fixes.stuck, fixes.unknown);
    }
}
