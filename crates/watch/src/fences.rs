//! Areas on the ground, one index for all movements.

mod near;

use std::collections::BTreeMap;

use model::{Place, Word};
use roads::{distance_mm, encloses, matching::Plane};
use rstar::{AABB, RTree, RTreeObject};
use serde::{Deserialize, Serialize};

pub(crate) use near::Near;

/// The most fences.
pub const MOST_FENCES: usize = 200_000;
/// The most corners of one.
pub const MOST_CORNERS: usize = 10_000;
/// The largest circle, in millimetres: the plane measures no farther.
pub const LARGEST_RADIUS: u32 = 200_000_000;

/// An area.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fence {
    /// Its name, which no other fence has.
    pub label: Word,
    /// Whether it may not be entered. Otherwise it is only an area that an order may name.
    pub no_go: bool,
    /// Where it is.
    pub shape: Shape,
}

/// Where an area is.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Shape {
    /// Everything within a distance of a place.
    Circle {
        /// The middle.
        middle: Place,
        /// In millimetres.
        radius_mm: u32,
    },
    /// A polygon, and what is cut out of it. Each ring by its corners; the last is joined to the first. None may cross the
    /// meridian of 180 degrees.
    Polygon {
        /// The outline.
        outline: Vec<Place>,
        /// What is cut out.
        holes: Vec<Vec<Place>>,
    },
}

/// Why areas are not fences.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotFences {
    /// Too many.
    #[error("{0} fences, and {MOST_FENCES} are the most")]
    TooMany(usize),
    /// Two of a name.
    #[error("two fences are called {0}: give one of them another name")]
    Twice(Word),
    /// Not a shape.
    #[error("fence {0}: an outline or hole needs 3 to {MOST_CORNERS} corners")]
    Corners(Word),
    /// Around the back of the globe.
    #[error("fence {0} reaches around the globe or over the meridian of 180 degrees: make two of it")]
    TooWide(Word),
    /// Too large.
    #[error("fence {0}: a circle's radius is between 1 mm and {LARGEST_RADIUS} mm")]
    Radius(Word),
}

/// Why a shape encloses nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Misshapen {
    Corners,
    TooWide,
    Radius,
}

impl Misshapen {
    fn of(self, fence: &Word) -> NotFences {
        let label = fence.clone();
        match self {
            Misshapen::Corners => NotFences::Corners(label),
            Misshapen::TooWide => NotFences::TooWide(label),
            Misshapen::Radius => NotFences::Radius(label),
        }
    }
}

/// Areas on the ground.
#[derive(Debug, Default)]
pub struct Fences {
    fences: Vec<Fence>,
    by_label: BTreeMap<Word, u32>,
    no_go: RTree<Bounded>,
}

/// A fence by its number, and what encloses it: south and west, north and east.
#[derive(Clone, Copy, Debug)]
struct Bounded {
    fence: u32,
    corners: [[i64; 2]; 2],
}

impl RTreeObject for Bounded {
    type Envelope = AABB<[i64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        AABB::from_corners(self.corners[0], self.corners[1])
    }
}

impl Fences {
    /// Indexes areas.
    ///
    /// # Errors
    /// The first that is not a fence.
    pub fn new(fences: Vec<Fence>) -> Result<Self, NotFences> {
        if fences.len() > MOST_FENCES {
            return Err(NotFences::TooMany(fences.len()));
        }
        let (mut by_label, mut bounded) = (BTreeMap::new(), Vec::new());
        for (number, fence) in (0..).zip(&fences) {
            let corners = fence.shape.bounds().map_err(|why| why.of(&fence.label))?;
            if fence.no_go {
                bounded.push(Bounded { fence: number, corners });
            }
            if by_label.insert(fence.label.clone(), number).is_some() {
                return Err(NotFences::Twice(fence.label.clone()));
            }
        }
        Ok(Fences { fences, by_label, no_go: RTree::bulk_load(bounded) })
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.fences.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fences.is_empty()
    }

