//! Ways as a table; where a terminal would turn the order of columns, or there is no room, one under the other.

use model::Span;
use roads::choose::Chooser;

use super::Way;
use crate::{page::Page, wrap::width};

/// Between two columns.
const GAP: &str = "  ";

pub fn print(ways: &[Way<'_>], chooser: &Chooser, page: &Page) {
    let words = page.words;
    let head = [
        "route-column-way",
        "route-column-time",
        "route-column-length",
        "route-column-shared",
        "route-column-districts",
    ]
    .map(|id| words.say(id));
    let rows: Vec<[String; 5]> = ways.iter().enumerate().map(|(n, way)| row(n, way, page)).collect();
    let widest =
        |column: usize| rows.iter().chain([&head]).map(|row| width(&row[column])).max().unwrap_or_default();
    let columns: Vec<usize> = (0..4).map(widest).collect();
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
            let line: String = cells.chain([row[4].clone()]).collect();
            page.paragraph(line.trim_end(), &" ".repeat(taken));
        }
    }
    if ways.iter().any(|way| way.choice.unknown_mm > 0) {
        page.say(&words.say("route-exposure-unknown"));
    }
    if chooser.chart().about().source == "openstreetmap" {
        page.say(&words.say("roads-attribution"));
    }
}

fn row(n: usize, way: &Way<'_>, page: &Page) -> [String; 5] {
    let words = page.words;
    let time = Span(i64::try_from(way.choice.duration_us).unwrap_or(i64::MAX));
    let metres = way.choice.length_mm / 1000;
    let length = format!("{}.{}", metres / 1000, metres % 1000 / 100);
    let names: Vec<String> = way.districts.iter().map(|(name, _)| (*name).to_owned()).collect();
    let districts = if names.is_empty() { words.say("route-no-districts") } else { words.list(&names) };
    [
        (n + 1).to_string(),
        words.span(time),
        words.say_with("route-kilometres", [("length", length.into())]),
        if n == 0 { "–".to_owned() } else { format!("{} %", way.shared) },
        districts,
    ]
}
