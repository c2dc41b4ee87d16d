//! Two passes over an extract: ways and restrictions first, then the nodes that those pass, and no others. What a map
//! shows beside roads is gathered on the same way (`scenery`).
//!
//! Blocks are unpacked and read several at a time; what they held is put together in the order of the file, so that
//! the same file gives the same numbers whatever the machine.

use std::collections::HashMap;

use model::Span;
use rayon::prelude::*;

use super::{
    Phase, Told,
    account::Account,
    barrier::{self, Barrier},
    pbf::{BadExtract, Block, Extract},
    restriction::{Restriction, Via, restriction},
    scenery::{
        Scenery, Spot,
        gather::{self, Gathered, Shown},
    },
    way::{Described, describe},
};
use crate::chart::{Kind, Texts};

/// How many blocks are read before what they held is put together: enough for many processors, and no more in memory.
const AT_ONCE: usize = 32;

/// What the stretches of some ways have in common.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Look {
    pub kind: Kind,
    /// In the table of texts.
    pub name: u32,
    pub reference: u32,
    /// Forward and backward, in km/h.
    pub speeds: [u32; 2],
}

impl Look {
    /// The same, drawn the other way round.
    pub(super) fn reversed(self) -> Self {
        let kind = Kind { permits: self.kind.permits.reversed(), ..self.kind };
        Look { kind, speeds: [self.speeds[1], self.speeds[0]], ..self }
    }
}

/// A way: its nodes are `refs[first_ref..]` up to the next way's.
pub(super) struct Way {
    pub id: i64,
    pub first_ref: usize,
    /// In `Collected::looks`.
    pub look: u32,
    /// How long it takes from end to end, if it is a ferry that says so.
    pub duration: Option<Span>,
}

/// What an extract holds of roads.
#[derive(Default)]
pub(super) struct Collected {
    pub texts: Texts,
    pub looks: Vec<Look>,
    pub ways: Vec<Way>,
    /// Nodes, by their position in `nodes`.
    pub refs: Vec<u32>,
    pub restrictions: Vec<Restriction>,
    /// Identifiers, ascending.
    pub nodes: Vec<i64>,
    /// Latitude and longitude in 1e-7 degree; `NOWHERE` for a node that the extract does not have.
    pub places: Vec<[i32; 2]>,
    /// By position in `nodes`, ascending.
    pub barriers: Vec<(u32, Barrier)>,
}

/// No place.
pub(super) const NOWHERE: [i32; 2] = [i32::MAX; 2];

/// What one block held of ways and restrictions.
#[derive(Default)]
struct Found {
    ways: Vec<(i64, Vec<i64>, Described)>,
    restrictions: Vec<Restriction>,
    has_nodes: bool,
    shown: Shown,
    account: Account,
}

/// Reads an extract.
pub(super) fn collect(
    extract: &Extract<'_>,
    account: &mut Account,
    told: &dyn Told,
) -> Result<(Collected, Scenery), BadExtract> {
    let (mut collected, mut gathered) = (Collected::default(), Gathered::default());
    let mut looks = HashMap::new();
    let (mut refs, mut with_nodes) = (Vec::new(), Vec::new());
    let blocks: Vec<usize> = (0..extract.len()).collect();
    for some in blocks.chunks(AT_ONCE) {
        for (&i, found) in some.iter().zip(read_all(extract, some, roads_of)?) {
            if found.has_nodes {
                with_nodes.push(i);
            }
            gathered.keep(i, found.shown);
            account.merge(found.account);
            collected.restrictions.extend(found.restrictions);
            for (id, passed, described) in found.ways {
                collected.keep(id, described, refs.len(), &mut looks);
                refs.extend(passed);
            }
        }
        told.reached(Phase::Ways, some.last().map_or(0, |last| last + 1), blocks.len());
    }
    if collected.ways.is_empty() {
        return Err(BadExtract::NoRoads);
    }
    collected.number(&refs)?;
    drop(refs);
    gathered.join(&members(extract, &gathered)?);
    for (done, some) in with_nodes.chunks(AT_ONCE).enumerate() {
        let (nodes, watery) = (collected.nodes.as_slice(), gathered.nodes.as_slice());
        for found in read_all(extract, some, |block| nodes_of(block, nodes, watery))? {
            account.merge(found.account);
            collected.barriers.extend(found.barriers);
            gathered.keep_spots(found.spots);
            for (node, place) in found.placed {
                collected.places[node as usize] = place;
            }
            for (node, place) in found.watery {
                gathered.places[node as usize] = place;
            }
        }
        told.reached(Phase::Nodes, (done * AT_ONCE + some.len()).min(with_nodes.len()), with_nodes.len());
    }
    // Of a node that is there twice the first counts.
    collected.barriers.sort_by_key(|&(node, _)| node);
    collected.barriers.dedup_by_key(|&mut (node, _)| node);
    Ok((collected, gathered.scenery(account)))
}

/// The ways that relations of scenery name, with the nodes they pass.
fn members(extract: &Extract<'_>, gathered: &Gathered) -> Result<HashMap<i64, Vec<i64>>, BadExtract> {
    let (wanted, blocks) = gathered.wanted();
    let mut members = HashMap::new();
    for some in blocks.chunks(AT_ONCE) {
        members
            .extend(read_all(extract, some, |block| gather::members(block, &wanted))?.into_iter().flatten());
    }
    Ok(members)
}

fn read_all<T: Send>(
    extract: &Extract<'_>,
    blocks: &[usize],
    read: impl Fn(&Block) -> T + Sync,
) -> Result<Vec<T>, BadExtract> {
    blocks.par_iter().map(|&i| extract.block(i).map(|block| read(&block))).collect()
}

