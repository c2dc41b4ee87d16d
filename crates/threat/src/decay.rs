//! A transparent model: each incident adds to the roads around it, and fades.
//!
//! The events an incident stands for are shared among the roads within its reach, by length and by nearness:
//! in a town it adds a little to many streets, in a gorge all of it to the one road. Nothing is lost: over all
//! roads and all time to come they sum to what the table says. Near means 1 - (d/r)², in 65,536ths (Epanechnikov
//! 1969); fading is 2^(-age/half-life), by `libm`, rounded down to a unit once. All else is integers.

mod file;

pub use file::BadDecayFile;

use std::collections::BTreeMap;

use model::{Instant, Word};

use crate::{
    incident::Incident,
    picture::{LeftOut, Levels, Model, Reason},
    roads::Roads,
    unit::{HAZARD, MOST},
};

/// The shipped tables as bytes to pin.
pub const SHIPPED: &str = include_str!("../models/decay.toml");

/// The name under which their faults are reported.
pub const SHIPPED_FILE: &str = "models/decay.toml";

/// How incidents fade, by kind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decay {
    pub(crate) name: String,
    pub(crate) no_harm: Vec<Word>,
    pub(crate) terms: BTreeMap<Word, Vec<Term>>,
}

/// One way in which incidents of a kind fade.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Term {
    /// Events it stands for, over all time and all roads in reach, in thousandths.
    pub events_permille: u32,
    /// After how many hours half of it is left.
    pub half_life_hours: u32,
    /// How far it reaches, in kilometres.
    pub radius_km: u32,
    /// Where these values come from.
    pub basis: String,
}

/// Nearness at the place itself.
const NEAR: u64 = 1 << 16;

impl Decay {
    /// The shipped tables.
    ///
    /// # Errors
    /// Never as shipped; a test reads them.
    pub fn shipped() -> Result<Self, BadDecayFile> {
        Self::read(SHIPPED_FILE, SHIPPED)
    }

    /// How incidents of a kind fade; nothing if the tables don't say.
    #[must_use]
    pub fn terms(&self, kind: &Word) -> &[Term] {
        self.terms.get(kind).map_or(&[], Vec::as_slice)
    }

    /// How far an incident of a kind reaches, in millimetres; 0 if it adds to no road.
    #[must_use]
    pub fn reach_mm(&self, kind: &Word) -> u64 {
        let furthest = self.terms(kind).iter().map(|term| term.radius_km).max();
        u64::from(furthest.unwrap_or(0)) * 1_000_000
    }

    /// What an incident adds to each segment in its reach, its terms together; in no order, each once.
    fn spread(&self, roads: &Roads, incident: &Incident, at: Instant) -> Result<Vec<(u32, u64)>, LeftOut> {
        let terms = self.terms(&incident.kind);
        if self.no_harm.contains(&incident.kind) {
            return Err(LeftOut::NoHarm);
        }
        if terms.is_empty() {
            return Err(LeftOut::UnknownKind);
        }
        if incident.at > at {
            return Err(LeftOut::Later);
        }
        let mut adds: Vec<(u32, u64)> = Vec::new();
        let (mut on_roads, mut left) = (false, false);
        for term in terms {
            let rate = term.rate(at.since(incident.at).0);
            left |= rate > 0;
            let shares = term.shares(roads, incident);
            on_roads |= !shares.is_empty();
            adds.extend(levels(roads, rate, &shares));
        }
        match (on_roads, left) {
            (false, _) => Err(LeftOut::NoRoad),
            (true, false) => Err(LeftOut::Faded),
            (true, true) => Ok(merged(adds)),
        }
    }
}

