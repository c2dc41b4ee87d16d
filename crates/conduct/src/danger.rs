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

pub(crate) static CLOSURE: LazyLock<Word> = LazyLock::new(|| word("closure"));
pub(crate) static NO_GO: LazyLock<Word> = LazyLock::new(|| word("no-go"));

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

/// What lies between two latitudes and two longitudes, in 1e-7 degree: a first look, which leaves out what is far away.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Bounds {
    lat: [i64; 2],
    lon: [i64; 2],
}

/// Less than the millimetres in 1e-7 degree of a meridian, so that bounds come out too wide and never too narrow.
const MM_IN_E7: u64 = 11;
/// Beyond this latitude a degree of longitude is too short to tell anything by.
const FAR_NORTH_E7: i64 = 800_000_000;
/// Up to there a degree of longitude is at least a sixth of one of latitude.
const SHORTEST: i64 = 6;

impl Bounds {
    pub fn of(line: &[[i32; 2]]) -> Self {
        let range = |of: usize| {
            let all = line.iter().map(|point| i64::from(point[of]));
            [all.clone().min().unwrap_or(0), all.max().unwrap_or(0)]
        };
        Bounds { lat: range(0), lon: range(1) }
    }

    /// The same, so many millimetres wider on every side.
    fn widened(self, by_mm: u64) -> Self {
        let by = i64::try_from(by_mm / MM_IN_E7 + 1).unwrap_or(i64::MAX / 16).min(i64::MAX / 16);
        let wide = |[low, high]: [i64; 2], by: i64| [low - by, high + by];
        Bounds { lat: wide(self.lat, by), lon: wide(self.lon, by * SHORTEST) }
    }

    /// Whether they share anything, as far as can be told.
    pub fn meet(&self, other: &Bounds) -> bool {
        let overlap = |a: [i64; 2], b: [i64; 2]| a[0] <= b[1] && b[0] <= a[1];
        let far_north = self.lat.iter().chain(&other.lat).any(|lat| lat.abs() > FAR_NORTH_E7);
        // Across the meridian of 180 degrees the numbers tell nothing either.
        let across = [self.lon, other.lon].iter().flatten().any(|lon| lon.abs() > 1_790_000_000);
        overlap(self.lat, other.lat) && (far_north || across || overlap(self.lon, other.lon))
    }
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

    /// What it can touch lies within these; `None` if nothing can be said.
    pub(crate) fn bounds(&self, ground: &Ground) -> Option<Bounds> {
        let point = |place: &Place| [place.lat_e7(), place.lon_e7()];
        match self {
            Danger::Incident { kind, place, within_mm, .. } => {
                let reach = ground.decay().reach_mm(kind).saturating_add(*within_mm);
                Some(Bounds::of(&[point(place)]).widened(reach))
            }
            Danger::Closure { place, within_mm, .. } => Some(Bounds::of(&[point(place)]).widened(*within_mm)),
            Danger::NoGo { corners, .. } => {
                let corners: Vec<_> = corners.iter().map(point).collect();
                (!corners.is_empty()).then(|| Bounds::of(&corners))
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(points: &[&str]) -> Bounds {
        let point = |text: &&str| {
            let place: Place = text.parse().unwrap();
            [place.lat_e7(), place.lon_e7()]
        };
        Bounds::of(&points.iter().map(point).collect::<Vec<_>>())
    }

    #[test]
    fn bounds_leave_out_what_is_far_and_nothing_that_is_near() {
        let way = bounds(&["34.93,72.88", "35.29,73.22"]);
        assert!(bounds(&["35,73"]).meet(&way));
        // 6.6 km to the south, 1.8 km to the west.
        let beside = bounds(&["34.87,72.86"]);
        assert!(!beside.widened(5_000_000).meet(&way) && beside.widened(7_000_000).meet(&way));
        assert!(!bounds(&["35,70"]).widened(30_000_000).meet(&way), "270 km to the west");
        // A kilometre and a half apart, near the pole and across the date line.
        assert!(bounds(&["89.99,0"]).widened(2_000_000).meet(&bounds(&["89.99,179"])));
        assert!(bounds(&["10,179.995"]).widened(2_000_000).meet(&bounds(&["10,-179.995"])));
    }
}
