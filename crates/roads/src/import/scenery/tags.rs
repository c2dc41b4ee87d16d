//! From tags to what is to be seen on a map.

use super::{Names, SpotKind, WaterKind};
use crate::import::tags::Tags;

/// The longest name kept, in characters.
const LONGEST_NAME: usize = 200;
/// More people than live in any place.
const MOST_PEOPLE: u32 = 100_000_000;

/// A place, and how many people live there.
pub(super) fn spot(tags: &Tags<'_>) -> Option<(SpotKind, Option<u32>)> {
    let place = tags.get("place")?;
    let kind = SpotKind::ALL.into_iter().find(|kind| kind.word() == place)?;
    // Of networks drawn by hand only.
    if kind == SpotKind::Drawn {
        return None;
    }
    let people = tags.get("population").and_then(|text| text.parse().ok());
    Some((kind, people.filter(|&people| people <= MOST_PEOPLE)))
}

/// Water along a line.
pub(super) fn water_line(tags: &Tags<'_>) -> Option<WaterKind> {
    if tags.is("natural", "coastline") {
        return Some(WaterKind::Coastline);
    }
    // What runs underground is not to be seen.
    if tags.has("tunnel") {
        return None;
    }
    match tags.get("waterway")? {
        "river" => Some(WaterKind::River),
        "canal" => Some(WaterKind::Canal),
        "stream" => Some(WaterKind::Stream),
        _ => None,
    }
}

/// Water within an outline.
pub(super) fn water_area(tags: &Tags<'_>) -> Option<WaterKind> {
    let is_river = matches!(tags.get("water"), Some("river" | "canal"));
    match (tags.get("natural"), tags.get("waterway"), tags.get("landuse")) {
        (_, Some("riverbank"), _) => Some(WaterKind::River),
        (Some("water"), ..) if is_river => Some(WaterKind::River),
        (Some("water"), ..) | (_, Some("dock"), _) | (_, _, Some("reservoir")) => Some(WaterKind::Lake),
        _ => None,
    }
}

/// What something is called.
pub(super) fn names(tags: &Tags<'_>) -> Names {
    let text = |key: &str| {
        let text = tags.get(key).map(str::trim).filter(|text| !text.is_empty())?;
        Some(text.chars().take(LONGEST_NAME).collect::<String>())
    };
    let local = text("name");
    let chinese = || text("name:zh").or_else(|| text("name:zh-Hans"));
    let others = [("name:en", text("name:en")), ("name:ur", text("name:ur")), ("name:zh", chinese())];
    let others = others.into_iter().filter(|(_, name)| *name != local);
    let named = |(key, name): (&'static str, Option<String>)| name.map(|name| (key, name));
    std::iter::once(("name", local.clone())).chain(others).filter_map(named).collect()
}
