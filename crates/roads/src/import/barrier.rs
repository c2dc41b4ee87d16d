//! Barriers that stand on a node of a road: gates, bollards, height restrictors.
//!
//! What stops everybody cuts the road. What stops some modes forbids them to pass from one side to the other, and only
//! that. What lets in by leave only, and what limits size, is put on both stretches that meet there: whoever goes to
//! a house between the two is refused although the way is free, but nobody is sent through who cannot pass.

use super::{
    access::permits,
    account::{Account, Note},
    tags::Tags,
    way::limits,
};
use crate::chart::{Access, Direction, EVERY_MODE, Features, Limits, Mode};

/// What a barrier does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Barrier {
    /// The modes it stops, as bits.
    pub stops: u8,
    /// By mode, what passing it takes.
    pub leave: [Option<Access>; 3],
    /// How large one may be.
    pub limits: Limits,
    /// Whether a limit is stated that is not understood.
    pub unread_limit: bool,
}

/// Those that open, or are no obstacle. Source: the barriers that OSRM's car profile lets pass, with or without a
/// loss of time.
const OPENS: [&str; 16] = [
    "cattle_grid",
    "border_control",
    "toll_booth",
    "sally_port",
    "gate",
    "lift_gate",
    "swing_gate",
    "sliding_gate",
    "no",
    "entrance",
    "height_restrictor",
    "arch",
    "checkpoint",
    "guard_house",
    "rumble_strip",
    "traffic_calming",
];
/// Those that stop every vehicle.
const STOPS: [&str; 22] = [
    "bollard",
    "block",
    "jersey_barrier",
    "chain",
    "log",
    "cycle_barrier",
    "debris",
    "fence",
    "wall",
    "hedge",
    "kissing_gate",
    "motorcycle_barrier",
    "stile",
    "turnstile",
    "full-height_turnstile",
    "rope",
    "ditch",
    "spikes",
    "tank_trap",
    "barrier_board",
    "kerb",
    "yes",
];

/// What stands on a node; `None` if nothing does, or nothing that stops a vehicle.
pub(super) fn barrier(tags: &Tags<'_>, account: &mut Account) -> Option<Barrier> {
    let kind = tags.get("barrier")?;
    let lowered = kind == "kerb" && matches!(tags.get("kerb"), Some("lowered" | "flush" | "no" | "rolled"));
    let rising = kind == "bollard" && tags.is("bollard", "rising");
    let otherwise = if OPENS.contains(&kind) || lowered || rising {
        if tags.is("locked", "yes") { Access::Private } else { Access::Open }
    } else if kind == "bus_trap" {
        Access::Closed
    } else {
        if !STOPS.contains(&kind) {
            account.note(Note::BarrierUnread);
        }
        Access::Closed
    };
    let permits = permits(tags, otherwise, account);
    let mut features = Features::default();
    let mut found = Barrier {
        limits: limits(tags, &mut features, &mut Account::default()),
        unread_limit: features.has(Features::UNREAD_LIMIT),
        ..Barrier::default()
    };
    for mode in Mode::ALL {
        match permits.get(mode, Direction::Forward) {
            Access::Open => {}
            Access::Closed => found.stops |= mode.bit(),
            leave => found.leave[mode as usize] = Some(leave),
        }
    }
    if found == Barrier::default() {
        return None;
    }
    account.note(if found.stops == EVERY_MODE { Note::BarriersClosed } else { Note::BarriersPartly });
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(pairs: &[(&'static str, &'static str)]) -> Option<Barrier> {
        barrier(&Tags::of(pairs.iter().copied()), &mut Account::default())
    }

    #[test]
    fn a_bollard_stops_everybody_and_a_gate_nobody() {
        assert_eq!(found(&[("barrier", "bollard")]).map(|b| b.stops), Some(EVERY_MODE));
        assert_eq!(found(&[("barrier", "gate")]), None);
        assert_eq!(found(&[("barrier", "bollard"), ("bollard", "rising")]), None);
        assert_eq!(found(&[("highway", "crossing")]), None);
    }

    #[test]
    fn what_its_tags_say_counts_more_than_what_it_is() {
        assert_eq!(found(&[("barrier", "bollard"), ("motor_vehicle", "yes")]), None);
        assert_eq!(found(&[("barrier", "gate"), ("motor_vehicle", "no")]).map(|b| b.stops), Some(EVERY_MODE));
        let gate = found(&[("barrier", "gate"), ("access", "private")]).unwrap();
        assert_eq!((gate.stops, gate.leave), (0, [Some(Access::Private); 3]));
        let trap = found(&[("barrier", "bus_trap"), ("bus", "yes")]).unwrap();
        assert_eq!(trap.stops, EVERY_MODE & !Mode::Bus.bit());
    }

    #[test]
    fn a_height_restrictor_limits_the_height() {
        let restrictor = found(&[("barrier", "height_restrictor"), ("maxheight", "2.1")]).unwrap();
        assert_eq!((restrictor.stops, restrictor.limits.height_mm), (0, 2_100));
    }

    #[test]
    fn an_unknown_barrier_is_closed_and_counted() {
        let mut account = Account::default();
        let tags = Tags::of([("barrier", "portcullis")].into_iter());
        assert_eq!(barrier(&tags, &mut account).map(|b| b.stops), Some(EVERY_MODE));
        assert_eq!(account.count(Note::BarrierUnread), 1);
    }
}
