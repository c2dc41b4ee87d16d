//! The order of the watch as it is kept with the record, made of what the room knows of a movement.
//!
//! The way stands in it by its network and the stretches driven: the line, and the roads beside it, are drawn again from the network
//! when they are needed.

use std::sync::Arc;

use conduct::{Movement, State};
use model::{Digest, Place};
use rulebook::RuleSet;
use serde::{Deserialize, Serialize};
use threat::Ground;
use watch::{Line, Order, order::Silence};

use super::{beside::Beside, dark::Dark, facts::Facts, points, safe_areas, silences, vehicles};

/// The kind under which the orders and areas of the watch are kept.
pub const WATCH: &str = "watch";

/// An order of the watch.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// The engine it was made for ([`watch::ENGINE`]): another may find otherwise.
    pub engine: String,
    /// The way, if one is planned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub way: Option<Drives>,
    /// Everything else; its line and the roads beside it are left out.
    pub order: Order,
}

/// A way by its network.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drives {
    /// The network.
    pub network: Digest,
    /// The stretches driven, as in [`conduct::movement::Planned`].
    pub drives: Vec<u32>,
}

/// Opens networks.
pub type Grounds<'a> = &'a dyn Fn(&Digest) -> Option<Arc<Ground>>;

impl Paper {
    /// What the room knows of a movement that has departed, as the watch needs it. What is unknown, stale or disputed is left
    /// out: then something is not watched, and that is shown.
    #[must_use]
    pub(super) fn of(
        state: &State,
        movement: &Movement,
        rules: Option<&RuleSet>,
        grounds: Grounds<'_>,
        dark: &mut Dark,
        now: model::Instant,
    ) -> Self {
        let dossier = conduct::dossier(state, movement).unwrap_or_default();
        let facts = Facts { dossier: &dossier, now };
        let planned = movement.route.as_ref();
        let way = planned.map(|way| Drives { network: way.network, drives: way.drives.clone() });
        let laid = way.as_ref().and_then(|way| way.laid(grounds));
        let way = way.filter(|_| laid.is_some());
        let line = laid.as_ref().and_then(Laid::line);
        let laid_out = way.as_ref().zip(laid.as_ref()).zip(line.as_ref());
        let dark = laid_out.map(|((way, laid), line)| dark.along(way, laid, line)).unwrap_or_default();
        let (thresholds, speed_mm_s) = super::thresholds::of(&facts, rules);
        // Whoever has left is on the road, whatever the order says of the hour.
        let planned_departure = conduct::departs_at(state, movement, now);
        let departure = movement.departed.or(planned_departure).unwrap_or(now);
        let order = Order {
            line: Vec::new(),
            beside: Vec::new(),
            departure,
            planned_departure,
            speed_mm_s,
            points: line.as_ref().map(|line| points::of(&facts, line)).unwrap_or_default(),
            vehicles: vehicles::of(state, &facts),
            within: safe_areas::of(&facts),
            exempt: [],
            dead_ground: line
                .as_ref()
                .map(|line| points::dead_ground(&facts, line, &dark))
                .unwrap_or_default(),
            // It stands on the record by itself: what an order is does not change by it.
            deaf: Vec::new(),
            silences: silences::of(state, movement, &facts, laid.as_ref().zip(line.as_ref())),
            thresholds,
        };
        Paper { engine: watch::ENGINE.to_owned(), way, order }
    }

    /// The same with the silences that the paper before it knew of and that are over by now: what was planned then still explains
    /// what was not heard then.
    #[must_use]
    pub fn after(mut self, before: Option<&Paper>, now: model::Instant) -> Self {
        let silences = &mut self.order.silences;
        // Where another way was planned, it was measured along that.
        let is_same_way = before.is_some_and(|before| before.way == self.way);
        for earlier in before.into_iter().flat_map(|before| &before.order.silences) {
            let range = earlier.range.filter(|_| is_same_way);
            let is_there = |one: &Silence| one.from == earlier.from && (one.range == range || !is_same_way);
            let is_over = earlier.from < now && !silences.iter().any(is_there);
            if is_over && silences.len() < watch::MOST_PARTS {
                silences.push(Silence { until: earlier.until.min(now), range, ..*earlier });
            }
        }
        silences.sort_by_key(|silence| (silence.from, silence.until));
        self
    }

    /// Its canonical bytes. They name it.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        record::canonical(self).unwrap_or_default()
    }

    /// Reads its bytes back; `None` if they are no paper.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }

    /// The order with its line, without the roads beside it; `None` if the network is not at hand.
    #[must_use]
    pub fn order(&self, grounds: Grounds<'_>) -> Option<Order> {
        let line = match &self.way {
            Some(way) => way.drawn(grounds)?,
            None => Vec::new(),
        };
        Some(Order { line, ..self.order.clone() })
    }

    /// The roads beside its way; none where nobody is held to a corridor.
    pub(super) fn beside(&self, grounds: Grounds<'_>, beside: &mut Beside) -> Vec<Vec<Place>> {
        let roads = self.way.as_ref().zip(self.order.thresholds.corridor_mm).and_then(|(way, corridor)| {
            let laid = way.laid(grounds)?;
            Some(beside.of(way, &laid, corridor).to_vec())
        });
        roads.unwrap_or_default()
    }
}

/// A way laid on its network.
pub(super) struct Laid {
    pub ground: Arc<Ground>,
    pub arcs: Vec<u32>,
}

impl Drives {
    fn laid(&self, grounds: Grounds<'_>) -> Option<Laid> {
        let ground = grounds(&self.network)?;
        let arcs = ground.chart().follow(&self.drives).ok()?;
        Some(Laid { ground, arcs })
    }

    fn drawn(&self, grounds: Grounds<'_>) -> Option<Vec<Place>> {
        self.laid(grounds).map(|laid| laid.places())
    }
}

impl Laid {
    pub fn places(&self) -> Vec<Place> {
        self.ground.chart().places_along(&self.arcs)
    }

    fn line(&self) -> Option<Line> {
        Line::new(&self.places())
    }
}
