//! From an OpenStreetMap extract to a network file, in these steps:
//!
//! 1. `collect`: two passes over the extract; what a way is like is read from its tags (`way`, `access`, `speed`,
//!    `measure`, `months`), what stands on a node (`barrier`), and what turns are restricted (`restriction`).
//! 2. `pieces`, `chains`, `stretches`: ways are cut where roads meet, and what needs no cut is joined again.
//! 3. `islands`: what no road joins to the rest is numbered, or dropped.
//! 4. `forbidden`, `turns`: restricted turns become copies of junctions.
//! 5. `numbering`: everything is numbered, the same way on every machine, and packed into columns.
//! 6. `scenery`: places and water, which whoever draws a map puts beside the roads.
//!
//! Bytes in, bytes out. Whatever is dropped or not understood is counted ([`Account`]).

mod access;
mod account;
mod barrier;
mod chains;
mod collect;
mod drawn;
mod forbidden;
mod islands;
mod measure;
mod months;
mod numbering;
mod pbf;
mod pieces;
mod restriction;
pub mod scenery;
#[cfg(test)]
pub(crate) mod sketch;
mod speed;
mod stretches;
mod tags;
#[cfg(test)]
mod tests;
mod turns;
mod way;

pub use account::{Account, Note, Part};
pub use drawn::drawn;
pub use pbf::BadExtract;
pub(crate) use stretches::between_mm;

use model::Place;

use crate::{
    Graph, Order,
    chart::{Columns, Permits},
    districts::Districts,
};
use scenery::Scenery;
use turns::Leaving;

/// The largest name of a network, in characters.
const LONGEST_NAME: usize = 200;
/// How far from a junction a point may lie and still count as at it, in millimetres: 5 km. Where roads are so far apart
/// that more is needed, a person has to say which one is meant.
const REACH_MM: u64 = 5_000_000;

/// What an import is at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Phase {
    /// Reading ways and restrictions, by blocks.
    Ways,
    /// Reading nodes, by blocks.
    Nodes,
    /// Making the graph, by steps.
    Graph,
    /// Finding districts, by stretches.
    Districts,
    /// Ordering the nodes for fast queries.
    Order,
    /// Cutting the map's tiles, by zooms.
    Tiles,
}

/// Somebody who is told how far an import is.
pub trait Told: Sync {
    /// So much of so much is done.
    fn reached(&self, phase: Phase, done: usize, of: usize);
}

/// Nobody.
impl Told for () {
    fn reached(&self, _: Phase, _: usize, _: usize) {}
}

/// What an import is to make.
#[derive(Debug, Default)]
pub struct Options<'d> {
    /// What people call the network.
    pub name: String,
    /// How far clocks on these roads stand ahead of UTC, in minutes, if that is known.
    pub utc_offset_minutes: Option<i64>,
    /// The districts it lies in.
    pub districts: Option<&'d Districts>,
    /// On how many threads its nodes are ordered; at least one. The order is the same on however many.
    pub threads: usize,
}

/// A network file, and what was counted on the way.
#[derive(Debug)]
pub struct Imported {
    /// The bytes of the file.
    pub file: Vec<u8>,
    /// What was kept, dropped and not understood.
    pub account: Account,
    /// What a map shows beside its roads; it is not in the file.
    pub scenery: Scenery,
}

/// By node: its rank in an order for fast queries. A graph that cannot be ordered is asked without.
fn ranks(columns: &Columns, threads: usize) -> Vec<u32> {
    let junctions = (0..columns.places.len()).chain(columns.copy_of.iter().map(|&of| of as usize));
    let places = junctions.filter_map(|junction| {
        let [lat, lon] = *columns.places.get(junction)?;
        Place::from_e7(lat.into(), lon.into()).ok()
    });
    let places: Vec<Place> = places.collect();
    let graph = Graph::new(&columns.first_out, &columns.heads).ok();
    let order = graph.and_then(|graph| Order::dissecting(graph, &places, threads).ok());
    order.map(|order| order.ranks()).unwrap_or_default()
}

/// Makes a network file of an OpenStreetMap extract.
///
/// # Errors
/// When the bytes are no extract that can be read, or hold no road; what is wrong and where.
pub fn extract(bytes: &[u8], options: &Options<'_>, told: &dyn Told) -> Result<Imported, BadExtract> {
    const STEPS: usize = 5;
    let extract = pbf::Extract::open(bytes)?;
    let mut account = Account::default();
    let (mut collected, scenery) = collect::collect(&extract, &mut account, told)?;
    told.reached(Phase::Graph, 0, STEPS);
    let pieces = pieces::cut(&mut collected, &mut account);
    told.reached(Phase::Graph, 1, STEPS);
    let (stretches, shares) = stretches::join(&collected, &pieces, &mut account);
    if stretches.is_empty() {
        return Err(BadExtract::NoRoads);
    }
    if stretches.len() >= u32::MAX as usize / 4 {
        return Err(BadExtract::TooLarge { what: "stretches" });
    }
    told.reached(Phase::Graph, 2, STEPS);
    let ends: Vec<_> =
        stretches.iter().map(|stretch| (stretch.from, stretch.to, stretch.length_mm)).collect();
    let islands = islands::islands(pieces.vertices.len(), &ends, islands::SMALLEST_MM);
    account.add(Note::Islands, islands.count);
    account.add(
        Note::SmallIslands,
        ends.iter().filter(|(from, ..)| islands.of[*from as usize].is_none()).count(),
    );
    let permits: Vec<Permits> =
        stretches.iter().map(|stretch| collected.looks[stretch.look as usize].kind.permits).collect();
    let leaving = Leaving::of(pieces.vertices.len(), &stretches, &permits);
    let forbidden = forbidden::forbidden(&collected, &pieces, &shares, &leaving, &mut account);
    told.reached(Phase::Graph, 3, STEPS);
    let closed = |arc: turns::Arc| permits[(arc >> 1) as usize].closed_to(turns::direction(arc));
    let expanded = turns::expand(&forbidden, &leaving, &closed);
    told.reached(Phase::Graph, 4, STEPS);
    let made = numbering::Made { collected, pieces, stretches, islands: islands.of, leaving, expanded };
    let mut columns = made.columns(&mut account);
    told.reached(Phase::Graph, STEPS, STEPS);
    if let Some(districts) = options.districts {
        districts.assign(&mut columns, told);
        account.add(Note::Boundaries, columns.boundary_into.len());
    }
    told.reached(Phase::Order, 0, 1);
    columns.rank = ranks(&columns, options.threads);
    told.reached(Phase::Order, 1, 1);
    columns.about.name = options.name.chars().take(LONGEST_NAME).collect();
    columns.about.source = "openstreetmap".to_owned();
    columns.about.as_of = extract.as_of;
    columns.about.utc_offset_minutes = options.utc_offset_minutes;
    columns.about.reach_mm = REACH_MM;
    columns.about.account = account.by_word();
    Ok(Imported { file: columns.lay_out(), account, scenery })
}
