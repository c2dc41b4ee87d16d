//! Reports of incidents from a file: GeoJSON, points for what happened, polygons for where somebody looks.

use std::path::Path;

use anyhow::{Context as _, bail};
use geojson::{Feature, GeoJson, GeometryValue, JsonObject};
use model::{Instant, Place, Word};
use threat::{Area, Feed, Incident};

use crate::case::read_at_most;

/// The largest file of reports read, in bytes.
const LARGEST: usize = 1 << 26;

/// What was reported, and by feeds that look where.
#[derive(Debug, Default)]
pub struct Reports {
    pub incidents: Vec<Incident>,
    pub feeds: Vec<Feed>,
}

/// Reads a file of reports.
///
/// # Errors
/// When it is no such file; which feature is wrong and what.
pub fn read(file: &Path) -> anyhow::Result<Reports> {
    let bytes = read_at_most(file, LARGEST)?;
    let text = std::str::from_utf8(&bytes).with_context(|| format!("{} is not UTF-8", file.display()))?;
    let parsed: GeoJson = text.parse().with_context(|| format!("{} is no GeoJSON", file.display()))?;
    let GeoJson::FeatureCollection(collection) = parsed else {
        bail!("{}: reports are a FeatureCollection (docs/roads.md)", file.display())
    };
    let mut reports = Reports::default();
    for (n, feature) in collection.features.iter().enumerate() {
        take(feature, n, &mut reports).with_context(|| format!("{}: feature {}", file.display(), n + 1))?;
    }
    Ok(reports)
}

fn take(feature: &Feature, n: usize, reports: &mut Reports) -> anyhow::Result<()> {
    let nothing = JsonObject::new();
    let says = feature.properties.as_ref().unwrap_or(&nothing);
    match feature.geometry.as_ref().map(|geometry| &geometry.value) {
        Some(GeometryValue::Point { coordinates }) => {
            let known = ["id", "kind", "at", "within_km", "grade"];
            only(says, &known)?;
            let id = text(says, "id")?.map_or_else(|| format!("feature-{}", n + 1), ToOwned::to_owned);
            let grade = text(says, "grade")?.map(str::parse).transpose()?;
            reports.incidents.push(Incident {
                id: id.parse()?,
                kind: wanted(says, "kind")?.parse::<Word>()?,
                at: wanted(says, "at")?.parse::<Instant>()?,
                place: place(coordinates.as_slice())?,
                within_mm: kilometres(says, "within_km")?,
                grade,
            });
        }
        Some(GeometryValue::Polygon { coordinates }) => {
            only(says, &["from", "until"])?;
            let [outer] = coordinates.as_slice() else { bail!("a feed's area is a polygon without holes") };
            // The last corner of a ring is its first.
            let corners = outer.iter().skip(1).map(|corner| place(corner.as_slice()));
            reports.feeds.push(Feed {
                area: Area::Within(corners.collect::<anyhow::Result<_>>()?),
                from: wanted(says, "from")?.parse()?,
                until: wanted(says, "until")?.parse()?,
            });
        }
        _ => bail!("it is neither a point, where something happened, nor a polygon, where a feed looks"),
    }
    Ok(())
}

/// What is misspelt would be passed over in silence.
fn only(says: &JsonObject, known: &[&str]) -> anyhow::Result<()> {
    match says.keys().find(|key| !known.contains(&key.as_str())) {
        Some(other) => bail!("it says `{}`, which is none of: {}", other.escape_debug(), known.join(", ")),
        None => Ok(()),
    }
}

fn text<'s>(says: &'s JsonObject, name: &str) -> anyhow::Result<Option<&'s str>> {
    match says.get(name) {
        None => Ok(None),
        Some(said) => said.as_str().map(Some).with_context(|| format!("`{name}` is no text")),
    }
}

fn wanted<'s>(says: &'s JsonObject, name: &str) -> anyhow::Result<&'s str> {
    text(says, name)?.with_context(|| format!("it does not say `{name}`"))
}

/// Kilometres as millimetres; none if it is not said.
fn kilometres(says: &JsonObject, name: &str) -> anyhow::Result<u64> {
    let Some(said) = says.get(name) else { return Ok(0) };
    let kilometres = said.as_f64().filter(|km| (0.0..=1000.0).contains(km));
    let kilometres =
        kilometres.with_context(|| format!("`{name}` is not a number of kilometres, 0 to 1000"))?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded above and below")]
    let millimetres = (kilometres * 1e6).round() as u64;
    Ok(millimetres)
}

/// Longitude and latitude, as GeoJSON has them.
fn place(position: &[f64]) -> anyhow::Result<Place> {
    let [lon, lat, ..] = position else { bail!("a position is longitude and latitude") };
    let e7 = |degrees: f64| {
        let scaled = (degrees * 1e7).round();
        #[expect(clippy::cast_possible_truncation, reason = "bounded above and below")]
        let whole = (-1.9e9..=1.9e9).contains(&scaled).then_some(scaled as i64);
        whole.context("a position is in degrees")
    };
    Ok(Place::from_e7(e7(*lat)?, e7(*lon)?)?)
}
