//! What a matcher is told, and what it tells.

use model::{Instant, Place};
use serde::{Deserialize, Serialize};

use super::scale::SLOWEST_HEADING;

/// Where a vehicle says it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Report {
    /// When.
    pub at: Instant,
    /// Where.
    pub place: Place,
    /// Within how many millimetres it is with 68% confidence, if the device says so.
    pub accuracy_mm: Option<u32>,
    /// Where it is heading, in hundredths of a degree east of north. Counts only with a speed.
    pub heading_cdeg: Option<u16>,
    /// How fast, in millimetres a second.
    pub speed_mm_s: Option<u32>,
}

impl Report {
    /// A report of time and place alone.
    #[must_use]
    pub fn new(at: Instant, place: Place) -> Self {
        Report { at, place, accuracy_mm: None, heading_cdeg: None, speed_mm_s: None }
    }

    /// East and north, a thousand long; `None` if nobody says, or it is too slow for a heading to mean something.
    pub(super) fn heading_vector(&self) -> Option<[i64; 2]> {
        let heading = self.heading_cdeg?;
        self.speed_mm_s.filter(|&speed| speed >= SLOWEST_HEADING)?;
        let radians = (f64::from(heading) / 100.0).to_radians();
        #[expect(clippy::cast_possible_truncation, reason = "between -1000 and 1000, rounded")]
        Some([libm::sin(radians), libm::cos(radians)].map(|part| libm::round(part * 1000.0) as i64))
    }
}

/// What was made of a report.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Taken {
    /// It counts.
    New,
    /// It is no farther from the last that counts than reports scatter: the vehicle stands, or has hardly moved.
    Still,
    /// Left out: there is one of that moment already.
    Repeated,
    /// Left out: it comes after later ones. Whoever wants it counted holds reports back until they are in order.
    Late,
    /// Left out: it is vaguer than 200 m, and says nothing about roads.
    TooVague,
}

/// Where a vehicle is taken to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Spot {
    /// On this arc, so many millimetres from its beginning.
    Road {
        /// The arc.
        arc: u32,
        /// How far along.
        offset_mm: u32,
    },
    /// On no road that the network has.
    OffRoad,
}

/// The likeliest place now.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Now {
    /// Where.
    pub spot: Spot,
    /// Whether later reports may yet say otherwise.
    pub is_provisional: bool,
}

/// A part of what was driven; nothing that comes later changes it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Piece {
    /// An arc was driven, the whole of it or a part. Times between two reports are as if it was driven evenly.
    Road {
        /// The arc.
        arc: u32,
        /// From how many millimetres along it.
        from_mm: u32,
        /// To how many.
        to_mm: u32,
        /// When it came there.
        entered: Instant,
        /// When it left it.
        left: Instant,
    },
    /// It was on no road that the network has.
    OffRoad {
        /// Where the first report of it was made.
        from: Place,
        /// Where the last.
        to: Place,
        /// When the first.
        began: Instant,
        /// When the last.
        ended: Instant,
    },
    /// Nobody knows how it got from what is before this to what is after.
    Break {
        /// Why.
        why: Why,
        /// The last report before it.
        since: Instant,
        /// The first after it.
        until: Instant,
    },
}

/// Why it is not known how a vehicle got on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// Too long or too far nothing was heard.
    Silence,
    /// It would have been faster than vehicles are: one of the reports is false.
    Jump,
    /// No road explains it: one is missing, or was driven as it may not be.
    NoWay,
    /// From here on another network, or another kind of vehicle, counts.
    OtherNetwork,
}

/// What a matcher tells after a report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Heard {
    /// What was made of the report.
    pub taken: Taken,
    /// Where the vehicle is now; `None` before the first report that counts.
    pub now: Option<Now>,
    /// What is settled since the last report, in order.
    pub settled: Vec<Piece>,
}
