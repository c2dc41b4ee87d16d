//! `safeconduct route`: the ways from here to there over a network file.

mod forms;
mod table;

use std::{process::ExitCode, sync::Arc};

use mapped::Mapped;
use roads::{
    Without,
    chart::{Chart, NoWay, Vehicle},
    choose::{Choice, Chooser, Danger, Sort, hierarchy},
    shortest::Search,
};
use threat::Ground;

use crate::{
    arguments::Route,
    clock,
    commands::roads::faults,
    exit::{self, Misuse},
    page::Page,
    reports::{self, Reports},
};

pub fn run(asked: &Route, page: &Page) -> anyhow::Result<ExitCode> {
    let bytes = Mapped::open(&asked.network)
        .map_err(|error| Misuse(format!("{} cannot be read: {error}", asked.network.display())))?;
    let chart = Chart::open(Arc::new(bytes)).map_err(|bad| faults::file(&asked.network, &bad, page))?;
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let hierarchy = hierarchy(&chart, threads)?;
    let month = asked.month.unwrap_or_else(clock::month);
    let vehicle = asked.vehicle.described();
    let danger = danger(&chart, &vehicle, asked)?;
    let chooser = Chooser::new(chart, &hierarchy, vehicle, month, danger, threads)?;
    let choices = chooser.choices(&mut Search::default(), asked.from, asked.to, asked.ways.into());
    let choices = choices.map_err(|none| no_way(&none, page))?;
    // There is a fastest whenever there is one at all.
    let first = &choices[0].1;
    let ways: Vec<Way<'_>> =
        choices.iter().map(|(sort, choice)| Way::of(&chooser, *sort, choice, first)).collect();
    match (asked.form.json, asked.form.gpx, asked.form.geojson) {
        (true, ..) => println!("{}", serde_json::to_string_pretty(&forms::json(&ways))?),
        (_, true, _) => print!("{}", forms::gpx(&ways)),
        (.., true) => println!("{}", serde_json::to_string_pretty(&forms::geojson(&ways))?),
        _ => table::print(&ways, &chooser, page),
    }
    Ok(exit::answered(true))
}

/// What every arc is exposed to, by the reports that were handed in; unknown without.
fn danger(chart: &Chart, vehicle: &Vehicle, asked: &Route) -> anyhow::Result<Danger> {
    let Some(file) = &asked.reports else { return Ok(Danger::unknown(chart.heads().len())) };
    let Reports { incidents, feeds } = reports::read(file)?;
    Ok(Ground::of(chart.clone())?.danger(vehicle, &incidents, &feeds, clock::wall()))
}

/// A way, and what is told of it.
struct Way<'c> {
    sort: Sort,
    choice: &'c Choice,
    /// Each with how far along it is entered, in millimetres.
    districts: Vec<(&'c str, u64)>,
    line: Vec<[i32; 2]>,
    /// How much of its length it shares with the first, in percent.
    shared: u64,
    /// The longest parts of it without coverage and without a safe haven.
    without: Without,
}

impl<'c> Way<'c> {
    fn of(chooser: &'c Chooser, sort: Sort, choice: &'c Choice, first: &Choice) -> Self {
        let line = chooser.line(choice);
        Way {
            sort,
            choice,
            districts: chooser.districts(choice),
            without: chooser.chart().support().along(&line),
            line,
            shared: chooser.shared_percent(choice, first),
        }
    }
}

fn no_way(none: &NoWay, page: &Page) -> anyhow::Error {
    anyhow::Error::msg(atlas::no_way(none, page.words))
}
