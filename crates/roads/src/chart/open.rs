//! Opening a network file: every byte is verified, then every number that is a position of something else. The checksum
//! finds what happened to a file since it was written; the second look finds a writer that was at fault, or a file made
//! to harm. Both take one pass over the bytes.

use std::{ops::Range, sync::Arc};

use super::{About, BadFile, Bytes, Chart, Kind, NO_DISTRICT, Places, Section, layout::Table};
use crate::Support;

/// Bytes that begin where an 8-byte number may.
struct Aligned(Vec<u64>, usize);

impl AsRef<[u8]> for Aligned {
    fn as_ref(&self) -> &[u8] {
        bytemuck::must_cast_slice::<u64, u8>(&self.0).get(..self.1).unwrap_or_default()
    }
}

/// The longest description of itself a file may have, in bytes.
const LONGEST_ABOUT: usize = 1 << 16;

/// The most bytes about coverage and safe havens.
const LONGEST_SUPPORT: usize = 1 << 28;

impl Chart {
    /// Opens a network file.
    ///
    /// # Errors
    /// When the bytes are no network file, one of another version, or one that is not as it was written.
    pub fn open(bytes: Bytes) -> Result<Chart, BadFile> {
        let table = Table::verify((*bytes).as_ref())?;
        let bytes = aligned(bytes);
        let needed = |section: Section| table.range(section).ok_or(BadFile::Missing(section.name()));
        let optional = |section: Section| table.range(section).unwrap_or_default();
        let about = needed(Section::About)?;
        let about =
            (*bytes).as_ref().get(about).filter(|about| about.len() <= LONGEST_ABOUT).unwrap_or_default();
        let about: About = serde_json::from_slice(about).map_err(|_| BadFile::Impossible {
            section: Section::About.name(),
            what: "not what it says about itself",
        })?;
        let support = optional(Section::Support);
        let support = (*bytes).as_ref().get(support).filter(|said| !said.is_empty());
        let support = support.map_or(Ok(Support::default()), read_support)?;
        let at = Places {
            text_ends: needed(Section::TextEnds)?,
            texts: needed(Section::Texts)?,
            places: needed(Section::Places)?,
            ids: needed(Section::Ids)?,
            islands: needed(Section::Islands)?,
            labels: optional(Section::Labels),
            copy_of: needed(Section::CopyOf)?,
            first_out: needed(Section::FirstOut)?,
            tails: needed(Section::Tails)?,
            heads: needed(Section::Heads)?,
            drives: needed(Section::Drives)?,
            banned: needed(Section::Banned)?,
            from: needed(Section::From)?,
            to: needed(Section::To)?,
            ways: needed(Section::Ways)?,
            kind_of: needed(Section::KindOf)?,
            names: needed(Section::Names)?,
            references: needed(Section::References)?,
            lengths: needed(Section::Lengths)?,
            durations: needed(Section::Durations)?,
            first_point: needed(Section::FirstPoint)?,
            points: needed(Section::Points)?,
            kinds: needed(Section::Kinds)?,
            districts: optional(Section::Districts),
            district_of: optional(Section::DistrictOf),
            first_boundary: optional(Section::FirstBoundary),
            boundary_at: optional(Section::BoundaryAt),
            boundary_into: optional(Section::BoundaryInto),
            rank: optional(Section::Rank),
            tiles: optional(Section::Tiles),
        };
        let chart = Chart {
            bytes,
            about: Arc::new(about),
            pin: table.pin,
            at: Arc::new(at),
            support: Arc::new(support),
        };
        chart.check()?;
        Ok(chart)
    }

    fn check(&self) -> Result<(), BadFile> {
        self.check_texts()?;
        self.check_graph()?;
        self.check_stretches()?;
        self.check_arcs()?;
        self.check_districts()?;
        let nodes = self.places().len() + self.copy_of().len();
        holds(Section::Rank, "not one for each node", self.at.rank.is_empty() || self.rank().len() == nodes)?;
        let mut seen = vec![false; self.rank().len()];
        let is_new =
            |&rank: &u32| seen.get_mut(rank as usize).is_some_and(|seen| !std::mem::replace(seen, true));
        holds(Section::Rank, "not an order", self.rank().iter().all(is_new))?;
        self.check_tiles()
    }

    fn check_texts(&self) -> Result<(), BadFile> {
        let ends = self.whole::<u32>(Section::TextEnds, &self.at.text_ends)?;
        let texts = self.whole::<u8>(Section::Texts, &self.at.texts)?;
        let text = std::str::from_utf8(texts).ok();
        let is_end = |&end: &u32| text.is_some_and(|text| text.is_char_boundary(end as usize));
        holds(Section::Texts, "not UTF-8", text.is_some())?;
        holds(Section::TextEnds, "not in order", ends.is_sorted() && ends.first() == Some(&0))?;
        holds(Section::TextEnds, "not where texts end", ends.iter().all(is_end))
    }

