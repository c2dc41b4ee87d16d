//! Way and hour by lot, so that nobody can know them beforehand and anybody can check afterwards that nobody picked them.
//!
//! Between the commitment and the draw the record holds what is drawn from and the hash of a seed that nobody is shown.
//! When the seed is revealed the draw follows from it ([`chance::draw`]); `docs/chance.md` says how to check one.

use std::collections::{BTreeMap, BTreeSet};

use chance::{
    CERTAIN, Choice, Effort, NotAGame, Post, among,
    draw::{Lots, NotLots},
};
use model::{Digest, Instant, Word, id::TextId};
use roads::chart::{Chart, Vehicle};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// The most ways that are drawn from.
pub const MOST_WAYS: usize = 16;
/// The most hours.
pub const MOST_HOURS: usize = 48;
/// How long an attacker waits at a place, in microseconds: a slot of time in the game. Ours: an hour.
const SLOT_US: i64 = 3_600_000_000;

/// One of those that can be drawn: a way at an hour.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lot {
    /// Which way, by its place among them.
    pub way: u32,
    /// When it departs.
    pub departs_at: Instant,
    /// How many of a billion tickets it has.
    pub weight: u32,
}

/// What a draw will draw from.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Urn {
    /// The network the ways lie on.
    pub network: Digest,
    /// The ways, as stretches driven.
    pub ways: Vec<Vec<u32>>,
    /// Every way at every hour.
    pub lots: Vec<Lot>,
}

/// A draw that is committed to and not revealed.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Committed {
    /// What is drawn from.
    pub urn: Urn,
    /// The hash of the seed and of what is drawn from.
    pub commitment: Digest,
    /// The seed (text in the vault), which nobody is shown before the draw.
    pub seed: TextId,
    /// What others added since, as 64 hexadecimal digits each.
    pub contributions: Vec<Word>,
}

/// Why there is nothing to draw from.
#[derive(Debug, thiserror::Error)]
pub enum NoUrn {
    /// Too few or too many.
    #[error(
        "{ways} ways at {hours} hours: name 1 to {MOST_WAYS} ways and 1 to {MOST_HOURS} hours, and more than one of them together"
    )]
    Count {
        /// Ways.
        ways: usize,
        /// Hours.
        hours: usize,
    },
    /// A way that does not hang together.
    #[error("way {0} breaks off")]
    Way(usize),
    /// No game.
    #[error(transparent)]
    Game(#[from] NotAGame),
}

impl Urn {
    /// Every way at every hour, each as often as the best answer to somebody who waits an hour somewhere and knows these
    /// weights: the ambush game ([`chance::among`]). What every way passes is left out of it, for no draw of ways changes
    /// that; where nothing else is left, the hours alone are drawn, each alike.
    ///
    /// # Errors
    /// When there is nothing to choose, or a way does not hang together.
    pub fn of(
        chart: &Chart,
        network: Digest,
        vehicle: &Vehicle,
        ways: Vec<Vec<u32>>,
        hours: &[Instant],
    ) -> Result<Self, NoUrn> {
        let count = (1..=MOST_WAYS).contains(&ways.len()) && (1..=MOST_HOURS).contains(&hours.len());
        if !count || ways.len() * hours.len() < 2 {
            return Err(NoUrn::Count { ways: ways.len(), hours: hours.len() });
        }
        let passed = ways.iter().enumerate().map(|(n, way)| passed(chart, vehicle, way).ok_or(NoUrn::Way(n)));
        let passed: Vec<BTreeMap<u32, u64>> = passed.collect::<Result<_, _>>()?;
        let everywhere: BTreeSet<u32> = passed
            .first()
            .into_iter()
            .flat_map(BTreeMap::keys)
            .filter(|stretch| passed.iter().all(|way| way.contains_key(stretch)))
            .copied()
            .collect();
        let pairs =
            || (0_u32..).zip(&passed).flat_map(|(n, way)| hours.iter().map(move |hour| (n, way, *hour)));
        let choices = pairs().map(|(n, way, hour)| {
            let own: Vec<(Post, u32)> = way
                .iter()
                .filter(|(stretch, _)| !everywhere.contains(stretch))
                .map(|(stretch, after)| (Post { place: *stretch, slot: slot(hour, *after) }, CERTAIN))
                .collect();
            // A way with nothing of its own is its hour: an attacker may wait for that at its beginning.
            let hour_alone = (Post { place: u32::MAX - n, slot: slot(hour, 0) }, CERTAIN);
            Choice { passes: if own.is_empty() { vec![hour_alone] } else { own } }
        });
        let mixture = among(&choices.collect::<Vec<_>>(), Effort::default())?;
        let lots = pairs().zip(mixture.weights).map(|((way, _, departs_at), weight)| Lot {
            way,
            departs_at,
            weight,
        });
        Ok(Urn { network, ways, lots: lots.collect() })
    }

    /// The lots by names that mean something to whoever checks: the hour, and the hash of the way's stretches.
    ///
    /// # Errors
    /// When two are the same, or the weights do not sum up.
    pub fn names(&self) -> Result<Lots, NotLots> {
        let name = |lot: &Lot| {
            let way = self.ways.get(lot.way as usize).map(Vec::as_slice).unwrap_or_default();
            (format!("{} way {}", lot.departs_at, fingerprint(way)), lot.weight)
        };
        Lots::new(self.lots.iter().map(name).collect())
    }
}

/// The SHA-256 of a way's stretches, written as decimal numbers with commas between.
#[must_use]
pub fn fingerprint(way: &[u32]) -> Digest {
    let numbers: Vec<String> = way.iter().map(ToString::to_string).collect();
    Digest(Sha256::digest(numbers.join(",")).into())
}

/// The stretches of a way, each with after how many microseconds it is entered first.
fn passed(chart: &Chart, vehicle: &Vehicle, way: &[u32]) -> Option<BTreeMap<u32, u64>> {
    let arcs = chart.follow(way).ok()?;
    let (mut at, mut passed) = (0, BTreeMap::new());
    for (arc, drive) in arcs.iter().zip(way) {
        passed.entry(drive >> 1).or_insert(at);
        at += chart.driving_time(*arc, vehicle);
    }
    Some(passed)
}

/// The slot of time in which somebody who departs then is there.
fn slot(departs: Instant, after_us: u64) -> u32 {
    let at = departs.micros().saturating_add(i64::try_from(after_us).unwrap_or(i64::MAX));
    u32::try_from(at.div_euclid(SLOT_US).rem_euclid(1 << 31)).unwrap_or_default()
}
