//! What a duty officer reads.
//!
//! Nothing here ever says *safe*: it says which rules were proved when, the oldest fact behind them, and what
//! no rule asked about.

pub mod bar;
mod facts;
mod limits;
mod row;
mod table;
mod way_out;

use std::sync::Arc;

use rulebook::{Rulebook, Verdict};
use serde_json::{Value, json};
use words::Catalogue;

use crate::{case::Case, desk::Judged, page::Page};

/// A case's outcome in words.
pub fn print(case: &Case, judged: &Judged, page: &Page) {
    let words = page.words;
    page.say(&headline(case, judged, words));
    page.say(&case.title);
    page.say(&held_against(judged, words));
    let off = switched_off(judged).into_iter().map(str::to_owned).collect::<Vec<_>>();
    if !off.is_empty() {
        page.say(&words.say_with("held-against-without", [("rules", words.list(&off).into())]));
    }
    if let Some(summary) = &case.summary {
        page.say(summary.trim());
    }
    table::print(&judged.evaluation, case, page);
    for (rule, by) in &judged.waivers_refused {
        let about = [("rule", rule.as_str().into()), ("role", words.role(*by).into())];
        page.say(&words.say_with("not-waived", about));
    }
    for bar in &judged.recorded.bars {
        let bar = bar::in_words(bar, words);
        page.say(&words.say_with("besides-the-rules", [("bar", bar.into())]));
    }
    if let Some(fixes) = &judged.fixes {
        way_out::print(fixes, &judged.evaluation, case.at.offset, page);
    }
    limits::print(case, judged, page);
    // The table is long: what was decided stands at both ends of it.
    page.say(&headline(case, judged, words));
}

fn headline(case: &Case, judged: &Judged, words: &Catalogue) -> String {
    let outcome = if judged.recorded.clears { "outcome-cleared" } else { "outcome-refused" };
    let off = match switched_off(judged).len() {
        0 => String::new(),
        off => words.say_with("headline-switched-off", [("count", off.into())]),
    };
    let about = [
        ("number", case.number.as_str().into()),
        ("outcome", words.say(outcome).into()),
        ("off", off.into()),
        ("at", case.at.now.display_local(case.at.offset).into()),
        ("counts", counted(judged, words).into()),
    ];
    words.say_with("headline", about)
}

/// Who judged: a file chooses its rulebooks, so whoever reads the answer must see which.
fn held_against(judged: &Judged, words: &Catalogue) -> String {
    let book = |book: &Arc<Rulebook>| {
        let applies =
            |j: &&rulebook::Judgement| j.rule.book == book.id && j.verdict != Verdict::NotApplicable;
        let applying = judged.evaluation.rules.iter().filter(applies).count();
        let about = [
            ("book", book.id.as_str().into()),
            ("applying", applying.into()),
            ("all", book.rules.len().into()),
        ];
        words.say_with("held-against-book", about)
    };
    let books: Vec<String> = judged.rules.books().iter().map(book).collect();
    words.say_with("held-against", [("books", words.list(&books).into())])
}

fn switched_off(judged: &Judged) -> Vec<&str> {
    judged.recorded.pinned.switched_off.iter().map(model::Word::as_str).collect()
}

/// `rules 10 breached, 7 unproved, 1 met; 8 warnings`.
fn counted(judged: &Judged, words: &Catalogue) -> String {
    let refusing = |verdict: Verdict| {
        judged.evaluation.rules.iter().filter(|j| j.verdict == verdict && j.rule.effect.refuses()).count()
    };
    let said = |(count, verdict): (usize, Verdict)| {
        let about = [("count", count.into()), ("verdict", verdict.in_words(words).into())];
        words.say_with("headline-count", about)
    };
    let counts = [Verdict::Breached, Verdict::Unproved, Verdict::Waived, Verdict::Met]
        .map(|verdict| (refusing(verdict), verdict))
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(said)
        .collect::<Vec<_>>();
    let warns = |j: &&rulebook::Judgement| j.verdict.obstructs() && !j.rule.effect.refuses();
    let warnings = judged.evaluation.rules.iter().filter(warns).count();
    let id = if warnings > 0 { "headline-rules-and-warnings" } else { "headline-rules" };
    words.say_with(id, [("counts", words.list(&counts).into()), ("warnings", warnings.into())])
}

/// A case's outcome for a machine.
pub fn as_json(case: &Case, judged: &Judged) -> Value {
    json!({
        "movement": case.number,
        "movement_id": judged.recorded.movement,
        "file": case.file,
        "outcome": if judged.recorded.clears { "cleared" } else { "refused" },
        "as_of": case.at.now.to_string(),
        "rules": judged.evaluation.rules,
        "switched_off": switched_off(judged),
        "bars": judged.recorded.bars,
        "waivers_refused": judged.waivers_refused.iter().map(|(rule, by)| json!({ "rule": rule, "by": by })).collect::<Vec<_>>(),
        "shortest_fix": judged.fixes.as_ref().map_or_else(|| json!([]), way_out::as_json),
        "shortest_fix_is_exhaustive": judged.fixes.as_ref().map(|fixes| fixes.exhaustive),
        "valid_until": judged.recorded.valid_until.map(|at| at.to_string()),
        "rulebook": judged.rulebook_digest(),
        "rulebooks": judged.rules.books().iter().map(|b| json!({ "id": b.id, "hash": b.hash() })).collect::<Vec<_>>(),
        "facts": judged.recorded.facts,
        "engine": judged.recorded.engine,
        "entries": { "first": judged.entries.start, "count": judged.entries.end - judged.entries.start },
    })
}
