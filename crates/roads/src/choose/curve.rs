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
        let mut found: Vec<Choice> = Vec::new();
        for arcs in self.ways(&self.metric, search, ends, 0..LANES).into_iter().flatten() {
            if !found.iter().any(|known| known.arcs == arcs) {
                found.push(self.account(arcs));
            }
        }
        if found.is_empty() {
            return Err(self.chart.no_way(ends.0, ends.1));
        }
        Ok(undominated(found))
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