    /// The no-go areas whose bounds have something in common with a part of the country.
    fn reaching_into(&self, [low, high]: [[i64; 2]; 2]) -> impl Iterator<Item = Bounded> {
        self.no_go.locate_in_envelope_intersecting(&AABB::from_corners(low, high)).copied()
    }

    /// The no-go areas that contain a place, by their numbers: as [`Near`] has to tell it.
    #[cfg(test)]
    pub(crate) fn entered(&self, place: Place) -> impl Iterator<Item = u32> {
        let point = AABB::from_point([i64::from(place.lat_e7()), i64::from(place.lon_e7())]);
        self.no_go
            .locate_in_envelope_intersecting(&point)
            .map(|bounded| bounded.fence)
            .filter(move |fence| self.get(*fence).is_some_and(|fence| fence.shape.contains(place)))
    }

    pub(crate) fn any_no_go(&self) -> bool {
        self.no_go.size() > 0
    }

    pub(crate) fn get(&self, number: u32) -> Option<&Fence> {
        self.fences.get(number as usize)
    }

    pub(crate) fn number(&self, label: &Word) -> Option<u32> {
        self.by_label.get(label).copied()
    }
}

impl Shape {
    /// Whether it encloses anything, and no more than can be measured.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.bounds().is_ok()
    }

    /// Whether a place lies in it. On an edge either answer may come.
    #[must_use]
    pub fn contains(&self, place: Place) -> bool {
        match self {
            Shape::Circle { middle, radius_mm } => {
                near(*middle, place) && Plane::at(*middle).distance(place) <= u64::from(*radius_mm)
            }
            Shape::Polygon { outline, holes } => {
                encloses(outline, place) && !holes.iter().any(|hole| encloses(hole, place))
            }
        }
    }

    /// How far a place is from its edge, in millimetres, on whichever side. Some hundred kilometres away it is
    /// measured to the corners.
    pub(crate) fn edge(&self, place: Place) -> u64 {
        let plane = Plane::at(place);
        match self {
            Shape::Circle { middle, radius_mm } if near(*middle, place) => {
                Plane::at(*middle).distance(place).abs_diff(u64::from(*radius_mm))
            }
            Shape::Circle { middle, radius_mm } => distance_mm(*middle, place).abs_diff((*radius_mm).into()),
            Shape::Polygon { outline, holes } => {
                let rings = std::iter::once(outline).chain(holes);
                let near = rings.filter_map(|ring| ring_apart(&plane, ring, place)).min();
                near.or_else(|| outline.iter().map(|corner| distance_mm(*corner, place)).min())
                    .unwrap_or_default()
            }
        }
    }

    /// What encloses it: south and west, north and east.
    pub(crate) fn bounds(&self) -> Result<[[i64; 2]; 2], Misshapen> {
        match self {
            Shape::Circle { middle, radius_mm } => {
                if !(1..=LARGEST_RADIUS).contains(radius_mm) {
                    return Err(Misshapen::Radius);
                }
                let [north, east] = Plane::at(*middle).degrees(*radius_mm);
                let (lat, lon) = (i64::from(middle.lat_e7()), i64::from(middle.lon_e7()));
                if lon.abs() + east > 1_800_000_000 {
                    return Err(Misshapen::TooWide);
                }
                Ok([[lat - north, lon - east], [lat + north, lon + east]])
            }
            Shape::Polygon { outline, holes } => {
                let fits = |ring: &Vec<Place>| (3..=MOST_CORNERS).contains(&ring.len());
                if !fits(outline) || !holes.iter().all(fits) || holes.len() > MOST_CORNERS {
                    return Err(Misshapen::Corners);
                }
                let start = [[i64::MAX; 2], [i64::MIN; 2]];
                let [low, high] = outline.iter().fold(start, |[low, high], corner| {
                    let at = [i64::from(corner.lat_e7()), i64::from(corner.lon_e7())];
                    [[low[0].min(at[0]), low[1].min(at[1])], [high[0].max(at[0]), high[1].max(at[1])]]
                });
                if high[1] - low[1] > 1_800_000_000 {
                    return Err(Misshapen::TooWide);
                }
                Ok([low, high])
            }
        }
    }
}

