//! Judging a movement: every rule, at one moment, on the facts as they stand then.

use std::sync::Arc;

use model::{Dossier, Instant, Word, party::Role};
use serde::{Deserialize, Serialize};

use crate::{
    At, Rule, RuleSet,
    applies::{Applies, Whereabouts},
    derive::derive,
    expression::{Defect, Evaluated, FactUse, Truth},
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

/// The rules that refuse the movement at `at`, by their place in the set; no explanations.
pub(crate) fn refusing(rules: &RuleSet, facts: &Dossier, waivers: &[Waiver], at: At) -> Vec<usize> {
    let derived = derive(facts, at.now, at.offset);
    let whereabouts = Whereabouts::read(&derived.facts, at);
    let refuses = |rule: &Rule| refuses(rules, rule, &derived.facts, &whereabouts, waivers, at);
    rules.rules().enumerate().filter(|(_, rule)| refuses(rule)).map(|(index, _)| index).collect()
}

/// Whether any rule refuses the movement at `at`, and how many were asked; the `suspects` are asked first.
pub(crate) fn any_refuses(
    rules: &RuleSet,
    facts: &Dossier,
    waivers: &[Waiver],
    at: At,
    suspects: &[Word],
) -> (bool, usize) {
    let derived = derive(facts, at.now, at.offset);
    let whereabouts = Whereabouts::read(&derived.facts, at);
    let suspected = |rule: &&Arc<Rule>| suspects.contains(&rule.id);
    let (first, rest): (Vec<_>, Vec<_>) = rules.rules().partition(suspected);
    let mut asked = 0;
    let refused = first.into_iter().chain(rest).any(|rule| {
        asked += 1;
        refuses(rules, rule, &derived.facts, &whereabouts, waivers, at)
    });
    (refused, asked)
}

fn refuses(
    rules: &RuleSet,
    rule: &Rule,
    facts: &Dossier,
    whereabouts: &Whereabouts<'_>,
    waivers: &[Waiver],
    at: At,
) -> bool {
    rule.effect.refuses()
        && rules.off(&rule.id).is_none()
        && Asked::of(rule, facts, whereabouts, at).verdict().obstructs()
        && waiver_of(rule, waivers, at.now).is_none()
}

/// Whether `rule`, taken alone, is breached or unproved at `at`. `facts` have what follows from them.
pub(crate) fn obstructs(rule: &Rule, facts: &Dossier, at: At) -> bool {
    verdict_of(rule, facts, at).obstructs()
}

/// The verdict of `rule`, taken alone, without its explanation. `facts` have what follows from them.
pub(crate) fn verdict_of(rule: &Rule, facts: &Dossier, at: At) -> Verdict {
    Asked::of(rule, facts, &Whereabouts::read(facts, at), at).verdict()
}

/// Judges by one rule, as its examples do.
pub(crate) fn judge_alone(rule: &Arc<Rule>, facts: &Dossier, at: At) -> Judgement {
    let derived = derive(facts, at.now, at.offset);
    judge(rule, &derived.facts, &Whereabouts::read(&derived.facts, at), at)
}

fn judge(rule: &Arc<Rule>, facts: &Dossier, whereabouts: &Whereabouts<'_>, at: At) -> Judgement {
    let asked = Asked::of(rule, facts, whereabouts, at);
    let (verdict, reason) = (asked.verdict(), asked.reason());
    let (facts, changes_at) = asked.read();
    Judgement { rule: Arc::clone(rule), verdict, underlying: verdict, reason, facts, changes_at }
}

/// How far the questions about one rule went: does it apply here and now, is it its case, does it hold?
enum Asked<'a> {
    /// It is not known to apply.
    Whether { applies: Applies, truth: Truth, reason: Reason },
    /// It applies, and its case is not known to be given.
    When { applies: Applies, when: Answer<'a> },
    /// It applies to this movement.
    Require { applies: Applies, when: Option<Evaluated<'a>>, require: Answer<'a> },
}

type Answer<'a> = Result<Evaluated<'a>, Defect>;

impl<'a> Asked<'a> {
    fn of(rule: &'a Rule, facts: &'a Dossier, whereabouts: &Whereabouts<'_>, at: At) -> Self {
        let mut applies = whereabouts.applies(rule);
        if let Some((truth, reason)) = applies.doubt.take() {
            return Asked::Whether { applies, truth, reason };
        }
        let require = || rule.require.evaluate(facts, at);
        match rule.when.as_ref().map(|when| when.evaluate(facts, at)) {
            None => Asked::Require { applies, when: None, require: require() },
            Some(Ok(when)) if when.truth() == Truth::True => {
                Asked::Require { applies, when: Some(when), require: require() }
            }
            Some(when) => Asked::When { applies, when },
        }
    }

    fn verdict(&self) -> Verdict {
        let unless = |truth| if truth == Truth::False { Verdict::NotApplicable } else { Verdict::Unproved };
        match self {
            Asked::Whether { truth, .. } => unless(*truth),
            Asked::When { when: Ok(answer), .. } => unless(answer.truth()),
            Asked::Require { require: Ok(answer), .. } => match answer.truth() {
                Truth::True => Verdict::Met,
                Truth::False => Verdict::Breached,
                Truth::Unknown => Verdict::Unproved,
            },
            Asked::When { when: Err(_), .. } | Asked::Require { require: Err(_), .. } => Verdict::Unproved,
        }
    }

    fn reason(&self) -> Reason {
        match self {
            Asked::Whether { reason, .. } => reason.clone(),
            Asked::When { when: Ok(answer), .. } if answer.truth() == Truth::False => {
                Reason::NotItsCase(answer.why())
            }
            Asked::When { when: Ok(answer), .. } => Reason::MaybeNotItsCase(answer.why()),
            Asked::Require { require: Ok(answer), .. } => Reason::Required(answer.why()),
            Asked::When { when: Err(defect), .. } | Asked::Require { require: Err(defect), .. } => {
                Reason::Defective(defect.clone())
            }
        }
    }

    /// Every fact read, and the earliest moment at which time alone may change an answer.
    fn read(self) -> (Vec<FactUse>, Option<Instant>) {
        let (applies, when, require) = match self {
            Asked::Whether { applies, .. } => (applies, None, None),
            Asked::When { applies, when } => (applies, when.ok(), None),
            Asked::Require { applies, when, require } => (applies, when, require.ok()),
        };
        let (mut facts, mut changes_at) = (applies.facts, applies.changes_at);
        for answer in [when, require].into_iter().flatten() {
            changes_at = changes_at.into_iter().chain(answer.changes_at()).min();
            for used in answer.uses() {
                match facts.iter_mut().find(|known| known.path == used.path) {
                    Some(known) => known.decisive |= used.decisive,
                    None => facts.push(used),
                }
            }
        }
        (facts, changes_at)
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

/// Of the waivers that cover `rule` at `now`, by the role allowed to give them, the one that holds longest.
fn waiver_of<'w>(rule: &Rule, waivers: &'w [Waiver], now: Instant) -> Option<&'w Waiver> {
    let role = rule.effect.waivable_by()?;
    let covers = |waiver: &&Waiver| waiver.rule == rule.id && waiver.by == role && waiver.expires > now;
    waivers.iter().filter(covers).max_by_key(|waiver| waiver.expires)
}

impl Judgement {
    /// This, waived if it stands in the way and a waiver covers it.
    fn waived(mut self, waivers: &[Waiver], now: Instant) -> Self {
        let Some(waiver) = waiver_of(&self.rule, waivers, now).filter(|_| self.verdict.obstructs()) else {
            return self;
        };
        let (by, expires) = (waiver.by, waiver.expires);
        self.verdict = Verdict::Waived;
        self.reason = Reason::Waived { by, expires, what: Box::new(self.reason) };
        self.changes_at = self.changes_at.into_iter().chain([expires]).min();
        self
    }
}
