//! A fix as people carry it out: what comes first is done first, and what is new has a plain name.
//!
//! The search takes remedies in the order of the rulebook. Here its steps are put in the order of the acts: the
//! day, the plan, approval of it, those who are told, their answers, evidence, who vouches for the lists as they
//! then are, and at last what can only be done on the day of departure.

use model::{
    Dossier, Path, Segment, Word,
    schema::{Nature, attribute_at},
};

use super::{Step, act::NEW, amend::labels};
use crate::remedy::Action;

/// When a step has its turn. The order of the variants is the order of the acts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Turn {
    Day,
    Plan,
    Approval,
    Notice,
    Answer,
    Evidence,
    Vouching,
}

/// The steps in the order in which people can take them. What somebody does to an item comes no earlier than
/// what brings it.
pub(super) fn in_order(mut steps: Vec<Step>) -> Vec<Step> {
    let turns: Vec<(bool, Turn)> = steps.iter().map(|step| when(step, &steps)).collect();
    let mut places: Vec<usize> = (0..steps.len()).collect();
    places.sort_by_key(|at| (turns.get(*at).copied(), *at));
    let mut taken: Vec<Option<Step>> = steps.drain(..).map(Some).collect();
    places.into_iter().filter_map(|at| taken.get_mut(at)?.take()).collect()
}

/// Whether it waits for the day of departure, and its turn.
fn when(step: &Step, all: &[Step]) -> (bool, Turn) {
    let within = |item: &Path| {
        step.sets.iter().any(|set| set.path.segments().starts_with(item.segments())) && step.brings.is_none()
    };
    let bringer = all.iter().filter(|other| other.brings.as_ref().is_some_and(within)).map(turn).max();
    (step.not_before.is_some(), bringer.into_iter().chain([turn(step)]).max().unwrap_or(Turn::Plan))
}

fn turn(step: &Step) -> Turn {
    match step.action {
        Action::Postpone => Turn::Day,
        Action::ObtainApproval => Turn::Approval,
        Action::GiveManifest | Action::GiveNotice | Action::ChangeChannel => Turn::Notice,
        Action::ObtainAcceptance | Action::ObtainNoObjection => Turn::Answer,
        Action::CompleteList => Turn::Vouching,
        _ if changes_plan(step) => Turn::Plan,
        _ => Turn::Evidence,
    }
}

/// Whether it says what the movement will be, not what was done or found.
fn changes_plan(step: &Step) -> bool {
    // Where something lies is found, but the plan is made of what lies on the way.
    let of_plan = |path: &Path| {
        attribute_at(path).is_ok_and(|found| found.nature == Nature::Plan || found.name == "area")
    };
    let enters_plan = step.brings.as_ref().is_some_and(|item| item.segments().len() == 2);
    let exchanges = step.drops.is_some() || enters_plan && step.action != Action::VerifyFact;
    exchanges || step.sets.iter().any(|set| of_plan(&set.path))
}

/// The steps with the first free name for each item they bring: another may have been taken out of the fix.
pub(super) fn plainly_named(mut steps: Vec<Step>, facts: &Dossier) -> Vec<Step> {
    for at in 0..steps.len() {
        let Some(item) = steps.get(at).and_then(|step| step.brings.clone()) else { continue };
        let Some((list, Segment::Item(label))) = item.split_last() else { continue };
        if !label.as_str().starts_with(NEW) {
            continue;
        }
        let brought = steps.iter().filter_map(|step| step.brings.as_ref());
        let taken: Vec<Path> = labels(facts, &list)
            .iter()
            .map(|label| list.clone().item(label))
            .chain(brought.filter(|other| **other != item).cloned())
            .collect();
        if let Some(name) = names(NEW).take(taken.len() + 1).find(|n| !taken.contains(&list.clone().item(n)))
        {
            rename(&mut steps, &item, &list.item(&name));
        }
    }
    steps
}

/// `new`, `new-2`, `new-3`, ...
pub(super) fn names(name: &str) -> impl Iterator<Item = Word> {
    let numbered = (2..).map_while({
        let name = name.to_owned();
        move |n: u32| format!("{name}-{n}").parse().ok()
    });
    name.parse().ok().into_iter().chain(numbered)
}

fn rename(steps: &mut [Step], from: &Path, to: &Path) {
    let renamed = |path: &mut Path| {
        if let Some(rest) = path.segments().strip_prefix(from.segments()) {
            *path = to.clone().join(&Path::from(rest.to_vec()));
        }
    };
    for step in steps {
        step.subject.iter_mut().chain(&mut step.drops).chain(&mut step.brings).for_each(renamed);
        step.sets.iter_mut().for_each(|set| renamed(&mut set.path));
    }
}
