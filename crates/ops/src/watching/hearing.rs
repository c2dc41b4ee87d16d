//! What was reported, as the watch of a movement hears it.

pub use conduct::device::begins;
use conduct::{Movement, voice::Spoken};
use model::{Instant, Signal, Word};
use watch::{Heard, What};

use super::{followed::InForce, told};
use crate::track::Kept;

/// Whether a movement is on the road at a moment, as whoever hears it counts.
pub(super) fn is_on_the_road(movement: &Movement, at: Instant) -> bool {
    begins(movement).is_some_and(|begins| at >= begins) && movement.arrived.is_none_or(|ends| at < ends)
}

/// When it counts as made.
pub(super) fn reported_at(kept: &Kept) -> Instant {
    kept.fresh.report.at.min(kept.fresh.received)
}

/// A device's report. Where it calls for help and the order of that time does not say in which vehicle the device is, it calls for the
/// movement as a whole, and each such device by itself.
pub(super) fn report(orders: &[InForce], kept: &Kept) -> Heard {
    let (reference, received, report) = (kept.number, kept.fresh.received, kept.fresh.report);
    let (device, at) = (kept.fresh.device, reported_at(kept));
    let is_bound = || order(orders, at).is_some_and(|order| order.plan.reports_for_a_vehicle(device, at));
    let what = match report.signal {
        Some(Signal::Emergency) if !is_bound() => {
            What::Distress { vehicle: None, device: Some(device), at: report.at }
        }
        Some(Signal::EmergencyOver) if !is_bound() => What::CalledOff { device, at: report.at },
        _ => What::Device { device, report },
    };
    Heard { reference, received, what }
}

/// A report by voice. One that names a point the way does not have says at least that they are well.
pub(super) fn voice(orders: &[InForce], spoken: &Spoken) -> Heard {
    let order = order(orders, spoken.stated_at);
    let has = |label: &&Word| {
        order.is_some_and(|order| order.plan.order().points.iter().any(|point| point.label == **label))
    };
    let point = spoken.point.as_ref().filter(has).cloned();
    Heard {
        reference: told::BY_VOICE,
        received: spoken.received_at,
        what: What::Voice { point, at: spoken.stated_at },
    }
}

/// The order in force at a moment.
fn order(orders: &[InForce], at: Instant) -> Option<&InForce> {
    orders.iter().rev().find(|order| order.since <= at).or(orders.first())
}
