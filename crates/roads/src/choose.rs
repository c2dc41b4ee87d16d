//! Which way, if danger counts as well as time?
//!
//! A [`Chooser`] holds a chart for one vehicle and month, with what every arc takes and how exposed it is, customized in
//! [`LANES`] weightings at once: from time alone to exposure alone. One query answers with all of them, so the whole
//! curve of trade-offs costs hardly more than one route. When the picture of danger changes, [`Chooser::with_danger`]
//! makes the next chooser from this one by the arcs that changed; whoever is asking this one goes on undisturbed.
//!
//! | module | its subject |
//! |---|---|
//! | [`weighting`] | how time and exposure are weighed against each other |
//! | [`danger`] | what is known of the exposure of arcs, and what is not |
//! | [`choice`] | one way, and what it comes to |
//! | [`curve`] | the trade-offs |
//! | [`apart`] | ways that really differ |
//! | [`sort`] | what each is among those offered |

mod apart;
mod choice;
mod curve;
mod danger;
mod sort;
mod weighting;

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use model::Place;

pub use apart::{MOST_SHARED_PERCENT, SLOWEST_PERCENT};
pub use choice::Choice;
pub use danger::Danger;
pub use sort::Sort;
pub use weighting::LANES;

use crate::{
    Graph, Hierarchy, Metric, NoHierarchy, NotAGraph, NotAnOrder, NotWeights, Order,
    chart::{Chart, NoWay, Vehicle},
};
use weighting::Scale;

/// A change of more than one arc in so many is customized like a whole: what it bears upon is nearly all. Ours.
const PARTLY: usize = 16;

/// Chooses ways over a chart for a vehicle. Copies share nearly everything.
#[derive(Clone, Debug)]
pub struct Chooser {
    chart: Chart,
    vehicle: Vehicle,
    metric: Metric<LANES>,
    /// By arc: how long it counts by the map, in microseconds.
    map: Arc<Vec<u64>>,
    /// The same with what reports close.
    weights: Arc<Vec<u64>>,
    danger: Arc<Danger>,
    scale: Scale,
    /// By place: the junction there that one may drive from or to, the first of several. Whoever asks from a junction,
    /// as every planned way does, needs no search for the nearest.
    at: Arc<HashMap<[i32; 2], u32>>,
    /// The junctions among these that reports leave no open arc.
    cut_off: Arc<BTreeSet<u32>>,
}

