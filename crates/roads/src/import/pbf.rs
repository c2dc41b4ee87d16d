//! The frame of an OpenStreetMap PBF file: a chain of blobs, each a length, a header and a compressed block.
//!
//! The chain is walked first, without unpacking anything, so that a file which was cut off or is something else is
//! told as that, with the byte. Blocks are then unpacked one by one, or several at a time.
//!
//! Read with `prost` and `flate2`. The crate `osmpbf` was looked at: it panics on a member of an unknown kind and on
//! identifiers whose differences overflow, cannot say which compression a file has, and decodes the authors as well.

pub(super) mod schema;

use std::{io::Read as _, ops::Range};

use flate2::read::ZlibDecoder;
use prost::Message as _;

use super::tags::Tags;
use schema::{Blob, BlobHeader, HeaderBlock, PrimitiveBlock};

/// The format's own limits, in bytes.
const LONGEST_HEADER: usize = 64 * 1024;
const LARGEST_BLOCK: usize = 32 * 1024 * 1024;
/// What a file may demand of its reader, of which this one is able.
const UNDERSTOOD: [&str; 2] = ["OsmSchema-V0.6", "DenseNodes"];

/// Why bytes are not an extract, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadExtract {
    /// Nothing in it.
    #[error("the file is empty: an OpenStreetMap extract ends in .osm.pbf and has a megabyte or more")]
    Empty,
    /// Another kind of file.
    #[error(
        "this is not an OpenStreetMap PBF file: there is no block at its beginning. Give it a file that ends in .osm.pbf"
    )]
    NotAnExtract,
    /// A file that ends within a block.
    #[error(
        "the file is cut off: block {block} begins at byte {at} and needs {needs} bytes, of which {has} are there. Fetch it again"
    )]
    CutOff {
        /// The block, from 1.
        block: usize,
        /// Where it begins.
        at: usize,
        /// How long it says it is; what can be told of it.
        needs: usize,
        /// How much of that is there.
        has: usize,
    },
    /// A block that is not as the format has it.
    #[error("block {block} at byte {at} is damaged ({what}). Fetch the file again")]
    Damaged {
        /// The block, from 1.
        block: usize,
        /// Where it begins.
        at: usize,
        /// What is wrong with it.
        what: String,
    },
    /// A compression that is not read.
    #[error(
        "block {block} at byte {at} is compressed by {by}, and only zlib is read here. Convert the file: osmium cat IN.osm.pbf -o OUT.osm.pbf"
    )]
    Compression {
        /// The block, from 1.
        block: usize,
        /// Where it begins.
        at: usize,
        /// The compression.
        by: &'static str,
    },
    /// A demand that is not met.
    #[error(
        "the file demands `{feature}` of whoever reads it, which is not understood here. Use an ordinary extract, without history"
    )]
    Demands {
        /// What it demands.
        feature: String,
    },
    /// A file without a road.
    #[error("there is no road in the file that anything may drive on")]
    NoRoads,
    /// More than indices can count.
    #[error("the extract is too large: more than {} {what}. Cut it into smaller ones", u32::MAX / 2)]
    TooLarge {
        /// Of what there is too much.
        what: &'static str,
    },
}

/// A file whose chain of blobs is whole.
pub(super) struct Extract<'b> {
    bytes: &'b [u8],
    /// Blocks of elements: the block's number, where it begins, its blob.
    blocks: Vec<(usize, usize, Range<usize>)>,
    /// When its data was taken, in seconds since 1970, if it says so.
    pub as_of: Option<i64>,
}

/// A block of elements, unpacked.
pub(super) struct Block {
    block: PrimitiveBlock,
}

/// A node: its identifier, where it is, its tags.
pub(super) struct Node<'b> {
    pub id: i64,
    /// In 1e-7 degree; off the globe if the file says so.
    pub lat_e7: i64,
    pub lon_e7: i64,
    pub tags: Tags<'b>,
}

/// A member of a relation.
pub(super) struct Member<'b> {
    pub id: i64,
    pub is_way: bool,
    pub role: &'b str,
}

