//! GeoJSON that people hand in, feature by feature: every fault with the feature it is in.

use std::path::Path;

use anyhow::{Context as _, bail};
use geojson::{Feature, GeoJson, JsonObject, Position};
use model::Place;

use crate::{case::read_at_most, exit::Misuse};

/// Reads a collection of features, what it holds in a word or two.
///
/// # Errors
/// When it is no such file, or a feature is not taken; which one, and why.
pub fn read(
    file: &Path,
    holds: &str,
    largest: usize,
    take: &mut dyn FnMut(&Feature, usize) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let bytes = read_at_most(file, largest)?;
    taken(&bytes, holds, take).map_err(|why| Misuse(format!("{}: {why:#}", file.display())).into())
}

fn taken(
    bytes: &[u8],
    holds: &str,
    take: &mut dyn FnMut(&Feature, usize) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let text = std::str::from_utf8(bytes).context("it is not UTF-8")?;
    let parsed: GeoJson = text.parse().context("it is no GeoJSON")?;
    let GeoJson::FeatureCollection(collection) = parsed else {
        bail!("{holds} are a FeatureCollection (docs/roads.md)")
    };
    for (n, feature) in collection.features.iter().enumerate() {
        take(feature, n).with_context(|| format!("feature {}", n + 1))?;
    }
    Ok(())
}

/// The corners of a polygon without holes.
pub fn corners(rings: &[Vec<Position>]) -> anyhow::Result<Vec<Place>> {
    let [outer] = rings else { bail!("it is a polygon without holes") };
    // The last corner of a ring is its first.
    outer.iter().skip(1).map(|corner| place(corner.as_slice())).collect()
}

/// What is misspelt would be passed over in silence.
pub fn only(says: &JsonObject, known: &[&str]) -> anyhow::Result<()> {
    match says.keys().find(|key| !known.contains(&key.as_str())) {
        Some(other) => bail!("it says `{}`, which is none of: {}", other.escape_debug(), known.join(", ")),
        None => Ok(()),
    }
}

pub fn text<'s>(says: &'s JsonObject, name: &str) -> anyhow::Result<Option<&'s str>> {
    match says.get(name) {
        None => Ok(None),
        Some(said) => said.as_str().map(Some).with_context(|| format!("`{name}` is no text")),
    }
}

pub fn wanted<'s>(says: &'s JsonObject, name: &str) -> anyhow::Result<&'s str> {
    text(says, name)?.with_context(|| format!("it does not say `{name}`"))
}

/// Kilometres as millimetres; none if it is not said.
pub fn kilometres(says: &JsonObject, name: &str) -> anyhow::Result<u64> {
    let Some(said) = says.get(name) else { return Ok(0) };
    let kilometres = said.as_f64().filter(|km| (0.0..=1000.0).contains(km));
    let kilometres =
        kilometres.with_context(|| format!("`{name}` is not a number of kilometres, 0 to 1000"))?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded above and below")]
    let millimetres = (kilometres * 1e6).round() as u64;
    Ok(millimetres)
}

/// Longitude and latitude, as GeoJSON has them.
pub fn place(position: &[f64]) -> anyhow::Result<Place> {
    let [lon, lat, ..] = position else { bail!("a position is longitude and latitude") };
    let e7 = |degrees: f64| {
        let scaled = (degrees * 1e7).round();
        #[expect(clippy::cast_possible_truncation, reason = "bounded above and below")]
        let whole = (-1.9e9..=1.9e9).contains(&scaled).then_some(scaled as i64);
        whole.context("a position is in degrees")
    };
    Ok(Place::from_e7(e7(*lat)?, e7(*lon)?)?)
}
