//! What a stretch is like: its class and surface, who may drive it each way, how large they may be, when it is open.
//!
//! Few kinds describe many stretches, so a chart keeps each once, as eight numbers. Whoever weighs stretches (for a
//! vehicle, a month) weighs kinds, of which there are some thousands, and not stretches, of which there are millions.

use serde::{Deserialize, Serialize};

use crate::Season;

/// The class of a road, by its `highway` tag.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
#[expect(missing_docs, reason = "the words of OpenStreetMap's `highway`")]
pub enum Class {
    Motorway,
    MotorwayLink,
    Trunk,
    TrunkLink,
    Primary,
    PrimaryLink,
    Secondary,
    SecondaryLink,
    Tertiary,
    TertiaryLink,
    Unclassified,
    Residential,
    LivingStreet,
    Service,
    /// A field or forest track.
    Track,
    /// A road whose class nobody knows yet.
    Road,
    /// A ferry that takes vehicles.
    Ferry,
    /// A stretch of a network drawn by hand.
    Drawn,
}

/// What a road is covered with, by its `surface` tag.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum Surface {
    /// Nobody says.
    Unstated,
    /// Asphalt, concrete and the like.
    Paved,
    /// Cobbles and setts.
    Cobbled,
    /// Gravel and what is compacted.
    Gravel,
    /// Earth, clay, stones as they lie.
    Earth,
    /// Sand, mud, snow or ice.
    Soft,
}

/// A kind of vehicle, as far as signs tell them apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum Mode {
    /// A car, armoured or not, and a van.
    Car,
    /// A coach hired for a journey. What only public transport may use is not open to it.
    Bus,
    /// A lorry.
    Truck,
}

impl Mode {
    /// All of them.
    pub const ALL: [Mode; 3] = [Mode::Car, Mode::Bus, Mode::Truck];

    /// This mode as one bit of several.
    #[must_use]
    pub fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// Every mode's bit.
pub const EVERY_MODE: u8 = 0b111;

/// Whether one may.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum Access {
    /// Yes.
    Open,
    /// To reach something there, not to pass through.
    Destination,
    /// With the owner's leave.
    Private,
    /// No.
    Closed,
}

/// Which way along a stretch.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
pub enum Direction {
    /// As it was drawn.
    Forward,
    /// Against that.
    Backward,
}

/// Who may drive a stretch, each way.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Permits(u16);

impl Permits {
    /// Everybody, both ways.
    pub const OPEN: Permits = Permits(0);

    fn shift(mode: Mode, direction: Direction) -> u32 {
        4 * mode as u32 + 2 * direction as u32
    }

    /// Whether that mode may, that way.
    #[must_use]
    pub fn get(self, mode: Mode, direction: Direction) -> Access {
        match self.0 >> Self::shift(mode, direction) & 0b11 {
            0 => Access::Open,
            1 => Access::Destination,
            2 => Access::Private,
            _ => Access::Closed,
        }
    }

    pub(crate) fn set(&mut self, mode: Mode, direction: Direction, access: Access) {
        let shift = Self::shift(mode, direction);
        self.0 = self.0 & !(0b11 << shift) | u16::from(access as u8) << shift;
    }

    /// The modes that may never, that way, as bits.
    #[must_use]
    pub fn closed_to(self, direction: Direction) -> u8 {
        let closed = |mode: &Mode| self.get(*mode, direction) == Access::Closed;
        Mode::ALL.into_iter().filter(closed).map(Mode::bit).sum()
    }

    /// The same stretch drawn the other way round.
    pub(crate) fn reversed(self) -> Self {
        let mut turned = Permits::OPEN;
        for mode in Mode::ALL {
            turned.set(mode, Direction::Forward, self.get(mode, Direction::Backward));
            turned.set(mode, Direction::Backward, self.get(mode, Direction::Forward));
        }
        turned
    }
}

/// What else there is to know. Several at once.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Features(u16);

#[expect(missing_docs, reason = "their names say it")]
impl Features {
    pub const BRIDGE: Features = Features(1);
    pub const TUNNEL: Features = Features(1 << 1);
    pub const TOLL: Features = Features(1 << 2);
    pub const ROUNDABOUT: Features = Features(1 << 3);
    pub const FORD: Features = Features(1 << 4);
    /// Open in a part of the year, and nobody says in which months.
    pub const SEASONAL: Features = Features(1 << 5);
    /// A limit of size or weight is stated and not understood.
    pub const UNREAD_LIMIT: Features = Features(1 << 6);
    /// Something is stated that depends on hours, weekdays or the weather.
    pub const CONDITIONAL: Features = Features(1 << 7);

    /// Whether these are among them.
    #[must_use]
    pub fn has(self, which: Features) -> bool {
        self.0 & which.0 == which.0
    }

    pub(crate) fn add(&mut self, which: Features) {
        self.0 |= which.0;
    }
}

/// The largest vehicle that may pass; 0 where nothing is stated.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Height in millimetres.
    pub height_mm: u32,
    /// Width in millimetres.
    pub width_mm: u32,
    /// Length in millimetres.
    pub length_mm: u32,
    /// Weight in kilograms.
    pub weight_kg: u32,
    /// Weight on one axle in kilograms.
    pub axle_kg: u32,
}

impl Limits {
    /// Where both hold.
    pub(crate) fn and(self, other: Limits) -> Limits {
        let lower = |a: u32, b: u32| if a == 0 || b == 0 { a.max(b) } else { a.min(b) };
        Limits {
            height_mm: lower(self.height_mm, other.height_mm),
            width_mm: lower(self.width_mm, other.width_mm),
            length_mm: lower(self.length_mm, other.length_mm),
            weight_kg: lower(self.weight_kg, other.weight_kg),
            axle_kg: lower(self.axle_kg, other.axle_kg),
        }
    }
}

