//! `safeconduct rules`: check, test and explain rulebooks.

use std::{path::PathBuf, process::ExitCode, sync::Arc};

use ops::submission::RulebookFile;
use rulebook::{RuleSet, Rulebook};
use serde_json::json;

use crate::{
    arguments::{Rules, RulesCommand},
    case::read_bounded,
    exit::{self, Misuse},
    page::Page,
    shipped,
};

pub fn run(rules: &Rules, page: &Page) -> anyhow::Result<ExitCode> {
    match &rules.what {
        RulesCommand::Check { files, json } => check(files, *json, page),
        RulesCommand::Test { files, json } => test(files, *json, page),
        RulesCommand::Explain { rule, rules, json } => explain(rule, rules, *json, page),
    }
}

/// A rulebook file's name and bytes, whatever they are.
type File = (String, Vec<u8>);

fn files(paths: &[PathBuf]) -> anyhow::Result<Vec<File>> {
    if paths.is_empty() {
        let shipped = shipped::rulebooks().into_iter();
        return Ok(shipped.map(|RulebookFile { name, text }| (name, text.into_bytes())).collect());
    }
    let read = |path: &PathBuf| {
        let name = path.display().to_string();
        Ok((name, read_bounded(path)?))
    };
    paths.iter().map(read).collect()
}

fn check(paths: &[PathBuf], json: bool, page: &Page) -> anyhow::Result<ExitCode> {
    let mut sound = Vec::new();
    let mut faults = Vec::new();
    for (name, bytes) in files(paths)? {
        match Rulebook::read(&name, &bytes) {
            Ok(book) => sound.push(Arc::new(book)),
            Err(found) => faults.extend(found.faults),
        }
    }
    let together = RuleSet::compose(sound.clone()).err();
    if json {
        let faults: Vec<_> = faults
            .iter()
            .map(|f| json!({ "file": f.file, "line": f.line, "column": f.column, "message": f.message }))
            .collect();
        let books: Vec<_> =
            sound.iter().map(|b| json!({ "id": b.id, "rules": b.rules.len(), "thresholds": b.thresholds.len(), "hash": b.hash() })).collect();
        println!(
            "{}",
            json!({ "rulebooks": books, "faults": faults, "together": together.as_ref().map(ToString::to_string) })
        );
    } else {
        faults.iter().for_each(|fault| println!("{fault}"));
        for book in &sound {
            let about = [
                ("file", book.file().to_owned().into()),
                ("count", book.rules.len().into()),
                ("thresholds", book.thresholds.len().into()),
                ("hash", book.hash().to_string().into()),
            ];
            println!("{}", page.words.say_with("rules-sound", about));
        }
        if let Some(clash) = &together {
            println!("{}", page.words.say_with("rules-together", [("problem", clash.to_string().into())]));
        }
    }
    Ok(exit::answered(faults.is_empty() && together.is_none()))
}

fn books(paths: &[PathBuf]) -> anyhow::Result<Vec<Rulebook>> {
    files(paths)?.iter().map(|(name, bytes)| Ok(Rulebook::read(name, bytes)?)).collect()
}

fn test(paths: &[PathBuf], json: bool, page: &Page) -> anyhow::Result<ExitCode> {
    let results: Vec<_> = books(paths)?.iter().flat_map(Rulebook::test).collect();
    let failed = results.iter().filter(|result| !result.passed()).count();
    if json {
        let results: Vec<_> = results
            .iter()
            .map(|r| {
                json!({
                    "rule": r.rule, "example": r.example, "file": r.file, "line": r.line,
                    "expected": r.expected, "found": r.judgement.verdict, "passed": r.passed(),
                })
            })
            .collect();
        println!("{}", json!({ "examples": results, "failed": failed }));
    } else {
        let failures = results.iter().filter(|result| !result.passed());
        failures.for_each(|result| println!("{}", result.in_words(page.words)));
        let about = [("count", results.len().into()), ("failed", failed.into())];
        println!("{}", page.words.say_with("rules-tested", about));
    }
    Ok(exit::answered(failed == 0))
}

fn explain(rule: &model::Word, paths: &[PathBuf], json: bool, page: &Page) -> anyhow::Result<ExitCode> {
    let books = books(paths)?;
    let versions: Vec<_> = books.iter().flat_map(|book| book.named(rule.as_str())).collect();
    if versions.is_empty() {
        let known =
            books.iter().flat_map(|book| &book.rules).map(|r| r.id.as_str()).collect::<Vec<_>>().join(", ");
        let about = [("rule", rule.as_str().into()), ("known", known.into())];
        anyhow::bail!(Misuse(page.words.say_with("rules-no-such", about)));
    }
    if json {
        let explained: Vec<_> = versions.iter().map(|rule| as_json(rule)).collect();
        println!("{}", serde_json::to_string_pretty(&explained)?);
    } else {
        versions.iter().for_each(|rule| println!("{}", rulebook::explain(rule, page.words)));
    }
    Ok(exit::answered(true))
}

fn as_json(rule: &rulebook::Rule) -> serde_json::Value {
    let remedies: Vec<Vec<String>> = rule
        .remedies
        .iter()
        .map(|remedy| remedy.measures.iter().map(ToString::to_string).collect())
        .collect();
    let examples: Vec<_> = rule
        .examples
        .iter()
        .map(|example| json!({ "name": example.name, "expect": example.expect }))
        .collect();
    json!({
        "id": rule.id,
        "title": rule.title,
        "rulebook": rule.book,
        "line": rule.line,
        "when": rule.when.as_ref().map(rulebook::expression::Expression::source),
        "require": rule.require.source(),
        "effect": rule.effect,
        "owner": rule.owner,
        "area": rule.area,
        "effective": rule.effective,
        "source": rule.source,
        "basis": rule.basis,
        "note": rule.note,
        "remedy": remedies,
        "examples": examples,
    })
}
