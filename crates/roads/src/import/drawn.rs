//! A network drawn by hand becomes a network file as an extract does: the same columns, the same bytes.

use model::Word;

use super::{
    Account, Imported, Note,
    islands::islands,
    numbering::extent,
    scenery::{Scenery, Spot, SpotKind},
};
use crate::{
    Network,
    chart::{Access, Class, Columns, Direction, Features, Kind, Limits, Mode, Permits, Surface},
};

/// A stretch that a network file cannot hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{road} from `{from}` to `{to}` is longer than 4,294 km: put a place between the two")]
pub struct TooLong {
    /// The road.
    pub road: Word,
    /// Its start.
    pub from: Word,
    /// Its end.
    pub to: Word,
}

/// Makes a network file of a network drawn by hand.
///
/// # Errors
/// When a stretch is too long.
pub fn drawn(network: &Network) -> Result<Imported, TooLong> {
    let mut columns = Columns::default();
    junctions(network, &mut columns);
    columns.first_point.push(0);
    columns.first_boundary.push(0);
    let mut kinds: Vec<Kind> = Vec::new();
    let mut arcs: Vec<(u32, u32, u32)> = Vec::new();
    for arc in (0..network.arc_count()).filter(|&arc| mate(network, arc).is_none_or(|mate| arc < mate)) {
        let stretch = count(columns.from.len());
        let is_both_ways = mate(network, arc).is_some();
        let kind = kind(network, arc, is_both_ways);
        let at = kinds.iter().position(|other| *other == kind).unwrap_or_else(|| {
            kinds.push(kind);
            kinds.len() - 1
        });
        columns.kind_of.push(count(at));
        let (tail, head) = (count(network.tail(arc)), count(network.head(arc)));
        arcs.push((tail, head, stretch << 1));
        arcs.extend(is_both_ways.then_some((head, tail, stretch << 1 | 1)));
        push(network, arc, is_both_ways, &mut columns)?;
    }
    columns.kinds = kinds;
    arcs.sort_unstable();
    for &(tail, head, drives) in &arcs {
        columns.tails.push(tail);
        columns.heads.push(head);
        columns.drives.push(drives);
        columns.banned.push(0);
    }
    let first =
        (0..=columns.places.len()).map(|node| arcs.partition_point(|&(tail, ..)| (tail as usize) < node));
    columns.first_out = first.map(count).collect();
    Ok(finished(network, columns))
}

fn junctions(network: &Network, columns: &mut Columns) {
    for node in 0..network.node_count() {
        let place = network.nodes.places[node];
        columns.places.push([place.lat_e7(), place.lon_e7()]);
        columns.ids.push(i64::try_from(node).unwrap_or(i64::MAX));
        columns.labels.push(columns.texts.number(network.label(node).as_str()));
        columns.district_of.push(network.nodes.districts[node]);
    }
    columns.districts =
        network.districts.iter().map(|district| columns.texts.number(district.as_str())).collect();
}

fn push(network: &Network, arc: usize, is_both_ways: bool, columns: &mut Columns) -> Result<(), TooLong> {
    let leg = network.leg(arc);
    let length = u32::try_from(leg.length_mm).map_err(|_| TooLong {
        road: leg.road.clone(),
        from: leg.from,
        to: leg.to,
    })?;
    columns.from.push(count(network.tail(arc)));
    columns.to.push(count(network.head(arc)));
    columns.ways.push(i64::try_from(arc).unwrap_or(i64::MAX));
    columns.names.push(0);
    columns.references.push(columns.texts.number(leg.road.as_str()));
    columns.lengths_mm.push(length);
    let us = leg.duration.0.unsigned_abs();
    columns.durations_us.push([us, if is_both_ways { us } else { 0 }]);
    columns.first_point.push(0);
    for (permille, into) in network.boundaries(arc) {
        let at = u64::from(length) * u64::from(permille) / 1_000;
        columns.boundary_at_mm.push(u32::try_from(at).unwrap_or(length));
        columns.boundary_into.push(count(network.districts.partition_point(|other| other < into)));
    }
    columns.first_boundary.push(count(columns.boundary_into.len()));
    Ok(())
}

