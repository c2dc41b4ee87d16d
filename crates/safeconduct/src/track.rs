//! Positions from a file: GPX as devices write it, or CSV.

mod gpx;
mod table;

use std::path::Path;

use anyhow::{Context as _, bail, ensure};
use model::Place;
use roads::matching::Report;

use crate::case::read_at_most;

/// The largest track read, in bytes.
const LARGEST: usize = 1 << 27;
/// The most positions.
const MOST: usize = 2_000_000;

/// Reads the positions of a track.
///
/// # Errors
/// When it is neither GPX nor CSV, or a position has no time or no place; which one and what.
pub fn read(file: &Path) -> anyhow::Result<Vec<Report>> {
    let bytes = read_at_most(file, LARGEST)?;
    let ending = file.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    let read = match ending.as_deref() {
        Some("gpx") => gpx::read(&bytes),
        Some("csv") => table::read(&bytes),
        _ => bail!("{}: a track is a file that ends in .gpx or .csv", file.display()),
    };
    let reports = read.with_context(|| file.display().to_string())?;
    ensure!(!reports.is_empty(), "{}: there is no position in it", file.display());
    Ok(reports)
}

/// A place from degrees as devices write them, to the nearest 1e-7.
fn place(lat: &str, lon: &str) -> anyhow::Result<Place> {
    Ok(Place::from_e7(scaled(lat, 1e7, "a latitude")?, scaled(lon, 1e7, "a longitude")?)?)
}

/// A number as so many parts of one, to the nearest.
fn scaled(text: &str, parts: f64, what: &str) -> anyhow::Result<i64> {
    let number: f64 = text.trim().parse().with_context(|| format!("`{}` is not {what}", short(text)))?;
    let scaled = (number * parts).round();
    ensure!(scaled.is_finite() && scaled.abs() < 1e15, "`{}` is not {what}", short(text));
    #[expect(clippy::cast_possible_truncation, reason = "whole and below 10^15")]
    Ok(scaled as i64)
}

/// What a device says besides; what makes no sense is as if nothing were said.
fn unsigned<T: TryFrom<i64>>(text: &str, parts: f64, what: &str) -> anyhow::Result<Option<T>> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    Ok(T::try_from(scaled(text, parts, what)?).ok())
}

fn heading(text: &str) -> anyhow::Result<Option<u16>> {
    Ok(unsigned(text, 100.0, "a heading in degrees")?.filter(|&heading| heading <= 36_000))
}

fn speed(text: &str) -> anyhow::Result<Option<u32>> {
    unsigned(text, 1000.0, "a speed in m/s")
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

fn one_more(count: usize) -> anyhow::Result<()> {
    ensure!(count < MOST, "there are more than {MOST} positions: cut the track");
    Ok(())
}
