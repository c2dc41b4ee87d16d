//! Where a vehicle may be that was seen a while ago, and where it was between two sightings.
//!
//! Nobody is carried on: a vehicle that falls silent may have halted where it was seen, or have driven on as it did, or anything
//! between. So it is somewhere within bounds, and what is said of distances is said only if it holds wherever in them it is. After
//! two minutes nothing is known of it.

use model::Place;
use roads::matching::Plane;

use super::{
    Step,
    state::{FRESH, Spotted, Vehicle},
};

/// Nobody drives faster where the order does not say, in mm/s (Newson and Krumm, as in `roads::matching`).
pub(super) const FASTEST: i64 = 50_000;

/// Somewhere along the way between these, in millimetres.
#[derive(Clone, Copy, Debug)]
pub(super) struct Between {
    pub least: u64,
    pub most: u64,
}

/// What a vehicle drove along the way from one sighting to the next.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    pub from: Spotted,
    pub to: Spotted,
    /// As it drove up to the first of them, in mm/s.
    pub velocity: i64,
}

/// Where a vehicle was, and how far it may have driven since.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reach {
    place: Place,
    driven: u64,
}

/// What is known of where a vehicle is.
pub(super) enum Known {
    /// It counts for nothing: nobody reports for it, or it has arrived.
    Apart,
    /// It was silent for too long.
    Nothing,
    Within(Reach),
}

impl Step<'_> {
    /// Where a vehicle may be now along the way, if that is known.
    pub(super) fn along(&self, vehicle: &Vehicle) -> Option<Between> {
        let last = vehicle.spotted.filter(|_| vehicle.on_way)?;
        let since = self.at - last.at;
        if since > FRESH {
            return None;
        }
        let driven = since * vehicle.velocity / 1_000_000;
        let on = last.along.saturating_add_signed(driven).min(self.plan.way.length());
        Some(Between { least: last.along.min(on), most: last.along.max(on) })
    }

    /// Where a vehicle may be now, on its way or not.
    pub(super) fn reach(&self, number: usize) -> Known {
        let vehicle = &self.state.vehicles[number];
        if !vehicle.watched || vehicle.arrived {
            return Known::Apart;
        }
        let Some(seen) = vehicle.seen.filter(|seen| self.at - seen.at <= FRESH) else {
            return Known::Nothing;
        };
        let speed = match (vehicle.on_way, vehicle.speed) {
            (true, _) => vehicle.velocity.unsigned_abs(),
            (false, Some(speed)) => speed.into(),
            (false, None) => self.fastest(),
        };
        let driven = (self.at - seen.at).max(0).unsigned_abs() * speed / 1_000_000;
        Known::Within(Reach { place: seen.place, driven })
    }

    /// The speed that nobody exceeds, in mm/s.
    pub(super) fn fastest(&self) -> u64 {
        let said = self.plan.order.thresholds.two_places_mm_s.map(u64::from);
        said.unwrap_or(FASTEST.unsigned_abs())
    }
}

impl Stretch {
    /// Where it was at a moment in between: as if it had driven evenly, give or take by how much it was elsewhere if it came to
    /// another velocity evenly. Nothing is known if they are too far from each other in time, or farther than anybody drives.
    pub(super) fn at(self, moment: i64) -> Option<Between> {
        let Stretch { from, to, velocity } = self;
        let (took, since) = (to.at - from.at, moment - from.at);
        if !(1..=FRESH).contains(&took) || !(0..=took).contains(&since) {
            return None;
        }
        // The way is shorter than 2^38 mm.
        let mean = (to.along.cast_signed() - from.along.cast_signed()) * 1_000_000 / took;
        if mean.abs() > FASTEST {
            return None;
        }
        let along = from.along.saturating_add_signed(mean * since / 1_000_000);
        let elsewhere =
            (mean - velocity).unsigned_abs() * (since * (took - since) / took).unsigned_abs() / 1_000_000;
        Some(Between { least: along.saturating_sub(elsewhere), most: along.saturating_add(elsewhere) })
    }
}

impl Between {
    /// There, and nowhere else.
    pub(super) fn exactly(along: u64) -> Self {
        Between { least: along, most: along }
    }

    /// How far from each other two are along the way, at least and at most.
    pub(super) fn apart(self, other: Between) -> (u64, u64) {
        let least = self.least.saturating_sub(other.most).max(other.least.saturating_sub(self.most));
        let most = self.most.saturating_sub(other.least).max(other.most.saturating_sub(self.least));
        (least, most)
    }
}

impl Reach {
    /// Whether two may be no farther from each other than this, without a root.
    pub(super) fn may_be_within(self, most: u64, other: Reach, plane: &Plane) -> bool {
        let most = u128::from(most) + u128::from(self.driven) + u128::from(other.driven) + 1;
        u128::from(self.squared(other, plane)) < most * most
    }

    /// How far from each other two are by a straight line, at least and at most.
    pub(super) fn apart(self, other: Reach, plane: &Plane) -> (u64, u64) {
        let (apart, driven) = (self.squared(other, plane).isqrt(), self.driven.saturating_add(other.driven));
        (apart.saturating_sub(driven), apart.saturating_add(driven))
    }

    fn squared(self, other: Reach, plane: &Plane) -> u64 {
        let of = |place: Place| plane.of([place.lat_e7(), place.lon_e7()]);
        let (a, b) = (of(self.place), of(other.place));
        let [x, y] = [(a[0] - b[0]).unsigned_abs(), (a[1] - b[1]).unsigned_abs()];
        x.saturating_mul(x).saturating_add(y.saturating_mul(y))
    }
}