impl<'b> Extract<'b> {
    /// Walks the chain and reads the first block.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, BadExtract> {
        if bytes.is_empty() {
            return Err(BadExtract::Empty);
        }
        let mut extract = Extract { bytes, blocks: Vec::new(), as_of: None };
        let (mut at, mut block) = (0, 1);
        while at < bytes.len() {
            let (kind, blob) = frame(bytes, at, block)?;
            match (kind.as_str(), block) {
                ("OSMHeader", _) => extract.read_header(block, at, blob.clone())?,
                (_, 1) => return Err(BadExtract::NotAnExtract),
                ("OSMData", _) => extract.blocks.push((block, at, blob.clone())),
                // The format has readers pass over what they do not know.
                _ => {}
            }
            (at, block) = (blob.end, block + 1);
        }
        Ok(extract)
    }

    fn read_header(&mut self, block: usize, at: usize, blob: Range<usize>) -> Result<(), BadExtract> {
        let raw = unpack(&self.bytes[blob], block, at)?;
        let header = HeaderBlock::decode(raw.as_slice()).map_err(|e| damaged(block, at, &e))?;
        if let Some(feature) = header.required_features.iter().find(|f| !UNDERSTOOD.contains(&f.as_str())) {
            return Err(BadExtract::Demands { feature: feature.chars().take(80).collect() });
        }
        self.as_of = self.as_of.or(header.as_of);
        Ok(())
    }

    /// How many blocks of elements there are.
    pub(super) fn len(&self) -> usize {
        self.blocks.len()
    }

    /// Unpacks one of them.
    pub(super) fn block(&self, i: usize) -> Result<Block, BadExtract> {
        let (block, at, ref blob) = self.blocks[i];
        let raw = unpack(&self.bytes[blob.clone()], block, at)?;
        let block = PrimitiveBlock::decode(raw.as_slice()).map_err(|e| damaged(block, at, &e))?;
        Ok(Block { block })
    }
}

/// The kind of the blob that begins at `at`, and where its contents lie.
fn frame(bytes: &[u8], at: usize, block: usize) -> Result<(String, Range<usize>), BadExtract> {
    let rest = &bytes[at..];
    let strange = |what: &str| {
        if block == 1 {
            BadExtract::NotAnExtract
        } else {
            BadExtract::Damaged { block, at, what: what.to_owned() }
        }
    };
    let cut = |needs: usize| BadExtract::CutOff { block, at, needs, has: rest.len() };
    let Some((length, _)) = rest.split_first_chunk::<4>() else {
        return Err(if block == 1 { BadExtract::NotAnExtract } else { cut(4) });
    };
    let length = u32::from_be_bytes(*length) as usize;
    if length == 0 || length > LONGEST_HEADER {
        return Err(strange("its header has an impossible length"));
    }
    let header = rest.get(4..4 + length).ok_or_else(|| cut(4 + length))?;
    let header = BlobHeader::decode(header).map_err(|_| strange("its header cannot be read"))?;
    let size = usize::try_from(header.size).ok().filter(|&size| size <= LARGEST_BLOCK);
    let size = size.ok_or_else(|| strange("it says it has an impossible length"))?;
    let end = 4 + length + size;
    if rest.len() < end {
        return Err(cut(end));
    }
    Ok((header.kind, at + 4 + length..at + end))
}

fn unpack(blob: &[u8], block: usize, at: usize) -> Result<Vec<u8>, BadExtract> {
    let blob = Blob::decode(blob).map_err(|e| damaged(block, at, &e))?;
    let by = |by| BadExtract::Compression { block, at, by };
    match blob {
        Blob { raw: Some(raw), .. } => Ok(raw),
        Blob { zlib: Some(packed), .. } => {
            let mut raw = Vec::new();
            let limit = u64::try_from(LARGEST_BLOCK).unwrap_or(u64::MAX) + 1;
            let read = ZlibDecoder::new(packed.as_slice()).take(limit).read_to_end(&mut raw);
            read.map_err(|e| damaged(block, at, &e))?;
            if raw.len() > LARGEST_BLOCK {
                return Err(damaged(block, at, &"more than 32 MiB unpacked"));
            }
            Ok(raw)
        }
        Blob { lz4: Some(_), .. } => Err(by("LZ4")),
        Blob { zstd: Some(_), .. } => Err(by("Zstandard")),
        Blob { lzma: Some(_), .. } => Err(by("LZMA")),
        Blob { bzip2: Some(_), .. } => Err(by("bzip2")),
        _ => Err(damaged(block, at, &"nothing in it")),
    }
}

