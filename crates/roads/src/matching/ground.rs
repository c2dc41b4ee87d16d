//! The roads of a chart, laid out for matching. Made once for a network, asked by every matcher.

use model::Place;

use super::{
    index::{Index, Piece},
    plane::Plane,
};
use crate::{
    chart::{Access, Chart, Direction, Mode},
    graph::id,
};

/// Roads to match positions to: those that a mode of vehicles may drive at all, each way, with the turns it may take.
///
/// Private roads, roads closed in that season and too low bridges are among them. Whether a vehicle should be there is
/// another question; this one is where it is.
#[derive(Debug)]
pub struct Ground {
    chart: Chart,
    mode: Mode,
    index: Index,
    arcs: Vec<Arc>,
    first_out: Vec<u32>,
    /// By drive, and one more: its first arc in `driving`.
    first_driving: Vec<u32>,
    driving: Vec<u32>,
}

/// An arc, with all that a search asks of it side by side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arc {
    pub tail: u32,
    pub head: u32,
    /// Twice the stretch, and 1 more backward.
    pub drives: u32,
    /// In millimetres; [`SHUT`] if it may not be driven.
    pub length: u32,
    /// Whether it leaves a junction itself: nothing is remembered of what was driven before.
    pub is_plain: bool,
}

/// No arc that may be driven.
const SHUT: u32 = u32::MAX;

impl Ground {
    /// The ground of a chart for a mode.
    #[must_use]
    pub fn new(chart: Chart, mode: Mode) -> Self {
        let kinds: Vec<[bool; 2]> = chart
            .kinds()
            .iter()
            .map(|kind| {
                [Direction::Forward, Direction::Backward]
                    .map(|direction| kind.permits.get(mode, direction) != Access::Closed)
            })
            .collect();
        let junctions = id(chart.places().len());
        let arc = |at: usize| {
            let drives = chart.drives()[at];
            let stretch = (drives >> 1) as usize;
            let may = kinds[chart.kind_of()[stretch] as usize][(drives & 1) as usize];
            let is_open = may && chart.banned()[at] & mode.bit() == 0;
            let tail = chart.tails()[at];
            Arc {
                tail,
                head: chart.heads()[at],
                drives,
                length: if is_open { chart.lengths()[stretch].min(SHUT - 1) } else { SHUT },
                is_plain: tail < junctions,
            }
        };
        let arcs: Vec<Arc> = (0..chart.heads().len()).map(arc).collect();
        let mut driving: Vec<u32> = (0..id(arcs.len())).filter(|&at| arcs[at as usize].is_open()).collect();
        driving.sort_by_key(|&at| arcs[at as usize].drives);
        let drives = 0..=id(chart.from().len() * 2);
        let before = |drive: u32| driving.partition_point(|&at| arcs[at as usize].drives < drive);
        let first_driving = drives.map(|drive| id(before(drive))).collect();
        let first_out = chart.first_out().to_vec();
        Ground { index: Index::of(&chart), mode, arcs, first_out, first_driving, driving, chart }
    }

    /// The chart.
    #[must_use]
    pub fn chart(&self) -> &Chart {
        &self.chart
    }

    /// The mode.
    #[must_use]
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// An arc; none that may be driven if there is no such number.
    pub(super) fn arc(&self, arc: u32) -> Arc {
        let none = Arc { tail: u32::MAX, head: u32::MAX, drives: u32::MAX, length: SHUT, is_plain: false };
        self.arcs.get(arc as usize).copied().unwrap_or(none)
    }

    /// The arcs that leave a node and may be driven.
    pub(super) fn out_of(&self, node: u32) -> impl Iterator<Item = (u32, Arc)> {
        let range = self.first_out.get(node as usize..).and_then(|rest| rest.first_chunk::<2>());
        let range = range.map_or(0..0, |[start, end]| *start..*end);
        range.map(|at| (at, self.arcs[at as usize])).filter(|(_, arc)| arc.is_open())
    }

    /// The arcs that drive a stretch one way.
    pub(super) fn driving(&self, drive: u32) -> &[u32] {
        let range = self.first_driving.get(drive as usize..).and_then(|rest| rest.first_chunk::<2>());
        let range = range.map_or(0..0, |[start, end]| *start as usize..*end as usize);
        &self.driving[range]
    }

    /// The pieces of stretches that may lie within so many millimetres; some come twice, some lie farther.
    pub(super) fn around(&self, place: Place, plane: &Plane, millimetres: u32, each: impl FnMut(Piece)) {
        let (lat, lon) = (i64::from(place.lat_e7()), i64::from(place.lon_e7()));
        let [north, east] = plane.degrees(millimetres);
        self.index.in_box([lat - north, lat + north], [lon - east, lon + east], each);
    }

    /// A point of a stretch's line.
    pub(super) fn point(&self, stretch: u32, point: u32) -> [i32; 2] {
        let (chart, stretch) = (&self.chart, stretch as usize);
        let between = chart.first_point()[stretch + 1] - chart.first_point()[stretch];
        match point {
            0 => chart.places()[chart.from()[stretch] as usize],
            _ if point > between => chart.places()[chart.to()[stretch] as usize],
            _ => chart.points()[(chart.first_point()[stretch] + point - 1) as usize],
        }
    }

    /// The line along an arc from one offset to another, in millimetres, as latitude and longitude in 1e-7 degree.
    #[must_use]
    pub fn line(&self, arc: u32, from_mm: u32, to_mm: u32) -> Vec<[i32; 2]> {
        let drives = self.arc(arc).drives;
        let stretch = (drives >> 1) as usize;
        if stretch >= self.chart.from().len() {
            return Vec::new();
        }
        let points: Vec<[i32; 2]> = self.chart.line(stretch).collect();
        let whole = self.chart.lengths()[stretch];
        let turned = |at: u32| if drives & 1 == 0 { at.min(whole) } else { whole - at.min(whole) };
        let (from, to) = (turned(from_mm), turned(to_mm));
        let mut line = super::line::between(&points, whole, from.min(to), from.max(to));
        if from > to {
            line.reverse();
        }
        line
    }
}

impl Arc {
    pub(super) fn is_open(&self) -> bool {
        self.length != SHUT
    }
}
