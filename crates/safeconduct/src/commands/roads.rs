//! `safeconduct roads`: networks out of maps, and what is in them.

mod account;
mod adopt;
pub(super) mod faults;
mod import;
mod show;

use std::process::ExitCode;

use roads::chart::Chart;
use serde_json::{Value, json};

use crate::{
    arguments::{Roads, RoadsCommand},
    page::Page,
};

/// A pin as people compare it.
fn hex(pin: [u8; 32]) -> String {
    model::Digest(pin).to_string()
}

/// What tiles there are of the map.
fn tiles_in_words(chart: &Chart, page: &Page) -> String {
    let tiles = chart.tiles().and_then(|tiles| Some((tiles.zooms()?, tiles.size())));
    let Some((zooms, (count, bytes))) = tiles else { return page.words.say("roads-show-no-tiles") };
    let about = [
        ("count", count.into()),
        ("bytes", bytes.into()),
        ("lowest", (*zooms.start()).into()),
        ("highest", (*zooms.end()).into()),
    ];
    page.words.say_with("roads-show-tiles", about)
}

fn tiles_as_json(chart: &Chart) -> Option<Value> {
    let tiles = chart.tiles()?;
    let (zooms, (count, bytes)) = (tiles.zooms()?, tiles.size());
    Some(json!({ "lowest_zoom": zooms.start(), "highest_zoom": zooms.end(), "count": count, "bytes": bytes }))
}

pub fn run(roads: &Roads, page: &Page) -> anyhow::Result<ExitCode> {
    match &roads.what {
        RoadsCommand::Adopt(asked) => adopt::run(asked, page),
        RoadsCommand::Import(asked) => import::run(asked, page),
        RoadsCommand::Show { network, json } => show::run(network, *json, page),
    }
}
