//! Trying remedies on the facts: what becomes of them, which rules still refuse, and which steps are needed.

use std::{borrow::Cow, collections::BTreeSet, rc::Rc, sync::Arc};

use model::{Dossier, Word};

use super::{
    Fix, Step, applied,
    draft::{Blocked, Draft, Wait},
    order::{in_order, plainly_named},
    postpone::moments,
    work::Work,
};
use crate::{
    At, Rule, RuleSet, Verdict, Waiver,
    derive::derive,
    evaluate::{any_refuses, evaluate, refusing, verdict_of},
};

/// How often a departure is put off again because of what an earlier wait led to.
const MOST_WAITS: usize = 5;
/// How often the remedies of one candidate take turns.
const MOST_ROUNDS: usize = 5;

/// When a rule refuses: now, or at the planned departure.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Stage {
    Now,
    Departure,
}

/// A rule by its place in the set, and when it refuses.
pub(super) type Refusal = (usize, Stage);

/// Remedies that cannot be taken together.
#[derive(Debug, Default)]
pub(super) struct Untaken {
    /// Those refusals' own cannot be taken; none: all of them together never settle, or are too much work.
    pub(super) of: BTreeSet<Refusal>,
}

impl From<Blocked> for Untaken {
    fn from(_: Blocked) -> Self {
        Untaken::default()
    }
}

/// A refused movement, and how often it was tried to mend it.
pub(super) struct Trial<'a> {
    rules: &'a RuleSet,
    list: Vec<&'a Arc<Rule>>,
    pub(super) facts: &'a Dossier,
    waivers: &'a [Waiver],
    at: At,
    pub(super) tried: u32,
    pub(super) work: Rc<Work>,
}

impl<'a> Trial<'a> {
    pub(super) fn new(rules: &'a RuleSet, facts: &'a Dossier, waivers: &'a [Waiver], at: At) -> Self {
        Trial {
            rules,
            list: rules.rules().collect(),
            facts,
            waivers,
            at,
            tried: 0,
            work: Rc::new(Work::on(facts)),
        }
    }

    /// How many remedies a rule has.
    pub(super) fn remedies(&self, rule: usize) -> usize {
        self.list.get(rule).map_or(0, |rule| rule.remedies.len())
    }

    /// Takes remedies on `facts`, again and again until no later departure is asked for. With the draft comes for
    /// which refusals anything was done: the others were mended along the way.
    pub(super) fn draft(
        &self,
        chosen: &[(Refusal, usize)],
        facts: &Dossier,
    ) -> Result<(Draft, BTreeSet<Refusal>), Untaken> {
        let mut wait = Wait::default();
        let mut mended = BTreeSet::new();
        for _ in 0..MOST_WAITS {
            let mut draft = Draft::new(facts, wait.clone(), self.at, &self.work)?;
            let taken = self.take_all(&mut draft, chosen, &mut mended);
            // What cannot be taken while nobody knows the day may be possible once there is one.
            if draft.wait == wait {
                return taken.map(|()| (draft, mended));
            }
            wait = draft.wait;
        }
        Err(Untaken::default())
    }

    /// Takes remedies in turn, until none has anything left to do: one may make another possible, or necessary
    /// again (a vehicle certified, then replaced).
    fn take_all(
        &self,
        draft: &mut Draft,
        chosen: &[(Refusal, usize)],
        mended: &mut BTreeSet<Refusal>,
    ) -> Result<(), Untaken> {
        for _ in 0..MOST_ROUNDS {
            self.work.pass(draft.steps.len() + chosen.len())?;
            let before = draft.steps.clone();
            let mut untaken = BTreeSet::new();
            for (refusal, remedy) in chosen {
                let changes = draft.changes;
                if self.take(draft, *refusal, *remedy).is_err() {
                    untaken.insert(*refusal);
                }
                if draft.changes > changes {
                    mended.insert(*refusal);
                }
            }
            if draft.steps == before {
                return if untaken.is_empty() { Ok(()) } else { Err(Untaken { of: untaken }) };
            }
        }
        Err(Untaken::default())
    }

    fn take(&self, draft: &mut Draft, (rule, stage): Refusal, remedy: usize) -> Result<(), Blocked> {
        let rule = self.list.get(rule).ok_or(Blocked)?;
        let remedy = rule.remedies.get(remedy).ok_or(Blocked)?;
        let at = self.moment(draft, stage)?;
        draft.take(rule, remedy, at, stage == Stage::Departure)
    }

    fn moment(&self, draft: &Draft, stage: Stage) -> Result<At, Blocked> {
        if stage == Stage::Now {
            return Ok(self.at);
        }
        self.work.copy(1)?;
        Ok(moments(&draft.facts, self.at).get(1).copied().unwrap_or(self.at))
    }

    /// Whether the rule no longer refuses after the draft.
    pub(super) fn holds(&self, (rule, stage): Refusal, draft: &Draft) -> bool {
        let refuses = |at| draft.refuses(self.list.get(rule).ok_or(Blocked)?, at);
        self.moment(draft, stage).and_then(refuses).is_ok_and(|refuses| !refuses)
    }

    /// Which rules refuse as things stand, whatever work that takes: that is the question, not the search.
    pub(super) fn refusing_now(&mut self) -> Vec<usize> {
        self.tried += 1;
        refusing(self.rules, self.facts, self.waivers, self.at)
    }

