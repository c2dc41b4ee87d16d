//! Which way, if danger counts as well as time?
//!
//! A [`Chooser`] holds a chart for one vehicle and month, with what every arc takes and how exposed it is, customized in
//! [`LANES`] weightings at once: from time alone to exposure alone. One query answers with all of them, so the whole
//! curve of trade-offs costs hardly more than one route. When the picture of danger changes, [`Chooser::with_exposure`]
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

use std::{collections::HashMap, ops::Range, sync::Arc};

use model::Place;

pub use apart::{MOST_SHARED_PERCENT, SLOWEST_PERCENT};
pub use choice::Choice;
pub use danger::Danger;
pub use sort::Sort;
pub use weighting::LANES;

use crate::{
    Graph, Hierarchy, Metric, NoHierarchy, NotAGraph, NotAnOrder, NotWeights, Order,
    chart::{Chart, NoWay, Vehicle},
    shortest::Search,
};
use weighting::Scale;

/// Chooses ways over a chart for a vehicle. Copies share nearly everything.
#[derive(Clone, Debug)]
pub struct Chooser {
    chart: Chart,
    vehicle: Vehicle,
    metric: Metric<LANES>,
    /// By arc: how long it counts, in microseconds.
    weights: Arc<Vec<u64>>,
    danger: Arc<Danger>,
    scale: Scale,
    /// By place: the junction there that one may drive from or to, the first of several. Whoever asks from a junction,
    /// as every planned way does, needs no search for the nearest.
    at: Arc<HashMap<[i32; 2], u32>>,
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
        let mut weights = chart.weights(&vehicle, month);
        for &arc in danger.closed() {
            if let Some(weight) = weights.get_mut(arc as usize) {
                *weight = u64::MAX;
            }
        }
        let scale = Scale::of(&weights, &danger);
        let lanes: Vec<[u32; LANES]> = weights
            .iter()
            .zip(danger.exposures())
            .map(|(&time, &exposure)| scale.lanes(time, exposure))
            .collect();
        let metric = Metric::new(hierarchy, &lanes, threads)?;
        let at = Arc::new(served(&chart, &weights));
        let (weights, danger) = (Arc::new(weights), Arc::new(danger));
        Ok(Chooser { chart, vehicle, metric, weights, danger, scale, at })
    }

    /// The chart it chooses over.
    #[must_use]
    pub fn chart(&self) -> &Chart {
        &self.chart
    }

    /// The chooser after some arcs became as exposed as stated. An arc the chart has not is passed over.
    #[must_use]
    pub fn with_exposure(&self, changes: &[(u32, u64)]) -> Self {
        let mut danger = Danger::clone(&self.danger);
        let mut lanes = Vec::with_capacity(changes.len());
        for &(arc, exposure) in changes {
            if let (true, Some(&time)) = (danger.set(arc, exposure), self.weights.get(arc as usize)) {
                lanes.push((arc, self.scale.lanes(time, exposure)));
            }
        }
        // Every arc was found among the chart's, whose hierarchy this is.
        let metric = self.metric.changed(&lanes).unwrap_or_else(|_| self.metric.clone());
        Chooser { metric, danger: Arc::new(danger), ..self.clone() }
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
            Some(&here) => Ok(here),
            None => self.chart.at(point, &self.weights),
        };
        Ok((junction(from)?, junction(to)?))
    }

    /// The arcs of the shortest way of each of these lanes between two junctions, over a metric of this chart.
    fn ways(
        &self,
        metric: &Metric<LANES>,
        search: &mut Search<LANES>,
        (from, to): (u32, u32),
        lanes: Range<usize>,
    ) -> [Option<Vec<u32>>; LANES] {
        let mut best: [Option<u32>; LANES] = [None; LANES];
        let mut ways = std::array::from_fn(|_| None);
        // A junction with restricted turns is reached at whichever of its copies.
        for target in std::iter::once(to).chain(self.chart.copies(to)) {
            let mut found = search.run(metric, from, target);
            for lane in lanes.clone() {
                let length = found.length(lane);
                if length.is_some_and(|length| best[lane].is_none_or(|known| length < known)) {
                    let mut arcs = Vec::new();
                    best[lane] = found.path(lane, &mut arcs);
                    ways[lane] = Some(arcs);
                }
            }
        }
        ways
    }
}
