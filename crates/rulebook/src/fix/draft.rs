//! Taking remedies one after the other, each on the facts as the ones before leave them.

use std::{cell::RefCell, collections::BTreeSet, rc::Rc};

use model::{
    Claim, Dossier, Fact, Instant, Path, Segment, Value, Word,
    claim::resolve,
    party::Role,
    schema::{Attribute, Nature},
};

use super::{
    Setting, Step,
    amend::{ORIGIN, amend, labels},
    postpone::{Earliest, postponed},
};
use crate::{
    At, Rule,
    derive::derive,
    evaluate::obstructs,
    expression::Expression,
    remedy::{Action, Change, Each, Measure, Place, Remedy},
};

/// A remedy that cannot be taken here: it would overrule a finding, or needs a fact that nobody knows.
#[derive(Debug)]
pub(super) struct Blocked;

/// A fix in the making.
pub(super) struct Draft {
    /// The facts with the steps so far.
    pub(super) facts: Dossier,
    pub(super) steps: Vec<Step>,
    /// The earliest departure that remedies asked for.
    pub(super) wait: Wait,
    /// Items the steps brought into the plan: of these, findings may be chosen.
    brought: BTreeSet<Path>,
    /// The facts with what follows from them, as last asked for.
    derived: RefCell<Option<(Instant, Rc<Dossier>)>>,
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
    pub(super) fn new(facts: &Dossier, wait: Wait, at: At) -> Self {
        let sets = postponed(facts, &wait.earliest, at);
        let owner = wait.owner;
        let mut draft = Draft {
            facts: facts.clone(),
            steps: Vec::new(),
            wait,
            brought: BTreeSet::new(),
            derived: RefCell::new(None),
        };
        if let Some(owner) = owner.filter(|_| !sets.is_empty()) {
            draft.add(Step { sets, ..Step::blank(Action::Postpone, owner) });
        }
        draft
    }

