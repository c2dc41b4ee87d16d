//! The tree as it grows, and how its stored hashes are read.
//!
//! A writer needs only the right edge: the roots of the full subtrees that the tree's size names in
//! binary, at most one for each bit. Everything else is kept for proofs, in the shape of C2SP
//! `tlog-tiles`: level 0 holds the leaf hashes, and at level k >= 1 hash i is the root over the leaves
//! `[i*256^k, (i+1)*256^k)`. What lies between two levels is computed when it is needed.

use crate::hash::{Hash, node_hash};

/// Hashes in a full tile, and the most that are read at once.
pub const TILE_WIDTH: u64 = 256;
/// Binary levels in a tile.
pub(crate) const TILE_HEIGHT: u32 = 8;

/// Where stored hashes come from.
///
/// Level 0 holds the leaf hashes; at level k >= 1 hash i is the root of the full subtree over the
/// leaves `[i*256^k, (i+1)*256^k)`.
pub trait HashReader {
    /// `count` (at most 256) hashes at `level`, the first of them number `from`. Fewer than asked is
    /// an error, never a shorter answer.
    fn hashes(&self, level: u8, from: u64, count: u64) -> Result<Vec<Hash>, ReadError>;
}

impl<R: HashReader + ?Sized> HashReader for &R {
    fn hashes(&self, level: u8, from: u64, count: u64) -> Result<Vec<Hash>, ReadError> {
        (**self).hashes(level, from, count)
    }
}

/// The store could not answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("cannot read {what}: {reason}")]
pub struct ReadError {
    /// What was asked for.
    pub what: String,
    /// Why it is not there.
    pub reason: String,
}

impl ReadError {
    /// `what` was asked for, `reason` is why it cannot be had.
    pub fn new(what: impl Into<String>, reason: impl Into<String>) -> ReadError {
        ReadError { what: what.into(), reason: reason.into() }
    }

    /// The same for hashes of the tree.
    pub fn hashes(level: u8, from: u64, count: u64, reason: impl Into<String>) -> ReadError {
        ReadError::new(format!("{count} hashes at level {level} from number {from}"), reason)
    }
}

/// Reads, and does not take the reader's word for the number of hashes.
pub(crate) fn read(
    reader: &(impl HashReader + ?Sized),
    level: u8,
    from: u64,
    count: u64,
) -> Result<Vec<Hash>, ReadError> {
    let hashes = reader.hashes(level, from, count)?;
    if hashes.len() as u64 == count {
        return Ok(hashes);
    }
    Err(ReadError::hashes(level, from, count, format!("the store answered {} of them", hashes.len())))
}

/// The root of a full subtree of 256^`level` leaves, to be stored with the entry that completed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subtree {
    /// The tile level, at least 1.
    pub level: u8,
    /// Which subtree of that level, from 0.
    pub index: u64,
    /// Its root.
    pub hash: Hash,
}

impl Subtree {
    /// The first leaf under it and the first one after it.
    pub fn leaves(&self) -> (u64, u64) {
        let height = TILE_HEIGHT * u32::from(self.level);
        let start = |index: u64| index.checked_shl(height).unwrap_or(u64::MAX);
        (start(self.index), start(self.index.saturating_add(1)))
    }
}

/// The right edge of a tree: all that appending and the root need.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frontier {
    size: u64,
    /// Roots of the full subtrees that `size` names in binary, the largest first.
    peaks: Vec<Hash>,
}

impl Frontier {
    /// The edge of the empty tree.
    pub fn new() -> Frontier {
        Frontier::default()
    }

    /// The edge of the stored tree at `size` leaves, in at most one read for each tile level.
    pub fn read(reader: &(impl HashReader + ?Sized), size: u64) -> Result<Frontier, ReadError> {
        let mut peaks = Vec::new();
        for level in (0..=7).rev() {
            let stored = size >> (TILE_HEIGHT * u32::from(level));
            let width = stored % TILE_WIDTH;
            if width == 0 {
                continue;
            }
            let hashes = read(reader, level, stored - width, width)?;
            let mut rest = hashes.as_slice();
            for bit in (0..TILE_HEIGHT).rev().filter(|bit| width & (1 << bit) != 0) {
                let (subtree, after) = rest.split_at(1 << bit);
                peaks.push(fold(subtree));
                rest = after;
            }
        }
        Ok(Frontier { size, peaks })
    }

    /// The number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf hash. Answers the subtrees it completes, lowest level first; mostly none.
    pub fn append(&mut self, leaf: Hash) -> Vec<Subtree> {
        let mut completed = Vec::new();
        let mut root = leaf;
        for height in 1..=self.size.trailing_ones() {
            let Some(left) = self.peaks.pop() else { break };
            root = node_hash(&left, &root);
            if height % TILE_HEIGHT == 0 {
                let level = u8::try_from(height / TILE_HEIGHT).unwrap_or(u8::MAX);
                completed.push(Subtree { level, index: self.size >> height, hash: root });
            }
        }
        self.peaks.push(root);
        self.size += 1;
        completed
    }

    /// The root over all leaves so far (RFC 6962 section 2.1).
    pub fn root(&self) -> Hash {
        let smallest_first = self.peaks.iter().rev().copied();
        smallest_first.reduce(|right, left| node_hash(&left, &right)).unwrap_or(Hash::EMPTY_ROOT)
    }
}

/// The root over a power of two of neighbouring hashes.
pub(crate) fn fold(hashes: &[Hash]) -> Hash {
    match hashes {
        [] => Hash::EMPTY_ROOT,
        [root] => *root,
        _ => {
            let (pairs, _) = hashes.as_chunks::<2>();
            fold(&pairs.iter().map(|[left, right]| node_hash(left, right)).collect::<Vec<_>>())
        }
    }
}

/// All stored hashes of a tree in memory: for tests and for logs that never touch a disk.
#[derive(Debug, Clone, Default)]
pub struct MemoryHashes {
    levels: Vec<Vec<Hash>>,
    frontier: Frontier,
}

impl MemoryHashes {
    /// No leaf yet.
    pub fn new() -> MemoryHashes {
        MemoryHashes::default()
    }

    /// Adds a leaf hash and keeps the subtrees it completes.
    pub fn append(&mut self, leaf: Hash) {
        let completed = self.frontier.append(leaf);
        self.put(0, leaf);
        for subtree in completed {
            self.put(usize::from(subtree.level), subtree.hash);
        }
    }

    /// The right edge of the tree so far.
    pub fn frontier(&self) -> &Frontier {
        &self.frontier
    }

    fn put(&mut self, level: usize, hash: Hash) {
        if self.levels.len() <= level {
            self.levels.resize(level + 1, Vec::new());
        }
        if let Some(hashes) = self.levels.get_mut(level) {
            hashes.push(hash);
        }
    }
}

impl FromIterator<Hash> for MemoryHashes {
    fn from_iter<I: IntoIterator<Item = Hash>>(leaves: I) -> MemoryHashes {
        let mut hashes = MemoryHashes::new();
        leaves.into_iter().for_each(|leaf| hashes.append(leaf));
        hashes
    }
}

impl HashReader for MemoryHashes {
    fn hashes(&self, level: u8, from: u64, count: u64) -> Result<Vec<Hash>, ReadError> {
        let range = || {
            let from = usize::try_from(from).ok()?;
            let until = from.checked_add(usize::try_from(count).ok()?)?;
            self.levels.get(usize::from(level))?.get(from..until)
        };
        let found = range().ok_or_else(|| ReadError::hashes(level, from, count, "the tree ends before"))?;
        Ok(found.to_vec())
    }
}