/// Why nothing can be chosen over a chart.
#[derive(Debug, thiserror::Error)]
pub enum NoChooser {
    /// Its arcs are no graph.
    #[error(transparent)]
    Graph(#[from] NotAGraph),
    /// Its order is none.
    #[error("the network's order is not one of its nodes: {0}. Import the network again")]
    Order(#[from] NotAnOrder),
    /// No hierarchy can be made with it.
    #[error(transparent)]
    Hierarchy(#[from] NoHierarchy),
    /// There is not an exposure for each arc.
    #[error(transparent)]
    Weights(#[from] NotWeights),
}

/// The hierarchy of a chart: by the order it was imported with, or by one made now.
///
/// # Errors
/// When the chart's order is not one of its nodes.
pub fn hierarchy(chart: &Chart, threads: usize) -> Result<Arc<Hierarchy>, NoChooser> {
    let graph = Graph::new(chart.first_out(), chart.heads())?;
    let order = match chart.rank() {
        [] => {
            let nodes = 0..u32::try_from(graph.node_count()).unwrap_or(u32::MAX);
            let places: Vec<Place> = nodes.filter_map(|node| chart.place(node)).collect();
            Order::dissecting(graph, &places, threads)?
        }
        ranks => Order::new(by_rank(ranks), graph)?,
    };
    Ok(Hierarchy::new(graph, &order)?)
}

/// The nodes in the order of their ranks. Ranks that are none leave out a node or name one twice, which is found then.
fn by_rank(ranks: &[u32]) -> Vec<u32> {
    let mut nodes = vec![0; ranks.len()];
    for (node, &rank) in (0..).zip(ranks) {
        if let Some(place) = nodes.get_mut(rank as usize) {
            *place = node;
        }
    }
    nodes
}

/// The junctions that an open arc leaves or reaches, by their places.
fn served(chart: &Chart, weights: &[u64]) -> HashMap<[i32; 2], u32> {
    let places = chart.places();
    let mut is_served = vec![false; places.len()];
    let arcs = weights.iter().zip(chart.tails().iter().zip(chart.heads()));
    for (_, (&tail, &head)) in arcs.filter(|(weight, _)| **weight < u64::MAX) {
        for node in [tail, head] {
            if let Some(served) = is_served.get_mut(chart.junction(node) as usize) {
                *served = true;
            }
        }
    }
    let mut at = HashMap::with_capacity(places.len());
    for ((junction, place), _) in (0_u32..).zip(places).zip(is_served).filter(|(_, served)| *served) {
        at.entry(*place).or_insert(junction);
    }
    at
}

/// By arc, how long it counts with what reports close.
fn closed(map: &Arc<Vec<u64>>, danger: &Danger) -> Arc<Vec<u64>> {
    if danger.closed().is_empty() {
        return Arc::clone(map);
    }
    let mut weights = Vec::clone(map);
    for &arc in danger.closed() {
        if let Some(weight) = weights.get_mut(arc as usize) {
            *weight = u64::MAX;
        }
    }
    Arc::new(weights)
}

/// The junctions at the ends of closed arcs that no open arc leaves or reaches.
fn cut_off(chart: &Chart, weights: &[u64], danger: &Danger) -> BTreeSet<u32> {
    let ends = |arc: u32| {
        let arc = arc as usize;
        [chart.tails().get(arc), chart.heads().get(arc)]
            .into_iter()
            .flatten()
            .map(|&node| chart.junction(node))
    };
    let mut left: BTreeSet<u32> = danger.closed().iter().copied().flat_map(ends).collect();
    if !left.is_empty() {
        let open = (0..).zip(weights).filter(|(_, weight)| **weight < u64::MAX);
        for junction in open.flat_map(|(arc, _)| ends(arc)) {
            left.remove(&junction);
        }
    }
    left
}

fn all_lanes(scale: Scale, weights: &[u64], danger: &Danger) -> Vec<[u32; LANES]> {
    weights.iter().zip(danger.exposures()).map(|(&time, &exposure)| scale.lanes(time, exposure)).collect()
}

impl Chooser {
    /// A chooser over a chart for a vehicle in a month (1 to 12), customized on so many threads.
    ///
    /// # Errors
    /// When the danger is not that of the chart's arcs.
    pub fn new(
        chart: Chart,
        hierarchy: &Arc<Hierarchy>,
        vehicle: Vehicle,
        month: u8,
        danger: Danger,
        threads: usize,
    ) -> Result<Self, NoChooser> {
        let map = Arc::new(chart.weights(&vehicle, month));
        let weights = closed(&map, &danger);
        let scale = Scale::of(&map, &danger);
        let metric = Metric::new(hierarchy, &all_lanes(scale, &weights, &danger), threads)?;
        let at = Arc::new(served(&chart, &map));
        let cut_off = Arc::new(cut_off(&chart, &weights, &danger));
        Ok(Chooser { chart, vehicle, metric, map, weights, danger: Arc::new(danger), scale, at, cut_off })
    }

    /// The chooser under another picture: what [`Chooser::new`] would make of it, from this one by what is different.
    /// Where most of it is, or the scale of exposure, all of it is customized, on one thread.
    ///
    /// # Errors
    /// When the danger is not that of the chart's arcs.
    pub fn with_danger(&self, danger: Danger) -> Result<Self, NoChooser> {
        let weights = closed(&self.map, &danger);
        let scale = Scale::of(&self.map, &danger);
        let hierarchy = self.metric.hierarchy();
        let changes = match scale == self.scale && danger.exposures().len() == self.weights.len() {
            true => self.changes(&weights, &danger),
            false => None,
        };
        let metric = match changes.and_then(|changes| self.metric.changed(&changes).ok()) {
            Some(metric) => metric,
            None => Metric::new(hierarchy, &all_lanes(scale, &weights, &danger), 1)?,
        };
        let cut_off = Arc::new(cut_off(&self.chart, &weights, &danger));
        Ok(Chooser { metric, weights, danger: Arc::new(danger), scale, cut_off, ..self.clone() })
    }

    /// The arcs that weigh something else under another picture on the same scale; `None` if those are so many that all
    /// of them are customized as fast.
    fn changes(&self, weights: &[u64], danger: &Danger) -> Option<Vec<(u32, [u32; LANES])>> {
        let most = weights.len() / PARTLY;
        let before = self.weights.iter().zip(self.danger.exposures());
        let now = weights.iter().zip(danger.exposures());
        let mut changes = Vec::new();
        for (arc, (before, now)) in (0..).zip(before.zip(now)).filter(|(_, (before, now))| before != now) {
            let [before, now] = [before, now].map(|(&time, &exposure)| self.scale.lanes(time, exposure));
            if before != now {
                changes.push((arc, now));
            }
            if changes.len() > most {
                return None;
            }
        }
        Some(changes)
    }

    /// The chart it chooses over.
    #[must_use]
    pub fn chart(&self) -> &Chart {
        &self.chart
    }

    /// The chooser after some arcs became as exposed as stated. An arc the chart has not is passed over.
    ///
    /// # Errors
    /// As [`Chooser::with_danger`].
    pub fn with_exposure(&self, changes: &[(u32, u64)]) -> Result<Self, NoChooser> {
        let mut danger = Danger::clone(&self.danger);
        for &(arc, exposure) in changes {
            danger.set(arc, exposure);
        }
        self.with_danger(danger)
    }

    /// What drives.
    #[must_use]
    pub fn vehicle(&self) -> &Vehicle {
        &self.vehicle
    }

    /// What is known of danger.
    #[must_use]
    pub fn danger(&self) -> &Danger {
        &self.danger
    }

    /// The junctions nearest to two points, from and to which the vehicle may drive.
    fn ends(&self, from: Place, to: Place) -> Result<(u32, u32), NoWay> {
        let junction = |point: Place| match self.at.get(&[point.lat_e7(), point.lon_e7()]) {
            Some(&here) if !self.cut_off.contains(&here) => Ok(here),
            _ => self.chart.at(point, &self.weights),
        };
        Ok((junction(from)?, junction(to)?))
    }

    /// Where a way to a junction may end: one with restricted turns is reached at whichever of its copies.
    fn copies(&self, to: u32) -> impl Iterator<Item = u32> {
        std::iter::once(to).chain(self.chart.copies(to))
    }

    /// What a way weighs in every lane.
    fn weighs(&self, arcs: &[u32]) -> [u64; LANES] {
        let mut sum = [0; LANES];
        for &arc in arcs {
            let of = |each: &[u64]| each.get(arc as usize).copied().unwrap_or(u64::MAX);
            let lanes = self.scale.lanes(of(&self.weights), of(self.danger.exposures()));
            for (sum, weight) in sum.iter_mut().zip(lanes) {
                *sum += u64::from(weight);
            }
        }
        sum
    }
}
