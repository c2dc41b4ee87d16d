//! From restrictions on ways to sequences of arcs that are forbidden.
//!
//! `no_*` forbids *from*, *via*, *to*. `only_*` forbids every other way on, at the junction and, where ways lie between,
//! at each junction along them. Roads that do not meet as a restriction says are never guessed at: it is left out, and
//! counted.

use std::{collections::BTreeMap, ops::Range};

use super::{
    account::{Account, Note},
    collect::Collected,
    pieces::Pieces,
    restriction::{Restriction, Via},
    stretches::Share,
    turns::{Arc, Forbidden, Leaving},
};

/// Why a restriction forbids nothing here.
type Left = Note;

/// The roads that restrictions speak about.
pub(super) struct Roads<'c> {
    collected: &'c Collected,
    pieces: &'c Pieces,
    shares: &'c [Option<Share>],
    leaving: &'c Leaving,
    /// The pieces of every way.
    of_way: BTreeMap<i64, Range<usize>>,
}

/// Everything that is forbidden, by restrictions and by barriers that stop some.
pub(super) fn forbidden(
    collected: &Collected,
    pieces: &Pieces,
    shares: &[Option<Share>],
    leaving: &Leaving,
    account: &mut Account,
) -> Vec<Forbidden> {
    let roads = Roads { collected, pieces, shares, leaving, of_way: by_way(collected, pieces) };
    let mut all = Vec::new();
    for restriction in &collected.restrictions {
        match roads.sequences(restriction) {
            Ok(sequences) => {
                account.note(Note::Restrictions);
                all.extend(sequences.into_iter().map(|arcs| (arcs, restriction.modes)));
            }
            Err(why) => account.note(why),
        }
    }
    // Not back onto the stretch one came by: that is not through the barrier.
    let mut through: Vec<Forbidden> = Vec::new();
    for (arc, head) in leaving.heads() {
        let Some(&modes) = pieces.stops.get(&head) else { continue };
        let outs = leaving.from(head).iter().filter(|&&out| out != arc ^ 1);
        through.extend(outs.map(|&out| (vec![arc, out], modes)));
    }
    all.extend(through);
    all
}

fn by_way(collected: &Collected, pieces: &Pieces) -> BTreeMap<i64, Range<usize>> {
    let mut of_way = BTreeMap::new();
    let mut at = 0;
    for some in pieces.all.chunk_by(|a, b| a.way == b.way) {
        of_way.insert(collected.ways[some[0].way].id, at..at + some.len());
        at += some.len();
    }
    of_way
}

