//! `safeconduct tls`: what a unit's devices need to believe the room.

use std::{fs, process::ExitCode};

use anyhow::Context as _;
use store::DataDir;
use url::Url;

use crate::{
    arguments::{Tls, TlsCommand},
    clock, exit,
    page::Page,
    reach,
};

pub fn run(tls: &Tls, page: &Page) -> anyhow::Result<ExitCode> {
    let TlsCommand::Authority { data, site, output } = &tls.what;
    let host = site.as_ref().and_then(Url::host).map(|host| host.to_owned());
    // One is made by whoever holds the directory; a room that is open has made its own.
    let _held = host.as_ref().map(|_| DataDir::open(data)).transpose()?;
    let authority = reach::authority(data, host.as_ref(), clock::wall())?;
    let written = fs::write(output, authority.certificate());
    written.with_context(|| format!("{} cannot be written", output.display()))?;
    let file = output.display().to_string();
    page.say(&page.words.say_with("authority-written", [("file", file.into())]));
    println!("{}", authority.fingerprint());
    Ok(exit::answered(true))
}
