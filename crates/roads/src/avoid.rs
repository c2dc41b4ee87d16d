//! What a route must keep clear of today: closed stretches, roads, places, whole districts.
//!
//! A name that the network doesn't know is an error: a misspelt closure that is silently ignored sends a
//! convoy down the closed road.

use std::collections::BTreeSet;

use model::Word;
use serde::{Deserialize, Serialize};

use crate::Network;

/// What may not be driven. Empty by default.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Avoid {
    /// Whole roads.
    pub roads: BTreeSet<Word>,
    /// Junctions: neither entered nor left.
    pub places: BTreeSet<Word>,
    /// Whatever joins these two junctions directly, both ways, on every road.
    pub stretches: BTreeSet<(Word, Word)>,
    /// Districts (or areas above them): no stretch that touches one.
    pub areas: BTreeSet<Word>,
}

/// Something to avoid that the network doesn't have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnknownAvoidance {
    /// No such road.
    #[error("no road `{0}` to avoid: the network has {1}")]
    Road(Word, String),
    /// No such place.
    #[error("no place `{0}` to avoid: correct its label")]
    Place(Word),
    /// The two places are not joined directly.
    #[error("no stretch joins `{0}` and `{1}` directly: name two neighbouring places")]
    Stretch(Word, Word),
    /// No such district.
    #[error("no district lies in the area `{0}` to avoid: the network has {1}")]
    Area(Word, String),
}

impl Avoid {
    /// Nothing to avoid.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Avoid::default()
    }

    /// One flag per arc: it may not be driven.
    pub(crate) fn closed(&self, network: &Network) -> Result<Vec<bool>, UnknownAvoidance> {
        self.check(network)?;
        Ok((0..network.arc_count()).map(|arc| self.covers(network, arc)).collect())
    }

    fn check(&self, network: &Network) -> Result<(), UnknownAvoidance> {
        if let Some(road) = self.roads.iter().find(|&road| !network.roads.contains(road)) {
            return Err(UnknownAvoidance::Road(road.clone(), listed(&network.roads)));
        }
        if let Some(place) = self.places.iter().find(|&place| network.node(place).is_none()) {
            return Err(UnknownAvoidance::Place(place.clone()));
        }
        if let Some((a, b)) = self.stretches.iter().find(|(a, b)| !joined(network, a, b)) {
            return Err(UnknownAvoidance::Stretch(a.clone(), b.clone()));
        }
        let nowhere = |area: &&Word| !network.districts.iter().any(|district| district.is_within(area));
        if let Some(area) = self.areas.iter().find(nowhere) {
            return Err(UnknownAvoidance::Area(area.clone(), listed(&network.districts)));
        }
        Ok(())
    }

    fn covers(&self, network: &Network, arc: usize) -> bool {
        let (tail, head) = (network.tail(arc), network.head(arc));
        let (from, to) = (network.label(tail), network.label(head));
        let mut touched =
            std::iter::once(network.district_of(tail)).chain(network.boundaries(arc).map(|(_, into)| into));
        self.roads.contains(network.road(arc))
            || self.places.contains(from)
            || self.places.contains(to)
            || self.stretches.iter().any(|(a, b)| (a, b) == (from, to) || (b, a) == (from, to))
            || touched.any(|district| self.areas.iter().any(|area| district.is_within(area)))
    }
}

fn joined(network: &Network, a: &Word, b: &Word) -> bool {
    let (Some(a), Some(b)) = (network.node(a), network.node(b)) else { return false };
    network.arcs_from(a).any(|arc| network.head(arc) == b)
        || network.arcs_from(b).any(|arc| network.head(arc) == a)
}

/// The first few, so that a large network doesn't flood the screen.
fn listed(words: &[Word]) -> String {
    const SHOWN: usize = 40;
    let shown: Vec<&str> = words.iter().take(SHOWN).map(Word::as_str).collect();
    let more = if words.len() > SHOWN { ", ..." } else { "" };
    format!("{}{more}", shown.join(", "))
}
