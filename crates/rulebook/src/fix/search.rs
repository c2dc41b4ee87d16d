//! The search: combinations of remedies, fewest changes first, each tried on the facts.
//!
//! A candidate chooses one remedy for every rule that refuses. Whatever refuses after it, now or at departure,
//! joins with its own remedies; so a postponement that lets a certificate expire is followed by the
//! certificate's renewal. What a candidate can do without is taken out before it is shown.

use std::{
    borrow::Cow,
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, BinaryHeap},
    sync::Arc,
};

use model::{Dossier, Word};

use super::{
    Fix, Fixes, Step, applied,
    draft::{Blocked, Draft, Wait},
    postpone::moments,
};
use crate::{
    At, Rule, RuleSet, Waiver,
    evaluate::{evaluate, refusing},
};

/// The most evaluations one search takes.
pub const MOST_TRIED: u32 = 2000;
/// How many more it takes to look for alternatives once it knows a way out.
const MOST_TRIED_AFTER: u32 = 400;
/// The most ways out shown.
pub const MOST_OPTIONS: usize = 3;
/// How often a departure is put off again because of what an earlier wait led to.
const MOST_WAITS: usize = 5;
/// How often the remedies of one candidate take turns.
const MOST_ROUNDS: usize = 5;

/// What a remedy costs that cannot be taken as things stand: another may make it possible, so it comes last.
const BLOCKED: usize = 50;
/// What a remedy costs more that does not mend its rule by itself.
const UNMENDED: usize = 20;
/// What it costs to change the remedy of a rule that does not refuse.
const UNASKED: usize = 100;

/// Finds the shortest ways out of a refusal at `at`; none if the movement clears.
#[must_use]
pub fn shortest_fix(rules: &RuleSet, facts: &Dossier, waivers: &[Waiver], at: At) -> Fixes {
    let list: Vec<&Arc<Rule>> = rules.rules().collect();
    let mut search = Search {
        rules,
        list,
        facts,
        waivers,
        at,
        tried: 0,
        known_cost: BTreeMap::new(),
        open: BinaryHeap::new(),
        seen: BTreeSet::new(),
        once_held: BTreeSet::new(),
        fewest: Vec::new(),
        options: Vec::new(),
    };
    search.run()
}

/// When a rule refuses: now, or at the planned departure.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Stage {
    Now,
    Departure,
}

/// A rule by its place in the set, and when it refuses.
type Refusal = (usize, Stage);
/// For each refusal, which of the rule's remedies, by their rank in cost.
type Choice = BTreeMap<Refusal, usize>;

struct Search<'a> {
    rules: &'a RuleSet,
    list: Vec<&'a Arc<Rule>>,
    facts: &'a Dossier,
    waivers: &'a [Waiver],
    at: At,
    tried: u32,
    /// Remedies of a rule by cost: how many steps each takes, and its place among the rule's remedies.
    known_cost: BTreeMap<Refusal, Vec<(usize, usize)>>,
    open: BinaryHeap<Reverse<(usize, Choice)>>,
    seen: BTreeSet<Choice>,
    /// Rules that some candidate mended.
    once_held: BTreeSet<usize>,
    /// What refused after the candidate that left the fewest refusals.
    fewest: Vec<usize>,
    options: Vec<Fix>,
}

