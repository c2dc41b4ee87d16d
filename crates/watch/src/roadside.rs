//! The roads beside the way: how near the nearest of them is to a place.
//!
//! Where along the way a vehicle is, is known when this is asked. So what lies near each part of the way is listed by it, and nothing
//! has to be looked for.

use roads::matching::Plane;

use crate::{
    Order,
    plan::Defect,
    way::{Way, beside, bounds},
};

/// The most points of all roads beside a way together. Ours: roads on both sides of 400 km, a point every 50 m.
pub const MOST_BESIDE: usize = 16_384;
/// How long a part of the way is, in millimetres. Ours: about as much as a road beside it is away.
const PART: u64 = 500_000;
/// But there are no more parts. Ours: of 2,000 km.
const MOST_PARTS: u64 = 4_096;
/// The most pieces near a part; what is listed after them is left out. Ours: a street every fifty metres.
const MOST_NEAR: usize = 512;
/// How far outside the corridor roads still count, in millimetres. Ours: who drives there is off the corridor by distance as well, and
/// is on that road when they come nearer.
const OUTSIDE: u64 = 600_000;

/// A straight piece of a road.
type Piece = [[i32; 2]; 2];

/// Roads, by parts of the way.
#[derive(Debug, Default)]
pub(crate) struct Roadside {
    part: u64,
    /// By part, and one more: its first piece. Empty if there are no roads.
    first: Vec<u32>,
    pieces: Vec<Piece>,
}

impl Roadside {
    /// None where the order has no corridor: nobody is off it then.
    pub(crate) fn of(order: &Order, way: &Way) -> Result<Self, Defect> {
        let mut all = Vec::new();
        for (number, line) in order.beside.iter().enumerate() {
            let road = Way::new(line).ok_or(Defect::Road(number + 1))?;
            all.extend(road.points().windows(2).map(|ends| [ends[0], ends[1]]));
        }
        match order.thresholds.corridor_mm {
            Some(corridor) if !all.is_empty() => Ok(Roadside::laid(&all, way, corridor.into())),
            _ => Ok(Roadside::default()),
        }
    }

    fn laid(all: &[Piece], way: &Way, corridor: u64) -> Self {
        let part = PART.max(way.length() / MOST_PARTS + 1);
        let reach = u32::try_from(corridor.saturating_add(OUTSIDE)).unwrap_or(u32::MAX);
        let mut roadside = Roadside { part, first: vec![0], pieces: Vec::new() };
        for number in 0..=way.length() / part {
            let around =
                widened(way.bounds(number * part, (number + 1) * part), way.place(number * part), reach);
            let near = all.iter().filter(|piece| overlap(bounds(&piece[..]), around));
            roadside.pieces.extend(near.take(MOST_NEAR));
            roadside.first.push(u32::try_from(roadside.pieces.len()).unwrap_or(u32::MAX));
        }
        if roadside.pieces.is_empty() { Roadside::default() } else { roadside }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.first.is_empty()
    }

    /// How far off the nearest road is from the middle of the plane, in millimetres, if it is nearer than that. How far along the way
    /// that is has to be said.
    pub(crate) fn nearest(&self, plane: &Plane, along: u64, within: u64) -> Option<u64> {
        let part = usize::try_from(along.checked_div(self.part)?).ok()?;
        let &[from, to] = self.first.get(part..)?.first_chunk::<2>()?;
        let mut best = within;
        for &[from, to] in self.pieces.get(from as usize..to as usize)? {
            if beside(plane.of(from), plane.of(to)) < best {
                best = best.min(plane.foot(from, to).apart.isqrt());
            }
        }
        (best < within).then_some(best)
    }
}

/// Bounds, and as much around them.
fn widened([south, west, north, east]: [i32; 4], near: model::Place, by_mm: u32) -> [i32; 4] {
    let [lat, lon] = Plane::at(near).degrees(by_mm).map(|by| i32::try_from(by).unwrap_or(i32::MAX));
    [south.saturating_sub(lat), west.saturating_sub(lon), north.saturating_add(lat), east.saturating_add(lon)]
}

fn overlap(a: [i32; 4], b: [i32; 4]) -> bool {
    a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}
