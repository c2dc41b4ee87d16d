//! Ways as a table; where a terminal would turn the order of columns, or there is no room, one under the other.

use model::Span;
use roads::choose::{Chooser, Sort};

use super::Way;
use crate::{page::Page, wrap::width};

const COLUMNS: [&str; 8] = [
    "route-column-way",
    "route-column-time",
    "route-column-length",
    "route-column-exposure",
    "route-column-coverage",
    "route-column-haven",
    "route-column-shared",
    "route-column-districts",
];
/// Between two columns.
const GAP: &str = "  ";

pub fn print(ways: &[Way<'_>], chooser: &Chooser, page: &Page) {
    let words = page.words;
    let head = COLUMNS.map(|id| words.say(id));
    let rows: Vec<[String; 8]> = ways.iter().enumerate().map(|(n, way)| row(n, way, page)).collect();
    let widest =
        |column: usize| rows.iter().chain([&head]).map(|row| width(&row[column])).max().unwrap_or_default();
    let columns: Vec<usize> = (0..COLUMNS.len() - 1).map(widest).collect();
    let taken: usize = columns.iter().map(|column| column + GAP.len()).sum();
    if words.language().is_right_to_left() || taken + 20 > page.width {
        for row in &rows {
            let lines = head.iter().zip(row).map(|(head, cell)| {
                words.say_with("route-cell", [("head", head.as_str().into()), ("cell", cell.as_str().into())])
            });
            lines.for_each(|line| page.paragraph(&line, "  "));
            println!();
        }
    } else {
        for row in std::iter::once(&head).chain(&rows) {
            let cells = row.iter().zip(&columns).map(|(cell, column)| {
                format!("{cell}{}{GAP}", " ".repeat(column.saturating_sub(width(cell))))
            });
            let line: String = cells.chain(row.last().cloned()).collect();
            page.paragraph(line.trim_end(), &" ".repeat(taken));
        }
    }
    let all_unknown = ways.iter().all(|way| way.choice.unknown_mm >= way.choice.length_mm);
    page.say(&words.say(if all_unknown { "route-exposure-unknown" } else { "route-exposure-means" }));
    if chooser.chart().support().is_unknown() {
        page.say(&words.say("route-support-unknown"));
    }
    if chooser.chart().about().source == "openstreetmap" {
        page.say(&words.say("roads-attribution"));
    }
}

fn sort(sort: Sort) -> &'static str {
    match sort {
        Sort::Fastest => "route-sort-fastest",
        Sort::LeastExposed => "route-sort-least-exposed",
        Sort::TradeOff => "route-sort-trade-off",
        Sort::Apart => "route-sort-apart",
    }
}

/// How exposed, in expected events of a million such drives; what nobody reports from is told beside it.
fn exposure(way: &Way<'_>, page: &Page) -> String {
    let (length, unknown) = (way.choice.length_mm.max(1), way.choice.unknown_mm);
    if unknown >= way.choice.length_mm {
        return page.words.say("route-unknown");
    }
    // From 1e-15 to 1e-6, to a tenth.
    let tenths = way.choice.exposure.div_ceil(100_000_000);
    let events = format!("{}.{}", tenths / 10, tenths % 10);
    let percent = (unknown * 100).div_ceil(length);
    let about = [("events", events.into()), ("unknown", percent.into())];
    page.words.say_with(if unknown == 0 { "route-exposure" } else { "route-exposure-partly" }, about)
}

/// The longest part of it on which there is none; what nobody said is not known.
fn without(longest_mm: Option<u64>, page: &Page) -> String {
    longest_mm.map_or_else(|| page.words.say("route-unknown"), |mm| kilometres(mm, page))
}

fn kilometres(mm: u64, page: &Page) -> String {
    let metres = mm / 1000;
    let length = format!("{}.{}", metres / 1000, metres % 1000 / 100);
    page.words.say_with("route-kilometres", [("length", length.into())])
}

fn row(n: usize, way: &Way<'_>, page: &Page) -> [String; 8] {
    let words = page.words;
    let time = Span(i64::try_from(way.choice.duration_us).unwrap_or(i64::MAX));
    let names: Vec<String> = way.districts.iter().map(|(name, _)| (*name).to_owned()).collect();
    let districts = if names.is_empty() { words.say("route-no-districts") } else { words.list(&names) };
    [
        format!("{}  {}", n + 1, words.say(sort(way.sort))),
        words.span(time),
        kilometres(way.choice.length_mm, page),
        exposure(way, page),
        without(way.without.coverage_mm, page),
        without(way.without.haven_mm, page),
        if n == 0 { "–".to_owned() } else { format!("{} %", way.shared) },
        districts,
    ]
}