impl Search<'_> {
    fn run(&mut self) -> Fixes {
        let refused: Vec<usize> = self.refusals(&[]).into_iter().filter(now).map(|(rule, _)| rule).collect();
        if refused.is_empty() {
            return self.found(&refused, true);
        }
        self.extend(
            0,
            &Choice::new(),
            &refused.iter().map(|rule| (*rule, Stage::Now)).collect::<Vec<_>>(),
            self.facts,
        );
        let mut budget = MOST_TRIED;
        while let Some(Reverse((cost, choice))) = self.open.pop() {
            if self.tried >= budget {
                return self.found(&refused, false);
            }
            self.explore(cost, &choice);
            if !self.options.is_empty() && budget == MOST_TRIED {
                budget = MOST_TRIED.min(self.tried + MOST_TRIED_AFTER);
            }
        }
        self.found(&refused, true)
    }

    fn found(&mut self, refused: &[usize], exhaustive: bool) -> Fixes {
        let never_held = |rule: &&usize| !self.once_held.contains(rule);
        let stuck =
            if self.options.is_empty() { refused.iter().filter(never_held).collect() } else { Vec::new() };
        let stuck = stuck.into_iter().filter_map(|rule| Some(self.list.get(*rule)?.id.clone())).collect();
        self.options.sort_by_key(|fix| fix.steps.len());
        self.options.truncate(MOST_OPTIONS);
        Fixes { options: std::mem::take(&mut self.options), exhaustive, tried: self.tried, stuck }
    }

    /// Tries one candidate, and opens those next to it.
    fn explore(&mut self, cost: usize, choice: &Choice) {
        let Ok(draft) = self.draft(&self.chosen(choice), self.facts) else {
            self.open_neighbours(cost, choice, &choice.keys().copied().collect::<Vec<_>>());
            return;
        };
        let refused = self.refusals(&draft.steps);
        let refuses_now: BTreeSet<usize> =
            refused.iter().copied().filter(now).map(|(rule, _)| rule).collect();
        self.once_held
            .extend(choice.keys().map(|(rule, _)| *rule).filter(|rule| !refuses_now.contains(rule)));
        if refused.is_empty() {
            self.keep(draft.steps);
            self.open_neighbours(cost, choice, &choice.keys().copied().collect::<Vec<_>>());
            return;
        }
        if self.fewest.is_empty() || refused.len() < self.fewest.len() {
            self.fewest = refused.iter().map(|(rule, _)| *rule).collect();
        }
        let joining: Vec<Refusal> = refused.iter().copied().filter(|r| !choice.contains_key(r)).collect();
        if joining.is_empty() {
            self.open_neighbours(cost, choice, &refused);
        } else {
            self.extend(cost, choice, &joining, &draft.facts);
            self.open_neighbours(cost, choice, &[]);
        }
    }

    /// Opens `choice` with the cheapest remedies of the rules that join.
    fn extend(&mut self, cost: usize, choice: &Choice, joining: &[Refusal], facts: &Dossier) {
        let (mut cost, mut choice) = (cost, choice.clone());
        for refusal in joining {
            let Some((cheapest, _)) = self.cost(*refusal, facts).first().copied() else { return };
            cost += cheapest;
            choice.insert(*refusal, 0);
        }
        self.open(cost, choice);
    }

    /// Opens the candidates that differ in one remedy; those of rules nobody asks about come late.
    fn open_neighbours(&mut self, cost: usize, choice: &Choice, asked: &[Refusal]) {
        for (refusal, rank) in choice {
            let Some(ranked) = self.known_cost.get(refusal) else { continue };
            let (Some((this, _)), Some((next, _))) = (ranked.get(*rank), ranked.get(rank + 1)) else {
                continue;
            };
            let unasked = if asked.contains(refusal) { 0 } else { UNASKED };
            let mut neighbour = choice.clone();
            neighbour.insert(*refusal, rank + 1);
            self.open(cost + next - this + unasked, neighbour);
        }
    }

    fn open(&mut self, cost: usize, choice: Choice) {
        if self.seen.insert(choice.clone()) {
            self.open.push(Reverse((cost, choice)));
        }
    }

    /// The rule's remedies by what each costs on `facts`.
    fn cost(&mut self, (rule, stage): Refusal, facts: &Dossier) -> &[(usize, usize)] {
        if !self.known_cost.contains_key(&(rule, stage)) {
            let remedies = self.list.get(rule).map_or(0, |rule| rule.remedies.len());
            let alone = |remedy| self.cost_alone((rule, stage), remedy, facts);
            let mut ranked: Vec<(usize, usize)> =
                (0..remedies).map(|remedy| (alone(remedy), remedy)).collect();
            ranked.sort_unstable();
            self.known_cost.insert((rule, stage), ranked);
        }
        self.known_cost.get(&(rule, stage)).map_or(&[], Vec::as_slice)
    }

    /// How many steps one remedy takes by itself.
    fn cost_alone(&self, refusal: Refusal, remedy: usize, facts: &Dossier) -> usize {
        let Ok(draft) = self.draft(&[(refusal, remedy)], facts) else { return BLOCKED };
        let at = self.moment(&draft, refusal.1);
        let held = self.list.get(refusal.0).is_some_and(|rule| !draft.refuses(rule, at));
        draft.steps.len() + if held { 0 } else { UNMENDED }
    }

    /// The remedies of a choice, those for now first.
    fn chosen(&self, choice: &Choice) -> Vec<(Refusal, usize)> {
        let remedy = |refusal, rank: &usize| Some(self.known_cost.get(refusal)?.get(*rank)?.1);
        let mut chosen: Vec<(Refusal, usize)> =
            choice.iter().filter_map(|(refusal, rank)| Some((*refusal, remedy(refusal, rank)?))).collect();
        chosen.sort_by_key(|((rule, stage), _)| (*stage, *rule));
        chosen
    }

    /// Takes remedies on `facts`, again and again until no later departure is asked for.
    fn draft(&self, chosen: &[(Refusal, usize)], facts: &Dossier) -> Result<Draft, Blocked> {
        let mut wait = Wait::default();
        for _ in 0..MOST_WAITS {
            let mut draft = Draft::new(facts, wait.clone(), self.at);
            self.take_all(&mut draft, chosen)?;
            if draft.wait == wait {
                return Ok(draft);
            }
            wait = draft.wait;
        }
        Err(Blocked)
    }

    /// Takes remedies in turn, until none has anything left to do: one may make another possible, or necessary
    /// again (a vehicle certified, then replaced).
    fn take_all(&self, draft: &mut Draft, chosen: &[(Refusal, usize)]) -> Result<(), Blocked> {
        for _ in 0..MOST_ROUNDS {
            let before = draft.steps.clone();
            let mut blocked = false;
            for (refusal, remedy) in chosen {
                blocked |= self.take(draft, *refusal, *remedy).is_err();
            }
            if draft.steps == before {
                return if blocked { Err(Blocked) } else { Ok(()) };
            }
        }
        Err(Blocked)
    }

    fn take(&self, draft: &mut Draft, (rule, stage): Refusal, remedy: usize) -> Result<(), Blocked> {
        let rule = self.list.get(rule).ok_or(Blocked)?;
        let remedy = rule.remedies.get(remedy).ok_or(Blocked)?;
        let at = self.moment(draft, stage);
        draft.take(rule, remedy, at, stage == Stage::Departure)
    }

    fn moment(&self, draft: &Draft, stage: Stage) -> At {
        match stage {
            Stage::Now => self.at,
            Stage::Departure => moments(&draft.facts, self.at).get(1).copied().unwrap_or(self.at),
        }
    }

    /// Which rules refuse once these steps are taken: now, with those that can be taken now, and at the
    /// departure they plan, with all of them.
    fn refusals(&mut self, steps: &[Step]) -> Vec<Refusal> {
        let mut refused = BTreeSet::new();
        let amended = applied(steps, self.facts, self.at.now);
        for (i, at) in moments(&amended, self.at).into_iter().enumerate() {
            self.tried += 1;
            let (stage, amended) = match i {
                0 => (Stage::Now, Cow::Borrowed(&amended)),
                _ => (Stage::Departure, Cow::Owned(applied(steps, self.facts, at.now))),
            };
            refused.extend(
                refusing(self.rules, &amended, self.waivers, at).into_iter().map(|rule| (rule, stage)),
            );
        }
        refused.into_iter().collect()
    }

    /// Keeps what a successful candidate needs of its steps.
    fn keep(&mut self, mut steps: Vec<Step>) {
        // One step less may make an earlier one superfluous too: again, until all are needed.
        while let Some(fewer) = self.without_superfluous(&steps) {
            steps = fewer;
        }
        let same = |fix: &&Fix| {
            fix.steps.len() == steps.len() && steps.iter().all(|s| fix.steps.iter().any(|t| s.does_what(t)))
        };
        if self.options.iter().any(|fix| same(&fix)) {
            return;
        }
        let needed: Vec<Vec<Refusal>> =
            (0..steps.len()).map(|at| self.refusals(&without(&steps, at))).collect();
        for (step, refused) in steps.iter_mut().zip(needed) {
            step.mends = self.names(refused.into_iter().map(|(rule, _)| rule));
        }
        let fix = Fix { steps };
        if self.shown_to_clear(&fix) {
            self.options.push(fix);
        }
    }

    /// The steps without those, from the last on, that the rest clears without; `None` if it needs all.
    fn without_superfluous(&mut self, steps: &[Step]) -> Option<Vec<Step>> {
        let mut needed = steps.to_vec();
        for at in (0..steps.len()).rev() {
            let fewer = without(&needed, at);
            if self.refusals(&fewer).is_empty() {
                needed = fewer;
            }
        }
        (needed.len() < steps.len()).then_some(needed)
    }

    fn names(&self, rules: impl Iterator<Item = usize>) -> Vec<Word> {
        let mut names: Vec<Word> = rules.filter_map(|rule| Some(self.list.get(rule)?.id.clone())).collect();
        names.sort();
        names.dedup();
        names
    }

    /// The whole evaluation, as whoever is shown the fix would do it.
    fn shown_to_clear(&mut self, fix: &Fix) -> bool {
        let moments = moments(&fix.apply(self.facts, self.at.now), self.at);
        moments.into_iter().all(|at| {
            self.tried += 1;
            evaluate(self.rules, &fix.apply(self.facts, at.now), self.waivers, at).clears()
        })
    }
}

fn without(steps: &[Step], at: usize) -> Vec<Step> {
    steps.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, step)| step.clone()).collect()
}

fn now((_, stage): &Refusal) -> bool {
    *stage == Stage::Now
}
