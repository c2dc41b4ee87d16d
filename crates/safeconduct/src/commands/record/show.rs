//! `record show`: what the entries say, in words. Proves nothing; that is `record verify`.

use std::{path::Path, process::ExitCode};

use anyhow::bail;
use ops::extract;
use record::{Bundle, bundle::MAX_BUNDLE_BYTES};
use serde_json::json;
use store::{DataDir, ReadStore as _};

use super::{
    account::{Account, Line},
    nothing_there, told_in,
};
use crate::{
    case::read_at_most,
    exit::{self, Misuse},
    page::Page,
};

pub(super) fn run(path: &Path, movement: Option<&str>, json: bool, page: &Page) -> anyhow::Result<ExitCode> {
    if !path.exists() {
        bail!(nothing_there(path, page));
    }
    let account = Account::new(told_in(json, page));
    let mut told = Told { json, page, account, lines: Vec::new() };
    if !json {
        println!("{}", page.words.say("record-shown-not-proved"));
    }
    if path.is_dir() {
        let store = DataDir::open_read_only(path)?;
        match movement {
            Some(movement) => extract::entries(&store, movement, |bytes| told.take(bytes))?,
            None => extract::each(&store, store.size()?, |bytes| {
                told.take(&bytes);
                Ok(())
            })?,
        }
    } else {
        let bundle = read_bundle(path)?;
        match movement {
            Some(movement) => told.take_about(&bundle, movement)?,
            None => bundle.entries().for_each(|bytes| told.take(bytes)),
        }
    }
    if json {
        println!("{}", serde_json::to_string_pretty(&json!({ "proved": false, "entries": told.lines }))?);
    }
    Ok(exit::answered(true))
}

/// A bundle from a file; nothing in it is believed yet.
pub(super) fn read_bundle(path: &Path) -> anyhow::Result<Bundle> {
    let bytes = read_at_most(path, MAX_BUNDLE_BYTES)?;
    Ok(Bundle::parse(&bytes).map_err(|error| Misuse(format!("{}: {error}", path.display())))?)
}

/// Prints each line as it comes, or gathers them for one document.
struct Told<'a> {
    json: bool,
    page: &'a Page,
    account: Account,
    lines: Vec<Line>,
}

impl Told<'_> {
    fn take(&mut self, bytes: &[u8]) {
        let line = self.account.line(bytes);
        self.tell(line);
    }

    /// Those entries of a bundle that are about one movement.
    fn take_about(&mut self, bundle: &Bundle, movement: &str) -> anyhow::Result<()> {
        let mut found = false;
        for bytes in bundle.entries() {
            let line = self.account.line(bytes);
            if self.account.is_about(&line, movement) {
                found = true;
                self.tell(line);
            }
        }
        if !found {
            let wanted = movement.escape_debug().to_string();
            let about = [("movement", wanted.into())];
            bail!(self.page.words.say_with("record-no-such-movement", about));
        }
        Ok(())
    }

    fn tell(&mut self, line: Line) {
        if self.json {
            self.lines.push(line);
        } else {
            println!("{}", line.told(self.page.words));
        }
    }
}
