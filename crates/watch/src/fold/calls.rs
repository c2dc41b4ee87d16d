//! Calls for help.
//!
//! A beacon goes on calling until somebody ends it on its client: that is one call, since it began. After its client ended it, or
//! after so long without any, the next is another call. By what devices say of their own hour, so that it makes no difference in which
//! order it came in. What calls is held by itself: a second device, in the same vehicle or in none that is known, is not lost among the
//! calls of the first.
//!
//! Nothing ends here what was called: no device's word, for whoever holds it may be forced to say so, and no silence.

use model::{Span, id::DeviceId};

use super::Step;
use crate::latch::{Held, Part};

/// After so long without a call the next one is another call. Ours, five minutes: a beacon repeats itself within seconds, and who
/// drives through dead ground is back within it on most ways.
pub const CALLS_APART: Span = Span::minutes(5);

/// What one device calls, or somebody by voice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Call {
    /// Since the first of those that go on, due since the last: whoever closed an alert about those before must be told of one that
    /// came after.
    pub held: Held,
    /// Whether its client said that it is over.
    is_ended: bool,
}

impl Call {
    fn new(at: i64, part: Part, reference: u64) -> Self {
        Call { held: Held::new(at, at, part, reference), is_ended: false }
    }

    fn hears(&mut self, at: i64, reference: u64) {
        if self.is_ended || at.saturating_sub(self.held.last) >= CALLS_APART.0 {
            *self = Call::new(at, self.held.part, reference);
        } else {
            self.held.again(at, reference);
            self.held.due = at;
        }
    }
}

impl Step<'_> {
    /// By a device for its vehicle; by voice, or by a device of which no vehicle is known, for that or for the movement.
    pub(super) fn call(&mut self, vehicle: Option<u16>, part: Part) {
        let (at, reference) = (self.at, self.reference);
        let calls = self.calls(vehicle);
        match calls.iter_mut().find(|call| call.held.part == part) {
            Some(call) => call.hears(at, reference),
            None => calls.push(Call::new(at, part, reference)),
        }
    }

    pub(super) fn called_off(&mut self, vehicle: Option<u16>, part: Part) {
        let calls = self.calls(vehicle).iter_mut();
        calls.filter(|call| call.held.part == part).for_each(|call| call.is_ended = true);
    }

    /// A device of which no vehicle is known, by its place among those that called or said that it is over.
    pub(super) fn caller(&mut self, device: DeviceId) -> Part {
        let callers = &mut self.state.callers;
        let place = callers.iter().position(|one| *one == device).unwrap_or_else(|| {
            callers.push(device);
            callers.len() - 1
        });
        u16::try_from(place).map_or(Part::Whole, Part::Caller)
    }

    fn calls(&mut self, vehicle: Option<u16>) -> &mut Vec<Call> {
        match vehicle {
            Some(vehicle) => &mut self.state.vehicles[usize::from(vehicle)].calls,
            None => &mut self.state.calls,
        }
    }
}
