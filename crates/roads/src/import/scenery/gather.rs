//! Gathering scenery on the way through an extract.
//!
//! An area drawn as a relation names ways that say nothing of water themselves, and relations stand after ways: the
//! blocks that hold such members are read once more, no others.

use std::{collections::HashMap, ops::RangeInclusive};

use super::{
    Line, Names, Scenery, Spot, Water, WaterKind, WaterShape, rings,
    tags::{names, spot, water_area, water_line},
};
use crate::import::{
    account::{Account, Note},
    collect::NOWHERE,
    pbf::{Block, Member, Node},
    tags::Tags,
};

/// Water as ways of nodes.
struct Outline {
    kind: WaterKind,
    names: Names,
    is_area: bool,
    ways: Vec<Vec<i64>>,
    /// What is not in the extract, or not whole there.
    is_broken: bool,
}

/// What the ways and relations of a block show.
#[derive(Default)]
pub(in crate::import) struct Shown {
    outlines: Vec<Outline>,
    relations: Vec<(WaterKind, Names, Vec<i64>)>,
    /// The identifiers of its ways lie between these.
    ids: Option<(i64, i64)>,
}

impl Shown {
    pub(in crate::import) fn way(&mut self, id: i64, tags: &Tags<'_>, passed: &mut dyn Iterator<Item = i64>) {
        self.passed_over(id);
        let area = water_area(tags);
        let Some(kind) = area.or_else(|| water_line(tags)) else { return };
        let is_area = area.is_some();
        self.outlines.push(Outline {
            kind,
            names: names(tags),
            is_area,
            ways: vec![passed.collect()],
            is_broken: false,
        });
    }

    /// A way that shows nothing by itself.
    pub(in crate::import) fn passed_over(&mut self, id: i64) {
        let (low, high) = self.ids.unwrap_or((id, id));
        self.ids = Some((low.min(id), high.max(id)));
    }

    pub(in crate::import) fn relation(&mut self, tags: &Tags<'_>, members: &[Member<'_>]) {
        if !tags.is("type", "multipolygon") {
            return;
        }
        if let Some(kind) = water_area(tags) {
            let ways = members.iter().filter(|member| member.is_way).map(|member| member.id);
            self.relations.push((kind, names(tags), ways.collect()));
        }
    }
}

/// What has been gathered so far.
#[derive(Default)]
pub(in crate::import) struct Gathered {
    outlines: Vec<Outline>,
    relations: Vec<(WaterKind, Names, Vec<i64>)>,
    blocks: Vec<(usize, RangeInclusive<i64>)>,
    spots: Vec<Spot>,
    /// Nodes of water, ascending.
    pub nodes: Vec<i64>,
    /// By position in `nodes`; `NOWHERE` for a node that the extract does not have.
    pub places: Vec<[i32; 2]>,
}

/// What a node shows.
pub(in crate::import) fn seen(node: &Node<'_>, at: [i32; 2], account: &mut Account) -> Option<Spot> {
    let (kind, population) = spot(&node.tags)?;
    let names = names(&node.tags);
    if names.is_empty() {
        account.note(Note::PlacesUnnamed);
        return None;
    }
    account.note(Note::Places);
    Some(Spot { at, kind, names, population })
}

/// The members of `wanted`, ascending, that a block has, with the nodes they pass.
pub(in crate::import) fn members(block: &Block, wanted: &[i64]) -> Vec<(i64, Vec<i64>)> {
    let mut found = Vec::new();
    block.ways(|id, _, passed| {
        if wanted.binary_search(&id).is_ok() {
            found.push((id, passed.collect()));
        }
    });
    found
}

impl Gathered {
    /// Adds what a block shows.
    pub(in crate::import) fn keep(&mut self, block: usize, shown: Shown) {
        self.outlines.extend(shown.outlines);
        self.relations.extend(shown.relations);
        self.blocks.extend(shown.ids.map(|(low, high)| (block, low..=high)));
    }