fn damaged(block: usize, at: usize, what: &dyn std::fmt::Display) -> BadExtract {
    BadExtract::Damaged { block, at, what: what.to_string() }
}

impl Block {
    fn text(&self, index: usize) -> &str {
        let text = self.block.strings.texts.get(index).map_or(&[][..], Vec::as_slice);
        std::str::from_utf8(text).unwrap_or_default()
    }

    fn tags<'t>(&'t self, keys: &[u32], values: &[u32]) -> Tags<'t> {
        let pairs = keys.iter().zip(values);
        Tags::of(pairs.map(|(&key, &value)| (self.text(key as usize), self.text(value as usize))))
    }

    /// Calls with every way: its identifier, its tags, and the nodes it passes.
    pub(super) fn ways(&self, mut each: impl FnMut(i64, &Tags<'_>, &mut dyn Iterator<Item = i64>)) {
        for way in self.block.groups.iter().flat_map(|group| &group.ways) {
            each(way.id, &self.tags(&way.keys, &way.values), &mut summed(&way.refs));
        }
    }

    /// Calls with every relation: its tags and its members.
    pub(super) fn relations(&self, mut each: impl FnMut(i64, &Tags<'_>, &[Member<'_>])) {
        const NODE: i32 = 0;
        const WAY: i32 = 1;
        for relation in self.block.groups.iter().flat_map(|group| &group.relations) {
            let members = summed(&relation.members).zip(&relation.kinds).zip(&relation.roles);
            let members: Vec<Member<'_>> = members
                .filter(|((_, kind), _)| matches!(**kind, NODE | WAY))
                .map(|((id, &kind), &role)| Member {
                    id,
                    is_way: kind == WAY,
                    role: usize::try_from(role).map_or("", |role| self.text(role)),
                })
                .collect();
            each(relation.id, &self.tags(&relation.keys, &relation.values), &members);
        }
    }

    /// Whether it has nodes at all.
    pub(super) fn has_nodes(&self) -> bool {
        self.block.groups.iter().any(|group| group.dense.is_some() || !group.nodes.is_empty())
    }

    /// Calls with every node.
    pub(super) fn nodes(&self, mut each: impl FnMut(Node<'_>)) {
        for group in &self.block.groups {
            for node in &group.nodes {
                let tags = self.tags(&node.keys, &node.values);
                let (lat_e7, lon_e7) = self.place(node.lat, node.lon);
                each(Node { id: node.id, lat_e7, lon_e7, tags });
            }
            let Some(dense) = &group.dense else { continue };
            let mut tags = dense.tags.split(|&index| index == 0);
            let places = summed(&dense.lats).zip(summed(&dense.lons));
            for (id, (lat, lon)) in summed(&dense.ids).zip(places) {
                let pairs = tags.next().unwrap_or_default().chunks_exact(2);
                let text = |index: i32| usize::try_from(index).map_or("", |index| self.text(index));
                let tags = Tags::of(pairs.map(|pair| (text(pair[0]), text(pair[1]))));
                let (lat_e7, lon_e7) = self.place(lat, lon);
                each(Node { id, lat_e7, lon_e7, tags });
            }
        }
    }

    /// From the block's unit to 1e-7 degree.
    fn place(&self, lat: i64, lon: i64) -> (i64, i64) {
        let granularity = i64::from(self.block.granularity());
        let nanodegrees = |n: i64, offset: i64| n.saturating_mul(granularity).saturating_add(offset);
        let e7 = |n: i64| n.saturating_add(50).div_euclid(100);
        (e7(nanodegrees(lat, self.block.lat_offset())), e7(nanodegrees(lon, self.block.lon_offset())))
    }
}

/// What differences add up to; a sum that no identifier reaches goes round instead of failing.
fn summed(differences: &[i64]) -> impl Iterator<Item = i64> {
    differences.iter().scan(0_i64, |sum, &difference| {
        *sum = sum.wrapping_add(difference);
        Some(*sum)
    })
}
