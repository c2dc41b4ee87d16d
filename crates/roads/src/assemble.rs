//! From rows to arrays: every row is checked, then packed in an order that depends on the rows alone, so that
//! the same draft gives the same network on every machine.

use std::collections::{BTreeMap, BTreeSet};

use model::{Span, Word};

use crate::{
    Boundary, Defect, Draft, Fault, Junction, Network, Part, Stretch,
    draft::LONGEST_DRIVE,
    network::{Arcs, Nodes},
};

/// Where a boundary is assumed when nobody says: the middle.
const MIDDLE_PERMILLE: u16 = 500;

/// A stretch in one of its directions.
struct Directed<'d> {
    tail: usize,
    head: usize,
    stretch: &'d Stretch,
    boundaries: Vec<Boundary>,
}

impl Draft {
    /// Checks every row and packs them.
    ///
    /// # Errors
    /// The first row that is at fault, and why.
    pub fn assemble(self) -> Result<Network, Defect> {
        if self.junctions.is_empty() {
            return Err(Defect { part: Part::Whole, fault: Fault::Empty });
        }
        // Two directions each, and every count must fit an index.
        let most = u32::MAX as usize;
        if self.junctions.len() >= most || self.stretches.len() >= most / 2 {
            return Err(Defect { part: Part::Whole, fault: Fault::TooLarge });
        }
        let by_label = number_junctions(&self.junctions)?;
        let mut directed = direct(&self, &by_label)?;
        // Stable: parallel arcs stay in the order of the draft.
        directed.sort_by_key(|d| (d.tail, d.head));

        let districts = directed
            .iter()
            .flat_map(|d| d.boundaries.iter().map(|b| &b.into))
            .chain(self.junctions.iter().map(|j| &j.district));
        let districts = sorted(districts);
        let roads = sorted(directed.iter().map(|d| &d.stretch.road));
        let arcs = pack_arcs(&directed, &roads, &districts);
        let nodes = pack_nodes(self.junctions, &arcs, &districts);
        Ok(Network {
            name: self.name,
            utc_offset: self.utc_offset,
            reach_mm: self.reach_mm,
            districts,
            roads,
            nodes,
            arcs,
            by_label,
        })
    }
}

fn number_junctions(junctions: &[Junction]) -> Result<BTreeMap<Word, usize>, Defect> {
    let mut by_label = BTreeMap::new();
    for (node, junction) in junctions.iter().enumerate() {
        if by_label.insert(junction.label.clone(), node).is_some() {
            let fault = Fault::DuplicateJunction(junction.label.clone());
            return Err(Defect { part: Part::Junction(node), fault });
        }
    }
    Ok(by_label)
}

fn direct<'d>(draft: &'d Draft, by_label: &BTreeMap<Word, usize>) -> Result<Vec<Directed<'d>>, Defect> {
    let mut directed = Vec::new();
    let mut seen = BTreeSet::new();
    for (row, stretch) in draft.stretches.iter().enumerate() {
        let defect = |fault| Defect { part: Part::Stretch(row), fault };
        let node = |label: &Word| {
            by_label.get(label).copied().ok_or_else(|| defect(Fault::UnknownJunction(label.clone())))
        };
        let (tail, head) = (node(&stretch.from)?, node(&stretch.to)?);
        check_drive(stretch).map_err(defect)?;
        let (start, end) = (&draft.junctions[tail].district, &draft.junctions[head].district);
        let boundaries = boundaries_of(stretch, start, end).map_err(defect)?;
        let back = stretch.both_ways.then(|| Directed {
            tail: head,
            head: tail,
            stretch,
            boundaries: reversed(&boundaries, start),
        });
        let forth = Directed { tail, head, stretch, boundaries };
        for one in std::iter::once(forth).chain(back) {
            if !seen.insert((one.tail, one.head, &stretch.road)) {
                let (road, from, to) = (stretch.road.clone(), stretch.from.clone(), stretch.to.clone());
                return Err(defect(Fault::DuplicateStretch { road, from, to }));
            }
            directed.push(one);
        }
    }
    Ok(directed)
}

