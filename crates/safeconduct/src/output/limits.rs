//! What a verdict does not say: until when it holds, how old its oldest fact is, what no rule asked about.

use std::collections::BTreeSet;

use model::{Claim, Instant, Path};
use rulebook::{Verdict, expression::State};

use super::facts::age;
use crate::{case::Case, desk::Judged};

/// How many facts are named at most.
const NAMED: usize = 6;

pub fn print(case: &Case, judged: &Judged) {
    println!();
    if judged.recorded.clears {
        match judged.recorded.valid_until {
            Some(until) => println!(
                "Proved for now. Time alone may change it on {}; then it is proved again or the movement holds.",
                until.display_local(case.at.offset)
            ),
            None => println!("Proved for now. Time alone does not change it; a changed fact does."),
        }
        not_yet_proved_for_departure(case, judged);
    }
    if let Some((path, observed)) = oldest(judged) {
        println!("The oldest fact behind a rule that is met: {path}, {}.", age(observed, case.at.now));
    }
    let unread = unread(case, judged);
    if !unread.is_empty() {
        let named: Vec<String> = unread.iter().take(NAMED).map(ToString::to_string).collect();
        let more = unread.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        println!("Stated, and asked about by no rule that applies: {}{more}.", named.join(", "));
    }
    println!("What is stated nowhere and asked by no rule is not covered: these rules are not the road.");
    let sha = super::table::rulebook_digest(judged);
    println!("Rulebook {sha}");
    println!("Facts    {}", judged.recorded.facts);
    println!("Record   entries {} to {}", judged.entries.start, judged.entries.end.saturating_sub(1));
}

/// A clearance is about this moment. If the facts at hand will not carry it to the planned departure, whoever
/// reads it should know now, and not at the gate.
fn not_yet_proved_for_departure(case: &Case, judged: &Judged) {
    let ahead = rulebook::fix::moments(&case.facts, case.at).into_iter().filter(|at| at.now > case.at.now);
    let Some(at) = ahead.max_by_key(|at| at.now) else { return };
    let then = rulebook::evaluate(&judged.rules, &case.facts, &[], at);
    let is_waived = |id: &str| judged.evaluation.get(id).is_some_and(|now| now.verdict == Verdict::Waived);
    let lapsing: Vec<&str> =
        then.refusing().map(|j| j.rule.id.as_str()).filter(|id| !is_waived(id)).collect();
    if !lapsing.is_empty() {
        println!(
            "Not yet proved for the planned departure, {}: {}. What they rest on lapses, or is due on the day.",
            at.now.display_local(at.offset),
            lapsing.join(", ")
        );
    }
}

fn oldest(judged: &Judged) -> Option<(&Path, Instant)> {
    let met = judged.evaluation.rules.iter().filter(|j| j.verdict == Verdict::Met);
    let decisive = met.flat_map(|j| &j.facts).filter(|used| used.decisive && used.state == State::Known);
    let observed = |claims: &[Claim]| claims.iter().map(|claim| claim.observed).min();
    decisive
        .filter_map(|used| Some((&used.path, observed(&used.claims)?)))
        .min_by_key(|(_, observed)| *observed)
}

fn unread(case: &Case, judged: &Judged) -> Vec<Path> {
    let applied = judged.evaluation.rules.iter().filter(|j| j.verdict != Verdict::NotApplicable);
    let read: BTreeSet<&Path> = applied.flat_map(|j| &j.facts).map(|used| &used.path).collect();
    case.facts.facts().into_iter().map(|(path, _)| path).filter(|path| !read.contains(path)).collect()
}
