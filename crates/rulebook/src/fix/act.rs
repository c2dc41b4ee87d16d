//! One measure, for one thing: the act it is, and what it may set.
//!
//! What the plan says and what somebody does can be set to anything. A finding can be set only where it is not
//! known, or of an item the fix itself brings: one picks a vehicle of which it is true.

use model::{
    Claim, Dossier, Fact, Path, Segment, Value, Word,
    claim::resolve,
    schema::{Attribute, Nature},
};

use super::{
    Setting, Step,
    amend::{ORIGIN, labels},
    draft::{Blocked, Draft},
    order::names,
};
use crate::{
    At, Rule,
    derive::SEATING,
    expression::Expression,
    remedy::{Change, Each, Measure, Place},
};

/// What an item is called that nobody has named yet.
pub(super) const NEW: &str = "new";

impl Draft {
    /// The items the measure is for, one for each of its variables; `where` is not known to be false of them.
    pub(super) fn items(&self, measure: &Measure, at: At) -> Result<Vec<Vec<Path>>, Blocked> {
        let derived = self.derived(at)?;
        let mut bounds = vec![Vec::new()];
        for Each { list, .. } in measure.given() {
            let mut further = Vec::new();
            for bound in &bounds {
                let items = each_item(&derived, list, bound);
                self.work.pass(items.len())?;
                further.extend(items);
            }
            bounds = further;
        }
        let Some(only_if) = &measure.only_if else { return Ok(bounds) };
        let mut concerned = Vec::new();
        for bound in bounds {
            self.work.judge(1)?;
            let value = only_if.evaluate_value(&derived, at, &bound).map_err(|_| Blocked)?;
            if value != Some(Value::Bool(false)) {
                concerned.push(bound);
            }
        }
        Ok(concerned)
    }

    pub(super) fn value(&self, expression: &Expression, bound: &[Path], at: At) -> Option<Value> {
        self.work.judge(1).ok()?;
        let derived = self.derived(at).ok()?;
        expression.evaluate_value(&derived, at, bound).ok().flatten()
    }

    /// The step for one item; `None` if it would change nothing.
    pub(super) fn step(
        &self,
        rule: &Rule,
        measure: &Measure,
        bound: &[Path],
        at: At,
    ) -> Result<Option<Step>, Blocked> {
        let mut step = Step::blank(measure.action, measure.owner.unwrap_or(rule.owner));
        step.subject = bound.last().cloned();
        step.mends = vec![rule.id.clone()];
        step.note.clone_from(&measure.note);
        let mut bound = bound.to_vec();
        let mut targets = bound.clone();
        match &measure.change {
            Change::Facts | Change::Postpone(_) => {}
            Change::Remove => step.drops = bound.last().cloned(),
            Change::Add(list) => {
                let new = self.new_item(&list.path(&bound).ok_or(Blocked)?, NEW)?;
                bound.push(new.clone());
                targets.push(new.clone());
                step.brings = Some(new);
            }
            Change::Replace { keep } => {
                let old = targets.pop().ok_or(Blocked)?;
                targets.push(self.replace(old, keep, &mut step)?);
            }
        }
        let derived = self.derived(at)?;
        for (target, expression) in &measure.sets {
            self.work.judge(1)?;
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

    /// The item that takes the place of `old`. One that an earlier step brought stays: it is chosen so that this
    /// holds of it as well.
    fn replace(&self, old: Path, keep: &[Word], step: &mut Step) -> Result<Path, Blocked> {
        let new = match old.split_last() {
            _ if self.brought.contains(&old) => old,
            Some((list, Segment::Item(label))) => {
                let new = self.new_item(&list, &format!("replacement-of-{label}"))?;
                step.drops = Some(old);
                step.keeps = keep.to_vec();
                new
            }
            _ => return Err(Blocked),
        };
        step.brings = Some(new.clone());
        Ok(new)
    }

    /// What the step sets at `path`; `None` if it is so already.
    pub(super) fn setting(
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
        let free = names(name).take(taken.len() + 1).find(|name| !taken.contains(name)).ok_or(Blocked)?;
        Ok(list.clone().item(&free))
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

/// Everybody who said something, but for what fixes suppose, and for what the seating says: that is changed by
/// seating people elsewhere.
pub(super) fn origins(claims: &[Claim]) -> Vec<Word> {
    let mut origins: Vec<Word> = Vec::new();
    for claim in claims {
        let origin = claim.source.origin();
        if *origin != *ORIGIN && *origin != *SEATING && !origins.contains(origin) {
            origins.push(origin.clone());
        }
    }
    origins
}
