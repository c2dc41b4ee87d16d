//! `safeconduct match`: which roads a vehicle drove, by the positions it reported.

mod driven;
mod forms;

use std::{process::ExitCode, sync::Arc};

use mapped::Mapped;
use roads::{
    chart::Chart,
    matching::{Ground, Matcher, Piece, Search, Taken},
};

use crate::{
    arguments::Match,
    commands::roads::faults,
    exit::{self, Misuse},
    page::Page,
    track,
};
use driven::{Driven, What};

/// How many positions were left out, and why.
#[derive(Default)]
struct LeftOut {
    late: usize,
    repeated: usize,
    vague: usize,
}

pub fn run(asked: &Match, page: &Page) -> anyhow::Result<ExitCode> {
    let bytes = Mapped::open(&asked.network)
        .map_err(|error| Misuse(format!("{} cannot be read: {error}", asked.network.display())))?;
    let chart = Chart::open(Arc::new(bytes)).map_err(|bad| faults::file(&asked.network, &bad, page))?;
    let reports = track::read(&asked.track).map_err(|error| Misuse(format!("{error:#}")))?;
    let ground = Ground::new(chart, asked.vehicle.mode());
    let (mut matcher, mut search, mut left_out) = (Matcher::default(), Search::default(), LeftOut::default());
    let mut pieces: Vec<Piece> = Vec::new();
    for report in &reports {
        let heard = matcher.hear(&ground, &mut search, report);
        pieces.extend(heard.settled);
        match heard.taken {
            Taken::New | Taken::Still => {}
            Taken::Late => left_out.late += 1,
            Taken::Repeated => left_out.repeated += 1,
            Taken::TooVague => left_out.vague += 1,
        }
    }
    pieces.extend(matcher.finish(&ground, &mut search));
    let driven = Driven::by_road(&ground, &pieces);
    match (asked.form.json, asked.form.gpx, asked.form.geojson) {
        (true, ..) => println!("{}", serde_json::to_string_pretty(&forms::json(&driven, &left_out))?),
        (_, true, _) => print!("{}", forms::gpx(&driven)),
        (.., true) => println!("{}", serde_json::to_string_pretty(&forms::geojson(&driven))?),
        _ => table(&driven, &left_out, &ground, page),
    }
    Ok(exit::answered(true))
}

fn table(driven: &[Driven], left_out: &LeftOut, ground: &Ground, page: &Page) {
    let words = page.words;
    for row in driven {
        let (from, until) = (row.began.to_string(), row.ended.to_string());
        let times = [("from", from.into()), ("until", until.into())];
        let [from, until] = times;
        let line = match &row.what {
            What::Road { name } => {
                let named = if name.is_empty() { words.say("match-unnamed") } else { name.clone() };
                let metres = row.length_mm / 1000;
                let length = format!("{}.{:03}", metres / 1000, metres % 1000);
                words.say_with("match-road", [from, until, ("road", named.into()), ("length", length.into())])
            }
            What::OffRoad => words.say_with("match-off-road", [from, until]),
            What::Break { why } => words.say_with(driven::said(*why), [from, until]),
        };
        page.paragraph(&line, "  ");
    }
    let counted = [
        ("match-left-out-late", left_out.late),
        ("match-left-out-repeated", left_out.repeated),
        ("match-left-out-vague", left_out.vague),
    ];
    for (id, count) in counted.into_iter().filter(|&(_, count)| count > 0) {
        page.say(&words.say_with(id, [("count", count.into())]));
    }
    if ground.chart().about().source == "openstreetmap" {
        page.say(&words.say("roads-attribution"));
    }
}
