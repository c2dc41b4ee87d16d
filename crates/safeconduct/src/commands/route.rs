//! `safeconduct route`: the ways from here to there over a network file.

mod forms;
mod table;

use std::{process::ExitCode, sync::Arc};

use mapped::Mapped;
use roads::{
    chart::{Chart, NoWay},
    choose::{Choice, Chooser, Danger, hierarchy},
    shortest::Search,
};

use crate::{
    arguments::Route,
    clock,
    commands::roads::faults,
    exit::{self, Misuse},
    page::Page,
};

pub fn run(asked: &Route, page: &Page) -> anyhow::Result<ExitCode> {
    let bytes = Mapped::open(&asked.network)
        .map_err(|error| Misuse(format!("{} cannot be read: {error}", asked.network.display())))?;
    let chart = Chart::open(Arc::new(bytes)).map_err(|bad| faults::file(&asked.network, &bad, page))?;
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let hierarchy = hierarchy(&chart, threads)?;
    let month = asked.month.unwrap_or_else(clock::month);
    let danger = Danger::unknown(chart.heads().len());
    let chooser = Chooser::new(chart, &hierarchy, asked.vehicle.described(), month, danger, threads)?;
    let mut search = Search::default();
    let ways = chooser
        .apart(&mut search, asked.from, asked.to, asked.ways.into())
        .map_err(|none| no_way(&none, page))?;
    let ways: Vec<Way<'_>> = ways.iter().map(|choice| Way::of(&chooser, choice, &ways[0])).collect();
    match (asked.form.json, asked.form.gpx, asked.form.geojson) {
        (true, ..) => println!("{}", serde_json::to_string_pretty(&forms::json(&ways))?),
        (_, true, _) => print!("{}", forms::gpx(&ways)),
        (.., true) => println!("{}", serde_json::to_string_pretty(&forms::geojson(&ways))?),
        _ => table::print(&ways, &chooser, page),
    }
    Ok(exit::answered(true))
}

/// A way, and what is told of it.
struct Way<'c> {
    choice: &'c Choice,
    /// Each with how far along it is entered, in millimetres.
    districts: Vec<(&'c str, u64)>,
    line: Vec<[i32; 2]>,
    /// How much of its length it shares with the first, in percent.
    shared: u64,
}

impl<'c> Way<'c> {
    fn of(chooser: &'c Chooser, choice: &'c Choice, first: &Choice) -> Self {
        Way {
            choice,
            districts: chooser.districts(choice),
            line: chooser.line(choice),
            shared: chooser.shared_percent(choice, first),
        }
    }
}

fn no_way(none: &NoWay, page: &Page) -> anyhow::Error {
    let words = page.words;
    anyhow::Error::msg(match none {
        NoWay::TooFar { point, nearest, label, distance_mm, reach_mm } => {
            let about = [
                ("point", forms::degrees([point.lat_e7(), point.lon_e7()]).into()),
                ("nearest", forms::degrees([nearest.lat_e7(), nearest.lon_e7()]).into()),
                ("label", label.as_str().into()),
                ("distance", (distance_mm / 1_000_000).into()),
                ("reach", (reach_mm / 1_000_000).into()),
            ];
            words.say_with("route-too-far", about)
        }
        NoWay::Islands { from, to } => {
            words.say_with("route-islands", [("from", from.as_str().into()), ("to", to.as_str().into())])
        }
        NoWay::Closed { from, to } => {
            words.say_with("route-closed", [("from", from.as_str().into()), ("to", to.as_str().into())])
        }
    })
}
