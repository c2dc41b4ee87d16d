//! Reports of incidents from a file: GeoJSON, points for what happened, polygons for where somebody looks.

use std::path::Path;

use anyhow::{Context as _, bail};
use geojson::{Feature, GeometryValue, JsonObject};
use model::{Instant, Word};
use threat::{Area, Feed, Incident};

use crate::features::{self, corners, kilometres, only, place, text, wanted};

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
    let mut reports = Reports::default();
    features::read(file, "reports", LARGEST, &mut |feature, n| take(feature, n, &mut reports))?;
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
            reports.feeds.push(Feed {
                area: Area::Within(corners(coordinates).context("a feed's area")?),
                from: wanted(says, "from")?.parse()?,
                until: wanted(says, "until")?.parse()?,
            });
        }
        _ => bail!("it is neither a point, where something happened, nor a polygon, where a feed looks"),
    }
    Ok(())
}