    /// Adds a place.
    pub(in crate::import) fn keep_spots(&mut self, spots: Vec<Spot>) {
        self.spots.extend(spots);
    }

    /// Ways that relations name, ascending, and the blocks that may have them.
    pub(in crate::import) fn wanted(&self) -> (Vec<i64>, Vec<usize>) {
        let mut ways: Vec<i64> = self.relations.iter().flat_map(|(_, _, ways)| ways).copied().collect();
        ways.sort_unstable();
        ways.dedup();
        let has_one = |ids: &RangeInclusive<i64>| {
            ways.get(ways.partition_point(|way| way < ids.start())).is_some_and(|way| way <= ids.end())
        };
        let blocks = self.blocks.iter().filter(|(_, ids)| has_one(ids)).map(|&(block, _)| block);
        let blocks = blocks.collect();
        (ways, blocks)
    }

    /// Relations become outlines; then every node they pass is known.
    pub(in crate::import) fn join(&mut self, members: &HashMap<i64, Vec<i64>>) {
        for (kind, names, ways) in std::mem::take(&mut self.relations) {
            let there: Vec<Vec<i64>> = ways.iter().filter_map(|way| members.get(way)).cloned().collect();
            let is_broken = there.len() < ways.len();
            self.outlines.push(Outline { kind, names, is_area: true, ways: there, is_broken });
        }
        self.nodes =
            self.outlines.iter().flat_map(|outline| outline.ways.iter().flatten()).copied().collect();
        self.nodes.sort_unstable();
        self.nodes.dedup();
        self.places = vec![NOWHERE; self.nodes.len()];
    }

    /// Everything that is to be seen.
    pub(in crate::import) fn scenery(mut self, account: &mut Account) -> Scenery {
        let outlines = std::mem::take(&mut self.outlines);
        let waters = outlines.into_iter().filter_map(|outline| self.water(outline, account)).collect();
        Scenery { spots: self.spots, waters }
    }

    fn water(&self, outline: Outline, account: &mut Account) -> Option<Water> {
        let Outline { kind, names, is_area, ways, is_broken } = outline;
        if !is_area {
            let lines: Vec<Line> = ways.iter().flat_map(|way| self.runs(way)).collect();
            account.add(Note::WaterLines, usize::from(!lines.is_empty()));
            return (!lines.is_empty()).then_some(Water { kind, names, shape: WaterShape::Lines(lines) });
        }
        let (rings, is_left_over) = rings::closed(&ways);
        let count = rings.len();
        let placed: Vec<Line> = rings.iter().filter_map(|ring| self.placed(ring)).collect();
        let is_whole = placed.len() == count;
        let polygons = rings::nested(&placed);
        account.add(
            Note::WaterBroken,
            usize::from(is_broken || is_left_over || !is_whole || polygons.is_none()),
        );
        let polygons = polygons.filter(|polygons| !polygons.is_empty())?;
        account.note(Note::WaterAreas);
        Some(Water { kind, names, shape: WaterShape::Polygons(polygons) })
    }

    fn place(&self, node: i64) -> Option<[i32; 2]> {
        let at = self.nodes.binary_search(&node).ok()?;
        self.places.get(at).copied().filter(|&place| place != NOWHERE)
    }

    /// A ring, if the extract has all its nodes.
    fn placed(&self, ring: &[i64]) -> Option<Line> {
        ring.iter().map(|&node| self.place(node)).collect()
    }

    /// The parts of a way that the extract has.
    fn runs(&self, way: &[i64]) -> Vec<Line> {
        let places: Vec<Option<[i32; 2]>> = way.iter().map(|&node| self.place(node)).collect();
        let runs = places.split(Option::is_none).map(|run| run.iter().copied().flatten().collect::<Line>());
        runs.filter(|run| run.len() > 1).collect()
    }
}
