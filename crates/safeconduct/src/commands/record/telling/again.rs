//! What came out when decisions were made again, and whether the stored snapshot is what the entries lead to.

use ops::{
    again::{Different, Discrepancy, NotMade, Outcome, Why},
    replay::Snapshotted,
};
use rulebook::Verdict;
use words::Catalogue;

use super::{listed, log::harmless};

/// What came out when decisions were made again, a sentence a line.
pub fn again(outcome: &Outcome, words: &Catalogue) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    if let Some(first) = &outcome.first_different {
        said.extend(different(outcome.different, first, words));
    }
    if outcome.same > 0 {
        said.push(words.say_with("again-same", [("count", outcome.same.into())]));
    }
    if let Some(NotMade { entry, why }) = &outcome.first_not_made {
        let count = outcome.not_made.into();
        let about = [("count", count), ("entry", (*entry).into()), ("why", not_made(why, words).into())];
        said.push(words.say_with("again-not-made", about));
    }
    if outcome.other_engine > 0 {
        let about = [("count", outcome.other_engine.into()), ("this", conduct::engine().to_string().into())];
        said.push(words.say_with("again-other-engine", about));
    }
    if said.is_empty() {
        return vec![words.say("again-nothing-decided")];
    }
    said.push(words.say("again-bars-as-recorded"));
    said
}

/// That so many differ, the first of them, and whether another version recorded it.
fn different(count: u64, first: &Different, words: &Catalogue) -> Vec<String> {
    let Different { entry, movement, what, engine } = first;
    let about = [
        ("count", count.into()),
        ("entry", (*entry).into()),
        ("movement", movement.to_string().into()),
        ("what", discrepancy(what, words).into()),
    ];
    let mut said = vec![words.say_with("again-different", about)];
    let this = conduct::engine();
    if *engine != this {
        let about = [("engine", engine.to_string().into()), ("this", this.to_string().into())];
        said.push(words.say_with("again-different-engine", about));
    }
    said
}

fn discrepancy(what: &Discrepancy, words: &Catalogue) -> String {
    let verdict = |verdict: &Option<Verdict>| {
        verdict.map_or_else(|| words.say("again-verdict-not-asked"), |verdict| verdict.in_words(words))
    };
    match what {
        Discrepancy::Verdict { rule, recorded, again } => {
            let (recorded, again) = (verdict(recorded).into(), verdict(again).into());
            let about = [("rule", rule.to_string().into()), ("recorded", recorded), ("again", again)];
            words.say_with("again-verdict", about)
        }
        Discrepancy::Failing { recorded, again } => {
            let (recorded, again) = (listed(recorded, words), listed(again, words));
            words.say_with("again-failing", [("recorded", recorded), ("again", again)])
        }
        Discrepancy::Clears { recorded } => {
            let recorded = if *recorded { "cleared" } else { "refused" };
            words.say_with("again-clears", [("recorded", recorded.into())])
        }
        Discrepancy::HoldsUntil { recorded, again } => {
            let recorded = recorded.map_or_else(|| "for-ever".to_owned(), |at| at.to_string());
            let about = [("recorded", recorded.into()), ("again", again.to_string().into())];
            words.say_with("again-holds-until", about)
        }
    }
}

fn not_made(why: &Why, words: &Catalogue) -> String {
    match why {
        Why::Absent { artefact } => {
            words.say_with("again-absent", [("artefact", artefact.to_string().into())])
        }
        Why::Unreadable { artefact, reason } => {
            let about = [("artefact", artefact.to_string().into()), ("reason", harmless(reason).into())];
            words.say_with("again-unreadable", about)
        }
        Why::NotComposing => words.say("again-not-composing"),
    }
}

/// What was found of the stored snapshot, if there is one.
pub fn snapshot(found: &Snapshotted, words: &Catalogue) -> Option<String> {
    match found {
        Snapshotted::Absent => None,
        Snapshotted::AsReplayed { size } => {
            Some(words.say_with("record-snapshot-as-replayed", [("size", (*size).into())]))
        }
        Snapshotted::NotBelieved { reason } => {
            Some(words.say_with("record-snapshot-not-believed", [("reason", reason.as_str().into())]))
        }
        Snapshotted::Differs { size } => {
            Some(words.say_with("record-snapshot-differs", [("size", (*size).into())]))
        }
    }
}
