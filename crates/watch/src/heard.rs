//! What the watch hears.

use model::{Instant, Report, Word, id::DeviceId};

/// Something heard. `reference` is the number under which it is kept, by which a finding names it as evidence.
///
/// It counts as made when its maker says, but not after it was received: a clock that is ahead would otherwise hide what
/// it reports until then.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Heard {
    /// The number under which it is kept.
    pub reference: u64,
    /// When it was received, by the room's clock.
    pub received: Instant,
    /// What it is.
    pub what: What,
}

impl Heard {
    /// When it counts as made.
    #[must_use]
    pub fn made(&self) -> Instant {
        let at = match &self.what {
            What::Device { report, .. } => report.at,
            What::Voice { at, .. } | What::Distress { at, .. } | What::CalledOff { at, .. } => *at,
        };
        at.min(self.received)
    }
}

/// What was heard.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// A device's report.
    Device {
        /// Which device.
        device: DeviceId,
        /// What it says.
        report: Report,
    },
    /// Somebody said by voice that the movement passed a point, or only that it is well.
    Voice {
        /// The point's name, if one was named.
        point: Option<Word>,
        /// When that was, as it was said.
        at: Instant,
    },
    /// Somebody is in danger or under duress, by whatever way the room learnt of it.
    Distress {
        /// The vehicle, if it is known.
        vehicle: Option<Word>,
        /// The device, if it was one of which no vehicle is known.
        device: Option<DeviceId>,
        /// When.
        at: Instant,
    },
    /// A device of which no vehicle is known says that its call for help is over. That ends nothing; its next call is another one.
    CalledOff {
        /// Which device.
        device: DeviceId,
        /// When.
        at: Instant,
    },
}

/// What became of something heard.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Taken {
    /// It is the latest so far.
    New,
    /// It came late; so many reports were gone through, it and those again that its coming may have changed.
    Late(usize),
    /// It was there already.
    Known,
    /// It came so late that what lies before it is no longer kept. The watch is to be made again from the kept reports
    /// ([`crate::Watch::again`]).
    Beyond,
    /// It is no business of this movement: the device is not bound at that time, or there is no such point or vehicle.
    NotOurs,
}

impl Taken {
    /// What became of two.
    #[must_use]
    pub fn and(self, other: Taken) -> Taken {
        let rank = |taken: Taken| match taken {
            Taken::NotOurs => 0,
            Taken::Known => 1,
            Taken::New => 2,
            Taken::Late(_) => 3,
            Taken::Beyond => 4,
        };
        match (self, other) {
            (Taken::Late(some), Taken::Late(more)) => Taken::Late(some + more),
            _ if rank(other) > rank(self) => other,
            _ => self,
        }
    }
}
