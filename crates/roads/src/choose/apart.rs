//! Ways that really differ.
//!
//! The fastest way first; then its arcs are made slower and the next fastest is looked for, and so on. What comes out is
//! kept if it shares little with what is kept already and is not too slow. Each step is a change of a few hundred arcs,
//! which the hierarchy takes in its stride (*penalty method*, Abraham, Delling, Goldberg and Werneck 2013 compare it with
//! others).

use std::collections::{BTreeMap, BTreeSet};

use model::Place;

use super::{Choice, Chooser, LANES};
use crate::{INFINITY, Metric, chart::NoWay, shortest::Search};

/// The most of its length that a way may share with another that was found before, in percent.
pub const MOST_SHARED_PERCENT: u64 = 60;
/// How long a way may take at most, in percent of the fastest. A choice of ours.
pub const SLOWEST_PERCENT: u64 = 200;
/// How much slower an arc becomes each time a way uses it, in percent. A choice of ours.
const SLOWER_PERCENT: u64 = 140;
/// How often it is tried for each way that is wanted.
const TRIES: usize = 8;

impl Chooser {
    /// Up to `wanted` ways between two points, the fastest first, each sharing at most [`MOST_SHARED_PERCENT`] of its
    /// length with every other before it.
    ///
    /// # Errors
    /// When a point is far from every road, or no way leads from one to the other.
    pub fn apart(
        &self,
        search: &mut Search<LANES>,
        from: Place,
        to: Place,
        wanted: usize,
    ) -> Result<Vec<Choice>, NoWay> {
        let ends = self.ends(from, to)?;
        let arcs =
            self.fastest(&self.metric, search, ends).ok_or_else(|| self.chart.no_way(ends.0, ends.1))?;
        let mut kept = vec![self.account(arcs.clone())];
        let slowest = kept[0].duration_us.saturating_mul(SLOWEST_PERCENT) / 100;
        let (mut metric, mut slower) = (self.metric.clone(), Slower::default());
        let mut last = arcs;
        for _ in 0..wanted.saturating_mul(TRIES) {
            if kept.len() >= wanted {
                break;
            }
            let Ok(next) = metric.changed(&slower.after(self, &last)) else { break };
            metric = next;
            let Some(arcs) = self.fastest(&metric, search, ends) else { break };
            let choice = self.account(arcs.clone());
            let differs = kept.iter().all(|known| self.shared_percent(&choice, known) <= MOST_SHARED_PERCENT);
            if differs && choice.duration_us <= slowest {
                kept.push(choice);
            }
            last = arcs;
        }
        kept.truncate(wanted.max(1));
        Ok(kept)
    }

    /// The shortest way of the first lane, which counts time alone.
    fn fastest(
        &self,
        metric: &Metric<LANES>,
        search: &mut Search<LANES>,
        ends: (u32, u32),
    ) -> Option<Vec<u32>> {
        let mut best: Option<(u32, Vec<u32>)> = None;
        for target in self.copies(ends.1) {
            let mut found = search.run(metric, ends.0, target);
            let is_shorter = |length: &u32| best.as_ref().is_none_or(|(known, _)| length < known);
            if let Some(length) = found.length(0).filter(is_shorter) {
                let mut arcs = Vec::new();
                found.path(0, &mut arcs);
                best = Some((length, arcs));
            }
        }
        best.map(|(_, arcs)| arcs)
    }

    /// How much of its length a choice shares with another, in percent, rounded up: the same stretches, whichever way
    /// they are driven.
    #[must_use]
    pub fn shared_percent(&self, choice: &Choice, with: &Choice) -> u64 {
        let stretch = |arc: &u32| self.chart.driven(*arc as usize).map(|(stretch, _)| stretch);
        let theirs: BTreeSet<usize> = with.arcs.iter().filter_map(stretch).collect();
        let shared = choice.arcs.iter().filter(|arc| stretch(arc).is_some_and(|it| theirs.contains(&it)));
        let shared: u64 = shared.map(|&arc| u64::from(self.chart.arc_length(arc))).sum();
        (shared * 100).div_ceil(choice.length_mm.max(1))
    }
}

/// What arcs weigh by now that ways have used.
#[derive(Default)]
struct Slower(BTreeMap<u32, u32>);

impl Slower {
    /// The weights of the arcs of one more way: slower than they were.
    fn after(&mut self, chooser: &Chooser, way: &[u32]) -> Vec<(u32, [u32; LANES])> {
        let mut changes = Vec::with_capacity(way.len());
        for &arc in way {
            let Some(&time) = chooser.weights.get(arc as usize) else { continue };
            let own = chooser.scale.lanes(time, 0);
            let weight = self.0.entry(arc).or_insert(own[0]);
            let more = (u64::from(*weight) * SLOWER_PERCENT).div_ceil(100);
            *weight = u32::try_from(more).unwrap_or(INFINITY).min(INFINITY - 1);
            // Only the first lane is asked.
            changes.push((arc, [*weight; LANES]));
        }
        changes
    }
}
