//! What does one see of it? The roads of a network, its places, districts and water, cut into vector tiles (Mapbox
//! vector tiles 2.1, gzip): the map of a room that asks nobody outside for one.
//!
//! | module | its subject |
//! |---|---|
//! | `globe` | from latitude and longitude to the plane of web maps, in whole numbers |
//! | `shapes` | everything there is to draw, as flat arrays |
//! | `zooms` | from which zoom on something is drawn |
//! | `stretches`, `chains` | the roads: each stretch near by, those of one kind strung together from afar |
//! | `surroundings` | places and water |
//! | `borders` | districts |
//! | `thin` | which points of a line matter at which zoom |
//! | `clip` | what of a line or a ring lies between two bounds |
//! | `cutting` | zoom by zoom, what lies in which tile |
//! | `encoding` | the bytes of one tile |
//!
//! | layer | what is in it | attributes |
//! |---|---|---|
//! | `roads` | lines | `class` (OpenStreetMap's word, `drawn` in a network drawn by hand), `ref`; from zoom 12 also `name`, `oneway` (1 as the line runs, -1 against it), `bridge`, `tunnel` |
//! | `places` | points | `kind`, `name` and where they differ `name:en`, `name:ur`, `name:zh`, `population`, `rank` (the smaller the more people look for it) |
//! | `districts` | lines between them; a point within each | of the point: `name` |
//! | `water` | polygons and lines | `kind` (`lake`, `river`, `canal`, `stream`, `coastline`), names as of places |
//!
//! No input or output, no clock; the same network gives the same bytes on every machine and however many threads.

mod borders;
mod chains;
mod clip;
mod cutting;
mod encoding;
mod globe;
mod shapes;
mod stretches;
mod surroundings;
mod thin;
mod zooms;

use std::sync::Arc;

use roads::{
    chart::{BadFile, Chart, TileKey},
    districts::Districts,
    import::{Phase, Told, scenery::Scenery},
};

pub use zooms::{HIGHEST, LOWEST};

/// A tile that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the tile at zoom {zoom}, column {column}, row {row} cannot be written: {why}")]
pub struct NotATile {
    /// Its zoom.
    pub zoom: u8,
    /// Its column.
    pub column: u32,
    /// Its row.
    pub row: u32,
    /// What its writer says.
    pub why: String,
}

/// Why a network file gets no map.
#[derive(Debug, thiserror::Error)]
pub enum NoMap {
    /// The file itself is at fault.
    #[error(transparent)]
    File(#[from] BadFile),
    /// A tile could not be written.
    #[error(transparent)]
    Tile(#[from] NotATile),
}

/// The network file with the tiles of its map in it.
///
/// # Errors
/// When the file is none, or a tile cannot be written.
pub fn with_map(
    file: Vec<u8>,
    scenery: &Scenery,
    districts: Option<&Districts>,
    told: &dyn Told,
) -> Result<Vec<u8>, NoMap> {
    let chart = Chart::open(Arc::new(file))?;
    let tiles = cut(&chart, scenery, districts, told)?;
    Ok(chart.with_tiles(&tiles)?)
}

/// Cuts the tiles of a network, ascending by their keys; where there is nothing to be seen there is no tile.
///
/// # Errors
/// When a tile cannot be written.
pub fn cut(
    chart: &Chart,
    scenery: &Scenery,
    districts: Option<&Districts>,
    told: &dyn Told,
) -> Result<Vec<(TileKey, Vec<u8>)>, NotATile> {
    let steps = usize::from(HIGHEST - LOWEST) + 2;
    told.reached(Phase::Tiles, 0, steps);
    let mut shapes = shapes::Shapes::default();
    stretches::add(chart, &mut shapes);
    surroundings::add(scenery, &mut shapes);
    if let Some(districts) = districts {
        borders::add(districts, &mut shapes);
    }
    let shapes = shapes.thinned();
    told.reached(Phase::Tiles, 1, steps);
    let mut tiles = Vec::new();
    for (done, zoom) in (2..).zip(LOWEST..=HIGHEST) {
        // Nobody has so much to draw but a file made to harm; and a page draws on with the tiles of the zoom before.
        if cutting::work(&shapes, zoom) > cutting::MOST_WORK {
            break;
        }
        tiles.extend(cutting::cut(&shapes, zoom)?);
        told.reached(Phase::Tiles, done, steps);
    }
    told.reached(Phase::Tiles, steps, steps);
    Ok(tiles)
}
