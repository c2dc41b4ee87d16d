//! Every rule in a row: the verdict, why and on which facts, who can mend it and how.

use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets};
use conduct::movement::Bar;
use rulebook::{Evaluation, Judgement, Verdict, remedy::Remedy};
use serde_json::Value;

use super::facts;
use crate::{case::Case, desk::Judged};

/// The width where the terminal does not say its own.
const WIDTH: u16 = 132;
/// How many facts a row shows at most.
const FACTS_SHOWN: usize = 6;

/// What stands in the way first.
const ORDER: [Verdict; 4] = [Verdict::Breached, Verdict::Unproved, Verdict::Waived, Verdict::Met];

pub fn of(evaluation: &Evaluation, case: &Case) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    if table.width().is_none() {
        table.set_width(WIDTH);
    }
    table.set_header(["Rule", "Verdict", "Why, and the facts behind it", "Who can mend it, and how"]);
    for verdict in ORDER {
        for judgement in evaluation.rules.iter().filter(|j| j.verdict == verdict) {
            table.add_row(row(judgement, case));
        }
    }
    let idle: Vec<&str> = evaluation
        .rules
        .iter()
        .filter(|j| j.verdict == Verdict::NotApplicable)
        .map(|j| j.rule.id.as_str())
        .collect();
    if !idle.is_empty() {
        let cells =
            [Cell::new("(others)"), Cell::new("not applicable"), Cell::new(idle.join(", ")), Cell::new("")];
        table.add_row(cells);
    }
    if let Some(column) = table.column_mut(1) {
        column
            .set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(14)))
            .set_cell_alignment(CellAlignment::Left);
    }
    table
}

fn row(judgement: &Judgement, case: &Case) -> [Cell; 4] {
    let rule = &judgement.rule;
    let cited = rule.source.iter().map(|citation| citation.key.as_str()).collect::<Vec<_>>().join(" ");
    let verdict = match (judgement.verdict, rule.effect.refuses()) {
        (verdict, false) if verdict.obstructs() => format!("{verdict}\n(a warning)"),
        (verdict, _) => verdict.to_string(),
    };
    let mend = if judgement.verdict.obstructs() { mend(judgement) } else { String::new() };
    [
        Cell::new(format!("{}\n{} [{cited}]", rule.id, rule.title)),
        Cell::new(verdict),
        Cell::new(why(judgement, case)),
        Cell::new(mend),
    ]
}

fn why(judgement: &Judgement, case: &Case) -> String {
    let mut lines = vec![judgement.reason.to_string()];
    let decisive: Vec<_> =
        judgement.facts.iter().filter(|used| used.decisive && !used.claims.is_empty()).collect();
    lines.extend(decisive.iter().take(FACTS_SHOWN).map(|used| format!("· {}", facts::line(used, case.at))));
    let more = decisive.len().saturating_sub(FACTS_SHOWN);
    if more > 0 {
        lines.push(format!("· and {more} more"));
    }
    lines.join("\n")
}

fn mend(judgement: &Judgement) -> String {
    let ways = judgement.rule.remedies.iter().map(way).collect::<Vec<_>>().join("; or ");
    let waive = judgement.rule.effect.waivable_by().map(|role| format!("\n(a waiver: {})", words(role)));
    format!("{}: {ways}{}", words(judgement.rule.owner), waive.unwrap_or_default())
}

fn way(remedy: &Remedy) -> String {
    remedy.measures.iter().map(|measure| measure.action.phrase()).collect::<Vec<_>>().join(", ")
}

/// A role as people say it.
pub fn words(role: model::party::Role) -> String {
    let word = serde_json::to_value(role).ok();
    word.as_ref().and_then(Value::as_str).unwrap_or("somebody").replace('-', " ")
}

/// What bars a movement besides the rules.
pub fn bar(bar: &Bar) -> String {
    match bar {
        Bar::StandFast(area) => format!("{area} stands fast until it is released"),
        Bar::ClockUnsound => "the clock is not synchronised: no rule about time can be proved".to_owned(),
        Bar::NoRules => "no rulebook is in force: nothing can be proved".to_owned(),
        Bar::NotAJourney => "this is a permission; its runs depart".to_owned(),
        Bar::NoPermission => {
            "the permission it runs under is not approved, has ended or does not cover the day".to_owned()
        }
        Bar::GateUnchecked => "plates, crew and heads were not checked at the gate".to_owned(),
        Bar::GateOutdated => "the gate check is too old, or the order changed since".to_owned(),
        Bar::HeadsDiffer => "the heads counted at the gate differ from the order".to_owned(),
    }
}

/// One name for everything the movement was held against: the rulebook's own, or, of several rulebooks or with
/// rules switched off, the SHA-256 of the canonical JSON that names them.
pub fn rulebook_digest(judged: &Judged) -> String {
    let pinned = &judged.recorded.pinned;
    match pinned.rulebooks.as_slice() {
        [only] if pinned.switched_off.is_empty() => only.to_string(),
        _ => {
            let bytes = record::canonical(pinned).unwrap_or_default();
            model::Digest(record::Hash::of(&bytes).0).to_string()
        }
    }
}
