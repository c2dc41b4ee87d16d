//! Coverage and safe havens from a file: GeoJSON, polygons and points that say which of the two they are.

use std::path::Path;

use anyhow::{Context as _, bail};
use geojson::{Feature, GeometryValue, JsonObject};
use roads::{Area, Support, support::MOST_AREAS};

use crate::features::{self, corners, kilometres, only, place, wanted};

/// The largest file read, in bytes.
const LARGEST: usize = 1 << 26;

/// Reads a file of coverage and safe havens. Of what it has nothing, nothing is known.
///
/// # Errors
/// When it is no such file; which feature is wrong and what.
pub fn read(file: &Path) -> anyhow::Result<Support> {
    let mut support = Support::default();
    features::read(file, "coverage and safe havens", LARGEST, &mut |feature, _| take(feature, &mut support))?;
    if support.is_unknown() {
        bail!("{}: it says nothing: it has no feature (docs/roads.md)", file.display());
    }
    if let Some(fault) = support.fault() {
        bail!("{}: {fault}: {MOST_AREAS} areas of a sort are the most", file.display());
    }
    Ok(support)
}

fn take(feature: &Feature, support: &mut Support) -> anyhow::Result<()> {
    let nothing = JsonObject::new();
    let says = feature.properties.as_ref().unwrap_or(&nothing);
    let kind = wanted(says, "kind")?;
    let areas = match feature.geometry.as_ref().map(|geometry| &geometry.value) {
        Some(GeometryValue::Point { coordinates }) => {
            only(says, &["kind", "label", "within_km"])?;
            let radius_mm = kilometres(says, "within_km")?;
            if radius_mm == 0 {
                bail!("it is a point and does not say `within_km`: from how far on the road it is reached");
            }
            vec![Area::Around { place: place(coordinates.as_slice())?, radius_mm }]
        }
        Some(GeometryValue::Polygon { coordinates }) => {
            only(says, &["kind", "label"])?;
            vec![Area::Within(corners(coordinates)?)]
        }
        Some(GeometryValue::MultiPolygon { coordinates }) => {
            only(says, &["kind", "label"])?;
            let each = coordinates.iter().map(|polygon| corners(polygon).map(Area::Within));
            each.collect::<anyhow::Result<_>>().context("one of its polygons")?
        }
        _ => bail!("it is neither a point nor a polygon"),
    };
    let sort = match kind {
        "coverage" => &mut support.coverage,
        "safe-haven" => &mut support.havens,
        other => {
            bail!("its `kind` is `{}`, which is neither `coverage` nor `safe-haven`", other.escape_debug())
        }
    };
    sort.get_or_insert_default().extend(areas);
    Ok(())
}
