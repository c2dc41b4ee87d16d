//! The trade-offs between time and exposure.

use model::Place;

use super::{Choice, Chooser, LANES};
use crate::{chart::NoWay, shortest::Search};

impl Chooser {
    /// The supported trade-offs between two points, from the fastest way to the least exposed: each is the best for one
    /// of the weightings, and no way there is beats it, with one exception. The first is as fast as any, by time alone: a
    /// way that takes the same time to the millisecond and is less exposed may be there and not be found.
    ///
    /// # Errors
    /// When a point is far from every road, or no way leads from one to the other.
    pub fn curve(&self, search: &mut Search<LANES>, from: Place, to: Place) -> Result<Vec<Choice>, NoWay> {
        let ends = self.ends(from, to)?;
        let found: Vec<Choice> = self.ways(search, ends).into_iter().map(|arcs| self.account(arcs)).collect();
        if found.is_empty() {
            return Err(self.chart.no_way(ends.0, ends.1));
        }
        Ok(undominated(found))
    }

    /// The arcs of a shortest way of each lane between two junctions; one way for all lanes in which it is as short as any. Most
    /// lanes share theirs, and to weigh a way that is known takes less than to trace another.
    fn ways(&self, search: &mut Search<LANES>, (from, to): (u32, u32)) -> Vec<Vec<u32>> {
        let mut ways: Vec<(Vec<u32>, [u64; LANES])> = Vec::new();
        let mut best: [Option<(u32, usize)>; LANES] = [None; LANES];
        for target in self.copies(to) {
            let mut found = search.run(&self.metric, from, target);
            for (lane, best) in best.iter_mut().enumerate() {
                let Some(length) = found.length(lane) else { continue };
                if best.is_some_and(|(known, _)| known <= length) {
                    continue;
                }
                let known = ways.iter().position(|(_, weighs)| weighs[lane] == u64::from(length));
                let way = known.unwrap_or_else(|| {
                    let mut arcs = Vec::new();
                    found.path(lane, &mut arcs);
                    let weighs = self.weighs(&arcs);
                    ways.push((arcs, weighs));
                    ways.len() - 1
                });
                *best = Some((length, way));
            }
        }
        let is_best = |way: usize| best.iter().flatten().any(|(_, which)| *which == way);
        ways.into_iter().enumerate().filter(|(way, _)| is_best(*way)).map(|(_, (arcs, _))| arcs).collect()
    }
}

/// Those that no other beats both ways, the fastest first; of equals the first.
fn undominated(mut found: Vec<Choice>) -> Vec<Choice> {
    found.sort_by_key(|choice| (choice.duration_us, choice.exposure));
    let mut kept: Vec<Choice> = Vec::new();
    for choice in found {
        if kept.last().is_none_or(|faster| choice.exposure < faster.exposure) {
            kept.push(choice);
        }
    }
    kept
}
