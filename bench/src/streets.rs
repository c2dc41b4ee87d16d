//! A made-up town, of any size: the ground on which games and hazards are measured where no real one is at hand.
//!
//! Streets on a grid, half of them missing, every tenth an avenue that is whole and twice as fast; some streets
//! are one-way. As real networks, it has dead ends, detours and a few good ways.

use chance::{Ground, NotAGround};
use fastrand::Rng;
use model::Place;

/// Flat arrays of a town, as `chance` takes them, with its nodes' places.
#[derive(Clone, Debug, Default)]
pub struct Town {
    /// Where each node lies.
    pub places: Vec<Place>,
    /// See [`Ground::new`].
    pub first_out: Vec<u32>,
    /// See [`Ground::new`].
    pub head: Vec<u32>,
    /// See [`Ground::new`].
    pub spot: Vec<u32>,
    /// See [`Ground::new`].
    pub loss: Vec<u32>,
    /// How long each arc takes, in tenths of a second.
    pub time: Vec<u32>,
    /// Two nodes on avenues.
    pub ends: (u32, u32),
}

/// Streets from one avenue to the next.
const BLOCK: usize = 10;

impl Town {
    /// So many streets each way. The two ends lie `apart` streets from each other both ways; around each an
    /// ambush is impossible within `guarded` streets.
    ///
    /// # Errors
    /// When the town would not lie on the globe.
    pub fn of(side: usize, apart: usize, guarded: usize) -> anyhow::Result<Town> {
        let mut rng = Rng::with_seed(17);
        let avenue = |n: usize| n / BLOCK * BLOCK + BLOCK / 2;
        let (start, end) = (avenue((side - apart) / 2), avenue((side + apart) / 2));
        let is_guarded = |x: usize, y: usize| {
            [start, end].iter().any(|&n| x.abs_diff(n).pow(2) + y.abs_diff(n).pow(2) < guarded.pow(2))
        };
        let mut town =
            Town { ends: (number(start * side + start)?, number(end * side + end)?), ..Town::default() };
        let mut leaving = vec![Vec::new(); side * side];
        for (x, y) in (0..side).flat_map(|y| (0..side).map(move |x| (x, y))) {
            let step = |n: usize| i64::try_from(n).unwrap_or_default() * 10_000;
            town.places.push(Place::from_e7(step(y), step(x))?);
            for (to_x, to_y, is_avenue) in
                [(x + 1, y, y % BLOCK == BLOCK / 2), (x, y + 1, x % BLOCK == BLOCK / 2)]
            {
                if to_x >= side || to_y >= side || !(is_avenue || rng.bool()) {
                    continue;
                }
                let time = rng.u32(80..120) / if is_avenue { 2 } else { 1 };
                let spot = number(town.loss.len())?;
                town.loss.push(if is_guarded(x, y) { 0 } else { rng.u32(100_000..900_000) });
                let (a, b) = (y * side + x, to_y * side + to_x);
                leaving[a].push((number(b)?, spot, time));
                if is_avenue || rng.u8(0..10) > 0 {
                    leaving[b].push((number(a)?, spot, time));
                }
            }
        }
        town.first_out.push(0);
        for arcs in leaving {
            for (head, spot, time) in arcs {
                town.head.push(head);
                town.spot.push(spot);
                town.time.push(time);
            }
            town.first_out.push(number(town.head.len())?);
        }
        Ok(town)
    }

    /// As a ground to play on.
    ///
    /// # Errors
    /// When its arrays contradict each other.
    pub fn ground(&self) -> Result<Ground<'_>, NotAGround> {
        Ground::new(&self.first_out, &self.head, &self.spot, &self.loss)
    }
}

fn number(n: usize) -> anyhow::Result<u32> {
    Ok(u32::try_from(n)?)
}
