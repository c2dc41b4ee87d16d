//! The way out of a refusal: the shortest list of acts after which evaluating again clears.
//!
//! A fix obtains evidence or changes the plan. It adds claims and never deletes one; what was *found* it does
//! not overrule; and it is never a waiver. A fix is shown only if, with its steps applied to the facts, the
//! movement clears both now and at its planned departure, for facts age on the way there. Where only the day
//! of departure is planned, it clears at the beginning and at the end of that day.
//!
//! One step is one act a person performs: a notice to one district, one vehicle replaced.

mod act;
mod amend;
mod draft;
mod order;
mod postpone;
mod search;
mod trial;
mod whereabouts;
mod work;

use model::{Dossier, Instant, Path, Value, Word, party::Role};
use serde::Serialize;

pub use search::{MOST_OPTIONS, shortest_fix};
pub use work::MOST_WORK;

use crate::{
    At,
    remedy::{Action, Note},
};

/// The origin of what a fix supposes; nobody else speaks under it.
pub(crate) const SUPPOSED: &str = amend::ORIGIN;

/// The ways out that were found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Fixes {
    /// Fewest steps first; empty if the movement clears already, or if no way out was found.
    pub options: Vec<Fix>,
    /// Whether the search came to its end: every choice of one remedy for each rule that refuses was tried, the
    /// rules' acts taken in the order of the rulebook; and, where that cleared, with each rule that was mended by
    /// another's acts asked first, by each of its remedies. No shorter way out is among those. It is no proof that
    /// there is none: acts of two remedies of one rule, or in yet another order, may be fewer.
    pub exhaustive: bool,
    /// How many evaluations of all rules it took.
    pub tried: u32,
    /// How much work it took, in units that cost about the same; at most [`MOST_WORK`].
    pub work: u32,
    /// Where no way out was found: the rules that none of the remedies tried could mend; or, if each could be
    /// mended but not all together, those that were left over at best. These are breached: by what was found, or
    /// by a plan for which no remedy is known.
    pub stuck: Vec<Word>,
    /// As `stuck`, but nobody can judge these yet: what they ask is missing, expired or disputed, and no remedy
    /// tried establishes it.
    pub unknown: Vec<Word>,
}

/// One way out: all of these steps.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(transparent)]
pub struct Fix {
    /// What has to be done, in an order in which it can be done.
    pub steps: Vec<Step>,
}

/// One act.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Step {
    /// What is done.
    pub action: Action,
    /// Who does it.
    pub owner: Role,
    /// The item it is done for, if it is done for one.
    pub subject: Option<Path>,
    /// The rules that refuse without it.
    pub mends: Vec<Word>,
    /// Not before this moment, on the day of departure; `None`: now.
    pub not_before: Option<Instant>,
    /// What holds afterwards.
    pub sets: Vec<Setting>,
    /// The item that leaves the plan.
    pub drops: Option<Path>,
    /// The item that enters the plan.
    pub brings: Option<Path>,
    /// What the item that enters takes over from the one that leaves.
    pub keeps: Vec<Word>,
    /// What is said to those who do it.
    pub note: Option<Note>,
}

/// A fact that holds after a step.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Setting {
    /// Where.
    pub path: Path,
    /// What.
    pub value: Value,
    /// From when on.
    pub observed: Instant,
    /// Whose earlier claims it settles or replaces; they stay in the dossier.
    pub settles: Vec<Word>,
}

impl Fix {
    /// `facts` as they will be at the moment `by`, with every step taken that can be taken by then.
    #[must_use]
    pub fn apply(&self, facts: &Dossier, by: Instant) -> Dossier {
        applied(&self.steps, facts, by)
    }
}

fn applied(steps: &[Step], facts: &Dossier, by: Instant) -> Dossier {
    let mut amended = facts.clone();
    for step in steps.iter().filter(|step| step.not_before.is_none_or(|begin| begin <= by)) {
        amend::amend(&mut amended, step);
    }
    amended
}

impl Step {
    /// The act, for whatever rules.
    fn deed(&self) -> Deed {
        let Step { action, subject, not_before, sets, drops, brings, .. } = self.clone();
        (action, subject, not_before, sets, drops, brings)
    }

    /// The list it has vouched for, if it does nothing else.
    #[must_use]
    pub fn vouched(&self) -> Option<Path> {
        match (self.action, self.sets.as_slice()) {
            (Action::CompleteList, [set]) => Some(set.path.split_last()?.0),
            _ => None,
        }
    }
}

type Deed = (Action, Option<Path>, Option<Instant>, Vec<Setting>, Option<Path>, Option<Path>);

/// The moments at which a fix must clear: `at`, and the planned departure if it lies ahead.
#[must_use]
pub fn moments(facts: &Dossier, at: At) -> Vec<At> {
    postpone::moments(facts, at)
}
