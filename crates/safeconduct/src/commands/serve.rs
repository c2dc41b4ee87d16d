//! `safeconduct serve`: the room, for real.

use std::{net::SocketAddr, process::ExitCode};

use anyhow::bail;
use conduct::World;
use ops::{Room, Submission, Task, room::system};
use server::Notice;
use store::{DataDir, ReadStore as _};

use crate::{
    arguments::Serve,
    clock::{self, Kept},
    exit::{self, Misuse},
    keys, opened,
};

pub fn run(serve: &Serve) -> anyhow::Result<ExitCode> {
    not_open_to_others(serve.listen)?;
    let store = DataDir::open(&serve.data)?.into_store()?;
    let signer = keys::signer(&serve.data, store.size()? > 0)?;
    let kept = if serve.clock_is_kept { Kept::Stated } else { Kept::Asked };
    let mut room = Room::open(store, signer, clock::surroundings(kept), ops::BUILD)?;
    begin(&mut room, serve)?;
    opened::until_told(room, &serve.data, serve.listen, Notice::Actual)?;
    Ok(exit::answered(true))
}

/// Opens the real world, if this record has none yet.
fn begin(room: &mut Room<store::SqliteStore>, serve: &Serve) -> anyhow::Result<()> {
    if room.worlds().values().any(|state| state.world == World::Actual) {
        return Ok(());
    }
    let world = opened::actual();
    let by = system(world.clone());
    let task = Task::OpenWorld { by, world: World::Actual, offset: serve.offset };
    let nothing = conduct::Command { by: system(world.clone()), act: conduct::Act::Advance };
    let open = Submission { task, ..Submission::of(world, nothing) };
    for answer in room.take(vec![open]) {
        answer?;
    }
    Ok(())
}

/// Plans of journeys do not go over a network in the clear.
fn not_open_to_others(listen: SocketAddr) -> anyhow::Result<()> {
    if !listen.ip().is_loopback() {
        bail!(Misuse(format!(
            "--listen {listen} can be reached from other machines, and what is said there could be read on the way: \
             listen on 127.0.0.1 and put a proxy that speaks TLS before it"
        )));
    }
    Ok(())
}
