//! Double oracle: a large game solved by small ones (McMahan, Gordon and Blum, ICML 2003).
//!
//! Each player starts with a few of their choices. The small game among these is solved; then each names their
//! best answer to the other's mixture out of *all* they could do, which joins the game. The answers also prove
//! how good the mixtures are: no attacker gains more than the best answer to the defender's mixture, no defender
//! loses less than the best answer to the attacker's. When the two meet, within the tolerance, that is the value.

use std::collections::{BTreeMap, HashSet};

use crate::{
    matrix::Tableau,
    mixture::Attack,
    scale::{Bounds, CERTAIN, WHOLE, weights},
};

/// The defender: everything they might choose, seen through their best answer.
pub(crate) trait Defender {
    /// A choice that loses least to this attack, and a bound: no choice loses less. Where it is easier to find, one
    /// that loses less than `enough` will do, with a bound that need not be tight. In 1e-15. If some known choice loses
    /// no more than `enough`, there may be no answer but the bound.
    fn answer(&mut self, attack: &[Attack], enough: u64) -> Answer;
}

/// The defender's answer.
pub(crate) struct Answer {
    /// One choice or several, each as whatever the defender calls it and the spots it passes, ascending.
    pub choices: Vec<(usize, Vec<u32>)>,
    /// No choice loses less to the attack than this.
    pub at_least: u64,
}

/// Where to stop.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Effort {
    /// The gap that is good enough, in 1e-15.
    pub tolerance: u64,
    /// How often the players may answer each other.
    pub rounds: u32,
}

impl Default for Effort {
    /// A gap of a hundred-thousandth, in at most 2,000 rounds: no figure that goes into the game is known as well.
    fn default() -> Self {
        Effort { tolerance: crate::scale::ONE / 100_000, rounds: 2_000 }
    }
}

/// What was found.
pub(crate) struct Found {
    /// The defender's choices that are taken, by their names, with their weights.
    pub mixture: Vec<(usize, u32)>,
    pub attack: Vec<Attack>,
    pub value: Bounds,
    pub rounds: u32,
}

/// How many spots join in one round. Several spare rounds; too many make each small game slow.
const SPOTS_A_ROUND: usize = 8;

/// How far the defender is asked about the best attack so far instead of the last one, in eighths. Small games
/// with many best attacks throw them about; what is asked half-way settles much sooner (Wentges 1997).
const STEADY: u32 = 6;

/// Plays from these first choices (at least one) and spots (perhaps none) until the gap is closed.
pub(crate) fn play(
    losses: &[u32],
    defender: &mut impl Defender,
    choices: Vec<(usize, Vec<u32>)>,
    spots: Vec<u32>,
    effort: Effort,
) -> Found {
    let mut game = Game::new(losses);
    choices.into_iter().for_each(|(name, spots)| {
        game.add_choice(name, spots);
    });
    spots.into_iter().for_each(|spot| {
        game.add_spot(spot);
    });
    let mut found = Found { mixture: Vec::new(), attack: Vec::new(), value: Bounds::UNKNOWN, rounds: 0 };
    let mut fresh = false;
    loop {
        found.rounds += 1;
        let (mixture, attack) = game.solve();
        let gains = game.gains(&mixture);
        let at_most = gains.first().map_or(0, |&(gain, _)| gain);
        if found.mixture.is_empty() || at_most < found.value.at_most {
            found.value.at_most = at_most;
            found.mixture = game.named(&mixture);
        }
        let steady = between(&found.attack, &attack);
        let mut joined = false;
        for attack in [steady, attack] {
            let answer = defender.answer(&attack, game.least(&attack));
            if answer.at_least > found.value.at_least {
                found.value.at_least = answer.at_least;
                found.attack = attack;
            }
            for (name, spots) in answer.choices {
                joined |= game.add_choice(name, spots);
            }
        }
        if found.value.gap() <= effort.tolerance || found.rounds >= effort.rounds {
            return found;
        }
        joined |= game.add_best(&gains);
        if !joined {
            // Both already have their best answers. What is left is rounding: the tableau's, unless it is fresh.
            if fresh {
                return found;
            }
            game.start_afresh();
        }
        fresh = !joined;
    }
}

/// An attack between the best so far and the last. Rounded down: an attacker who at times stays away gains no
/// more for it, so what is proved stays proved.
fn between(best: &[Attack], last: &[Attack]) -> Vec<Attack> {
    let mut sum: BTreeMap<u32, u64> = BTreeMap::new();
    for (attack, eighths) in [(best, STEADY), (last, 8 - STEADY)] {
        for &Attack { spot, weight } in attack {
            *sum.entry(spot).or_default() += u64::from(weight) * u64::from(eighths);
        }
    }
    let weight = |sum: u64| u32::try_from(sum / 8).unwrap_or(0);
    let mixed = sum.into_iter().map(|(spot, sum)| Attack { spot, weight: weight(sum) });
    mixed.filter(|attack| attack.weight > 0).collect()
}

