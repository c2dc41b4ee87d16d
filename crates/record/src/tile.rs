//! The tree cut into tiles (C2SP `tlog-tiles`), which is how a witness copies hashes without entries.
//!
//! A tile is up to 256 neighbouring hashes of one level, 32 bytes each. Full tiles never change; the
//! rightmost tile of a level is partial and its width is part of its name.

use std::fmt;
use std::str::FromStr;

use crate::checkpoint::decimal;
use crate::hash::{Hash, shortened};
use crate::tree::{HashReader, ReadError, TILE_HEIGHT, TILE_WIDTH, read};

/// The highest level a tile of a log with 64-bit sizes can have.
const MAX_LEVEL: u8 = 7;

/// Why a text is not the path of a tile, or bytes are not its contents.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TileError {
    /// Not a path of this form.
    #[error("{0:?} is not the path of a tile: tile/<level>/<index in groups of three digits>[.p/<width>]")]
    Path(String),
    /// No tree of 64-bit size has such a tile.
    #[error("no tree has a tile at level {level} with the index {index} and the width {width}")]
    Outside {
        /// The level.
        level: u8,
        /// The index in the level.
        index: u64,
        /// The number of hashes.
        width: u16,
    },
    /// Not 32 bytes for each hash.
    #[error("{tile} has {expected} bytes, not {found}")]
    Length {
        /// The path of the tile.
        tile: String,
        /// 32 times its width.
        expected: usize,
        /// The number of bytes handed in.
        found: usize,
    },
}

/// The name of a tile: which hashes of which level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    level: u8,
    index: u64,
    width: u16,
}

impl Tile {
    /// The tile with `width` (1 to 256) hashes from number `index * 256` of `level`.
    pub fn new(level: u8, index: u64, width: u16) -> Result<Tile, TileError> {
        let last = index.checked_mul(TILE_WIDTH).and_then(|first| first.checked_add(u64::from(width)));
        let fits =
            last.is_some_and(|last| last <= u64::MAX >> (TILE_HEIGHT * u32::from(level.min(MAX_LEVEL))));
        if level > MAX_LEVEL || width == 0 || u64::from(width) > TILE_WIDTH || !fits {
            return Err(TileError::Outside { level, index, width });
        }
        Ok(Tile { level, index, width })
    }

    /// The tiles of a tree of `new` leaves that a tree of `old` leaves does not have, lowest level
    /// first: what a witness at `old` fetches. From 0 it is every tile.
    pub fn between(old: u64, new: u64) -> impl Iterator<Item = Tile> {
        (0..=MAX_LEVEL).flat_map(move |level| {
            let stored = |size: u64| size >> (TILE_HEIGHT * u32::from(level));
            let (had, has) = (stored(old), stored(new));
            let tiles = if has > had { had / TILE_WIDTH..has.div_ceil(TILE_WIDTH) } else { 0..0 };
            tiles.map(move |index| {
                let width = (has - index * TILE_WIDTH).min(TILE_WIDTH);
                Tile { level, index, width: u16::try_from(width).unwrap_or(256) }
            })
        })
    }

    /// The level; 0 holds leaf hashes.
    pub fn level(&self) -> u8 {
        self.level
    }

    /// The index in the level.
    pub fn index(&self) -> u64 {
        self.index
    }

    /// The number of hashes, 1 to 256.
    pub fn width(&self) -> u16 {
        self.width
    }

    /// The contents, from stored hashes.
    pub fn bytes(&self, reader: &(impl HashReader + ?Sized)) -> Result<Vec<u8>, ReadError> {
        let hashes = read(reader, self.level, self.index * TILE_WIDTH, u64::from(self.width))?;
        Ok(hashes.iter().flat_map(|hash| hash.0).collect())
    }

    /// The hashes in the contents.
    pub fn hashes(&self, bytes: &[u8]) -> Result<Vec<Hash>, TileError> {
        let (hashes, rest) = bytes.as_chunks::<32>();
        let expected = usize::from(self.width);
        if hashes.len() != expected || !rest.is_empty() {
            let tile = self.to_string();
            return Err(TileError::Length { tile, expected: expected * 32, found: bytes.len() });
        }
        Ok(hashes.iter().copied().map(Hash).collect())
    }
}

/// The path, relative to the log: `tile/0/x001/234.p/5`.
impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tile/{}/", self.level)?;
        let digits = self.index.to_string();
        let padded = format!("{digits:0>width$}", width = digits.len().next_multiple_of(3));
        let mut groups = padded.as_bytes().chunks(3).map(String::from_utf8_lossy).peekable();
        while let Some(group) = groups.next() {
            if groups.peek().is_some() { write!(f, "x{group}/")? } else { write!(f, "{group}")? }
        }
        if u64::from(self.width) < TILE_WIDTH { write!(f, ".p/{}", self.width) } else { Ok(()) }
    }
}

impl FromStr for Tile {
    type Err = TileError;

    fn from_str(path: &str) -> Result<Tile, TileError> {
        let parsed = parse(path).ok_or_else(|| TileError::Path(shortened(path)))?;
        let tile = Tile::new(parsed.level, parsed.index, parsed.width)?;
        // A tile has one path: what does not come out as it went in is some other spelling.
        if tile.to_string() == path { Ok(tile) } else { Err(TileError::Path(shortened(path))) }
    }
}

fn parse(path: &str) -> Option<Tile> {
    let (level, rest) = path.strip_prefix("tile/")?.split_once('/')?;
    let (groups, width) = match rest.split_once(".p/") {
        Some((groups, width)) => (groups, u16::try_from(decimal(width)?).ok()?),
        None => (rest, 256),
    };
    let mut index: u64 = 0;
    for group in groups.split('/') {
        let digits = group.strip_prefix('x').unwrap_or(group);
        let well_formed = digits.len() == 3 && digits.bytes().all(|digit| digit.is_ascii_digit());
        let value: u64 = if well_formed { digits.parse().ok()? } else { return None };
        index = index.checked_mul(1000)?.checked_add(value)?;
    }
    Some(Tile { level: u8::try_from(decimal(level)?).ok()?, index, width })
}