impl Term {
    /// Events an hour, over all roads in reach, in 1e-12.
    fn rate(&self, age_us: i64) -> u64 {
        const HOUR_US: f64 = 3.6e9;
        let half_life = f64::from(self.half_life_hours);
        let age = age_us as f64 / HOUR_US / half_life;
        let first = f64::from(self.events_permille) / 1000.0 * std::f64::consts::LN_2 / half_life;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and a few 1e15: the tables hold at most a thousand events and at least an hour"
        )]
        let rate = (first * libm::exp2(-age) * HAZARD as f64).floor() as u64;
        rate
    }

    /// Segments in reach with their shares: length in millimetres times nearness. A segment may come in pieces.
    fn shares(&self, roads: &Roads, incident: &Incident) -> Vec<(u32, u64)> {
        let reach_mm = u64::from(self.radius_km) * 1_000_000 + incident.within_mm.min(WIDEST_MM);
        // In metres, so that squares and their products stay within 64 bits.
        let square = (reach_mm / 1000).pow(2);
        let share = |(piece, distance_mm): (&crate::roads::Piece, u64)| {
            let near = square.saturating_sub((distance_mm / 1000).pow(2)) * NEAR / square;
            (piece.segment, near * piece.length_mm)
        };
        roads.near(incident.place, reach_mm).map(share).filter(|&(_, share)| share > 0).collect()
    }
}

/// A report is at most as vague as this: half a thousand kilometres, larger than any district.
const WIDEST_MM: u64 = 500_000_000;

/// A rate shared out, as levels: per kilometre of each segment.
fn levels(roads: &Roads, rate: u64, shares: &[(u32, u64)]) -> Vec<(u32, u64)> {
    let whole: u128 = shares.iter().map(|&(_, share)| u128::from(share)).sum();
    let level = |(segment, share): (u32, u64)| {
        let length = roads.segments()[segment as usize].length_mm;
        // 2^50 × 2^57 × 2^20 at most, over a product that is not 0.
        let level = u128::from(rate) * u128::from(share) * 1_000_000 / (whole * u128::from(length));
        (segment, u64::try_from(level).unwrap_or(MOST).min(MOST))
    };
    merged(shares.to_vec()).into_iter().map(level).collect()
}

/// Each segment once.
fn merged(mut parts: Vec<(u32, u64)>) -> Vec<(u32, u64)> {
    parts.sort_unstable_by_key(|&(segment, _)| segment);
    parts.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 = kept.1.saturating_add(next.1);
        }
        same
    });
    parts
}

impl Model for Decay {
    fn name(&self) -> &str {
        &self.name
    }

    fn levels(&self, roads: &Roads, incidents: &[Incident], at: Instant) -> Levels {
        let mut levels = Levels { of: vec![0; roads.segments().len()], left_out: Vec::new() };
        for (number, incident) in incidents.iter().enumerate() {
            match self.spread(roads, incident, at) {
                Ok(adds) => {
                    for (segment, level) in adds {
                        let old = &mut levels.of[segment as usize];
                        *old = old.saturating_add(level).min(MOST);
                    }
                }
                Err(why) => levels.left_out.push((number, why)),
            }
        }
        levels
    }

    fn adds(&self, roads: &Roads, incident: &Incident, at: Instant) -> Result<Vec<(u32, u64)>, LeftOut> {
        self.spread(roads, incident, at)
    }

    fn because(&self, roads: &Roads, incidents: &[Incident], at: Instant, segment: u32) -> Vec<Reason> {
        let mut reasons = Vec::new();
        for (number, incident) in
            incidents.iter().enumerate().filter(|(_, i)| self.may_reach(roads, i, segment))
        {
            let adds = self.spread(roads, incident, at).unwrap_or_default();
            let here = adds.iter().find(|&&(on, _)| on == segment).map_or(0, |&(_, level)| level);
            if here > 0 {
                reasons.push(Reason { incident: number, level: here });
            }
        }
        reasons.sort_by_key(|reason| (std::cmp::Reverse(reason.level), reason.incident));
        reasons
    }
}

impl Decay {
    /// Whether a segment can be in an incident's reach: a quick look before the long one.
    fn may_reach(&self, roads: &Roads, incident: &Incident, segment: u32) -> bool {
        let widest = self.terms(&incident.kind).iter().map(|term| term.radius_km).max().unwrap_or(0);
        let reach_mm = u64::from(widest) * 1_000_000 + incident.within_mm.min(WIDEST_MM);
        roads
            .segments()
            .get(segment as usize)
            .is_some_and(|segment| segment.may_be_within(incident.place, reach_mm))
    }
}
