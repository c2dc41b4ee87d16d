//! `safeconduct serve`: the room of a unit, for real.

use std::process::ExitCode;

use anyhow::bail;
use login::Policy;
use ops::track::{Admission, Allowance};

use crate::{
    arguments::Serve,
    clock::Kept,
    exit::{self, Misuse},
    opened::{ACTUAL, Opened, Served},
    outside::Ways,
    page::Page,
};

pub fn run(serve: &Serve, page: &Page) -> anyhow::Result<ExitCode> {
    serve.reach.allowed()?;
    serve.tak.allowed()?;
    serve.log.begin();
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
        reach: &serve.reach,
        policy: Policy::default(),
        cast: None,
        marches: Vec::new(),
        ways: Some(ways),
        tak: Some(&serve.tak),
        admission: Admission::keeping_days(serve.keep_tracks),
        allowance: Allowance::of(serve.device_rate),
    };
    opened.until_told(served, |at| said_open(serve, at, page))?;
    page.say(&page.words.say("room-closed"));
    Ok(exit::answered(true))
}

/// The address that people type is that of the site, where one is given: the certificate is for it and no other.
fn said_open(serve: &Serve, at: String, page: &Page) {
    let say = |id, at: String| page.say(&page.words.say_with(id, [("at", at.into())]));
    match &serve.reach.site {
        Some(site) => {
            say("room-open", site.as_str().trim_end_matches('/').to_owned());
            say("room-listens", at);
        }
        None => say("room-open", at),
    }
}
