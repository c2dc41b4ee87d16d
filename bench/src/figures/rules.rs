//! Judging a movement by the rules, saying why, and finding the way out of a refusal.

use std::{fmt::Write as _, time::Duration};

use ops::submission::RulebookFile;
use rulebook::{Evaluation, RuleSet, Verdict, evaluate, shortest_fix};

use crate::{
    Row, Size, Table,
    shipped::{self, AIRPORT_RUN, BESHAM, Case},
    timing::{Samples, per_second, timed},
};

/// One movement against forty rules, reasons included.
const EVALUATION: Duration = Duration::from_micros(200);

/// Adds the rows.
///
/// # Errors
/// When a shipped file has faults, or a case no longer comes out as it should.
pub fn measure(table: &mut Table, files: &[RulebookFile], size: Size) -> anyhow::Result<()> {
    let rules = shipped::rules(files)?;
    let count = rules.rules().count();
    table.heading(format!("one movement against the {count} rules of both shipped rulebooks"));
    for (name, file, clears) in [("airport run", AIRPORT_RUN, true), ("Besham", BESHAM, false)] {
        let case = shipped::case(file)?;
        let evaluation = evaluate(&rules, &case.facts, &[], case.at);
        anyhow::ensure!(evaluation.clears() == clears, "{file} no longer comes out as it should");
        evaluation_rows(table, name, &rules, &case, size);
    }
    fix_row(table, &rules, size)?;
    reading_rows(table, files, size)
}

fn evaluation_rows(table: &mut Table, name: &str, rules: &RuleSet, case: &Case, size: Size) {
    let judge = || evaluate(rules, &case.facts, &[], case.at);
    let evaluation = judge();
    let verdicts = Samples::of(size.often, judge);
    let many = per_second(1, verdicts.median());
    table.add(Row::new(format!("{name}: verdicts"), verdicts).rate(many, "").note(counted(&evaluation)));
    let mut text = String::new();
    let explained = Samples::of(size.often, || {
        text.clear();
        explain(&judge(), &mut text);
        text.len()
    });
    let many = per_second(1, explained.median());
    let row = Row::new(format!("{name}: verdicts, every reason in words"), explained);
    table.add(row.rate(many, "").aim(EVALUATION).note(format!("{} bytes of reasons", text.len())));
}

fn explain(evaluation: &Evaluation, text: &mut String) {
    for judgement in &evaluation.rules {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{} {}: {}", judgement.rule.id, judgement.verdict, judgement.reason);
    }
}

fn counted(evaluation: &Evaluation) -> String {
    let verdicts = [Verdict::Met, Verdict::Breached, Verdict::Unproved, Verdict::NotApplicable];
    let count = |verdict| evaluation.rules.iter().filter(|j| j.verdict == verdict).count();
    verdicts.map(|verdict| format!("{} {verdict}", count(verdict))).join(", ")
}

fn fix_row(table: &mut Table, rules: &RuleSet, size: Size) -> anyhow::Result<()> {
    let case = shipped::case(BESHAM)?;
    let search = || shortest_fix(rules, &case.facts, &[], case.at);
    let fixes = search();
    let steps = fixes.options.first().map(|fix| fix.steps.len());
    let found = steps.map_or_else(|| "no way out".to_owned(), |steps| format!("{steps} steps"));
    let bounded = if fixes.exhaustive { "exhaustive" } else { "bounded" };
    let took = Samples::of(size.seldom, search);
    let row = Row::new("Besham: the shortest fix", took);
    table.add(row.note(format!("{found}, {bounded}, {} evaluations tried", fixes.tried)));
    Ok(())
}

fn reading_rows(table: &mut Table, files: &[RulebookFile], size: Size) -> anyhow::Result<()> {
    let text = shipped::text(BESHAM)?;
    let bytes: usize = files.iter().map(|file| file.text.len()).sum();
    shipped::parse(BESHAM, &text)?;
    let took = (0..size.seldom).map(|_| timed(|| shipped::rules(files).map(|_| ())).1).collect();
    table.add(Row::new("reading and checking both rulebooks", took).note(format!("{bytes} bytes of TOML")));
    let took = (0..size.seldom).map(|_| timed(|| shipped::parse(BESHAM, &text).map(|_| ())).1).collect();
    table.add(Row::new("reading a case", took).note(format!("{} bytes of TOML", text.len())));
    Ok(())
}
