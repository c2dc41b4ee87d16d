//! GPX: tracks, routes and waypoints in files, as devices and map programmes write them (topografix.com/GPX/1/1).
//!
//! Read token by token: a track of a day has tens of thousands of points, and only what is asked for is kept. Times without
//! a zone are UTC, as the schema says; heights are above sea level, and therefore no part of a report.

mod read;
mod write;

use model::{Fix, Instant, Place, Report};

use crate::{moment::NotAMoment, number::NotAPlace, xml::Limits, xml::Malformed};
pub use read::read;
pub use write::route;

/// How much of a file is read. Ours: a device's second-by-second record of twelve hours has about 20 MB.
pub const LIMITS: Limits = Limits { bytes: 64 << 20, depth: 32, elements: 4_000_000, attributes: 64 };
/// The most points. Ours: twenty days of one a second.
pub const MOST: usize = 2_000_000;
/// The longest name that is kept, in characters. Ours.
const LONGEST_NAME: usize = 200;

/// What a file has.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gpx {
    /// What was driven.
    pub tracks: Vec<Track>,
    /// What is to be driven.
    pub routes: Vec<Route>,
    /// Single points.
    pub waypoints: Vec<Point>,
}

/// What was driven: pieces without a gap.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Track {
    /// What it is called; may be empty.
    pub name: String,
    /// Its pieces.
    pub segments: Vec<Vec<Point>>,
}

/// What is to be driven.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Route {
    /// What it is called; may be empty.
    pub name: String,
    /// Its points in order.
    pub points: Vec<Point>,
}

/// A point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Where.
    pub place: Place,
    /// When, if it says so.
    pub at: Option<Instant>,
    /// What it is called; may be empty.
    pub name: String,
    /// How high above the sea, in millimetres.
    pub height_mm: Option<i32>,
    /// How fast, in millimetres a second.
    pub speed_mm_s: Option<u32>,
    /// Where to, in thousandths of a degree.
    pub course_mdeg: Option<u32>,
}

/// Why a file is not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotGpx {
    /// Not XML within the limits.
    #[error("no GPX: {0}")]
    Malformed(#[from] Malformed),
    /// The root is another element.
    #[error("no GPX: the element is `{0}`, not `gpx`")]
    Another(String),
    /// More points than are read.
    #[error("it has more than 2000000 points: cut the track")]
    TooMany,
    /// A point without a place, or off the globe.
    #[error("point {0}: {1}")]
    Place(usize, NotAPlace),
    /// A point whose time is none.
    #[error("point {0}: {1}")]
    Time(usize, NotAMoment),
}

impl Point {
    /// It as a report, if it has a time.
    #[must_use]
    pub fn report(&self) -> Option<Report> {
        let fix = Fix {
            place: self.place,
            accuracy_mm: None,
            speed_mm_s: self.speed_mm_s,
            course_mdeg: self.course_mdeg,
            height_mm: None,
            battery_percent: None,
        };
        Some(Report { at: self.at?, fix: Some(fix), signal: None })
    }
}

impl Gpx {
    /// The points of all tracks that have a time, in the file's order.
    pub fn reports(&self) -> impl Iterator<Item = Report> {
        let points = self.tracks.iter().flat_map(|track| track.segments.iter().flatten());
        points.filter_map(Point::report)
    }
}
