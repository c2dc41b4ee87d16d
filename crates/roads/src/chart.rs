//! A road network as it lies in a network file: flat arrays, read in place.
//!
//! A chart is opened from bytes that somebody else holds (a mapped file, a buffer): opening verifies every byte and
//! every index once, and copies nothing. After that no access can fail or lie outside.
//!
//! - A *junction* is a place where stretches meet or end. The *nodes* of the graph are the junctions and, after them,
//!   the copies of junctions at which turns are restricted (`import/turns.rs` says why that is exact).
//! - A *stretch* is a piece of road between two junctions, drawn in one direction. It has one [`Kind`].
//! - An *arc* drives a stretch one way. The arcs that leave node `n` are `first_out[n]..first_out[n + 1]`, so
//!   `first_out`, `heads` and one weight an arc are all that a search needs.

mod columns;
mod drive;
mod entered;
mod kind;
mod layout;
mod open;
mod search;
mod texts;
mod tiles;
mod vehicle;

use std::{ops::Range, sync::Arc};

use model::Place;

pub use columns::About;
pub(crate) use columns::Columns;
pub use drive::{Drive, InDistrict, NotAWay};
pub use kind::{
    Access, CLASSES, Class, Direction, EVERY_MODE, Features, Kind, Limits, Mode, Permits, Surface,
};
pub use layout::{BadFile, FORMAT, Section};
pub use search::{NoWay, Way};
pub(crate) use texts::Texts;
pub use tiles::{TileKey, Tiles};
pub use vehicle::Vehicle;

use crate::{Support, import::Account};

/// Bytes that somebody holds, for as long as they are needed.
pub type Bytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// No district.
pub const NO_DISTRICT: u32 = u32::MAX;

/// A road network, opened. Copies share the bytes.
#[derive(Clone)]
pub struct Chart {
    bytes: Bytes,
    about: Arc<About>,
    pin: [u8; 32],
    at: Arc<Places>,
    support: Arc<Support>,
}

/// Where each column lies; nowhere is an empty range.
#[derive(Debug, Default)]
struct Places {
    text_ends: Range<usize>,
    texts: Range<usize>,
    places: Range<usize>,
    ids: Range<usize>,
    islands: Range<usize>,
    labels: Range<usize>,
    copy_of: Range<usize>,
    first_out: Range<usize>,
    tails: Range<usize>,
    heads: Range<usize>,
    drives: Range<usize>,
    banned: Range<usize>,
    from: Range<usize>,
    to: Range<usize>,
    ways: Range<usize>,
    kind_of: Range<usize>,
    names: Range<usize>,
    references: Range<usize>,
    lengths: Range<usize>,
    durations: Range<usize>,
    first_point: Range<usize>,
    points: Range<usize>,
    kinds: Range<usize>,
    districts: Range<usize>,
    district_of: Range<usize>,
    first_boundary: Range<usize>,
    boundary_at: Range<usize>,
    boundary_into: Range<usize>,
    rank: Range<usize>,
    tiles: Range<usize>,
}

