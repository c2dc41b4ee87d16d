//! Areas entered and left, and the corridor.
//!
//! A position is right to within its accuracy. What begins a finding is that a vehicle *is* inside a no-go area (the
//! position itself), or *cannot be* inside an area or the corridor (all of the circle of its accuracy outside); what ends
//! one is the opposite of the same strength. In between nothing changes, so a vehicle that stands at an edge does not
//! flutter.
//!
//! Another road within the corridor is not the way: which of them a vehicle drives is for `doubt` to say.

use roads::matching::Plane;

use super::{Step, doubt::Drives, state::Seen};
use crate::{
    Rule,
    latch::{Held, Part, end},
    order::Within,
    way::Spot,
};

/// Off the way is a finding once a second position says so, or after this, in microseconds: who leaves it and falls
/// silent is looked for. Ours: half a minute.
const UNCONFIRMED: i64 = 30_000_000;
/// Farther off the way than this it is measured to some points of it and not to all, in millimetres.
const FAR: u64 = 500_000_000;
/// The most no-go areas a vehicle is said to be in at once. Ours.
const MOST_INSIDE: usize = 64;

impl Step<'_> {
    pub(super) fn areas(&mut self, number: u16, seen: Seen) {
        self.no_go(number, seen);
        self.stay_within(number, seen);
    }

    fn no_go(&mut self, number: u16, seen: Seen) {
        let vehicle = &mut self.state.vehicles[usize::from(number)];
        let near = &mut self.near[usize::from(number)];
        let (fences, history, at) = (self.fences, &mut *self.history, self.at);
        vehicle.inside.retain_mut(|held| {
            let Part::Fence(fence) = held.part else { return true };
            let Some(fence) = fences.get(fence) else { return true };
            if fence.shape.contains(seen.place) {
                held.again(at, seen.reference);
            } else if fence.shape.edge(seen.place) > seen.accuracy {
                end(&mut Some(*held), Rule::EnteredNoGo, Some(number), at, history);
                return false;
            }
            true
        });
        let before = vehicle.inside.len();
        for fence in near.entered(fences, seen.place) {
            let known = vehicle.inside.iter().any(|held| held.part == Part::Fence(fence));
            if !known && vehicle.inside.len() < MOST_INSIDE {
                vehicle.inside.push(Held::new(at, at, Part::Fence(fence), seen.reference));
            }
        }
        if vehicle.inside.len() == before {
            return;
        }
        // They are found in no order that means anything.
        vehicle.inside.sort_unstable_by_key(|held| match held.part {
            Part::Fence(fence) => fence,
            _ => u32::MAX,
        });
    }

    fn stay_within(&mut self, number: u16, seen: Seen) {
        let plan = self.plan;
        let now = |within: &Within| (within.from.micros()..within.until.micros()).contains(&self.at);
        let all = (0..).zip(plan.order.within.iter().zip(&plan.within));
        let Some((area, (_, shape))) = all.into_iter().find(|(_, (within, _))| now(within)) else { return };
        let slot = &mut self.state.vehicles[usize::from(number)].outside_area;
        if shape.contains(seen.place) {
            end(slot, Rule::LeftSafeArea, Some(number), self.at, self.history);
            return;
        }
        let apart = shape.edge(seen.place);
        match slot {
            Some(held) => {
                held.again(self.at, seen.reference);
                held.at_least(apart);
            }
            None if apart > seen.accuracy => {
                let held = Held::new(self.at, self.at, Part::Within(area), seen.reference).of(apart);
                *slot = Some(Box::new(held));
            }
            None => {}
        }
    }

    /// Without a corridor in the order nobody is off it. Who drives a road beside the way is, however near that road lies.
    pub(super) fn corridor(&mut self, number: u16, seen: Seen, spot: Spot, plane: &Plane) {
        let Some(corridor) = self.plan.order.thresholds.corridor_mm.map(u64::from) else { return };
        if self.state.vehicles[usize::from(number)].arrived {
            return;
        }
        let off = if spot.off < FAR { spot.off } else { self.plan.way.far(seen.place) };
        match self.drives(number, seen, spot, plane) {
            Drives::Beside(first) => self.off(number, seen, off, Some(first)),
            Drives::Way if off <= corridor => self.back(number),
            _ if off > corridor.saturating_add(seen.accuracy) => self.off(number, seen, off, None),
            _ => {}
        }
    }

    /// Off the way by distance, or since when it drives another road and by which report.
    fn off(&mut self, number: u16, seen: Seen, off: u64, other_road: Option<(i64, u64)>) {
        let vehicle = &mut self.state.vehicles[usize::from(number)];
        if let Some(held) = &mut vehicle.off {
            held.again(self.at, seen.reference);
            held.confirm(self.at);
            held.at_least(off);
            return;
        }
        let leg = self.plan.leg(vehicle.spotted.map_or(0, |spotted| spotted.along));
        let held = match other_road {
            // Several positions have said so by now.
            Some((since, reference)) => {
                let mut held = Held::new(since, self.at, leg, reference).of(off);
                held.again(self.at, seen.reference);
                held
            }
            None => Held::new(self.at, self.at.saturating_add(UNCONFIRMED), leg, seen.reference).of(off),
        };
        vehicle.off = Some(Box::new(held));
    }

    /// On the way again. What was in doubt before is not any more.
    fn back(&mut self, number: u16) {
        let vehicle = &mut self.state.vehicles[usize::from(number)];
        vehicle.doubt = None;
        end(&mut vehicle.off, Rule::LeftCorridor, Some(number), self.at, self.history);
    }
}
