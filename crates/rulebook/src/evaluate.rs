//! Judging a movement: every rule, at one moment, on the facts as they stand then.

use std::sync::Arc;

use model::{Dossier, Instant, Word, party::Role};
use serde::{Deserialize, Serialize};

use crate::{
    At, Rule, RuleSet,
    applies::Whereabouts,
    derive::derive,
    expression::{Evaluated, Expression, FactUse, Truth},
    verdict::{Evaluation, Judgement, Reason, Verdict},
};

/// An exception to one rule for the movement at hand, by an authority.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The rule.
    pub rule: Word,
    /// In what role it was given.
    pub by: Role,
    /// From this moment on it has no effect.
    pub expires: Instant,
}

/// Judges the movement that `facts` are about by all of `rules` at `at`.
#[must_use]
pub fn evaluate(rules: &RuleSet, facts: &Dossier, waivers: &[Waiver], at: At) -> Evaluation {
    let derived = derive(facts, at.now, at.offset);
    let whereabouts = Whereabouts::read(&derived.facts, at);
    let judged = rules.rules().map(|rule| match rules.off(&rule.id) {
        Some(why) => switched_off(rule, why),
        None => judge(rule, &derived.facts, &whereabouts, at).waived(waivers, at.now),
    });
    let rules: Vec<Judgement> = judged.collect();
    let changes = rules.iter().filter_map(|judgement| judgement.changes_at);
    let valid_until = changes.chain(derived.changes_at).min();
    Evaluation { rules, valid_until }
}

/// Judges by one rule, as its examples do.
pub(crate) fn judge_alone(rule: &Arc<Rule>, facts: &Dossier, at: At) -> Judgement {
    let derived = derive(facts, at.now, at.offset);
    judge(rule, &derived.facts, &Whereabouts::read(&derived.facts, at), at)
}

fn judge(rule: &Arc<Rule>, facts: &Dossier, whereabouts: &Whereabouts<'_>, at: At) -> Judgement {
    let mut judging = Judging { rule, facts, at, read: Vec::new(), changes_at: None };
    let (verdict, reason) = judging.verdict(whereabouts);
    Judgement {
        rule: Arc::clone(rule),
        verdict,
        underlying: verdict,
        reason,
        facts: judging.read,
        changes_at: judging.changes_at,
    }
}

struct Judging<'a> {
    rule: &'a Rule,
    facts: &'a Dossier,
    at: At,
    read: Vec<FactUse>,
    changes_at: Option<Instant>,
}

impl<'a> Judging<'a> {
    fn verdict(&mut self, whereabouts: &Whereabouts<'_>) -> (Verdict, Reason) {
        let applies = whereabouts.applies(self.rule);
        self.note(applies.facts, applies.changes_at);
        match (applies.truth, applies.reason) {
            (Truth::False, Some(reason)) => return (Verdict::NotApplicable, reason),
            (Truth::Unknown, Some(reason)) => return (Verdict::Unproved, reason),
            _ => {}
        }
        let rule: &'a Rule = self.rule;
        if let Some(when) = &rule.when {
            match self.asked(when) {
                Err(reason) => return (Verdict::Unproved, reason),
                Ok(evaluated) => match evaluated.truth() {
                    Truth::False => return (Verdict::NotApplicable, Reason::NotItsCase(evaluated.why())),
                    Truth::Unknown => return (Verdict::Unproved, Reason::MaybeNotItsCase(evaluated.why())),
                    Truth::True => {}
                },
            }
        }
        match self.asked(&rule.require) {
            Err(reason) => (Verdict::Unproved, reason),
            Ok(evaluated) => {
                let verdict = match evaluated.truth() {
                    Truth::True => Verdict::Met,
                    Truth::False => Verdict::Breached,
                    Truth::Unknown => Verdict::Unproved,
                };
                (verdict, Reason::Required(evaluated.why()))
            }
        }
    }

    fn asked(&mut self, expression: &'a Expression) -> Result<Evaluated<'a>, Reason> {
        let evaluated = expression.evaluate(self.facts, self.at).map_err(Reason::Defective)?;
        self.note(evaluated.uses(), evaluated.changes_at());
        Ok(evaluated)
    }

    fn note(&mut self, facts: Vec<FactUse>, changes_at: Option<Instant>) {
        for used in facts {
            match self.read.iter_mut().find(|known| known.path == used.path) {
                Some(known) => known.decisive |= used.decisive,
                None => self.read.push(used),
            }
        }
        self.changes_at = self.changes_at.into_iter().chain(changes_at).min();
    }
}

fn switched_off(rule: &Arc<Rule>, why: &str) -> Judgement {
    Judgement {
        rule: Arc::clone(rule),
        verdict: Verdict::NotApplicable,
        underlying: Verdict::NotApplicable,
        reason: Reason::SwitchedOff { why: why.to_owned() },
        facts: Vec::new(),
        changes_at: None,
    }
}

impl Judgement {
    /// This, waived if it stands in the way and the waiver that holds longest of those allowed covers it.
    fn waived(mut self, waivers: &[Waiver], now: Instant) -> Self {
        let Some(role) = self.rule.effect.waivable_by().filter(|_| self.verdict.obstructs()) else {
            return self;
        };
        let covers =
            |waiver: &&Waiver| waiver.rule == self.rule.id && waiver.by == role && waiver.expires > now;
        let Some(waiver) = waivers.iter().filter(covers).max_by_key(|waiver| waiver.expires) else {
            return self;
        };
        let (by, expires) = (waiver.by, waiver.expires);
        self.verdict = Verdict::Waived;
        self.reason = Reason::Waived { by, expires, what: Box::new(self.reason) };
        self.changes_at = self.changes_at.into_iter().chain([expires]).min();
        self
    }
}
