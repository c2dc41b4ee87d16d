//! Every rule in a row: the verdict, why and on which facts, who can mend it and how.

use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width, presets};
use conduct::movement::Bar;
use rulebook::{Evaluation, Judgement, Verdict, remedy::Remedy};
use serde_json::Value;

use super::facts;
use crate::{case::Case, desk::Judged};

/// The width where the terminal does not say its own.
const WIDTH: u16 = 132;
/// How many facts a row shows at most where something stands in the way, and where nothing does.
const FACTS_SHOWN: (usize, usize) = (6, 3);
/// The columns' shares of the width, in percent. The first holds the longest shipped rule id whole.
const SHARES: [u16; 4] = [27, 13, 37, 23];

/// Every rule: what refuses first, then warnings, then what is proved, and in one row what does not apply.
pub fn of(evaluation: &Evaluation, case: &Case) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    if table.width().is_none() {
        table.set_width(WIDTH);
    }
    table.set_header(["Rule", "Verdict", "Why, and the facts behind it", "Who can mend it, and how"]);
    table.set_constraints(SHARES.map(|share| ColumnConstraint::Absolute(Width::Percentage(share))));
    let (idle, mut judged): (Vec<_>, Vec<_>) =
        evaluation.rules.iter().partition(|j| j.verdict == Verdict::NotApplicable);
    judged.sort_by_key(|j| rank(j));
    judged.iter().for_each(|judgement| {
        table.add_row(row(judgement, case));
    });
    if !idle.is_empty() {
        let named = idle.iter().map(|j| j.rule.id.as_str()).collect::<Vec<_>>().join(", ");
        table.add_row(["(others)", "not applicable", &named, ""]);
    }
    table
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

fn row(judgement: &Judgement, case: &Case) -> [String; 4] {
    let rule = &judgement.rule;
    let cited = rule.source.iter().map(|citation| citation.key.as_str()).collect::<Vec<_>>().join(" ");
    let verdict = match (judgement.verdict, rule.effect.refuses()) {
        (verdict, false) if verdict.obstructs() => format!("{verdict}\n(a warning)"),
        (verdict, _) => verdict.to_string(),
    };
    let mend = if judgement.verdict.obstructs() { mend(judgement) } else { String::new() };
    [format!("{}\n{} [{cited}]", rule.id, rule.title), verdict, why(judgement, case), mend]
}

/// The reason, and the facts it rests on with their sources; of a rule that is met the facts are the reason.
fn why(judgement: &Judgement, case: &Case) -> String {
    let rests_on = judgement.facts.iter().filter(|used| used.decisive && !used.claims.is_empty());
    let facts: Vec<String> = rests_on.map(|used| format!("· {}", facts::line(used, case.at))).collect();
    let is_met = judgement.verdict == Verdict::Met;
    let most = if is_met { FACTS_SHOWN.1 } else { FACTS_SHOWN.0 };
    let reason = if is_met && !facts.is_empty() { None } else { Some(judgement.reason.to_string()) };
    let more = facts.len().saturating_sub(most);
    let more = (more > 0).then(|| format!("· and {more} more"));
    reason.into_iter().chain(facts.into_iter().take(most)).chain(more).collect::<Vec<_>>().join("\n")
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
        Bar::Urgent => {
            "it is urgent: urgent movements are started at once, watched and reviewed, but never cleared"
                .to_owned()
        }
        Bar::NotAJourney => "this is a permission; its runs depart".to_owned(),
        Bar::NoPermission => {
            "the permission it runs under is not approved, has ended or does not cover the day".to_owned()
        }
        Bar::BeforeItsDay(day) => {
            format!(
                "the order says it departs on {day}: amend it to leave before, so that those told are told again"
            )
        }
        Bar::TooMuchSaid => "more is said about it than can be judged: split the movement".to_owned(),
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
