//! A chart while it is made: its columns, before they are laid out as bytes. Every source (an extract, a drawing)
//! fills these, and [`Columns::lay_out`] is the one way to a network file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Kind, Texts,
    layout::{Section, lay_out},
};

/// What a network file says about itself.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct About {
    /// What people call the network.
    pub name: String,
    /// What it was made from: `openstreetmap` or `drawn`.
    pub source: String,
    /// When the data of its source was taken, in seconds since 1970, if the source says so.
    pub as_of: Option<i64>,
    /// How far clocks on these roads stand ahead of UTC, in minutes, if that is known.
    pub utc_offset_minutes: Option<i64>,
    /// How far from a junction a point may lie and still count as at it, in millimetres.
    pub reach_mm: u64,
    /// Southern, western, northern and eastern end, in 1e-7 degree.
    pub extent: [i32; 4],
    /// What the import counted, by its words.
    pub account: BTreeMap<String, u64>,
}

/// The columns. Junctions are the nodes `0..places.len()`; after them come their copies.
#[derive(Clone, Debug, Default)]
pub(crate) struct Columns {
    pub about: About,
    pub texts: Texts,

    // One entry per junction.
    pub places: Vec<[i32; 2]>,
    /// The node of the source.
    pub ids: Vec<i64>,
    pub islands: Vec<u32>,
    /// A text, where junctions have labels.
    pub labels: Vec<u32>,

    /// One entry per copy: the junction it is of, ascending.
    pub copy_of: Vec<u32>,

    // One entry per node; one more in `first_out`.
    pub first_out: Vec<u32>,

    // One entry per arc, those of a node side by side.
    pub tails: Vec<u32>,
    pub heads: Vec<u32>,
    /// Twice its stretch, and 1 more if it drives it backward.
    pub drives: Vec<u32>,
    /// Modes that may not take it where it leaves, as bits.
    pub banned: Vec<u8>,

    // One entry per stretch; one more in `first_point` and `first_boundary`.
    pub from: Vec<u32>,
    pub to: Vec<u32>,
    /// The way of the source.
    pub ways: Vec<i64>,
    pub kind_of: Vec<u32>,
    pub names: Vec<u32>,
    pub references: Vec<u32>,
    pub lengths_mm: Vec<u32>,
    pub durations_us: Vec<[u64; 2]>,
    pub first_point: Vec<u32>,
    pub points: Vec<[i32; 2]>,

    pub kinds: Vec<Kind>,

    // Districts, if there are any: their names, one entry per junction, and the points where stretches enter another.
    pub districts: Vec<u32>,
    pub district_of: Vec<u32>,
    pub first_boundary: Vec<u32>,
    pub boundary_at_mm: Vec<u32>,
    pub boundary_into: Vec<u32>,

    /// By node: its rank in an order for fast queries, if one was made.
    pub rank: Vec<u32>,
}

impl Columns {
    /// The bytes of the network file.
    pub(crate) fn lay_out(&self) -> Vec<u8> {
        // A structure of texts and numbers is always JSON.
        let about = serde_json::to_vec(&self.about).unwrap_or_default();
        let kinds: Vec<[u32; 8]> = self.kinds.iter().map(|kind| kind.row()).collect();
        let cast = bytemuck::must_cast_slice::<u32, u8>;
        let mut sections: Vec<(Section, &[u8])> = vec![
            (Section::About, &about),
            (Section::TextEnds, cast(&self.texts.ends)),
            (Section::Texts, &self.texts.bytes),
            (Section::Places, bytemuck::must_cast_slice(&self.places)),
            (Section::Ids, bytemuck::must_cast_slice(&self.ids)),
            (Section::Islands, cast(&self.islands)),
            (Section::CopyOf, cast(&self.copy_of)),
            (Section::FirstOut, cast(&self.first_out)),
            (Section::Tails, cast(&self.tails)),
            (Section::Heads, cast(&self.heads)),
            (Section::Drives, cast(&self.drives)),
            (Section::Banned, &self.banned),
            (Section::From, cast(&self.from)),
            (Section::To, cast(&self.to)),
            (Section::Ways, bytemuck::must_cast_slice(&self.ways)),
            (Section::KindOf, cast(&self.kind_of)),
            (Section::Names, cast(&self.names)),
            (Section::References, cast(&self.references)),
            (Section::Lengths, cast(&self.lengths_mm)),
            (Section::Durations, bytemuck::must_cast_slice(&self.durations_us)),
            (Section::FirstPoint, cast(&self.first_point)),
            (Section::Points, bytemuck::must_cast_slice(&self.points)),
            (Section::Kinds, bytemuck::must_cast_slice(&kinds)),
        ];
        if !self.labels.is_empty() {
            sections.push((Section::Labels, cast(&self.labels)));
        }
        if !self.districts.is_empty() {
            sections.extend([
                (Section::Districts, cast(&self.districts)),
                (Section::DistrictOf, cast(&self.district_of)),
                (Section::FirstBoundary, cast(&self.first_boundary)),
                (Section::BoundaryAt, cast(&self.boundary_at_mm)),
                (Section::BoundaryInto, cast(&self.boundary_into)),
            ]);
        }
        if !self.rank.is_empty() {
            sections.push((Section::Rank, cast(&self.rank)));
        }
        lay_out(&sections)
    }
}