    fn check_graph(&self) -> Result<(), BadFile> {
        let places = self.whole::<[i32; 2]>(Section::Places, &self.at.places)?;
        let junctions = places.len();
        holds(
            Section::Places,
            "nothing, or more than can be counted",
            (1..u32::MAX as usize / 2).contains(&junctions),
        )?;
        holds(Section::Places, "a place off the globe", places.iter().all(is_on_the_globe))?;
        self.counted::<i64>(Section::Ids, &self.at.ids, junctions)?;
        self.counted::<u32>(Section::Islands, &self.at.islands, junctions)?;
        if !self.at.labels.is_empty() {
            let labels = self.counted::<u32>(Section::Labels, &self.at.labels, junctions)?;
            self.are_texts(Section::Labels, labels)?;
        }
        let copies = self.whole::<u32>(Section::CopyOf, &self.at.copy_of)?;
        holds(Section::CopyOf, "not in order", copies.is_sorted())?;
        below(Section::CopyOf, copies, junctions)?;
        let nodes = junctions + copies.len();
        let heads = self.whole::<u32>(Section::Heads, &self.at.heads)?;
        below(Section::Heads, heads, nodes)?;
        let tails = self.counted::<u32>(Section::Tails, &self.at.tails, heads.len())?;
        self.counted::<u32>(Section::Drives, &self.at.drives, heads.len())?;
        self.counted::<u8>(Section::Banned, &self.at.banned, heads.len())?;
        let first_out = self.counted::<u32>(Section::FirstOut, &self.at.first_out, nodes + 1)?;
        divides(Section::FirstOut, first_out, heads.len())?;
        let leaves = |(node, two): (usize, &[u32])| {
            tails[two[0] as usize..two[1] as usize].iter().all(|&tail| tail as usize == node)
        };
        holds(Section::Tails, "not the nodes the arcs leave", first_out.windows(2).enumerate().all(leaves))
    }

    fn check_stretches(&self) -> Result<(), BadFile> {
        let from = self.whole::<u32>(Section::From, &self.at.from)?;
        let (stretches, junctions) = (from.len(), self.places().len());
        below(Section::From, from, junctions)?;
        below(Section::To, self.counted::<u32>(Section::To, &self.at.to, stretches)?, junctions)?;
        self.counted::<i64>(Section::Ways, &self.at.ways, stretches)?;
        self.are_texts(Section::Names, self.counted::<u32>(Section::Names, &self.at.names, stretches)?)?;
        let references = self.counted::<u32>(Section::References, &self.at.references, stretches)?;
        self.are_texts(Section::References, references)?;
        self.counted::<u32>(Section::Lengths, &self.at.lengths, stretches)?;
        self.counted::<[u64; 2]>(Section::Durations, &self.at.durations, stretches)?;
        let points = self.whole::<[i32; 2]>(Section::Points, &self.at.points)?;
        holds(Section::Points, "a place off the globe", points.iter().all(is_on_the_globe))?;
        let first_point = self.counted::<u32>(Section::FirstPoint, &self.at.first_point, stretches + 1)?;
        divides(Section::FirstPoint, first_point, points.len())?;
        let rows = self.whole::<[u32; 8]>(Section::Kinds, &self.at.kinds)?;
        let kinds: Option<Vec<Kind>> = rows.iter().map(Kind::of_row).collect();
        let kinds =
            kinds.ok_or(BadFile::Impossible { section: Section::Kinds.name(), what: "an unknown kind" })?;
        let stated: Vec<u32> = kinds.iter().map(|kind| kind.stated).collect();
        self.are_texts(Section::Kinds, &stated)?;
        below(Section::KindOf, self.counted::<u32>(Section::KindOf, &self.at.kind_of, stretches)?, rows.len())
    }

    /// Each arc drives a stretch from one of its ends to the other.
    fn check_arcs(&self) -> Result<(), BadFile> {
        let (from, to, durations) = (self.from(), self.to(), self.durations());
        let joins = |((&drives, &tail), &head): ((&u32, &u32), &u32)| {
            let stretch = (drives >> 1) as usize;
            let (Some(&from), Some(&to)) = (from.get(stretch), to.get(stretch)) else { return false };
            let ends = if drives & 1 == 0 { (from, to) } else { (to, from) };
            (self.junction(tail), self.junction(head)) == ends
                && durations[stretch][(drives & 1) as usize] > 0
        };
        let arcs = self.drives().iter().zip(self.tails()).zip(self.heads());
        holds(Section::Drives, "an arc beside its stretch", arcs.into_iter().all(joins))
    }

