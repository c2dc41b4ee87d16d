//! How a network file is laid out: a header, a table of sections, and the sections, each beginning at a multiple of 64
//! bytes so that it can be read as numbers where it lies. Numbers are little-endian.
//!
//! ```text
//!  0  8  "SAFEROAD"
//!  8  4  version of the format
//! 12  4  number of sections
//! 16  8  length of the file
//! 24  8  0
//! 32 32  SHA-256 of the 32 bytes before and of the table: the pin
//! 64     the table: 64 bytes a section
//!          16 name, padded with 0 · 8 offset · 8 length · 32 SHA-256 of the section
//! ```
//!
//! The pin covers the table, the table every section, and what lies between sections is 0: so the pin names the file
//! to the last byte, and the sections can be verified side by side.
//!
//! A reader passes over sections it does not know. `rank` (an order of the nodes for fast queries) and `tiles` (the
//! map) are computed from the others, `support` (coverage and safe havens) is what somebody said; a file may be without.

use std::ops::Range;

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

#[cfg(target_endian = "big")]
compile_error!(
    "a network file is read where it lies, as little-endian numbers; this machine's are big-endian"
);

pub(super) const MAGIC: [u8; 8] = *b"SAFEROAD";
/// The version of the format that this reads and writes.
pub const FORMAT: u32 = 1;
const HEADER: usize = 64;
const ENTRY: usize = 64;
const ALIGNED: usize = 64;
/// More sections than any version has.
const MOST_SECTIONS: u32 = 256;

macro_rules! sections {
    ($($name:ident = $text:literal,)+) => {
        /// A section of a network file.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[expect(missing_docs, reason = "they are named like the columns they hold")]
        pub enum Section {
            $($name,)+
        }

        impl Section {
            /// Its name in the table.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Section::$name => $text),+ }
            }
        }
    };
}

sections! {
    About = "about",
    TextEnds = "text-ends",
    Texts = "texts",
    Places = "places",
    Ids = "ids",
    Islands = "islands",
    Labels = "labels",
    CopyOf = "copy-of",
    FirstOut = "first-out",
    Tails = "tails",
    Heads = "heads",
    Drives = "drives",
    Banned = "banned",
    From = "from",
    To = "to",
    Ways = "ways",
    KindOf = "kind-of",
    Names = "names",
    References = "references",
    Lengths = "lengths",
    Durations = "durations",
    FirstPoint = "first-point",
    Points = "points",
    Kinds = "kinds",
    Districts = "districts",
    DistrictOf = "district-of",
    FirstBoundary = "first-boundary",
    BoundaryAt = "boundary-at",
    BoundaryInto = "boundary-into",
    Rank = "rank",
    Tiles = "tiles",
    Support = "support",
}

/// Why bytes are not a network file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadFile {
    /// Another kind of file.
    #[error("this is not a network file: import one with `safeconduct roads import`")]
    NotANetwork,
    /// Another version of the format.
    #[error(
        "the network file has format {found}, and this program reads format {FORMAT}: import the network again with this program"
    )]
    OtherFormat {
        /// The version found.
        found: u32,
    },
    /// A file that ends too early or goes on too long.
    #[error(
        "the network file says it has {says} bytes and has {has}: it was cut off or added to. Import or copy it again"
    )]
    Length {
        /// What its header says.
        says: u64,
        /// What there is.
        has: u64,
    },
    /// A header that is not as it was written.
    #[error("the header of the network file is damaged: import or copy it again")]
    Header,
    /// A section that is not as it was written.
    #[error("section `{section}` of the network file is damaged: import or copy it again")]
    Damaged {
        /// The section.
        section: String,
    },
    /// A section that must be there.
    #[error("the network file has no section `{0}`: import the network again")]
    Missing(&'static str),
    /// Numbers that cannot be, although their checksum is right: whatever wrote the file was at fault.
    #[error(
        "section `{section}` of the network file holds what cannot be ({what}): import the network again"
    )]
    Impossible {
        /// The section.
        section: &'static str,
        /// What cannot be.
        what: &'static str,
    },
}

/// A file whose every byte is as it was written.
pub(super) struct Table {
    sections: Vec<(String, Range<usize>)>,
    pub pin: [u8; 32],
}

/// The bytes of a file with these sections.
pub(super) fn lay_out(sections: &[(Section, &[u8])]) -> Vec<u8> {
    let named: Vec<_> = sections.iter().map(|&(section, bytes)| (section.name(), bytes)).collect();
    lay_out_named(&named)
}

/// The bytes of a file with one section put in the place of what it has of that name, or added.
pub(super) fn with(file: &[u8], section: Section, bytes: &[u8]) -> Result<Vec<u8>, BadFile> {
    let table = Table::verify(file)?;
    let others = table.sections.iter().filter(|(name, _)| name != section.name());
    let others = others.map(|(name, range)| (name.as_str(), file.get(range.clone()).unwrap_or_default()));
    Ok(lay_out_named(&others.chain([(section.name(), bytes)]).collect::<Vec<_>>()))
}

