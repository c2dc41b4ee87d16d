//! How well the decay says what comes, on real events: each district of Pakistan is one road far from all others,
//! each month is forecast from what happened before it. Reads `shared/data` beside the repository (UCDP GED, CC BY
//! 4.0), so it runs when asked for: `cargo test -p threat --test forecast -- --ignored --nocapture`.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "in a test a panic is the report; this one prints its figures"
)]

use std::{collections::BTreeMap, path::Path};

use model::{Day, Instant, Place, Span};
use threat::{Decay, Incident, Model as _, Roads, Segment, unit};

/// Days on which something happened, for each district.
fn events() -> Option<BTreeMap<String, Vec<Day>>> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/events/ucdp_ged_pakistan_1989-2018.csv");
    let near = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../../shared/data/events/ucdp_ged_pakistan_1989-2018.csv");
    let text = std::fs::read_to_string(beside).or_else(|_| std::fs::read_to_string(near)).ok()?;
    let mut rows = text.lines().map(fields);
    let head = rows.next()?;
    let column = |name: &str| head.iter().position(|field| field == name).unwrap();
    let (district, day) = (column("adm_2"), column("date_start"));
    let mut events: BTreeMap<String, Vec<Day>> = BTreeMap::new();
    for row in rows.filter(|row| row.len() == head.len() && !row[district].is_empty()) {
        events.entry(row[district].clone()).or_default().push(row[day][..10].parse().unwrap());
    }
    Some(events)
}

/// The fields of one line, which may stand in quotes.
fn fields(line: &str) -> Vec<String> {
    let (mut fields, mut quoted) = (vec![String::new()], false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            c => fields.last_mut().unwrap().push(c),
        }
    }
    fields
}

fn month(n: i16) -> Instant {
    let month = i8::try_from(n % 12).unwrap() + 1;
    Day::from_ymd(n / 12, month, 1).unwrap().begins(Span::ZERO)
}

/// Brier score and log loss of forecasts, each with what happened.
fn scores(forecasts: &[(f64, bool)]) -> (f64, f64) {
    let n = forecasts.len() as f64;
    let happened = |yes: bool| if yes { 1.0 } else { 0.0 };
    let brier: f64 = forecasts.iter().map(|&(p, yes)| (p - happened(yes)).powi(2)).sum();
    let log: f64 =
        forecasts.iter().map(|&(p, yes)| -(if yes { p } else { 1.0 - p }).clamp(1e-6, 1.0).ln()).sum();
    (brier / n, log / n)
}

/// Forecasts of 2016 to 2018 by the decay of these events: the probability that anything happens, if events come
/// independently of each other.
fn faded(counted: &[Vec<Day>], all: &[Vec<Day>]) -> Vec<(f64, bool)> {
    let decay = Decay::shipped().unwrap();
    let place = |n: usize| Place::from_e7(i64::try_from(n).unwrap() * 5_000_000, 0).unwrap();
    let road = |n: usize| Segment { from: place(n), to: place(n), length_mm: 1_000_000 };
    let roads = Roads::new((0..counted.len()).map(road).collect()).unwrap();
    let incident = |n: usize, day: Day| Incident {
        id: "ged".parse().unwrap(),
        kind: "attack".parse().unwrap(),
        at: day.begins(Span::ZERO),
        place: place(n),
        within_mm: 0,
        grade: None,
    };
    let days = counted.iter().enumerate().flat_map(|(n, days)| days.iter().map(move |&day| (n, day)));
    let incidents: Vec<Incident> = days.map(|(n, day)| incident(n, day)).collect();
    let mut forecasts = Vec::new();
    for now in START..END {
        let (from, to) = (month(now), month(now + 1));
        let levels = decay.levels(&roads, &incidents, Instant::from_micros(from.micros() - 1).unwrap()).of;
        for (level, days) in levels.into_iter().zip(all) {
            let hours = to.since(from).0 as f64 / 3.6e9;
            let expected = level as f64 / unit::HAZARD as f64 * hours;
            forecasts.push((1.0 - (-expected).exp(), happens(days, now)));
        }
    }
    forecasts
}

/// The same by how often anything happened in a month before.
fn frequent(all: &[Vec<Day>]) -> Vec<(f64, bool)> {
    let share = |days: &[Day]| {
        let months = (FIRST..START).filter(|&month| happens(days, month)).count();
        months as f64 / f64::from(START - FIRST)
    };
    let shares: Vec<f64> = all.iter().map(|days| share(days)).collect();
    let forecast = |now: i16| shares.iter().zip(all).map(move |(&share, days)| (share, happens(days, now)));
    (START..END).flat_map(forecast).collect()
}

fn happens(days: &[Day], now: i16) -> bool {
    days.iter().any(|day| (month(now)..month(now + 1)).contains(&day.begins(Span::ZERO)))
}

/// Months since year 0: the first of the events, of the forecasts, and the one after the last.
const FIRST: i16 = 1989 * 12;
const START: i16 = 2016 * 12;
const END: i16 = 2019 * 12;

#[test]
#[ignore = "needs the events in shared/data"]
fn the_decay_of_months_with_events_forecasts_better_than_how_often_there_were_any() {
    let Some(events) = events() else {
        println!("SKIPPED: shared/data/events is not there");
        return;
    };
    let all: Vec<Vec<Day>> = events.into_values().collect();
    // One a month and district, the first: events of one fight are no further sign.
    let firsts: Vec<Vec<Day>> = all
        .iter()
        .map(|days| {
            let mut days = days.clone();
            days.sort_unstable();
            days.dedup_by_key(|day| day.to_string()[..7].to_owned());
            days
        })
        .collect();
    println!("anything in a district-month, 2016 to 2018, {} districts", all.len());
    let said = |what: &str, forecasts: &[(f64, bool)]| {
        let (brier, log) = scores(forecasts);
        println!("{what:40} Brier {brier:.4}, log loss {log:.4}");
        (brier, log)
    };
    let frequent = said("how often before 2016", &frequent(&all));
    said("decay of all events", &faded(&all, &all));
    let faded = said("decay of months with events", &faded(&firsts, &all));
    assert!(faded.0 < frequent.0 && faded.1 < frequent.1);
}