/// What a stretch is like.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Kind {
    /// Its class.
    pub class: Class,
    /// What it is covered with.
    pub surface: Surface,
    /// What else there is to know.
    pub features: Features,
    /// Who may drive it.
    pub permits: Permits,
    /// When it is open; never, if it is closed for good.
    pub open: Season,
    /// The largest vehicle that may pass.
    pub limits: Limits,
    /// A condition as it is stated, in the chart's table of texts; 0 is none.
    pub stated: u32,
}

/// A kind as it lies in a chart.
pub(super) type Row = [u32; 8];

impl Kind {
    pub(super) fn row(self) -> Row {
        let Kind { class, surface, features, permits, open, limits, stated } = self;
        [
            u32::from(class as u8) | u32::from(surface as u8) << 8 | u32::from(features.0) << 16,
            u32::from(permits.0) | u32::from(open.mask()) << 16,
            limits.height_mm,
            limits.width_mm,
            limits.length_mm,
            limits.weight_kg,
            limits.axle_kg,
            stated,
        ]
    }

    /// `None` if the numbers describe no kind.
    pub(super) fn of_row(row: &Row) -> Option<Kind> {
        let [first, second, height_mm, width_mm, length_mm, weight_kg, axle_kg, stated] = *row;
        let [class, surface, low, high] = first.to_le_bytes();
        let [permits_low, permits_high, open_low, open_high] = second.to_le_bytes();
        let kind = Kind {
            class: CLASSES.get(usize::from(class)).copied()?,
            surface: SURFACES.get(usize::from(surface)).copied()?,
            features: Features(u16::from_le_bytes([low, high])),
            permits: Permits(u16::from_le_bytes([permits_low, permits_high])),
            open: Season::of_mask(u16::from_le_bytes([open_low, open_high])),
            limits: Limits { height_mm, width_mm, length_mm, weight_kg, axle_kg },
            stated,
        };
        (kind.row() == *row).then_some(kind)
    }
}

/// All classes, by their number.
pub const CLASSES: [Class; 18] = [
    Class::Motorway,
    Class::MotorwayLink,
    Class::Trunk,
    Class::TrunkLink,
    Class::Primary,
    Class::PrimaryLink,
    Class::Secondary,
    Class::SecondaryLink,
    Class::Tertiary,
    Class::TertiaryLink,
    Class::Unclassified,
    Class::Residential,
    Class::LivingStreet,
    Class::Service,
    Class::Track,
    Class::Road,
    Class::Ferry,
    Class::Drawn,
];

/// All surfaces, by their number.
const SURFACES: [Surface; 6] =
    [Surface::Unstated, Surface::Paved, Surface::Cobbled, Surface::Gravel, Surface::Earth, Surface::Soft];

impl Class {
    /// Its word, as OpenStreetMap has it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Class::Motorway => "motorway",
            Class::MotorwayLink => "motorway_link",
            Class::Trunk => "trunk",
            Class::TrunkLink => "trunk_link",
            Class::Primary => "primary",
            Class::PrimaryLink => "primary_link",
            Class::Secondary => "secondary",
            Class::SecondaryLink => "secondary_link",
            Class::Tertiary => "tertiary",
            Class::TertiaryLink => "tertiary_link",
            Class::Unclassified => "unclassified",
            Class::Residential => "residential",
            Class::LivingStreet => "living_street",
            Class::Service => "service",
            Class::Track => "track",
            Class::Road => "road",
            Class::Ferry => "ferry",
            Class::Drawn => "drawn",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_comes_back_from_its_row() {
        for class in CLASSES {
            for surface in SURFACES {
                let mut kind = Kind {
                    class,
                    surface,
                    features: Features::TUNNEL,
                    permits: Permits::OPEN,
                    open: Season::of_mask(0b111),
                    limits: Limits { height_mm: 3_200, ..Limits::default() },
                    stated: 7,
                };
                kind.permits.set(Mode::Truck, Direction::Backward, Access::Closed);
                assert_eq!(Kind::of_row(&kind.row()), Some(kind));
            }
        }
        assert_eq!(Kind::of_row(&[255, 0, 0, 0, 0, 0, 0, 0]), None);
        assert_eq!(Kind::of_row(&[0, u32::MAX, 0, 0, 0, 0, 0, 0]), None, "a thirteenth month");
    }

    #[test]
    fn each_mode_has_its_own_permit_each_way_and_turning_swaps_them() {
        let mut permits = Permits::OPEN;
        permits.set(Mode::Bus, Direction::Forward, Access::Private);
        assert_eq!(permits.get(Mode::Bus, Direction::Forward), Access::Private);
        assert_eq!(permits.get(Mode::Bus, Direction::Backward), Access::Open);
        assert_eq!(permits.get(Mode::Car, Direction::Forward), Access::Open);
        assert_eq!(permits.reversed().get(Mode::Bus, Direction::Backward), Access::Private);
        assert_eq!(permits.reversed().reversed(), permits);
    }

    #[test]
    fn the_lower_of_two_limits_holds_and_none_is_no_limit() {
        let low = Limits { height_mm: 3_200, ..Limits::default() };
        let narrow = Limits { height_mm: 4_000, width_mm: 2_000, ..Limits::default() };
        assert_eq!(low.and(narrow), Limits { height_mm: 3_200, width_mm: 2_000, ..Limits::default() });
    }
}
