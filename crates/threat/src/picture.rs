//! What is made of one moment: a model's levels, and what the feeds cover.

use model::{Instant, Span};

use crate::{
    coverage::Feed,
    incident::Incident,
    roads::Roads,
    unit::{self, MOST},
};

/// A way to turn incidents into hazard. It knows nothing of feeds: whether a level may be believed is not the
/// model's to say.
pub trait Model {
    /// What people call it, with its version.
    fn name(&self) -> &str;

    /// The level of each segment at a moment, and the incidents that count for nothing.
    fn levels(&self, roads: &Roads, incidents: &[Incident], at: Instant) -> Levels;

    /// What one incident more adds to which segments, each once, at that moment; or why it counts for nothing.
    /// Exactly what `levels` would add for it.
    ///
    /// # Errors
    /// When it counts for nothing.
    fn adds(&self, roads: &Roads, incident: &Incident, at: Instant) -> Result<Vec<(u32, u64)>, LeftOut>;

    /// How much of a segment's level each incident makes, largest first and of equal ones the first; all that
    /// make something.
    fn because(&self, roads: &Roads, incidents: &[Incident], at: Instant, segment: u32) -> Vec<Reason>;
}

/// What a model makes of its incidents.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Levels {
    /// For each segment, in 1e-12 events per kilometre and hour.
    pub of: Vec<u64>,
    /// Incidents that count for nothing, by their places in the list, and why.
    pub left_out: Vec<(usize, LeftOut)>,
}

/// Why an incident counts for nothing. Shown, because somebody reported it for a reason.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum LeftOut {
    /// The model says nothing about its kind.
    UnknownKind,
    /// The model says that its kind is no harm.
    NoHarm,
    /// It happened after the moment looked at.
    Later,
    /// No road lies within its reach.
    NoRoad,
    /// It has faded away.
    Faded,
}

/// An incident's part in a level.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Reason {
    /// The incident's place in the list.
    pub incident: usize,
    /// Its part, in the unit of hazard.
    pub level: u64,
}

/// Hazard on the roads at one moment. Adopted as a whole: who asks it never sees half of another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picture {
    at: Instant,
    levels: Levels,
    covered: Vec<bool>,
}

/// The hazard of one segment.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Hazard {
    /// What is known, where a fresh feed looks: 0 means that it reported nothing. `None` is unknown.
    pub known: Option<u64>,
    /// What the reports amount to, covered or not: where nothing is known it is this or more.
    pub reported: u64,
}

/// One segment of a passage.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Passage {
    /// The segment.
    pub segment: u32,
    /// How long the passage takes.
    pub takes: Span,
}

/// What a passage is exposed to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Exposed {
    /// What the reports amount to, in 1e-15 expected events. The whole of it only if nothing is unknown.
    pub at_least: u64,
    /// Length on segments whose hazard is unknown, in millimetres.
    pub unknown_mm: u64,
    /// Time on them, in microseconds.
    pub unknown_us: u64,
}

impl Picture {
    /// The picture of a moment.
    #[must_use]
    pub fn of(model: &dyn Model, roads: &Roads, incidents: &[Incident], feeds: &[Feed], at: Instant) -> Self {
        let fresh: Vec<&Feed> = feeds.iter().filter(|feed| feed.is_fresh(at)).collect();
        // A segment is covered if its ends and its middle are, by whichever feed.
        let seen = |place| fresh.iter().any(|feed| feed.area.contains(place));
        let covered = roads.segments().iter().map(|segment| segment.points().into_iter().all(seen)).collect();
        Picture { at, levels: model.levels(roads, incidents, at), covered }
    }

    /// The moment it is of.
    #[must_use]
    pub fn at(&self) -> Instant {
        self.at
    }

    /// The hazard of a segment; `None` if the picture's roads have no such segment.
    #[must_use]
    pub fn hazard(&self, segment: u32) -> Option<Hazard> {
        let reported = *self.levels.of.get(segment as usize)?;
        let known = self.covered.get(segment as usize)?.then_some(reported);
        Some(Hazard { known, reported })
    }

    /// The incidents that count for nothing, and why.
    #[must_use]
    pub fn left_out(&self) -> &[(usize, LeftOut)] {
        &self.levels.left_out
    }

    /// Takes up one report more, the `number`th in the list; the segments whose hazard it changes, ascending.
    pub fn report(
        &mut self,
        model: &dyn Model,
        roads: &Roads,
        number: usize,
        incident: &Incident,
    ) -> Vec<u32> {
        match model.adds(roads, incident, self.at) {
            Ok(adds) => {
                let mut changed: Vec<u32> = adds.iter().map(|&(segment, _)| segment).collect();
                changed.sort_unstable();
                for (segment, level) in adds {
                    if let Some(old) = self.levels.of.get_mut(segment as usize) {
                        *old = old.saturating_add(level).min(MOST);
                    }
                }
                changed
            }
            Err(why) => {
                self.levels.left_out.push((number, why));
                Vec::new()
            }
        }
    }

    /// What a passage is exposed to, at a vulnerability in thousandths. A segment the picture does not have
    /// counts as unknown, with the time on it.
    #[must_use]
    pub fn exposure(&self, roads: &Roads, passages: &[Passage], vulnerability: u16) -> Exposed {
        let mut sum = Exposed::default();
        for passage in passages {
            let takes = u64::try_from(passage.takes.0).unwrap_or(0);
            let length =
                roads.segments().get(passage.segment as usize).map_or(0, |segment| segment.length_mm);
            let hazard = self.hazard(passage.segment).unwrap_or(Hazard { known: None, reported: 0 });
            let exposed = unit::exposure(hazard.reported, length, takes, vulnerability);
            sum.at_least = sum.at_least.saturating_add(exposed).min(MOST);
            if hazard.known.is_none() {
                sum.unknown_mm = sum.unknown_mm.saturating_add(length).min(MOST);
                sum.unknown_us = sum.unknown_us.saturating_add(takes).min(MOST);
            }
        }
        sum
    }
}
