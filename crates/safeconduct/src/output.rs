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
    let outcome = if judged.recorded.clears { "CLEARED" } else { "REFUSED" };
    let at = case.at.now.display_local(case.at.offset);
    println!("{}  {outcome}  at {at}: {}", case.number, counted(judged));
    println!("{}", case.title);
    if let Some(summary) = &case.summary {
        println!("{summary}");
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
