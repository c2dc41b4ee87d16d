//! Dangers reported on the roads: what happened, what is closed, where nobody goes.
//!
//! Which stretches of a network a danger touches is found when it is reported and when a way is planned, on the network
//! the way lies on; what follows for a movement is on the record then and is not found again.

use std::{collections::BTreeSet, sync::LazyLock};

use model::{Instant, Place, Span, Word};
use serde::{Deserialize, Serialize};
use threat::Ground;

/// How long an incident stays in the picture. Ours: a quarter of a year. Whoever looks further back has the record.
pub const KEPT_FOR: Span = Span::hours(24 * 90);
/// The most dangers in the picture at a time.
pub const MOST: usize = 10_000;
/// The most corners of an area.
pub const MOST_CORNERS: usize = 64;
/// The vaguest report: 100 km. An area is no wider.
pub const WIDEST_MM: u64 = 100_000_000;

static CLOSURE: LazyLock<Word> = LazyLock::new(|| word("closure"));
static NO_GO: LazyLock<Word> = LazyLock::new(|| word("no-go"));

/// A danger.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Danger {
    /// Something happened: an attack, a landslide.
    Incident {
        /// What, in the schema's words.
        kind: Word,
        /// Where.
        place: Place,
        /// How far from there it may have been, in millimetres.
        within_mm: u64,
        /// When.
        at: Instant,
        /// The Admiralty grade of the report, such as B2. It is shown; nothing is weighed by it.
        grade: Option<Word>,
    },
    /// The roads around a place cannot be driven.
    Closure {
        /// Where.
        place: Place,
        /// How far around, in millimetres.
        within_mm: u64,
        /// Since when.
        from: Instant,
        /// Until when, if that is announced.
        until: Option<Instant>,
    },
    /// Nobody of the unit's goes there.
    NoGo {
        /// The corners of the area; the last is joined to the first.
        corners: Vec<Place>,
        /// Since when.
        from: Instant,
        /// Until when, if that is decided.
        until: Option<Instant>,
    },
}

/// A danger in the picture.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reported {
    /// What.
    pub danger: Danger,
    /// The agency that reported it.
    pub by: Word,
    /// When it was reported.
    pub at: Instant,
}

impl Danger {
    /// What it is, in the schema's words.
    #[must_use]
    pub fn kind(&self) -> &Word {
        match self {
            Danger::Incident { kind, .. } => kind,
            Danger::Closure { .. } => &CLOSURE,
            Danger::NoGo { .. } => &NO_GO,
        }
    }

    /// Whether a way that it touches cannot be driven.
    #[must_use]
    pub fn closes(&self) -> bool {
        !matches!(self, Danger::Incident { .. })
    }

    /// When it happened or began.
    #[must_use]
    pub fn since(&self) -> Instant {
        match self {
            Danger::Incident { at, .. } => *at,
            Danger::Closure { from, .. } | Danger::NoGo { from, .. } => *from,
        }
    }

    /// When it leaves the picture by itself.
    #[must_use]
    pub fn ends(&self) -> Option<Instant> {
        match self {
            Danger::Incident { at, .. } => at.checked_add(KEPT_FOR),
            Danger::Closure { until, .. } | Danger::NoGo { until, .. } => *until,
        }
    }

    /// Where it is; of an area, its first corner.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        match self {
            Danger::Incident { place, .. } | Danger::Closure { place, .. } => Some(*place),
            Danger::NoGo { corners, .. } => corners.first().copied(),
        }
    }

    /// The stretches it touches: an incident those that it makes more dangerous, the others those that they close.
    #[must_use]
    pub fn stretches(&self, ground: &Ground) -> BTreeSet<u32> {
        match self {
            Danger::Incident { kind, place, within_mm, .. } => ground.reached(kind, *place, *within_mm),
            Danger::Closure { place, within_mm, .. } => ground.around(*place, *within_mm),
            Danger::NoGo { corners, .. } => ground.within(corners),
        }
    }
}

fn word(text: &'static str) -> Word {
    text.parse().unwrap_or_else(|_| unreachable!("{text} is a word"))
}
