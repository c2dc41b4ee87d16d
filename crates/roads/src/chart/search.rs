//! The fastest way over a chart by Dijkstra's algorithm: slow, plain, and the oracle that every faster method must agree
//! with. It needs nothing but `first_out`, `heads` and a weight an arc.

use std::{cmp::Reverse, collections::BinaryHeap};

use model::Place;

use super::{Chart, Vehicle, vehicle::CLOSED};
use crate::{distance_mm, end::Degrees};

/// A way over a chart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Way {
    /// The arcs driven, in order.
    pub arcs: Vec<u32>,
    /// The sum of their weights, in microseconds.
    pub weight_us: u64,
    /// The sum of their lengths.
    pub length_mm: u64,
}

/// Why there is no way.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoWay {
    /// A point far from every road.
    #[error(
        "{} is too far from any road: the nearest junction is {} ({label}), {} km away, and the network reaches {} km around its junctions",
        Degrees(*.point), Degrees(*.nearest), .distance_mm / 1_000_000, .reach_mm / 1_000_000
    )]
    TooFar {
        /// The point asked for.
        point: Place,
        /// Where the nearest junction is.
        nearest: Place,
        /// What it is called.
        label: String,
        /// How far that is.
        distance_mm: u64,
        /// How far the network reaches.
        reach_mm: u64,
    },
    /// Two ends on two islands.
    #[error("no road leads from {from} to {to}: they lie on two islands of the network that no road joins")]
    Islands {
        /// Where it begins.
        from: String,
        /// Where it should end.
        to: String,
    },
    /// Two ends that roads join, but none this vehicle may drive.
    #[error(
        "no road that this vehicle may use then leads from {from} to {to}: look at its size, the month, and what is closed or private there"
    )]
    Closed {
        /// Where it begins.
        from: String,
        /// Where it should end.
        to: String,
    },
}

impl Chart {
    /// The junction nearest to a point, and how far it is; of equally near ones the first. With `weights`, one from which
    /// or to which one may drive.
    #[must_use]
    pub fn nearest(&self, point: Place, weights: Option<&[u64]>) -> Option<(u32, u64)> {
        let is_served = weights.map(|weights| {
            let mut is_served = vec![false; self.places().len()];
            let open =
                weights.iter().zip(self.tails().iter().zip(self.heads())).filter(|(w, _)| **w < CLOSED);
            for (_, (&tail, &head)) in open {
                is_served[self.junction(tail) as usize] = true;
                is_served[self.junction(head) as usize] = true;
            }
            is_served
        });
        let junctions = (0_u32..).zip(self.places());
        let served =
            junctions.filter(|&(junction, _)| is_served.as_ref().is_none_or(|s| s[junction as usize]));
        let near = served.filter_map(|(junction, &[lat, lon])| {
            let place = Place::from_e7(lat.into(), lon.into()).ok()?;
            Some((junction, distance_mm(place, point)))
        });
        near.min_by_key(|&(_, distance)| distance)
    }

    /// The fastest way between two points for a vehicle in a month (1 to 12).
    ///
    /// # Errors
    /// When a point is far from every road, or no way leads from one to the other.
    pub fn fastest(&self, from: Place, to: Place, vehicle: &Vehicle, month: u8) -> Result<Way, NoWay> {
        let weights = self.weights(vehicle, month);
        let (from, to) = (self.at(from, &weights)?, self.at(to, &weights)?);
        self.between(from, to, &weights).ok_or_else(|| self.no_way(from, to))
    }

    /// Why no way leads from one junction to another.
    pub(crate) fn no_way(&self, from: u32, to: u32) -> NoWay {
        let island = |junction: u32| self.islands().get(junction as usize);
        let apart = island(from) != island(to);
        let (from, to) = (self.label(from), self.label(to));
        if apart { NoWay::Islands { from, to } } else { NoWay::Closed { from, to } }
    }

    /// The junction at a point, from or to which one may drive.
    pub(crate) fn at(&self, point: Place, weights: &[u64]) -> Result<u32, NoWay> {
        let reach_mm = self.about().reach_mm;
        let near = self.nearest(point, Some(weights)).or_else(|| self.nearest(point, None));
        let (junction, distance_mm) = near.unwrap_or((0, u64::MAX));
        if distance_mm <= reach_mm {
            return Ok(junction);
        }
        let nearest = self.place(junction).unwrap_or(point);
        Err(NoWay::TooFar { point, nearest, label: self.label(junction), distance_mm, reach_mm })
    }

    /// The lightest way from one junction to another, over arcs of these weights (`u64::MAX`: not at all).
    #[must_use]
    pub fn between(&self, from: u32, to: u32, weights: &[u64]) -> Option<Way> {
        let (first_out, heads, tails) = (self.first_out(), self.heads(), self.tails());
        let mut best = vec![u64::MAX; first_out.len().saturating_sub(1)];
        let mut reached_by = vec![u32::MAX; best.len()];
        let mut queue = BinaryHeap::from([Reverse((0_u64, from))]);
        *best.get_mut(from as usize)? = 0;
        while let Some(Reverse((weight, node))) = queue.pop() {
            if self.junction(node) == to {
                let step = |&arc: &u32| {
                    Some(reached_by[tails[arc as usize] as usize]).filter(|&arc| arc != u32::MAX)
                };
                let last = Some(reached_by[node as usize]).filter(|&arc| arc != u32::MAX);
                let mut arcs: Vec<u32> = std::iter::successors(last, step).collect();
                arcs.reverse();
                let length_mm = arcs.iter().map(|&arc| u64::from(self.arc_length(arc))).sum();
                return Some(Way { arcs, weight_us: weight, length_mm });
            }
            if weight > best[node as usize] {
                continue;
            }
            for arc in first_out[node as usize]..first_out[node as usize + 1] {
                let along = weights.get(arc as usize).copied().unwrap_or(CLOSED);
                let (head, reached) = (heads[arc as usize] as usize, weight.saturating_add(along));
                if along < CLOSED && reached < best[head] {
                    best[head] = reached;
                    reached_by[head] = arc;
                    queue.push(Reverse((reached, heads[arc as usize])));
                }
            }
        }
        None
    }

    /// How long an arc is, in millimetres.
    pub(crate) fn arc_length(&self, arc: u32) -> u32 {
        let stretch = self.drives().get(arc as usize).map(|drives| (drives >> 1) as usize);
        stretch.and_then(|stretch| self.lengths().get(stretch)).copied().unwrap_or_default()
    }
}