    /// Takes `remedy` for `rule` at `at`, as far as the rule needs it. `later`: that is the departure.
    pub(super) fn take(&mut self, rule: &Rule, remedy: &Remedy, at: At, later: bool) -> Result<(), Blocked> {
        for measure in &remedy.measures {
            if !self.refuses(rule, at) {
                return Ok(());
            }
            let bounds = self.items(measure, at)?;
            if let Change::Postpone(to) = &measure.change {
                let values: Vec<Value> =
                    bounds.iter().filter_map(|bound| self.value(to, bound, at)).collect();
                self.wait.until(&values, measure.owner.unwrap_or(rule.owner));
                continue;
            }
            for bound in bounds {
                if let Some(mut step) = self.step(rule, measure, &bound, at)? {
                    step.not_before = later.then_some(at.now);
                    self.add(step);
                }
                if matches!(measure.change, Change::Remove) && !self.refuses(rule, at) {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// Whether `rule` stands in the way at `at`, with the steps so far.
    pub(super) fn refuses(&self, rule: &Rule, at: At) -> bool {
        obstructs(rule, &self.derived(at), at)
    }

    fn derived(&self, at: At) -> Rc<Dossier> {
        let mut kept = self.derived.borrow_mut();
        match &*kept {
            Some((now, derived)) if *now == at.now => Rc::clone(derived),
            _ => {
                let derived = Rc::new(derive(&self.facts, at.now, at.offset).facts.into_owned());
                *kept = Some((at.now, Rc::clone(&derived)));
                derived
            }
        }
    }

    /// The items the measure is for, one for each of its variables; `where` is not known to be false of them.
    fn items(&self, measure: &Measure, at: At) -> Result<Vec<Vec<Path>>, Blocked> {
        let derived = self.derived(at);
        let given = if matches!(measure.change, Change::Add(_)) {
            measure.each.len() - 1
        } else {
            measure.each.len()
        };
        let mut bounds = vec![Vec::new()];
        for Each { list, .. } in measure.each.iter().take(given) {
            bounds = bounds.iter().flat_map(|bound| each_item(&derived, list, bound)).collect();
        }
        let Some(only_if) = &measure.only_if else { return Ok(bounds) };
        let mut concerned = Vec::new();
        for bound in bounds {
            let value = only_if.evaluate_value(&derived, at, &bound).map_err(|_| Blocked)?;
            if value != Some(Value::Bool(false)) {
                concerned.push(bound);
            }
        }
        Ok(concerned)
    }

    fn value(&self, expression: &Expression, bound: &[Path], at: At) -> Option<Value> {
        let derived = self.derived(at);
        expression.evaluate_value(&derived, at, bound).ok().flatten()
    }

    /// The step for one item; `None` if it would change nothing.
    fn step(&self, rule: &Rule, measure: &Measure, bound: &[Path], at: At) -> Result<Option<Step>, Blocked> {
        let mut step = Step::blank(measure.action, measure.owner.unwrap_or(rule.owner));
        step.subject = bound.last().cloned();
        step.note.clone_from(&measure.note);
        let mut bound = bound.to_vec();
        let mut targets = bound.clone();
        match &measure.change {
            Change::Facts | Change::Postpone(_) => {}
            Change::Remove => step.drops = bound.last().cloned(),
            Change::Add(list) => {
                let brought = self.new_item(&list.path(&bound).ok_or(Blocked)?, "new")?;
                bound.push(brought.clone());
                targets.push(brought.clone());
                step.brings = Some(brought);
            }
            Change::Replace { keep } => {
                let old = bound.last().ok_or(Blocked)?.clone();
                if self.brought.contains(&old) {
                    // Brought by an earlier step: it is chosen so that this holds as well.
                    step.brings = Some(old);
                } else {
                    let (list, Segment::Item(label)) = old.split_last().ok_or(Blocked)? else {
                        return Err(Blocked);
                    };
                    let new = self.new_item(&list, &format!("replacement-of-{label}"))?;
                    step.drops = Some(old);
                    step.keeps.clone_from(keep);
                    if let Some(last) = targets.last_mut() {
                        last.clone_from(&new);
                    }
                    step.brings = Some(new);
                }
            }
        }
        let derived = self.derived(at);
        for (target, expression) in &measure.sets {
            let path = target.place.path(&targets).ok_or(Blocked)?;
            let value = expression.evaluate_value(&derived, at, &bound).ok().flatten().ok_or(Blocked)?;
            let setting = self.setting(&derived, path, value, target.attribute, step.brings.as_ref(), at)?;
            step.sets.extend(setting);
        }
        step.subject = step.subject.or_else(|| step.brings.clone()).or_else(|| thing(step.sets.first()?));
        let exchanges =
            step.drops.is_some() || step.brings.as_ref().is_some_and(|item| !self.brought.contains(item));
        Ok((exchanges || !step.sets.is_empty()).then_some(step))
    }

    /// What the step sets at `path`; `None` if it is so already.
    fn setting(
        &self,
        derived: &Dossier,
        path: Path,
        value: Value,
        attribute: &Attribute,
        brings: Option<&Path>,
        at: At,
    ) -> Result<Option<Setting>, Blocked> {
        attribute.accepts(&path, &value).map_err(|_| Blocked)?;
        let claims = derived.claims(&path);
        match resolve(claims, at.now).fact {
            Fact::Known(claim) if claim.value == value => return Ok(None),
            Fact::Known(_) if attribute.nature == Nature::Finding => {
                let chosen = |item: &Path| path.segments().starts_with(item.segments());
                if !brings.into_iter().chain(&self.brought).any(chosen) {
                    return Err(Blocked);
                }
            }
            _ => {}
        }
        Ok(Some(Setting { settles: origins(claims), path, value, observed: at.now }))
    }

    /// A label nothing in `list` has.
    fn new_item(&self, list: &Path, name: &str) -> Result<Path, Blocked> {
        let taken = labels(&self.facts, list);
        let numbered = (2..).map(|n| format!("{name}-{n}"));
        let mut names = std::iter::once(name.to_owned()).chain(numbered).take(taken.len() + 1);
        let free = names.find(|name| !taken.iter().any(|label| *label == *name.as_str())).ok_or(Blocked)?;
        Ok(list.clone().item(&free.parse().map_err(|_| Blocked)?))
    }

    /// Takes the step: as one with a step that does the same to the same.
    fn add(&mut self, step: Step) {
        self.derived.replace(None);
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
    }
}

impl Wait {
    fn until(&mut self, values: &[Value], owner: Role) {
        for value in values {
            self.earliest.at_least(value);
        }
        if !values.is_empty() {
            self.owner.get_or_insert(owner);
        }
    }
}

impl Step {
    fn blank(action: Action, owner: Role) -> Self {
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

fn each_item(facts: &Dossier, list: &Place, bound: &[Path]) -> Vec<Vec<Path>> {
    let Some(list) = list.path(bound) else { return Vec::new() };
    let with = |label: Word| bound.iter().cloned().chain([list.clone().item(&label)]).collect();
    labels(facts, &list).into_iter().map(with).collect()
}

/// The thing of the dossier a fact is about.
fn thing(set: &Setting) -> Option<Path> {
    set.path.segments().first().map(|name| Path::from(vec![name.clone()]))
}

/// Everybody who said something, but for what fixes suppose.
pub(super) fn origins(claims: &[Claim]) -> Vec<Word> {
    let mut origins: Vec<Word> = Vec::new();
    for claim in claims {
        let origin = claim.source.origin();
        if *origin != *ORIGIN && !origins.contains(origin) {
            origins.push(origin.clone());
        }
    }
    origins
}
