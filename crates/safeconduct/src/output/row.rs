//! What is said about one rule: the verdict, why and on which facts, who can mend it and how.

use rulebook::{Judgement, Verdict};
use words::Catalogue;

use super::facts;
use crate::case::Case;

/// How many facts a row shows at most where something stands in the way, and where nothing does.
const FACTS_SHOWN: (usize, usize) = (6, 3);

/// A rule's row. Each line of a cell is a paragraph.
pub struct Row {
    /// The rule's identifier, whole, so that it can be copied into a command.
    pub rule: String,
    pub title: String,
    /// The verdict, and whether it only warns.
    pub verdict: Vec<String>,
    pub why: Vec<String>,
    pub mend: Vec<String>,
}

impl Row {
    pub fn of(judgement: &Judgement, case: &Case, words: &Catalogue) -> Row {
        let rule = &judgement.rule;
        let cited = rule.source.iter().map(|citation| citation.key.as_str()).collect::<Vec<_>>().join(" ");
        let title = rule.title(words.language());
        let only_warns = judgement.verdict.obstructs() && !rule.effect.refuses();
        let warning = only_warns.then(|| words.say("table-a-warning"));
        Row {
            rule: rule.id.to_string(),
            title: words.say_with("rule-titled", [("title", title.into()), ("cited", cited.into())]),
            verdict: [judgement.verdict.in_words(words)].into_iter().chain(warning).collect(),
            why: why(judgement, case, words),
            mend: if judgement.verdict.obstructs() { mend(judgement, words) } else { Vec::new() },
        }
    }

    /// In one row the rules that do not apply.
    pub fn idle(rules: &[&Judgement], words: &Catalogue) -> Row {
        let named: Vec<String> = rules.iter().map(|judgement| judgement.rule.id.to_string()).collect();
        Row {
            rule: words.say("table-others"),
            title: String::new(),
            verdict: vec![Verdict::NotApplicable.in_words(words)],
            why: vec![words.list(&named)],
            mend: Vec::new(),
        }
    }
}

/// The reason, and the facts it rests on with their sources; of a rule that is met the facts are the reason.
fn why(judgement: &Judgement, case: &Case, words: &Catalogue) -> Vec<String> {
    let rests_on = judgement.facts.iter().filter(|used| used.decisive && !used.claims.is_empty());
    let fact = |used| words.say_with("table-fact", [("fact", facts::line(used, case.at, words).into())]);
    let facts: Vec<String> = rests_on.map(fact).collect();
    let is_met = judgement.verdict == Verdict::Met;
    let most = if is_met { FACTS_SHOWN.1 } else { FACTS_SHOWN.0 };
    let reason = (!is_met || facts.is_empty()).then(|| judgement.reason.in_words(words));
    let more = facts.len().saturating_sub(most);
    let more = (more > 0).then(|| words.say_with("table-more-facts", [("count", more.into())]));
    reason.into_iter().chain(facts.into_iter().take(most)).chain(more).collect()
}

fn mend(judgement: &Judgement, words: &Catalogue) -> Vec<String> {
    let mut ways: Vec<String> = Vec::new();
    for remedy in &judgement.rule.remedies {
        let way = remedy.acts(words).join(&words.say("between-parts"));
        if !ways.contains(&way) {
            ways.push(way);
        }
    }
    let or = |way: String, other: String| {
        words.say_with("table-or", [("way", way.into()), ("other", other.into())])
    };
    let owner = words.role(judgement.rule.owner);
    let ways = ways.into_iter().reduce(or).unwrap_or_default();
    let mend = words.say_with("act-by", [("owner", owner.into()), ("act", ways.into())]);
    let waiver = judgement.rule.effect.waivable_by();
    let waiver = waiver.map(|role| words.say_with("table-waiver", [("role", words.role(role).into())]));
    [mend].into_iter().chain(waiver).collect()
}
