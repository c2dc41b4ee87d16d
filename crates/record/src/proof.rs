//! Inclusion and consistency proofs: RFC 6962 sections 2.1.1 and 2.1.2, verified as RFC 9162
//! sections 2.1.3.2 and 2.1.4.2 say.
//!
//! A proof is made from stored hashes, tile by tile: every tile on the way is read once, so a proof
//! costs at most two reads of at most 256 hashes for each tile level. It is verified from bytes alone.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use crate::hash::{Hash, as_base64, node_hash};
use crate::tree::{HashReader, ReadError, TILE_HEIGHT, TILE_WIDTH, fold, read};

/// That a leaf stands at `index` in the tree of `size` leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InclusionProof {
    /// The leaf's place, from 0.
    pub index: u64,
    /// The size of the tree.
    pub size: u64,
    /// The siblings on the way from the leaf to the root.
    #[serde(with = "as_base64")]
    pub hashes: Vec<Hash>,
}

/// That the tree of `new` leaves begins with the tree of `old` leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsistencyProof {
    /// The smaller size.
    pub old: u64,
    /// The larger size.
    pub new: u64,
    /// The nodes that both roots are made of.
    #[serde(with = "as_base64")]
    pub hashes: Vec<Hash>,
}

/// Why a proof proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The leaf would stand outside the tree.
    #[error("a tree of {size} leaves has no leaf {index}")]
    OutsideTree {
        /// The leaf asked for.
        index: u64,
        /// The tree's size.
        size: u64,
    },
    /// The tree would have shrunk.
    #[error("a tree of {new} leaves cannot begin with one of {old}")]
    Shrinking {
        /// The size said to be the smaller.
        old: u64,
        /// The size said to be the larger.
        new: u64,
    },
    /// More or fewer hashes than the sizes ask for.
    #[error("the proof has {found} hashes, which is not the number these sizes ask for")]
    Length {
        /// The number of hashes in the proof.
        found: usize,
    },
    /// The hashes lead to another root.
    #[error("the proof leads to the root {computed}, not to {expected}")]
    Root {
        /// What the proof leads to.
        computed: Hash,
        /// The root it was held against.
        expected: Hash,
    },
    /// The stored hashes could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
}

impl InclusionProof {
    /// Does `leaf` stand at the proof's index in the tree with this root?
    pub fn verify(&self, leaf: &Hash, root: &Hash) -> Result<(), ProofError> {
        if self.index >= self.size {
            return Err(ProofError::OutsideTree { index: self.index, size: self.size });
        }
        let (mut place, mut last) = (self.index, self.size - 1);
        let mut computed = *leaf;
        for sibling in &self.hashes {
            if last == 0 {
                return Err(ProofError::Length { found: self.hashes.len() });
            }
            if place & 1 == 1 || place == last {
                computed = node_hash(sibling, &computed);
                while place & 1 == 0 && place != 0 {
                    place >>= 1;
                    last >>= 1;
                }
            } else {
                computed = node_hash(&computed, sibling);
            }
            place >>= 1;
            last >>= 1;
        }
        if last != 0 {
            return Err(ProofError::Length { found: self.hashes.len() });
        }
        same(computed, root)
    }
}

impl ConsistencyProof {
    /// Does the tree with `new_root` begin with the tree with `old_root`?
    pub fn verify(&self, old_root: &Hash, new_root: &Hash) -> Result<(), ProofError> {
        let length = Err(ProofError::Length { found: self.hashes.len() });
        if self.old > self.new {
            return Err(ProofError::Shrinking { old: self.old, new: self.new });
        }
        if self.old == 0 || self.old == self.new {
            let expected = if self.old == 0 { &Hash::EMPTY_ROOT } else { new_root };
            return if self.hashes.is_empty() { same(*expected, old_root) } else { length };
        }
        // A full old tree is a node of the new one, and its root need not be repeated in the proof.
        let mut steps = self.hashes.iter();
        let first = if self.old.is_power_of_two() { Some(old_root) } else { steps.next() };
        let Some(first) = first else { return length };
        let (mut place, mut last) = (self.old - 1, self.new - 1);
        while place & 1 == 1 {
            place >>= 1;
            last >>= 1;
        }
        let (mut old, mut new) = (*first, *first);
        for step in steps {
            if last == 0 {
                return length;
            }
            if place & 1 == 1 || place == last {
                old = node_hash(step, &old);
                new = node_hash(step, &new);
                while place & 1 == 0 && place != 0 {
                    place >>= 1;
                    last >>= 1;
                }
            } else {
                new = node_hash(&new, step);
            }
            place >>= 1;
            last >>= 1;
        }
        if last != 0 {
            return length;
        }
        same(old, old_root)?;
        same(new, new_root)
    }
}

fn same(computed: Hash, expected: &Hash) -> Result<(), ProofError> {
    if computed == *expected { Ok(()) } else { Err(ProofError::Root { computed, expected: *expected }) }
}

/// Makes proofs about one tree at one size.
///
/// It keeps the tiles it has read (at most 64, half a megabyte), because the proofs of one bundle or
/// one witness share most of their way to the root.
pub struct Prover<'a, R: HashReader + ?Sized> {
    reader: &'a R,
    size: u64,
    tiles: RefCell<HashMap<(u8, u64), Rc<[Hash]>>>,
}

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
