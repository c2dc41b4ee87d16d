//! Roads of a way's network that run beside it, so near that distance alone does not tell whether a vehicle drives them.
//!
//! They are no part of an order as it is kept: like its line they are drawn again from the network, the same each time.

mod drawn;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use model::Place;
use watch::Line;

use self::drawn::Band;
use super::paper::{Drives, Laid};

/// How far outside the corridor roads still count, in millimetres. Ours: who drives there comes nearer without a turn.
const OUTSIDE: u64 = 400_000;
/// What is nearer to the way is not told from it, in millimetres. Ours: the other carriageway, and what a map is off by.
const APART: u64 = 40_000;
/// Along so much of the way roads are looked for at once, in millimetres. Ours.
const AT_ONCE: u64 = 1_000_000;
/// The most ways that are remembered. Ours: some 30 MB, if there are roads everywhere beside all of them.
const MOST: usize = 256;

/// What was worked out: an order is opened again whenever one takes its place.
#[derive(Debug, Default)]
pub(super) struct Beside {
    known: BTreeMap<(Drives, u32), Arc<[Vec<Place>]>>,
}

impl Beside {
    /// The roads beside a way with a corridor, in the order in which the way meets them.
    pub fn of(&mut self, way: &Drives, laid: &Laid, corridor_mm: u32) -> Arc<[Vec<Place>]> {
        let key = (way.clone(), corridor_mm);
        if let Some(known) = self.known.get(&key) {
            return Arc::clone(known);
        }
        if self.known.len() >= MOST {
            self.known.clear();
        }
        let roads: Arc<[Vec<Place>]> = worked_out(laid, corridor_mm).unwrap_or_default().into();
        self.known.insert(key, Arc::clone(&roads));
        roads
    }
}

fn worked_out(laid: &Laid, corridor_mm: u32) -> Option<Vec<Vec<Place>>> {
    let line = Line::new(&laid.places())?;
    let reach = u64::from(corridor_mm).saturating_add(OUTSIDE);
    let band = Band { line: &line, from: APART, to: reach };
    let parts = near(laid, &line, reach).into_iter().flat_map(|(stretch, along)| {
        let places = laid.ground.chart().line(stretch as usize);
        let places = places.filter_map(|[lat, lon]| Place::from_e7(lat.into(), lon.into()).ok());
        band.parts(&places.collect::<Vec<Place>>(), along)
    });
    Some(drawn::roads(parts.collect()))
}

/// The stretches near a line that somebody may drive and that are none of its own, each with where along the line it was met first.
fn near(laid: &Laid, line: &Line, reach: u64) -> BTreeMap<u32, u64> {
    let chart = laid.ground.chart();
    let stretch = |arc: &u32| u32::try_from(chart.driven(*arc as usize)?.0).ok();
    let own: BTreeSet<u32> = laid.arcs.iter().filter_map(stretch).collect();
    let is_driven =
        |stretch: u32| chart.durations().get(stretch as usize).is_some_and(|took| *took != [0, 0]);
    let mut near = BTreeMap::new();
    for number in 0..=line.length_mm() / AT_ONCE {
        let along = number * AT_ONCE + AT_ONCE / 2;
        let around = laid.ground.around(line.place_at(along), reach.saturating_add(AT_ONCE / 2));
        for stretch in around.into_iter().filter(|stretch| !own.contains(stretch) && is_driven(*stretch)) {
            near.entry(stretch).or_insert(along);
        }
    }
    near
}

#[cfg(test)]
#[path = "beside_tests.rs"]
mod tests;
