//! Where on the roads a report may have been made: each road within reach, each way it may be driven, and what it costs
//! to take the report to be there.

use super::{
    Report,
    ground::Ground,
    index::Piece,
    plane::{Foot, Plane, squared},
    scale::{self, AGAINST},
};

/// The most places that a report is taken to be at, the nearest.
pub(super) const MOST: usize = 30;

/// A place on an arc.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Candidate {
    /// The cheapest first.
    pub cost: u32,
    pub arc: u32,
    /// How far along it, in millimetres.
    pub offset: u32,
}

/// Room to work in, kept between calls.
#[derive(Debug, Default)]
pub(super) struct Near {
    feet: Vec<(Piece, Foot)>,
    pub(super) found: Vec<Candidate>,
}

impl Near {
    /// Finds the places for a report, the likeliest first.
    pub(super) fn find(&mut self, ground: &Ground, report: &Report, plane: &Plane, scatter: u32) {
        let reach = scale::reach(scatter);
        let farthest = u64::from(reach) * u64::from(reach);
        self.feet.clear();
        self.found.clear();
        ground.around(report.place, plane, reach, |piece| {
            let ends = [0, 1].map(|next| ground.point(piece.stretch, piece.point + next));
            let foot = plane.foot(ends[0], ends[1]);
            if foot.apart <= farthest {
                self.feet.push((piece, foot));
            }
        });
        self.feet.sort_unstable_by_key(|(piece, _)| (piece.stretch, piece.point));
        self.feet.dedup_by_key(|(piece, _)| (piece.stretch, piece.point));
        let heading = report.heading_vector();
        // A road that leaves and comes back within reach, as on a hairpin, is near twice.
        for run in self.feet.chunk_by(|(a, _), (b, _)| a.stretch == b.stretch && a.point + 1 == b.point) {
            let Some((piece, foot)) = run.iter().min_by_key(|(_, foot)| foot.apart) else { continue };
            let cost = scale::apart(foot.apart, scatter);
            let offset = piece.at + along(piece.length, foot.along);
            let facing = heading.map(|heading| facing(ground, plane, piece, heading));
            for backward in [0, 1] {
                let against = facing.map_or(0, |facing| against(facing, backward));
                for &arc in ground.driving(piece.stretch << 1 | backward) {
                    let length = ground.arc(arc).length;
                    let offset = if backward == 0 { offset.min(length) } else { length - offset.min(length) };
                    self.found.push(Candidate { cost: cost.saturating_add(against), arc, offset });
                }
            }
        }
        self.found.sort_unstable_by_key(|candidate| (candidate.cost, candidate.arc, candidate.offset));
        self.found.truncate(MOST);
    }
}

fn along(length: u32, share: u64) -> u32 {
    u32::try_from((u64::from(length) * share) >> 20).unwrap_or(length)
}

/// The cosine between a piece's direction and a heading, in thousandths.
fn facing(ground: &Ground, plane: &Plane, piece: &Piece, heading: [i64; 2]) -> i64 {
    let [from, to] = [0, 1].map(|next| plane.of(ground.point(piece.stretch, piece.point + next)));
    let way = [to[0] - from[0], to[1] - from[1]];
    let length = squared(way).isqrt().max(1).cast_signed();
    (way[0] * heading[0] + way[1] * heading[1]) / length
}

/// What it costs to drive against a heading: nothing along it, all of it the other way.
fn against(facing: i64, backward: u32) -> u32 {
    let facing = if backward == 0 { facing } else { -facing }.clamp(-1000, 1000);
    u32::try_from((1000 - facing) * i64::from(AGAINST) / 2000).unwrap_or_default()
}
