//! The one table.

use std::{fmt, time::Duration};

use comfy_table::{CellAlignment, ColumnConstraint, Table as Grid, Width, presets};

use crate::timing::Samples;

/// The columns, each with its width: sections are tables of their own and should still stand in line.
const COLUMNS: [(&str, u16); 7] =
    [("", 52), ("least", 10), ("median", 10), ("p99", 10), ("processor", 11), ("a second", 19), ("", 56)];

/// One thing that was measured.
#[derive(Clone, Debug)]
pub struct Row {
    /// What was measured.
    pub what: String,
    /// How long it took.
    pub took: Option<Samples>,
    /// How many of what a second.
    pub rate: Option<(f64, &'static str)>,
    /// The median is to stay under this.
    pub aim: Option<Duration>,
    /// What else there is to say.
    pub note: String,
}

/// Everything that was measured, under headings.
#[derive(Clone, Debug, Default)]
pub struct Table(Vec<Section>);

#[derive(Clone, Debug)]
struct Section {
    heading: String,
    rows: Vec<Row>,
}

impl Row {
    /// So long did `what` take.
    pub fn new(what: impl Into<String>, took: Samples) -> Self {
        Row { what: what.into(), took: Some(took), rate: None, aim: None, note: String::new() }
    }

    /// A figure that is not a time.
    pub fn fact(what: impl Into<String>, note: impl Into<String>) -> Self {
        Row { what: what.into(), took: None, rate: None, aim: None, note: note.into() }
    }

    /// And so many a second.
    #[must_use]
    pub fn rate(self, many: f64, of: &'static str) -> Self {
        Row { rate: Some((many, of)), ..self }
    }

    /// And it should take less than this.
    #[must_use]
    pub fn aim(self, aim: Duration) -> Self {
        Row { aim: Some(aim), ..self }
    }

    /// And this is to be known about it.
    #[must_use]
    pub fn note(self, note: impl Into<String>) -> Self {
        Row { note: note.into(), ..self }
    }

    /// Whether it is as fast as it should be; `None` without an aim.
    #[must_use]
    pub fn reaches_its_aim(&self) -> Option<bool> {
        Some(self.took.as_ref()?.median() < self.aim?)
    }

    fn cells(&self) -> [String; 7] {
        let took = self.took.as_ref();
        let repeated = took.filter(|samples| samples.is_repeated());
        [
            self.what.clone(),
            repeated.map(|samples| duration(samples.least())).unwrap_or_default(),
            took.map(|samples| duration(samples.median())).unwrap_or_default(),
            took.and_then(Samples::p99).map(duration).unwrap_or_default(),
            took.and_then(Samples::work).map(duration).unwrap_or_default(),
            self.rate.map(|(many, of)| format!("{} {of}", grouped(many))).unwrap_or_default(),
            [self.said_of_the_aim(), self.note.clone()].concat(),
        ]
    }

    fn said_of_the_aim(&self) -> String {
        match (self.aim, self.reaches_its_aim()) {
            (Some(aim), Some(true)) => format!("under {}, as aimed; ", duration(aim)),
            (Some(aim), _) => format!("MISSES its aim of {}; ", duration(aim)),
            (None, _) => String::new(),
        }
    }
}

impl Table {
    /// What follows is about this.
    pub fn heading(&mut self, about: impl Into<String>) {
        self.0.push(Section { heading: about.into(), rows: Vec::new() });
    }

    /// One more figure.
    pub fn add(&mut self, row: Row) {
        match self.0.last_mut() {
            Some(section) => section.rows.push(row),
            None => self.0.push(Section { heading: String::new(), rows: vec![row] }),
        }
    }

    /// The figures.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.0.iter().flat_map(|section| &section.rows)
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|section| writeln!(f, "{}\n{}", section.heading, grid(&section.rows)))
    }
}

fn grid(rows: &[Row]) -> Grid {
    let mut grid = Grid::new();
    grid.load_style(presets::UTF8_BORDERS_ONLY);
    grid.set_header(COLUMNS.map(|(name, _)| name));
    grid.add_rows(rows.iter().map(Row::cells));
    grid.set_constraints(COLUMNS.map(|(_, width)| ColumnConstraint::Absolute(Width::Fixed(width))));
    for column in grid.column_iter_mut().skip(1).take(5) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    grid
}

/// Three significant figures, in the unit people would use.
#[must_use]
pub fn duration(took: Duration) -> String {
    let seconds = took.as_secs_f64();
    let (value, unit) = match seconds {
        s if s >= 1.0 => (s, "s"),
        s if s >= 1e-3 => (s * 1e3, "ms"),
        s => (s * 1e6, "µs"),
    };
    match value {
        v if v >= 100.0 => format!("{v:.0} {unit}"),
        v if v >= 10.0 => format!("{v:.1} {unit}"),
        v => format!("{v:.2} {unit}"),
    }
}

/// `1,234,567`.
#[must_use]
pub fn grouped(number: f64) -> String {
    let digits = format!("{number:.0}");
    let from_end = |index: usize| digits.len() - index;
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && from_end(index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Bytes in the unit people would use.
#[must_use]
pub fn bytes(count: u64) -> String {
    match count as f64 {
        b if b >= 1e9 => format!("{:.2} GB", b / 1e9),
        b if b >= 1e6 => format!("{:.1} MB", b / 1e6),
        b if b >= 1e3 => format!("{:.1} kB", b / 1e3),
        b => format!("{b:.0} B"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_said_as_people_say_them() {
        assert_eq!(duration(Duration::from_nanos(187_400)), "187 µs");
        assert_eq!(duration(Duration::from_millis(12_345)), "12.3 s");
        assert_eq!(grouped(1_234_567.4), "1,234,567");
        assert_eq!(grouped(999.0), "999");
        assert_eq!(bytes(12_345_678), "12.3 MB");
    }

    #[test]
    fn an_aim_is_missed_by_the_median_not_by_luck() {
        let samples: Samples = [50, 250, 300].map(Duration::from_micros).into_iter().collect();
        let row = Row::new("evaluation", samples).aim(Duration::from_micros(200));
        assert_eq!(row.reaches_its_aim(), Some(false));
        let mut table = Table::default();
        table.add(row);
        assert!(table.to_string().contains("MISSES"));
    }
}
