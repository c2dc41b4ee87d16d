//! One way, and what it comes to.

use super::Chooser;
use crate::chart::NO_DISTRICT;

/// A way over a chart, and what it comes to: counted from its arcs, whatever they were weighed with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// The arcs driven, in order.
    pub arcs: Vec<u32>,
    /// How long the vehicle drives, in microseconds.
    pub duration_us: u64,
    /// How far, in millimetres.
    pub length_mm: u64,
    /// How exposed it is, in the unit of the picture; what unknown arcs count as is among it.
    pub exposure: u64,
    /// How much of the length nobody reports from, in millimetres.
    pub unknown_mm: u64,
}

impl Chooser {
    /// What a way of these arcs comes to.
    #[must_use]
    pub fn account(&self, arcs: Vec<u32>) -> Choice {
        let mut choice =
            Choice { arcs: Vec::new(), duration_us: 0, length_mm: 0, exposure: 0, unknown_mm: 0 };
        for &arc in &arcs {
            let length = u64::from(self.chart.arc_length(arc));
            choice.duration_us += self.chart.driving_time(arc, &self.vehicle);
            choice.length_mm += length;
            let exposure = self.danger.exposures().get(arc as usize).copied().unwrap_or_default();
            choice.exposure = choice.exposure.saturating_add(exposure);
            choice.unknown_mm += if self.danger.is_known(arc) { 0 } else { length };
        }
        choice.arcs = arcs;
        choice
    }

    /// The districts a choice drives through, in order, each with how far along it is entered, in millimetres; the first
    /// is the one it begins in. Where no district is known there is none.
    #[must_use]
    pub fn districts<'c>(&'c self, choice: &Choice) -> Vec<(&'c str, u64)> {
        let chart = &self.chart;
        let begins = choice.arcs.first().and_then(|&arc| chart.tails().get(arc as usize));
        let first = begins.and_then(|&node| chart.district_of().get(chart.junction(node) as usize));
        let mut entered: Vec<(u32, u64)> = first.map(|&district| (district, 0)).into_iter().collect();
        let mut along = 0;
        for &arc in &choice.arcs {
            entered.extend(
                chart.crossings(arc as usize).into_iter().map(|(at, into)| (into, along + u64::from(at))),
            );
            along += u64::from(chart.arc_length(arc));
        }
        entered.dedup_by_key(|(district, _)| *district);
        let named = entered.into_iter().filter(|(district, _)| *district != NO_DISTRICT);
        named
            .filter_map(|(district, at)| Some((chart.text(*chart.districts().get(district as usize)?), at)))
            .collect()
    }

    /// The line a choice draws on the map, as latitude and longitude in 1e-7 degree.
    #[must_use]
    pub fn line(&self, choice: &Choice) -> Vec<[i32; 2]> {
        self.chart.drawn(&choice.arcs)
    }
}
