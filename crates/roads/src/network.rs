//! A road network as flat arrays of integers, with the arcs leaving a node side by side (CSR).
//!
//! Nodes and arcs are numbers inside this crate only. Outside, a junction is its label and a stretch its road
//! and its two labels: numbers change when a network is drawn anew, and the record outlives every drawing.

use std::{collections::BTreeMap, ops::Range};

use model::{Instant, Place, Span, Word};

use crate::{Junction, Leg, Season, distance_mm};

/// A road network. Made by [`crate::Draft::assemble`], never changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Network {
    pub(crate) name: String,
    pub(crate) utc_offset: Span,
    pub(crate) reach_mm: u64,
    pub(crate) districts: Vec<Word>,
    pub(crate) roads: Vec<Word>,
    pub(crate) nodes: Nodes,
    pub(crate) arcs: Arcs,
    pub(crate) by_label: BTreeMap<Word, usize>,
}

/// One entry per node; `first_arc` has one more.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Nodes {
    pub labels: Vec<Word>,
    pub names: Vec<String>,
    pub places: Vec<Place>,
    /// Positions in `Network::districts`.
    pub districts: Vec<u32>,
    /// Arcs leaving node `n` are `first_arc[n]..first_arc[n + 1]`.
    pub first_arc: Vec<u32>,
}

/// One entry per directed arc; `first_boundary` has one more.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Arcs {
    pub tails: Vec<u32>,
    pub heads: Vec<u32>,
    pub lengths_mm: Vec<u64>,
    pub durations_us: Vec<i64>,
    /// Positions in `Network::roads`.
    pub roads: Vec<u32>,
    pub seasons: Vec<Season>,
    /// Boundaries of arc `a` are `first_boundary[a]..first_boundary[a + 1]`.
    pub first_boundary: Vec<u32>,
    /// Thousandths of the arc's length.
    pub boundary_permille: Vec<u16>,
    /// The district entered there, a position in `Network::districts`.
    pub boundary_into: Vec<u32>,
}

impl Network {
    /// What people call the network.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How far clocks on these roads stand ahead of UTC.
    #[must_use]
    pub fn utc_offset(&self) -> Span {
        self.utc_offset
    }

    /// How far from a junction a point may lie and still count as at it, in millimetres.
    #[must_use]
    pub fn reach_mm(&self) -> u64 {
        self.reach_mm
    }

    /// The junction of that label.
    #[must_use]
    pub fn junction(&self, label: &str) -> Option<Junction> {
        self.by_label.get(label).map(|&node| self.describe(node))
    }

    /// All junctions, in the order of their source.
    pub fn junctions(&self) -> impl Iterator<Item = Junction> {
        (0..self.node_count()).map(|node| self.describe(node))
    }

    /// All stretches, each direction by itself.
    pub fn stretches(&self) -> impl Iterator<Item = Leg> {
        (0..self.arc_count()).map(|arc| self.leg(arc))
    }

    /// Every district the network knows, sorted.
    #[must_use]
    pub fn districts(&self) -> &[Word] {
        &self.districts
    }

    /// The junction nearest to a point, and its distance in millimetres; of equally near ones the first.
    #[must_use]
    pub fn nearest(&self, place: Place) -> (Junction, u64) {
        let (node, distance) = self.nearest_node(place);
        (self.describe(node), distance)
    }

    pub(crate) fn nearest_node(&self, place: Place) -> (usize, u64) {
        // A network has at least one node.
        let distances = self.nodes.places.iter().map(|&at| distance_mm(at, place));
        distances.enumerate().min_by_key(|&(_, distance)| distance).unwrap_or((0, u64::MAX))
    }

    pub(crate) fn node_count(&self) -> usize {
        self.nodes.labels.len()
    }

    pub(crate) fn arc_count(&self) -> usize {
        self.arcs.heads.len()
    }

    pub(crate) fn node(&self, label: &Word) -> Option<usize> {
        self.by_label.get(label).copied()
    }

    pub(crate) fn label(&self, node: usize) -> &Word {
        &self.nodes.labels[node]
    }

    pub(crate) fn arcs_from(&self, node: usize) -> Range<usize> {
        self.nodes.first_arc[node] as usize..self.nodes.first_arc[node + 1] as usize
    }

    pub(crate) fn tail(&self, arc: usize) -> usize {
        self.arcs.tails[arc] as usize
    }

    pub(crate) fn head(&self, arc: usize) -> usize {
        self.arcs.heads[arc] as usize
    }

    pub(crate) fn road(&self, arc: usize) -> &Word {
        &self.roads[self.arcs.roads[arc] as usize]
    }

    pub(crate) fn duration(&self, arc: usize) -> Span {
        Span(self.arcs.durations_us[arc])
    }

    pub(crate) fn district_of(&self, node: usize) -> &Word {
        &self.districts[self.nodes.districts[node] as usize]
    }

    /// Districts entered along an arc: thousandths of its length, and the district.
    pub(crate) fn boundaries(&self, arc: usize) -> impl Iterator<Item = (u16, &Word)> {
        let range = self.arcs.first_boundary[arc] as usize..self.arcs.first_boundary[arc + 1] as usize;
        range.map(|b| {
            let into = self.arcs.boundary_into[b] as usize;
            (self.arcs.boundary_permille[b], &self.districts[into])
        })
    }

    pub(crate) fn is_open(&self, arc: usize, departs: Instant, left_at: Instant) -> bool {
        self.arcs.seasons[arc].is_open_throughout(departs, left_at, self.utc_offset)
    }

    pub(crate) fn leg(&self, arc: usize) -> Leg {
        Leg {
            road: self.road(arc).clone(),
            from: self.label(self.tail(arc)).clone(),
            to: self.label(self.head(arc)).clone(),
            length_mm: self.arcs.lengths_mm[arc],
            duration: self.duration(arc),
        }
    }

    fn describe(&self, node: usize) -> Junction {
        Junction {
            label: self.label(node).clone(),
            name: self.nodes.names[node].clone(),
            place: self.nodes.places[node],
            district: self.district_of(node).clone(),
        }
    }
}
