//! What a duty officer reads.
//!
//! Nothing here ever says *safe*: it says which rules were proved when, the oldest fact behind them, and what
//! no rule asked about.

mod facts;
mod limits;
mod table;
mod way_out;

use rulebook::Verdict;
use serde_json::{Value, json};

use crate::{case::Case, desk::Judged};

/// A case's outcome in words.
pub fn print(case: &Case, judged: &Judged) {
    println!("{}", headline(case, judged));
    println!("{}", case.title);
    println!("{}", held_against(judged));
    if let Some(summary) = &case.summary {
        println!("{}", summary.trim());
    }
    println!("{}", table::of(&judged.evaluation, case));
    for (rule, by) in &judged.waivers_refused {
        println!("Not waived: {rule}. {} may not waive it; the attempt is on the record.", table::words(*by));
    }
    for bar in &judged.recorded.bars {
        println!("Besides the rules: {}", table::bar(bar));
    }
    if let Some(fixes) = &judged.fixes {
        way_out::print(fixes, &judged.evaluation);
    }
    limits::print(case, judged);
    // The table is long: what was decided stands at both ends of it.
    println!("{}", headline(case, judged));
}

fn headline(case: &Case, judged: &Judged) -> String {
    let outcome = if judged.recorded.clears { "CLEARED" } else { "REFUSED" };
    let off = match switched_off(judged).len() {
        0 => String::new(),
        1 => ", WITH 1 RULE SWITCHED OFF".to_owned(),
        many => format!(", WITH {many} RULES SWITCHED OFF"),
    };
    let at = case.at.now.display_local(case.at.offset);
    format!("{}  {outcome}{off}  at {at}: {}", case.number, counted(judged))
}

/// Who judged: a file chooses its rulebooks, so whoever reads the answer must see which.
fn held_against(judged: &Judged) -> String {
    let books: Vec<String> = judged
        .rules
        .books()
        .iter()
        .map(|book| {
            let applies =
                |j: &&rulebook::Judgement| j.rule.book == book.id && j.verdict != Verdict::NotApplicable;
            let applying = judged.evaluation.rules.iter().filter(applies).count();
            format!("{} ({applying} of {} rules apply)", book.id, book.rules.len())
        })
        .collect();
    let off = switched_off(judged);
    let off = if off.is_empty() { String::new() } else { format!("; switched off: {}", off.join(", ")) };
    format!("Held against {}{off}", books.join(" and "))
}

fn switched_off(judged: &Judged) -> Vec<&str> {
    judged.recorded.pinned.switched_off.iter().map(model::Word::as_str).collect()
}

/// `10 rules breached, 7 unproved, 1 met; 8 warnings`.
fn counted(judged: &Judged) -> String {
    let refusing = |verdict: Verdict| {
        judged.evaluation.rules.iter().filter(|j| j.verdict == verdict && j.rule.effect.refuses()).count()
    };
    let counts = [Verdict::Breached, Verdict::Unproved, Verdict::Waived, Verdict::Met]
        .map(|verdict| (refusing(verdict), verdict))
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, verdict)| format!("{count} {verdict}"))
        .collect::<Vec<_>>()
        .join(", ");
    let warns = |j: &&rulebook::Judgement| j.verdict.obstructs() && !j.rule.effect.refuses();
    match judged.evaluation.rules.iter().filter(warns).count() {
        0 => format!("rules {counts}"),
        warnings => format!("rules {counts}; {warnings} warnings"),
    }
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
        "rulebook": table::rulebook_digest(judged),
        "rulebooks": judged.rules.books().iter().map(|b| json!({ "id": b.id, "hash": b.hash() })).collect::<Vec<_>>(),
        "facts": judged.recorded.facts,
        "engine": judged.recorded.engine,
        "entries": { "first": judged.entries.start, "count": judged.entries.end - judged.entries.start },
    })
}