impl Roads<'_> {
    fn sequences(&self, restriction: &Restriction) -> Result<Vec<Vec<Arc>>, Left> {
        let Restriction { only, back, from, via, to, .. } = restriction;
        let (from, to) = (self.known(from)?, self.known(to)?);
        let chains = match via {
            Via::Node(node) => self.over_node(*node, &from, &to, *back)?,
            Via::Ways(ways) => self.over_ways(&self.known_all(ways)?, &from, &to)?,
        };
        if !only {
            return Ok(chains);
        }
        let mut others = Vec::new();
        for chain in &chains {
            for at in 1..chain.len() {
                let Some(vertex) = self.leaving.head(chain[at - 1]) else { continue };
                // Of several ways that are allowed, none forbids the other.
                let goes_on =
                    |out: &Arc| chains.iter().any(|c| c.get(..at) == Some(&chain[..at]) && c[at] == *out);
                let others_here = self.leaving.from(vertex).iter().filter(|out| !goes_on(out));
                others.extend(others_here.map(|&out| [&chain[..at], &[out]].concat()));
            }
        }
        others.sort_unstable();
        others.dedup();
        if others.is_empty() { Err(Note::RestrictionsMoot) } else { Ok(others) }
    }

    /// Those ways that have pieces.
    fn known(&self, ways: &[i64]) -> Result<Vec<Range<usize>>, Left> {
        let known: Vec<_> = ways.iter().filter_map(|way| self.of_way.get(way).cloned()).collect();
        if known.is_empty() { Err(Note::RestrictionsElsewhere) } else { Ok(known) }
    }

    fn known_all(&self, ways: &[i64]) -> Result<Vec<Range<usize>>, Left> {
        let known: Vec<_> = ways.iter().filter_map(|way| self.of_way.get(way).cloned()).collect();
        if known.len() < ways.len() { Err(Note::RestrictionsElsewhere) } else { Ok(known) }
    }

    fn over_node(
        &self,
        node: i64,
        from: &[Range<usize>],
        to: &[Range<usize>],
        back: bool,
    ) -> Result<Vec<Vec<Arc>>, Left> {
        let vertex = self.collected.position(node).and_then(|node| self.pieces.meeting(node));
        let vertex = vertex.ok_or(Note::RestrictionsBroken)?;
        let (mut chains, mut is_met) = (Vec::new(), false);
        // Of several ways some lie further back or ahead: what happens at the junction is forbidden however one came.
        for from in from.iter().filter(|from| self.touches(from, vertex)) {
            let entering = self.arcs(from, vertex, true);
            for to in to.iter().filter(|to| self.touches(to, vertex)) {
                let leaving = self.arcs(to, vertex, false);
                // A way that goes on beyond the junction on both sides: which side is meant nobody says, unless it is
                // to be turned back on.
                let is_same = back && from == to;
                if !is_same && (entering.len() > 1 || leaving.len() > 1) {
                    continue;
                }
                is_met = true;
                for &arc in &entering {
                    let outs = leaving.iter().filter(|&&out| !is_same || out == arc ^ 1);
                    chains.extend(outs.map(|&out| vec![arc, out]));
                }
            }
        }
        match chains.len() {
            0 if is_met => Err(Note::RestrictionsMoot),
            0 => Err(Note::RestrictionsBroken),
            _ => Ok(chains),
        }
    }

    /// Along all ways between, piece by piece, from where the first meets *from* to where the last meets *to*.
    fn over_ways(
        &self,
        via: &[Range<usize>],
        from: &[Range<usize>],
        to: &[Range<usize>],
    ) -> Result<Vec<Vec<Arc>>, Left> {
        let (first, last) = (&via[0], &via[via.len() - 1]);
        let mut chains = Vec::new();
        for from in from {
            for to in to {
                let starts = self.vertices(from).into_iter().filter(|&vertex| self.touches(first, vertex));
                for start in starts {
                    let ends = |vertex| self.touches(to, vertex);
                    let Some((between, end)) = self.along(via, start, &ends) else { continue };
                    let entering = self.arcs(from, start, true);
                    let leaving = self.arcs(to, end, false);
                    let (&[entering], &[leaving]) = (entering.as_slice(), leaving.as_slice()) else {
                        continue;
                    };
                    let mut chain = vec![entering];
                    chain.extend(between);
                    chain.push(leaving);
                    // Where a piece between became one stretch with its neighbour it is driven once.
                    chain.dedup();
                    chains.push(chain);
                }
            }
        }
        chains.sort_unstable();
        chains.dedup();
        let meets = from.iter().any(|from| self.vertices(from).iter().any(|&v| self.touches(first, v)))
            && to.iter().any(|to| self.vertices(to).iter().any(|&v| self.touches(last, v)));
        chains.retain(|chain| chain.len() > 1);
        match chains.len() {
            0 if meets => Err(Note::RestrictionsMoot),
            0 => Err(Note::RestrictionsBroken),
            _ => Ok(chains),
        }
    }

    /// The arcs along these ways in turn, from a vertex to the first that is an end; `None` if they cannot be driven so.
    fn along(
        &self,
        ways: &[Range<usize>],
        start: u32,
        ends: &dyn Fn(u32) -> bool,
    ) -> Option<(Vec<Arc>, u32)> {
        let (mut at, mut arcs) = (start, Vec::new());
        for (i, way) in ways.iter().enumerate() {
            let is_end = |vertex: u32| match ways.get(i + 1) {
                Some(next) => self.touches(next, vertex),
                None => ends(vertex),
            };
            let (driven, end) =
                [false, true].into_iter().find_map(|back| self.along_one(way, at, back, &is_end))?;
            arcs.extend(driven);
            at = end;
        }
        Some((arcs, at))
    }

    fn along_one(
        &self,
        way: &Range<usize>,
        start: u32,
        back: bool,
        is_end: &dyn Fn(u32) -> bool,
    ) -> Option<(Vec<Arc>, u32)> {
        let (mut at, mut arcs) = (start, Vec::new());
        let mut pieces: Vec<usize> = way.clone().collect();
        if back {
            pieces.reverse();
        }
        for piece in pieces {
            let ends = &self.pieces.all[piece];
            let (tail, head) = if back { (ends.to, ends.from) } else { (ends.from, ends.to) };
            if tail != at {
                continue;
            }
            arcs.push(self.arc(piece, back).filter(|&arc| self.leaving.head(arc).is_some())?);
            at = head;
            if is_end(at) {
                return Some((arcs, at));
            }
        }
        None
    }

    /// The arcs of a way that enter, or leave, a vertex.
    fn arcs(&self, way: &Range<usize>, vertex: u32, entering: bool) -> Vec<Arc> {
        let ends_there = |&(piece, back): &(usize, bool)| {
            let ends = &self.pieces.all[piece];
            vertex == if entering != back { ends.to } else { ends.from }
        };
        let pieces = way.clone().flat_map(|piece| [(piece, false), (piece, true)]).filter(ends_there);
        let arcs = pieces.filter_map(|(piece, back)| self.arc(piece, back));
        let mut arcs: Vec<Arc> = arcs.filter(|&arc| self.leaving.head(arc).is_some()).collect();
        arcs.sort_unstable();
        arcs.dedup();
        arcs
    }

    /// The arc that drives a piece, as it was drawn or back.
    fn arc(&self, piece: usize, back: bool) -> Option<Arc> {
        let Share { stretch, reversed } = self.shares[piece]?;
        Some(stretch << 1 | u32::from(reversed != back))
    }

    fn vertices(&self, way: &Range<usize>) -> Vec<u32> {
        let mut vertices: Vec<u32> =
            way.clone().flat_map(|piece| [self.pieces.all[piece].from, self.pieces.all[piece].to]).collect();
        vertices.sort_unstable();
        vertices.dedup();
        vertices
    }

    fn touches(&self, way: &Range<usize>, vertex: u32) -> bool {
        way.clone().any(|piece| {
            let piece = &self.pieces.all[piece];
            piece.from == vertex || piece.to == vertex
        })
    }
}
