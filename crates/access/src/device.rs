//! What a device is told of the movement it travels with.
//!
//! A device is no person: nobody signs in on it, and whoever holds it sees what it shows. So it is told less than those who ride
//! along, and later: of a movement under way, or cleared and near its hour, and of nothing that is only asked for or
//! held. What is called off, held or arrived is taken back.

use std::collections::BTreeSet;

use conduct::{Device, Movement, Stage, State, departs, device::served};
use model::Instant;

use crate::{PRINCIPALS_TOLD_BEFORE, Part};

/// The parts of a movement that a device is told; none of most.
#[must_use]
pub fn told_to(state: &State, device: &Device, movement: &Movement, now: Instant) -> BTreeSet<Part> {
    let is_near = match movement.stage {
        Stage::UnderWay(_) => true,
        // Its own principals are told no earlier either.
        Stage::Cleared => {
            departs(state, movement, now).is_some_and(|at| at.since(now) <= PRINCIPALS_TOLD_BEFORE)
        }
        Stage::Requested | Stage::Held | Stage::Arrived | Stage::Closed | Stage::Cancelled => false,
    };
    if !is_near || !served(state, movement).any(|path| path == device.serves) {
        return BTreeSet::new();
    }
    let is_a_principals =
        conduct::device::Served::by(&device.serves) == Some(conduct::device::Served::Principal);
    let shown: &[Part] = if is_a_principals {
        &[Part::Number, Part::Schedule]
    } else {
        &[Part::Number, Part::Schedule, Part::Picture]
    };
    shown.iter().copied().collect()
}
