//! `safeconduct roads show`: what is in a network file.

use std::{collections::BTreeMap, path::Path, process::ExitCode, sync::Arc};

use mapped::Mapped;
use model::Instant;
use roads::{
    chart::{About, Chart, Class, FORMAT},
    import::Part,
};
use serde_json::json;

use super::{account, faults, hex};
use crate::{
    exit::{self, Misuse},
    page::Page,
};

/// More districts than this are counted and not named.
const NAMED: usize = 40;

pub fn run(file: &Path, json: bool, page: &Page) -> anyhow::Result<ExitCode> {
    let bytes =
        Mapped::open(file).map_err(|error| Misuse(format!("{} cannot be read: {error}", file.display())))?;
    let size = bytes.as_ref().len();
    let chart = Chart::open(Arc::new(bytes)).map_err(|bad| faults::file(file, &bad, page))?;
    if json {
        println!("{}", serde_json::to_string_pretty(&as_json(&chart, size))?);
    } else {
        tell(&chart, size, page);
    }
    Ok(exit::answered(true))
}

fn tell(chart: &Chart, size: usize, page: &Page) {
    let (about, words) = (chart.about(), page.words);
    page.say(&words.say_with("roads-show-name", [("name", about.name.as_str().into())]));
    let is_drawn = about.source == "drawn";
    page.say(&match as_of(about).map(|moment| moment.to_string()) {
        _ if is_drawn => words.say("roads-show-drawn"),
        Some(moment) => words.say_with("roads-show-openstreetmap-of", [("moment", moment.into())]),
        None => words.say("roads-show-openstreetmap"),
    });
    let file = [("format", FORMAT.into()), ("bytes", size.into()), ("pin", hex(chart.pin()).into())];
    page.say(&words.say_with("roads-show-file", file));
    let [south, west, north, east] = about.extent.map(degrees);
    let extent =
        [("south", south.into()), ("west", west.into()), ("north", north.into()), ("east", east.into())];
    page.say(&words.say_with("roads-show-extent", extent));
    if let Some(minutes) = about.utc_offset_minutes {
        let offset = words.span(model::Span(minutes.saturating_mul(60_000_000)));
        page.say(&words.say_with("roads-show-offset", [("offset", offset.into())]));
    }
    page.say(&words.say_with("roads-show-reach", [("kilometres", (about.reach_mm / 1_000_000).into())]));
    let order = if chart.rank().is_empty() { "roads-show-no-order" } else { "roads-show-order" };
    page.say(&words.say(order));
    page.say(&super::tiles_in_words(chart, page));
    tell_districts(chart, page);
    account::print(&chart.account(), page);
    let classes: Vec<_> = kilometres(chart)
        .into_iter()
        .map(|(class, km)| {
            (words.say_with("roads-kilometres-of-class", [("class", class.word().into())]), km)
        })
        .collect();
    account::print_rows(&classes, page);
    if !is_drawn {
        page.say(&words.say("roads-attribution"));
    }
}

fn tell_districts(chart: &Chart, page: &Page) {
    let names = districts(chart);
    if names.is_empty() {
        return page.say(&page.words.say("roads-show-no-districts"));
    }
    let mut named: Vec<String> = names.iter().take(NAMED).map(|&name| name.to_owned()).collect();
    if names.len() > NAMED {
        named.push("…".to_owned());
    }
    let about = [("count", names.len().into()), ("names", page.words.list(&named).into())];
    page.say(&page.words.say_with("roads-show-districts", about));
}

fn districts(chart: &Chart) -> Vec<&str> {
    chart.districts().iter().map(|&name| chart.text(name)).collect()
}

/// When the data of its source was taken.
fn as_of(about: &About) -> Option<Instant> {
    Instant::from_micros(about.as_of?.checked_mul(1_000_000)?).ok()
}

/// By class, whole kilometres of road.
fn kilometres(chart: &Chart) -> BTreeMap<Class, u64> {
    let kinds = chart.kinds();
    let mut millimetres: BTreeMap<Class, u64> = BTreeMap::new();
    for (&kind, &length) in chart.kind_of().iter().zip(chart.lengths()) {
        if let Some(kind) = kinds.get(kind as usize) {
            *millimetres.entry(kind.class).or_default() += u64::from(length);
        }
    }
    millimetres.into_iter().map(|(class, mm)| (class, mm / 1_000_000)).collect()
}

fn as_json(chart: &Chart, size: usize) -> serde_json::Value {
    let about = chart.about();
    let classes: BTreeMap<&str, u64> =
        kilometres(chart).into_iter().map(|(class, km)| (class.word(), km)).collect();
    let [south, west, north, east] = about.extent.map(degrees);
    json!({
        "name": about.name,
        "source": about.source,
        "as_of": as_of(about),
        "format": FORMAT,
        "pin": hex(chart.pin()),
        "bytes": size,
        "extent": { "south": south, "west": west, "north": north, "east": east },
        "utc_offset_minutes": about.utc_offset_minutes,
        "reach_mm": about.reach_mm,
        "has_order": !chart.rank().is_empty(),
        "tiles": super::tiles_as_json(chart),
        "districts": districts(chart),
        "kept": account::as_json(&chart.account(), Part::Kept),
        "dropped": account::as_json(&chart.account(), Part::Dropped),
        "unread": account::as_json(&chart.account(), Part::Unread),
        "kilometres": classes,
    })
}

/// 1e-7 degree as degrees, exactly.
fn degrees(e7: i32) -> String {
    let sign = if e7 < 0 { "-" } else { "" };
    let magnitude = e7.unsigned_abs();
    format!("{sign}{}.{:07}", magnitude / 10_000_000, magnitude % 10_000_000)
}
