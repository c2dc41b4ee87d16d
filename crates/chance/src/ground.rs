//! The ground the game is played on: a road graph as flat arrays, and what an ambush would cost where.
//!
//! The attacker waits at a *spot*. A one-way arc is a spot by itself; the two directions of a road share one,
//! because whoever waits beside a road meets both. A path without cycles passes such a spot at most once, and
//! that is what the methods here rest on: a spot with more arcs, or arcs elsewhere, is refused.

use std::ops::Range;

use crate::scale::CERTAIN;

/// A road graph with its spots. Borrowed, so that the columns of a large network are used as they lie.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    first_out: &'a [u32],
    head: &'a [u32],
    spot: &'a [u32],
    loss: &'a [u32],
}

/// Why arrays are not a ground to play on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAGround {
    /// The arcs of the nodes are not one after the other.
    #[error(
        "the first arc of each node must start at 0, never fall and end at the number of arcs, {arcs}: see entry {entry}"
    )]
    OutOfStep {
        /// The first entry that is wrong.
        entry: usize,
        /// How many arcs there are.
        arcs: usize,
    },
    /// Columns of different lengths.
    #[error("{arcs} arcs have {spots} spots: each arc lies at one")]
    Uneven {
        /// How many arcs there are.
        arcs: usize,
        /// How many entries the column of spots has.
        spots: usize,
    },
    /// An arc that leads, or lies, nowhere.
    #[error("arc {arc} leads to node {node} or lies at spot {spot}, and there is no such node or spot")]
    Nowhere {
        /// The arc.
        arc: usize,
        /// Where it leads.
        node: u32,
        /// Where it lies.
        spot: u32,
    },
    /// A loss that is more than certain.
    #[error("the loss at spot {spot} is {loss} millionths: certain is 1000000")]
    MoreThanCertain {
        /// The spot.
        spot: usize,
        /// Its loss.
        loss: u32,
    },
    /// Arcs at one spot that are not the two directions of one road.
    #[error("spot {spot} has arcs that are not the two directions of one road: give each a spot of its own")]
    NotOneRoad {
        /// The spot.
        spot: u32,
    },
}

impl<'a> Ground<'a> {
    /// Arcs leaving node `n` are `first_out[n]..first_out[n + 1]`; arc `a` leads to `head[a]` and lies at spot
    /// `spot[a]`; whoever passes spot `s` while it is attacked is lost with `loss[s]` millionths.
    ///
    /// # Errors
    /// When the arrays contradict each other.
    pub fn new(
        first_out: &'a [u32],
        head: &'a [u32],
        spot: &'a [u32],
        loss: &'a [u32],
    ) -> Result<Self, NotAGround> {
        let arcs = head.len();
        let starts = first_out.first() == Some(&0);
        let ends = first_out.last().is_some_and(|&last| last as usize == arcs);
        let falls = first_out.windows(2).position(|pair| pair[0] > pair[1]);
        if !starts || !ends || falls.is_some() {
            let entry = if starts { falls.map_or(first_out.len() - 1, |at| at + 1) } else { 0 };
            return Err(NotAGround::OutOfStep { entry, arcs });
        }
        if spot.len() != arcs {
            return Err(NotAGround::Uneven { arcs, spots: spot.len() });
        }
        if let Some(spot) = loss.iter().position(|&loss| loss > CERTAIN) {
            return Err(NotAGround::MoreThanCertain { spot, loss: loss[spot] });
        }
        let ground = Ground { first_out, head, spot, loss };
        let nodes = ground.nodes();
        let lost = |&arc: &usize| head[arc] as usize >= nodes || spot[arc] as usize >= loss.len();
        if let Some(arc) = (0..arcs).find(lost) {
            return Err(NotAGround::Nowhere { arc, node: head[arc], spot: spot[arc] });
        }
        ground.each_spot_is_one_road()?;
        Ok(ground)
    }

    fn each_spot_is_one_road(self) -> Result<(), NotAGround> {
        const NONE: (u32, u32) = (u32::MAX, u32::MAX);
        /// A second direction was seen.
        const FULL: (u32, u32) = (u32::MAX, 0);
        let mut seen = vec![NONE; self.loss.len()];
        for tail in 0..self.nodes() {
            for arc in self.leaving(tail) {
                let ends = (index(tail), self.head[arc]);
                let entry = &mut seen[self.spot(arc)];
                *entry = match *entry {
                    NONE => ends,
                    (from, to) if (to, from) == ends && from != u32::MAX => FULL,
                    _ => return Err(NotAGround::NotOneRoad { spot: self.spot[arc] }),
                };
            }
        }
        Ok(())
    }

    /// How many nodes there are.
    #[must_use]
    pub fn nodes(self) -> usize {
        self.first_out.len() - 1
    }

    /// How many arcs there are.
    #[must_use]
    pub fn arcs(self) -> usize {
        self.head.len()
    }

    /// How many spots there are.
    #[must_use]
    pub fn spots(self) -> usize {
        self.loss.len()
    }

    pub(crate) fn leaving(self, node: usize) -> Range<usize> {
        self.first_out[node] as usize..self.first_out[node + 1] as usize
    }

    pub(crate) fn head(self, arc: usize) -> usize {
        self.head[arc] as usize
    }

    pub(crate) fn spot(self, arc: usize) -> usize {
        self.spot[arc] as usize
    }

    /// In millionths.
    pub(crate) fn losses(self) -> &'a [u32] {
        self.loss
    }

    /// In millionths.
    pub(crate) fn loss_on(self, arc: usize) -> u32 {
        self.loss[self.spot(arc)]
    }
}

/// Nodes and arcs are numbers of 32 bits here: the columns could not say more.
pub(crate) fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrays_that_contradict_each_other_are_refused_with_the_place() {
        let new = |first_out, head, spot, loss| Ground::new(first_out, head, spot, loss).map(|_| ());
        assert_eq!(new(&[0, 1, 2], &[1, 0], &[0, 0], &[5]), Ok(()));
        assert_eq!(new(&[], &[], &[], &[]), Err(NotAGround::OutOfStep { entry: 0, arcs: 0 }));
        assert_eq!(new(&[0, 2, 1], &[0], &[0], &[5]), Err(NotAGround::OutOfStep { entry: 2, arcs: 1 }));
        assert_eq!(new(&[0, 1], &[0], &[], &[5]), Err(NotAGround::Uneven { arcs: 1, spots: 0 }));
        assert_eq!(new(&[0, 1], &[1], &[0], &[5]), Err(NotAGround::Nowhere { arc: 0, node: 1, spot: 0 }));
        assert_eq!(
            new(&[0, 1], &[0], &[0], &[1_000_001]),
            Err(NotAGround::MoreThanCertain { spot: 0, loss: 1_000_001 })
        );
    }

    #[test]
    fn a_spot_is_one_road_in_one_or_both_directions() {
        // 0 → 1, 0 → 1, 1 → 0
        let new = |spot: &[u32]| Ground::new(&[0, 2, 3], &[1, 1, 0], spot, &[5, 5, 5]).map(|_| ());
        assert_eq!(new(&[0, 1, 1]), Ok(()));
        assert_eq!(new(&[0, 0, 1]), Err(NotAGround::NotOneRoad { spot: 0 }));
        assert_eq!(new(&[0, 0, 0]), Err(NotAGround::NotOneRoad { spot: 0 }));
    }
}