    fn check_districts(&self) -> Result<(), BadFile> {
        let names = self.whole::<u32>(Section::Districts, &self.at.districts)?;
        self.are_texts(Section::Districts, names)?;
        if names.is_empty() {
            let parts =
                [&self.at.district_of, &self.at.first_boundary, &self.at.boundary_at, &self.at.boundary_into];
            return holds(Section::Districts, "none, and boundaries", parts.into_iter().all(Range::is_empty));
        }
        let is_one = |&district: &u32| district == NO_DISTRICT || (district as usize) < names.len();
        let districts =
            self.counted::<u32>(Section::DistrictOf, &self.at.district_of, self.places().len())?;
        holds(Section::DistrictOf, "no district", districts.iter().all(is_one))?;
        let at = self.whole::<u32>(Section::BoundaryAt, &self.at.boundary_at)?;
        let into = self.counted::<u32>(Section::BoundaryInto, &self.at.boundary_into, at.len())?;
        holds(Section::BoundaryInto, "no district", into.iter().all(is_one))?;
        let first =
            self.counted::<u32>(Section::FirstBoundary, &self.at.first_boundary, self.from().len() + 1)?;
        divides(Section::FirstBoundary, first, at.len())?;
        let lies = |(two, &length): (&[u32], &u32)| {
            let at = &at[two[0] as usize..two[1] as usize];
            at.is_sorted() && at.last().is_none_or(|&last| last <= length)
        };
        holds(Section::BoundaryAt, "beyond the stretch", first.windows(2).zip(self.lengths()).all(lies))
    }

    fn check_tiles(&self) -> Result<(), BadFile> {
        if self.at.tiles.is_empty() {
            return Ok(());
        }
        let fault = self.tiles().map_or(Some("no directory"), |tiles| tiles.fault());
        fault.map_or(Ok(()), |what| holds(Section::Tiles, what, false))
    }

    /// A column with nothing left over.
    fn whole<T: bytemuck::AnyBitPattern>(
        &self,
        section: Section,
        range: &Range<usize>,
    ) -> Result<&[T], BadFile> {
        let column = self.column::<T>(range);
        holds(section, "part of a number", size_of_val(column) == range.len())?;
        Ok(column)
    }

    /// A column of so many.
    fn counted<T: bytemuck::AnyBitPattern>(
        &self,
        section: Section,
        range: &Range<usize>,
        count: usize,
    ) -> Result<&[T], BadFile> {
        let column = self.whole::<T>(section, range)?;
        holds(section, "too many or too few", column.len() == count)?;
        Ok(column)
    }

    fn are_texts(&self, section: Section, numbers: &[u32]) -> Result<(), BadFile> {
        below(section, numbers, self.column::<u32>(&self.at.text_ends).len())
    }
}

/// Coverage and safe havens, as somebody said them.
fn read_support(said: &[u8]) -> Result<Support, BadFile> {
    let impossible = |what| BadFile::Impossible { section: Section::Support.name(), what };
    let read: Option<Support> =
        (said.len() <= LONGEST_SUPPORT).then(|| serde_json::from_slice(said).ok()).flatten();
    let support = read.ok_or(impossible("not coverage and safe havens"))?;
    support.fault().map_or(Ok(support), |what| Err(impossible(what)))
}

/// The same bytes, aligned; those of a mapped file and of nearly every buffer are.
fn aligned(bytes: Bytes) -> Bytes {
    let held = (*bytes).as_ref();
    if held.as_ptr().align_offset(align_of::<u64>()) == 0 {
        return bytes;
    }
    let mut copy = vec![0_u64; held.len().div_ceil(size_of::<u64>())];
    if let Some(place) = bytemuck::must_cast_slice_mut::<u64, u8>(&mut copy).get_mut(..held.len()) {
        place.copy_from_slice(held);
    }
    let length = held.len();
    Arc::new(Aligned(copy, length))
}

fn holds(section: Section, what: &'static str, it_holds: bool) -> Result<(), BadFile> {
    if it_holds { Ok(()) } else { Err(BadFile::Impossible { section: section.name(), what }) }
}

fn below(section: Section, numbers: &[u32], count: usize) -> Result<(), BadFile> {
    holds(section, "a position of nothing", numbers.iter().all(|&number| (number as usize) < count))
}

/// Positions that divide `count` things among those they belong to.
fn divides(section: Section, first: &[u32], count: usize) -> Result<(), BadFile> {
    let ends = first.first() == Some(&0) && first.last().is_some_and(|&last| last as usize == count);
    holds(section, "not in order", ends && first.is_sorted())
}

fn is_on_the_globe([lat, lon]: &[i32; 2]) -> bool {
    model::Place::from_e7((*lat).into(), (*lon).into()).is_ok()
}
