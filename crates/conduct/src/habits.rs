//! What an observer could have learnt: by which way and at what hour an agency's movements drove between two places.

use std::collections::BTreeMap;

use model::{Digest, Instant, Place, Span, Word};
use serde::{Deserialize, Serialize};

use crate::{
    Movement, Stage, State,
    dossier::{departs, route},
    draw::fingerprint,
};

/// The way that a movement drove, as far as its file still says.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Driven {
    /// Where it began.
    pub from: Place,
    /// Where it ended.
    pub to: Place,
    /// The hash of its stretches.
    pub way: Digest,
}

/// Movements of one agency between the same two places, in the order of their departures.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Habit {
    /// Whose.
    pub agency: Word,
    /// Where they began.
    pub from: Place,
    /// Where they ended.
    pub to: Place,
    /// When each departed, and the hash of its way.
    pub movements: Vec<(Instant, Digest)>,
}

impl Driven {
    /// What a movement's file keeps of its way.
    pub(crate) fn of(state: &State, movement: &Movement) -> Option<Self> {
        let route = route(state, movement)?;
        Some(Driven { from: route.from, to: route.to, way: fingerprint(&route.drives) })
    }
}

impl Habit {
    /// Which way each took, numbered as they first come, and how many there were.
    #[must_use]
    pub fn ways(&self) -> (Vec<u32>, u32) {
        let mut seen: Vec<Digest> = Vec::new();
        let mut number = |way: &Digest| {
            let at = seen.iter().position(|known| known == way).unwrap_or_else(|| {
                seen.push(*way);
                seen.len() - 1
            });
            u32::try_from(at).unwrap_or(u32::MAX)
        };
        let taken = self.movements.iter().map(|(_, way)| number(way)).collect();
        (taken, u32::try_from(seen.len()).unwrap_or(u32::MAX))
    }

    /// The local hour of the day at which each departed, 0 to 23.
    #[must_use]
    pub fn hours(&self, offset: Span) -> Vec<u32> {
        let hour = |at: &Instant| {
            let local = at.saturating_add(offset).micros().div_euclid(Span::hours(1).0);
            u32::try_from(local.rem_euclid(24)).unwrap_or_default()
        };
        self.movements.iter().map(|(at, _)| hour(at)).collect()
    }
}

/// The habits of those agencies that `whose` names, from everything that has departed by a planned way.
#[must_use]
pub fn habits(state: &State, whose: impl Fn(&Word) -> bool) -> Vec<Habit> {
    let mut all: BTreeMap<(Word, Place, Place), Vec<(Instant, Digest)>> = BTreeMap::new();
    let mut note = |agency: &Word, driven: Driven, at: Instant| {
        all.entry((agency.clone(), driven.from, driven.to)).or_default().push((at, driven.way));
    };
    for movement in state.movements.values().filter(|movement| whose(&movement.sponsor.agency)) {
        let has_departed = matches!(movement.stage, Stage::UnderWay(_) | Stage::Arrived);
        let at = departs(state, movement, state.clock.unwrap_or(Instant::MIN));
        if let (true, Some(driven), Some(at)) = (has_departed, Driven::of(state, movement), at) {
            note(&movement.sponsor.agency, driven, at);
        }
    }
    for filed in state.filed.values().filter(|filed| whose(&filed.agency)) {
        if let (Some(driven), Some(at)) = (filed.driven, filed.departs) {
            note(&filed.agency, driven, at);
        }
    }
    let habit = |((agency, from, to), mut movements): ((Word, Place, Place), Vec<_>)| {
        movements.sort_unstable();
        Habit { agency, from, to, movements }
    };
    all.into_iter().map(habit).collect()
}
