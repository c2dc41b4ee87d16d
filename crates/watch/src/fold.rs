//! The reports of a movement gone through in order of time, and what is known after each.
//!
//! The state is a function of the order and of the reports so far. Nothing in it comes from the moment at which somebody
//! looked, so it can be kept and gone on from whenever a late report comes.
//!
//! | module | its subject |
//! |---|---|
//! | `state` | what is known of the movement, its vehicles and devices |
//! | `placed` | whether a position can be believed, and where on the way it is |
//! | `areas` | areas entered and left, the corridor |
//! | `doubt` | which road it drives where the corridor leaves a doubt |
//! | `standing` | halts, planned and not; the pace |
//! | `passing` | points passed, late, reported |
//! | `spacing`, `escorts` | intervals and stragglers; principals without an escort |
//! | `spread`, `watched` | where a vehicle may be that was seen a while ago; a distance that is wrong for certain |
//! | `silence` | who should be heard |
//! | `calls` | calls for help, as long as they go on |

mod areas;
mod calls;
mod doubt;
mod escorts;
mod passing;
mod placed;
mod silence;
mod spacing;
mod spread;
mod standing;
mod state;
mod watched;

use std::borrow::Borrow;

use model::{Place, Signal, id::DeviceId};

use crate::{
    Rule,
    fences::{Fences, Near},
    latch::{Held, Over, Part, end},
    plan::{Mark, Plan},
};
pub use calls::CALLS_APART;
pub(crate) use passing::{estimate, missed};
pub(crate) use state::State;

/// A position. What its device did not say of it is `None`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Fixed {
    pub place: Place,
    pub accuracy_mm: Option<u32>,
}

/// What was said: by numbers, and only what the watch reads.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Said {
    Device { device: u16, vehicle: u16, fix: Option<Fixed>, signal: Option<Signal> },
    Voice { point: Option<u16> },
    Distress { vehicle: Option<u16>, device: Option<DeviceId> },
    CalledOff { device: DeviceId },
}

/// One step: something said, or a mark.
pub(crate) struct Step<'a> {
    pub plan: &'a Plan,
    pub fences: &'a Fences,
    /// By vehicle.
    pub near: &'a mut [Near],
    pub state: &'a mut State,
    pub history: &'a mut Vec<Over>,
    /// When, in microseconds since 1970.
    pub at: i64,
    pub reference: u64,
}

/// The most that stays in the history of a movement. Ours: what flutters a thousand times has been said.
pub(crate) const MOST_OVER: usize = 4096;

impl Step<'_> {
    pub(crate) fn said(&mut self, said: Said) {
        self.state.at = self.at;
        match said {
            Said::Device { device, vehicle, fix, signal } => {
                if let Some(fix) = fix {
                    self.fix(device, vehicle, fix);
                }
                self.contact(vehicle);
                match signal {
                    Some(Signal::Emergency) => self.call(Some(vehicle), Part::Device(device)),
                    Some(Signal::EmergencyOver) => self.called_off(Some(vehicle), Part::Device(device)),
                    None => {}
                }
            }
            Said::Voice { point } => {
                self.voice_heard();
                if let Some(point) = point {
                    self.reported(point);
                }
            }
            Said::Distress { vehicle, device } => {
                self.voice_heard();
                let part = device.map_or(Part::Whole, |device| self.caller(device));
                self.call(vehicle, part);
            }
            Said::CalledOff { device } => {
                let part = self.caller(device);
                self.called_off(None, part);
            }
        }
        self.history.truncate(MOST_OVER);
    }

    /// Goes over what happens by the clock up to a moment.
    pub(crate) fn marks_until(&mut self, until: i64) {
        while let Some(&(at, mark)) = self.plan.marks.get(self.state.marks)
            && at <= until
        {
            self.at = at;
            self.state.at = self.state.at.max(at);
            self.state.marks += 1;
            self.mark(mark);
        }
        self.history.truncate(MOST_OVER);
    }

    fn mark(&mut self, mark: Mark) {
        match mark {
            Mark::Bound(vehicle) => self.bound(vehicle),
            Mark::Unbound(vehicle) => self.unbound(vehicle),
            Mark::SilenceBegins(number) => self.silence_begins(number),
            Mark::SilenceEnds(number) => self.silence_ends(number),
            Mark::WithinEnds(_) => {
                for number in 0..self.state.vehicles.len() {
                    self.end_of(number, Rule::LeftSafeArea, |vehicle| &mut vehicle.outside_area);
                }
            }
        }
    }

    /// Ends something held against a vehicle, now.
    fn end_of<H: Borrow<Held>>(
        &mut self,
        vehicle: usize,
        rule: Rule,
        slot: impl Fn(&mut state::Vehicle) -> &mut Option<H>,
    ) {
        let slot = slot(&mut self.state.vehicles[vehicle]);
        end(slot, rule, u16::try_from(vehicle).ok(), self.at, self.history);
    }

    fn bound(&mut self, number: u16) {
        let vehicle = &mut self.state.vehicles[usize::from(number)];
        let calls = std::mem::take(&mut vehicle.calls);
        *vehicle = state::Vehicle { calls, watched: true, ..state::Vehicle::default() };
        self.expect_first(number);
    }

    /// Nobody reports for it any more: whatever was held against it is over, except a call for help.
    fn unbound(&mut self, number: u16) {
        let index = usize::from(number);
        self.end_of(index, Rule::LostContact, |vehicle| &mut vehicle.silent);
        self.end_of(index, Rule::LeftSafeArea, |vehicle| &mut vehicle.outside_area);
        self.end_expectations(number);
        let vehicle = &mut self.state.vehicles[index];
        vehicle.watched = false;
        for mut inside in std::mem::take(&mut vehicle.inside).into_iter().map(Some) {
            end(&mut inside, Rule::EnteredNoGo, Some(number), self.at, self.history);
        }
        for device in &mut self.state.devices {
            if device.vehicle == number {
                end(&mut device.elsewhere, Rule::TwoPlaces, Some(number), self.at, self.history);
            }
        }
        if self.state.front.vehicle == Some(number) {
            self.state.front.vehicle = None;
        }
    }

    /// What is expected of a vehicle under way and no longer once it has arrived or is nobody's.
    fn end_expectations(&mut self, number: u16) {
        let index = usize::from(number);
        self.end_of(index, Rule::LeftCorridor, |vehicle| &mut vehicle.off);
        self.state.vehicles[index].doubt = None;
        self.end_of(index, Rule::Stopped, |vehicle| &mut vehicle.stopped);
        self.end_of(index, Rule::Straggler, |vehicle| &mut vehicle.behind);
        self.end_of(index, Rule::Separated, |vehicle| &mut vehicle.alone);
        for other in 0..self.state.vehicles.len() {
            let of = |held: &state::Slot| state::is_about(held.as_deref(), number);
            let vehicle = &self.state.vehicles[other];
            let [small, large, broken] = [&vehicle.close, &vehicle.wide, &vehicle.broken].map(of);
            if small {
                self.end_of(other, Rule::IntervalSmall, |vehicle| &mut vehicle.close);
            }
            if large {
                self.end_of(other, Rule::IntervalLarge, |vehicle| &mut vehicle.wide);
            }
            if broken {
                let slot = &mut self.state.vehicles[other].broken;
                end(slot, Rule::ConvoyBroken, None, self.at, self.history);
            }
        }
    }
}
