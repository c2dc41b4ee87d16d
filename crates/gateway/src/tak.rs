//! TAK clients: ATAK, WinTAK and iTAK connect and report, and are told of their own movement.
//!
//! A client shows a certificate that the room made for it; the record knows its fingerprint and for whom it reports. What a
//! client reports goes through the same hatch as everything from the road: nothing is shown or heard by anything else
//! before it is durable. No client is told what another one said.
//!
//! Cursor on Target has no answer. So a connection is read no further until what was read from it is durable; and if
//! it cannot be made durable, the connection is closed, which is the only "no" that a client understands.
//!
//! Strangers, stalled handshakes, floods and slow readers each cost their own connection and nobody else's: every
//! connection has a task of its own, every wait a limit, every queue a bound, and every refusal is counted.
//!
//! | module | its subject |
//! |---|---|
//! | `listen` | taking connections: handshakes, who it is, and who makes way where that is not said (`lobby`) |
//! | `seats` | those that have: one for each device, the newest |
//! | `talk` | one conversation: reports, pings, the change to protobuf |
//! | `intake` | what a client says, handed in; nothing further is read until it is durable |
//! | `shared` | a connection without a certificate, which may be several devices' |
//! | `outbox` | what waits to be written to one client |
//! | `usher` | closes the connections of devices that may report no more, and sees that each is told what there is to tell |
//! | `concerned` | which movements whoever serves a vehicle or person is told of |
//! | `tidings`, `way`, `alarms` | what a client is told of its own movement |
//! | [`package`] | what a client is given to connect |
//! | [`counts`] | what came and what was turned away |
//! | [`roll`] | the devices and movements, as of the last commit |

mod alarms;
mod concerned;
pub mod counts;
mod intake;
mod listen;
mod outbox;
pub mod package;
pub mod roll;
#[cfg(test)]
mod scene;
mod seats;
mod shared;
mod talk;
mod tidings;
mod usher;
mod way;

use std::sync::Arc;

use atlas::Atlas;
use conduct::State;
use model::{Fix, Instant, id::DeviceId};
use ops::track::{Admission, Hatch};
use tokio::sync::watch;

use self::{counts::Counts, seats::Seats, shared::Stands};
pub use self::{
    counts::{Counter, Figure},
    listen::{clear, over_tls},
    roll::Roll,
};

/// Fills with unpredictable bytes.
pub type Random = dyn Fn(&mut [u8]) + Send + Sync;

/// Where a device was last, and when; nothing of one that never said so.
pub type LastPlace = dyn Fn(DeviceId) -> Option<(Fix, Instant)> + Send + Sync;

/// What every conversation is held with.
pub struct Desk {
    /// The devices and movements, as of the last commit.
    pub state: watch::Receiver<Arc<State>>,
    /// Where reports are handed in.
    pub hatch: Hatch,
    /// Which reports are taken.
    pub admission: Admission,
    /// The time.
    pub clock: Arc<dyn Fn() -> Instant + Send + Sync>,
    /// Fills with unpredictable bytes.
    pub random: Arc<Random>,
    /// What came and what was turned away.
    pub counts: Arc<Counts>,
    /// The road networks at hand, for drawing ways.
    pub atlas: Arc<Atlas>,
    /// Where devices were last, for showing where an alert is.
    pub last: Arc<LastPlace>,
    /// When movements will be where, for saying how late one is by now.
    pub board: ops::watching::Board,
    seats: Seats,
    stands: Stands,
}

impl Desk {
    /// One at which nobody sits yet.
    pub fn new(
        state: watch::Receiver<Arc<State>>,
        (hatch, admission): (Hatch, Admission),
        clock: Arc<dyn Fn() -> Instant + Send + Sync>,
        random: Arc<Random>,
        counts: Arc<Counts>,
        (atlas, last, board): (Arc<Atlas>, Arc<LastPlace>, ops::watching::Board),
    ) -> Desk {
        let (seats, stands) = (Seats::default(), Stands::default());
        Desk { state, hatch, admission, clock, random, counts, atlas, last, board, seats, stands }
    }

    fn now(&self) -> Instant {
        (self.clock)()
    }
}
