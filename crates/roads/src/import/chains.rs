//! Which pieces are one stretch: those that follow on each other at nodes which mean nothing.
//!
//! A node means something if more or fewer than two pieces meet there, if the two look different, if something stands
//! on it, or if turns are restricted there.

use super::{collect::Collected, pieces::Pieces};

/// A piece, and whether it is turned round.
pub(super) type Link = (usize, bool);

/// Pieces one after the other.
pub(super) struct Chain {
    pub links: Vec<Link>,
    /// The piece that is not turned round, whatever the others are: its look is the chain's.
    pub seed: usize,
}

impl Chain {
    /// The vertices where it begins and ends.
    pub(super) fn ends(&self, pieces: &Pieces) -> Option<(u32, u32)> {
        let (first, last) = (*self.links.first()?, *self.links.last()?);
        Some((ends(pieces, first).0, ends(pieces, last).1))
    }
}

/// All pieces in chains, each in one. None ends where it begins.
pub(super) fn chains(collected: &Collected, pieces: &Pieces) -> Vec<Chain> {
    let meetings = Meetings::of(collected, pieces);
    let mut is_done = vec![false; pieces.all.len()];
    let mut chains = Vec::new();
    for seed in 0..pieces.all.len() {
        if is_done[seed] {
            continue;
        }
        is_done[seed] = true;
        let ahead = meetings.walk((seed, false), &mut is_done);
        let behind = meetings.walk((seed, true), &mut is_done);
        let turned = behind.into_iter().rev().map(|(piece, reversed)| (piece, !reversed));
        let links: Vec<Link> = turned.chain([(seed, false)]).chain(ahead).collect();
        let mut chain = Chain { links, seed };
        let closes = chain.ends(pieces).is_some_and(|(from, to)| from == to);
        if closes {
            // Two halves, like any other loop; the one without the seed has another.
            let at = chain.links.iter().position(|&(piece, _)| piece == seed).unwrap_or(0);
            let rest = if at + 1 < chain.links.len() {
                chain.links.split_off(at + 1)
            } else {
                let seeded = chain.links.split_off(at);
                std::mem::replace(&mut chain.links, seeded)
            };
            chains.extend(upright(rest));
        }
        chains.push(chain);
    }
    chains
}

/// A chain with its first piece as it was drawn.
fn upright(mut links: Vec<Link>) -> Option<Chain> {
    let &(seed, reversed) = links.first()?;
    if reversed {
        links.reverse();
        links.iter_mut().for_each(|link| link.1 = !link.1);
    }
    Some(Chain { links, seed })
}

/// The vertices a link leads from and to.
fn ends(pieces: &Pieces, (piece, reversed): Link) -> (u32, u32) {
    let piece = &pieces.all[piece];
    if reversed { (piece.to, piece.from) } else { (piece.from, piece.to) }
}

/// Who meets where.
struct Meetings<'c> {
    collected: &'c Collected,
    pieces: &'c Pieces,
    /// How many ends lie at each vertex.
    degree: Vec<u32>,
    /// Two of them, as links that lead away from it.
    leaving: Vec<[Link; 2]>,
}

impl<'c> Meetings<'c> {
    fn of(collected: &'c Collected, pieces: &'c Pieces) -> Self {
        let mut degree = vec![0_u32; pieces.vertices.len()];
        let mut leaving = vec![[(0, false); 2]; pieces.vertices.len()];
        for (i, piece) in pieces.all.iter().enumerate() {
            for (vertex, link) in [(piece.from, (i, false)), (piece.to, (i, true))] {
                let vertex = vertex as usize;
                if let Some(place) = leaving[vertex].get_mut(degree[vertex] as usize) {
                    *place = link;
                }
                degree[vertex] += 1;
            }
        }
        Meetings { collected, pieces, degree, leaving }
    }

    /// The links that follow on one, up to a node that means something.
    fn walk(&self, start: Link, is_done: &mut [bool]) -> Vec<Link> {
        let mut links = Vec::new();
        let mut at = start;
        while let Some(next) = self.next(at).filter(|&(piece, _)| !is_done[piece]) {
            is_done[next.0] = true;
            links.push(next);
            at = next;
        }
        links
    }

    fn next(&self, link: Link) -> Option<Link> {
        let vertex = ends(self.pieces, link).1 as usize;
        if self.degree[vertex] != 2 || self.pieces.is_kept[vertex] {
            return None;
        }
        let back = (link.0, !link.1);
        let [a, b] = self.leaving[vertex];
        let next = if a == back { b } else { a };
        let is_crossing = |piece: usize| self.way_of(piece).duration.is_some();
        let differs = next.0 == link.0 || is_crossing(link.0) || is_crossing(next.0);
        (!differs && self.look(link) == self.look(next)).then_some(next)
    }

    fn way_of(&self, piece: usize) -> &super::collect::Way {
        &self.collected.ways[self.pieces.all[piece].way]
    }

    fn look(&self, (piece, reversed): Link) -> super::collect::Look {
        let look = self.collected.looks[self.pieces.all[piece].look as usize];
        if reversed { look.reversed() } else { look }
    }
}
