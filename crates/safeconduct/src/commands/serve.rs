//! `safeconduct serve`: the room of a unit, for real.

use std::{net::SocketAddr, process::ExitCode};

use anyhow::bail;
use login::Policy;

use crate::{
    arguments::Serve,
    clock::Kept,
    exit::{self, Misuse},
    opened::{ACTUAL, Opened, Served},
    outside::Ways,
    page::Page,
};

pub fn run(serve: &Serve, page: &Page) -> anyhow::Result<ExitCode> {
    on_this_machine(serve.listen)?;
    let ways = Ways::of(&serve.messages)?;
    let kept = if serve.clock_is_kept { Kept::Stated } else { Kept::Asked };
    let opened = Opened::at(&serve.data, ACTUAL, serve.offset, kept)?;
    let nobody = opened.room.worlds().get(opened.world()).is_none_or(|state| state.people.is_empty());
    if nobody {
        bail!(Misuse(format!(
            "nobody may come in yet: make the first administrator with `safeconduct user first --data {} --name … \
             --agency …`, then serve again",
            serve.data.display()
        )));
    }
    let served = Served {
        listen: serve.listen,
        site: serve.site.clone(),
        policy: Policy::default(),
        cast: None,
        ways: Some(ways),
    };
    opened.until_told(served, |at| {
        page.say(&page.words.say_with("room-open", [("at", at.to_string().into())]));
    })?;
    page.say(&page.words.say("room-closed"));
    Ok(exit::answered(true))
}

/// Plans of journeys do not go over a network in the clear.
pub fn on_this_machine(listen: SocketAddr) -> anyhow::Result<()> {
    if !listen.ip().is_loopback() {
        bail!(Misuse(format!(
            "--listen {listen} can be reached from other machines, and what is said there could be read on the way: \
             listen on 127.0.0.1 and put a proxy that speaks TLS before it"
        )));
    }
    Ok(())
}
