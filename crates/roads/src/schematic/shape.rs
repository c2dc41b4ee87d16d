//! The shape of a network file, key by key. What each key means stands in `docs/corridor.md`.

use model::Word;
use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub network: Spanned<String>,
    pub utc_offset_minutes: Spanned<i64>,
    pub reach_km: Spanned<i64>,
    pub classes: Vec<Class>,
    pub places: Vec<Spanned<PlaceRow>>,
    pub roads: Vec<Road>,
}

/// A kind of road: how fast a convoy drives it, and how much longer it is than the straight line.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Class {
    pub label: Spanned<Word>,
    pub speed_kmh: Spanned<i64>,
    pub winding_percent: Spanned<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlaceRow {
    pub label: Word,
    pub name: Spanned<String>,
    /// Any value: its digits are read from the text.
    pub lat: Spanned<toml::Value>,
    pub lon: Spanned<toml::Value>,
    pub district: Word,
}

/// What holds for every stretch of a road that doesn't say otherwise.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Road {
    pub label: Word,
    pub class: Spanned<Word>,
    pub open_months: Option<Spanned<Vec<i64>>>,
    #[serde(default)]
    pub one_way: bool,
    pub stretches: Vec<Spanned<StretchRow>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StretchRow {
    pub from: Word,
    pub to: Word,
    pub class: Option<Spanned<Word>>,
    pub winding_percent: Option<Spanned<i64>>,
    pub open_months: Option<Spanned<Vec<i64>>>,
    pub one_way: Option<bool>,
    #[serde(default)]
    pub boundaries: Vec<BoundaryRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BoundaryRow {
    pub at_permille: Spanned<i64>,
    pub into: Word,
}
