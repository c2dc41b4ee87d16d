//! `safeconduct roads adopt`: a network file beside a room's record, and in force.
//!
//! The file is verified and copied under its digest first, which disturbs nobody. Taking it into force is a command on
//! the record: while a server holds the record, an authority gives it there.

use std::process::ExitCode;

use anyhow::bail;
use atlas::{Atlas, BadNetwork};
use conduct::{Act, Command, World};
use model::Digest;
use ops::{Submission, room::system};
use serde_json::json;
use store::{DataDir, StoreError};

use super::faults;
use crate::{
    arguments::Adopt,
    clock::{self, Kept},
    exit::{self, Misuse},
    opened::open_room,
    page::Page,
};

pub fn run(asked: &Adopt, page: &Page) -> anyhow::Result<ExitCode> {
    // A directory without a record is a misspelt one: nothing is put there.
    drop(DataDir::open_read_only(&asked.data)?);
    let atlas = Atlas::of(&asked.data);
    let network = atlas.take_in(&asked.network).map_err(|bad| match bad {
        BadNetwork::Chart { path, bad } => faults::file(&path, &bad, page),
        BadNetwork::File { path, error } if path == asked.network => {
            Misuse(format!("{} cannot be read: {error}", path.display())).into()
        }
        other => other.into(),
    })?;
    let in_force = match DataDir::open(&asked.data) {
        Ok(held) => {
            take_into_force(held, atlas, network)?;
            true
        }
        Err(StoreError::Locked { .. }) => false,
        Err(error) => return Err(error.into()),
    };
    if asked.json {
        println!("{}", serde_json::to_string_pretty(&json!({ "network": network, "in_force": in_force }))?);
    } else {
        let said = if in_force { "roads-adopted" } else { "roads-at-hand" };
        page.say(&page.words.say_with(said, [("network", network.to_string().into())]));
    }
    Ok(exit::answered(true))
}

fn take_into_force(held: DataDir, atlas: Atlas, network: Digest) -> anyhow::Result<()> {
    let place = held.path().display().to_string();
    let mut room = open_room(held, clock::surroundings(Kept::Asked))?;
    room.lay_out(std::sync::Arc::new(atlas));
    let real = room.worlds().iter().find(|(_, state)| state.world == World::Actual);
    let Some(world) = real.map(|(name, _)| name.clone()) else {
        bail!(Misuse(format!(
            "{place} holds no room yet: make its first administrator with `safeconduct user first`, then adopt again"
        )))
    };
    let command = Command { by: system(world.clone()), act: Act::AdoptNetwork { network } };
    for answer in room.take(vec![Submission::of(world, command)]) {
        answer?;
    }
    Ok(())
}
