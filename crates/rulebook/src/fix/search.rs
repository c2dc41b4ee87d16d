//! The search: combinations of remedies, fewest changes first, each tried on the facts.
//!
//! A candidate chooses one remedy for every rule that refuses. Whatever refuses after it, now or at departure,
//! joins with its own remedies; so a postponement that lets a certificate expire is followed by the
//! certificate's renewal. What a candidate can do without is taken out before it is shown.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, BinaryHeap},
    rc::Rc,
};

use model::Dossier;

use super::{
    Deed, Fix, Fixes, Step,
    trial::{Refusal, Stage, Trial, now},
};
use crate::{At, RuleSet, Waiver};

/// The most ways out shown.
pub const MOST_OPTIONS: usize = 3;

/// What a remedy costs that cannot be taken as things stand: another may make it possible, so it comes last.
const BLOCKED: usize = 50;
/// What a remedy costs more that does not mend its rule by itself.
const UNMENDED: usize = 20;
/// What it costs to change the remedy of a rule that does not refuse.
const UNASKED: usize = 100;

/// Finds the shortest ways out of a refusal at `at`; none if the movement clears.
#[must_use]
pub fn shortest_fix(rules: &RuleSet, facts: &Dossier, waivers: &[Waiver], at: At) -> Fixes {
    let mut search = Search {
        trial: Trial::new(rules, facts, waivers, at),
        known_cost: BTreeMap::new(),
        open: BinaryHeap::new(),
        seen: BTreeSet::new(),
        once_held: BTreeSet::new(),
        fewest: Vec::new(),
        mended_otherwise: Vec::new(),
        options: Vec::new(),
        finished: BTreeSet::new(),
    };
    search.run()
}

/// For each refusal, which of the rule's remedies, by their rank in cost.
type Choice = BTreeMap<Refusal, usize>;

struct Search<'a> {
    trial: Trial<'a>,
    /// Remedies of a rule by cost: how many steps each takes, and its place among the rule's remedies.
    known_cost: BTreeMap<Refusal, Vec<(usize, usize)>>,
    open: BinaryHeap<Reverse<(usize, Choice)>>,
    seen: BTreeSet<Choice>,
    /// Rules that some candidate mended.
    once_held: BTreeSet<usize>,
    /// What refused after the candidate that left the fewest refusals.
    fewest: Vec<usize>,
    /// Candidates that clear, and in them a rule mended by the acts of others.
    mended_otherwise: Vec<(Choice, Refusal)>,
    options: Vec<Fix>,
    /// What those candidates did that were finished: many choices come to the same.
    finished: BTreeSet<BTreeSet<Deed>>,
}