/// A column's accessor: what it is, and the numbers it holds.
macro_rules! columns {
    ($($(#[doc = $doc:literal])+ $name:ident -> $of:ty,)+) => {
        impl Chart {
            $(
                $(#[doc = $doc])+
                #[must_use]
                pub fn $name(&self) -> &[$of] {
                    self.column(&self.at.$name)
                }
            )+
        }
    };
}

columns! {
    /// By junction: latitude and longitude in 1e-7 degree.
    places -> [i32; 2],
    /// By junction: the node of its source.
    ids -> i64,
    /// By junction: its island. 0 is the one with most road; no road joins two of them.
    islands -> u32,
    /// By copy: the junction it is of, ascending.
    copy_of -> u32,
    /// By node, and one more: its first arc.
    first_out -> u32,
    /// By arc: the node it leaves.
    tails -> u32,
    /// By arc: the node it leads to.
    heads -> u32,
    /// By arc: twice the stretch it drives, and 1 more if it drives it backward.
    drives -> u32,
    /// By arc: modes that may not take it from where it leaves, as bits.
    banned -> u8,
    /// By stretch: the junction it begins at.
    from -> u32,
    /// By stretch: the junction it ends at.
    to -> u32,
    /// By stretch: a way of the source that it is of.
    ways -> i64,
    /// By stretch: its kind, a position among [`Chart::kinds`].
    kind_of -> u32,
    /// By stretch: its name, a text.
    names -> u32,
    /// By stretch: its number or numbers (`N-35`), a text.
    references -> u32,
    /// By stretch: its length in millimetres.
    lengths -> u32,
    /// By stretch: how long a single car takes forward and backward, in microseconds; 0 where nobody may drive.
    durations -> [u64; 2],
    /// By stretch, and one more: its first point.
    first_point -> u32,
    /// Latitude and longitude in 1e-7 degree of the points between the ends of stretches.
    points -> [i32; 2],
    /// The districts' names, texts; empty if the network was made without districts.
    districts -> u32,
    /// By junction: its district, or [`NO_DISTRICT`].
    district_of -> u32,
    /// By stretch, and one more: its first boundary.
    first_boundary -> u32,
    /// By boundary: how far along the stretch, in millimetres.
    boundary_at -> u32,
    /// By boundary: the district entered there, driving forward, or [`NO_DISTRICT`].
    boundary_into -> u32,
    /// By node: its rank in an order for fast queries; empty if none was made.
    rank -> u32,
}

impl Chart {
    /// What the network says about itself.
    #[must_use]
    pub fn about(&self) -> &About {
        &self.about
    }

    /// The map's tiles, if any were made.
    #[must_use]
    pub fn tiles(&self) -> Option<Tiles<'_>> {
        Tiles::of(self.column(&self.at.tiles))
    }

    /// The bytes of the same network file with these tiles, ascending by their keys.
    ///
    /// # Errors
    /// When what the chart was opened from is no longer as it was.
    pub fn with_tiles(&self, tiles: &[(TileKey, Vec<u8>)]) -> Result<Vec<u8>, BadFile> {
        layout::with((*self.bytes).as_ref(), Section::Tiles, &tiles::pack(tiles))
    }

    /// Where there is coverage and where safe havens are, as far as somebody said it with the network.
    #[must_use]
    pub fn support(&self) -> &Support {
        &self.support
    }

    /// The bytes of the same network file with what is said of coverage and safe havens.
    ///
    /// # Errors
    /// When what the chart was opened from is no longer as it was.
    pub fn with_support(&self, support: &Support) -> Result<Vec<u8>, BadFile> {
        // Numbers and words are always JSON.
        let said = serde_json::to_vec(support).unwrap_or_default();
        layout::with((*self.bytes).as_ref(), Section::Support, &said)
    }

    /// What its import counted.
    #[must_use]
    pub fn account(&self) -> Account {
        Account::from_words(&self.about.account)
    }

    /// The SHA-256 that names this file to the last byte.
    #[must_use]
    pub fn pin(&self) -> [u8; 32] {
        self.pin
    }

    /// A text by its number; no text for 0.
    #[must_use]
    pub fn text(&self, number: u32) -> &str {
        let ends: &[u32] = self.column(&self.at.text_ends);
        let number = number as usize;
        let start = number.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
        let end = ends.get(number).copied().unwrap_or(start);
        let texts: &[u8] = self.column(&self.at.texts);
        let text = texts.get(start as usize..end as usize).unwrap_or_default();
        std::str::from_utf8(text).unwrap_or_default()
    }

    /// All kinds of stretches.
    #[must_use]
    pub fn kinds(&self) -> Vec<Kind> {
        let rows: &[[u32; 8]] = self.column(&self.at.kinds);
        rows.iter().filter_map(Kind::of_row).collect()
    }

    /// The kind of a stretch.
    #[must_use]
    pub fn kind(&self, stretch: usize) -> Option<Kind> {
        let rows: &[[u32; 8]] = self.column(&self.at.kinds);
        rows.get(*self.kind_of().get(stretch)? as usize).and_then(Kind::of_row)
    }

    /// The junction a node is, or is a copy of.
    #[must_use]
    pub fn junction(&self, node: u32) -> u32 {
        let copy = (node as usize).checked_sub(self.places().len());
        copy.and_then(|copy| self.copy_of().get(copy)).copied().unwrap_or(node)
    }

    /// The copies of a junction, as nodes.
    #[must_use]
    pub fn copies(&self, junction: u32) -> Range<u32> {
        let junctions = u32::try_from(self.places().len()).unwrap_or(u32::MAX);
        let at = |below: u32| {
            let copies = self.copy_of().partition_point(|&of| of < below);
            junctions.saturating_add(u32::try_from(copies).unwrap_or(u32::MAX))
        };
        at(junction)..at(junction.saturating_add(1))
    }

    /// How the junction is called outside: its label, or its node in OpenStreetMap as `n123`.
    #[must_use]
    pub fn label(&self, junction: u32) -> String {
        let labels: &[u32] = self.column(&self.at.labels);
        match labels.get(junction as usize) {
            Some(&label) => self.text(label).to_owned(),
            None => format!("n{}", self.ids().get(junction as usize).copied().unwrap_or_default()),
        }
    }

    /// The line of a stretch, from end to end as it was drawn.
    pub fn line(&self, stretch: usize) -> impl Iterator<Item = [i32; 2]> {
        let place = |junctions: &[u32]| {
            junctions.get(stretch).and_then(|&junction| self.places().get(junction as usize)).copied()
        };
        let (first, last) = (place(self.from()), place(self.to()));
        let range = self.first_point().get(stretch..).and_then(|rest| rest.first_chunk::<2>());
        let range = range.map_or(0..0, |[start, end]| *start as usize..*end as usize);
        let between = self.points().get(range).unwrap_or_default().iter().copied();
        first.into_iter().chain(between).chain(last)
    }

    /// The stretch an arc drives, and which way.
    #[must_use]
    pub fn driven(&self, arc: usize) -> Option<(usize, Direction)> {
        let drives = *self.drives().get(arc)?;
        let direction = if drives & 1 == 0 { Direction::Forward } else { Direction::Backward };
        Some(((drives >> 1) as usize, direction))
    }

    /// Where an arc enters another district: after how many millimetres, and which; [`NO_DISTRICT`] if it leaves all.
    #[must_use]
    pub fn crossings(&self, arc: usize) -> Vec<(u32, u32)> {
        let Some((stretch, direction)) = self.driven(arc) else { return Vec::new() };
        let range = self.first_boundary().get(stretch..).and_then(|rest| rest.first_chunk::<2>());
        let Some(&[start, end]) = range else { return Vec::new() };
        let range = start as usize..end as usize;
        let at = self.boundary_at().get(range.clone()).unwrap_or_default();
        let into = self.boundary_into().get(range).unwrap_or_default();
        let forward = at.iter().copied().zip(into.iter().copied());
        match direction {
            Direction::Forward => forward.collect(),
            Direction::Backward => {
                // What was entered is now left, for what lay before it.
                let length = self.lengths().get(stretch).copied().unwrap_or_default();
                let first = self.from().get(stretch).and_then(|&from| self.district_of().get(from as usize));
                let before = first.copied().into_iter().chain(into.iter().copied());
                let mut turned: Vec<_> =
                    forward.zip(before).map(|((at, _), into)| (length - at.min(length), into)).collect();
                turned.reverse();
                turned
            }
        }
    }

    /// The place of a node.
    #[must_use]
    pub fn place(&self, node: u32) -> Option<Place> {
        let [lat, lon] = *self.places().get(self.junction(node) as usize)?;
        Place::from_e7(lat.into(), lon.into()).ok()
    }

    /// Every section of the file: its name and length in bytes.
    pub(crate) fn column<T: bytemuck::AnyBitPattern>(&self, range: &Range<usize>) -> &[T] {
        // Verified when it was opened: the range lies in the file, is aligned and divides by the size of a number.
        let bytes = (*self.bytes).as_ref().get(range.clone()).unwrap_or_default();
        bytemuck::try_cast_slice(bytes).unwrap_or_default()
    }
}

impl std::fmt::Debug for Chart {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Chart").field("about", &self.about).finish_non_exhaustive()
    }
}
