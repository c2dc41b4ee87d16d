//! Taking remedies one after the other, each on the facts as the ones before leave them.

use std::{cell::RefCell, collections::BTreeSet, rc::Rc};

use model::{Dossier, Instant, Path, Value, party::Role};

use super::{
    Step,
    amend::amend,
    postpone::{Earliest, postponed},
    work::Work,
};
use crate::{
    At, Rule,
    derive::derive,
    evaluate::obstructs,
    remedy::{Action, Change, Remedy},
};

/// A remedy that cannot be taken here: it would overrule a finding, needs a fact that nobody knows, or would be
/// more work than the search may do.
#[derive(Debug)]
pub(super) struct Blocked;

/// A fix in the making.
pub(super) struct Draft {
    /// The facts with the steps so far.
    pub(super) facts: Dossier,
    pub(super) steps: Vec<Step>,
    /// The earliest departure that remedies asked for.
    pub(super) wait: Wait,
    /// How often anything was added.
    pub(super) changes: usize,
    /// Items the steps brought into the plan: of these, findings may be chosen.
    pub(super) brought: BTreeSet<Path>,
    /// The facts with what follows from them, as last asked for.
    derived: RefCell<Option<(Instant, Rc<Dossier>)>>,
    pub(super) work: Rc<Work>,
}

/// A departure that has to wait.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Wait {
    earliest: Earliest,
    /// Who sees to it.
    owner: Option<Role>,
}

impl Draft {
    /// A draft that departs no earlier than `wait` says.
    pub(super) fn new(facts: &Dossier, wait: Wait, at: At, work: &Rc<Work>) -> Result<Self, Blocked> {
        work.copy(2)?;
        let (sets, note) = postponed(facts, &wait.earliest, at);
        let owner = wait.owner;
        let mut draft = Draft {
            facts: facts.clone(),
            steps: Vec::new(),
            wait,
            changes: 0,
            brought: BTreeSet::new(),
            derived: RefCell::new(None),
            work: Rc::clone(work),
        };
        if let Some(owner) = owner.filter(|_| !sets.is_empty()) {
            draft.add(Step { sets, note, ..Step::blank(Action::Postpone, owner) })?;
        }
        Ok(draft)
    }

    /// Takes `remedy` for `rule` at `at`, as far as the rule needs it. `later`: that is the departure.
    pub(super) fn take(&mut self, rule: &Rule, remedy: &Remedy, at: At, later: bool) -> Result<(), Blocked> {
        self.place(rule, at)?;
        for measure in &remedy.measures {
            if !self.refuses(rule, at)? {
                return Ok(());
            }
            let bounds = self.items(measure, at)?;
            if let Change::Postpone(to) = &measure.change {
                let values: Vec<Value> =
                    bounds.iter().filter_map(|bound| self.value(to, bound, at)).collect();
                self.changes += values.len();
                self.wait.until(&values, measure.owner.unwrap_or(rule.owner));
                continue;
            }
            for bound in bounds {
                if let Some(mut step) = self.step(rule, measure, &bound, at)? {
                    step.not_before = later.then_some(at.now);
                    self.add(step)?;
                }
                if matches!(measure.change, Change::Remove) && !self.refuses(rule, at)? {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// Whether `rule` stands in the way at `at`, with the steps so far.
    pub(super) fn refuses(&self, rule: &Rule, at: At) -> Result<bool, Blocked> {
        self.work.judge(1)?;
        Ok(obstructs(rule, &*self.derived(at)?, at))
    }

    /// The facts with what follows from them at `at`.
    pub(super) fn derived(&self, at: At) -> Result<Rc<Dossier>, Blocked> {
        let mut kept = self.derived.borrow_mut();
        match &*kept {
            Some((now, derived)) if *now == at.now => Ok(Rc::clone(derived)),
            _ => {
                self.work.copy(1)?;
                let derived = Rc::new(derive(&self.facts, at.now, at.offset).facts.into_owned());
                *kept = Some((at.now, Rc::clone(&derived)));
                Ok(derived)
            }
        }
    }

    /// Takes the step: as one with a step that does the same to the same.
    pub(super) fn add(&mut self, step: Step) -> Result<(), Blocked> {
        self.work.pass(self.steps.len() + step.sets.len())?;
        self.derived.replace(None);
        self.changes += 1;
        let known = self.steps.iter_mut().find(|known| match &step.brings {
            Some(item) => self.brought.contains(item) && known.brings.as_ref() == Some(item),
            None => {
                known.action == step.action
                    && known.not_before == step.not_before
                    && known.subject == step.subject
                    && known.brings.is_none()
                    && known.drops == step.drops
                    && known.sets.iter().any(|set| step.sets.iter().any(|new| new.path == set.path))
            }
        });
        match known {
            Some(known) => {
                amend(&mut self.facts, &Step { brings: None, drops: None, ..step.clone() });
                known.sets.retain(|set| step.sets.iter().all(|new| new.path != set.path));
                known.sets.extend(step.sets);
            }
            None => {
                amend(&mut self.facts, &step);
                self.brought.extend(step.brings.clone());
                self.steps.push(step);
            }
        }
        Ok(())
    }
}

impl Wait {
    pub(super) fn until(&mut self, values: &[Value], owner: Role) {
        for value in values {
            self.earliest.at_least(value);
        }
        if !values.is_empty() {
            self.owner.get_or_insert(owner);
        }
    }
}

impl Step {
    pub(super) fn blank(action: Action, owner: Role) -> Self {
        Step {
            action,
            owner,
            subject: None,
            mends: Vec::new(),
            not_before: None,
            sets: Vec::new(),
            drops: None,
            brings: None,
            keeps: Vec::new(),
            note: None,
        }
    }
}