/// `None` if all of it is too far for a plane.
fn ring_apart(plane: &Plane, ring: &[Place], place: Place) -> Option<u64> {
    let sides = ring.iter().zip(ring.iter().cycle().skip(1));
    let near = sides.filter(|(a, b)| near(**a, place) || near(**b, place));
    let apart = near.map(|(a, b)| plane.foot([a.lat_e7(), a.lon_e7()], [b.lat_e7(), b.lon_e7()]).apart);
    apart.min().map(u64::isqrt)
}

/// Near enough for a plane: within some 500 km.
fn near(a: Place, b: Place) -> bool {
    const FAR: u64 = 45_000_000;
    i64::from(a.lat_e7()).abs_diff(b.lat_e7().into()) < FAR
        && i64::from(a.lon_e7()).abs_diff(b.lon_e7().into()) < FAR
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str) -> Place {
        text.parse().unwrap()
    }

    fn square(from: i64, to: i64) -> Vec<Place> {
        [(from, from), (from, to), (to, to), (to, from)].map(|(a, b)| Place::from_e7(a, b).unwrap()).to_vec()
    }

    fn fence(label: &str, shape: Shape) -> Fence {
        Fence { label: label.parse().unwrap(), no_go: true, shape }
    }

    #[test]
    fn what_is_cut_out_of_an_area_is_not_in_it() {
        let shape = Shape::Polygon { outline: square(0, 300_000), holes: vec![square(100_000, 200_000)] };
        let fences = Fences::new(vec![fence("ring", shape)]).unwrap();
        assert_eq!(fences.entered(place("0.005,0.005")).count(), 1);
        assert_eq!(fences.entered(place("0.015,0.015")).count(), 0);
        assert_eq!(fences.entered(place("0.04,0.015")).count(), 0);
    }

    #[test]
    fn the_index_finds_what_looking_at_every_fence_finds() {
        let mut random = fastrand::Rng::with_seed(3);
        let fences: Vec<Fence> = (0..400)
            .map(|number| {
                let at = [random.i64(0..3_000_000), random.i64(700_000_000..703_000_000)];
                let place = |north: i64, east: i64| Place::from_e7(at[0] + north, at[1] + east).unwrap();
                let shape = if random.bool() {
                    Shape::Circle { middle: place(0, 0), radius_mm: random.u32(1..4_000_000) }
                } else {
                    let side = random.i64(1..400_000);
                    Shape::Polygon {
                        outline: vec![place(0, 0), place(side, side / 2), place(side / 3, side)],
                        holes: vec![],
                    }
                };
                fence(&format!("f{number}"), shape)
            })
            .collect();
        let index = Fences::new(fences.clone()).unwrap();
        let mut hits = 0;
        for _ in 0..2_000 {
            let here =
                Place::from_e7(random.i64(0..3_000_000), random.i64(700_000_000..703_000_000)).unwrap();
            let mut found: Vec<u32> = index.entered(here).collect();
            found.sort_unstable();
            let all = (0..).zip(&fences).filter(|(_, fence)| fence.shape.contains(here));
            assert_eq!(found, all.map(|(number, _)| number).collect::<Vec<u32>>());
            hits += found.len();
        }
        assert!(hits > 500, "{hits}");
    }

    #[test]
    fn what_is_not_a_fence_is_refused_by_name() {
        let line = Shape::Polygon { outline: square(0, 1)[..2].to_vec(), holes: vec![] };
        assert!(Fences::new(vec![fence("line", line)]).unwrap_err().to_string().contains("fence line"));
        let dot = || Shape::Circle { middle: Place::ORIGIN, radius_mm: 0 };
        assert!(matches!(Fences::new(vec![fence("dot", dot())]), Err(NotFences::Radius(_))));
        let twice = || fence("a", Shape::Circle { middle: Place::ORIGIN, radius_mm: 1 });
        assert!(matches!(Fences::new(vec![twice(), twice()]), Err(NotFences::Twice(_))));
    }
}