impl Search<'_> {
    fn run(&mut self) -> Fixes {
        let refused = self.trial.refusing_now();
        let joining: Vec<Refusal> = refused.iter().map(|rule| (*rule, Stage::Now)).collect();
        if !joining.is_empty() {
            self.extend(0, &Choice::new(), &joining, self.trial.facts);
        }
        let mut found_one = false;
        while let Some(Reverse((cost, choice))) = self.open.pop() {
            self.explore(cost, &choice);
            if self.trial.work.ran_out() {
                break;
            }
            if !self.options.is_empty() && !found_one {
                self.trial.work.look_for_alternatives();
                found_one = true;
            }
        }
        self.ask_first();
        self.found(&refused)
    }

    fn found(&mut self, refused: &[usize]) -> Fixes {
        let never_held: Vec<usize> =
            refused.iter().copied().filter(|rule| !self.once_held.contains(rule)).collect();
        let left = match (self.options.is_empty(), never_held.is_empty()) {
            (false, _) => Vec::new(),
            (true, false) => never_held,
            // Each was mended at some time, but not all at once.
            (true, true) if self.fewest.is_empty() => refused.to_vec(),
            (true, true) => self.fewest.clone(),
        };
        let (unknown, stuck): (Vec<usize>, Vec<usize>) =
            left.into_iter().partition(|rule| self.trial.is_unproved(*rule));
        self.options.sort_by_key(|fix| fix.steps.len());
        self.options.truncate(MOST_OPTIONS);
        Fixes {
            options: std::mem::take(&mut self.options),
            exhaustive: !self.trial.work.ran_out(),
            tried: self.trial.tried,
            work: self.trial.work.done(),
            stuck: self.trial.names(stuck.into_iter()),
            unknown: self.trial.names(unknown.into_iter()),
        }
    }

    /// A rule that others' acts mended may, with its own acts first, mend those others: one act for two. Last of
    /// all, since only an answer that claims to be exhaustive needs it.
    fn ask_first(&mut self) {
        for (choice, first) in std::mem::take(&mut self.mended_otherwise) {
            let others: Vec<_> =
                self.chosen(&choice).into_iter().filter(|(refusal, _)| *refusal != first).collect();
            for remedy in 0..self.trial.remedies(first.0) {
                if self.trial.work.ran_out() {
                    return;
                }
                let order: Vec<_> = [(first, remedy)].into_iter().chain(others.iter().copied()).collect();
                let Ok((draft, _)) = self.trial.draft(&order, self.trial.facts) else { continue };
                if self.trial.refusals(&draft.steps).is_ok_and(|refused| refused.is_empty()) {
                    self.keep(draft.steps);
                }
            }
        }
    }

    /// Tries one candidate, and opens those next to it. Another remedy of a rule for which nothing was done would
    /// make the same candidate, so only those of the others are.
    fn explore(&mut self, cost: usize, choice: &Choice) {
        let (draft, mended) = match self.trial.draft(&self.chosen(choice), self.trial.facts) {
            Ok(taken) => taken,
            Err(untaken) => {
                let all: BTreeSet<Refusal> = choice.keys().copied().collect();
                let asked = if untaken.of.is_empty() { &all } else { &untaken.of };
                self.open_neighbours(cost, choice, asked, &all);
                return;
            }
        };
        let Ok(refused) = self.trial.refusals(&draft.steps) else { return };
        let refuses_now: BTreeSet<usize> = now(&refused).collect();
        self.once_held
            .extend(choice.keys().map(|(rule, _)| *rule).filter(|rule| !refuses_now.contains(rule)));
        if refused.is_empty() {
            self.keep(draft.steps);
            let otherwise = choice.keys().filter(|refusal| !mended.contains(refusal));
            self.mended_otherwise.extend(otherwise.map(|refusal| (choice.clone(), *refusal)));
            self.open_neighbours(cost, choice, &mended, &BTreeSet::new());
            return;
        }
        if self.fewest.is_empty() || refused.len() < self.fewest.len() {
            self.fewest = refused.iter().map(|(rule, _)| *rule).collect();
        }
        let joining: Vec<Refusal> = refused.iter().copied().filter(|r| !choice.contains_key(r)).collect();
        if joining.is_empty() {
            self.open_neighbours(cost, choice, &refused, &mended);
        } else {
            self.extend(cost, choice, &joining, &draft.facts);
            self.open_neighbours(cost, choice, &BTreeSet::new(), &mended);
        }
    }

    /// Opens `choice` with the cheapest remedies of the rules that join.
    fn extend(&mut self, cost: usize, choice: &Choice, joining: &[Refusal], facts: &Dossier) {
        let (mut cost, mut choice) = (cost, choice.clone());
        let mut each_has_a_remedy = true;
        for refusal in joining {
            match self.cost(*refusal, facts).first().copied() {
                Some((cheapest, _)) => cost += cheapest,
                // The others are tried by themselves all the same: what can be mended is not stuck.
                None => each_has_a_remedy = false,
            }
            choice.insert(*refusal, 0);
        }
        if each_has_a_remedy {
            self.open(cost, choice);
        }
    }

    /// Opens the candidates that differ in one remedy: soon if its rule asks for it, late if it merely could.
    fn open_neighbours(
        &mut self,
        cost: usize,
        choice: &Choice,
        asked: &BTreeSet<Refusal>,
        possible: &BTreeSet<Refusal>,
    ) {
        for (refusal, rank) in choice {
            let late = match (asked.contains(refusal), possible.contains(refusal)) {
                (true, _) => 0,
                (false, true) => UNASKED,
                (false, false) => continue,
            };
            let Some(ranked) = self.known_cost.get(refusal) else { continue };
            if let (Some((this, _)), Some((next, _))) = (ranked.get(*rank), ranked.get(rank + 1)) {
                let mut neighbour = choice.clone();
                neighbour.insert(*refusal, rank + 1);
                self.open(cost + next - this + late, neighbour);
            }
        }
    }

    fn open(&mut self, cost: usize, choice: Choice) {
        if self.trial.work.pass(8 + choice.len()).is_ok() && self.seen.insert(choice.clone()) {
            self.open.push(Reverse((cost, choice)));
        }
    }

    /// The rule's remedies by what each costs on `facts`.
    fn cost(&mut self, (rule, stage): Refusal, facts: &Dossier) -> &[(usize, usize)] {
        if !self.known_cost.contains_key(&(rule, stage)) {
            let remedies = self.trial.remedies(rule);
            let alone = |remedy| (self.cost_alone((rule, stage), remedy, facts), remedy);
            let mut ranked: Vec<(usize, usize)> = (0..remedies).map(alone).collect();
            ranked.sort_unstable();
            self.known_cost.insert((rule, stage), ranked);
        }
        self.known_cost.get(&(rule, stage)).map_or(&[], Vec::as_slice)
    }

    /// How many steps one remedy takes by itself.
    fn cost_alone(&mut self, refusal: Refusal, remedy: usize, facts: &Dossier) -> usize {
        let Ok((draft, _)) = self.trial.draft(&[(refusal, remedy)], facts) else { return BLOCKED };
        if !self.trial.holds(refusal, &draft) {
            return draft.steps.len() + UNMENDED;
        }
        self.once_held.insert(refusal.0);
        draft.steps.len()
    }

    /// The remedies of a choice, those for now first.
    fn chosen(&self, choice: &Choice) -> Vec<(Refusal, usize)> {
        let remedy = |refusal, rank: &usize| Some(self.known_cost.get(refusal)?.get(*rank)?.1);
        let mut chosen: Vec<(Refusal, usize)> =
            choice.iter().filter_map(|(refusal, rank)| Some((*refusal, remedy(refusal, rank)?))).collect();
        chosen.sort_by_key(|((rule, stage), _)| (*stage, *rule));
        chosen
    }

    /// Keeps what a successful candidate needs of its steps.
    fn keep(&mut self, steps: Vec<Step>) {
        let work = Rc::clone(&self.trial.work);
        work.finishing(|| self.finish(steps));
    }

    fn finish(&mut self, steps: Vec<Step>) {
        if !self.finished.insert(deeds(&steps)) {
            return;
        }
        let steps = self.trial.needed(steps);
        let steps = self.trial.ordered(steps);
        if self.options.iter().any(|fix| deeds(&fix.steps) == deeds(&steps)) {
            return;
        }
        let fix = Fix { steps: self.trial.with_reasons(&steps) };
        if self.trial.shown_to_clear(&fix) {
            self.options.push(fix);
        }
    }
}

fn deeds(steps: &[Step]) -> BTreeSet<Deed> {
    steps.iter().map(Step::deed).collect()
}
