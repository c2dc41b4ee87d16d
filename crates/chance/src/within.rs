//! The path that loses least among those within a budget of time.
//!
//! For each attack, time gets a price: the least of loss + price × time bounds from below what any path within the
//! budget loses, and the paths found on the way are answers (Handler and Zang 1980). Where no price finds one that is
//! good enough, a search over labels does.

mod search;
mod toward;

use std::collections::HashMap;

use search::Labels;
use toward::{Queue, Toward};

use crate::{
    ellipse::{Arrival, Ellipse},
    ground::{Ground, index},
    mixture::Attack,
    oracle::{Answer, Defender},
    scale::ONE,
};

/// A defender whose choices are the paths within the budget.
pub(crate) struct Within<'e> {
    part: &'e Ellipse,
    ground: Ground<'e>,
    /// Paths answered so far, as arcs of the ground; an answer's name is its place here.
    pub paths: Vec<Vec<u32>>,
    /// What each link loses to the attack at hand, in 1e-15.
    lost_on: Vec<u64>,
    /// The same beside each link as it arrives.
    arriving: Vec<Arrival>,
    /// For each spot, the links that pass it.
    at_spot: HashMap<u32, Vec<u32>>,
    /// The price of time that bounded the last search best.
    price: u64,
    /// Sums by each price that is tried: room kept from one attack to the next.
    prices: [Toward; TRIES],
    queue: Queue,
}

/// How often a price of time is tried.
const TRIES: usize = 8;

impl<'e> Within<'e> {
    pub fn new(part: &'e Ellipse, ground: Ground<'e>) -> Self {
        let mut at_spot: HashMap<u32, Vec<u32>> = HashMap::new();
        for link in 0..index(part.head.len()) {
            for &arc in part.arcs_of(link) {
                at_spot.entry(index(ground.spot(arc as usize))).or_default().push(link);
            }
        }
        Within {
            part,
            ground,
            paths: Vec::new(),
            lost_on: vec![0; part.head.len()],
            arriving: part.arriving.clone(),
            at_spot,
            price: 0,
            prices: Default::default(),
            queue: Queue::default(),
        }
    }

    /// Takes a path of links among those answered; its name and its spots, ascending.
    pub fn keep(&mut self, path: &[u32]) -> (usize, Vec<u32>) {
        let arcs: Vec<u32> = path.iter().flat_map(|&link| self.part.arcs_of(link)).copied().collect();
        let mut spots: Vec<u32> = arcs.iter().map(|&arc| index(self.ground.spot(arc as usize))).collect();
        spots.sort_unstable();
        spots.dedup();
        self.paths.push(arcs);
        (self.paths.len() - 1, spots)
    }

    /// Paths within the budget that lose little, and what none loses less than. If pricing time finds one that
    /// loses less than enough, or the best there is, or that none loses less, the long search is spared. The price of
    /// the last attack is tried first; attacks change little.
    fn best(&mut self, enough: u64) -> (Vec<Vec<u32>>, u64) {
        let part = self.part;
        let (mut at_least, mut at_most) = (0, enough.min(ONE));
        let (mut paths, mut cheap, mut fast) = (Vec::new(), None, None);
        let mut price = self.price;
        let mut tried = 1;
        while tried < TRIES {
            let toward = &mut self.prices[tried];
            toward.search(part, &self.arriving, price, at_most, &mut self.queue);
            let Some(sum) = toward.sum(part.from) else {
                // No path within the budget loses as little as is asked for.
                return (paths, at_most);
            };
            let (loss, time) = toward.of(part.from);
            if time <= part.budget {
                paths.push(toward.path(part, part.from));
                (fast, at_most) = (Some((loss, time)), at_most.min(loss));
            } else {
                cheap = Some((loss, time));
            }
            let floor = sum.saturating_sub(price * part.budget);
            if floor > at_least || tried == 1 {
                (at_least, self.price) = (floor, price);
            }
            tried += 1;
            if !paths.is_empty() && at_most < enough || at_most <= at_least {
                return (paths, at_least);
            }
            price = match (fast, cheap) {
                (Some((lost, soon)), Some((loss, late))) if lost > loss && late > soon => {
                    (lost - loss) / (late - soon)
                }
                // What time costs within a path is of the order of what it loses, or nothing.
                (None, _) => (4 * price).max(at_most / 8 / part.budget.max(1)),
                (_, None) if price > at_most / 128 / part.budget.max(1) => price / 4,
                (_, None) => 0,
                _ => break,
            };
            price = price.min(part.dearest());
            if self.prices[1..tried].iter().any(|toward| toward.price == price) {
                break;
            }
        }
        self.prices[0].search(part, &self.arriving, 0, at_most, &mut self.queue);
        let labels = Labels::new(part, &self.lost_on, &self.prices[..tried], at_most, enough);
        let (more, at_least) = labels.search();
        paths.extend(more);
        (paths, at_least)
    }

    fn set(&mut self, attack: &[Attack], on: bool) {
        for &Attack { spot, weight } in attack {
            let lost = u64::from(weight) * u64::from(self.ground.losses()[spot as usize]);
            for &link in self.at_spot.get(&spot).into_iter().flatten() {
                let sum = &mut self.lost_on[link as usize];
                *sum = if on { *sum + lost } else { 0 };
                self.arriving[self.part.place[link as usize] as usize].lost = *sum;
            }
        }
    }
}

impl Defender for Within<'_> {
    fn answer(&mut self, attack: &[Attack], enough: u64) -> Answer {
        self.set(attack, true);
        let (paths, at_least) = self.best(enough);
        self.set(attack, false);
        Answer { choices: paths.into_iter().map(|path| self.keep(&path)).collect(), at_least }
    }
}
