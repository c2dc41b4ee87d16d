//! Making proofs from stored hashes.
//!
//! A [`Prover`] goes tile by tile: every tile on the way is read once, so a proof costs at most two
//! reads of at most 256 hashes for each tile level.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::hash::{Hash, node_hash};
use crate::proof::{ConsistencyProof, InclusionProof, ProofError};
use crate::tree::{HashReader, ReadError, TILE_HEIGHT, TILE_WIDTH, fold, read};

/// Makes proofs about one tree at one size.
///
/// It keeps the tiles it has read (at most 64, half a megabyte), because the proofs of one bundle or
/// one witness share most of their way to the root.
pub struct Prover<'a, R: HashReader + ?Sized> {
    reader: &'a R,
    size: u64,
    tiles: RefCell<Tiles>,
}

/// Hashes by level and index of their tile.
type Tiles = HashMap<(u8, u64), Rc<[Hash]>>;

const KEPT_TILES: usize = 64;

impl<'a, R: HashReader + ?Sized> Prover<'a, R> {
    /// For the first `size` leaves of what the reader holds.
    pub fn new(reader: &'a R, size: u64) -> Prover<'a, R> {
        Prover { reader, size, tiles: RefCell::default() }
    }

    /// The root over all leaves.
    pub fn root(&self) -> Result<Hash, ReadError> {
        self.over(0, self.size)
    }

    /// That the leaf at `index` is in the tree (RFC 6962 section 2.1.1, `PATH`).
    pub fn inclusion(&self, index: u64) -> Result<InclusionProof, ProofError> {
        if index >= self.size {
            return Err(ProofError::OutsideTree { index, size: self.size });
        }
        let (mut from, mut until) = (0, self.size);
        let mut hashes = Vec::new();
        while until - from > 1 {
            let middle = from + split(until - from);
            if index < middle {
                hashes.push(self.over(middle, until)?);
                until = middle;
            } else {
                hashes.push(self.over(from, middle)?);
                from = middle;
            }
        }
        hashes.reverse();
        Ok(InclusionProof { index, size: self.size, hashes })
    }

    /// That the tree begins with its first `old` leaves (RFC 6962 section 2.1.2, `PROOF`).
    pub fn consistency(&self, old: u64) -> Result<ConsistencyProof, ProofError> {
        if old > self.size {
            return Err(ProofError::Shrinking { old, new: self.size });
        }
        let mut hashes = Vec::new();
        if old != 0 && old != self.size {
            let (mut from, mut until) = (0, self.size);
            while old != until {
                let middle = from + split(until - from);
                if old <= middle {
                    hashes.push(self.over(middle, until)?);
                    until = middle;
                } else {
                    hashes.push(self.over(from, middle)?);
                    from = middle;
                }
            }
            if from != 0 {
                hashes.push(self.over(from, until)?);
            }
            hashes.reverse();
        }
        Ok(ConsistencyProof { old, new: self.size, hashes })
    }

    /// The root over the leaves `from..until`, a range that the recursion of RFC 6962 visits: `from`
    /// is a multiple of every power of two that fits into the range.
    fn over(&self, from: u64, until: u64) -> Result<Hash, ReadError> {
        let mut peaks = Vec::new();
        let mut start = from;
        while start < until {
            let height = (until - start).ilog2();
            peaks.push(self.full(height, start >> height)?);
            start += 1 << height;
        }
        Ok(peaks.into_iter().rev().reduce(|right, left| node_hash(&left, &right)).unwrap_or(Hash::EMPTY_ROOT))
    }

    /// The root of full subtree number `index` among those of 2^`height` leaves. It lies inside one
    /// tile, because a tile is itself a full subtree of eight levels.
    fn full(&self, height: u32, index: u64) -> Result<Hash, ReadError> {
        let level = u8::try_from(height / TILE_HEIGHT).unwrap_or(u8::MAX);
        let width = 1_u64 << (height % TILE_HEIGHT);
        let first = index * width;
        let tile = self.tile(level, first / TILE_WIDTH)?;
        let inside = usize::try_from(first % TILE_WIDTH).unwrap_or(usize::MAX);
        let count = usize::try_from(width).unwrap_or(usize::MAX);
        let hashes = tile.get(inside..inside.saturating_add(count));
        hashes.map(fold).ok_or_else(|| ReadError::hashes(level, first, width, "the tree ends before"))
    }

    fn tile(&self, level: u8, index: u64) -> Result<Rc<[Hash]>, ReadError> {
        let mut tiles = self.tiles.borrow_mut();
        if let Some(tile) = tiles.get(&(level, index)) {
            return Ok(Rc::clone(tile));
        }
        let from = index * TILE_WIDTH;
        let stored = self.size >> (TILE_HEIGHT * u32::from(level));
        let width = stored.saturating_sub(from).min(TILE_WIDTH);
        let tile: Rc<[Hash]> = read(self.reader, level, from, width)?.into();
        if tiles.len() >= KEPT_TILES {
            tiles.clear();
        }
        tiles.insert((level, index), Rc::clone(&tile));
        Ok(tile)
    }
}

/// The largest power of two below `leaves`, which is at least 2.
fn split(leaves: u64) -> u64 {
    1 << (leaves - 1).ilog2()
}
