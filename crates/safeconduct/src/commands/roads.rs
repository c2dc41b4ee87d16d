//! `safeconduct roads`: networks out of maps, and what is in them.

mod account;
mod adopt;
pub(super) mod faults;
mod import;
mod show;

use std::process::ExitCode;

use crate::{
    arguments::{Roads, RoadsCommand},
    page::Page,
};

/// A pin as people compare it.
fn hex(pin: [u8; 32]) -> String {
    model::Digest(pin).to_string()
}

pub fn run(roads: &Roads, page: &Page) -> anyhow::Result<ExitCode> {
    match &roads.what {
        RoadsCommand::Adopt(asked) => adopt::run(asked, page),
        RoadsCommand::Import(asked) => import::run(asked, page),
        RoadsCommand::Show { network, json } => show::run(network, *json, page),
    }
}
