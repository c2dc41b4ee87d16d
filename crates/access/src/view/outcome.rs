//! What the rules came to: in short for whoever may know the outcome, at length for whoever must mend it.

use std::collections::BTreeSet;

use conduct::movement::{Bar, Clearance};
use model::{Instant, Word, party::Role};
use rulebook::{Evaluation, Fixes, Judgement, fix::Step};
use serde::Serialize;
use utoipa::ToSchema;
use words::Catalogue;

use super::{FactView, Sight, fact, shapes};
use crate::Part;

/// The last evaluation on the record, without facts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct OutcomeView {
    /// Whether every rule was proved then, and nothing else stood in the way.
    pub clears: bool,
    /// When it was made.
    #[schema(format = DateTime)]
    pub at: String,
    /// When time alone may change it, where every fact is shown: it is when the first of them expires.
    #[schema(format = DateTime)]
    pub valid_until: Option<String>,
    /// The rules that stood in the way.
    #[schema(value_type = Vec<String>)]
    pub failing: Vec<Word>,
    /// What else stood in the way, each kind once.
    pub bars: Vec<String>,
}

/// Every rule now, and the way out.
#[derive(Clone, PartialEq, Debug, Serialize, ToSchema)]
pub struct RulingView {
    /// Every rule that applies or might.
    pub rules: Vec<RuleView>,
    /// The shortest way to clearance that was found; empty if it clears, or if none was found.
    pub way_out: Vec<StepView>,
    /// Whether no shorter way exists among those the rules name.
    pub exhaustive: Option<bool>,
}

/// One rule.
#[derive(Clone, PartialEq, Debug, Serialize, ToSchema)]
pub struct RuleView {
    /// Its identifier.
    #[schema(value_type = String)]
    pub id: Word,
    /// What it asks, in the reader's language if its author wrote it in that.
    pub title: String,
    /// `met`, `breached`, `unproved`, `waived` or `not-applicable`.
    #[schema(value_type = shapes::RuleVerdict)]
    pub verdict: rulebook::Verdict,
    /// Whether it refuses, or only warns.
    pub refuses: bool,
    /// Why, in the reader's language; `null` where the rule read a fact that is not shown.
    pub reason: Option<String>,
    /// Who can mend it.
    #[schema(value_type = shapes::Role)]
    pub owner: Role,
    /// Who may waive it, if anybody may.
    #[schema(value_type = Option<shapes::Role>)]
    pub waivable_by: Option<Role>,
    /// Where it comes from.
    pub source: Vec<String>,
    /// The facts the verdict rests on; none where the rule read one that is not shown.
    pub facts: Vec<FactView>,
}

/// One act on the way to clearance.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct StepView {
    /// Who does it.
    #[schema(value_type = shapes::Role)]
    pub owner: Role,
    /// What.
    pub action: String,
    /// In the reader's language; without its object where that is not shown.
    pub text: String,
    /// The rules that refuse without it.
    #[schema(value_type = Vec<String>)]
    pub mends: Vec<Word>,
}

impl OutcomeView {
    pub(super) fn of(clearance: &Clearance, sight: &Sight) -> Self {
        let bars: BTreeSet<String> = clearance.bars.iter().map(kind_of).collect();
        OutcomeView {
            clears: clearance.clears,
            at: clearance.at.to_string(),
            valid_until: valid_until(clearance, sight),
            failing: clearance.failing.clone(),
            bars: bars.into_iter().collect(),
        }
    }
}

/// When an evaluation may come out otherwise, for whoever is shown all it was made with.
pub(super) fn valid_until(clearance: &Clearance, sight: &Sight) -> Option<String> {
    clearance.valid_until.filter(|_| sight.shows_every_fact()).map(|at| at.to_string())
}

/// A bar by its kind alone: the day or area it names is of the plan, and so is how many areas there are.
fn kind_of(bar: &Bar) -> String {
    match serde_json::to_value(bar) {
        Ok(serde_json::Value::String(kind)) => kind,
        Ok(serde_json::Value::Object(tagged)) => tagged.keys().next().cloned().unwrap_or_default(),
        _ => String::new(),
    }
}

impl RulingView {
    /// An evaluation and its way out, as far as a sight shows them, in these words.
    #[must_use]
    pub fn of(
        evaluation: &Evaluation,
        fixes: Option<&Fixes>,
        sight: &Sight,
        now: Instant,
        words: &Catalogue,
    ) -> Option<Self> {
        if !sight.shows(Part::Ruling) {
            return None;
        }
        let first = fixes.and_then(|fixes| fixes.options.first());
        Some(RulingView {
            rules: evaluation
                .rules
                .iter()
                .map(|judgement| RuleView::of(judgement, sight, now, words))
                .collect(),
            way_out: first
                .into_iter()
                .flat_map(|fix| &fix.steps)
                .map(|step| StepView::of(step, sight, words))
                .collect(),
            exhaustive: fixes.map(|fixes| fixes.exhaustive),
        })
    }
}

impl RuleView {
    fn of(judgement: &Judgement, sight: &Sight, now: Instant, words: &Catalogue) -> Self {
        let rule = &judgement.rule;
        // One hidden fact among those it read can be told from the others and the verdict's reason.
        let told = judgement.facts.iter().all(|used| fact::is_shown(&used.path, sight));
        let rests_on = judgement.facts.iter().filter(|used| told && used.decisive);
        RuleView {
            id: rule.id.clone(),
            title: rule.title(words.language()).to_owned(),
            verdict: judgement.verdict,
            refuses: rule.effect.refuses(),
            reason: told.then(|| judgement.reason.in_words(words)),
            owner: rule.owner,
            waivable_by: rule.effect.waivable_by(),
            source: rule.source.iter().map(|citation| citation.key.to_string()).collect(),
            facts: rests_on.map(|used| FactView::of(&used.path, &used.claims, now)).collect(),
        }
    }
}

impl StepView {
    /// Who can mend it and how is told to whoever is told of rules at all; where, only if that is shown.
    fn of(step: &Step, sight: &Sight, words: &Catalogue) -> Self {
        let things = step.subject.iter().chain(&step.drops).chain(&step.brings);
        let mut touched = things.chain(step.sets.iter().map(|set| &set.path));
        let text = match touched.all(|path| fact::is_shown(path, sight)) {
            true => rulebook::in_words::acts(&[step], words, None),
            false => step.action.in_words(words),
        };
        StepView { owner: step.owner, action: step.action.to_string(), text, mends: step.mends.clone() }
    }
}
