//! How lines on a map are printed: what `route` and `match` have in common.

use clap::Args;

/// How the answer is printed; a table if nothing is said.
#[derive(Args)]
#[group(multiple = false)]
pub struct Form {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Print GPX 1.1: a route for each way offered, a track with a segment for each unbroken way driven
    #[arg(long)]
    pub gpx: bool,
    /// Print GeoJSON: a line for each way offered, or each road driven
    #[arg(long)]
    pub geojson: bool,
}
