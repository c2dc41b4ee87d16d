//! Pieces become stretches: two pieces that meet nothing else and look the same are one, and the node between them is
//! a point of its line.

use model::Place;
use rayon::prelude::*;

use super::{
    account::{Account, Note},
    chains::{Chain, Link, chains},
    collect::Collected,
    pieces::{Piece, Pieces},
};
use crate::{
    chart::{Direction, EVERY_MODE},
    distance_mm,
};

/// A stretch between two vertices.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    pub from: u32,
    pub to: u32,
    /// In `Collected::looks`.
    pub look: u32,
    /// The identifier of one of its ways.
    pub way: i64,
    /// Between its ends.
    pub points: Vec<[i32; 2]>,
    pub length_mm: u32,
    /// Forward and backward, in microseconds; 0 where nobody may drive.
    pub durations_us: [u64; 2],
}

/// Where a piece went.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Share {
    pub stretch: u32,
    /// Whether it was turned round.
    pub reversed: bool,
}

/// The stretches, and where each piece went; `None` if it is in none.
pub(super) fn join(
    collected: &Collected,
    pieces: &Pieces,
    account: &mut Account,
) -> (Vec<Stretch>, Vec<Option<Share>>) {
    let chains = chains(collected, pieces);
    account.add(Note::Contracted, pieces.all.len() - chains.len());
    let made: Vec<Option<Stretch>> =
        chains.par_iter().map(|chain| stretch(collected, pieces, chain)).collect();
    let (mut stretches, mut shares) = (Vec::new(), vec![None; pieces.all.len()]);
    for (chain, stretch) in chains.iter().zip(made) {
        let Some(stretch) = stretch else {
            account.note(Note::NoLength);
            continue;
        };
        let number = u32::try_from(stretches.len()).unwrap_or(u32::MAX);
        for &(piece, reversed) in &chain.links {
            shares[piece] = Some(Share { stretch: number, reversed });
        }
        stretches.push(stretch);
    }
    (stretches, shares)
}

/// `None` if it is longer than any road on this earth.
fn stretch(collected: &Collected, pieces: &Pieces, chain: &Chain) -> Option<Stretch> {
    let (from, to) = chain.ends(pieces)?;
    let mut line: Vec<[i32; 2]> =
        chain.links.iter().flat_map(|&link| places(collected, pieces, link)).collect();
    line.dedup();
    let length_mm = u32::try_from(length_mm(&line).max(1)).ok()?;
    let seed = &pieces.all[chain.seed];
    let way = &collected.ways[seed.way];
    let look = collected.looks[seed.look as usize];
    let duration = |direction: Direction| {
        if look.kind.permits.closed_to(direction) == EVERY_MODE {
            return 0;
        }
        let us = match way.duration {
            // Of a crossing, the part that its length is of the whole.
            Some(whole) => {
                let crossing = u128::from(crossing_mm(collected, seed));
                let us = u128::from(whole.0.unsigned_abs()) * u128::from(length_mm) / crossing;
                u64::try_from(us).unwrap_or(u64::MAX)
            }
            // A millimetre at 1 km/h takes 3,600 microseconds.
            None => u64::from(length_mm) * 3_600 / u64::from(look.speeds[direction as usize].max(1)),
        };
        us.max(1)
    };
    let durations_us = [duration(Direction::Forward), duration(Direction::Backward)];
    let points = line.get(1..line.len().max(2) - 1).map_or(Vec::new(), <[_]>::to_vec);
    Some(Stretch { from, to, look: seed.look, way: way.id, points, length_mm, durations_us })
}

/// Where a link of a chain runs, its ends included.
fn places(collected: &Collected, pieces: &Pieces, (piece, reversed): Link) -> Vec<[i32; 2]> {
    let refs = &collected.refs[pieces.all[piece].refs.clone()];
    let mut places: Vec<[i32; 2]> = refs.iter().map(|&node| collected.places[node as usize]).collect();
    if reversed {
        places.reverse();
    }
    places
}

/// The whole length of the way a piece is of, at least 1.
fn crossing_mm(collected: &Collected, piece: &Piece) -> u64 {
    let all = collected.passed(piece.way).iter().map(|&node| collected.places[node as usize]);
    length_mm(&all.filter(|&place| place != super::collect::NOWHERE).collect::<Vec<_>>()).max(1)
}

/// The length of a line, in millimetres.
pub(super) fn length_mm(line: &[[i32; 2]]) -> u64 {
    line.windows(2).map(|two| between_mm(two[0], two[1])).fold(0, u64::saturating_add)
}

/// The distance of two points, in millimetres.
pub(crate) fn between_mm(a: [i32; 2], b: [i32; 2]) -> u64 {
    // What is kept lies on the globe: it was asked when it was read.
    let place = |[lat, lon]: [i32; 2]| Place::from_e7(i64::from(lat), i64::from(lon));
    match (place(a), place(b)) {
        (Ok(a), Ok(b)) => distance_mm(a, b),
        _ => u64::MAX,
    }
}
