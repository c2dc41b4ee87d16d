//! `safeconduct roads import`: reads everything, makes the network in memory, writes it aside and renames it. So the
//! network that was there stays until the new one is whole, and nothing half-written is ever left.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use anyhow::{Context as _, bail};
use mapped::Mapped;
use roads::{
    Support,
    chart::{BadFile, Chart},
    districts::Districts,
    import::{Imported, Options, drawn, extract},
    schematic,
};
use serde_json::json;
use tiles::NoMap;

use super::{account, faults, hex};
use crate::{
    arguments::Import,
    case::read_at_most,
    exit::{self, Misuse},
    page::Page,
    progress::Bars,
    support,
};

/// The largest file of districts read, in bytes.
const LARGEST_DISTRICTS: usize = 1 << 28;

pub fn run(asked: &Import, page: &Page) -> anyhow::Result<ExitCode> {
    let directory = place(asked)?;
    let bars = Bars::new(page);
    let districts = asked.districts.as_ref().map(|file| districts(file, asked, page)).transpose()?;
    let support = asked.support.as_deref().map(support::read).transpose()?;
    let made = if asked.source.extension().is_some_and(|ending| ending == "toml") {
        of_drawing(asked)?
    } else {
        of_extract(asked, districts.as_ref(), &bars, page)?
    };
    let Imported { file, account, scenery } = made;
    let file = tiles::with_map(file, &scenery, districts.as_ref(), &bars);
    bars.finish();
    let file = file.map_err(|none| match none {
        NoMap::File(bad) => faults::file(&asked.output, &bad, page),
        NoMap::Tile(none) => none.into(),
    })?;
    let file = with_support(file, support.as_ref()).map_err(|bad| faults::file(&asked.output, &bad, page))?;
    let (bytes, file) = (file.len(), Arc::new(file));
    // What is written is opened first as whoever adopts it will open it.
    let chart = Chart::open(file.clone()).map_err(|bad| faults::file(&asked.output, &bad, page))?;
    write(&asked.output, &directory, &file)
        .with_context(|| format!("{} cannot be written", asked.output.display()))?;
    if asked.json {
        let answer = json!({
            "network": asked.output,
            "name": chart.about().name,
            "pin": hex(chart.pin()),
            "bytes": bytes,
            "tiles": super::tiles_as_json(&chart),
            "kept": account::as_json(&account, roads::import::Part::Kept),
            "dropped": account::as_json(&account, roads::import::Part::Dropped),
            "unread": account::as_json(&account, roads::import::Part::Unread),
        });
        println!("{}", serde_json::to_string_pretty(&answer)?);
        return Ok(exit::answered(true));
    }
    account::print(&account, page);
    page.say(&super::tiles_in_words(&chart, page));
    let about = [
        ("file", asked.output.display().to_string().into()),
        ("bytes", bytes.into()),
        ("pin", hex(chart.pin()).into()),
    ];
    page.say(&page.words.say_with("roads-imported", about));
    if chart.about().source == "openstreetmap" {
        page.say(&page.words.say("roads-attribution"));
    }
    Ok(exit::answered(true))
}

fn with_support(file: Vec<u8>, support: Option<&Support>) -> Result<Vec<u8>, BadFile> {
    match support {
        Some(support) => Chart::open(Arc::new(file))?.with_support(support),
        None => Ok(file),
    }
}

/// The directory to write into; asked before anything else, so that nobody waits for a network that cannot be kept.
fn place(asked: &Import) -> anyhow::Result<PathBuf> {
    let parent = asked.output.parent().filter(|parent| !parent.as_os_str().is_empty());
    let directory = parent.unwrap_or(Path::new(".")).to_owned();
    if !directory.is_dir() {
        bail!(Misuse(format!("{} is no directory: make it, or name another place", directory.display())));
    }
    if asked.output.is_dir() {
        bail!(Misuse(format!("{} is a directory: name a file", asked.output.display())));
    }
    let is_source = |other: &Path| fs::canonicalize(other).ok().zip(fs::canonicalize(&asked.output).ok());
    let sources = std::iter::once(asked.source.as_path())
        .chain(asked.districts.as_deref())
        .chain(asked.support.as_deref());
    if sources.filter_map(is_source).any(|(source, output)| source == output) {
        bail!(Misuse(format!(
            "{} would be replaced by the network: name another file",
            asked.output.display()
        )));
    }
    Ok(directory)
}

fn of_extract(
    asked: &Import,
    districts: Option<&Districts>,
    bars: &Bars<'_>,
    page: &Page,
) -> anyhow::Result<Imported> {
    let source = Mapped::open(&asked.source)
        .map_err(|error| Misuse(format!("{} cannot be read: {error}", asked.source.display())))?;
    let named = || Some(asked.source.file_name()?.to_str()?.split('.').next()?.to_owned());
    let options = Options {
        name: asked.name.clone().or_else(named).unwrap_or_default(),
        utc_offset_minutes: asked.offset.map(|offset| offset.0 / 60_000_000),
        districts,
        threads: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
    };
    extract(source.as_ref(), &options, bars).map_err(|bad| {
        bars.finish();
        faults::extract(&asked.source, &bad, page)
    })
}

fn districts(file: &Path, asked: &Import, page: &Page) -> anyhow::Result<Districts> {
    let bytes = read_at_most(file, LARGEST_DISTRICTS)?;
    Districts::read(&bytes, &asked.district_property).map_err(|bad| faults::districts(file, &bad, page))
}

/// A network drawn by hand names itself, its clocks and its districts.
fn of_drawing(asked: &Import) -> anyhow::Result<Imported> {
    if asked.districts.is_some() || asked.name.is_some() || asked.offset.is_some() {
        bail!(Misuse("a network drawn by hand says itself what it is called, how its clocks stand and in which districts it lies: leave --name, --offset and --districts out".to_owned()));
    }
    let bytes = read_at_most(&asked.source, schematic::LARGEST)?;
    let network = schematic::read(&asked.source.display().to_string(), &bytes)?;
    Ok(drawn(&network)?)
}

/// Written aside, synced, then renamed.
fn write(output: &Path, directory: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".network-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    let mut aside = builder.tempfile_in(directory)?;
    aside.write_all(bytes)?;
    aside.as_file().sync_all()?;
    aside.persist(output)?;
    fs::File::open(directory)?.sync_all()
}
