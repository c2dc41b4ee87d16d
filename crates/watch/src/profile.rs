//! How long driving takes by the plan: times at points, even speed in between, and the planned speed where none say it.

use model::Instant;

use crate::order::{Order, Point, Sort};

/// The plan's driving time, without halts.
#[derive(Debug)]
pub(crate) struct Profile {
    /// How far along, and how long driving there takes from the beginning, in microseconds. Ascending in both.
    knots: Vec<(u64, i64)>,
    speed_mm_s: u64,
    /// Planned halts: how far along, and how long.
    stays: Vec<(u64, i64)>,
}

impl Profile {
    pub(crate) fn new(order: &Order) -> Self {
        let mut profile =
            Profile { knots: vec![(0, 0)], speed_mm_s: order.speed_mm_s.max(1).into(), stays: Vec::new() };
        let stay = |point: &Point| match point.sort {
            Sort::Halt { stay, .. } => Some((point.along_mm, stay.0)),
            _ => None,
        };
        profile.stays = order.points.iter().filter_map(stay).collect();
        let mut last = (0, order.planned_departure.unwrap_or(order.departure));
        for (along, planned) in order.points.iter().filter_map(|point| Some((point.along_mm, point.planned?)))
        {
            profile.leg(last, (along, planned));
            last = (along, planned);
        }
        profile
    }

    /// Halts between two points are not driven. Times that leave no time to drive say nothing.
    fn leg(&mut self, from: (u64, Instant), to: (u64, Instant)) {
        // A halt at the beginning is over when driving begins; one at the end has not begun.
        let stays = self.stays_from(from.0, to.0);
        let planned = to.1.since(from.1).0 - stays;
        let (along, took) = self.knots.last().copied().unwrap_or_default();
        if to.0 > along {
            let driven = if planned > 0 { planned } else { self.at_speed(to.0 - along) };
            self.knots.push((to.0, took + driven));
        }
    }

    fn at_speed(&self, millimetres: u64) -> i64 {
        match millimetres.checked_mul(1_000_000) {
            Some(product) => (product / self.speed_mm_s).cast_signed(),
            None => i64::try_from(u128::from(millimetres) * 1_000_000 / u128::from(self.speed_mm_s))
                .unwrap_or(i64::MAX / 4),
        }
    }

    fn stays_from(&self, from: u64, to: u64) -> i64 {
        self.stays.iter().filter(|(along, _)| (from..to).contains(along)).map(|(_, stay)| stay).sum()
    }

    /// How long driving takes from the beginning to a place.
    fn until(&self, along: u64) -> i64 {
        let after = self.knots.partition_point(|(at, _)| *at <= along);
        let Some(&(from, began)) = after.checked_sub(1).and_then(|before| self.knots.get(before)) else {
            return 0;
        };
        match self.knots.get(after) {
            Some(&(to, ends)) => {
                began + share(ends - began, (along - from).cast_signed(), (to - from).max(1).cast_signed())
            }
            None => began + self.at_speed(along - from),
        }
    }

    /// How long driving takes from one place to another farther along, in microseconds, at a pace in thousandths of the
    /// plan's, and with the planned halts strictly between.
    pub(crate) fn between(&self, from: u64, to: u64, pace: i64) -> i64 {
        self.driving(from, to).saturating_mul(pace) / 1000 + self.stays_from(from.saturating_add(1), to)
    }

    /// The same without halts, as planned.
    pub(crate) fn driving(&self, from: u64, to: u64) -> i64 {
        (self.until(to) - self.until(from)).max(0)
    }

    /// How far one is after driving so long, by the plan; halts left out.
    pub(crate) fn after(&self, from: u64, micros: i64) -> u64 {
        let ends = self.until(from).saturating_add(micros.max(0));
        let after = self.knots.partition_point(|(_, took)| *took <= ends).max(1);
        let Some(&(along, took)) = self.knots.get(after - 1) else { return from };
        let driven = match self.knots.get(after) {
            Some(&(to, until)) => share((to - along).cast_signed(), ends - took, (until - took).max(1)),
            None => share(ends - took, self.speed_mm_s.cast_signed(), 1_000_000),
        };
        along.saturating_add(u64::try_from(driven).unwrap_or_default()).max(from)
    }
}

/// A part of a whole. Dividing 128 bits costs as much as a dozen divisions of 64, which is what almost all of them are.
fn share(of: i64, part: i64, whole: i64) -> i64 {
    match of.checked_mul(part) {
        Some(product) => product / whole,
        None => i64::try_from(i128::from(of) * i128::from(part) / i128::from(whole)).unwrap_or_default(),
    }
}