fn kind(network: &Network, arc: usize, is_both_ways: bool) -> Kind {
    let mut permits = Permits::OPEN;
    if !is_both_ways {
        Mode::ALL.into_iter().for_each(|mode| permits.set(mode, Direction::Backward, Access::Closed));
    }
    Kind {
        class: Class::Drawn,
        surface: Surface::Unstated,
        features: Features::default(),
        permits,
        open: network.arcs.seasons[arc],
        limits: Limits::default(),
        stated: 0,
    }
}

/// The arc that drives the same stretch the other way, if there is one.
fn mate(network: &Network, arc: usize) -> Option<usize> {
    let (tail, head) = (network.tail(arc), network.head(arc));
    let arcs = &network.arcs;
    let mut others = network.arcs_from(head).filter(|&other| network.head(other) == tail);
    others.find(|&other| {
        let is_same = arcs.roads[other] == arcs.roads[arc]
            && arcs.lengths_mm[other] == arcs.lengths_mm[arc]
            && arcs.durations_us[other] == arcs.durations_us[arc]
            && arcs.seasons[other] == arcs.seasons[arc];
        is_same && network.boundaries(other).map(|(at, into)| (at, into.clone())).eq(reversed(network, arc))
    })
}

/// The boundaries of an arc, driven the other way.
fn reversed(network: &Network, arc: usize) -> Vec<(u16, Word)> {
    let mut before = network.district_of(network.tail(arc));
    let mut turned = Vec::new();
    for (at, into) in network.boundaries(arc) {
        turned.push((1_000 - at, before.clone()));
        before = into;
    }
    turned.reverse();
    turned
}

fn finished(network: &Network, mut columns: Columns) -> Imported {
    let ends = columns.from.iter().zip(&columns.to).zip(&columns.lengths_mm);
    let ends: Vec<_> = ends.map(|((&from, &to), &length)| (from, to, length)).collect();
    let islands = islands(columns.places.len(), &ends, 0);
    // A place that no stretch leads to is an island by itself, after all others.
    columns.islands =
        islands.of.iter().map(|island| island.unwrap_or_else(|| count(islands.count))).collect();
    let mut account = Account::default();
    account.add(Note::Stretches, columns.from.len());
    account.add(Note::Junctions, columns.places.len());
    account.add(Note::Arcs, columns.heads.len());
    account.add(Note::Islands, islands.count);
    account.add(Note::Boundaries, columns.boundary_into.len());
    let scenery = scenery(network);
    account.add(Note::Places, scenery.spots.len());
    let length: u64 = columns.lengths_mm.iter().map(|&mm| u64::from(mm)).sum();
    account.add(Note::Kilometres, usize::try_from(length / 1_000_000).unwrap_or(usize::MAX));
    columns.about.name = network.name().to_owned();
    columns.about.source = "drawn".to_owned();
    columns.about.utc_offset_minutes = Some(network.utc_offset().0 / 60_000_000);
    columns.about.reach_mm = network.reach_mm();
    columns.about.extent = extent(&columns);
    columns.about.account = account.by_word();
    Imported { file: columns.lay_out(), account, scenery }
}

/// Its places; a drawing has no water.
fn scenery(network: &Network) -> Scenery {
    let spots = network.junctions().filter(|junction| !junction.name.is_empty()).map(|junction| Spot {
        at: [junction.place.lat_e7(), junction.place.lon_e7()],
        kind: SpotKind::Drawn,
        names: vec![("name", junction.name)],
        population: None,
    });
    Scenery { spots: spots.collect(), waters: Vec::new() }
}

/// A drawing has at most a megabyte.
fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
