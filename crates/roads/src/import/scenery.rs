//! What a map shows beside roads, so that people find themselves on it: named places, and water. No route depends on it.
//!
//! 1. `tags`: what is to be seen of a node, a way or a relation.
//! 2. `gather`: the ways, then the members of areas drawn as relations, then their nodes.
//! 3. `rings`: closed rings out of ways that meet, and which ring is a hole in which.

pub(super) mod gather;
pub(super) mod rings;
mod tags;

/// What a map shows beside roads.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Scenery {
    /// Named places, in the order of their source.
    pub spots: Vec<Spot>,
    /// Water, in the order of its source.
    pub waters: Vec<Water>,
}

/// A named place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spot {
    /// Latitude and longitude in 1e-7 degree.
    pub at: [i32; 2],
    /// What it is.
    pub kind: SpotKind,
    /// What it is called.
    pub names: Names,
    /// How many people live there, if its source says so.
    pub population: Option<u32>,
}

/// What things are called: under the keys of OpenStreetMap, `name` (as it is called there), and where they differ from
/// that `name:en`, `name:ur` and `name:zh`.
pub type Names = Vec<(&'static str, String)>;

/// What a place is, by its `place` tag; the larger first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[expect(missing_docs, reason = "the words of OpenStreetMap's `place`")]
pub enum SpotKind {
    City,
    Town,
    /// A place of a network drawn by hand, which does not say what it is.
    Drawn,
    Suburb,
    Village,
    Quarter,
    Neighbourhood,
    Hamlet,
    Isolated,
}

impl SpotKind {
    /// All of them.
    pub const ALL: [SpotKind; 9] = [
        SpotKind::City,
        SpotKind::Town,
        SpotKind::Drawn,
        SpotKind::Suburb,
        SpotKind::Village,
        SpotKind::Quarter,
        SpotKind::Neighbourhood,
        SpotKind::Hamlet,
        SpotKind::Isolated,
    ];

    /// Its word, as OpenStreetMap has it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            SpotKind::City => "city",
            SpotKind::Town => "town",
            SpotKind::Drawn => "drawn",
            SpotKind::Suburb => "suburb",
            SpotKind::Village => "village",
            SpotKind::Quarter => "quarter",
            SpotKind::Neighbourhood => "neighbourhood",
            SpotKind::Hamlet => "hamlet",
            SpotKind::Isolated => "isolated_dwelling",
        }
    }
}

/// Some water.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Water {
    /// What it is.
    pub kind: WaterKind,
    /// What it is called, if it has a name.
    pub names: Names,
    /// Where it lies.
    pub shape: WaterShape,
}

/// What water is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[expect(missing_docs, reason = "their names say it")]
pub enum WaterKind {
    /// The shore of the sea. On which side the sea lies is not said: an extract does not have all of it.
    Coastline,
    Lake,
    River,
    Canal,
    Stream,
}

impl WaterKind {
    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            WaterKind::Coastline => "coastline",
            WaterKind::Lake => "lake",
            WaterKind::River => "river",
            WaterKind::Canal => "canal",
            WaterKind::Stream => "stream",
        }
    }
}

/// Points in 1e-7 degree, latitude and longitude. A ring does not repeat its first point.
pub type Line = Vec<[i32; 2]>;

/// Where water lies.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum WaterShape {
    /// Along lines.
    Lines(Vec<Line>),
    /// Within polygons: an outer ring, then its holes.
    Polygons(Vec<Vec<Line>>),
}
