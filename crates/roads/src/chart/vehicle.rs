//! What drives, and what that does to the graph: one weight an arc, or none where it may not go.

use super::{Access, Chart, Class, Direction, Features, Kind, Mode};

/// A vehicle, or the largest of a convoy. What is not stated limits nothing: whoever plans states it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Vehicle {
    /// What sort it is.
    pub mode: Mode,
    /// Height in millimetres.
    pub height_mm: Option<u32>,
    /// Width in millimetres.
    pub width_mm: Option<u32>,
    /// Length in millimetres.
    pub length_mm: Option<u32>,
    /// Weight in kilograms, with everybody in it.
    pub weight_kg: Option<u32>,
    /// Weight on its heaviest axle in kilograms.
    pub axle_kg: Option<u32>,
    /// Whether it has leave to use private roads.
    pub has_leave: bool,
    /// The fastest it goes, in km/h.
    pub top_kmh: Option<u32>,
}

/// A road that may be used only to reach something on it counts as so many times as long: it is used where nothing else
/// leads there, and not to pass through. A choice of ours; a search over plain arcs cannot be exact about it.
const DESTINATION: u64 = 5;

/// No way: larger than any sum of weights.
pub(super) const CLOSED: u64 = u64::MAX;

impl Vehicle {
    /// A car of which nothing else is known.
    #[must_use]
    pub fn car() -> Self {
        Vehicle {
            mode: Mode::Car,
            height_mm: None,
            width_mm: None,
            length_mm: None,
            weight_kg: None,
            axle_kg: None,
            has_leave: false,
            top_kmh: None,
        }
    }

    /// How many times its time a stretch of that kind counts, that way; `None` if it may not or cannot drive it.
    /// `month`, 1 to 12, decides what is open.
    #[must_use]
    pub fn weighs(&self, kind: &Kind, direction: Direction, month: u8) -> Option<u64> {
        if !self.fits(kind) || !kind.open.is_open_in(month) {
            return None;
        }
        match kind.permits.get(self.mode, direction) {
            Access::Open => Some(1),
            Access::Destination => Some(DESTINATION),
            Access::Private => self.has_leave.then_some(1),
            Access::Closed => None,
        }
    }

    /// How long it takes where a single car takes `car_us`: no less than at the fastest it goes, but on a ferry.
    fn takes(&self, class: Option<Class>, length_mm: u32, car_us: u64) -> u64 {
        let slowest = self.top_kmh.filter(|_| class != Some(Class::Ferry));
        let at_top = slowest.map_or(0, |kmh| u64::from(length_mm) * 3_600 / u64::from(kmh.max(1)));
        car_us.max(at_top)
    }

    /// Whether it is small and light enough. A limit that nobody could read lets nobody through who states a size.
    fn fits(&self, kind: &Kind) -> bool {
        let limits = kind.limits;
        let states = [self.height_mm, self.width_mm, self.length_mm, self.weight_kg, self.axle_kg];
        let limited = [limits.height_mm, limits.width_mm, limits.length_mm, limits.weight_kg, limits.axle_kg];
        let is_large = states.iter().any(Option::is_some);
        let fits =
            states.into_iter().zip(limited).all(|(is, limit)| limit == 0 || is.is_none_or(|is| is <= limit));
        fits && !(is_large && kind.features.has(Features::UNREAD_LIMIT))
    }
}

impl Chart {
    /// How long a vehicle drives along an arc, in microseconds; 0 where nobody may.
    #[must_use]
    pub fn driving_time(&self, arc: u32, vehicle: &Vehicle) -> u64 {
        let Some((stretch, direction)) = self.driven(arc as usize) else { return 0 };
        let driven = self.durations().get(stretch).map_or(0, |both| both[direction as usize]);
        let class = self.kind(stretch).map(|kind| kind.class);
        vehicle.takes(class, self.arc_length(arc), driven)
    }

    /// By arc: how long the vehicle takes in microseconds, [`u64::MAX`] where it may not go. `month`, 1 to 12, decides
    /// what is open.
    #[must_use]
    pub fn weights(&self, vehicle: &Vehicle, month: u8) -> Vec<u64> {
        let kinds = self.kinds();
        let directions = [Direction::Forward, Direction::Backward];
        let factors: Vec<[Option<u64>; 2]> = kinds
            .iter()
            .map(|kind| directions.map(|direction| vehicle.weighs(kind, direction, month)))
            .collect();
        let (kind_of, durations, lengths) = (self.kind_of(), self.durations(), self.lengths());
        let weight = |(&drives, &banned): (&u32, &u8)| {
            let (stretch, way) = ((drives >> 1) as usize, (drives & 1) as usize);
            let kind = kind_of[stretch] as usize;
            let factor = factors[kind][way].filter(|_| banned & vehicle.mode.bit() == 0);
            let takes = vehicle.takes(Some(kinds[kind].class), lengths[stretch], durations[stretch][way]);
            factor.map_or(CLOSED, |factor| takes.saturating_mul(factor))
        };
        self.drives().iter().zip(self.banned()).map(weight).collect()
    }
}
