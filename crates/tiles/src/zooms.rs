//! From which zoom on something is drawn. Zoom 0 shows the earth in one tile, and each further one halves what a tile
//! shows; at the latitude of Islamabad a tile of zoom 8 is 130 km wide, one of zoom 13 is 4 km.

use roads::{
    chart::Class,
    import::scenery::{SpotKind, WaterKind},
};

/// The lowest zoom there are tiles of: a country the size of Pakistan on a telephone.
pub const LOWEST: u8 = 4;
/// The highest. A page draws nearer views with these tiles: their unit is 1.2 m at the equator, finer than roads are
/// mapped. Zoom 14 would add some 60 % to the bytes and show nothing more (`docs/roads.md` has the figures).
pub const HIGHEST: u8 = 13;
/// From here on each stretch is drawn by itself, with all that is known of it.
pub(crate) const NEAR: u8 = 12;

/// Of a road.
pub(crate) fn of_road(class: Class) -> u8 {
    match class {
        Class::Motorway | Class::Drawn => 4,
        Class::Trunk => 5,
        Class::Primary => 7,
        Class::Ferry => 8,
        Class::Secondary => 9,
        Class::Tertiary | Class::MotorwayLink | Class::TrunkLink => 10,
        Class::Unclassified => 11,
        Class::PrimaryLink
        | Class::SecondaryLink
        | Class::TertiaryLink
        | Class::Residential
        | Class::LivingStreet => 12,
        Class::Service | Class::Track | Class::Road => 13,
    }
}

/// Of a place.
pub(crate) fn of_spot(kind: SpotKind) -> u8 {
    match kind {
        SpotKind::City => 4,
        SpotKind::Drawn => 5,
        SpotKind::Town => 7,
        SpotKind::Village => 10,
        SpotKind::Suburb => 11,
        SpotKind::Quarter | SpotKind::Hamlet => 12,
        SpotKind::Neighbourhood | SpotKind::Isolated => 13,
    }
}

/// Of water; areas of it are drawn as soon as they are large enough to be seen.
pub(crate) fn of_water(kind: WaterKind) -> u8 {
    match kind {
        WaterKind::Coastline | WaterKind::Lake => LOWEST,
        WaterKind::River => 8,
        WaterKind::Canal => 11,
        WaterKind::Stream => 12,
    }
}

/// Of borders between districts.
pub(crate) const BORDERS: u8 = 5;
/// Of districts' names.
pub(crate) const DISTRICTS: u8 = 7;