fn check_drive(stretch: &Stretch) -> Result<(), Fault> {
    let (road, from, to) = (stretch.road.clone(), stretch.from.clone(), stretch.to.clone());
    if from == to {
        return Err(Fault::Loop { road, at: from });
    }
    if stretch.length_mm == 0 {
        return Err(Fault::NoLength { road, from, to });
    }
    if stretch.duration <= Span::ZERO || stretch.duration > LONGEST_DRIVE {
        return Err(Fault::ImpossibleDrive { road, from, to, takes: stretch.duration });
    }
    Ok(())
}

fn boundaries_of(stretch: &Stretch, start: &Word, end: &Word) -> Result<Vec<Boundary>, Fault> {
    if stretch.boundaries.is_empty() {
        let middle = Boundary { at_permille: MIDDLE_PERMILLE, into: end.clone() };
        return Ok(if start == end { Vec::new() } else { vec![middle] });
    }
    let (mut at, mut district) = (0, start);
    for boundary in &stretch.boundaries {
        if boundary.at_permille <= at || boundary.at_permille > 999 {
            return Err(Fault::BoundaryOutOfOrder(boundary.at_permille));
        }
        if boundary.into == *district {
            return Err(Fault::BoundaryWithinDistrict(boundary.into.clone()));
        }
        (at, district) = (boundary.at_permille, &boundary.into);
    }
    if district != end {
        let (entered, to, district) = (district.clone(), stretch.to.clone(), end.clone());
        return Err(Fault::BoundaryEndsElsewhere { entered, to, district });
    }
    Ok(stretch.boundaries.clone())
}

/// The same boundaries driven the other way: what was left is now entered.
fn reversed(boundaries: &[Boundary], start: &Word) -> Vec<Boundary> {
    let mut left = start;
    let mut turned = Vec::with_capacity(boundaries.len());
    for boundary in boundaries {
        turned.push(Boundary { at_permille: 1000 - boundary.at_permille, into: left.clone() });
        left = &boundary.into;
    }
    turned.reverse();
    turned
}

fn pack_arcs(directed: &[Directed<'_>], roads: &[Word], districts: &[Word]) -> Arcs {
    let mut arcs = Arcs { first_boundary: vec![0], ..Arcs::default() };
    for Directed { tail, head, stretch, boundaries } in directed {
        arcs.tails.push(index(*tail));
        arcs.heads.push(index(*head));
        arcs.lengths_mm.push(stretch.length_mm);
        arcs.durations_us.push(stretch.duration.0);
        arcs.roads.push(position(roads, &stretch.road));
        arcs.seasons.push(stretch.season);
        for boundary in boundaries {
            arcs.boundary_permille.push(boundary.at_permille);
            arcs.boundary_into.push(position(districts, &boundary.into));
        }
        arcs.first_boundary.push(index(arcs.boundary_into.len()));
    }
    arcs
}

fn pack_nodes(junctions: Vec<Junction>, arcs: &Arcs, districts: &[Word]) -> Nodes {
    let mut nodes = Nodes::default();
    for (node, junction) in junctions.into_iter().enumerate() {
        nodes.first_arc.push(index(arcs.tails.partition_point(|&tail| tail < index(node))));
        nodes.districts.push(position(districts, &junction.district));
        nodes.labels.push(junction.label);
        nodes.names.push(junction.name);
        nodes.places.push(junction.place);
    }
    nodes.first_arc.push(index(arcs.tails.len()));
    nodes
}

fn sorted<'w>(words: impl Iterator<Item = &'w Word>) -> Vec<Word> {
    words.collect::<BTreeSet<_>>().into_iter().cloned().collect()
}

fn position(sorted: &[Word], word: &Word) -> u32 {
    index(sorted.partition_point(|other| other < word))
}

/// Counts were checked against `u32::MAX` before anything was packed.
fn index(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