fn lay_out_named(sections: &[(&str, &[u8])]) -> Vec<u8> {
    let hashes: Vec<[u8; 32]> = sections.par_iter().map(|(_, bytes)| Sha256::digest(bytes).into()).collect();
    let mut table = Vec::with_capacity(sections.len() * ENTRY);
    let mut at = HEADER + sections.len() * ENTRY;
    for ((section, bytes), hash) in sections.iter().zip(hashes) {
        let mut name = [0; 16];
        name.iter_mut().zip(section.bytes()).for_each(|(place, byte)| *place = byte);
        table.extend(name);
        table.extend((at as u64).to_le_bytes());
        table.extend((bytes.len() as u64).to_le_bytes());
        table.extend(hash);
        at = aligned(at + bytes.len());
    }
    let mut file = Vec::with_capacity(at);
    file.extend(MAGIC);
    file.extend(FORMAT.to_le_bytes());
    file.extend(u32::try_from(sections.len()).unwrap_or(MOST_SECTIONS).to_le_bytes());
    file.extend((at as u64).to_le_bytes());
    file.extend([0; 8]);
    let pin: [u8; 32] = Sha256::new().chain_update(&file).chain_update(&table).finalize().into();
    file.extend(pin);
    file.extend(table);
    for (_, bytes) in sections {
        file.extend_from_slice(bytes);
        file.resize(aligned(file.len()), 0);
    }
    file
}

fn aligned(at: usize) -> usize {
    at.next_multiple_of(ALIGNED)
}

impl Table {
    /// Verifies a file, every byte of it.
    pub(super) fn verify(file: &[u8]) -> Result<Self, BadFile> {
        if file.get(..8) != Some(&MAGIC) {
            return Err(BadFile::NotANetwork);
        }
        let has = file.len() as u64;
        let cut_off = || BadFile::Length { says: HEADER as u64, has };
        let (Some(found), Some(count), Some(says)) = (u32_at(file, 8), u32_at(file, 12), u64_at(file, 16))
        else {
            return Err(cut_off());
        };
        if found != FORMAT {
            return Err(BadFile::OtherFormat { found });
        }
        if says != has {
            return Err(BadFile::Length { says, has });
        }
        if count > MOST_SECTIONS {
            return Err(BadFile::Header);
        }
        let end = HEADER + count as usize * ENTRY;
        let (Some(pin), Some(entries)) = (hash_at(file, 32), file.get(HEADER..end)) else {
            return Err(cut_off());
        };
        let hash: [u8; 32] = Sha256::new().chain_update(&file[..32]).chain_update(entries).finalize().into();
        if hash != pin {
            return Err(BadFile::Header);
        }
        let sections = entries.chunks_exact(ENTRY).map(|entry| section(entry, file.len()));
        let sections = sections.collect::<Option<Vec<_>>>().ok_or(BadFile::Header)?;
        gaps(file, end, &sections)?;
        let damaged =
            sections.par_iter().zip(entries.par_chunks_exact(ENTRY)).find_first(|((_, range), entry)| {
                Some(Sha256::digest(&file[range.clone()]).into()) != hash_at(entry, 32)
            });
        if let Some(((name, _), _)) = damaged {
            return Err(BadFile::Damaged { section: name.clone() });
        }
        Ok(Table { sections, pin })
    }

    /// Where a section lies.
    pub(super) fn range(&self, section: Section) -> Option<Range<usize>> {
        self.sections.iter().find(|(name, _)| name == section.name()).map(|(_, range)| range.clone())
    }
}

/// A section's name and where it lies; `None` if that is not in the file or not aligned.
fn section(entry: &[u8], length: usize) -> Option<(String, Range<usize>)> {
    let name = entry[..16].split(|&byte| byte == 0).next()?;
    let name = std::str::from_utf8(name).ok()?.to_owned();
    let start = usize::try_from(u64_at(entry, 16)?).ok()?;
    let end = start.checked_add(usize::try_from(u64_at(entry, 24)?).ok()?)?;
    (start.is_multiple_of(ALIGNED) && end <= length).then_some((name, start..end))
}

/// Sections follow on each other, and there is nothing but 0 between them.
fn gaps(file: &[u8], table_ends: usize, sections: &[(String, Range<usize>)]) -> Result<(), BadFile> {
    let mut at = table_ends;
    for (_, range) in sections {
        if range.start != aligned(at) {
            return Err(BadFile::Header);
        }
        at = range.end;
        let rest = file.get(at..aligned(at)).ok_or(BadFile::Header)?;
        if rest.iter().any(|&byte| byte != 0) {
            return Err(BadFile::Header);
        }
    }
    if aligned(at) == file.len() { Ok(()) } else { Err(BadFile::Header) }
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|bytes| u32::from_le_bytes(*bytes))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().map(|bytes| u64::from_le_bytes(*bytes))
}

fn hash_at(bytes: &[u8], at: usize) -> Option<[u8; 32]> {
    bytes.get(at..)?.first_chunk().copied()
}
