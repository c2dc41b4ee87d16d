//! What became of each rule, and why.

use std::{fmt, sync::Arc};

use model::{Day, Instant, Word, party::Role};
use serde::{Deserialize, Serialize};

use crate::{
    Rule,
    expression::{self, Defect, FactUse},
    rule::Effective,
};

/// What became of one rule.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It is proved to hold.
    Met,
    /// It is proved not to hold.
    Breached,
    /// Neither: something is missing, stale or contradictory.
    Unproved,
    /// It does not hold or is not proved, and an authority allowed to do so took that on itself.
    Waived,
    /// It does not apply to this movement, here, now.
    NotApplicable,
}

/// One rule's verdict with its reason and the facts behind it.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// The rule.
    pub rule: Arc<Rule>,
    /// What became of it.
    pub verdict: Verdict,
    /// What would have become of it without waivers.
    pub underlying: Verdict,
    /// Why.
    pub reason: Reason,
    /// Every fact that was read.
    pub facts: Vec<FactUse>,
    /// The earliest moment after the evaluation's at which time alone may change any of this.
    pub changes_at: Option<Instant>,
}

/// Why a rule got its verdict.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reason {
    /// What must hold was evaluated.
    Required(expression::Reason),
    /// The condition under which it applies does not hold.
    NotItsCase(expression::Reason),
    /// Nobody knows whether the condition under which it applies holds.
    MaybeNotItsCase(expression::Reason),
    /// It is not in force on the day that counts.
    NotInForce {
        /// When it is.
        effective: Effective,
        /// The day that counts: of departure, or today.
        day: Day,
    },
    /// Nobody knows the day of departure, and it is not in force on all days from today on.
    MaybeNotInForce {
        /// When it is.
        effective: Effective,
    },
    /// The movement is elsewhere.
    Elsewhere {
        /// Where the rule applies.
        area: Word,
    },
    /// Nobody knows whether the movement touches the rule's area.
    MaybeElsewhere {
        /// Where the rule applies.
        area: Word,
    },
    /// It was switched off.
    SwitchedOff {
        /// By whom and why.
        why: String,
    },
    /// An authority waived it.
    Waived {
        /// In what role.
        by: Role,
        /// Until when.
        expires: Instant,
        /// What was waived.
        what: Box<Reason>,
    },
    /// The rule itself has no outcome on these facts.
    Defective(Defect),
}

/// Every rule's verdict at one moment.
#[derive(Clone, Debug, Default)]
pub struct Evaluation {
    /// The rules' judgements, in the order of the rulebooks.
    pub rules: Vec<Judgement>,
    /// When time alone may next change any verdict; `None`: never.
    pub valid_until: Option<Instant>,
}

impl Verdict {
    /// Whether a rule with this verdict stands in the way, if it refuses.
    #[must_use]
    pub fn obstructs(self) -> bool {
        matches!(self, Verdict::Breached | Verdict::Unproved)
    }
}

impl Judgement {
    /// Whether it refuses the movement.
    #[must_use]
    pub fn refuses(&self) -> bool {
        self.rule.effect.refuses() && self.verdict.obstructs()
    }
}

impl Evaluation {
    /// Whether the movement may depart as far as the rules are concerned: every refusing rule is met, waived or
    /// not applicable, and at least one was met or waived. Where nothing was proved, nothing is cleared: an
    /// empty rulebook refuses.
    #[must_use]
    pub fn clears(&self) -> bool {
        let proved =
            |j: &Judgement| j.rule.effect.refuses() && matches!(j.verdict, Verdict::Met | Verdict::Waived);
        self.rules.iter().any(proved) && self.refusing().next().is_none()
    }

    /// The judgements that refuse the movement.
    pub fn refusing(&self) -> impl Iterator<Item = &Judgement> {
        self.rules.iter().filter(|judgement| judgement.refuses())
    }

    /// The judgement of the rule called `id`. Of several versions, the one that applies.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Judgement> {
        let named = || self.rules.iter().filter(|j| j.rule.id == *id);
        named().find(|j| j.verdict != Verdict::NotApplicable).or_else(|| named().next())
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Verdict::Met => "met",
            Verdict::Breached => "breached",
            Verdict::Unproved => "unproved",
            Verdict::Waived => "waived",
            Verdict::NotApplicable => "not-applicable",
        })
    }
}
