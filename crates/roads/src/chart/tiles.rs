//! The map's tiles in a network file: a sorted directory, and bytes. What is in them is none of this crate's business.
//!
//! ```text
//!  0  8  number of entries
//!  8     the directory: 16 bytes an entry, ascending
//!           8 key: zoom << 56 | column << 28 | row
//!           8 where its bytes are: offset << 24 | length; the offset counts from the end of the directory
//!        the tiles, one after the other; those that are the same lie there once
//! ```

use std::{collections::HashMap, ops::RangeInclusive};

/// The most tiles the directory can name, and the most bytes of one.
const LARGEST: usize = (1 << 24) - 1;
/// The deepest zoom a key can name.
const DEEPEST: u8 = 28;
const NUMBER: usize = size_of::<u64>();

/// A tile by its zoom, column from the west and row from the north, as web maps number them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct TileKey(u64);

impl TileKey {
    /// `None` if there is no such tile.
    #[must_use]
    pub fn new(zoom: u8, column: u32, row: u32) -> Option<Self> {
        let there_are = 1_u32.checked_shl(zoom.into()).filter(|_| zoom <= DEEPEST)?;
        let is_one = column < there_are && row < there_are;
        is_one.then(|| TileKey(u64::from(zoom) << 56 | u64::from(column) << 28 | u64::from(row)))
    }

    /// Its zoom.
    #[must_use]
    pub fn zoom(self) -> u8 {
        self.0.to_be_bytes()[0]
    }

    /// Its column and row.
    #[must_use]
    pub fn place(self) -> [u32; 2] {
        let low = |number: u64| u32::try_from(number & 0x0fff_ffff).unwrap_or_default();
        [low(self.0 >> 28), low(self.0)]
    }
}

/// The tiles of a network file, read where they lie.
#[derive(Clone, Copy, Debug)]
pub struct Tiles<'f> {
    directory: &'f [[u64; 2]],
    bytes: &'f [u8],
}

impl<'f> Tiles<'f> {
    /// `None` if the section holds no directory.
    pub(super) fn of(section: &'f [u8]) -> Option<Self> {
        let (count, rest) = section.split_first_chunk::<NUMBER>()?;
        let ends = usize::try_from(u64::from_le_bytes(*count)).ok()?.checked_mul(2 * NUMBER)?;
        let (directory, bytes) = rest.split_at_checked(ends)?;
        Some(Tiles { directory: bytemuck::try_cast_slice(directory).ok()?, bytes })
    }

    /// Why they are none; nothing if each can be found and read.
    pub(super) fn fault(&self) -> Option<&'static str> {
        if !self.directory.is_sorted_by(|one, other| one[0] < other[0]) {
            return Some("not in order");
        }
        let is_key = |&[key, _]: &[u64; 2]| {
            let [column, row] = TileKey(key).place();
            TileKey::new(TileKey(key).zoom(), column, row) == Some(TileKey(key))
        };
        if !self.directory.iter().all(is_key) {
            return Some("no tile of any map");
        }
        let lies = |&[_, at]: &[u64; 2]| self.at(at).is_some();
        (!self.directory.iter().all(lies)).then_some("beyond its end")
    }

    fn at(&self, at: u64) -> Option<&'f [u8]> {
        let (offset, length) = (usize::try_from(at >> 24).ok()?, usize::try_from(at).ok()? & LARGEST);
        self.bytes.get(offset..offset.checked_add(length)?)
    }

    /// A tile's bytes, compressed as they are sent; `None` if there is nothing to be seen there.
    #[must_use]
    pub fn get(&self, key: TileKey) -> Option<&'f [u8]> {
        let at = self.directory.binary_search_by_key(&key.0, |entry| entry[0]).ok()?;
        self.at(self.directory.get(at)?[1])
    }

    /// The zooms there are tiles of.
    #[must_use]
    pub fn zooms(&self) -> Option<RangeInclusive<u8>> {
        let zoom = |entry: &[u64; 2]| TileKey(entry[0]).zoom();
        Some(zoom(self.directory.first()?)..=zoom(self.directory.last()?))
    }

    /// Every tile.
    pub fn iter(&self) -> impl Iterator<Item = (TileKey, &'f [u8])> {
        self.directory.iter().filter_map(|&[key, at]| Some((TileKey(key), self.at(at)?)))
    }

    /// How many tiles there are; and how many bytes they have, those that are the same counted once.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        (self.directory.len(), self.bytes.len())
    }
}

/// The section of these tiles, ascending. A tile of 16 MiB or more is left out: no browser would draw it.
pub(super) fn pack(tiles: &[(TileKey, Vec<u8>)]) -> Vec<u8> {
    let tiles: Vec<_> = tiles.iter().filter(|(_, bytes)| bytes.len() <= LARGEST).collect();
    let mut section = (tiles.len() as u64).to_le_bytes().to_vec();
    let mut lie_at: HashMap<&[u8], u64> = HashMap::new();
    let mut once: Vec<&[u8]> = Vec::new();
    let mut end = 0_u64;
    for (key, bytes) in tiles {
        let offset = *lie_at.entry(bytes).or_insert_with(|| {
            once.push(bytes);
            let offset = end;
            end += bytes.len() as u64;
            offset
        });
        section.extend(key.0.to_le_bytes());
        section.extend((offset << 24 | bytes.len() as u64).to_le_bytes());
    }
    section.reserve_exact(usize::try_from(end).unwrap_or_default());
    once.into_iter().for_each(|bytes| section.extend_from_slice(bytes));
    section
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(zoom: u8, column: u32, row: u32) -> TileKey {
        TileKey::new(zoom, column, row).unwrap()
    }

    #[test]
    fn tiles_are_found_again_and_those_that_are_the_same_lie_there_once() {
        let tiles = [
            (key(4, 3, 2), vec![1, 2, 3]),
            (key(5, 6, 4), vec![9; 100]),
            (key(5, 6, 5), vec![1, 2, 3]),
            (key(14, 16_383, 0), Vec::new()),
        ];
        let section = pack(&tiles);
        // As it lies in a file: where a number may begin.
        let mut aligned = vec![0_u64; section.len().div_ceil(8)];
        bytemuck::cast_slice_mut(&mut aligned)[..section.len()].copy_from_slice(&section);
        let read = Tiles::of(&bytemuck::cast_slice(&aligned)[..section.len()]).unwrap();
        assert_eq!(read.fault(), None);
        assert_eq!((read.size(), read.zooms()), ((4, 103), Some(4..=14)));
        for (key, bytes) in &tiles {
            assert_eq!(read.get(*key), Some(bytes.as_slice()));
        }
        assert_eq!(read.get(key(5, 7, 4)), None);
        assert_eq!(read.iter().count(), 4);
    }

    #[test]
    fn there_is_no_tile_beyond_its_zoom() {
        assert_eq!(TileKey::new(0, 0, 0).map(TileKey::place), Some([0, 0]));
        assert_eq!(
            (TileKey::new(0, 1, 0), TileKey::new(5, 0, 32), TileKey::new(29, 0, 0)),
            (None, None, None)
        );
        assert_eq!(TileKey::new(255, u32::MAX, u32::MAX), None);
        let last = key(28, (1 << 28) - 1, 7);
        assert_eq!((last.zoom(), last.place()), (28, [(1 << 28) - 1, 7]));
    }
}