    /// Whether the rule refuses only for want of facts: now or at departure it is unproved, and never breached.
    pub(super) fn is_unproved(&self, rule: usize) -> bool {
        let Some(rule) = self.list.get(rule) else { return false };
        let judged = |at: At| verdict_of(rule, &derive(self.facts, at.now, at.offset).facts, at);
        let verdicts: Vec<Verdict> = moments(self.facts, self.at).into_iter().map(judged).collect();
        verdicts.contains(&Verdict::Unproved) && !verdicts.contains(&Verdict::Breached)
    }

    /// Which rules refuse once these steps are taken: now, with those that can be taken now, and at the
    /// departure they plan, with all of them.
    pub(super) fn refusals(&mut self, steps: &[Step]) -> Result<BTreeSet<Refusal>, Blocked> {
        let mut refused = BTreeSet::new();
        self.work.copy(2)?;
        let amended = applied(steps, self.facts, self.at.now);
        for (i, at) in moments(&amended, self.at).into_iter().enumerate() {
            self.work.pass(steps.len())?;
            self.work.copy(1 + u32::from(i > 0))?;
            self.work.judge(self.list.len())?;
            self.tried += 1;
            let (stage, amended) = match i {
                0 => (Stage::Now, Cow::Borrowed(&amended)),
                _ => (Stage::Departure, Cow::Owned(applied(steps, self.facts, at.now))),
            };
            refused.extend(
                refusing(self.rules, &amended, self.waivers, at).into_iter().map(|rule| (rule, stage)),
            );
        }
        Ok(refused)
    }

    /// Whether no rule refuses once these steps are taken; the `suspects` are asked first. Asking about one step
    /// less is most of the work of a search, and the rules that step was for mostly say no at once.
    pub(super) fn clears(&mut self, steps: &[Step], suspects: &[Word]) -> bool {
        self.none_refuses(steps, suspects).unwrap_or(false)
    }

    fn none_refuses(&mut self, steps: &[Step], suspects: &[Word]) -> Result<bool, Blocked> {
        self.work.copy(2)?;
        let amended = applied(steps, self.facts, self.at.now);
        for (i, at) in moments(&amended, self.at).into_iter().enumerate() {
            self.work.pass(steps.len())?;
            self.work.copy(1 + u32::from(i > 0))?;
            self.tried += 1;
            let then = match i {
                0 => Cow::Borrowed(&amended),
                _ => Cow::Owned(applied(steps, self.facts, at.now)),
            };
            let (refused, asked) = any_refuses(self.rules, &then, self.waivers, at, suspects);
            self.work.judge(asked)?;
            if refused {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The steps in the order in which people take them, if they clear in that order; else as they are.
    pub(super) fn ordered(&mut self, steps: Vec<Step>) -> Vec<Step> {
        let ordered = in_order(plainly_named(steps.clone(), self.facts));
        if self.clears(&ordered, &[]) { ordered } else { steps }
    }

    /// The steps that are needed. One step less may make an earlier one superfluous too: again, until all are.
    pub(super) fn needed(&mut self, mut steps: Vec<Step>) -> Vec<Step> {
        while let Some(fewer) = self.without_superfluous(&steps) {
            steps = fewer;
        }
        steps
    }

    /// The steps, each with the rules that refuse without it; if that is too much work, with the rule it is for.
    pub(super) fn with_reasons(&mut self, steps: &[Step]) -> Vec<Step> {
        let mut reasoned = steps.to_vec();
        for (at, step) in reasoned.iter_mut().enumerate() {
            if let Ok(refused) = self.refusals(&without(steps, at)) {
                step.mends = self.names(refused.into_iter().map(|(rule, _)| rule));
            }
        }
        reasoned
    }

    /// The steps without those, from the last on, that the rest clears without; `None` if it needs all.
    fn without_superfluous(&mut self, steps: &[Step]) -> Option<Vec<Step>> {
        let mut needed = steps.to_vec();
        for at in (0..steps.len()).rev() {
            let suspects = needed.get(at).map(|step| step.mends.clone()).unwrap_or_default();
            let fewer = without(&needed, at);
            if self.clears(&fewer, &suspects) {
                needed = fewer;
            }
        }
        (needed.len() < steps.len()).then_some(needed)
    }

    /// The whole evaluation, as whoever is shown the fix would do it.
    pub(super) fn shown_to_clear(&mut self, fix: &Fix) -> bool {
        let moments = moments(&fix.apply(self.facts, self.at.now), self.at);
        moments.into_iter().all(|at| {
            let affordable = self.work.copy(2).and_then(|()| self.work.judge(self.list.len()));
            self.tried += u32::from(affordable.is_ok());
            affordable.is_ok()
                && evaluate(self.rules, &fix.apply(self.facts, at.now), self.waivers, at).clears()
        })
    }

    pub(super) fn names(&self, rules: impl Iterator<Item = usize>) -> Vec<Word> {
        let mut names: Vec<Word> = rules.filter_map(|rule| Some(self.list.get(rule)?.id.clone())).collect();
        names.sort();
        names.dedup();
        names
    }
}

fn without(steps: &[Step], at: usize) -> Vec<Step> {
    steps.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, step)| step.clone()).collect()
}

/// The rules that refuse now.
pub(super) fn now(refused: &BTreeSet<Refusal>) -> impl Iterator<Item = usize> {
    refused.iter().filter(|(_, stage)| *stage == Stage::Now).map(|(rule, _)| *rule)
}