/// The game among the choices and spots that have joined.
struct Game<'a> {
    losses: &'a [u32],
    /// Names, and spots passed, ascending.
    choices: Vec<(usize, Vec<u32>)>,
    spots: Vec<u32>,
    choices_known: HashSet<Vec<u32>>,
    spots_known: HashSet<u32>,
    tableau: Tableau,
    /// For each spot, how much of the mixture passes it, and what is lost there to an attack; nothing between two calls.
    passed: Vec<u64>,
    lost: Vec<u64>,
}

impl<'a> Game<'a> {
    fn new(losses: &'a [u32]) -> Self {
        Game {
            losses,
            choices: Vec::new(),
            spots: Vec::new(),
            choices_known: HashSet::new(),
            spots_known: HashSet::new(),
            tableau: Tableau::new(),
            passed: vec![0; losses.len()],
            lost: vec![0; losses.len()],
        }
    }

    fn lost(&self, passed: &[u32], spot: u32) -> f64 {
        let passes = passed.binary_search(&spot).is_ok();
        if passes { f64::from(self.losses[spot as usize]) / f64::from(CERTAIN) } else { 0.0 }
    }

    fn add_choice(&mut self, name: usize, passed: Vec<u32>) -> bool {
        let joins = self.choices_known.insert(passed.clone());
        if joins {
            let lost: Vec<f64> = self.spots.iter().map(|&spot| self.lost(&passed, spot)).collect();
            self.tableau.add_row(&lost);
            self.choices.push((name, passed));
        }
        joins
    }

    fn add_spot(&mut self, spot: u32) -> bool {
        let joins = self.spots_known.insert(spot);
        if joins {
            // A column joins a solved game.
            self.tableau.solve();
            let lost: Vec<f64> = self.choices.iter().map(|(_, passed)| self.lost(passed, spot)).collect();
            self.tableau.add_column(&lost);
            self.spots.push(spot);
        }
        joins
    }

    /// The same game in a tableau without the rounding of all the pivots so far.
    fn start_afresh(&mut self) {
        let (choices, spots) = (std::mem::take(&mut self.choices), std::mem::take(&mut self.spots));
        self.tableau = Tableau::new();
        self.choices_known.clear();
        self.spots_known.clear();
        choices.into_iter().for_each(|(name, passed)| {
            self.add_choice(name, passed);
        });
        spots.into_iter().for_each(|spot| {
            self.add_spot(spot);
        });
    }

    /// Weights for each choice, and the attack.
    fn solve(&mut self) -> (Vec<u32>, Vec<Attack>) {
        let proposal = self.tableau.solve();
        let attack = self.spots.iter().zip(weights(&proposal.attacker));
        let attack = attack.filter(|&(_, weight)| weight > 0).map(|(&spot, weight)| Attack { spot, weight });
        (weights(&proposal.defender), attack.collect())
    }

    /// What the attacker gains at each spot the mixture passes, most first.
    fn gains(&mut self, mixture: &[u32]) -> Vec<(u64, u32)> {
        let mut touched = Vec::new();
        for ((_, spots), &weight) in self.choices.iter().zip(mixture).filter(|&(_, &weight)| weight > 0) {
            for &spot in spots {
                if self.passed[spot as usize] == 0 {
                    touched.push(spot);
                }
                self.passed[spot as usize] += u64::from(weight).min(u64::from(WHOLE));
            }
        }
        let gain = |&spot: &u32| (self.passed[spot as usize] * u64::from(self.losses[spot as usize]), spot);
        let mut gains: Vec<(u64, u32)> = touched.iter().map(gain).collect();
        gains.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        for spot in touched {
            self.passed[spot as usize] = 0;
        }
        gains
    }

    /// What the choices that have joined lose to an attack, at least.
    fn least(&mut self, attack: &[Attack]) -> u64 {
        for &Attack { spot, weight } in attack {
            self.lost[spot as usize] = u64::from(weight) * u64::from(self.losses[spot as usize]);
        }
        let lost =
            |(_, passed): &(usize, Vec<u32>)| passed.iter().map(|&spot| self.lost[spot as usize]).sum();
        let least = self.choices.iter().map(lost).min().unwrap_or(0);
        attack.iter().for_each(|attack| self.lost[attack.spot as usize] = 0);
        least
    }

    /// The attacker's best answers join. Of spots that the same choices pass the best one is enough.
    fn add_best(&mut self, gains: &[(u64, u32)]) -> bool {
        let mut joined = false;
        let mut patterns = HashSet::new();
        for &(_, spot) in gains.iter().take(16 * SPOTS_A_ROUND) {
            if patterns.len() >= SPOTS_A_ROUND {
                break;
            }
            let passing = |(_, spots): &(usize, Vec<u32>)| spots.binary_search(&spot).is_ok();
            let pattern: Vec<bool> = self.choices.iter().map(passing).collect();
            if patterns.insert(pattern) {
                joined |= self.add_spot(spot);
            }
        }
        joined
    }

    fn named(&self, mixture: &[u32]) -> Vec<(usize, u32)> {
        let taken = self.choices.iter().zip(mixture).filter(|&(_, &weight)| weight > 0);
        taken.map(|((name, _), &weight)| (*name, weight)).collect()
    }
}
