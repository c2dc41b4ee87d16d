//! Every rule, laid out: in columns where the page is wide enough for them, else one under the other.

use rulebook::{Evaluation, Judgement, Verdict};
use words::Catalogue;

use super::row::Row;
use crate::{
    case::Case,
    page::Page,
    wrap::{width, wrap},
};

/// Between two columns.
const GAP: usize = 2;
/// The last two columns together are at least this wide; narrower, every line holds a word or two.
const READABLE: usize = 60;
/// Of what is left to the last two columns, the share of the first, in percent.
const SHARE_OF_WHY: usize = 60;

/// Prints every rule: what refuses first, then warnings, then what is proved, and in one row what does not apply.
pub fn print(evaluation: &Evaluation, case: &Case, page: &Page) {
    let words = page.words;
    let (idle, mut judged): (Vec<_>, Vec<_>) =
        evaluation.rules.iter().partition(|j| j.verdict == Verdict::NotApplicable);
    judged.sort_by_key(|j| rank(j));
    let mut rows: Vec<Row> = judged.iter().map(|judgement| Row::of(judgement, case, words)).collect();
    if !idle.is_empty() {
        rows.push(Row::idle(&idle, words));
    }
    match columns(&rows, page) {
        Some(columns) => in_columns(&rows, columns, page),
        None => rows.iter().for_each(|row| stacked(row, page)),
    }
    println!("{}", "─".repeat(page.width));
}

fn rank(judgement: &Judgement) -> (bool, u8) {
    let order = match judgement.verdict {
        Verdict::Breached => 0,
        Verdict::Unproved => 1,
        Verdict::Waived => 2,
        Verdict::Met => 3,
        Verdict::NotApplicable => 4,
    };
    let is_warning = judgement.verdict.obstructs() && !judgement.rule.effect.refuses();
    (is_warning || order > 2, order)
}

/// The columns' widths: the first two as wide as what must not be broken in them. `None` if the page is too narrow
/// for the others beside them, or if a terminal would turn their order: it lays out a line that runs from right
/// to left as one.
fn columns(rows: &[Row], page: &Page) -> Option<[usize; 4]> {
    let widest = |texts: Vec<&str>| texts.into_iter().map(width).max().unwrap_or(0);
    let rule = widest(rows.iter().map(|row| row.rule.as_str()).collect());
    let verdict = widest(rows.iter().flat_map(|row| row.verdict.iter().map(String::as_str)).collect());
    let verdict = verdict.max(width(&page.words.say("table-verdict")));
    let rest = page.width.saturating_sub(rule + verdict + 3 * GAP);
    let why = rest * SHARE_OF_WHY / 100;
    let fits = rest >= READABLE && !page.words.language().is_right_to_left();
    fits.then_some([rule, verdict, why, rest - why])
}

fn in_columns(rows: &[Row], columns: [usize; 4], page: &Page) {
    let heading = ["table-rule", "table-verdict", "table-why", "table-mend"];
    println!("{}", "─".repeat(page.width));
    beside(&heading.map(|id| vec![page.words.say(id)]), columns);
    for (i, row) in rows.iter().enumerate() {
        println!("{}", if i == 0 { "═" } else { "─" }.repeat(page.width));
        let rule = vec![row.rule.clone(), row.title.clone()];
        beside(&[rule, row.verdict.clone(), row.why.clone(), row.mend.clone()], columns);
    }
}

/// Cells beside each other, each line of a cell a paragraph.
fn beside(cells: &[Vec<String>; 4], columns: [usize; 4]) {
    let wrapped = |(cell, column): (&Vec<String>, usize)| -> Vec<String> {
        cell.iter().flat_map(|paragraph| wrap(paragraph, column, indent_of(paragraph))).collect()
    };
    let cells: Vec<Vec<String>> = cells.iter().zip(columns).map(wrapped).collect();
    for at in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
        let mut line = String::new();
        let mut begins = 0;
        for (cell, column) in cells.iter().zip(columns) {
            line.push_str(&" ".repeat(begins - width(&line).min(begins)));
            line.push_str(cell.get(at).map_or("", String::as_str));
            begins += column + GAP;
        }
        println!("{}", line.trim_end());
    }
}

/// A fact goes on under its beginning.
fn indent_of(paragraph: &str) -> &'static str {
    if paragraph.starts_with('·') { "  " } else { "" }
}

fn stacked(row: &Row, page: &Page) {
    let Row { rule, title, verdict, why, mend } = row;
    println!("{}", "─".repeat(page.width));
    page.say(&heading(rule, verdict, page.words));
    if !title.is_empty() {
        page.paragraph(&format!("  {title}"), "  ");
    }
    for paragraph in why {
        page.paragraph(&format!("  {paragraph}"), if paragraph.starts_with('·') { "    " } else { "  " });
    }
    if let Some((first, further)) = mend.split_first() {
        let first = page.words.say_with("row-mend", [("mend", first.as_str().into())]);
        [&first].into_iter().chain(further).for_each(|text| page.paragraph(&format!("  {text}"), "  "));
    }
}

fn heading(rule: &str, verdict: &[String], words: &Catalogue) -> String {
    let warn = |verdict: String, warning: String| {
        words.say_with("row-warning", [("verdict", verdict.into()), ("warning", warning.into())])
    };
    let verdict = verdict.iter().cloned().reduce(warn).unwrap_or_default();
    words.say_with("row-heading", [("rule", rule.into()), ("verdict", verdict.into())])
}
