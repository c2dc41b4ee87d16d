//! `record export`: what is on the record about one movement, for the partner.

use std::{io::Write as _, path::Path, process::ExitCode};

use anyhow::Context as _;
use ops::extract::Extent;
use store::DataDir;

use super::kept_checkpoint;
use crate::{arguments::Export, exit, page::Page, terminal};

pub(super) fn run(asked: &Export, page: &Page) -> anyhow::Result<ExitCode> {
    let Export { data, movement, output, since, entries_only, with_duress } = asked;
    let store = DataDir::open_read_only(data)?;
    let since = since.as_deref().map(|path| kept_checkpoint(path, page)).transpose()?;
    let extent = Extent { since: since.as_ref(), entries_only: *entries_only, with_duress: *with_duress };
    if *with_duress {
        terminal::complain(page.words.say("record-export-with-duress"));
    }
    let bundle = ops::extract::movement(&store, movement, extent)?.to_json()?;
    if output == Path::new("-") {
        terminal::write(&bundle);
    } else {
        keep(output, &bundle).with_context(|| format!("{} cannot be written", output.display()))?;
    }
    Ok(exit::answered(true))
}

/// Written aside, then renamed: half a bundle never stands where a whole one did.
fn keep(output: &Path, bundle: &[u8]) -> std::io::Result<()> {
    if output.exists() && !output.is_file() {
        return std::fs::write(output, bundle);
    }
    let dir = output.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut aside = tempfile::NamedTempFile::new_in(dir)?;
    aside.write_all(bundle)?;
    aside.as_file().sync_all()?;
    aside.persist(output)?;
    Ok(())
}
