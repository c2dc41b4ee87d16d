//! What a verdict does not say: until when it holds, how old its oldest fact is, what no rule asked about.

use std::collections::BTreeSet;

use model::{Claim, Instant, Path};
use rulebook::{Verdict, expression::State};

use super::facts::age;
use crate::{case::Case, desk::Judged, page::Page};

/// How many facts are named at most.
const NAMED: usize = 6;

pub fn print(case: &Case, judged: &Judged, page: &Page) {
    let words = page.words;
    println!();
    if judged.recorded.clears {
        let holds = match judged.recorded.valid_until {
            Some(until) => {
                words.say_with("proved-until", [("until", until.display_local(case.at.offset).into())])
            }
            None => words.say("proved-for-now"),
        };
        page.say(&holds);
        not_yet_proved_for_departure(case, judged, page);
    }
    if let Some((path, observed)) = oldest(judged) {
        let age = age(observed, case.at.now, words);
        let about = [("fact", words.fact_within(path).into()), ("age", age.into())];
        page.say(&words.say_with("oldest-fact", about));
    }
    asked_by_no_rule(case, judged, page);
    page.say(&words.say("not-covered"));
    page.say(&words.say_with("seal-rulebook", [("hash", judged.rulebook_digest().into())]));
    page.say(&words.say_with("seal-facts", [("hash", judged.recorded.facts.to_string().into())]));
    let last = judged.entries.end.saturating_sub(1);
    let entries = [("first", judged.entries.start.into()), ("last", last.into())];
    page.say(&words.say_with("seal-record", entries));
}

fn asked_by_no_rule(case: &Case, judged: &Judged, page: &Page) {
    let unread = unread(case, judged);
    if unread.is_empty() {
        return;
    }
    let named: Vec<String> = unread.iter().take(NAMED).map(|path| page.words.fact_within(path)).collect();
    let more = unread.len().saturating_sub(NAMED);
    let id = if more > 0 { "asked-by-no-rule-and-more" } else { "asked-by-no-rule" };
    let about = [("facts", page.words.list(&named).into()), ("count", more.into())];
    page.say(&page.words.say_with(id, about));
}

/// A clearance is about this moment. If the facts at hand will not carry it to the planned departure, whoever
/// reads it should know now, and not at the gate.
fn not_yet_proved_for_departure(case: &Case, judged: &Judged, page: &Page) {
    let ahead = rulebook::fix::moments(&case.facts, case.at).into_iter().filter(|at| at.now > case.at.now);
    let Some(at) = ahead.max_by_key(|at| at.now) else { return };
    let then = rulebook::evaluate(&judged.rules, &case.facts, &[], at);
    let is_waived = |id: &str| judged.evaluation.get(id).is_some_and(|now| now.verdict == Verdict::Waived);
    let lapsing = then.refusing().map(|j| j.rule.id.to_string()).filter(|id| !is_waived(id));
    let lapsing: Vec<String> = lapsing.collect();
    if !lapsing.is_empty() {
        let at = at.now.display_local(at.offset);
        let about = [("at", at.into()), ("rules", page.words.list(&lapsing).into())];
        page.say(&page.words.say_with("not-yet-proved", about));
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