fn roads_of(block: &Block) -> Found {
    let mut found = Found { has_nodes: block.has_nodes(), ..Found::default() };
    block.ways(|id, tags, passed| {
        if let Some(described) = describe(tags, &mut found.account) {
            found.ways.push((id, passed.collect(), described));
            found.shown.passed_over(id);
        } else {
            found.shown.way(id, tags, passed);
        }
    });
    block.relations(|_, tags, members| {
        found.shown.relation(tags, members);
        found.restrictions.extend(restriction(tags, members, &mut found.account));
    });
    found
}

/// What one block held of nodes.
#[derive(Default)]
struct FoundNodes {
    placed: Vec<(u32, [i32; 2])>,
    watery: Vec<(u32, [i32; 2])>,
    barriers: Vec<(u32, Barrier)>,
    spots: Vec<Spot>,
    account: Account,
}

/// Nodes that are looked for, ascending, and where the last one was found.
struct Wanted<'w> {
    ids: &'w [i64],
    at: usize,
    last: i64,
}

impl<'w> Wanted<'w> {
    fn new(ids: &'w [i64]) -> Self {
        Wanted { ids, at: 0, last: i64::MIN }
    }

    /// Blocks are nearly always sorted, so the next one wanted is nearly always close to the last.
    fn position(&mut self, id: i64) -> Option<u32> {
        if id < self.last {
            self.at = 0;
        }
        self.last = id;
        self.at += gallop(&self.ids[self.at..], id);
        (self.ids.get(self.at) == Some(&id)).then(|| u32::try_from(self.at).unwrap_or(u32::MAX))
    }
}

fn nodes_of(block: &Block, roads: &[i64], watery: &[i64]) -> FoundNodes {
    let mut found = FoundNodes::default();
    let (mut roads, mut watery) = (Wanted::new(roads), Wanted::new(watery));
    block.nodes(|node| {
        let (on_road, in_water) = (roads.position(node.id), watery.position(node.id));
        let is_seen = node.tags.get("place").is_some();
        if on_road.is_none() && in_water.is_none() && !is_seen {
            return;
        }
        let Ok(place) = model::Place::from_e7(node.lat_e7, node.lon_e7) else { return };
        let place = [place.lat_e7(), place.lon_e7()];
        if let Some(position) = on_road {
            found.placed.push((position, place));
            let barrier = barrier::barrier(&node.tags, &mut found.account);
            found.barriers.extend(barrier.map(|barrier| (position, barrier)));
        }
        found.watery.extend(in_water.map(|position| (position, place)));
        found.spots.extend(gather::seen(&node, place, &mut found.account));
    });
    found
}

/// How many are below, looking near the beginning first.
fn gallop(sorted: &[i64], id: i64) -> usize {
    let mut step = 1;
    while step < sorted.len() && sorted[step] < id {
        step *= 2;
    }
    let (from, until) = (step / 2, sorted.len().min(step + 1));
    from + sorted[from..until].partition_point(|&other| other < id)
}

impl Collected {
    fn keep(&mut self, id: i64, described: Described, first_ref: usize, looks: &mut HashMap<Look, u32>) {
        let Described { mut kind, stated, name, reference, speeds, duration } = described;
        kind.stated = stated.map_or(0, |stated| self.texts.number(&stated));
        let (name, reference) = (self.texts.number(&name), self.texts.number(&reference));
        let look = Look { kind, name, reference, speeds };
        let number = *looks.entry(look).or_insert_with(|| {
            self.looks.push(look);
            u32::try_from(self.looks.len() - 1).unwrap_or(u32::MAX)
        });
        self.ways.push(Way { id, first_ref, look: number, duration });
    }

    /// Numbers the nodes that ways pass.
    fn number(&mut self, refs: &[i64]) -> Result<(), BadExtract> {
        if refs.len() >= u32::MAX as usize / 2 {
            return Err(BadExtract::TooLarge { what: "nodes" });
        }
        self.nodes = refs.to_vec();
        self.nodes.par_sort_unstable();
        self.nodes.dedup();
        self.places = vec![NOWHERE; self.nodes.len()];
        let nodes = &self.nodes;
        let position = |id: &i64| u32::try_from(nodes.partition_point(|node| node < id)).unwrap_or(u32::MAX);
        self.refs = refs.par_iter().map(position).collect();
        Ok(())
    }

    /// The nodes a way passes, by position.
    pub(super) fn passed(&self, way: usize) -> &[u32] {
        let end = self.ways.get(way + 1).map_or(self.refs.len(), |next| next.first_ref);
        &self.refs[self.ways[way].first_ref..end]
    }

    /// The position of a node.
    pub(super) fn position(&self, node: i64) -> Option<u32> {
        self.nodes.binary_search(&node).ok().and_then(|at| u32::try_from(at).ok())
    }

    /// The junctions at which turns are restricted.
    pub(super) fn restricted(&self) -> impl Iterator<Item = u32> {
        self.restrictions.iter().filter_map(|restriction| match restriction.via {
            Via::Node(node) => self.position(node),
            Via::Ways(_) => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::gallop;

    #[test]
    fn galloping_finds_what_a_plain_search_finds() {
        let sorted: Vec<i64> = (0..50).map(|n| n * 3).collect();
        for from in 0..sorted.len() {
            for id in -1..160 {
                assert_eq!(
                    gallop(&sorted[from..], id),
                    sorted[from..].partition_point(|&o| o < id),
                    "{from} {id}"
                );
            }
        }
        assert_eq!(gallop(&[], 5), 0);
    }
}
