//! What is announced on a network: whether it holds when a way passes it.

use std::{collections::BTreeSet, sync::Arc};

use conduct::{
    announced::{Leaves, Passage},
    danger::Reported,
};
use model::Instant;
use roads::chart::{Chart, Vehicle};
use threat::Ground;

use crate::sheet::Question;

/// Everything announced, and the stretches each touches.
pub(crate) struct Announced {
    dangers: Vec<(Arc<Reported>, BTreeSet<u32>)>,
    /// Stretches that something closes which held when it was reported: no hour opens them.
    closed: BTreeSet<u32>,
    leaves: Leaves,
    now: Instant,
}

impl Announced {
    /// Of what is asked. Where nothing is announced nothing is looked up.
    pub fn of(ground: &Ground, asked: &Question<'_>) -> Self {
        let closes = asked.reports.iter().filter(|(_, reported)| reported.danger.closes());
        let (announced, held): (Vec<_>, Vec<_>) = closes.partition(|(_, reported)| reported.is_announced());
        let held = held.into_iter().filter(|_| !announced.is_empty());
        Announced {
            closed: held.flat_map(|(_, reported)| reported.danger.stretches(ground)).collect(),
            dangers: announced
                .iter()
                .map(|(_, reported)| (Arc::clone(reported), reported.danger.stretches(ground)))
                .collect(),
            leaves: asked.leaves,
            now: asked.now,
        }
    }

    /// Whether any of it may hold while a way passes it, and from when on the earliest of the others closes it.
    pub fn on(&self, chart: &Chart, arcs: &[u32], vehicle: &Vehicle) -> (bool, Option<Instant>) {
        let (mut closed, mut from): (bool, Option<Instant>) = (false, None);
        for (reported, stretches) in &self.dangers {
            let Some(passage) = Passage::along(chart, arcs, vehicle, stretches) else { continue };
            if reported.holds(Some(passage), self.leaves).is_so(self.now) {
                closed = true;
            } else {
                from = from.into_iter().chain([reported.danger.since()]).min();
            }
        }
        (closed, from)
    }

    /// Whether nothing else closes the road that an arc drives.
    pub fn is_only_announced(&self, chart: &Chart, arc: u32) -> bool {
        let stretch = chart.drives().get(arc as usize).map(|drive| drive >> 1);
        !self.dangers.is_empty() && stretch.is_some_and(|stretch| !self.closed.contains(&stretch))
    }
}
