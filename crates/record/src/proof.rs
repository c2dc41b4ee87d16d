//! Inclusion and consistency proofs: RFC 6962 sections 2.1.1 and 2.1.2, verified as RFC 9162
//! sections 2.1.3.2 and 2.1.4.2 say.
//! A proof is verified from bytes alone; a [`Prover`] makes it from stored hashes.

use serde::{Deserialize, Serialize};

use crate::hash::{Hash, as_base64, node_hash};
use crate::tree::ReadError;

pub use crate::prover::Prover;

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
