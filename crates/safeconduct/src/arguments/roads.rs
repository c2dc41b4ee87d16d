//! What can be typed after `roads`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Args)]
pub struct Roads {
    #[command(subcommand)]
    pub what: RoadsCommand,
}

#[derive(Subcommand)]
pub enum RoadsCommand {
    /// Make a network file of an OpenStreetMap extract, or of a network drawn by hand
    Import(Import),
    /// Put a network file beside a room's record and take it into force
    Adopt(Adopt),
    /// Tell what is in a network file, after verifying every byte of it
    Show {
        /// The network file
        network: PathBuf,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

#[derive(Args)]
pub struct Adopt {
    /// The network file, as `roads import` made it
    pub network: PathBuf,
    /// The room's data directory
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct Import {
    /// An OpenStreetMap extract (.osm.pbf), or a network drawn by hand (.toml, docs/corridor.md)
    pub source: PathBuf,
    /// The districts it lies in: GeoJSON or TopoJSON
    #[arg(long, value_name = "FILE")]
    pub districts: Option<PathBuf>,
    /// The property of the districts that holds their names
    #[arg(long, value_name = "PROPERTY", default_value = "name", requires = "districts")]
    pub district_property: String,
    /// Where there is coverage and where safe havens are: GeoJSON (docs/roads.md). With it, a route tells the longest
    /// part of each way without
    #[arg(long, value_name = "FILE")]
    pub support: Option<PathBuf>,
    /// What people call the network [default: the name of the extract's file]
    #[arg(long)]
    pub name: Option<String>,
    /// How far clocks on these roads stand ahead of UTC, such as 5h or 5h45min
    #[arg(long, value_name = "SPAN", value_parser = super::span, allow_hyphen_values = true)]
    pub offset: Option<model::Span>,
    /// Where to write the network; what is there is replaced when the new one is whole
    #[arg(long, short, value_name = "FILE")]
    pub output: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}
