//! Positions as CSV: a head, and a line each.

use anyhow::Context as _;
use roads::matching::Report;

use super::{heading, one_more, place, speed, unsigned};

pub fn read(bytes: &[u8]) -> anyhow::Result<Vec<Report>> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
    let head = reader.headers().context("line 1")?.clone();
    let column = |name: &str| head.iter().position(|column| column.eq_ignore_ascii_case(name));
    let wanted = |name: &str| column(name).with_context(|| format!("line 1: there is no column `{name}`"));
    let (time, lat, lon) = (wanted("time")?, wanted("lat")?, wanted("lon")?);
    let (accuracy, course, fast) = (column("accuracy"), column("heading"), column("speed"));
    let mut reports = Vec::new();
    for row in reader.records() {
        one_more(reports.len())?;
        let row = row?;
        let line = row.position().map_or(0, csv::Position::line);
        let cell = |at: usize| row.get(at).unwrap_or_default();
        let said = |at: Option<usize>| at.map_or("", cell);
        let report = || -> anyhow::Result<Report> {
            Ok(Report {
                at: cell(time).parse()?,
                place: place(cell(lat), cell(lon))?,
                accuracy_mm: unsigned(said(accuracy), 1000.0, "an accuracy in metres")?,
                heading_cdeg: heading(said(course))?,
                speed_mm_s: speed(said(fast))?,
            })
        };
        reports.push(report().with_context(|| format!("line {line}"))?);
    }
    Ok(reports)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_line_is_a_position_and_what_is_not_said_is_not_known() {
        let reports =
            read(b"Time,lat,lon,accuracy,speed,who\n2026-01-01T00:00:00Z, 41.5,-8.25,7.5,,x\n").unwrap();
        let report = reports[0];
        assert_eq!((report.place.lat_e7(), report.place.lon_e7()), (415_000_000, -82_500_000));
        assert_eq!((report.accuracy_mm, report.speed_mm_s, report.heading_cdeg), (Some(7500), None, None));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        for (text, wrong) in [
            ("lat,lon\n1,2\n", "no column `time`"),
            ("time,lat,lon\n2026-01-01T00:00:00Z,95,2\n", "line 2"),
            ("time,lat,lon\n2026-01-01T00:00:00Z,4,2\nyesterday,4,2\n", "line 3"),
            ("time,lat,lon\n2026-01-01T00:00:00Z,NaN,2\n", "not a latitude"),
        ] {
            let error = format!("{:#}", read(text.as_bytes()).unwrap_err());
            assert!(error.contains(wrong), "{error}");
        }
    }
}
