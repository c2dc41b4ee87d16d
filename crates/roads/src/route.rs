//! A way over a network, and which district is entered when.
//!
//! A route names labels and carries no date, so it can stand in a movement order, be driven on another day
//! and be checked later against the network it claims to come from.

use model::{Instant, Span, Word};
use serde::{Deserialize, Serialize};

use crate::Network;

/// A way from one junction to another. It may have no legs, if it stays where it starts.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// Label of the junction it starts at.
    pub from: Word,
    /// Label of the junction it ends at.
    pub to: Word,
    /// Stretch by stretch, each starting where the one before ends.
    pub legs: Vec<Leg>,
    /// Districts in the order driven; one that is left and entered again stands here again.
    pub crossings: Vec<Crossing>,
    /// Total length in millimetres.
    pub length_mm: u64,
    /// Total driving time, without halts.
    pub duration: Span,
}

/// One stretch of a route.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leg {
    /// The road.
    pub road: Word,
    /// Label of the junction it starts at.
    pub from: Word,
    /// Label of the junction it ends at.
    pub to: Word,
    /// Length in millimetres.
    pub length_mm: u64,
    /// Driving time.
    pub duration: Span,
}

/// One passage through a district, measured from the departure.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Crossing {
    /// The district, as an area (`pk/kp/shangla`).
    pub district: Word,
    /// Driving time from the departure to its boundary.
    pub enters_after: Span,
    /// Driving time from the departure to the next boundary, or to the end.
    pub leaves_after: Span,
}

/// One passage through a district at its hour.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passage {
    /// The district, as an area (`pk/kp/shangla`).
    pub district: Word,
    /// When it is entered; for the first, the departure.
    pub enters_at: Instant,
    /// When it is left; for the last, the arrival.
    pub leaves_at: Instant,
}

impl Route {
    /// The districts in the order driven with the times of entry and exit, for a departure at `departs`
    /// and no halts.
    #[must_use]
    pub fn passages(&self, departs: Instant) -> Vec<Passage> {
        let timed = |crossing: &Crossing| Passage {
            district: crossing.district.clone(),
            enters_at: departs.saturating_add(crossing.enters_after),
            leaves_at: departs.saturating_add(crossing.leaves_after),
        };
        self.crossings.iter().map(timed).collect()
    }

    /// The junctions it passes, start and end included.
    pub fn places(&self) -> impl Iterator<Item = &Word> {
        std::iter::once(&self.from).chain(self.legs.iter().map(|leg| &leg.to))
    }

    /// When it arrives, for a departure at `departs` and no halts.
    #[must_use]
    pub fn arrives(&self, departs: Instant) -> Instant {
        departs.saturating_add(self.duration)
    }

    /// The route over these arcs, each starting where the one before ends, from node `from`.
    pub(crate) fn over(network: &Network, from: usize, arcs: &[usize]) -> Route {
        let legs: Vec<Leg> = arcs.iter().map(|&arc| network.leg(arc)).collect();
        let to = arcs.last().map_or(from, |&arc| network.head(arc));
        Route {
            from: network.label(from).clone(),
            to: network.label(to).clone(),
            crossings: crossings(network, from, arcs),
            length_mm: legs.iter().map(|leg| leg.length_mm).fold(0, u64::saturating_add),
            duration: Span(legs.iter().map(|leg| leg.duration.0).fold(0, i64::saturating_add)),
            legs,
        }
    }
}

fn crossings(network: &Network, from: usize, arcs: &[usize]) -> Vec<Crossing> {
    let mut done = Vec::new();
    let mut current = Crossing {
        district: network.district_of(from).clone(),
        enters_after: Span::ZERO,
        leaves_after: Span::ZERO,
    };
    let mut elapsed: i64 = 0;
    for &arc in arcs {
        let duration = network.duration(arc).0;
        for (permille, into) in network.boundaries(arc) {
            // At one speed along the stretch, time passes as length does.
            let at = Span(elapsed.saturating_add(
                duration / 1000 * i64::from(permille) + duration % 1000 * i64::from(permille) / 1000,
            ));
            let next = Crossing { district: into.clone(), enters_after: at, leaves_after: at };
            current.leaves_after = at;
            done.push(std::mem::replace(&mut current, next));
        }
        elapsed = elapsed.saturating_add(duration);
    }
    current.leaves_after = Span(elapsed);
    done.push(current);
    done
}
